"""How much to aim for, from what was asked, what is known and what was done last."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ironstride.domain.athlete import LiftingExperience
from ironstride.domain.evidence import HOUSE
from ironstride.domain.exercise import LoadKind
from ironstride.strength.e1rm import MOST_REPS, Basis
from ironstride.strength.exposures import (
    body_kg,
    of_side,
    reps_and_reserve,
    reserve_told,
    sides_seen,
    total_kg,
)
from ironstride.strength.kit import TOLERANCE_KG, next_up, round_down
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
SHORT_REPS: Final = -2.0
"""Repetitions short of what was asked for that lower the load (LP-26)."""
MORE_REPS: Final = 2
"""Repetitions added first where the kit's next step is too large (LP-24, house)."""
FEWER_REPS: Final = 1
"""Fewer repetitions than asked by up to this still count as the same scheme (house)."""
FIRST_RESERVE: Final = 3.0
FIRST_RESERVE_NEW: Final = 4.0
"""Reserve in the first session: 3, for people new to lifting 4 (RD-01)."""
NEW_TO_LIFTING: Final = frozenset({LiftingExperience.NONE, LiftingExperience.NOVICE})
SAME: Final = 1e-9


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
        refit: whether repetitions are derived again where the kit only makes a lighter load.
    """

    total: float
    reps: int
    rir: float
    rule: str
    evidence: tuple[str, ...]
    sentence: str
    capacity: float | None = None
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
    """

    total: float
    reps: int
    effort: float
    surplus: float
    told: bool


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
    )


def is_same_scheme(ask: Ask, done: Done) -> bool:
    """Return whether the last repetitions are near enough to those asked to go on from them."""
    return ask.reps - FEWER_REPS <= done.reps <= ask.reps + MORE_REPS


def has_earned_raise(ask: Ask, history: tuple[Done, ...]) -> bool:
    """Return whether two more repetitions were there twice (LP-24), or were told at once (LP-26).

    A single session counts only as the very first one with its reserve told: then the start was
    a guess, and one step is all that it may correct.
    """
    last = history[-1]
    if last.surplus < EXTRA_REPS:
        return False
    if len(history) < EXTRA_SESSIONS:
        return last.told
    before = history[-EXTRA_SESSIONS]
    return (
        before.surplus >= EXTRA_REPS
        and is_same_scheme(ask, before)
        and before.total >= last.total - TOLERANCE_KG
    )


def _capacity(ask: Ask, done: Done) -> float:
    return done.total * 100.0 / ask.percent(done.effort)


def _raised(ask: Ask, done: Done) -> Aim:
    external = done.total - ask.body
    capacity = _capacity(ask, done)
    own = ask.own_weight
    most = round_down(ask.options, (external + own) * (1.0 + ask.cap) - own)
    if most is not None and most > external + TOLERANCE_KG:
        return Aim(
            total=most + ask.body,
            reps=ask.reps,
            rir=ask.rir,
            rule="load.two-for-two",
            evidence=("LP-24", "LP-26"),
            sentence="Two more repetitions were there, so the load rises one small step.",
            capacity=capacity,
        )
    step = next_up(ask.options, external)
    if step is not None and done.reps >= ask.reps + MORE_REPS:
        efforts = ask.efforts_at(100.0 * (step + ask.body) / capacity)
        reps = math.floor(efforts - ask.rir + SAME)
        if reps >= ask.exercise.reps[0]:
            return Aim(
                total=step + ask.body,
                reps=min(ask.reps, reps),
                rir=ask.rir,
                rule="load.kit-step",
                evidence=("LP-24", "LP-01", HOUSE),
                sentence="Two more repetitions came first; now the kit's next weight, with "
                "fewer repetitions to begin with.",
                capacity=capacity,
            )
    reps = min(max(done.reps, ask.reps) + MORE_REPS, max(ask.exercise.reps[1], ask.reps))
    if step is None:
        return Aim(
            total=done.total,
            reps=reps,
            rir=ask.rir,
            rule="load.light-kit",
            evidence=("LP-24", "LP-27", HOUSE),
            sentence="The kit is light here: more repetitions and a slower tempo instead of more "
            "weight.",
            capacity=capacity,
            slower=True,
        )
    return Aim(
        total=done.total,
        reps=reps,
        rir=ask.rir,
        rule="load.more-reps",
        evidence=("LP-24", HOUSE),
        sentence="The kit's next weight is a large step, so two more repetitions come first.",
        capacity=capacity,
    )


def progressed(ask: Ask, history: tuple[Done, ...]) -> Aim:
    """Return where to go from the last session of the same scheme: lower, raise or hold."""
    last = history[-1]
    capacity = _capacity(ask, last)
    if last.surplus <= SHORT_REPS:
        return Aim(
            total=last.total * ask.percent(ask.effort) / ask.percent(last.effort),
            reps=ask.reps,
            rir=ask.rir,
            rule="load.autoregulated",
            evidence=("LP-26",),
            sentence="Last time was at least two repetitions harder than meant, so the load "
            "comes down a step.",
            capacity=capacity,
        )
    if has_earned_raise(ask, history):
        return _raised(ask, last)
    return Aim(
        total=last.total,
        reps=ask.reps,
        rir=ask.rir,
        rule="load.hold",
        evidence=("LP-24", "LP-26"),
        sentence="The same load as last time; it rises when two more repetitions are there in "
        "two sessions running.",
        capacity=capacity,
        refit=True,
    )


def from_estimate(ask: Ask, known: Estimate, last: Done | None) -> Aim:
    """Return the aim that an estimated maximum gives (LP-01), what a gap cost taken off."""
    rir = max(ask.rir, FIRST_RESERVE) if known.restart else ask.rir
    aim = Aim(
        total=known.kg * ask.percent(ask.reps + rir) / 100.0,
        reps=ask.reps,
        rir=rir,
        rule="load.estimate",
        evidence=("LP-01", "LP-08", "LP-16"),
        sentence="From the maximum that your logged sets show, for these repetitions with this "
        "much left in reserve.",
        capacity=known.kg,
        refit=True,
    )
    if known.gap_factor < 1.0:
        weeks = known.gap_days // 7
        return _resentenced(
            aim,
            "load.after-gap",
            ("CT-26", "CT-28"),
            f"After {weeks} weeks without it you start lighter; it comes back fast.",
        )
    if known.basis is Basis.LOWER_BOUND:
        return _resentenced(
            aim,
            "load.at-least",
            ("LP-08", "LP-16", HOUSE),
            "From sets whose reserve isn't known: you can do at least this. Tell what was left "
            "and the next load fits better.",
        )
    return _kept_step(ask, last, aim) or aim


def from_last(ask: Ask, last: Done) -> Aim:
    """Return the aim that the last set alone gives; over twelve it proves no more than twelve."""
    capacity = last.total * 100.0 / ask.percent(min(last.effort, MOST_REPS))
    return Aim(
        total=capacity * ask.percent(ask.effort) / 100.0,
        reps=ask.reps,
        rir=ask.rir,
        rule="load.estimate",
        evidence=("LP-01", "LP-08", "LP-16"),
        sentence="From your last set, for these repetitions with this much left in reserve.",
        capacity=capacity,
        refit=True,
    )


def _resentenced(aim: Aim, rule: str, evidence: tuple[str, ...], sentence: str) -> Aim:
    return Aim(
        total=aim.total,
        reps=aim.reps,
        rir=aim.rir,
        rule=rule,
        evidence=evidence,
        sentence=sentence,
        capacity=aim.capacity,
        refit=aim.refit,
    )


def _kept_step(ask: Ask, last: Done | None, aim: Aim) -> Aim | None:
    """Return the aim that stays on a coarse kit's step just taken, so that loads don't swing."""
    if last is None or last.reps >= ask.reps:
        return None
    below = round_down(ask.options, aim.total - ask.body)
    if below is None:
        return None
    step = next_up(ask.options, below)
    reps = math.floor(last.effort - ask.rir + SAME)
    if (
        step is None
        or abs(step + ask.body - last.total) > TOLERANCE_KG
        or step + ask.own_weight <= (below + ask.own_weight) * (1.0 + ask.cap)
        or reps < ask.exercise.reps[0]
    ):
        return None
    return Aim(
        total=last.total,
        reps=min(ask.reps, reps),
        rir=ask.rir,
        rule="load.kit-step",
        evidence=("LP-24", "LP-01", HOUSE),
        sentence="You stay on the weight you stepped up to; the repetitions grow back first.",
        capacity=aim.capacity,
    )


TIMED_MORE: Final = 1.2
"""Holding or carrying so much longer than asked earns the next weight (house)."""


def _is_easy(ask: Ask, session: Exposure) -> bool:
    logged = session.sets[-1]
    amount = next(n for n in (logged.seconds, logged.distance_m, logged.reps) if n is not None)
    told = reserve_told(logged)
    return amount >= ask.reps * TIMED_MORE or (told is not None and told >= ask.rir + EXTRA_REPS)


def timed(ask: Ask, sessions: tuple[Exposure, ...]) -> Aim | None:
    """Return the load of a hold or carry: the last one, or a step more after two easy sessions.

    None where no load was logged. A step may not be larger than the cap unless the kit makes none.
    """
    loads = [min((s.load_kg for s in e.sets if s.load_kg), default=None) for e in sessions]
    last = loads[-1]
    if last is None:
        return None
    recent = sessions[-EXTRA_SESSIONS:]
    earned = (
        len(recent) == EXTRA_SESSIONS
        and loads[-EXTRA_SESSIONS] == last
        and all(_is_easy(ask, session) for session in recent)
    )
    step = next_up(ask.options, last) if earned else None
    if step is None:
        sentence = "The same load as last time; it rises after two easy sessions."
        rule = "load.hold"
    else:
        sentence = "Twice it was easy, so the next weight."
        rule = "load.two-for-two"
        step = max(step, round_down(ask.options, last * (1.0 + ask.cap)) or step)
    return Aim(
        total=(step or last) + ask.body,
        reps=ask.reps,
        rir=ask.rir,
        rule=rule,
        evidence=("LP-24", HOUSE),
        sentence=sentence,
    )


def body_alone(ask: Ask) -> Aim:
    """Return the aim where the body is the load and nothing has been logged."""
    return Aim(
        total=ask.body,
        reps=ask.reps,
        rir=ask.rir,
        rule="load.body",
        evidence=("LP-22", "LP-13"),
        sentence="Your own mass is the load; stop while this many repetitions are still there.",
    )


def first_session(ask: Ask, guess: Estimate | None) -> Aim:
    """Return a light start where nothing is known: from the low end of a guess, else the lightest.

    The percentage is not stated, because a guess from body mass is no maximum.
    """
    new = ask.profile.lifting_experience in NEW_TO_LIFTING
    rir = max(ask.rir, FIRST_RESERVE_NEW if new else FIRST_RESERVE)
    low = max(0.0, guess.low - guess.body_kg) if guess is not None else 0.0
    return Aim(
        total=ask.body + low * ask.percent(ask.reps + rir) / 100.0,
        reps=ask.reps,
        rir=rir,
        rule="load.first-session",
        evidence=("LP-20", "RD-01", HOUSE),
        sentence="Your first time, so it starts light on purpose: stop with plenty left, say how "
        "many more were there, and the next load will fit.",
        capacity=guess.kg if guess is not None else None,
    )
