"""The week before the week of an A race brings the volume down."""

from __future__ import annotations

import datetime as dt

import numpy as np

from ironstride.domain.athlete import RacePriority
from ironstride.domain.clock import monday_of
from ironstride.domain.plan import Breach, Level, Phase, Strength
from ironstride.planner.facts import Facts
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.season import SeasonModel, SeasonTerms, SeasonView
from ironstride.units import DAYS_PER_WEEK


def _wanted(facts: Facts, values: Values) -> dict[dt.date, bool]:
    """Return by Monday whether a week before an A race should be a taper week."""
    found: dict[dt.date, bool] = {}
    for race in facts.athlete.races:
        if race.priority is RacePriority.A:
            for back in range(1, int(values["weeks"]) + 1):
                found[monday_of(race.date) - dt.timedelta(days=back * DAYS_PER_WEEK)] = True
    return found


def _encode(model: SeasonModel, values: Values) -> SeasonTerms:
    node = model.none()
    taper = model.graph.in_phase(Phase.TAPER)
    free = model.graph.in_phase(Phase.TAPER, Phase.RACE, Phase.OFF)
    wanted = _wanted(model.facts, values)
    for row, monday in enumerate(model.facts.weeks):
        node[row] = np.where(free, 0, 1) if monday in wanted else np.where(taper, 1, 0)
    return SeasonTerms(node=node)


def _measure(view: SeasonView, values: Values) -> Measured:
    breaches = []
    a_races = [r for r in view.facts.athlete.races if r.priority == "A"]
    for week in view.weeks:
        ahead = [(monday_of(r.date) - week.start).days // DAYS_PER_WEEK for r in a_races]
        near = any(0 < weeks <= values["weeks"] for weeks in ahead)
        if near and week.phase not in {Phase.TAPER, Phase.RACE, Phase.OFF}:
            sentence = "An A race is near, and the week does not taper."
        elif not near and week.phase is Phase.TAPER:
            sentence = "A week of taper without an A race after it."
        else:
            continue
        breaches.append(Breach(where=week.start.isoformat(), sentence=sentence))
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="race.taper",
    level=Level.SEASON,
    strength=Strength.SOFT,
    weight=300,
    unit="weeks",
    evidence=("CT-29", "CT-23"),
    parameters=(
        Parameter(name="weeks", value=1, unit="weeks", low=1, high=2, evidence=("CT-29",)),
    ),
    title="Before an A race the volume comes down, race week included two weeks long.",
    encode=_encode,
    measure=_measure,
    why="Two weeks with half the work and the same load bring out what was built.",
)
