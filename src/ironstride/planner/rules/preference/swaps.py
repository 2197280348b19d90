"""An exercise that was swapped by hand stays swapped."""

from __future__ import annotations

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Row
from ironstride.planner.rule import Measured, Rule, Values
from ironstride.planner.sessions import ContentView


def _encode(model: ContentModel, _: Values) -> ContentTerms:
    rows = []
    costs = {}
    for position, frame in enumerate(model.frames):
        for pin in model.facts.athlete.pins:
            if pin.exercise is None or pin.date != frame.placed.date:
                continue
            here = tuple(model.in_session(position))
            rows.append(
                Row(
                    weights={c.index: 1 for c in here if c.exercise.id == pin.exercise},
                    relation=Relation.AT_LEAST,
                    bound=1,
                )
            )
            costs.update({c.index: 1 for c in here if c.exercise.id == pin.instead_of})
    return ContentTerms(costs=costs, rows=tuple(rows))


def _measure(view: ContentView, _: Values) -> Measured:
    breaches = []
    for session in view.sessions:
        held = {each.exercise.id for each in session.exercises}
        for pin in view.facts.athlete.pins:
            if pin.exercise is None or pin.date != session.session.date:
                continue
            if pin.exercise not in held:
                breaches.append(Breach(where=session.where, sentence=f"You put {pin.exercise} in."))
            if pin.instead_of in held:
                breaches.append(
                    Breach(where=session.where, sentence=f"You took {pin.instead_of} out.")
                )
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="preference.swaps",
    level=Level.CONTENT,
    strength=Strength.HARD,
    weight=0,
    unit="edits undone",
    evidence=("house",),
    parameters=(),
    title="What you swapped by hand stays swapped.",
    encode=_encode,
    measure=_measure,
    why="You swapped it, and it stays until you release it.",
)
