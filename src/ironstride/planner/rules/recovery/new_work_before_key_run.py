"""Exercises that are new leave soreness, so they stay away from key runs."""

from __future__ import annotations

import datetime as dt

from ironstride.domain.exercise import Exercise
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import Choice, ContentModel, ContentTerms
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.sessions import ContentView


def _sore(exercise: Exercise) -> bool:
    """Whether an exercise leaves sore legs while it is new."""
    return exercise.is_lower and exercise.rung > 1


def _encode(model: ContentModel, values: Values) -> ContentTerms:
    near = [frame.hours_to_key < values["hours"] for frame in model.frames]

    def new(choice: Choice) -> int:
        if not near[choice.session] or not _sore(choice.exercise):
            return 0
        done = model.history.last_done.get(choice.exercise.id, dt.date.min)
        return int((model.frames[choice.session].placed.date - done).days > values["days"])

    return model.per_choice(new)


def _measure(view: ContentView, values: Values) -> Measured:
    breaches = []
    for session, each in view.all():
        if session.frame.hours_to_key >= values["hours"]:
            continue
        last = view.history.last_done.get(each.exercise.id)
        new = last is None or (session.session.date - last).days > values["days"]
        if new and each.exercise.is_lower and each.exercise.rung >= 2:  # noqa: PLR2004 (first step)
            breaches.append(
                Breach(
                    where=session.where,
                    sentence=f"{each.exercise.name} is new {session.frame.hours_to_key:.0f} h "
                    "before a key run.",
                )
            )
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="recovery.new_work_before_key_run",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=10,
    unit="new exercises",
    evidence=("CT-10", "RM-08"),
    parameters=(
        Parameter(name="hours", value=48, unit="h", low=24, high=72, evidence=("CT-10",)),
        Parameter(name="days", value=21, unit="days", low=14, high=42, evidence=("house",)),
    ),
    title="New leg exercises stay two days away from key runs.",
    encode=_encode,
    measure=_measure,
    why="What is new makes sore for one to three days.",
)
