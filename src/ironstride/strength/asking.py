"""What is asked of an exercise, what was done last, and how much to aim for."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ironstride.domain.exercise import LoadKind
from ironstride.strength.exposures import (
    body_kg,
    is_open_ended,
    of_side,
    reps_and_reserve,
    reserve_told,
    sides_seen,
    total_kg,
)
from ironstride.strength.reps_curve import is_leg_press_like, percent_1rm, reps_at_percent

if TYPE_CHECKING:
    from ironstride.domain.athlete import Profile
    from ironstride.domain.exercise import Exercise
    from ironstride.domain.performance import LoggedSet
    from ironstride.strength.e1rm import Estimate
    from ironstride.strength.exposures import Exposure

RAISE_LOWER: Final = 0.05
"""Most that a load rises at once for the legs (LP-24 to LP-26)."""
RAISE_UPPER: Final = 0.025
"""The same for the rest of the body."""
EXTRA_REPS: Final = 2.0
"""Repetitions beyond what was asked for that earn a raise (LP-24)."""
EXTRA_SESSIONS: Final = 2
"""Sessions in a row that must show them (LP-24)."""
OPEN_EXTRA: Final = 1.0
"""The same where "so much or more" was told: one is sure, more are likely (LP-16; house)."""
SAME: Final = 1e-9
"""Repetitions that differ by less are the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What the planner wants of an exercise, and what may be used for it.

    Args:
        options: external loads that exist and are allowed, kg, ascending, not empty.
        known: the estimate where it rests on logged sets, else None.
        most: most external load that the limits allow, kg.
    """

    exercise: Exercise
    profile: Profile
    reps: int
    rir: float
    options: tuple[float, ...]
    known: Estimate | None
    most: float = math.inf

    @property
    def body(self) -> float:
        """Kilograms of the body that are moved."""
        return body_kg(self.exercise, self.profile)

    @property
    def own_weight(self) -> float:
        """Kilograms of the body in which a raise is measured too: only against body mass."""
        return self.body if self.exercise.load_kind is LoadKind.BODY_MASS else 0.0

    @property
    def effort(self) -> float:
        """Repetitions to failure asked for."""
        return self.reps + self.rir

    @property
    def cap(self) -> float:
        """Largest relative raise at once."""
        return RAISE_LOWER if self.exercise.is_lower else RAISE_UPPER

    def percent(self, effort: float) -> float:
        """Share of the maximum for repetitions to failure, on this exercise's curve."""
        return percent_1rm(max(1.0, effort), is_leg_press_like(self.exercise))

    def efforts_at(self, percent: float) -> float:
        """Repetitions to failure at a share of the maximum, on this exercise's curve."""
        return reps_at_percent(percent, is_leg_press_like(self.exercise))


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """How much to aim for before the kit has its say.

    Args:
        total: kilograms, the body's share included.
        capacity: the maximum that repetitions are derived from; None where nothing is known.
        guessed: a guess of the external maximum alone, in a first session.
        refit: whether repetitions are derived again where the kit only makes a lighter load.
    """

    total: float
    reps: int
    rir: float
    rule: str
    evidence: tuple[str, ...]
    sentence: str
    capacity: float | None = None
    guessed: float | None = None
    refit: bool = False
    slower: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a session's last sets show, the weaker side deciding.

    Args:
        total: kilograms moved, the body's share included.
        effort: repetitions to failure that were surely possible.
        surplus: repetitions beyond what is asked for now; below zero: short of it.
        told: whether the reserve was told.
        open_ended: whether it was told as "so much or more".
    """

    total: float
    reps: int
    effort: float
    surplus: float
    told: bool
    open_ended: bool = False

    @property
    def is_easy(self) -> bool:
        """Whether it earns a raise (LP-24): two repetitions beyond, or "so much or more"."""
        return self.surplus >= (OPEN_EXTRA if self.open_ended else EXTRA_REPS) - SAME


def _surplus(ask: Ask, logged: LoggedSet) -> float:
    done = logged.reps or 0
    told = reserve_told(logged)
    return done - ask.reps if told is None else done + told - ask.effort


def what_was_done(ask: Ask, session: Exposure) -> Done | None:
    """Return what a session's last sets show; None where no load is known."""
    sides = sides_seen(session.sets)
    lasts = [of_side(session.sets, side)[-1] for side in sides] or [session.sets[-1]]
    totals = [total_kg(ask.exercise, s, ask.profile) for s in lasts]
    known = [total for total in totals if total is not None]
    if not known:
        return None
    return Done(
        total=min(known),
        reps=min(s.reps or 0 for s in lasts),
        effort=min(reps_and_reserve(s) for s in lasts),
        surplus=min(_surplus(ask, s) for s in lasts),
        told=all(reserve_told(s) is not None for s in lasts),
        open_ended=all(is_open_ended(s) for s in lasts),
    )
