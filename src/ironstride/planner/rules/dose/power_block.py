"""A power block lasts long enough for jumps to pay."""

from __future__ import annotations

from ironstride.domain.plan import Phase
from ironstride.planner.block_rule import block_rule
from ironstride.planner.facts import Facts
from ironstride.planner.rule import Parameter, Values
from ironstride.planner.season_facts import is_slow, strength_weeks


def _bounds(facts: Facts, values: Values) -> tuple[int, int]:
    shortest = values["shortest" if facts.is_experienced else "shortest_new"]
    jumps = is_slow(facts) or not any(strength_weeks(facts))
    return int(shortest), int(values["longest_jumps" if jumps else "longest"])


RULE = block_rule(
    id="dose.power_block",
    phase=Phase.POWER,
    bounds=_bounds,
    weight=30,
    evidence=("RD-06", "RD-09", "RE-19", "RE-08"),
    parameters=(
        Parameter(name="shortest", value=4, unit="weeks", low=2, high=6, evidence=("RD-06",)),
        Parameter(name="longest_jumps", value=8, unit="weeks", low=6, high=8, evidence=("RE-19",)),
        Parameter(name="shortest_new", value=3, unit="weeks", low=2, high=6, evidence=("house",)),
        Parameter(name="longest", value=6, unit="weeks", low=4, high=8, evidence=("RD-06",)),
    ),
    title="A power block lasts four to six weeks, to eight where jumps do most of the work.",
    why="Jumps need some weeks to show, and are then kept with little.",
)
