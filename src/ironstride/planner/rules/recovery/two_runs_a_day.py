"""A day with two runs has its work; strength looks for another one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from ironstride.planner.rule import Parameter, Values
from ironstride.planner.slot_rule import slot_rule
from ironstride.planner.slots import Slot
from ironstride.planner.week import Placed, WeekModel, WeekView


def _count(model: WeekModel, values: Values) -> Callable[[Slot], int]:
    runs = Counter(run.date for run in model.facts.runs_by_week[model.week.start])
    return lambda slot: int(runs[slot.date] >= values["runs"])


def _breach(view: WeekView, session: Placed, values: Values) -> tuple[int, str] | None:
    runs = [run for run in view.facts.runs if run.date == session.date]
    if len(runs) < values["runs"]:
        return None
    return 1, f"{session.date:%A} has {len(runs)} runs already."


RULE = slot_rule(
    id="recovery.two_runs_a_day",
    weight=20,
    unit="sessions",
    evidence=("CT-09", "CT-12"),
    title="A day with two runs holds no strength work besides.",
    why="Three sessions in a day leave no hours to recover between them.",
    count=_count,
    breach=_breach,
    parameters=(Parameter(name="runs", value=2, unit="runs", low=2, high=3, evidence=("house",)),),
)
