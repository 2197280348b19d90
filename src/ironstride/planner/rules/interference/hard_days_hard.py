"""Hard days hard: strength on the day of a quality run, so that easy days stay easy."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.rule import KEPT, Measured, Parameter, Rule, Values
from ironstride.planner.slots import Slot
from ironstride.planner.week import SlotAmounts, WeekModel, WeekView
from ironstride.units import DAYS_PER_WEEK


def _count(model: WeekModel, values: Values) -> Callable[[Slot], int]:
    per_minute = model.facts.load_per_minute
    loads: dict[dt.date, float] = {}
    for run in model.facts.runs_by_week[model.week.start]:
        if run.kind.is_quality:
            loads[run.date] = loads.get(run.date, 0.0) + per_minute[run.kind] * run.minutes
    whole = {date: round(load) for date, load in loads.items()}
    most = max(whole.values(), default=0)
    if not most:
        return lambda _: 0
    steps = int(values["steps"])
    return lambda slot: -(steps * (whole.get(slot.date, 0) - most) // most)


def _measure(view: WeekView, values: Values) -> Measured:
    week = [r for r in view.facts.runs if 0 <= (r.date - view.week.start).days < DAYS_PER_WEEK]
    hard = [r for r in week if r.kind.is_quality]
    days = {
        date: round(
            sum(view.facts.load_per_minute[r.kind] * r.minutes for r in hard if r.date == date)
        )
        for date in {r.date for r in hard}
    }
    hardest = max(days.values(), default=0)
    if hardest == 0:
        return KEPT
    breaches = []
    for s in view.sessions:
        steps = math.ceil((hardest - days.get(s.date, 0)) * int(values["steps"]) / hardest)
        if not steps:
            continue
        told = f"{s.date:%A} has no quality run, and now it is a hard day, too."
        if s.date in days:
            told = f"{s.date:%A} is not the hardest day of the week."
        breaches.append(Breach(where=s.date.isoformat(), amount=steps, sentence=told))
    return Measured(amount=sum(int(b.amount or 0) for b in breaches), breaches=tuple(breaches))


RULE = Rule(
    id="interference.hard_days_hard",
    level=Level.WEEK,
    strength=Strength.SOFT,
    weight=3,
    unit="fifths below the hardest day",
    evidence=("CT-07", "CT-11", "RM-01"),
    parameters=(
        Parameter(name="steps", value=5, unit="steps", low=1, high=10, evidence=("house",)),
    ),
    title="Strength lies on the days of quality runs, after them, the hardest day first.",
    encode=SlotAmounts(counter=_count),
    measure=_measure,
    why="Hard days stay hard, so that easy days can be easy.",
)
