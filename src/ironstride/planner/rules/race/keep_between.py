"""Between races that follow each other closely strength is kept, not built."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from ironstride.domain.athlete import RacePriority
from ironstride.domain.plan import Breach, Level, Phase, Strength
from ironstride.planner.facts import Facts
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.season import SeasonModel, SeasonTerms, SeasonView
from ironstride.planner.season_facts import race_weeks

BUILDING = (Phase.ADAPTATION, Phase.MAXIMUM_STRENGTH, Phase.POWER)


def _between(facts: Facts, values: Values) -> frozenset[int]:
    """Return the weeks between two near race weeks, counted from the first."""
    races = race_weeks(facts, RacePriority.A, RacePriority.B)
    return frozenset(
        row
        for one, other in pairwise(races)
        if other - one <= int(values["weeks"])
        for row in range(one + 1, other)
    )


def _encode(model: SeasonModel, values: Values) -> SeasonTerms:
    rows = [row for row in _between(model.facts, values) if row < len(model.facts.weeks)]
    if not rows:
        return SeasonTerms()
    node = model.none()
    node[sorted(rows)] = np.where(model.graph.in_phase(*BUILDING), 1, 0)
    return SeasonTerms(node=node)


def _measure(view: SeasonView, values: Values) -> Measured:
    races = race_weeks(view.facts, RacePriority.A, RacePriority.B)
    breaches = []
    for row, week in enumerate(view.weeks):
        past = [race for race in races if race < row]
        ahead = [race for race in races if race > row]
        if row in races or not past or not ahead or week.phase not in BUILDING:
            continue
        if ahead[0] - past[-1] <= values["weeks"]:
            breaches.append(
                Breach(
                    where=week.start.isoformat(),
                    sentence=f"A building week between races {ahead[0] - past[-1]} weeks apart.",
                )
            )
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="race.keep_between",
    level=Level.SEASON,
    strength=Strength.SOFT,
    weight=45,
    unit="weeks building",
    evidence=("RD-11", "CT-20", "CT-24", "RE-35"),
    parameters=(
        Parameter(name="weeks", value=5, unit="weeks", low=2, high=8, evidence=("house",)),
    ),
    title="Between races up to five weeks apart strength is kept with little, not built.",
    encode=_encode,
    measure=_measure,
    why="While races come close on each other, little work at full load keeps what was built.",
)
