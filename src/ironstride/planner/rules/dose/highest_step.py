"""The step of the ladder that was reached, not one far below it.

Lifts that can be loaded heavily are never too easy: their load makes them hard, not their step.
"""

from __future__ import annotations

import datetime as dt

from ironstride.body.permissions import exercise_allowed
from ironstride.domain.athlete import LiftingExperience, Place
from ironstride.domain.exercise import Exercise, Need
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content import base_skill
from ironstride.planner.content_model import Choice, ContentModel, ContentTerms
from ironstride.planner.facts import Facts
from ironstride.planner.history import History
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.sessions import ContentView


def reached(
    facts: Facts, history: History, place: Place, date: dt.date, values: Values
) -> dict[str, int]:
    """Return by family the highest step with kit here that was done, or is free from the start.

    What the body has ruled out that day is no step of the ladder, nor is a jump to be earned.
    """
    found: dict[str, int] = {}
    day = facts.permissions.on(date)
    for exercise in facts.catalogue.exercises:
        known = history.sessions.get(exercise.id, 0) or is_free(facts, exercise, values)
        if (
            known
            and exercise.rung > found.get(exercise.family, 0)
            and any(kit <= place.equipment for kit in exercise.equipment)
            and exercise_allowed(exercise, day) is None
        ):
            found[exercise.family] = exercise.rung
    return found


def is_free(facts: Facts, exercise: Exercise, values: Values) -> bool:
    """Whether technique leaves a step open to a runner who has done none of its ladder."""
    if exercise.skill > base_skill(facts):
        return False
    if exercise.need is Need.POWER and exercise.impact.level > values["free_impact"]:
        return False
    is_new = facts.athlete.profile.lifting_experience is LiftingExperience.NONE
    return not is_new or exercise.rung <= values["first_rung"] or not exercise.easier


def _encode(model: ContentModel, values: Values) -> ContentTerms:
    here = [
        reached(model.facts, model.history, f.place, f.placed.date, values) for f in model.frames
    ]
    most = int(values["most"])

    def below(choice: Choice) -> int:
        if choice.exercise.heavy_capable:
            return 0
        steps = here[choice.session].get(choice.exercise.family, 0) - choice.exercise.rung
        return sum(range(1, min(most, steps) + 1))

    return model.per_choice(below)


def _measure(view: ContentView, values: Values) -> Measured:
    skill = base_skill(view.facts)
    is_new = view.facts.athlete.profile.lifting_experience == "none"
    amount = 0
    breaches = []
    for session, each in view.all():
        if each.exercise.heavy_capable:
            continue
        kit = set(session.frame.place.equipment)
        body = view.facts.permissions.on(session.session.date)
        steps = []
        for e in view.facts.catalogue.exercises:
            if e.family is not each.exercise.family or all(n - kit for n in e.equipment):
                continue
            too_hard = e.skill > skill or (
                is_new and e.rung > values["first_rung"] and bool(e.easier)
            )
            lands = e.need == "power" and e.impact.level > values["free_impact"]
            done = view.history.sessions.get(e.id, 0) > 0
            if (done or not (too_hard or lands)) and not exercise_allowed(e, body):
                steps.append(e.rung)
        below = max(steps, default=0) - each.exercise.rung
        if below > 0:
            far = min(int(values["most"]), below)
            counted = far * (far + 1) // 2
            amount += counted
            breaches.append(
                Breach(
                    where=session.where,
                    amount=counted,
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
    unit="steps below, each counting one more than the last",
    evidence=("LP-20", "RD-02"),
    parameters=(
        Parameter(name="most", value=4, unit="steps", low=1, high=9, evidence=("house",)),
        Parameter(
            name="free_impact", value=1, unit="impact grade", low=0, high=1, evidence=("RD-05",)
        ),
        Parameter(
            name="first_rung", value=3, unit="rung", low=1, high=4, evidence=("RD-03", "house")
        ),
    ),
    title="Exercises stand where the ladder was reached, not far below.",
    encode=_encode,
    measure=_measure,
    why="Work that is too easy changes nothing.",
)
