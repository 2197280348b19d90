"""The warm-up of a session: moves for the joints that it loads, in the seconds set aside for it."""

from __future__ import annotations

import datetime as dt
from typing import Final

from ironstride.body.findings import first_in_warm_up
from ironstride.body.permissions import exercise_allowed
from ironstride.body.rehab import stage_refusal
from ironstride.domain.exercise import Exercise, Impact, Need
from ironstride.domain.plan import PrescribedSet
from ironstride.planner.dose import set_work_seconds
from ironstride.planner.facts import Facts
from ironstride.planner.rules.limits.forbidden import forbids
from ironstride.planner.sessions import SessionFrame

SECONDS_EACH: Final = 30
LEAST_SECONDS: Final = 15
MOST_MOVES: Final = 5
STEP_SECONDS: Final = 5
"""House: nobody times 27 seconds; what is left of the budget is for walking about."""


def warm_up_moves(
    facts: Facts, frame: SessionFrame, picked: tuple[Exercise, ...]
) -> tuple[tuple[Exercise, PrescribedSet], ...]:
    """Return moves with their seconds, those for the regions that the session loads most first.

    What a self-test asks for comes before them.

    Source: LP-43 (light moves and light sets of the lift; stretching is not part of it).
    """
    first = first_in_warm_up(facts.effects_on(frame.placed.date))
    loaded: dict[str, int] = {}
    for exercise in picked:
        for region, grade in exercise.regions_loaded.items():
            loaded[region] = loaded.get(region, 0) + grade
    moves = sorted(
        (e for e in facts.catalogue.exercises if _fits(facts, e, frame.placed.date)),
        key=lambda e: (e.id not in first, -_overlap(e, loaded), e.skill, e.id),
    )
    left = float(frame.warm_up_seconds)
    found: list[tuple[Exercise, PrescribedSet]] = []
    families: set[str] = set()
    for exercise in moves:
        if len(found) == MOST_MOVES:
            break
        if exercise.pattern in families:
            continue
        seconds = _seconds(exercise, left)
        if seconds is None:
            continue
        work = PrescribedSet(rest_seconds=0, seconds=seconds, kind="warm-up")
        found.append((exercise, work))
        families.add(exercise.pattern)
        left -= exercise.setup_seconds + set_work_seconds(exercise, work)
    return tuple(found)


def _seconds(exercise: Exercise, left: float) -> float | None:
    """Return the seconds (per side) a move may take; None where it doesn't fit."""
    sides = 2 if exercise.is_per_side else 1
    fixed = exercise.setup_seconds + (exercise.side_change_seconds if sides > 1 else 0)
    room = int((left - fixed) // sides)
    each = SECONDS_EACH // sides if sides > 1 else SECONDS_EACH
    seconds = min(max(each, LEAST_SECONDS), room - room % STEP_SECONDS)
    return float(seconds) if seconds >= LEAST_SECONDS else None


def _fits(facts: Facts, exercise: Exercise, date: dt.date) -> bool:
    """Whether a move needs no kit and nothing that the body or a professional rules out."""
    return (
        exercise.need is Need.MOBILITY
        and exercise.impact is Impact.NONE
        and frozenset() in exercise.equipment
        and exercise_allowed(exercise, facts.permissions.on(date)) is None
        and stage_refusal(exercise, facts.athlete.conditions) is None
        and not any(forbids(limit, exercise) for limit in facts.limits_on(date))
    )


def _overlap(exercise: Exercise, loaded: dict[str, int]) -> int:
    return sum(
        min(grade, 1) * loaded.get(region, 0) for region, grade in exercise.regions_loaded.items()
    )
