"""Jumps that land hard come after those that land softly: low, then moderate, then high."""

from __future__ import annotations

from ironstride.domain.exercise import Exercise, Impact, Method
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import OptionModel
from ironstride.planner.facts import Facts
from ironstride.planner.history import History
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.sessions import ContentView


def _sessions(facts: Facts, history: History, impact: Impact) -> int:
    """Return the sessions that held jumps of a grade, those with two of them counted twice."""
    by_id = facts.catalogue.by_id
    return sum(
        count
        for exercise, count in history.sessions.items()
        if by_id[exercise].impact is impact and by_id[exercise].method is Method.PLYOMETRIC
    )


def _encode(model: OptionModel, values: Values) -> frozenset[int]:
    low, moderate = (
        _sessions(model.facts, model.history, grade) for grade in (Impact.LOW, Impact.MODERATE)
    )
    waits = set()
    if low + moderate < values["low"]:
        waits.add(Impact.MODERATE)
    if moderate < values["moderate"]:
        waits.add(Impact.HIGH)

    def forbids(exercise: Exercise) -> bool:
        jumps = exercise.method is Method.PLYOMETRIC and exercise.impact in waits
        return jumps and not model.history.knows(exercise.id, int(values["known"]))

    return model.where(lambda option: forbids(option.exercise))


def _measure(view: ContentView, values: Values) -> Measured:
    by_id = view.facts.catalogue.by_id
    jumped = {
        level: sum(
            times
            for name, times in view.history.sessions.items()
            if by_id[name].method is Method.PLYOMETRIC and by_id[name].impact.level == level
        )
        for level in (1, 2)
    }
    breaches = []
    for session, each in view.all():
        exercise = each.exercise
        if exercise.method is not Method.PLYOMETRIC:
            continue
        if exercise.impact is Impact.MODERATE:
            before, needed = jumped[1] + jumped[2], values["low"]
        elif exercise.impact is Impact.HIGH:
            before, needed = jumped[2], values["moderate"]
        else:
            continue
        own = view.history.earned.get(exercise.id, 0)
        known = exercise.id in view.history.confirmed or own >= values["known"]
        if before < needed and not known:
            breaches.append(
                Breach(
                    where=session.where,
                    sentence=f"{exercise.name} lands hard, and {before} sessions of softer jumps "
                    f"lie behind; {needed:g} come first.",
                )
            )
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="dose.jumps_by_grade",
    level=Level.CONTENT,
    strength=Strength.HARD,
    weight=0,
    unit="exercises",
    evidence=("RD-05", "RD-06", "RD-07", "BR-04"),
    parameters=(
        Parameter(
            name="low", value=4, unit="sessions", low=2, high=12, evidence=("RD-05", "house")
        ),
        Parameter(
            name="moderate", value=6, unit="sessions", low=4, high=18, evidence=("RD-06", "house")
        ),
        Parameter(name="known", value=2, unit="sessions", low=2, high=6, evidence=("house",)),
    ),
    title="Jumps that land hard come after weeks of softer ones.",
    encode=_encode,
    measure=_measure,
    why="Landings are learned from soft to hard, so that shins and tendons can keep up.",
)
