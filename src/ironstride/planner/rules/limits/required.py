"""What a professional wants in every session is in every session."""

from __future__ import annotations

import datetime as dt

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Row
from ironstride.planner.facts import Facts
from ironstride.planner.limit_words import limit_said
from ironstride.planner.rule import Measured, Rule, Values
from ironstride.planner.sessions import ContentView


def _wanted(facts: Facts, date: dt.date) -> list[str]:
    return sorted({m.require for m in facts.limits_on(date) if m.require is not None})


def _encode(model: ContentModel, _: Values) -> ContentTerms:
    rows = []
    for position, frame in enumerate(model.frames):
        for exercise in _wanted(model.facts, frame.placed.date):
            held = {c.index: 1 for c in model.in_session(position) if c.exercise.id == exercise}
            rows.append(Row(weights=held, relation=Relation.AT_LEAST, bound=1))
    return ContentTerms(rows=tuple(rows))


def _measure(view: ContentView, _: Values) -> Measured:
    breaches = []
    for session in view.sessions:
        held = {each.exercise.id for each in session.exercises}
        for limit in view.facts.athlete.limits:
            wanted = limit.require
            if wanted is not None and limit.holds_on(session.session.date) and wanted not in held:
                breaches.append(
                    Breach(
                        where=session.where,
                        sentence=f"It is missing here. {limit_said(limit)}",
                    )
                )
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="limits.required",
    level=Level.CONTENT,
    strength=Strength.HARD,
    weight=0,
    unit="exercises missing",
    evidence=("house",),
    parameters=(),
    title="What a professional wants in every session is in every session.",
    encode=_encode,
    measure=_measure,
    why="A professional who knows you wants it in every session.",
)
