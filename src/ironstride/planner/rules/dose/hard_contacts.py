"""Contacts that land hardest have a cap of their own, which grows with the sessions of them."""

from __future__ import annotations

import math

from ironstride.domain.exercise import Impact
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Row
from ironstride.planner.facts import Facts
from ironstride.planner.history import History
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.sessions import ContentView


def _cap(facts: Facts, history: History, values: Values) -> int:
    """Return the most hard contacts of a session after those that lie behind."""
    by_id = facts.catalogue.by_id
    behind = sum(n for e, n in history.sessions.items() if by_id[e].impact is Impact.HIGH)
    return int(min(values["most"], values["start"] + values["more"] * behind))


def _encode(model: ContentModel, values: Values) -> ContentTerms:
    cap = _cap(model.facts, model.history, values)
    rows = []
    for position in range(len(model.frames)):
        weights = {
            c.index: c.contacts
            for c in model.in_session(position)
            if c.exercise.impact is Impact.HIGH and c.contacts
        }
        if weights:
            rows.append(Row(weights=weights, relation=Relation.AT_MOST, bound=cap))
    return ContentTerms(rows=tuple(rows))


def _measure(view: ContentView, values: Values) -> Measured:
    by_id = view.facts.catalogue.by_id
    sessions = [n for e, n in view.history.sessions.items() if by_id[e].impact.level > 2]  # noqa: PLR2004 (high)
    cap = math.floor(min(values["start"] + sum(sessions) * values["more"], values["most"]))
    amount = 0
    breaches = []
    for session in view.sessions:
        hard = sum(x.contacts for x in session.exercises if x.exercise.impact is Impact.HIGH)
        if hard > cap:
            amount += hard - cap
            breaches.append(
                Breach(
                    where=session.where,
                    amount=hard - cap,
                    sentence=f"{hard} contacts that land hard, {cap} are the most for now.",
                )
            )
    return Measured(amount=amount, breaches=tuple(breaches))


RULE = Rule(
    id="dose.hard_contacts",
    level=Level.CONTENT,
    strength=Strength.HARD,
    weight=0,
    unit="contacts over",
    evidence=("RD-07", "RE-32", "BR-04"),
    parameters=(
        Parameter(name="start", value=6, unit="contacts", low=3, high=30, evidence=("house",)),
        Parameter(name="more", value=2, unit="contacts", low=1, high=6, evidence=("house",)),
        Parameter(name="most", value=60, unit="contacts", low=30, high=180, evidence=("RD-07",)),
    ),
    title="Contacts that land hardest are few at first, and a few more every session.",
    encode=_encode,
    measure=_measure,
    why="Hard landings load tendons and bones more than running does, so they are counted apart.",
)
