"""A session holds at least one exercise."""

from __future__ import annotations

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Row
from ironstride.planner.rule import Measured, Rule, Values
from ironstride.planner.sessions import ContentView


def _encode(model: ContentModel, _: Values) -> ContentTerms:
    return ContentTerms(
        rows=tuple(
            Row(
                weights={c.index: 1 for c in model.in_session(position)},
                relation=Relation.AT_LEAST,
                bound=1,
            )
            for position in range(len(model.frames))
        )
    )


def _measure(view: ContentView, _: Values) -> Measured:
    breaches = tuple(
        Breach(where=each.where, sentence="The session holds nothing to do.")
        for each in view.sessions
        if not any(x.working for x in each.exercises)
    )
    return Measured(amount=len(breaches), breaches=breaches)


RULE = Rule(
    id="time.no_empty_session",
    level=Level.CONTENT,
    strength=Strength.HARD,
    weight=0,
    unit="sessions",
    evidence=("house",),
    parameters=(),
    title="A session holds at least one exercise.",
    encode=_encode,
    measure=_measure,
    why="A session without an exercise is none.",
)
