"""A light week is earned by some loading weeks before it."""

from __future__ import annotations

import numpy as np

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.season import SeasonModel, SeasonTerms, SeasonView, state_before


def _encode(model: SeasonModel, values: Values) -> SeasonTerms:
    graph = model.graph
    least = int(values["weeks"])
    soon = np.maximum(0, least - graph.since_light[graph.source])
    step = np.where(graph.light[graph.target], soon, 0)
    before = state_before(model.facts)
    since = before.since_light if before is not None else 0
    first = np.where(graph.light, max(0, least - since), 0)
    return SeasonTerms(step=step.astype(np.int64), first=first.astype(np.int64))


def _measure(view: SeasonView, values: Values) -> Measured:
    amount = 0
    breaches = []
    since = 0 if view.before is None else view.before.since_light
    for week, state in zip(view.weeks, view.states(), strict=True):
        short = int(values["weeks"]) - since
        if week.light and short > 0:
            amount += short
            breaches.append(
                Breach(
                    where=week.start.isoformat(),
                    amount=short,
                    sentence=f"A light week after {since} loading weeks.",
                )
            )
        since = state.since_light
    return Measured(amount=amount, breaches=tuple(breaches))


RULE = Rule(
    id="recovery.light_not_too_soon",
    level=Level.SEASON,
    strength=Strength.SOFT,
    weight=60,
    unit="weeks too soon",
    evidence=("LP-28",),
    parameters=(
        Parameter(name="weeks", value=3, unit="weeks", low=2, high=5, evidence=("LP-28",)),
    ),
    title="A light week comes after at least three loading weeks.",
    encode=_encode,
    measure=_measure,
    why="There is nothing to recover from after a week or two.",
)
