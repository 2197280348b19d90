"""What the logged sets come to, reckoned once for a planning: ten years of them are 28,000."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from ironstride.domain.clock import monday_of
from ironstride.domain.exercise import Catalogue, Exercise
from ironstride.domain.outside import OutsideMovement
from ironstride.domain.performance import LoggedSet, SetKind
from ironstride.domain.plan import Sides
from ironstride.strength.exposures import exposures

HEAVY_SETS: Final = 3
"""DESIGN §4: three heavy working sets for the legs make a session heavy legs."""
HEAVY_REPS: Final = 8
HEAVY_RIR: Final = 2.0
"""DESIGN §4: eight reps or fewer at two or fewer in reserve count as heavy."""
NOVEL_AFTER_DAYS: Final = 21
"""DESIGN §4: an eccentric or plyometric exercise not done in the last three weeks is heavy legs."""
SESSIONS_FOR_LOADS: Final = 64
"""More sessions of an exercise than any load looks back on: an estimate takes those of 42 days."""
NEVER: Final[frozenset[dt.date]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One exercise in one session of the past or of an earlier week of the plan."""

    exercise: str
    date: dt.date
    sets: int
    contacts: int
    planned: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Logged:
    """What a log is reckoned from.

    Args:
        over: the sets of sessions that are over.
        outside: logged names that are movements outside the catalogue.
    """

    catalogue: Catalogue
    lifts: tuple[LoggedSet, ...]
    over: tuple[LoggedSet, ...]
    today: dt.date
    outside: Mapping[str, OutsideMovement] = field(default_factory=dict)

    def is_same(self, other: Logged) -> bool:
        """Whether another one holds the very same sets; equal ones may be taken for others."""
        return (
            self.catalogue is other.catalogue
            and self.lifts is other.lifts
            and self.over is other.over
            and self.today == other.today
            and self.outside == other.outside
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftLog:
    """The log by what is asked of it.

    Attributes:
        logged: what it was reckoned from.
        recent: exercise to its sets of the last sessions, as many as a load looks back on.
        done: what is over, warm-ups left out, by date and exercise.
        dates: exercise to the days on which it was done.
        mondays: exercise to the Mondays of the weeks in which it was done.
        earned: exercise to the days on which it was done and its technique ticked.
        ticks: exercise to the days on which its technique was ticked.
        leg_days: days with leg work.
        heavy_days: days on which the legs were heavy.
    """

    logged: Logged
    recent: Mapping[str, tuple[LoggedSet, ...]]
    done: tuple[Done, ...]
    dates: Mapping[str, frozenset[dt.date]]
    mondays: Mapping[str, frozenset[dt.date]]
    earned: Mapping[str, frozenset[dt.date]]
    ticks: Mapping[str, frozenset[dt.date]]
    leg_days: frozenset[dt.date]
    heavy_days: frozenset[dt.date]


def contacts_of(exercise: Exercise, reps: int | None, contacts: int | None, sides: Sides) -> int:
    """Return the foot contacts of one set, both sides counted."""
    count = contacts if contacts is not None else (reps or 0) * exercise.contacts_per_rep
    return count * (2 if sides is Sides.EACH else 1)


def lift_log(logged: Logged) -> LiftLog:
    """Return what every logged set comes to."""
    catalogue, lifts, over = logged.catalogue, logged.lifts, logged.over
    done = _done(catalogue, over)
    dates = _days((each.exercise, each.date) for each in done)
    ticks = _days((one.exercise, one.date) for one in lifts if one.technique_ok)
    by_id = catalogue.by_id
    return LiftLog(
        logged=logged,
        recent=_recent(catalogue, lifts, logged.today),
        done=done,
        dates=dates,
        mondays={e: frozenset(monday_of(day) for day in days) for e, days in dates.items()},
        earned={e: days & ticks[e] for e, days in dates.items() if days & ticks.get(e, NEVER)},
        ticks=ticks,
        leg_days=frozenset(each.date for each in done if by_id[each.exercise].is_lower)
        | _outside_leg_days(logged),
        heavy_days=_heavy_days(logged) | _new_days(catalogue, done),
    )


def _days(found: Iterable[tuple[str, dt.date]]) -> dict[str, frozenset[dt.date]]:
    days: defaultdict[str, set[dt.date]] = defaultdict(set)
    for exercise, date in found:
        days[exercise].add(date)
    return {exercise: frozenset(each) for exercise, each in days.items()}


def _recent(
    catalogue: Catalogue, lifts: tuple[LoggedSet, ...], today: dt.date
) -> dict[str, tuple[LoggedSet, ...]]:
    every: defaultdict[str, list[LoggedSet]] = defaultdict(list)
    for one in lifts:
        every[one.exercise].append(one)
    found: dict[str, tuple[LoggedSet, ...]] = {}
    for name, sets in every.items():
        exercise = catalogue.by_id.get(name)
        sessions = () if exercise is None else exposures(exercise, tuple(sets), today)
        if len(sessions) > SESSIONS_FOR_LOADS:
            since = sessions[-SESSIONS_FOR_LOADS].date
            sets = [one for one in sets if one.date >= since]  # noqa: PLW2901  fewer of the same
        found[name] = tuple(sets)
    return found


def _done(catalogue: Catalogue, over: tuple[LoggedSet, ...]) -> tuple[Done, ...]:
    per: dict[tuple[dt.date, str], list[int]] = {}
    for one in over:
        exercise = catalogue.by_id.get(one.exercise)
        if one.kind is SetKind.WARM_UP or exercise is None:
            continue
        count = per.setdefault((one.date, one.exercise), [0, 0])
        count[0] += 1
        count[1] += contacts_of(exercise, one.reps, one.contacts, Sides.BOTH)
    return tuple(
        Done(exercise=exercise, date=date, sets=sets, contacts=contacts, planned=False)
        for (date, exercise), (sets, contacts) in sorted(per.items())
    )


def _outside_leg_days(logged: Logged) -> frozenset[dt.date]:
    """Return the days with leg work that the catalogue has no exercise for."""
    return frozenset(
        one.date
        for one in logged.over
        if one.kind is not SetKind.WARM_UP
        and one.exercise in logged.outside
        and logged.outside[one.exercise].is_lower
    )


def _heavy_days(logged: Logged) -> frozenset[dt.date]:
    """Return the days with three hard sets for the legs, in the catalogue or outside it."""
    sets: dict[dt.date, int] = {}
    for one in logged.over:
        movement = logged.catalogue.by_id.get(one.exercise) or logged.outside.get(one.exercise)
        if movement is None or one.kind is SetKind.WARM_UP:
            continue
        hard = one.reps is not None and one.reps <= HEAVY_REPS and (one.rir or 0) <= HEAVY_RIR
        if hard and movement.is_lower:
            sets[one.date] = sets.get(one.date, 0) + 1
    return frozenset(date for date, count in sets.items() if count >= HEAVY_SETS)


def _new_days(catalogue: Catalogue, done: tuple[Done, ...]) -> frozenset[dt.date]:
    """Return the days on which an exercise that is heavy legs while it is new was new."""
    last: dict[str, dt.date] = {}
    found: set[dt.date] = set()
    for each in done:
        if is_novel_kind(catalogue.by_id[each.exercise]):
            before = last.get(each.exercise)
            if before is None or (each.date - before).days > NOVEL_AFTER_DAYS:
                found.add(each.date)
            last[each.exercise] = each.date
    return frozenset(found)


def is_novel_kind(exercise: Exercise) -> bool:
    """Whether an exercise is heavy legs while it is new: eccentric or plyometric for the legs."""
    return (exercise.is_lower and exercise.eccentric) or exercise.impact.level > 0


NOTHING_LOGGED: Final = LiftLog(
    logged=Logged(
        catalogue=Catalogue(exercises=(), muscles=(), equipment=(), by_id={}),
        lifts=(),
        over=(),
        today=dt.date.min,
    ),
    recent={},
    done=(),
    dates={},
    mondays={},
    earned={},
    ticks={},
    leg_days=NEVER,
    heavy_days=NEVER,
)
