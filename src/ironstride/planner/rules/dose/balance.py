"""The week's sets of balance work."""

from __future__ import annotations

from ironstride.domain.exercise import Need
from ironstride.planner.need_rule import need_rule

RULE = need_rule(
    name="balance",
    needs=(Need.BALANCE,),
    weight=6,
    evidence=("FM-14", "LG-04", "NT-05"),
    title="A week holds balance work.",
    why="Balance is kept by using it, the more with age.",
)
