"""Race weeks are race weeks, weeks away without a place to train are off, and no others are."""

from __future__ import annotations

import datetime as dt

import numpy as np

from ironstride.domain.athlete import RacePriority
from ironstride.domain.plan import Breach, Level, Phase, Strength
from ironstride.planner.facts import Facts
from ironstride.planner.rule import Measured, Rule, Values
from ironstride.planner.season import SeasonModel, SeasonTerms, SeasonView
from ironstride.units import DAYS_PER_WEEK


def _fixed(facts: Facts, monday: dt.date) -> Phase | None:
    """Return the phase that the calendar asks of a week, None where it asks none."""
    if any(r.priority is not RacePriority.C for r in facts.races_in(monday)):
        return Phase.RACE
    days = [monday + dt.timedelta(days=d) for d in range(DAYS_PER_WEEK)]
    away = facts.athlete.availability.away
    if all(any(a.place is None and a.first <= d <= a.last for a in away) for d in days):
        return Phase.OFF
    return None


def _encode(model: SeasonModel, _: Values) -> SeasonTerms:
    node = model.none()
    race, off = model.graph.in_phase(Phase.RACE), model.graph.in_phase(Phase.OFF)
    for row, monday in enumerate(model.facts.weeks):
        wanted = _fixed(model.facts, monday)
        if wanted is None:
            node[row] = np.where(race | off, 1, 0)
        else:
            node[row] = np.where(model.graph.in_phase(wanted), 0, 1)
    return SeasonTerms(node=node)


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
