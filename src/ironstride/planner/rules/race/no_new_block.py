"""No block with new work begins in the last weeks before a race."""

from __future__ import annotations

import numpy as np

from ironstride.domain.athlete import RacePriority
from ironstride.domain.plan import Breach, Level, Phase, Strength
from ironstride.planner.facts import Facts
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.season import SeasonModel, SeasonTerms, SeasonView
from ironstride.planner.season_facts import race_weeks

NEW_WORK = (Phase.ADAPTATION, Phase.MAXIMUM_STRENGTH, Phase.POWER)


def _near(facts: Facts, values: Values) -> frozenset[int]:
    """Return the weeks before races in which no block begins; the season's first is no choice."""
    weeks = {RacePriority.A: values["weeks_a"], RacePriority.B: values["weeks_b"]}
    return frozenset(
        race - back
        for priority, most in weeks.items()
        for race in race_weeks(facts, priority)
        for back in range(1, int(most) + 1)
        if race - back > 0
    )


def _encode(model: SeasonModel, values: Values) -> SeasonTerms:
    rows = [row for row in _near(model.facts, values) if row < len(model.facts.weeks)]
    if not rows:
        return SeasonTerms()
    begins = model.graph.in_phase(*NEW_WORK) & (model.graph.weeks_in == 1)
    node = model.none()
    node[sorted(rows)] = np.where(begins, 1, 0)
    return SeasonTerms(node=node)


def _measure(view: SeasonView, values: Values) -> Measured:
    breaches = []
    last = None if view.before is None else view.before.phase
    for row, week in enumerate(view.weeks):
        begins = row > 0 and week.phase in NEW_WORK and week.phase is not last
        last = week.phase
        ahead = [
            race - row
            for priority, most in (("A", values["weeks_a"]), ("B", values["weeks_b"]))
            for race in race_weeks(view.facts, RacePriority(priority))
            if 0 < race - row <= most
        ]
        if begins and ahead:
            breaches.append(
                Breach(
                    where=week.start.isoformat(),
                    sentence=f"A block of {week.phase.replace('-', ' ')} begins "
                    f"{min(ahead)} weeks before a race.",
                )
            )
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="race.no_new_block",
    level=Level.SEASON,
    strength=Strength.SOFT,
    weight=60,
    unit="blocks begun",
    evidence=("CT-10", "RM-08", "CT-23"),
    parameters=(
        Parameter(name="weeks_a", value=3, unit="weeks", low=2, high=6, evidence=("house",)),
        Parameter(name="weeks_b", value=1, unit="weeks", low=0, high=3, evidence=("house",)),
    ),
    title="No new block begins in the three weeks before an A race, or the week before a B race.",
    encode=_encode,
    measure=_measure,
    why="New work makes sore, and near a race there is no time to get used to it.",
)
