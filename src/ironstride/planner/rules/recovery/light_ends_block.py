"""A light week is the last one of its block."""

from __future__ import annotations

import numpy as np

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.rule import Measured, Rule, Values
from ironstride.planner.season import SeasonModel, SeasonTerms, SeasonView, state_before


def _encode(model: SeasonModel, _: Values) -> SeasonTerms:
    graph = model.graph
    goes_on = graph.phase[graph.source] == graph.phase[graph.target]
    step = graph.light[graph.source] & goes_on
    first = model.no_first()
    before = state_before(model.facts)
    if before is not None and before.light:
        first = np.where(graph.in_phase(before.phase), 1, 0)
    return SeasonTerms(step=step.astype(np.int64), first=first)


def _measure(view: SeasonView, _: Values) -> Measured:
    breaches = []
    last = None if view.before is None else (view.before.phase, view.before.light)
    for week in view.weeks:
        if last == (week.phase, True):
            breaches.append(
                Breach(
                    where=week.start.isoformat(),
                    sentence=f"The block of {week.phase.replace('-', ' ')} goes on after its light "
                    "week.",
                )
            )
        last = (week.phase, week.light)
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="recovery.light_ends_block",
    level=Level.SEASON,
    strength=Strength.SOFT,
    weight=10,
    unit="blocks that go on",
    evidence=("LP-28", "house"),
    parameters=(),
    title="A light week closes its block.",
    encode=_encode,
    measure=_measure,
    why="A light week lets a block settle before the next one begins.",
)
