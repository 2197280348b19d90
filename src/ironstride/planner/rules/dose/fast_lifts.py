"""From sixty on the base holds some lifts done fast."""

from __future__ import annotations

from ironstride.domain.exercise import Exercise, Method, Need
from ironstride.domain.plan import Breach, Level, Phase, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Row
from ironstride.planner.needs import sets_done
from ironstride.planner.rule import KEPT, Measured, Parameter, Rule, Values
from ironstride.planner.sessions import ContentView


def _is_fast(exercise: Exercise) -> bool:
    return exercise.need is Need.POWER and exercise.method is Method.STRENGTH


def _encode(model: ContentModel, values: Values) -> ContentTerms:
    facts, week = model.facts, model.week
    asked = facts.is_master and week.phase is Phase.ADAPTATION and not week.light
    if not asked or not model.frames:
        return ContentTerms()
    wanted = int(values["sets"]) - sets_done(facts, week.start, _is_fast)
    weights = {c.index: c.sets for c in model.choices if _is_fast(c.exercise)}
    return ContentTerms(rows=(Row(weights=weights, relation=Relation.SHORT, bound=wanted),))


def _measure(view: ContentView, values: Values) -> Measured:
    if view.week.phase is not Phase.ADAPTATION or view.week.light or not view.sessions:
        return KEPT
    if not view.facts.is_master:
        return KEPT
    done = sum(
        each.working
        for _, each in view.all()
        if each.exercise.method == "strength" and each.exercise.need == "power"
    )
    done += sets_done(
        view.facts, view.week.start, lambda e: e.need is Need.POWER and e.method is Method.STRENGTH
    )
    short = int(values["sets"]) - done
    if short <= 0:
        return KEPT
    return Measured(
        amount=short,
        breaches=(
            Breach(
                where=view.week.start.isoformat(),
                amount=short,
                sentence=f"{done} of {values['sets']:g} sets done fast.",
            ),
        ),
    )


RULE = Rule(
    id="dose.fast_lifts",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=20,
    unit="missing sets",
    evidence=("LG-03",),
    parameters=(Parameter(name="sets", value=2, unit="sets", low=1, high=6, evidence=("house",)),),
    title="From sixty on the base holds two sets of a lift done fast.",
    encode=_encode,
    measure=_measure,
    why="Speed of the legs fades soonest with age, so something fast is in from the first week.",
)
