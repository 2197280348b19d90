"""The ten weeks before the taper of an A race build."""

from __future__ import annotations

import numpy as np

from ironstride.domain.athlete import RacePriority
from ironstride.domain.plan import Breach, Level, Phase, Strength
from ironstride.planner.facts import Facts
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.season import SeasonModel, SeasonTerms, SeasonView
from ironstride.planner.season_facts import race_weeks, strength_weeks


def _weeks(facts: Facts, values: Values) -> frozenset[int]:
    """Return the weeks that should build, counted from the first."""
    taper = 1
    return frozenset(
        race - taper - back
        for race in race_weeks(facts, RacePriority.A)
        for back in range(1, int(values["weeks"]) + 1)
    )


def _encode(model: SeasonModel, values: Values) -> SeasonTerms:
    if not any(strength_weeks(model.facts)):
        return SeasonTerms()
    node = model.none()
    rows = [row for row in _weeks(model.facts, values) if 0 <= row < len(model.facts.weeks)]
    if not rows:
        return SeasonTerms()
    node[sorted(rows)] = np.where(model.graph.in_phase(Phase.MAINTENANCE), 1, 0)
    return SeasonTerms(node=node)


def _measure(view: SeasonView, values: Values) -> Measured:
    breaches = []
    lifts = any(strength_weeks(view.facts))
    races = race_weeks(view.facts, RacePriority.A)
    for row, week in enumerate(view.weeks):
        ahead = [race - row for race in races]
        near = any(1 < weeks <= 1 + values["weeks"] for weeks in ahead)
        if lifts and near and week.phase is Phase.MAINTENANCE:
            weeks = min(a for a in ahead if a > 1)
            breaches.append(
                Breach(
                    where=week.start.isoformat(),
                    sentence=f"{weeks} weeks before an A race, and the week keeps and builds not.",
                )
            )
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="dose.ten_weeks_to_race",
    level=Level.SEASON,
    strength=Strength.SOFT,
    weight=25,
    unit="weeks not building",
    evidence=("RE-05", "RE-21", "DU-01"),
    parameters=(
        Parameter(name="weeks", value=10, unit="weeks", low=8, high=14, evidence=("RE-05",)),
    ),
    title="The ten weeks before the taper of an A race build.",
    encode=_encode,
    measure=_measure,
    why="Running gets cheaper after about ten weeks of strength work, so those before a race "
    "count.",
)
