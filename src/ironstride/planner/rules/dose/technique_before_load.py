"""Eighty per cent and more only for lifts whose technique was confirmed in two sessions."""

from __future__ import annotations

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import Choice, ContentModel, ContentTerms
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.sessions import ContentView


def _encode(model: ContentModel, values: Values) -> ContentTerms:
    def early(choice: Choice) -> int:
        heavy = (choice.dose.work.percent_1rm or 0) >= values["percent"]
        return int(heavy and not model.history.knows(choice.exercise.id, int(values["sessions"])))

    return model.per_choice(early)


def _measure(view: ContentView, values: Values) -> Measured:
    breaches = []
    for session, each in view.all():
        known = (
            each.exercise.id in view.history.confirmed
            or view.history.earned.get(each.exercise.id, 0) >= values["sessions"]
        )
        heaviest = max((s.percent_1rm or 0 for s in each.sets), default=0)
        if heaviest >= values["percent"] and not known:
            breaches.append(
                Breach(
                    where=session.where,
                    amount=heaviest,
                    sentence=f"{each.exercise.name} at {heaviest:g} % before its technique was "
                    "confirmed twice.",
                )
            )
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="dose.technique_before_load",
    level=Level.CONTENT,
    strength=Strength.HARD,
    weight=0,
    unit="exercises",
    evidence=("RD-03", "RE-11"),
    parameters=(
        Parameter(name="percent", value=80, unit="% 1RM", low=70, high=90, evidence=("RE-11",)),
        Parameter(name="sessions", value=2, unit="sessions", low=2, high=6, evidence=("RD-03",)),
    ),
    title="Eighty per cent and more only after two sessions with technique confirmed.",
    encode=_encode,
    measure=_measure,
    why="Technique comes before load: tick it twice, then it gets heavy.",
)
