"""Forty-eight hours between a session and the next quality or long run, most at the start."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.domain.run import ScheduledRun
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.slots import Slot, hours_to_next, minutes_between
from ironstride.planner.week import Placed, WeekModel, WeekView
from ironstride.units import MIN_PER_HOUR


def _encode(model: WeekModel, values: Values) -> NDArray[np.int64]:
    key = tuple(run for run in model.facts.key_runs() if run.date >= model.week.start)
    hours = values["hours"]

    def short(slot: Slot) -> int:
        to_next, _ = hours_to_next(key, slot.date, slot.end_minute)
        return math.ceil(max(0.0, hours - to_next))

    early = max(0, int(values["early_sessions"]) - model.leg_sessions)
    factor = int(values["early_factor"])
    return model.by_position(short, [factor if p < early else 1 for p in range(model.count)])


def _measure(view: WeekView, values: Values) -> Measured:
    key = [r for r in view.facts.runs if r.kind.is_quality or r.kind == "long"]
    done = view.leg_sessions
    amount = 0
    breaches = []
    for session in view.sessions:
        short = _short(session, key, values["hours"])
        weight = values["early_factor"] if done < values["early_sessions"] else 1
        done += 1
        if short > 0:
            amount += int(short * weight)
            breaches.append(
                Breach(
                    where=session.date.isoformat(),
                    amount=short,
                    sentence=f"{short} h short of {values['hours']:g} before the next key run.",
                )
            )
    return Measured(amount=amount, breaches=tuple(breaches))


def _short(session: Placed, key: list[ScheduledRun], hours: float) -> int:
    for run in key:
        minutes = minutes_between(
            (session.date, session.end_minute),
            (run.date, run.start_minute),
        )
        if minutes >= 0:
            return math.ceil(max(0.0, hours - minutes / MIN_PER_HOUR))
    return 0


RULE = Rule(
    id="interference.gap_before_key_run",
    level=Level.WEEK,
    strength=Strength.SOFT,
    weight=3,
    unit="hours short",
    evidence=("CT-08", "CT-10"),
    parameters=(
        Parameter(name="hours", value=48, unit="h", low=24, high=72, evidence=("CT-10",)),
        Parameter(
            name="early_sessions", value=3, unit="sessions", low=0, high=6, evidence=("CT-10",)
        ),
        Parameter(name="early_factor", value=3, unit="times", low=1, high=5, evidence=("house",)),
    ),
    title="Forty-eight hours between strength work and the next quality or long run.",
    encode=_encode,
    measure=_measure,
    why="Legs that lifted run worse for a day or two, so key runs get fresh ones.",
)
