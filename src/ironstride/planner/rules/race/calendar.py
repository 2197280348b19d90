"""Race weeks are race weeks, weeks away without a place to train are off, and no others are."""

from __future__ import annotations

import datetime as dt

import numpy as np

from ironstride.domain.athlete import RacePriority
from ironstride.domain.clock import monday_of
from ironstride.domain.plan import Breach, Level, Phase, Strength
from ironstride.planner.facts import Facts
from ironstride.planner.rule import Measured, Rule, Values
from ironstride.planner.season import SeasonModel, SeasonTerms, SeasonView
from ironstride.units import DAYS_PER_WEEK


def _off(facts: Facts) -> frozenset[dt.date]:
    """Return the Mondays of the weeks of which every day is away without a place."""
    away = [a for a in facts.athlete.availability.away if a.place is None]
    days = [dt.timedelta(days=d) for d in range(DAYS_PER_WEEK)]
    return frozenset(
        monday
        for monday in (facts.weeks if away else ())
        if all(any(a.first <= monday + d <= a.last for a in away) for d in days)
    )


def _encode(model: SeasonModel, _: Values) -> SeasonTerms:
    facts, graph = model.facts, model.graph
    fixed = graph.in_phase(Phase.RACE, Phase.OFF)
    node = np.repeat(fixed[None, :], len(facts.weeks), axis=0)
    off = _off(facts)
    races = frozenset(
        monday_of(r.date) for r in facts.athlete.races if r.priority is not RacePriority.C
    )
    for row, monday in enumerate(facts.weeks):
        if monday in races:
            node[row] = ~graph.in_phase(Phase.RACE)
        elif monday in off:
            node[row] = ~graph.in_phase(Phase.OFF)
    return SeasonTerms(node=node.astype(np.int64))


def _measure(view: SeasonView, _: Values) -> Measured:
    breaches = []
    for week in view.weeks:
        races = [r for r in view.facts.races_in(week.start) if r.priority is not RacePriority.C]
        if bool(races) != (week.phase is Phase.RACE):
            sentence = "holds a race and is no race week" if races else "holds no race"
            breaches.append(Breach(where=week.start.isoformat(), sentence=f"The week {sentence}."))
            continue
        gone = sum(
            any(
                a.place is None and a.first <= week.start + dt.timedelta(days=d) <= a.last
                for a in view.facts.athlete.availability.away
            )
            for d in range(DAYS_PER_WEEK)
        )
        if not races and (gone == DAYS_PER_WEEK) != (week.phase is Phase.OFF):
            breaches.append(
                Breach(
                    where=week.start.isoformat(),
                    sentence="A week is off when and only when every day of it is away.",
                )
            )
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="race.calendar",
    level=Level.SEASON,
    strength=Strength.HARD,
    weight=0,
    unit="weeks",
    evidence=("house",),
    parameters=(),
    title="Race weeks are race weeks; weeks away without a place to train are off.",
    encode=_encode,
    measure=_measure,
    why="Your race, or your time away, decides what this week is.",
)
