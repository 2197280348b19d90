"""Weeks go into building while there is time; keeping is for when running or racing needs it."""

from __future__ import annotations

import numpy as np

from ironstride.domain.plan import Breach, Level, Phase, Strength
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.season import SeasonModel, SeasonTerms, SeasonView

KEEPING = frozenset({Phase.MAINTENANCE, Phase.REHABILITATION})
"""Phases that hold or calm; safety asks for the weeks of rehabilitation that are needed."""


def _encode(model: SeasonModel, values: Values) -> SeasonTerms:
    keeps = model.graph.in_phase(Phase.MAINTENANCE, Phase.REHABILITATION)
    light = model.graph.light
    amount = np.where(keeps, 1, 0) + np.where(light, int(values["light"]), 0)
    return SeasonTerms(node=np.broadcast_to(amount, (len(model.facts.weeks), amount.size)))


def _measure(view: SeasonView, values: Values) -> Measured:
    amount = 0
    breaches = []
    for week in view.weeks:
        cost = (week.phase in KEEPING) + int(values["light"]) * week.light
        amount += cost
        if cost:
            keeps = week.phase is Phase.MAINTENANCE
            sentence = "A week that keeps and builds not." if keeps else "A lighter week."
            breaches.append(Breach(where=week.start.isoformat(), amount=cost, sentence=sentence))
    return Measured(amount=amount, breaches=tuple(breaches))


RULE = Rule(
    id="dose.build_first",
    level=Level.SEASON,
    strength=Strength.SOFT,
    weight=15,
    unit="weeks not building",
    evidence=("RE-05", "RE-21", "CT-20"),
    parameters=(
        Parameter(name="light", value=1, unit="weeks", low=0, high=2, evidence=("house",)),
    ),
    title="Weeks build while they can; keeping and easing have their price.",
    encode=_encode,
    measure=_measure,
    why="The longer a programme builds, the more it gives.",
)
