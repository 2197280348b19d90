"""The foot's and shin's sets of the week."""

from __future__ import annotations

from ironstride.domain.exercise import Need
from ironstride.planner.need_rule import need_rule

RULE = need_rule(
    name="foot",
    needs=(Need.FOOT,),
    weight=6,
    evidence=("IP-06", "BR-15"),
    title="A week holds work for foot and shin.",
    why="Foot strength takes months to pay, so a little goes into every week.",
)
