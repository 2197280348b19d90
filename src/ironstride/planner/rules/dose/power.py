"""Jumps, hops and drills: the week's sets of fast work."""

from __future__ import annotations

from ironstride.domain.exercise import Need
from ironstride.planner.need_rule import need_rule

RULE = need_rule(
    name="power",
    needs=(Need.POWER,),
    weight=8,
    evidence=("RE-08", "RE-09", "RE-13", "RD-08", "LG-03"),
    title="A week holds jumps where its phase asks for them.",
    why="Jumps and heavy lifts together may do more than either alone.",
)
