"""Calf raises with straight and bent knees: the calves' sets of the week."""

from __future__ import annotations

from ironstride.domain.exercise import Need
from ironstride.planner.need_rule import need_rule

RULE = need_rule(
    name="calves",
    needs=(
        Need.CALF_STRAIGHT,
        Need.CALF_BENT,
    ),
    weight=11,
    evidence=("BR-01", "BR-02", "BR-10", "LP-40"),
    title="A week holds calf work with straight and with bent knees.",
    why="Calves carry most of every stride, and running alone does not load them enough.",
)
