"""Sessions are spread over the week: Monday and Thursday rather than Monday and Wednesday."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.rule import KEPT, Measured, Rule, Values
from ironstride.planner.week import WeekModel, WeekView
from ironstride.units import DAYS_PER_WEEK, MIN_PER_DAY


def _encode(model: WeekModel, _: Values) -> NDArray[np.int64]:
    if model.count <= 1:
        return model.none()
    apart = DAYS_PER_WEEK // model.count
    days = model.starts // MIN_PER_DAY
    short = np.maximum(apart - (days[None, :] - days[:, None]), 0)
    total = model.none()
    for position in range(1, model.count):
        total += short[model.choices[:, position - 1], model.choices[:, position]]
    # The next week is like this one, so the last session is followed by the first.
    length = days[model.choices[:, -1]] - days[model.choices[:, 0]]
    total += np.maximum(apart - (DAYS_PER_WEEK - length), 0)
    return total


def _measure(view: WeekView, _: Values) -> Measured:
    count = len(view.sessions)
    if count <= 1:
        return KEPT
    breaches = []
    for before, session in pairwise(view.sessions):
        days = (session.date - before.date).days
        if days < DAYS_PER_WEEK // count:
            breaches.append(
                Breach(
                    where=session.date.isoformat(),
                    amount=DAYS_PER_WEEK // count - days,
                    sentence=f"{days} days after the one before; {DAYS_PER_WEEK // count} are an "
                    "even share of the week.",
                )
            )
    again = (view.sessions[0].date - view.sessions[-1].date).days + DAYS_PER_WEEK
    if again < DAYS_PER_WEEK // count:
        breaches.append(
            Breach(
                where=view.sessions[0].date.isoformat(),
                amount=DAYS_PER_WEEK // count - again,
                sentence=f"{again} days after the last one of such a week.",
            )
        )
    return Measured(amount=sum(int(b.amount or 0) for b in breaches), breaches=tuple(breaches))


RULE = Rule(
    id="recovery.even_spread",
    level=Level.WEEK,
    strength=Strength.SOFT,
    weight=7,
    unit="days short",
    evidence=("CT-09", "house"),
    parameters=(),
    title="The sessions of a week lie evenly in it, also where it repeats itself.",
    encode=_encode,
    measure=_measure,
    why="Even gaps leave each session its recovery and no long hole in the week.",
)
