"""Exercises stay for a block, so that they can progress."""

from __future__ import annotations

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms
from ironstride.planner.rule import KEPT, Measured, Rule, Values
from ironstride.planner.sessions import ContentView


def _encode(model: ContentModel, _: Values) -> ContentTerms:
    last = model.history.last_week
    if not last or model.history.phase_before is not model.week.phase:
        return ContentTerms()
    return model.per_choice(lambda c: 0 if c.exercise.id in last else 1)


def _measure(view: ContentView, _: Values) -> Measured:
    if view.history.phase_before != view.week.phase or not view.history.last_week:
        return KEPT
    new = [
        (session, each)
        for session, each in view.all()
        if each.exercise.id not in view.history.last_week
    ]
    return Measured(
        amount=len(new),
        breaches=tuple(
            Breach(
                where=session.where,
                sentence=f"{each.exercise.name} was not in the week before.",
            )
            for session, each in new
        ),
    )


RULE = Rule(
    id="continuity.same_exercises",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=14,
    unit="new exercises within a block",
    evidence=("RE-05", "LP-24"),
    parameters=(),
    title="Exercises stay the same through a block.",
    encode=_encode,
    measure=_measure,
    why="Only what is repeated can progress.",
)
