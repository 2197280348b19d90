"""Foot contacts of a session stay under a cap that grows slowly from what was done."""

from __future__ import annotations

import math

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Row
from ironstride.planner.facts import Facts
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.sessions import ContentView


def _cap(facts: Facts, best: int, values: Values) -> int:
    """Return the most contacts: a start, then a fifth more than the best of thirty days."""
    start = values["start_experienced" if facts.is_experienced else "start"]
    return int(min(values["most"], max(start, math.floor(best * (1 + values["growth"])))))


def _encode(model: ContentModel, values: Values) -> ContentTerms:
    cap = _cap(model.facts, model.history.best_contacts, values)
    rows = []
    for position in range(len(model.frames)):
        weights = {c.index: c.contacts for c in model.in_session(position) if c.contacts}
        if weights:
            rows.append(Row(weights=weights, relation=Relation.AT_MOST, bound=cap))
    return ContentTerms(rows=tuple(rows))


def _measure(view: ContentView, values: Values) -> Measured:
    best = view.history.best_contacts
    first = values["start_experienced"] if view.facts.is_experienced else values["start"]
    grown = math.floor(best + best * values["growth"])
    cap = min(values["most"], max(first, grown))
    amount = 0
    breaches = []
    for session in view.sessions:
        contacts = sum(each.contacts for each in session.exercises)
        if contacts > cap:
            amount += math.ceil(contacts - cap)
            breaches.append(
                Breach(
                    where=session.where,
                    amount=contacts - cap,
                    sentence=f"{contacts} contacts, {cap:g} are the most for now.",
                )
            )
    return Measured(amount=amount, breaches=tuple(breaches))


RULE = Rule(
    id="dose.contacts_cap",
    level=Level.CONTENT,
    strength=Strength.HARD,
    weight=0,
    unit="contacts over",
    evidence=("RD-05", "RD-06", "RD-07", "TL-09"),
    parameters=(
        Parameter(name="start", value=40, unit="contacts", low=20, high=60, evidence=("RD-05",)),
        Parameter(
            name="start_experienced",
            value=60,
            unit="contacts",
            low=30,
            high=80,
            evidence=("RD-05", "RE-32"),
        ),
        Parameter(name="growth", value=0.2, unit="share", low=0.1, high=0.2, evidence=("TL-09",)),
        Parameter(name="most", value=120, unit="contacts", low=60, high=180, evidence=("RD-07",)),
    ),
    title="Contacts grow by at most a fifth over the best session of the last thirty days.",
    encode=_encode,
    measure=_measure,
    why="Jumps are loaded like runs: no session much bigger than what the legs know.",
)
