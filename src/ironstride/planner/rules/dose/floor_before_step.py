"""A step of a ladder waits while a self-test says that what it rests on is not there yet."""

from __future__ import annotations

from ironstride.body.findings import holds_back
from ironstride.domain.assessment import Does, EffectRule
from ironstride.domain.exercise import Exercise, Laterality, LoadKind
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import Option, OptionModel
from ironstride.planner.rule import Measured, Rule, Values
from ironstride.planner.sessions import ContentView


def _encode(model: OptionModel, _: Values) -> frozenset[int]:
    if not any(effect.rule.does is Does.HOLD_BACK for effect in model.facts.effects):
        return frozenset()

    def waits(option: Option) -> bool:
        effects = model.facts.effects_on(option.frame.placed.date)
        return any(holds_back(effect, option.exercise) for effect in effects)

    return model.where(waits)


def _measure(view: ContentView, _: Values) -> Measured:
    breaches = []
    for session, each in view.all():
        held = [
            effect
            for effect in view.facts.effects
            if session.session.date <= effect.until and _waits(effect.rule, each.exercise)
        ]
        if held:
            breaches.append(
                Breach(
                    where=session.where,
                    sentence=f"{each.exercise.name} waits: {held[0].sentence}",
                )
            )
    return Measured(amount=len(breaches), breaches=tuple(breaches))


def _waits(rule: EffectRule, exercise: Exercise) -> bool:
    if rule.does is not Does.HOLD_BACK or exercise.family not in rule.families:
        return False
    free = (
        exercise.rung < rule.from_rung
        or exercise.impact.level < rule.impact_from.level
        or (rule.loaded and exercise.load_kind is not LoadKind.EXTERNAL)
        or (rule.one_leg and exercise.laterality is Laterality.BILATERAL)
    )
    return not free


RULE = Rule(
    id="dose.floor_before_step",
    level=Level.CONTENT,
    strength=Strength.HARD,
    weight=0,
    unit="exercises",
    evidence=("NT-21", "NT-15", "FM-14"),
    parameters=(),
    title="A step of a ladder waits until the self-test below it is passed.",
    encode=_encode,
    measure=_measure,
    why="A test showed that the step below is not there yet.",
)
