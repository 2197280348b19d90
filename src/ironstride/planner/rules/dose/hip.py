"""The hip's sets of the week."""

from __future__ import annotations

from ironstride.domain.exercise import Need
from ironstride.planner.need_rule import need_rule

RULE = need_rule(
    name="hip",
    needs=(Need.HIP,),
    weight=8,
    evidence=("IP-04", "BR-11"),
    title="A week holds work for the sides and front of the hip.",
    why="In one trial supervised novices had fewer injuries with hip and trunk work.",
)
