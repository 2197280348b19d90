"""Exercises of one session do different work: no second one for the same small need."""

from __future__ import annotations

from collections import Counter
from typing import Final

from ironstride.domain.exercise import Need
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Row
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.sessions import ContentView

WIDE: Final = frozenset({Need.LEGS_KNEE, Need.LEGS_HIP, Need.HIP, Need.TRUNK, Need.POWER})
"""Needs that hold different work: two legs and one, side and front, plank and carry."""


def _encode(model: ContentModel, values: Values) -> ContentTerms:
    rows = []
    for position in range(len(model.frames)):
        by_need: dict[Need, dict[int, int]] = {}
        for choice in model.in_session(position):
            by_need.setdefault(choice.exercise.need, {})[choice.index] = 1
        for need, weights in by_need.items():
            most = values["wide"] if need in WIDE else values["narrow"]
            rows.append(Row(weights=weights, relation=Relation.OVER, bound=int(most)))
    return ContentTerms(rows=tuple(rows))


def _measure(view: ContentView, values: Values) -> Measured:
    amount = 0
    breaches = []
    for session in view.sessions:
        for need, count in Counter(each.exercise.need for each in session.exercises).items():
            over = count - int(values["wide" if need in WIDE else "narrow"])
            if over > 0:
                amount += over
                name = need.replace("-", " ")
                breaches.append(
                    Breach(
                        where=session.where,
                        amount=over,
                        sentence=f"{count} exercises for one need: {name}.",
                    )
                )
    return Measured(amount=amount, breaches=tuple(breaches))


RULE = Rule(
    id="variety.no_twins",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=25,
    unit="exercises too many",
    evidence=("LP-40", "house"),
    parameters=(
        Parameter(name="narrow", value=1, unit="exercises", low=1, high=3, evidence=("house",)),
        Parameter(name="wide", value=2, unit="exercises", low=1, high=4, evidence=("house",)),
    ),
    title="A session holds no near-twins: one exercise for calves of a kind, foot, push, pull.",
    encode=_encode,
    measure=_measure,
    why="A second exercise for the same muscles gives less than more sets of the first.",
)
