"""Power is fast: jumps, skips and quick lifts; walking drills are for those who may not land."""

from __future__ import annotations

from typing import Final

from ironstride.domain.exercise import Exercise, Method, Need
from ironstride.domain.plan import Breach, Level, Phase, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms
from ironstride.planner.needs import may_land
from ironstride.planner.rule import KEPT, Measured, Rule, Values
from ironstride.planner.sessions import ContentView

PHASES: Final = frozenset({Phase.MAXIMUM_STRENGTH, Phase.POWER, Phase.MAINTENANCE, Phase.TAPER})


def _slow(exercise: Exercise) -> bool:
    return (
        exercise.need is Need.POWER
        and exercise.method is not Method.STRENGTH
        and not exercise.impact.level
    )


def _encode(model: ContentModel, _: Values) -> ContentTerms:
    if model.week.phase not in PHASES or not may_land(model.facts, model.week):
        return ContentTerms()
    return model.per_choice(lambda c: c.sets if _slow(c.exercise) else 0)


def _measure(view: ContentView, _: Values) -> Measured:
    if view.week.phase not in PHASES or not may_land(view.facts, view.week):
        return KEPT
    amount = 0
    breaches = []
    for session, each in view.all():
        lands = each.exercise.impact.value != "none"
        lifted = each.exercise.method is Method.STRENGTH
        if each.exercise.need is Need.POWER and not lands and not lifted:
            amount += each.working
            breaches.append(
                Breach(
                    where=session.where,
                    amount=each.working,
                    sentence=f"{each.exercise.name} is done slowly, and power is fast.",
                )
            )
    return Measured(amount=amount, breaches=tuple(breaches))


RULE = Rule(
    id="dose.fast_work",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=40,
    unit="slow sets",
    evidence=("LP-21", "RD-05", "RD-09"),
    parameters=(),
    title="Sets for power are jumps, hops, skips or fast lifts once the base is laid.",
    encode=_encode,
    measure=_measure,
    why="Power comes from what is done fast; walking through it trains something else.",
)
