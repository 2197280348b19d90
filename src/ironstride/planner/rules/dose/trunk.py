"""The trunk's sets of the week."""

from __future__ import annotations

from ironstride.domain.exercise import Need
from ironstride.planner.need_rule import need_rule

RULE = need_rule(
    name="trunk",
    needs=(Need.TRUNK,),
    weight=6,
    evidence=("BR-16", "LB-03"),
    title="A week holds trunk work.",
    why="A trunk that holds still lets the legs push; the claim on speed is weak.",
)
