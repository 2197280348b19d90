"""A strength block lasts long enough to work and ends before it stalls."""

from __future__ import annotations

from ironstride.domain.plan import Phase
from ironstride.planner.block_rule import block_rule
from ironstride.planner.facts import Facts
from ironstride.planner.rule import Parameter, Values
from ironstride.planner.season_facts import is_slow


def _bounds(facts: Facts, values: Values) -> tuple[int, int]:
    longest = values["longest_slow" if is_slow(facts) else "longest"]
    return int(values["shortest"]), int(longest)


RULE = block_rule(
    id="dose.strength_block",
    phase=Phase.MAXIMUM_STRENGTH,
    bounds=_bounds,
    weight=25,
    evidence=("RD-03", "RE-05", "RE-21", "RE-08"),
    parameters=(
        Parameter(name="shortest", value=5, unit="weeks", low=3, high=8, evidence=("RD-03",)),
        Parameter(name="longest", value=10, unit="weeks", low=6, high=12, evidence=("RD-03",)),
        Parameter(name="longest_slow", value=7, unit="weeks", low=5, high=12, evidence=("RE-08",)),
    ),
    title="A strength block lasts five to ten weeks, to seven for events at up to 12 km/h.",
    why="Strength takes weeks to come, and after ten the legs want something new.",
)
