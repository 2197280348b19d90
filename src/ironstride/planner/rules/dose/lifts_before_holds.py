"""Legs and calves are lifted through their range; holds are for tendons that are sore."""

from __future__ import annotations

from ironstride.domain.body_region import Region
from ironstride.domain.exercise import Family
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import Choice, ContentModel, ContentTerms
from ironstride.planner.facts import Facts
from ironstride.planner.rule import Measured, Rule, Values
from ironstride.planner.sessions import ContentView


def _sore(facts: Facts) -> frozenset[Region]:
    return frozenset(c.region for c in facts.athlete.conditions)


def _encode(model: ContentModel, _: Values) -> ContentTerms:
    sore = _sore(model.facts)

    def held(choice: Choice) -> int:
        exercise = choice.exercise
        still = exercise.family is Family.ISOMETRIC_TENDON
        return choice.sets if still and sore.isdisjoint(exercise.regions_loaded) else 0

    return model.per_choice(held)


def _measure(view: ContentView, _: Values) -> Measured:
    amount = 0
    breaches = []
    for session, each in view.all():
        if each.exercise.family is not Family.ISOMETRIC_TENDON:
            continue
        if any(c.region in each.exercise.regions_loaded for c in view.facts.athlete.conditions):
            continue
        amount += each.working
        breaches.append(
            Breach(
                where=session.where,
                amount=each.working,
                sentence=f"{each.exercise.name} holds still where a lift would move.",
            )
        )
    return Measured(amount=amount, breaches=tuple(breaches))


RULE = Rule(
    id="dose.lifts_before_holds",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=15,
    unit="sets held",
    evidence=("LP-21", "BR-18", "house"),
    parameters=(),
    title="Legs and calves are lifted; holds are for what is sore.",
    encode=_encode,
    measure=_measure,
    why="Lifting through the full range is what makes legs strong; holds stand in for it.",
)
