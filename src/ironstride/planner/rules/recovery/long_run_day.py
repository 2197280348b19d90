"""The day of the long run is left to the long run, the more so the longer it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from ironstride.domain.run import RunKind
from ironstride.planner.rule import Parameter, Values
from ironstride.planner.slot_rule import slot_rule
from ironstride.planner.slots import Slot
from ironstride.planner.week import Placed, WeekModel, WeekView


def _count(model: WeekModel, values: Values) -> Callable[[Slot], int]:
    long: dict[dt.date, int] = {}
    for run in model.facts.runs_by_week[model.week.start]:
        if run.kind is RunKind.LONG:
            halves = int(run.minutes // values["minutes"])
            long[run.date] = max(
                long.get(run.date, 0), int(min(values["most"], max(values["least"], halves)))
            )
    return lambda slot: long.get(slot.date, 0)


def _breach(view: WeekView, session: Placed, values: Values) -> tuple[int, str] | None:
    worst = 0
    for run in view.facts.runs:
        if run.kind is RunKind.LONG and run.date == session.date:
            parts = run.minutes / values["minutes"]
            worst = max(worst, int(min(max(parts, values["least"]), values["most"])))
    return (worst, "On the day of the long run.") if worst else None


RULE = slot_rule(
    id="recovery.long_run_day",
    weight=30,
    unit="half hours of the long run",
    evidence=("DU-04", "house"),
    title="The day of the long run holds no strength work, least of all after a very long one.",
    why="A long run is the day's work; tired calves and feet lift badly.",
    count=_count,
    breach=_breach,
    parameters=(
        Parameter(name="minutes", value=30, unit="min", low=15, high=60, evidence=("house",)),
        Parameter(name="least", value=3, unit="half hours", low=1, high=4, evidence=("house",)),
        Parameter(name="most", value=5, unit="half hours", low=3, high=8, evidence=("house",)),
    ),
)
