"""The working sets of one exercise, session by session."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from ironstride.domain.body_region import Side
from ironstride.domain.exercise import Exercise, Implement, LoadKind, Method
from ironstride.domain.performance import LoggedSet, SetKind
from ironstride.strength.reps_curve import effective_reserve

if TYPE_CHECKING:
    from ironstride.domain.athlete import Profile

TEACHING: Final = frozenset({SetKind.WORKING, SetKind.FAILURE})
"""Warm-ups say nothing about strength, drop sets are done tired."""
OPEN_RESERVE: Final = 4.0
"""From here a reserve told means so much or more: the screen's last tap is "4+", and people tell
too little the further they are from failure (LP-16, LP-18; the figure is house)."""
HAND_HELD: Final = frozenset(
    {
        Implement.DUMBBELL,
        Implement.DUMBBELL_PAIR,
        Implement.KETTLEBELL,
        Implement.KETTLEBELL_PAIR,
    }
)
HAND_HELD_SHARE: Final = 0.5
"""Of the body's share, what counts with weights in the hands (house; see ``body_kg``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """All working sets of an exercise on one day, in the order done; at least one."""

    date: dt.date
    sets: tuple[LoggedSet, ...]


def reserve_told(logged: LoggedSet) -> float | None:
    """Return the reserve of a set, corrected (LP-16); 0 for a set to failure, None if not told."""
    if logged.rir is not None:
        return effective_reserve(logged.rir, logged.reps or 0)
    return 0.0 if logged.kind is SetKind.FAILURE else None


def is_open_ended(logged: LoggedSet) -> bool:
    """Return whether a set's reserve was told as "so much or more": it bounds, and measures not."""
    return logged.rir is not None and logged.rir >= OPEN_RESERVE


def reps_and_reserve(logged: LoggedSet) -> float:
    """Return repetitions that were surely possible: without a reserve told, those done."""
    return (logged.reps or 0) + (reserve_told(logged) or 0.0)


def body_kg(exercise: Exercise, profile: Profile) -> float:
    """Return the kilograms of the body that count beside the external load.

    Against body mass all that is moved counts. Percentages of a bar's or a machine's maximum are
    by custom taken of the bar alone (LP-01). With weights in the hands half of the body's share
    counts (house): taken alone, 8 kg to 10 kg would be a quarter harder, which it isn't for
    somebody who moves 60 kg of herself; taken whole, low repetitions come out too heavy.
    """
    share = (exercise.body_mass_share or 0.0) * profile.body_mass_kg
    if exercise.load_kind is LoadKind.BODY_MASS:
        return share
    return HAND_HELD_SHARE * share if exercise.implement in HAND_HELD else 0.0


def total_kg(exercise: Exercise, logged: LoggedSet, profile: Profile) -> float | None:
    """Return what a set moved, the body's share included; None where the load is not known."""
    body = body_kg(exercise, profile)
    if exercise.load_kind is LoadKind.BODY_MASS:
        return body + (logged.load_kg or 0.0) or None
    return body + logged.load_kg if logged.load_kg else None


def _shows_something(exercise: Exercise, logged: LoggedSet) -> bool:
    if exercise.method is Method.STRENGTH:
        return (logged.reps or 0) >= 1
    return any(n is not None and n > 0 for n in (logged.reps, logged.seconds, logged.distance_m))


def exposures(
    exercise: Exercise, sets: tuple[LoggedSet, ...], until: dt.date | None = None
) -> tuple[Exposure, ...]:
    """Return the exercise's sessions, oldest first, warm-ups and drop sets left out.

    Args:
        until: sets after this day are left out; None keeps all.
    """
    working = [
        s
        for s in sets
        if s.exercise == exercise.id
        and s.kind in TEACHING
        and _shows_something(exercise, s)
        and (until is None or s.date <= until)
    ]
    working.sort(key=lambda s: (s.date, s.order))
    return tuple(
        Exposure(date=date, sets=tuple(group))
        for date, group in groupby(working, key=lambda s: s.date)
    )


def of_side(sets: tuple[LoggedSet, ...], side: Side) -> tuple[LoggedSet, ...]:
    """Return the sets that a side did: its own and those of both sides together."""
    return tuple(s for s in sets if s.side in {None, Side.BOTH, side})


def sides_seen(sets: tuple[LoggedSet, ...]) -> tuple[Side, ...]:
    """Return the sides that were logged apart, left first; empty where none was."""
    named = {s.side for s in sets}
    return tuple(side for side in (Side.LEFT, Side.RIGHT) if side in named)
