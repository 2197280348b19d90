"""What the runner dislikes comes only where nothing else does the job."""

from __future__ import annotations

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms
from ironstride.planner.rule import Measured, Rule, Values
from ironstride.planner.sessions import ContentView


def _encode(model: ContentModel, _: Values) -> ContentTerms:
    return model.per_choice(lambda c: int(c.exercise.id in model.facts.athlete.dislike))


def _measure(view: ContentView, _: Values) -> Measured:
    breaches = tuple(
        Breach(where=session.where, sentence=f"You dislike {each.exercise.name}.")
        for session, each in view.all()
        if each.exercise.id in view.facts.athlete.dislike
    )
    return Measured(amount=len(breaches), breaches=breaches)


RULE = Rule(
    id="preference.dislikes",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=40,
    unit="disliked exercises",
    evidence=("MA-14",),
    parameters=(),
    title="Disliked exercises are left out where something else does the job.",
    encode=_encode,
    measure=_measure,
    why="What is enjoyed is done.",
)
