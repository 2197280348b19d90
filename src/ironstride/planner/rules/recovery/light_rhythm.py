"""A lighter week after every few loading weeks."""

from __future__ import annotations

import numpy as np

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.facts import Facts
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.season import SeasonModel, SeasonTerms, SeasonView
from ironstride.planner.season_graph import LOADING


def _most(facts: Facts, values: Values) -> int:
    """Return how many loading weeks may follow each other: fewer for novices and from sixty on."""
    short = facts.is_master or not facts.is_experienced
    return int(values["weeks_short" if short else "weeks"])


def _encode(model: SeasonModel, values: Values) -> SeasonTerms:
    beyond = np.maximum(0, model.graph.since_light - _most(model.facts, values))
    return SeasonTerms(node=np.broadcast_to(beyond, (len(model.facts.weeks), beyond.size)))


def _measure(view: SeasonView, values: Values) -> Measured:
    most = _most(view.facts, values)
    breaches = []
    amount = 0
    for week, state in zip(view.weeks, view.states(), strict=True):
        # the graph counts loading weeks up to seven, so the account does, too
        beyond = min(state.since_light, 7) - most
        if state.phase in LOADING and beyond > 0:
            amount += beyond
            breaches.append(
                Breach(
                    where=week.start.isoformat(),
                    amount=beyond,
                    sentence=f"The {state.since_light}th loading week in a row.",
                )
            )
    return Measured(amount=amount, breaches=tuple(breaches))


RULE = Rule(
    id="recovery.light_rhythm",
    level=Level.SEASON,
    strength=Strength.SOFT,
    weight=40,
    unit="weeks beyond the rhythm",
    evidence=("LP-28", "LP-29", "LG-09"),
    parameters=(
        Parameter(name="weeks", value=4, unit="weeks", low=3, high=6, evidence=("LP-28",)),
        Parameter(name="weeks_short", value=3, unit="weeks", low=2, high=5, evidence=("house",)),
    ),
    title="Every fourth to sixth week is lighter.",
    encode=_encode,
    measure=_measure,
    why="After some weeks of loading a lighter one lets the work settle.",
)
