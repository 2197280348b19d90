"""After a race come weeks of recovery, by its distance and priority."""

from __future__ import annotations

import datetime as dt

import numpy as np

from ironstride.domain.clock import monday_of
from ironstride.domain.plan import Breach, Level, Phase, Strength
from ironstride.planner.facts import Facts, recovery_weeks
from ironstride.planner.rule import Measured, Rule, Values
from ironstride.planner.season import SeasonModel, SeasonTerms, SeasonView
from ironstride.units import DAYS_PER_WEEK


def _after(facts: Facts) -> frozenset[dt.date]:
    """Return the Mondays of the weeks that follow a race as recovery."""
    return frozenset(
        monday_of(race.date) + dt.timedelta(days=DAYS_PER_WEEK * ahead)
        for race in facts.athlete.races
        for ahead in range(1, recovery_weeks(race) + 1)
    )


def _encode(model: SeasonModel, _: Values) -> SeasonTerms:
    node = model.none()
    recovery = model.graph.in_phase(Phase.RECOVERY)
    free = model.graph.in_phase(Phase.RECOVERY, Phase.RACE, Phase.OFF, Phase.REHABILITATION)
    wanted = _after(model.facts)
    for row, monday in enumerate(model.facts.weeks):
        node[row] = np.where(free, 0, 1) if monday in wanted else np.where(recovery, 1, 0)
    return SeasonTerms(node=node)


def _measure(view: SeasonView, _: Values) -> Measured:
    breaches = []
    for week in view.weeks:
        due = any(
            0 < (week.start - monday_of(r.date)).days <= DAYS_PER_WEEK * recovery_weeks(r)
            for r in view.facts.athlete.races
        )
        easy = week.phase in {Phase.RECOVERY, Phase.RACE, Phase.OFF, Phase.REHABILITATION}
        if due and not easy:
            sentence = "A race lies behind, and the week does not recover."
        elif week.phase is Phase.RECOVERY and not due:
            sentence = "A week of recovery without a race before it."
        else:
            continue
        breaches.append(Breach(where=week.start.isoformat(), sentence=sentence))
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="race.recovery_after",
    level=Level.SEASON,
    strength=Strength.SOFT,
    weight=300,
    unit="weeks",
    evidence=("CT-26", "RM-08"),
    parameters=(),
    title="A race is followed by easy weeks, by its distance.",
    encode=_encode,
    measure=_measure,
    why="A race costs more than it feels: the legs get easy weeks.",
)
