"""A session as it is done: every set in its order, side by side, with last time and the loads."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ironstride.body.findings import weak_sides
from ironstride.catalogue import load
from ironstride.domain.body_region import Side
from ironstride.domain.exercise import LoadKind
from ironstride.domain.performance import SetKind
from ironstride.domain.plan import BlockKind, Sides
from ironstride.services.current_plan import CurrentPlan, current_plan
from ironstride.services.limits import LoadLimit, load_limit, over_limit
from ironstride.services.log import last_time
from ironstride.services.runner import athlete_now, stored_athlete
from ironstride.services.self_tests import effects_in_force
from ironstride.services.technique_cues import cues_for, last_fault
from ironstride.strength.kit import available_loads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ironstride.domain.athlete import Athlete, Place
    from ironstride.domain.exercise import Exercise, Fault
    from ironstride.domain.performance import LoggedSession, LoggedSet
    from ironstride.domain.plan import Block, PlannedSession, PrescribedExercise, PrescribedSet
    from ironstride.services.log import LastTime
    from ironstride.storage import UnitOfWork

CONFIRMED_SESSIONS: Final = 2
"""RD-03: technique ticked in two sessions unlocks what it guards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One set of one side, in the order performed.

    Args:
        key: position in the session, ``exercise/side/kind/number``; stable while the plan is.
        number: of this exercise's sets of this kind and side, from 1; ``total`` of them.
        rest_seconds: after this step.
        logged: the set that was logged for it.
        over: what is said of a logged set above a professional's limit; empty where it is not.
    """

    key: str
    label: str
    exercise: str
    side: Side | None
    kind: SetKind
    number: int
    total: int
    target: PrescribedSet
    rest_seconds: float
    logged: LoggedSet | None = None
    over: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GymExercise:
    """What the screen knows of an exercise.

    Args:
        loads: what the kit here makes, kg, ascending, none above the limit; 0 where the body
            alone will do.
        limit: what a professional allows of it; None where nobody said anything.
        asks_technique: whether the tick after the cues is still asked for.
        ticks: sessions in which technique was confirmed so far.
        fault: the common fault that the runner saw last, which the first cue answers.
    """

    exercise: Exercise
    loads: tuple[float, ...]
    last: LastTime | None
    asks_technique: bool
    ticks: int
    limit: LoadLimit | None = None
    fault: Fault | None = None

    @property
    def cues(self) -> tuple[str, ...]:
        """The cues in the order in which they are said."""
        return cues_for(self.exercise, self.fault)


@dataclass(frozen=True, slots=True, kw_only=True)
class WarmUpMove:
    """One move of the warm-up."""

    exercise: Exercise
    target: PrescribedSet
    side: Sides


@dataclass(frozen=True, slots=True, kw_only=True)
class GymSession:
    """A session to be done, with what was logged of it already."""

    planned: PlannedSession
    warm_up: tuple[WarmUpMove, ...]
    steps: tuple[Step, ...]
    exercises: tuple[GymExercise, ...]
    extra: tuple[LoggedSet, ...]
    """Sets logged in this session that the plan does not hold any more."""
    logged: LoggedSession | None


def gym_session(
    unit: UnitOfWork, session_id: str, today: dt.date, shown: CurrentPlan | None = None
) -> GymSession | None:
    """Return a session of the plan to be done; None where the plan holds no such session.

    Args:
        shown: the plan that the pages show, where it is not the stored one.
    """
    current = shown or current_plan(unit)
    planned = None if current is None else current.session(session_id)
    if current is None or planned is None:
        return None
    athlete = stored_athlete(unit, today)
    sets = unit.sets.of_session(session_id)
    last = {
        id: last_time(unit, id, planned.date)
        for block in planned.blocks
        for id in (each.exercise for each in block.exercises)
        if block.kind is not BlockKind.WARM_UP
    }
    told = {e.exercise: e.first_side for b in planned.blocks for e in b.exercises if e.first_side}
    weak = _weak_sides(unit, last, today) | told
    steps, extra = _with_logged(unit, athlete, tuple(_steps(planned, weak)), sets)
    return GymSession(
        planned=planned,
        warm_up=_warm_up(planned),
        steps=steps,
        exercises=tuple(_exercises(unit, planned, athlete, last)),
        extra=extra,
        logged=unit.sessions.get(session_id),
    )


def next_session(current: CurrentPlan | None, date: dt.date) -> PlannedSession | None:
    """Return the session that the gym screen opens with: today's first, else the next one."""
    if current is None:
        return None
    of_day = current.sessions_on(date)
    return of_day[0] if of_day else current.next_after(date)


def _warm_up(planned: PlannedSession) -> tuple[WarmUpMove, ...]:
    known = load().by_id
    return tuple(
        WarmUpMove(exercise=known[each.exercise], target=each.sets[0], side=each.side)
        for block in planned.blocks
        if block.kind is BlockKind.WARM_UP
        for each in block.exercises
        if each.exercise in known and each.sets
    )


def _steps(planned: PlannedSession, weak: dict[str, Side | None]) -> Iterator[Step]:
    work = [block for block in planned.blocks if block.kind is not BlockKind.WARM_UP]
    counts: Counter[tuple[str, Side | None, SetKind]] = Counter()
    totals = Counter(
        (each.exercise, side, SetKind(one.kind))
        for block in work
        for each in block.exercises
        for one in each.sets
        for side in _sides(each, weak.get(each.exercise))
    )
    for index, block in enumerate(work):
        for label, each, one, side, rest in _in_turn(index, block, weak):
            kind = SetKind(one.kind)
            group = (each.exercise, side, kind)
            counts[group] += 1
            yield Step(
                key=f"{each.exercise}/{side or 'both'}/{kind}/{counts[group]}",
                label=label,
                exercise=each.exercise,
                side=side,
                kind=kind,
                number=counts[group],
                total=totals[group],
                target=one,
                rest_seconds=rest,
            )


def _in_turn(
    index: int, block: Block, weak: dict[str, Side | None]
) -> Iterator[tuple[str, PrescribedExercise, PrescribedSet, Side | None, float]]:
    """Give the sets of a block in the order performed: lighter sets first, then round by round."""
    letter = chr(ord("A") + index % 26)
    count = len(block.exercises)
    labelled = [
        (letter if count == 1 else f"{letter}{position + 1}", each)
        for position, each in enumerate(block.exercises)
    ]
    for label, each in labelled:
        for one in each.sets:
            if one.kind == SetKind.WARM_UP:
                yield from _both_sides(label, each, one, weak)
    working = {
        label: [one for one in each.sets if one.kind != SetKind.WARM_UP] for label, each in labelled
    }
    for turn in range(max((len(sets) for sets in working.values()), default=0)):
        for label, each in labelled:
            if turn < len(working[label]):
                yield from _both_sides(label, each, working[label][turn], weak)


def _both_sides(
    label: str, each: PrescribedExercise, one: PrescribedSet, weak: dict[str, Side | None]
) -> Iterator[tuple[str, PrescribedExercise, PrescribedSet, Side | None, float]]:
    sides = _sides(each, weak.get(each.exercise))
    exercise = load().by_id.get(each.exercise)
    change = 0.0 if exercise is None else float(exercise.side_change_seconds)
    for position, side in enumerate(sides):
        is_last = position == len(sides) - 1
        yield label, each, one, side, one.rest_seconds if is_last else change


def _sides(each: PrescribedExercise, weak: Side | None) -> tuple[Side | None, ...]:
    """Return the sides in the order performed: the weaker one first, where it is known."""
    match each.side:
        case Sides.BOTH:
            return (None,)
        case Sides.LEFT:
            return (Side.LEFT,)
        case Sides.RIGHT:
            return (Side.RIGHT,)
        case Sides.EACH:
            if weak is Side.RIGHT:
                return (Side.RIGHT, Side.LEFT)
            return (Side.LEFT, Side.RIGHT)


def _weak_sides(
    unit: UnitOfWork, last: dict[str, LastTime | None], today: dt.date
) -> dict[str, Side | None]:
    """Return by exercise the side that begins: what a self-test found, else what last time did."""
    athlete = athlete_now(unit, today)
    tested = {} if athlete is None else weak_sides(effects_in_force(athlete, today))
    known = load().by_id
    return {
        id: tested.get(known[id].need) or weaker_side(before) if id in known else None
        for id, before in last.items()
    }


def weaker_side(last: LastTime | None) -> Side | None:
    """Return the side that did less last time; None where they were alike or not told."""
    if last is None:
        return None
    left, right = (
        max((_effort(one) for one in last.sets if one.side is side), default=None)
        for side in (Side.LEFT, Side.RIGHT)
    )
    if left is None or right is None or left == right:
        return None
    return Side.LEFT if left < right else Side.RIGHT


def _effort(one: LoggedSet) -> tuple[float, float]:
    """Return what orders sets of one exercise: the load, then how much, reserve included."""
    amount = one.reps if one.reps is not None else one.seconds or one.contacts or one.distance_m
    return one.load_kg or 0.0, float(amount or 0.0) + (one.rir or 0.0)


def _with_logged(
    unit: UnitOfWork, athlete: Athlete | None, steps: tuple[Step, ...], sets: tuple[LoggedSet, ...]
) -> tuple[tuple[Step, ...], tuple[LoggedSet, ...]]:
    """Return the steps with their logged sets, and those that no step asks for."""
    waiting: dict[tuple[str, Side | None, SetKind], list[LoggedSet]] = {}
    for one in sets:
        kind = SetKind.WARM_UP if one.kind is SetKind.WARM_UP else SetKind.WORKING
        waiting.setdefault((one.exercise, one.side, kind), []).append(one)
    found = []
    for step in steps:
        group = waiting.get((step.exercise, step.side, step.kind), [])
        logged = group.pop(0) if group else None
        found.append(
            step
            if logged is None
            else replace(step, logged=logged, over=over_limit(unit, athlete, logged))
        )
    return tuple(found), tuple(one for group in waiting.values() for one in group)


def _exercises(
    unit: UnitOfWork,
    planned: PlannedSession,
    athlete: Athlete | None,
    last: dict[str, LastTime | None],
) -> Iterator[GymExercise]:
    for id, before in last.items():
        exercise = load().by_id.get(id)
        if exercise is not None:
            yield _known(unit, planned, athlete, exercise, before)


def gym_exercise(
    unit: UnitOfWork, planned: PlannedSession, exercise_id: str, today: dt.date
) -> GymExercise:
    """Return what the screen needs of an exercise that may stand in for one of a session.

    Raises:
        KeyError: the catalogue does not hold it.
    """
    return _known(
        unit,
        planned,
        stored_athlete(unit, today),
        load().by_id[exercise_id],
        last_time(unit, exercise_id, planned.date),
    )


def _known(
    unit: UnitOfWork,
    planned: PlannedSession,
    athlete: Athlete | None,
    exercise: Exercise,
    last: LastTime | None,
) -> GymExercise:
    places = {} if athlete is None else {place.id: place for place in athlete.places}
    confirmed = frozenset() if athlete is None else athlete.technique
    ticks = len({tick.session_id for tick in unit.technique.all() if tick.exercise == exercise.id})
    limit = load_limit(unit, athlete, exercise, planned.date)
    most = math.inf if limit is None else limit.most_kg
    return GymExercise(
        exercise=exercise,
        loads=tuple(kg for kg in loads_of(exercise, places.get(planned.place)) if kg <= most),
        last=last,
        asks_technique=exercise.id not in confirmed and ticks < CONFIRMED_SESSIONS,
        ticks=ticks,
        limit=limit,
        fault=last_fault(unit, exercise),
    )


def loads_of(exercise: Exercise, place: Place | None) -> tuple[float, ...]:
    """Return the loads that a stepper offers at a place: what the kit makes, and none."""
    if exercise.load_kind is LoadKind.NONE or place is None:
        return ()
    loads = available_loads(place, exercise.implement)
    return (0.0, *loads) if exercise.load_kind is LoadKind.BODY_MASS and loads else loads
