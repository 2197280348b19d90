"""Only exercises whose kit is at the place."""

from __future__ import annotations

from ironstride.domain.athlete import at_place
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import Option, OptionModel
from ironstride.planner.rule import Measured, Rule, Values
from ironstride.planner.sessions import ContentView


def _missing(option: Option) -> bool:
    kit = option.frame.place.equipment
    return not any(needed <= kit for needed in option.exercise.equipment)


def _encode(model: OptionModel, _: Values) -> frozenset[int]:
    return model.where(_missing)


def _measure(view: ContentView, _: Values) -> Measured:
    breaches = []
    for session, each in view.all():
        here = set(session.frame.place.equipment)
        if not [needed for needed in each.exercise.equipment if not needed - here]:
            breaches.append(
                Breach(
                    where=session.where,
                    sentence=f"{each.exercise.name}: the kit isn't there "
                    f"{at_place(session.frame.place.id)}.",
                )
            )
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="kit.available",
    level=Level.CONTENT,
    strength=Strength.HARD,
    weight=0,
    unit="exercises",
    evidence=("LP-22",),
    parameters=(),
    title="An exercise needs no kit that isn't there.",
    encode=_encode,
    measure=_measure,
    why="The place doesn't have what it needs.",
)
