"""The base block teaches the lifts that will be heavy later."""

from __future__ import annotations

from ironstride.domain.exercise import Exercise, Laterality, Need
from ironstride.domain.plan import Breach, Level, Phase, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Row
from ironstride.planner.facts import Facts
from ironstride.planner.needs import sets_done
from ironstride.planner.rule import KEPT, Measured, Parameter, Rule, Values
from ironstride.planner.season import SeasonWeek
from ironstride.planner.sessions import ContentView

MAIN = frozenset({Need.LEGS_KNEE, Need.LEGS_HIP})


def _is_main(exercise: Exercise) -> bool:
    return (
        exercise.heavy_capable
        and exercise.need in MAIN
        and exercise.laterality is Laterality.BILATERAL
    )


def _applies(facts: Facts, week: SeasonWeek) -> bool:
    return week.phase is Phase.ADAPTATION and facts.is_experienced


def _encode(model: ContentModel, values: Values) -> ContentTerms:
    if not _applies(model.facts, model.week) or not model.frames:
        return ContentTerms()
    return ContentTerms(
        rows=(
            Row(
                weights=model.weights(lambda c: c.sets if _is_main(c.exercise) else 0),
                relation=Relation.SHORT,
                bound=int(values["sets"]) - sets_done(model.facts, model.week.start, _is_main),
            ),
        )
    )


def _measure(view: ContentView, values: Values) -> Measured:
    if not _applies(view.facts, view.week) or not view.sessions:
        return KEPT
    done = sum(
        each.working
        for _, each in view.all()
        if each.exercise.heavy_capable
        and each.exercise.laterality is Laterality.BILATERAL
        and each.exercise.need in {Need.LEGS_HIP, Need.LEGS_KNEE}
    )
    done += sets_done(view.facts, view.week.start, _is_main)
    missing = int(values["sets"]) - done
    if missing <= 0:
        return KEPT
    return Measured(
        amount=missing,
        breaches=(
            Breach(
                where=view.week.start.isoformat(),
                amount=missing,
                sentence=f"{done} sets of the lifts that come heavy later.",
            ),
        ),
    )


RULE = Rule(
    id="dose.learn_main_lifts",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=10,
    unit="missing sets",
    evidence=("RD-01", "RD-03"),
    parameters=(Parameter(name="sets", value=6, unit="sets", low=2, high=9, evidence=("house",)),),
    title="The base block practises the lifts that will be heavy later.",
    encode=_encode,
    measure=_measure,
    why="A lift that will be heavy is learned while it is light.",
)
