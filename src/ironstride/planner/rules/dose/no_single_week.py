"""No block lasts a single week."""

from __future__ import annotations

import numpy as np

from ironstride.domain.plan import Breach, Level, Phase, Strength
from ironstride.planner.rule import Measured, Rule, Values
from ironstride.planner.season import SeasonModel, SeasonTerms, SeasonView, state_before
from ironstride.planner.season_graph import LOADING

CUT = frozenset({Phase.OFF, Phase.REHABILITATION})
"""What may cut a block short after a week without notice: time away and the body."""

AHEAD = frozenset({Phase.TAPER, Phase.RACE})
"""A week that only holds may lie before them, between two races."""


def _encode(model: SeasonModel, _: Values) -> SeasonTerms:
    graph = model.graph
    single = graph.in_phase(*LOADING) & (graph.weeks_in == 1)
    keeps = graph.in_phase(Phase.MAINTENANCE)
    step = (
        single[graph.source]
        & (graph.phase[graph.source] != graph.phase[graph.target])
        & ~graph.to_phase(*CUT)
        & ~(keeps[graph.source] & graph.to_phase(*AHEAD))
    )
    first = model.no_first()
    before = state_before(model.facts)
    if before is not None and before.phase in LOADING and before.weeks_in == 1:
        other = ~graph.in_phase(before.phase, *CUT)
        if before.phase is Phase.MAINTENANCE:
            other &= ~graph.in_phase(*AHEAD)
        first = other.astype(np.int64)
    node = model.none()
    node[-1] = np.where(single, 1, 0)
    return SeasonTerms(node=node, step=step.astype(np.int64), first=first)


def _measure(view: SeasonView, _: Values) -> Measured:
    breaches = []
    last = view.before
    for week, state in zip(view.weeks, view.states(), strict=True):
        if (
            last is not None
            and last.phase in LOADING
            and last.weeks_in == 1
            and state.phase is not last.phase
            and state.phase not in CUT
            and not (last.phase is Phase.MAINTENANCE and state.phase in AHEAD)
        ):
            breaches.append(
                Breach(
                    where=week.start.isoformat(),
                    sentence=f"A single week of {last.phase.replace('-', ' ')} before it.",
                )
            )
        last = state
    if last is not None and last.phase in LOADING and last.weeks_in == 1:
        breaches.append(
            Breach(
                where=view.weeks[-1].start.isoformat(),
                sentence=f"The season ends with a first week of {last.phase.replace('-', ' ')}.",
            )
        )
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="dose.no_single_week",
    level=Level.SEASON,
    strength=Strength.SOFT,
    weight=150,
    unit="blocks of one week",
    evidence=("RE-05", "house"),
    parameters=(),
    title="No block lasts a single week.",
    encode=_encode,
    measure=_measure,
    why="A week is too short for the body to answer.",
)
