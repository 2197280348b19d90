"""Where the sides differ, the weaker one begins and the other does no more than it did."""

from __future__ import annotations

from ironstride.domain.assessment import Does
from ironstride.domain.body_region import Side
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms
from ironstride.planner.rule import Measured, Rule, Values
from ironstride.planner.sessions import ContentView


def _encode(model: ContentModel, _: Values) -> ContentTerms:
    # Which side begins is set when sessions are assembled: no choice of the model breaks this.
    del model
    return ContentTerms()


def _measure(view: ContentView, _: Values) -> Measured:
    breaches = []
    for session, each in view.all():
        weak = {
            effect.side
            for effect in view.facts.effects
            if effect.rule.does is Does.WEAK_SIDE_FIRST
            and effect.side is not None
            and each.exercise.need in effect.rule.needs
            and session.session.date <= effect.until
        }
        if len(weak) != 1 or not each.exercise.is_per_side:
            continue
        side = Side(weak.pop())
        if each.first_side is not side:
            breaches.append(
                Breach(
                    where=session.where,
                    sentence=f"{each.exercise.name}: the {side.value} side is weaker and does not "
                    "begin.",
                )
            )
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="dose.weak_side_first",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=10,
    unit="exercises",
    evidence=("NT-03", "NT-15", "LP-33", "house"),
    parameters=(),
    title="Where a test finds the sides different, the weaker one begins.",
    encode=_encode,
    measure=_measure,
    why="What is done first improves most, and the stronger side does no more than the weaker did.",
)
