"""A day free of running and lifting stays free where there is one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.rule import KEPT, Measured, Rule, Values
from ironstride.planner.week import WeekModel, WeekView
from ironstride.units import DAYS_PER_WEEK


def _encode(model: WeekModel, _: Values) -> NDArray[np.int64]:
    run_days = {r.date.weekday() for r in model.facts.runs_by_week[model.week.start]}
    free = [d for d in range(DAYS_PER_WEEK) if d not in run_days]
    if not free:
        return model.none()
    days = model.days()
    left = np.ones(model.choices.shape[0], dtype=np.bool_)
    for day in free:
        used = np.any(days == day, axis=1) if model.count else np.zeros_like(left)
        left &= used
    return left.astype(np.int64)


def _measure(view: WeekView, _: Values) -> Measured:
    running = {
        r.date.weekday()
        for r in view.facts.runs
        if 0 <= (r.date - view.week.start).days < DAYS_PER_WEEK
    }
    lifting = {s.date.weekday() for s in view.sessions}
    if len(running) == DAYS_PER_WEEK or len(running | lifting) < DAYS_PER_WEEK:
        return KEPT
    return Measured(
        amount=1,
        breaches=(
            Breach(where=view.week.start.isoformat(), sentence="No day is left free of training."),
        ),
    )


RULE = Rule(
    id="recovery.free_day",
    level=Level.WEEK,
    strength=Strength.SOFT,
    weight=120,
    unit="weeks without a free day",
    evidence=("CT-09", "RM-14"),
    parameters=(),
    title="The only free day of the week stays free.",
    encode=_encode,
    measure=_measure,
    why="One day without training lets everything else work.",
)
