"""As many sessions as the week wants."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.rule import KEPT, Measured, Rule, Values
from ironstride.planner.week import WeekModel, WeekView


def _encode(model: WeekModel, _: Values) -> NDArray[np.int64]:
    return model.none() + (model.wanted - model.count)


def _measure(view: WeekView, _: Values) -> Measured:
    missing = view.wanted - len(view.sessions)
    if missing <= 0:
        return KEPT
    return Measured(
        amount=missing,
        breaches=(
            Breach(
                where=view.week.start.isoformat(),
                amount=missing,
                sentence=f"{len(view.sessions)} of {view.wanted} sessions find a place.",
            ),
        ),
    )


RULE = Rule(
    id="time.sessions_wanted",
    level=Level.WEEK,
    strength=Strength.SOFT,
    weight=2000,
    unit="sessions missing",
    evidence=("RE-16", "CT-25"),
    parameters=(),
    title="A week holds as many sessions as its phase wants.",
    encode=_encode,
    measure=_measure,
    why="Twice a week is what the trials did; once in two weeks is too rare.",
)
