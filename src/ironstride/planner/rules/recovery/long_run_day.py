"""The day of the long run is left to the long run."""

from __future__ import annotations

from collections.abc import Callable

from ironstride.domain.run import RunKind
from ironstride.planner.rule import Values
from ironstride.planner.slot_rule import slot_rule
from ironstride.planner.slots import Slot
from ironstride.planner.week import Placed, WeekModel, WeekView


def _count(model: WeekModel, _: Values) -> Callable[[Slot], int]:
    runs = model.facts.runs_by_week[model.week.start]
    long = {r.date for r in runs if r.kind is RunKind.LONG}
    return lambda slot: int(slot.date in long)


def _breach(view: WeekView, session: Placed, _: Values) -> tuple[int, str] | None:
    for run in view.facts.runs:
        if run.kind is RunKind.LONG and run.date == session.date:
            return 1, "On the day of the long run."
    return None


RULE = slot_rule(
    id="recovery.long_run_day",
    weight=60,
    unit="sessions",
    evidence=("DU-04", "house"),
    title="The day of the long run holds no strength work.",
    why="A long run is the day's work; tired calves and feet lift badly.",
    count=_count,
    breach=_breach,
)
