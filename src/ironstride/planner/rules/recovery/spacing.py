"""Two days between strength sessions, three at first from sixty on."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.facts import Facts
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.slots import minutes_between
from ironstride.planner.week import WeekModel, WeekView
from ironstride.units import MIN_PER_HOUR


def _hours(facts: Facts, leg_sessions: int, values: Values) -> float:
    if facts.is_master and leg_sessions < values["new_sessions"]:
        return values["hours_master_new"]
    return values["hours_master" if facts.is_master else "hours"]


def _encode(model: WeekModel, values: Values) -> NDArray[np.int64]:
    need = int(_hours(model.facts, model.leg_sessions, values) * MIN_PER_HOUR)
    trained = model.facts.trained

    def short(minutes: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return whole hours short of the need, a begun hour counted."""
        hours: NDArray[np.int64] = -((minutes - need) // MIN_PER_HOUR)
        return np.maximum(hours, 0)

    return model.neighbours(short, trained[-1] if trained else None)


def _measure(view: WeekView, values: Values) -> Measured:
    need = values["hours"]
    if view.facts.is_master:
        is_new = view.leg_sessions < values["new_sessions"]
        need = values["hours_master_new"] if is_new else values["hours_master"]
    amount = 0
    breaches = []
    last = view.facts.trained[-1] if view.facts.trained else None
    if view.before:
        last = (view.before[-1].date, view.before[-1].start_minute)
    for session in view.sessions:
        if last is not None:
            minutes = minutes_between(last, (session.date, session.start_minute))
            short = math.ceil(max(0.0, need - minutes / MIN_PER_HOUR))
            if short:
                amount += short
                breaches.append(
                    Breach(
                        where=session.date.isoformat(),
                        amount=short,
                        sentence=f"{minutes / MIN_PER_HOUR:.0f} h after the session before; "
                        f"{need:g} are better.",
                    )
                )
        last = (session.date, session.start_minute)
    return Measured(amount=amount, breaches=tuple(breaches))


RULE = Rule(
    id="recovery.spacing",
    level=Level.WEEK,
    strength=Strength.SOFT,
    weight=4,
    unit="hours short",
    evidence=("CT-09", "LP-32", "LG-09"),
    parameters=(
        Parameter(name="hours", value=48, unit="h", low=24, high=96, evidence=("CT-09",)),
        Parameter(name="hours_master", value=48, unit="h", low=48, high=96, evidence=("LG-09",)),
        Parameter(
            name="hours_master_new", value=72, unit="h", low=48, high=96, evidence=("LG-09",)
        ),
        Parameter(
            name="new_sessions",
            value=3,
            unit="sessions",
            low=0,
            high=6,
            evidence=("LG-09", "CT-10"),
        ),
    ),
    title="Two days lie between strength sessions, three at first from sixty on.",
    encode=_encode,
    measure=_measure,
    why="Muscles build between sessions, not in them.",
)
