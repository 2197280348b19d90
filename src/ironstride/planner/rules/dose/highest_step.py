"""The step of the ladder that was reached, not one far below it."""

from __future__ import annotations

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content import base_rung
from ironstride.planner.content_model import ContentModel, ContentTerms
from ironstride.planner.facts import Facts
from ironstride.planner.history import History
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.sessions import ContentView


def _reached(facts: Facts, history: History) -> dict[str, int]:
    """Return by family the highest step that was done, at least where the athlete starts."""
    found: dict[str, int] = {}
    start = base_rung(facts)
    for exercise in facts.catalogue.exercises:
        step = exercise.rung if history.sessions.get(exercise.id, 0) else min(start, exercise.rung)
        found[exercise.family] = max(found.get(exercise.family, 0), step)
    return found


def _encode(model: ContentModel, values: Values) -> ContentTerms:
    reached = _reached(model.facts, model.history)
    most = int(values["most"])
    return model.per_choice(
        lambda c: min(most, max(0, reached[c.exercise.family] - c.exercise.rung))
    )


def _measure(view: ContentView, values: Values) -> Measured:
    start = base_rung(view.facts)
    amount = 0
    breaches = []
    for session, each in view.all():
        family = [e for e in view.facts.catalogue.exercises if e.family is each.exercise.family]
        done = [e.rung for e in family if view.history.sessions.get(e.id, 0) > 0]
        begin = [min(start, e.rung) for e in family if not view.history.sessions.get(e.id, 0)]
        below = min(int(values["most"]), max(done + begin) - each.exercise.rung)
        if below > 0:
            amount += below
            breaches.append(
                Breach(
                    where=session.where,
                    amount=below,
                    sentence=f"{each.exercise.name} lies {below} steps below what was reached.",
                )
            )
    return Measured(amount=amount, breaches=tuple(breaches))


RULE = Rule(
    id="dose.highest_step",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=7,
    unit="steps below",
    evidence=("LP-20", "RD-02"),
    parameters=(Parameter(name="most", value=4, unit="steps", low=1, high=9, evidence=("house",)),),
    title="Exercises stand where the ladder was reached, not far below.",
    encode=_encode,
    measure=_measure,
    why="Work that is too easy changes nothing.",
)
