"""Base, then strength, then power; a new base comes after a break, not out of work."""

from __future__ import annotations

import numpy as np

from ironstride.domain.plan import Breach, Level, Phase, Strength
from ironstride.planner.rule import KEPT, Measured, Rule, Values
from ironstride.planner.season import SeasonModel, SeasonTerms, SeasonView, state_before
from ironstride.planner.season_facts import strength_weeks

BUILT = (Phase.MAXIMUM_STRENGTH, Phase.POWER, Phase.MAINTENANCE)
OUT_OF_ORDER = frozenset(
    {
        (Phase.ADAPTATION, Phase.POWER),
        (Phase.ADAPTATION, Phase.MAINTENANCE),
        (Phase.MAXIMUM_STRENGTH, Phase.ADAPTATION),
        (Phase.POWER, Phase.ADAPTATION),
        (Phase.MAINTENANCE, Phase.ADAPTATION),
    }
)


def _encode(model: SeasonModel, _: Values) -> SeasonTerms:
    if not any(strength_weeks(model.facts)):
        return SeasonTerms()
    graph = model.graph
    skips = graph.from_phase(Phase.ADAPTATION) & graph.to_phase(Phase.POWER, Phase.MAINTENANCE)
    back = graph.from_phase(*BUILT) & graph.to_phase(Phase.ADAPTATION)
    before = state_before(model.facts)
    first = model.no_first()
    if before is not None and before.phase is Phase.ADAPTATION:
        first = graph.in_phase(Phase.POWER, Phase.MAINTENANCE).astype(np.int64)
    elif before is not None and before.phase in BUILT:
        first = graph.in_phase(Phase.ADAPTATION).astype(np.int64)
    return SeasonTerms(step=(skips | back).astype(np.int64), first=first)


def _measure(view: SeasonView, _: Values) -> Measured:
    if not any(strength_weeks(view.facts)):
        return KEPT
    breaches = []
    last = None if view.before is None else view.before.phase
    for week in view.weeks:
        if (last, week.phase) in OUT_OF_ORDER and last is not None:
            breaches.append(
                Breach(
                    where=week.start.isoformat(),
                    sentence=f"{week.phase.replace('-', ' ').capitalize()} right after "
                    f"{last.replace('-', ' ')}.",
                )
            )
        last = week.phase
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="dose.block_order",
    level=Level.SEASON,
    strength=Strength.SOFT,
    weight=200,
    unit="blocks out of order",
    evidence=("RD-01", "RD-03", "RD-08", "RE-09"),
    parameters=(),
    title="Base comes before strength and strength before power, where strength can be trained.",
    encode=_encode,
    measure=_measure,
    why="Each block stands on the one before it.",
)
