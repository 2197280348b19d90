"""The warm-up of a session: moves for the joints that it loads, in the seconds set aside for it."""

from __future__ import annotations

import datetime as dt
from typing import Final

from ironstride.body.findings import first_in_warm_up
from ironstride.body.permissions import exercise_allowed
from ironstride.body.rehab import stage_refusal
from ironstride.domain.exercise import Exercise, Family, Impact, Need
from ironstride.domain.plan import PrescribedSet
from ironstride.planner.dose import set_work_seconds
from ironstride.planner.facts import Facts
from ironstride.planner.rules.limits.forbidden import forbids
from ironstride.planner.sessions import SessionFrame

SECONDS_EACH: Final = 30
LEAST_SECONDS: Final = 15
MOST_MOVES: Final = 5
STILL_UNREADY: Final = 0.25
"""House: what one move has readied gains little from a second one."""
STEP_SECONDS: Final = 5
"""House: nobody times 27 seconds; what is left of the budget is for walking about."""


def warm_up_moves(
    facts: Facts, frame: SessionFrame, picked: tuple[Exercise, ...]
) -> tuple[tuple[Exercise, PrescribedSet], ...]:
    """Return moves with their seconds, made for the session.

    What a self-test asks for comes first. Each further move is the one that readies most of what
    the session loads and no move before it readied; one that repeats is left out while another
    adds. Before jumps the last is a drill of the same springs without impact.

    Source: LP-43 (light moves and light sets of the lift; stretching is not part of it), house.
    """
    asked = first_in_warm_up(facts.effects_on(frame.placed.date))
    date = frame.placed.date
    unready = {region: float(load) for region, load in _loads(picked).items()}
    moves = [e for e in facts.catalogue.exercises if _fits(facts, e, date)]
    found: list[tuple[Exercise, PrescribedSet]] = []
    left = float(frame.warm_up_seconds)
    drill = _drill(facts, picked, date)
    held_back = 0.0 if drill is None else drill.setup_seconds + float(SECONDS_EACH)
    while moves and len(found) < MOST_MOVES - (drill is not None):
        move = min(moves, key=lambda e: (e.id not in asked, -_gain(e, unready), e.skill, e.id))
        moves = [e for e in moves if e is not move and e.pattern != move.pattern]
        work = _work(move, left - held_back)
        if work is None or (found and move.id not in asked and not _gain(move, unready)):
            continue
        found.append((move, work))
        left -= move.setup_seconds + set_work_seconds(move, work)
        for region in move.regions_loaded:
            unready[region] = unready.get(region, 0.0) * STILL_UNREADY
    last = None if drill is None else _work(drill, left)
    if drill is not None and last is not None:
        found.append((drill, last))
    return tuple(found)


def _loads(picked: tuple[Exercise, ...]) -> dict[str, int]:
    """Return how much a session loads each region: the grades of its exercises together."""
    loads: dict[str, int] = {}
    for exercise in picked:
        for region, grade in exercise.regions_loaded.items():
            loads[region] = loads.get(region, 0) + grade
    return loads


def _gain(move: Exercise, unready: dict[str, float]) -> float:
    """Return how much of what is still to be readied a move readies."""
    return sum(unready.get(region, 0.0) for region in move.regions_loaded)


def _work(move: Exercise, left: float) -> PrescribedSet | None:
    """Return the set of a move that the seconds left allow; None where it doesn't fit."""
    seconds = _seconds(move, left)
    if seconds is None:
        return None
    return PrescribedSet(rest_seconds=0, seconds=seconds, kind="warm-up")


def _drill(facts: Facts, picked: tuple[Exercise, ...], date: dt.date) -> Exercise | None:
    """Return the easiest drill without impact where a session holds jumps; None else."""
    if all(e.need is not Need.POWER or e.impact is Impact.NONE for e in picked):
        return None
    drills = [
        e
        for e in facts.catalogue.exercises
        if e.family is Family.SPRINT_DRILL
        and e not in picked
        and _is_safe(facts, e, date)
        and not e.fall_risk
    ]
    return min(drills, key=lambda e: (e.skill, e.rung, e.id), default=None)


def _seconds(exercise: Exercise, left: float) -> float | None:
    """Return the seconds (per side) a move may take; None where it doesn't fit."""
    sides = 2 if exercise.is_per_side else 1
    fixed = exercise.setup_seconds + (exercise.side_change_seconds if sides > 1 else 0)
    room = int((left - fixed) // sides)
    each = SECONDS_EACH // sides if sides > 1 else SECONDS_EACH
    seconds = min(max(each, LEAST_SECONDS), room - room % STEP_SECONDS)
    return float(seconds) if seconds >= LEAST_SECONDS else None


def _fits(facts: Facts, exercise: Exercise, date: dt.date) -> bool:
    """Whether a move is one for a warm-up, and nothing speaks against it."""
    return exercise.need is Need.MOBILITY and _is_safe(facts, exercise, date)


def _is_safe(facts: Facts, exercise: Exercise, date: dt.date) -> bool:
    """Whether a move needs no kit and nothing that the body or a professional rules out."""
    return (
        exercise.impact is Impact.NONE
        and frozenset() in exercise.equipment
        and exercise_allowed(exercise, facts.permissions.on(date)) is None
        and stage_refusal(exercise, facts.athlete.conditions) is None
        and not any(forbids(limit, exercise) for limit in facts.limits_on(date))
    )
