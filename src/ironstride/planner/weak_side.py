"""Which side begins: the weaker one, as a self-test found or as the last session showed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from ironstride.body.findings import weak_sides
from ironstride.domain.body_region import Side
from ironstride.domain.exercise import Exercise
from ironstride.domain.performance import LoggedSet, SetKind
from ironstride.planner.facts import Facts


def first_side(facts: Facts, exercise: Exercise, date: dt.date) -> Side | None:
    """Return the side that begins; None where both work together or no difference is known.

    A self-test comes before the log: it is done with care. Of the log the last session counts in
    which both sides were told.
    """
    if not exercise.is_per_side:
        return None
    tested = weak_sides(facts.effects_on(date)).get(exercise.need)
    return tested or did_less(facts.log.recent.get(exercise.id, ()))


def did_less(sets: Iterable[LoggedSet]) -> Side | None:
    """Return the side that did less in the last session that told both; None where alike."""
    told = [one for one in sets if one.kind is not SetKind.WARM_UP]
    for date in sorted({one.date for one in told}, reverse=True):
        best = {
            side: max((_effort(o) for o in told if o.date == date and o.side is side), default=None)
            for side in (Side.LEFT, Side.RIGHT)
        }
        left, right = best[Side.LEFT], best[Side.RIGHT]
        if left is not None and right is not None:
            if left == right:
                return None
            return Side.LEFT if left < right else Side.RIGHT
    return None


def _effort(one: LoggedSet) -> tuple[float, float]:
    """Return what orders sets of one exercise: the load, then how much, reserve included."""
    amount = one.reps if one.reps is not None else one.seconds or one.contacts or one.distance_m
    return one.load_kg or 0.0, float(amount or 0.0) + (one.rir or 0.0)
