"""Technique before load: a harder step of a ladder, or a bigger jump, is earned in two sessions."""

from __future__ import annotations

from ironstride.domain.athlete import LiftingExperience
from ironstride.domain.exercise import Exercise, Need
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content import base_skill
from ironstride.planner.content_model import OptionModel
from ironstride.planner.facts import Facts
from ironstride.planner.history import History
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.sessions import ContentView


def _locked(facts: Facts, history: History, exercise: Exercise, values: Values) -> bool:
    sessions = int(values["sessions"])
    jump = exercise.need is Need.POWER and exercise.impact.level > values["free_impact"]
    if _is_free(facts, exercise, values) and not jump:
        return False
    return not any(
        e in facts.shown or history.knows(e, sessions) for e in (exercise.id, *exercise.easier)
    )


def _is_free(facts: Facts, exercise: Exercise, values: Values) -> bool:
    """Whether a step needs nothing before it: who never lifted begins low on every ladder."""
    if exercise.skill > base_skill(facts):
        return False
    has_lifted = facts.athlete.profile.lifting_experience is not LiftingExperience.NONE
    return has_lifted or exercise.rung <= values["first_rung"] or not exercise.easier


def _encode(model: OptionModel, values: Values) -> frozenset[int]:
    locked = {
        e.id: _locked(model.facts, model.history, e, values)
        for e in model.facts.catalogue.exercises
    }
    return model.where(lambda o: locked[o.exercise.id])


def _measure(view: ContentView, values: Values) -> Measured:
    needed = values["sessions"]
    start = base_skill(view.facts)
    is_new = view.facts.athlete.profile.lifting_experience is LiftingExperience.NONE
    breaches = []
    for session, each in view.all():
        exercise = each.exercise
        big = exercise.need is Need.POWER and exercise.impact.level > values["free_impact"]
        low = not exercise.easier or exercise.rung <= values["first_rung"] or not is_new
        if exercise.skill <= start and low and not big:
            continue
        path = {exercise.id, *exercise.easier}
        known = bool(path & view.facts.shown) or any(
            e in view.history.confirmed or view.history.earned.get(e, 0) >= needed for e in path
        )
        if not known:
            breaches.append(
                Breach(
                    where=session.where,
                    sentence=f"{exercise.name} comes after two sessions of an easier step with "
                    "technique confirmed, or a self-test of it.",
                )
            )
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="dose.technique_first",
    level=Level.CONTENT,
    strength=Strength.HARD,
    weight=0,
    unit="exercises",
    evidence=("RD-03", "SC-05"),
    parameters=(
        Parameter(name="sessions", value=2, unit="sessions", low=2, high=6, evidence=("house",)),
        Parameter(
            name="free_impact", value=1, unit="impact grade", low=0, high=1, evidence=("RD-05",)
        ),
        Parameter(
            name="first_rung", value=3, unit="rung", low=1, high=4, evidence=("RD-03", "house")
        ),
    ),
    title="A harder step of a ladder comes after two good sessions of an easier one, or a test.",
    encode=_encode,
    measure=_measure,
    why="Technique comes before load: the step before it has to be done well twice.",
)
