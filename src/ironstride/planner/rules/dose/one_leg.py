"""Some leg work on one leg at a time: that is how running loads them."""

from __future__ import annotations

from ironstride.domain.exercise import Laterality, Need
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Row
from ironstride.planner.needs import targets
from ironstride.planner.rule import KEPT, Measured, Parameter, Rule, Values
from ironstride.planner.sessions import ContentView

LEGS = (Need.LEGS_KNEE, Need.LEGS_HIP, Need.CALF_STRAIGHT, Need.CALF_BENT)


def _encode(model: ContentModel, values: Values) -> ContentTerms:
    wanted = targets(model.facts, model.week, model.history)
    legs = sum(wanted.get(need, 0) for need in LEGS)
    bound = int(legs * values["share"])
    if not bound:
        return ContentTerms()
    return ContentTerms(
        rows=(
            Row(
                weights=model.weights(
                    lambda c: (
                        c.sets
                        if c.exercise.need in LEGS
                        and c.exercise.laterality is not Laterality.BILATERAL
                        else 0
                    )
                ),
                relation=Relation.SHORT,
                bound=bound,
            ),
        )
    )


def _measure(view: ContentView, values: Values) -> Measured:
    plan = targets(view.facts, view.week, view.history)
    wanted = int(sum(sets for need, sets in plan.items() if need in LEGS) * values["share"])
    done = 0
    for _, each in view.all():
        single = each.exercise.laterality in {Laterality.UNILATERAL, Laterality.ALTERNATING}
        if single and each.exercise.need in LEGS:
            done += each.working
    if done >= wanted:
        return KEPT
    return Measured(
        amount=wanted - done,
        breaches=(
            Breach(
                where=view.week.start.isoformat(),
                amount=wanted - done,
                sentence=f"{done} of {wanted} leg sets are on one leg.",
            ),
        ),
    )


RULE = Rule(
    id="dose.one_leg",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=12,
    unit="missing sets",
    evidence=("BR-10", "BR-14", "FM-09"),
    parameters=(
        Parameter(name="share", value=0.3, unit="share", low=0.1, high=0.7, evidence=("house",)),
    ),
    title="A third of the leg work is on one leg.",
    encode=_encode,
    measure=_measure,
    why="Running is one leg at a time, and so differences between sides show.",
)
