"""The base lasts as long as the lifter needs: five weeks for the new, two for the advanced."""

from __future__ import annotations

from ironstride.domain.athlete import LiftingExperience
from ironstride.domain.plan import Phase
from ironstride.planner.block_rule import block_rule
from ironstride.planner.facts import Facts
from ironstride.planner.rule import Parameter, Values


def _bounds(facts: Facts, values: Values) -> tuple[int, int]:
    weeks = {
        LiftingExperience.NONE: values["none"],
        LiftingExperience.NOVICE: values["novice"],
        LiftingExperience.INTERMEDIATE: values["intermediate"],
        LiftingExperience.ADVANCED: values["advanced"],
    }[facts.athlete.profile.lifting_experience]
    return int(weeks), int(weeks)


def _weeks(name: str, value: float) -> Parameter:
    return Parameter(name=name, value=value, unit="weeks", low=2, high=6, evidence=("RD-01",))


RULE = block_rule(
    id="dose.adaptation_length",
    phase=Phase.ADAPTATION,
    bounds=_bounds,
    weight=60,
    evidence=("RD-01", "RE-10"),
    parameters=(
        _weeks("none", 5),
        _weeks("novice", 4),
        _weeks("intermediate", 3),
        _weeks("advanced", 2),
    ),
    title="The base block lasts three to six weeks for the new, less for those who lift.",
    why="Tissues and technique need some weeks before load.",
)
