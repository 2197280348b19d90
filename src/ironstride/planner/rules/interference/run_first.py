"""On the day of a quality run the run comes first, and six hours lie between."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from ironstride.planner.rule import Parameter, Values
from ironstride.planner.slot_rule import slot_rule
from ironstride.planner.slots import AFTER_QUALITY_HOURS, Slot
from ironstride.planner.week import Placed, WeekModel, WeekView
from ironstride.units import MIN_PER_HOUR


def _count(model: WeekModel, values: Values) -> Callable[[Slot], int]:
    gap = values["hours"] * MIN_PER_HOUR
    free: dict[dt.date, float] = {}
    for run in model.facts.runs_by_week[model.week.start]:
        if run.kind.is_quality:
            end = run.start_minute + round(run.minutes) + gap
            free[run.date] = max(end, free.get(run.date, 0.0))
    return lambda slot: int(slot.start_minute < free.get(slot.date, 0.0))


def _breach(view: WeekView, session: Placed, values: Values) -> tuple[int, str] | None:
    for run in view.facts.runs:
        if run.date != session.date or not run.kind.is_quality:
            continue
        if session.start_minute < run.start_minute:
            return 1, f"Strength before the {run.kind} run of the same day."
        hours = (session.start_minute - run.start_minute - round(run.minutes)) / MIN_PER_HOUR
        if hours < values["hours"]:
            return 1, f"Only {hours:.1f} h after the {run.kind} run."
    return None


RULE = slot_rule(
    id="interference.run_first",
    weight=0,
    unit="sessions",
    evidence=("CT-07", "CT-11"),
    title="On the day of a quality run strength comes at least six hours after it.",
    why="The run matters more, so it comes first, and the legs get hours between.",
    count=_count,
    breach=_breach,
    parameters=(
        Parameter(
            name="hours",
            value=AFTER_QUALITY_HOURS,
            unit="h",
            low=3,
            high=12,
            evidence=("CT-11",),
        ),
    ),
)
