"""Exercises stay for a block, so that they can progress.

What does not fit into one week takes turns with the next (``variety.rotation``): so an exercise is
held against both weeks before, the last one and its partner of the same half of the turn.
"""

from __future__ import annotations

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms
from ironstride.planner.rule import KEPT, Measured, Parameter, Rule, Values
from ironstride.planner.sessions import ContentView


def _encode(model: ContentModel, values: Values) -> ContentTerms:
    last = model.history.last_week_days
    if not last or model.history.phase_before is not model.week.phase:
        return ContentTerms()
    new = int(values["new"])
    weekdays = [f.placed.date.weekday() for f in model.frames]
    return model.per_choice(
        lambda c: (
            new
            if c.exercise.id not in last
            else int(weekdays[c.session] not in last[c.exercise.id])
        )
    )


def _measure(view: ContentView, values: Values) -> Measured:
    if view.history.phase_before != view.week.phase or not view.history.last_week_days:
        return KEPT
    amount = 0
    breaches = []
    for session, each in view.all():
        if each.exercise.id not in view.history.last_week_days:
            amount += int(values["new"])
            sentence = f"{each.exercise.name} was not in the two weeks before."
        elif session.session.date.weekday() not in view.history.last_week_days[each.exercise.id]:
            amount += 1
            sentence = f"{each.exercise.name} was on another day before."
        else:
            continue
        breaches.append(Breach(where=session.where, sentence=sentence))
    return Measured(amount=amount, breaches=tuple(breaches))


RULE = Rule(
    id="continuity.same_exercises",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=6,
    unit="exercises on another day, new ones threefold",
    evidence=("RE-05", "LP-24"),
    parameters=(Parameter(name="new", value=3, unit="times", low=1, high=6, evidence=("house",)),),
    title="Exercises stay the same through a block; where weeks take turns, from turn to turn.",
    encode=_encode,
    measure=_measure,
    why="Only what is repeated can progress.",
)
