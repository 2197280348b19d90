"""The base lasts as long as the lifter needs: five weeks for the new, two for the advanced."""

from __future__ import annotations

from ironstride.domain.athlete import LiftingExperience
from ironstride.domain.plan import Phase
from ironstride.planner.block_rule import block_rule
from ironstride.planner.facts import Facts
from ironstride.planner.rule import Parameter, Values
from ironstride.planner.season_facts import is_young, jump_weeks, strength_weeks
from ironstride.planner.season_graph import LONGEST


def _bounds(facts: Facts, values: Values) -> tuple[int, int]:
    weeks = {
        LiftingExperience.NONE: values["none"],
        LiftingExperience.NOVICE: values["novice"],
        LiftingExperience.INTERMEDIATE: values["intermediate"],
        LiftingExperience.ADVANCED: values["advanced"],
    }[facts.athlete.profile.lifting_experience]
    slower = values["slower"] if facts.is_master or is_young(facts) else 0
    # where neither strength nor jumps may follow the base goes on
    ends = any(strength_weeks(facts)) or any(jump_weeks(facts))
    longest = weeks + slower if ends else LONGEST[Phase.ADAPTATION]
    return int(weeks + slower), int(longest)


def _again(values: Values) -> int:
    return int(values["again"])


def _weeks(name: str, value: float) -> Parameter:
    return Parameter(name=name, value=value, unit="weeks", low=2, high=6, evidence=("RD-01",))


RULE = block_rule(
    id="dose.adaptation_length",
    phase=Phase.ADAPTATION,
    bounds=_bounds,
    weight=60,
    evidence=("RD-01", "RE-10", "CT-27"),
    parameters=(
        _weeks("none", 5),
        _weeks("novice", 4),
        _weeks("intermediate", 3),
        _weeks("advanced", 2),
        Parameter(name="slower", value=1, unit="weeks", low=0, high=3, evidence=("SC-05", "GP-11")),
        Parameter(name="again", value=2, unit="weeks", low=2, high=4, evidence=("CT-27",)),
    ),
    again=_again,
    title="The base block lasts three to six weeks for the new, less for those who lift, a week "
    "longer under 18 and from sixty on; after a break two are enough.",
    why="Tissues and technique need some weeks before load.",
)
