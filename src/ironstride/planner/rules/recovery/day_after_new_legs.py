"""For those new to lifting the day after one of the first leg sessions holds no run."""

from __future__ import annotations

import datetime as dt

import numpy as np
from numpy.typing import NDArray

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.week import WeekModel, WeekView

DAY = dt.timedelta(days=1)


def _encode(model: WeekModel, values: Values) -> NDArray[np.int64]:
    early = max(0, int(values["sessions"]) - model.leg_sessions)
    if model.facts.is_experienced or not early:
        return model.none()
    weeks = model.facts.runs_by_week
    next_week = weeks.get(model.week.start + dt.timedelta(weeks=1), ())
    running = {run.date for run in (*weeks[model.week.start], *next_week)}
    before_run = model.each(lambda slot: int(slot.date + DAY in running))
    return model.by_position([before_run] * min(early, model.count))


def _measure(view: WeekView, values: Values) -> Measured:
    if view.facts.is_experienced:
        return Measured(amount=0)
    first = view.sessions[: max(0, int(values["sessions"] - view.leg_sessions))]
    breaches = []
    for session in first:
        run = next((r for r in view.facts.runs if (r.date - session.date).days == 1), None)
        if run is not None:
            breaches.append(
                Breach(
                    where=session.date.isoformat(),
                    sentence=f"New work for the legs, and the {run.kind} run the day after.",
                )
            )
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="recovery.day_after_new_legs",
    level=Level.WEEK,
    strength=Strength.SOFT,
    weight=20,
    unit="sessions",
    evidence=("CT-10",),
    parameters=(
        Parameter(name="sessions", value=3, unit="sessions", low=0, high=6, evidence=("CT-10",)),
    ),
    title="The day after each of the first three leg sessions holds no run, for those new to "
    "lifting.",
    encode=_encode,
    measure=_measure,
    why="New work makes sore the day after, so that day is better without a run.",
)
