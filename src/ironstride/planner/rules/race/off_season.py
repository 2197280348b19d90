"""After the last race of a season comes a new base, before anything heavy."""

from __future__ import annotations

import numpy as np

from ironstride.domain.athlete import RacePriority
from ironstride.domain.clock import monday_of
from ironstride.domain.plan import Breach, Level, Phase, Strength
from ironstride.planner.facts import Facts, recovery_weeks
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.season import SeasonModel, SeasonTerms, SeasonView
from ironstride.units import DAYS_PER_WEEK

LOADS = (Phase.MAXIMUM_STRENGTH, Phase.POWER, Phase.MAINTENANCE)


def _rows(facts: Facts, values: Values) -> frozenset[int]:
    """Return the weeks of the off-season that hold a base, counted from the first."""
    races = [
        ((monday_of(r.date) - facts.first_monday).days // DAYS_PER_WEEK, r)
        for r in sorted(facts.athlete.races, key=lambda r: r.date)
        if r.priority is not RacePriority.C
    ]
    found: set[int] = set()
    for position, (week, race) in enumerate(races):
        following = races[position + 1][0] - week if position + 1 < len(races) else None
        if race.priority is RacePriority.A and (following is None or following > values["free"]):
            first = week + recovery_weeks(race) + 1
            found.update(range(first, first + int(values["weeks"])))
    return frozenset(found)


def _encode(model: SeasonModel, values: Values) -> SeasonTerms:
    rows = [r for r in _rows(model.facts, values) if 0 <= r < len(model.facts.weeks)]
    if not rows:
        return SeasonTerms()
    node = model.none()
    node[sorted(rows)] = np.where(model.graph.in_phase(*LOADS), 1, 0)
    return SeasonTerms(node=node)


def _measure(view: SeasonView, values: Values) -> Measured:
    races = [r for r in view.facts.athlete.races if r.priority != "C"]
    breaches = []
    for week in view.weeks:
        if week.phase not in LOADS:
            continue
        for race in races:
            since = (week.start - monday_of(race.date)).days // DAYS_PER_WEEK
            rested = since - recovery_weeks(race)
            later = [r for r in races if r.date > race.date]
            gap = min(
                ((monday_of(r.date) - monday_of(race.date)).days // DAYS_PER_WEEK for r in later),
                default=None,
            )
            over = race.priority == "A" and (gap is None or gap > values["free"])
            if over and 0 < rested <= values["weeks"]:
                breaches.append(
                    Breach(
                        where=week.start.isoformat(),
                        sentence="The season is over, and the week loads before a new base.",
                    )
                )
                break
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="race.off_season",
    level=Level.SEASON,
    strength=Strength.SOFT,
    weight=45,
    unit="weeks",
    evidence=("RD-01", "CT-26", "CT-27"),
    parameters=(
        Parameter(name="free", value=24, unit="weeks", low=12, high=40, evidence=("house",)),
        Parameter(name="weeks", value=3, unit="weeks", low=2, high=6, evidence=("RD-01",)),
    ),
    title="When no race follows for long, a season ends and the next begins with a base.",
    encode=_encode,
    measure=_measure,
    why="After the last race there is time: a new base comes before new load.",
)
