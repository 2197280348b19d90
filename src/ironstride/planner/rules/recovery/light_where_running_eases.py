"""Light weeks lie where the running eases, too."""

from __future__ import annotations

import datetime as dt

import numpy as np

from ironstride.domain.clock import monday_of
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.season import SeasonModel, SeasonTerms, SeasonView
from ironstride.planner.season_facts import minutes_by_week


def _encode(model: SeasonModel, values: Values) -> SeasonTerms:
    minutes = list(minutes_by_week(model.facts).values())
    full = []
    for row in range(1, len(minutes)):
        around = minutes[max(1, row - 2) : row + 3]
        limit = values["share"] * max(around)
        if min(around) <= limit < minutes[row]:
            full.append(row)
    if not full:
        return SeasonTerms()
    node = model.none()
    node[full] = np.where(model.graph.light, 1, 0)
    return SeasonTerms(node=node)


def _measure(view: SeasonView, values: Values) -> Measured:
    load: dict[dt.date, float] = dict.fromkeys(view.facts.weeks, 0.0)
    for run in view.facts.runs:
        load[monday_of(run.date)] += run.minutes
    found = []
    starts = list(load)
    for row, week in enumerate(view.weeks):
        near = [load[starts[i]] for i in range(max(row - 2, 1), min(row + 3, len(starts)))]
        if not week.light or row == 0 or max(near, default=0.0) == 0:
            continue
        limit = values["share"] * max(near)
        if min(near) <= limit < load[week.start]:
            found.append(
                Breach(
                    where=week.start.isoformat(),
                    sentence="A light week while the running doesn't ease, and near it it does.",
                )
            )
    return Measured(amount=len(found), breaches=tuple(found))


RULE = Rule(
    id="recovery.light_where_running_eases",
    level=Level.SEASON,
    strength=Strength.SOFT,
    weight=35,
    unit="weeks",
    evidence=("LP-28", "CT-09"),
    parameters=(
        Parameter(name="share", value=0.85, unit="share", low=0.6, high=0.95, evidence=("house",)),
    ),
    title="Light weeks lie where the running eases, too.",
    encode=_encode,
    measure=_measure,
    why="One easy week for everything recovers better than two half ones.",
)
