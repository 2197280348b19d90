"""At most one strength session a day."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.rule import Measured, Rule, Values
from ironstride.planner.week import WeekModel, WeekView


def _encode(model: WeekModel, _: Values) -> NDArray[np.int64]:
    done = model.facts.trained_on
    days = model.days()
    amount = model.per_slot(lambda slot: int(slot.date in done))
    for position in range(1, model.count):
        amount += days[:, position] == days[:, position - 1]
    return amount


def _measure(view: WeekView, _: Values) -> Measured:
    dates = [session.date for session in view.sessions]
    dates += [date for date, _ in view.facts.trained if date in dates]
    twice = sorted({date for date in dates if dates.count(date) > 1})
    return Measured(
        amount=len(dates) - len(set(dates)),
        breaches=tuple(
            Breach(where=date.isoformat(), sentence="Two strength sessions on one day.")
            for date in twice
        ),
    )


RULE = Rule(
    id="time.one_a_day",
    level=Level.WEEK,
    strength=Strength.HARD,
    weight=0,
    unit="sessions",
    evidence=("house",),
    parameters=(),
    title="At most one strength session a day.",
    encode=_encode,
    measure=_measure,
    why="One session a day is enough beside running.",
)
