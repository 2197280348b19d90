"""A light week ends a block or lies within it; it doesn't begin one."""

from __future__ import annotations

import numpy as np

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.rule import Measured, Rule, Values
from ironstride.planner.season import SeasonModel, SeasonTerms, SeasonView


def _encode(model: SeasonModel, _: Values) -> SeasonTerms:
    begins = np.where(model.graph.light & (model.graph.weeks_in == 1), 1, 0)
    return SeasonTerms(node=np.broadcast_to(begins, (len(model.facts.weeks), begins.size)))


def _measure(view: SeasonView, _: Values) -> Measured:
    breaches = []
    last = None if view.before is None else view.before.phase
    for week in view.weeks:
        if week.light and week.phase is not last:
            breaches.append(
                Breach(
                    where=week.start.isoformat(),
                    sentence=f"A block of {week.phase.replace('-', ' ')} begins with a light week.",
                )
            )
        last = week.phase
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="recovery.light_ends_block",
    level=Level.SEASON,
    strength=Strength.SOFT,
    weight=10,
    unit="blocks begun lightly",
    evidence=("LP-28", "house"),
    parameters=(),
    title="A light week closes what was done; it doesn't begin a block.",
    encode=_encode,
    measure=_measure,
    why="A light week lets a block settle before the next one begins.",
)
