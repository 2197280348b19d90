"""Who can't hold ten seconds on one leg gets nothing from which one falls easily."""

from __future__ import annotations

from ironstride.body.findings import is_unsteady
from ironstride.domain.assessment import Does
from ironstride.domain.exercise import Laterality
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import Option, OptionModel
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.sessions import ContentView


def _encode(model: OptionModel, values: Values) -> frozenset[int]:
    if not any(effect.rule.does is Does.STEADY_FIRST for effect in model.facts.effects):
        return frozenset()

    def waits(option: Option) -> bool:
        effects = model.facts.effects_on(option.frame.placed.date)
        return is_unsteady(option.exercise, values["impact"]) and any(
            effect.rule.does is Does.STEADY_FIRST for effect in effects
        )

    return model.where(waits)


def _measure(view: ContentView, values: Values) -> Measured:
    breaches = []
    for session, each in view.all():
        told = [
            effect.sentence
            for effect in view.facts.effects
            if effect.rule.does is Does.STEADY_FIRST and session.session.date <= effect.until
        ]
        exercise = each.exercise
        lands = exercise.impact.level > 0 and exercise.laterality is not Laterality.BILATERAL
        risky = exercise.fall_risk or lands or exercise.impact.level > values["impact"]
        if told and risky:
            breaches.append(
                Breach(where=session.where, sentence=f"{exercise.name} waits. {told[0]}")
            )
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="safety.steady_first",
    level=Level.CONTENT,
    strength=Strength.HARD,
    weight=0,
    unit="exercises",
    evidence=("NT-05", "LG-17", "FM-14"),
    parameters=(
        Parameter(name="impact", value=1, unit="impact grade", low=0, high=1, evidence=("house",)),
    ),
    title="Who can't hold ten seconds on one leg gets nothing from which one falls easily.",
    encode=_encode,
    measure=_measure,
    why="Standing safely comes first; the rest follows once you hold ten seconds.",
)
