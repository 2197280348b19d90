"""Push and pull: the upper body's sets of the week."""

from __future__ import annotations

from ironstride.domain.exercise import Need
from ironstride.planner.need_rule import need_rule

RULE = need_rule(
    name="upper",
    needs=(
        Need.UPPER_PUSH,
        Need.UPPER_PULL,
    ),
    weight=5,
    evidence=("LP-21", "LP-40", "LG-04"),
    title="A week holds a push and a pull.",
    why="All major muscle groups belong in the week; one push and one pull keep them.",
)
