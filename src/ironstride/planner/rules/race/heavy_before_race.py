"""No heavy legs in the days before a race, by its priority."""

from __future__ import annotations

import datetime as dt

from ironstride.domain.athlete import Race
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Row
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.sessions import ContentView


def _near(races: tuple[Race, ...], date: dt.date, values: Values) -> Race | None:
    for race in races:
        if 0 <= (race.date - date).days < values[f"days_{race.priority.value.lower()}"]:
            return race
    return None


def _encode(model: ContentModel, values: Values) -> ContentTerms:
    races = model.facts.athlete.races
    return ContentTerms(
        rows=tuple(
            Row(weights={model.heavy[i]: 1}, relation=Relation.AT_MOST, bound=0)
            for i, frame in enumerate(model.frames)
            if _near(races, frame.placed.date, values) is not None
        )
    )


def _measure(view: ContentView, values: Values) -> Measured:
    breaches = []
    for each in view.sessions:
        if not each.heavy_lower:
            continue
        for race in view.facts.athlete.races:
            days = (race.date - each.session.date).days
            needed = values["days_" + race.priority.lower()]
            if days >= 0 and days < needed:
                breaches.append(
                    Breach(
                        where=each.where,
                        amount=days,
                        sentence=f"Heavy legs {days} days before a race of priority "
                        f"{race.priority}.",
                    )
                )
                break
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="race.heavy_before_race",
    level=Level.CONTENT,
    strength=Strength.HARD,
    weight=0,
    unit="sessions",
    evidence=("CT-23", "CT-29", "CT-30"),
    parameters=(
        Parameter(name="days_a", value=8, unit="days", low=7, high=14, evidence=("CT-23",)),
        Parameter(name="days_b", value=5, unit="days", low=3, high=10, evidence=("house",)),
        Parameter(name="days_c", value=3, unit="days", low=2, high=7, evidence=("CT-10",)),
    ),
    title="No heavy legs in the days before a race: 7 before an A, 4 before a B, 2 before a C.",
    encode=_encode,
    measure=_measure,
    why="Fresh legs win races; what was built stays for weeks.",
)
