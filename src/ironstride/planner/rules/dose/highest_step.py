"""The step of the ladder that was reached, not one far below it."""

from __future__ import annotations

from ironstride.domain.athlete import Place
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content import base_skill
from ironstride.planner.content_model import ContentModel, ContentTerms
from ironstride.planner.facts import Facts
from ironstride.planner.history import History
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.sessions import ContentView


def _reached(facts: Facts, history: History, place: Place) -> dict[str, int]:
    """Return by family the highest step with kit here that was done or needs no more skill."""
    found: dict[str, int] = {}
    skill = base_skill(facts)
    for exercise in facts.catalogue.exercises:
        known = exercise.skill <= skill or history.sessions.get(exercise.id, 0)
        if known and any(kit <= place.equipment for kit in exercise.equipment):
            found[exercise.family] = max(found.get(exercise.family, 0), exercise.rung)
    return found


def _encode(model: ContentModel, values: Values) -> ContentTerms:
    places = {f.place.id: f.place for f in model.frames}
    reached = {i: _reached(model.facts, model.history, p) for i, p in places.items()}
    here = [reached[f.place.id] for f in model.frames]
    most = int(values["most"])
    return model.per_choice(
        lambda c: min(most, max(0, here[c.session].get(c.exercise.family, 0) - c.exercise.rung))
    )


def _measure(view: ContentView, values: Values) -> Measured:
    skill = base_skill(view.facts)
    amount = 0
    breaches = []
    for session, each in view.all():
        kit = set(session.frame.place.equipment)
        steps = [
            e.rung
            for e in view.facts.catalogue.exercises
            if e.family is each.exercise.family
            and (e.skill <= skill or view.history.sessions.get(e.id, 0) > 0)
            and not all(needed - kit for needed in e.equipment)
        ]
        below = min(int(values["most"]), max(steps, default=0) - each.exercise.rung)
        if below > 0:
            amount += below
            breaches.append(
                Breach(
                    where=session.where,
                    amount=below,
                    sentence=f"{each.exercise.name} lies {below} step{'s'[: below - 1]} below "
                    "what was reached.",
                )
            )
    return Measured(amount=amount, breaches=tuple(breaches))


RULE = Rule(
    id="dose.highest_step",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=4,
    unit="steps below",
    evidence=("LP-20", "RD-02"),
    parameters=(Parameter(name="most", value=3, unit="steps", low=1, high=9, evidence=("house",)),),
    title="Exercises stand where the ladder was reached, not far below.",
    encode=_encode,
    measure=_measure,
    why="Work that is too easy changes nothing.",
)
