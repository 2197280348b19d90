"""Forty-eight hours between two sessions of heavy legs."""

from __future__ import annotations

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Row
from ironstride.planner.facts import Facts
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.sessions import ContentView
from ironstride.planner.slots import minutes_between
from ironstride.units import MIN_PER_HOUR


def _hours(facts: Facts, values: Values) -> float:
    return values["hours_master" if facts.is_master else "hours"]


def _encode(model: ContentModel, values: Values) -> ContentTerms:
    need = _hours(model.facts, values) * MIN_PER_HOUR
    placed = [f.placed for f in model.frames]
    rows = []
    for i, first in enumerate(placed):
        before = model.history.last_heavy
        if before is not None:
            apart = minutes_between(before, (first.date, first.start_minute))
            if apart < need:
                rows.append(Row(weights={model.heavy[i]: 1}, relation=Relation.AT_MOST, bound=0))
        for j in range(i + 1, len(placed)):
            apart = minutes_between(
                (first.date, first.start_minute), (placed[j].date, placed[j].start_minute)
            )
            if apart < need:
                rows.append(
                    Row(
                        weights={model.heavy[i]: 1, model.heavy[j]: 1},
                        relation=Relation.AT_MOST,
                        bound=1,
                    )
                )
    return ContentTerms(rows=tuple(rows))


def _measure(view: ContentView, values: Values) -> Measured:
    need = _hours(view.facts, values)
    last = view.history.last_heavy
    breaches = []
    for each in view.sessions:
        if not each.heavy_lower:
            continue
        now = (each.session.date, each.session.start_minute)
        if last is not None and minutes_between(last, now) / MIN_PER_HOUR < need:
            breaches.append(
                Breach(
                    where=each.where,
                    amount=round(need - minutes_between(last, now) / MIN_PER_HOUR, 1),
                    sentence=f"Heavy legs less than {need:g} h after heavy legs.",
                )
            )
        last = now
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="recovery.heavy_legs_apart",
    level=Level.CONTENT,
    strength=Strength.HARD,
    weight=0,
    unit="pairs of sessions",
    evidence=("CT-09", "LG-09"),
    parameters=(
        Parameter(name="hours", value=48, unit="h", low=36, high=96, evidence=("CT-09",)),
        Parameter(name="hours_master", value=48, unit="h", low=48, high=96, evidence=("LG-09",)),
    ),
    title="Forty-eight hours lie between two sessions of heavy legs.",
    encode=_encode,
    measure=_measure,
    why="Legs need two days between heavy sessions.",
)
