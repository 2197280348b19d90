"""Phases stay where the plan before put them, unless there is a reason."""

from __future__ import annotations

import datetime as dt

import numpy as np

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.facts import Facts
from ironstride.planner.rule import KEPT, Measured, Rule, Values
from ironstride.planner.season import SeasonModel, SeasonTerms, SeasonView
from ironstride.planner.season_graph import phase_index


def _planned(facts: Facts) -> dict[dt.date, tuple[int, bool]]:
    """Return by Monday the phase (its index) and lightness of the plan before."""
    if facts.previous is None:
        return {}
    return {w.start: (phase_index(w.phase), w.light) for w in facts.previous.weeks}


def _encode(model: SeasonModel, _: Values) -> SeasonTerms:
    node = model.none()
    planned = _planned(model.facts)
    for row, monday in enumerate(model.facts.weeks):
        if monday in planned:
            phase, light = planned[monday]
            same = (model.graph.phase == phase) & (model.graph.light == light)
            node[row] = np.where(same, 0, 1)
    return SeasonTerms(node=node)


def _measure(view: SeasonView, _: Values) -> Measured:
    previous = view.facts.previous
    if previous is None:
        return KEPT
    before = {week.start: week for week in previous.weeks}
    changed = [
        week
        for week in view.weeks
        if week.start in before
        and (before[week.start].phase, before[week.start].light) != (week.phase, week.light)
    ]
    return Measured(
        amount=len(changed),
        breaches=tuple(
            Breach(
                where=week.start.isoformat(),
                sentence=f"It was {before[week.start].phase.replace('-', ' ')} before.",
            )
            for week in changed
        ),
    )


RULE = Rule(
    id="continuity.phases",
    level=Level.SEASON,
    strength=Strength.SOFT,
    weight=12,
    unit="weeks changed",
    evidence=("house",),
    parameters=(),
    title="Phases stay where they were planned unless something speaks for a change.",
    encode=_encode,
    measure=_measure,
    why="A plan that jumps about is no plan.",
)
