"""Every session holds some leg work: two leg days a week are what the trials did."""

from __future__ import annotations

from ironstride.domain.exercise import Need
from ironstride.domain.plan import Breach, Level, Phase, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Row
from ironstride.planner.rule import KEPT, Measured, Rule, Values
from ironstride.planner.sessions import ContentView

LEGS = frozenset({Need.LEGS_KNEE, Need.LEGS_HIP})
PHASES = frozenset({Phase.ADAPTATION, Phase.MAXIMUM_STRENGTH, Phase.POWER})


def _encode(model: ContentModel, _: Values) -> ContentTerms:
    if model.week.phase not in PHASES:
        return ContentTerms()
    return ContentTerms(
        rows=tuple(
            Row(
                weights={c.index: 1 for c in model.in_session(position) if c.exercise.need in LEGS},
                relation=Relation.SHORT,
                bound=1,
            )
            for position in range(len(model.frames))
        )
    )


def _measure(view: ContentView, _: Values) -> Measured:
    if view.week.phase not in PHASES:
        return KEPT
    without = [
        each
        for each in view.sessions
        if not {x.exercise.need for x in each.exercises}.intersection(LEGS)
    ]
    return Measured(
        amount=len(without),
        breaches=tuple(
            Breach(where=each.where, sentence="A session without leg work.") for each in without
        ),
    )


RULE = Rule(
    id="dose.legs_every_session",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=30,
    unit="sessions without legs",
    evidence=("RE-16", "LP-32"),
    parameters=(),
    title="Every session of a building block works the legs.",
    encode=_encode,
    measure=_measure,
    why="Legs get their work twice a week, as in the trials.",
)
