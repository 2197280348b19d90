"""What a professional allows of a load, and what is said where more was lifted.

Decided (house): a logged set is a fact. It is stored as it was done by whatever door it comes,
above a limit too, because a figure that is refused is a figure that is lost, and the next load
rests on what was really lifted. It is answered with a sentence that names who set the limit, and
what is offered or planned next stays under it. What is not done yet is refused: a plan by hand
or an exchange above a limit breaks the rule ``limits.amounts``, in the planner's own words.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ironstride.catalogue import load
from ironstride.services.runner import stored_athlete
from ironstride.strength.e1rm import Basis, estimate
from ironstride.strength.exposures import body_kg
from ironstride.strength.kit import TOLERANCE_KG
from ironstride.strength.prescribe import most_allowed

if TYPE_CHECKING:
    from ironstride.domain.athlete import Athlete, Limit
    from ironstride.domain.exercise import Exercise
    from ironstride.domain.performance import LoggedSet
    from ironstride.storage import UnitOfWork

TENTHS: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadLimit:
    """The strictest limit on an exercise's load.

    Args:
        most_kg: largest external load allowed; below zero where not even the body is.
        set_by: the professional's name.
        words: ``at most 40 kg``, ``at most 70 % of your maximum, 42.3 kg today``.
    """

    most_kg: float
    set_by: str
    words: str


def load_limit(
    unit: UnitOfWork, athlete: Athlete | None, exercise: Exercise, date: dt.date
) -> LoadLimit | None:
    """Return the strictest limit on an exercise's load on a day; None where there is none.

    A share of the maximum is one of what the sets before that day show, or, as when the load is
    planned, of the low end of a guess.
    """
    if athlete is None:
        return None
    found = list(_limits(unit, athlete, exercise, date))
    return min(found, key=lambda each: each.most_kg, default=None)


def _limits(
    unit: UnitOfWork, athlete: Athlete, exercise: Exercise, date: dt.date
) -> Iterator[LoadLimit]:
    for limit in athlete.limits:
        if not limit.holds_on(date) or not _concerns(limit, exercise):
            continue
        if limit.max_load_kg is not None:
            yield LoadLimit(
                most_kg=limit.max_load_kg,
                set_by=limit.set_by,
                words=f"at most {limit.max_load_kg:g} kg",
            )
        if limit.max_percent_1rm is not None:
            share = _of_maximum(unit, athlete, exercise, date, limit.max_percent_1rm)
            if share is not None:
                yield LoadLimit(most_kg=share[0], set_by=limit.set_by, words=share[1])


def _concerns(limit: Limit, exercise: Exercise) -> bool:
    return limit.exercise in {None, exercise.id} and (
        limit.region is None or exercise.regions_loaded.get(limit.region, 0) > 0
    )


def _of_maximum(
    unit: UnitOfWork, athlete: Athlete, exercise: Exercise, date: dt.date, percent: float
) -> tuple[float, str] | None:
    """Return the load that a share of the maximum is, and its words; None where load is not kg."""
    before = unit.sets.of_exercise(exercise.id, limit=1_000, until=date - dt.timedelta(days=1))
    known = estimate(exercise, before, athlete.profile, date)
    if known is None:
        return None
    most = most_allowed(body_kg(exercise, athlete.profile), known, None, percent)
    shown = math.floor(most * TENTHS) / TENTHS
    guess = "; your maximum is a guess yet" if known.basis is Basis.PRIOR else ""
    load_words = f"{shown:g} kg today" if most >= 0 else "less than your own body today"
    return most, f"at most {percent:g} % of your maximum, {load_words}{guess}"


def over_limit(unit: UnitOfWork, athlete: Athlete | None, one: LoggedSet) -> str:
    """Return what is said of a set above a professional's limit; empty where it is not above.

    Five grams above are the limit itself: a load in pounds is kept to the gram.
    """
    exercise = load().by_id.get(one.exercise)
    if exercise is None:
        return ""
    limit = load_limit(unit, athlete, exercise, one.date)
    carried = one.load_kg or 0.0
    if limit is None or carried <= limit.most_kg + TOLERANCE_KG:
        return ""
    lifted = f"{carried:.6g} kg is" if carried else "Your own body is"
    return (
        f"{lifted} over the limit set by {limit.set_by}: {limit.words}. It is kept as you did it; "
        "the next set stays within the limit."
    )


def told_of(unit: UnitOfWork, one: LoggedSet, today: dt.date) -> str:
    """Return what is said of a set just logged, for doors that know the set alone."""
    return over_limit(unit, stored_athlete(unit, today), one)
