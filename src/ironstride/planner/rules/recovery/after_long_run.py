"""The morning after a long run is no time for strength, least of all after a very long one."""

from __future__ import annotations

import math
from collections.abc import Callable

from ironstride.domain.run import RunKind
from ironstride.planner.rule import Parameter, Values
from ironstride.planner.slot_rule import slot_rule
from ironstride.planner.slots import Slot, minutes_between, run_end
from ironstride.planner.week import Placed, WeekModel, WeekView
from ironstride.units import DAYS_PER_WEEK, MIN_PER_HOUR


def _count(model: WeekModel, values: Values) -> Callable[[Slot], int]:
    monday = model.week.start
    long = [
        (run.date, run_end(run), int(values["share"] * run.minutes))
        for run in model.facts.runs
        if run.kind is RunKind.LONG and -DAYS_PER_WEEK <= (run.date - monday).days < DAYS_PER_WEEK
    ]

    def short(slot: Slot) -> int:
        worst = 0
        for date, end, rest in long:
            if date < slot.date:
                since = minutes_between((date, end), (slot.date, slot.start_minute))
                worst = max(worst, -((since - rest) // MIN_PER_HOUR))
        return worst

    return short


def _breach(view: WeekView, session: Placed, values: Values) -> tuple[int, str] | None:
    worst = 0
    for run in view.facts.runs:
        if run.kind != "long" or run.date >= session.date:
            continue
        since = (session.date - run.date).days * 24 * 60 + session.start_minute
        since -= run.start_minute + round(run.minutes)
        worst = max(worst, math.ceil((int(run.minutes * values["share"]) - since) / MIN_PER_HOUR))
    return (worst, f"{worst} h too soon after the long run.") if worst > 0 else None


RULE = slot_rule(
    id="recovery.after_long_run",
    weight=3,
    unit="hours short",
    evidence=("CT-12", "house"),
    title="After a long run strength work waits fifteen hours for each hour of it.",
    why="What ran long yesterday lifts badly today.",
    count=_count,
    breach=_breach,
    parameters=(Parameter(name="share", value=15, unit="h", low=6, high=24, evidence=("house",)),),
)
