"""Few exercises done well rather than many begun."""

from __future__ import annotations

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Curve, Relation, Row
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.sessions import ContentView


def _encode(model: ContentModel, values: Values) -> ContentTerms:
    each = values["light" if model.week.light else "minutes"]
    return ContentTerms(
        rows=tuple(
            Row(
                weights={c.index: 1 for c in model.in_session(position)},
                relation=Relation.OVER,
                curve=Curve.SQUARE,
                bound=max(1, int(frame.placed.minutes // each)),
            )
            for position, frame in enumerate(model.frames)
        )
    )


def _measure(view: ContentView, values: Values) -> Measured:
    amount = 0
    breaches = []
    minutes = values["light"] if view.week.light else values["minutes"]
    for each in view.sessions:
        most = max(1, int(round(each.session.minutes_budget) / minutes))
        over = len(each.exercises) - most
        if over > 0:
            amount += over * over
            breaches.append(
                Breach(
                    where=each.where,
                    amount=over,
                    sentence=f"{len(each.exercises)} exercises in "
                    f"{each.session.minutes_budget:g} minutes.",
                )
            )
    return Measured(amount=amount, breaches=tuple(breaches))


RULE = Rule(
    id="time.few_exercises",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=60,
    unit="exercises too many, squared",
    evidence=("LP-40", "LP-47", "LP-28"),
    parameters=(
        Parameter(
            name="minutes", value=4.5, unit="min an exercise", low=3, high=8, evidence=("house",)
        ),
        Parameter(
            name="light",
            value=6,
            unit="min an exercise",
            low=3,
            high=10,
            evidence=("LP-28", "house"),
        ),
    ),
    title="No more exercises than there is time to do well.",
    encode=_encode,
    measure=_measure,
    why="A few exercises done well beat many begun.",
)
