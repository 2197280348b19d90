"""An exercise that has run for many weeks makes room for another one."""

from __future__ import annotations

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.sessions import ContentView


def _encode(model: ContentModel, values: Values) -> ContentTerms:
    running = model.history.weeks_running
    return model.per_choice(
        lambda c: max(0, running.get(c.exercise.id, 0) + 1 - int(values["weeks"]))
    )


def _measure(view: ContentView, values: Values) -> Measured:
    amount = 0
    breaches = []
    for session, each in view.all():
        weeks = 1 + view.history.weeks_running.get(each.exercise.id, 0)
        over = weeks - int(values["weeks"])
        if over > 0:
            amount += over
            breaches.append(
                Breach(
                    where=session.where,
                    amount=over,
                    sentence=f"{each.exercise.name} for the {weeks}th week in a row.",
                )
            )
    return Measured(amount=amount, breaches=tuple(breaches))


RULE = Rule(
    id="variety.across_blocks",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=4,
    unit="weeks beyond",
    evidence=("house",),
    parameters=(
        Parameter(name="weeks", value=8, unit="weeks", low=4, high=16, evidence=("house",)),
    ),
    title="After eight weeks in a row an exercise makes room for another.",
    encode=_encode,
    measure=_measure,
    why="The same menu for twenty weeks bores muscles and people.",
)
