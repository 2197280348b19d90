"""Squats, steps, hinges and bridges: the legs' sets of the week."""

from __future__ import annotations

from ironstride.domain.exercise import Need
from ironstride.planner.need_rule import need_rule

RULE = need_rule(
    name="legs",
    needs=(Need.LEGS_KNEE, Need.LEGS_HIP),
    weight=10,
    evidence=("RE-03", "LP-31", "LP-40"),
    title="A week holds enough squatting and hinging.",
    why="Strong legs are what makes running cheaper.",
)
