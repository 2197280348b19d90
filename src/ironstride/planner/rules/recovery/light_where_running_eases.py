"""Light weeks lie where the running eases, too."""

from __future__ import annotations

import datetime as dt

import numpy as np

from ironstride.domain.clock import monday_of
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.facts import Facts
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.season import SeasonModel, SeasonTerms, SeasonView


def _minutes(facts: Facts, monday: dt.date) -> float:
    return sum(run.minutes for run in facts.runs_by_week.get(monday, ()))


def _is_full(facts: Facts, row: int, values: Values) -> bool:
    """Whether a week runs as much as the weeks beside it, while others in reach run less."""
    around = [
        _minutes(facts, facts.weeks[i])
        for i in range(max(1, row - 2), min(len(facts.weeks), row + 3))
    ]
    if row == 0 or not around or max(around) == 0:
        return False
    eases = min(around) <= values["share"] * max(around)
    return eases and _minutes(facts, facts.weeks[row]) > values["share"] * max(around)


def _encode(model: SeasonModel, values: Values) -> SeasonTerms:
    node = model.none()
    for row in range(len(model.facts.weeks)):
        if _is_full(model.facts, row, values):
            node[row] = np.where(model.graph.light, 1, 0)
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
