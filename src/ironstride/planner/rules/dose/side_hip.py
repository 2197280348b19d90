"""Some of the hip's work goes to its side: it holds the pelvis level on one leg."""

from __future__ import annotations

from ironstride.domain.exercise import Family
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Row
from ironstride.planner.needs import LOADING_PHASES
from ironstride.planner.rule import KEPT, Measured, Parameter, Rule, Values
from ironstride.planner.sessions import ContentView


def _encode(model: ContentModel, values: Values) -> ContentTerms:
    if model.week.phase not in LOADING_PHASES:
        return ContentTerms()
    row = Row(
        weights=model.weights(lambda c: c.sets * (c.exercise.family is Family.HIP_ABDUCTION)),
        relation=Relation.SHORT,
        bound=int(values["sets"]) if model.frames else 0,
    )
    return ContentTerms(rows=(row,))


def _measure(view: ContentView, values: Values) -> Measured:
    if view.week.phase not in LOADING_PHASES or not view.sessions:
        return KEPT
    done = sum(x.working for _, x in view.all() if x.exercise.family is Family.HIP_ABDUCTION)
    missing = int(values["sets"]) - done
    if missing <= 0:
        return KEPT
    return Measured(
        amount=missing,
        breaches=(
            Breach(
                where=view.week.start.isoformat(),
                amount=missing,
                sentence=f"{done} sets for the side of the hip.",
            ),
        ),
    )


RULE = Rule(
    id="dose.side_hip",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=14,
    unit="missing sets",
    evidence=("BR-11", "IP-04"),
    parameters=(Parameter(name="sets", value=2, unit="sets", low=1, high=6, evidence=("house",)),),
    title="A week holds work for the side of the hip.",
    encode=_encode,
    measure=_measure,
    why="The side of the hip holds the pelvis level with every step.",
)
