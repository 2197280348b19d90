"""The weeks before an A race's taper turn strength into speed, or keep it."""

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

FITTING = (Phase.POWER, Phase.MAINTENANCE, Phase.TAPER, Phase.RACE, Phase.RECOVERY, Phase.OFF)


def _weeks(facts: Facts, values: Values) -> frozenset[dt.date]:
    """Return the Mondays that should hold power: those before the taper of an A race far ahead."""
    found: set[dt.date] = set()
    most = values["weeks" if facts.is_experienced else "weeks_new"]
    for race in facts.athlete.races:
        ahead = (monday_of(race.date) - facts.first_monday).days // DAYS_PER_WEEK
        if race.priority is RacePriority.A and ahead >= values["ahead"]:
            for back in range(2, 2 + int(min(most, ahead // values["share"]))):
                found.add(monday_of(race.date) - dt.timedelta(days=back * DAYS_PER_WEEK))
    return frozenset(found)


def _encode(model: SeasonModel, values: Values) -> SeasonTerms:
    node = model.none()
    fits = model.graph.in_phase(*FITTING)
    wanted = _weeks(model.facts, values)
    for row, monday in enumerate(model.facts.weeks):
        if monday in wanted:
            node[row] = np.where(fits, 0, 1)
    return SeasonTerms(node=node)


def _measure(view: SeasonView, values: Values) -> Measured:
    first = view.facts.first_monday
    wanted = values["weeks"] if view.facts.is_experienced else values["weeks_new"]
    breaches = []
    for week in view.weeks:
        for race in view.facts.athlete.races:
            back = (monday_of(race.date) - week.start).days // DAYS_PER_WEEK
            ahead = (monday_of(race.date) - first).days // DAYS_PER_WEEK
            weeks = min(wanted, ahead // int(values["share"]))
            due = race.priority == "A" and ahead >= values["ahead"] and 1 < back < 2 + weeks
            if due and week.phase not in FITTING:
                breaches.append(
                    Breach(
                        where=week.start.isoformat(),
                        sentence=f"{back} weeks before an A race, and no power yet.",
                    )
                )
                break
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="race.power_before",
    level=Level.SEASON,
    strength=Strength.SOFT,
    weight=45,
    unit="weeks",
    evidence=("RE-09", "RE-13", "RD-08", "DU-09"),
    parameters=(
        Parameter(name="weeks", value=5, unit="weeks", low=2, high=6, evidence=("RD-06",)),
        Parameter(name="weeks_new", value=3, unit="weeks", low=0, high=6, evidence=("house",)),
        Parameter(name="share", value=4, unit="of the weeks", low=2, high=8, evidence=("house",)),
        Parameter(name="ahead", value=9, unit="weeks", low=6, high=16, evidence=("RE-05",)),
    ),
    title="Before the taper of an A race come weeks of power.",
    encode=_encode,
    measure=_measure,
    why="Strength turns into speed when jumps join the heavy sets before a race.",
)
