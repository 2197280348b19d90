"""Those who have lifted for long keep three hours between running and lifting."""

from __future__ import annotations

from ironstride.planner.rule import Parameter, Values
from ironstride.planner.slot_rule import slot_rule
from ironstride.planner.slots import Slot, run_end
from ironstride.planner.week import Placed, WeekModel, WeekView
from ironstride.units import MIN_PER_HOUR


def _amount(model: WeekModel, slot: Slot, values: Values) -> int:
    if not model.facts.is_experienced:
        return 0
    gap = values["hours"] * MIN_PER_HOUR
    return int(
        any(
            run.date == slot.date
            and slot.start_minute < run_end(run) + gap
            and slot.end_minute > run.start_minute - gap
            for run in model.facts.runs_by_week[model.week.start]
        )
    )


def _breach(view: WeekView, session: Placed, values: Values) -> tuple[int, str] | None:
    if not view.facts.is_experienced:
        return None
    for run in view.facts.runs:
        if run.date != session.date:
            continue
        after = (session.start_minute - run.start_minute - round(run.minutes)) / MIN_PER_HOUR
        before = (run.start_minute - session.end_minute) / MIN_PER_HOUR
        if max(after, before) < values["hours"]:
            return 1, f"Right beside the {run.kind} run."
    return None


RULE = slot_rule(
    id="interference.apart_from_runs",
    weight=25,
    unit="sessions beside a run",
    evidence=("CT-01", "CT-02", "CT-03"),
    title="Three hours lie between a run and lifting for those who have lifted for long.",
    why="Lifting right beside a run costs leg strength in the trained; beginners may.",
    amount=_amount,
    breach=_breach,
    parameters=(Parameter(name="hours", value=3, unit="h", low=1, high=6, evidence=("CT-03",)),),
)
