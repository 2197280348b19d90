"""Three hours between running and lifting: for those long at it, for jumps, after long runs."""

from __future__ import annotations

from collections.abc import Callable

from ironstride.domain.plan import Phase
from ironstride.planner.rule import Parameter, Values
from ironstride.planner.slot_rule import slot_rule
from ironstride.planner.slots import APART_HOURS, Slot, run_end
from ironstride.planner.week import Placed, WeekModel, WeekView
from ironstride.units import MIN_PER_HOUR


def _count(model: WeekModel, values: Values) -> Callable[[Slot], int]:
    gap = values["hours"] * MIN_PER_HOUR
    trained = model.facts.is_experienced
    # Explosive work wants fresh legs (CT-03): before the run is as good as hours after it.
    fresh = trained or model.week.phase is Phase.POWER
    near = [
        (run.date, run.start_minute - (gap if trained else 0.0), run_end(run) + gap)
        for run in model.facts.runs_by_week[model.week.start]
        if fresh or run.minutes >= values["long"]
    ]
    return lambda slot: int(
        any(
            date == slot.date and slot.start_minute < last and slot.end_minute > first
            for date, first, last in near
        )
    )


def _breach(view: WeekView, session: Placed, values: Values) -> tuple[int, str] | None:
    trained = view.facts.is_experienced
    for run in view.facts.runs:
        if run.date != session.date:
            continue
        if not trained and view.week.phase != "power" and run.minutes < values["long"]:
            continue
        after = (session.start_minute - run.start_minute - round(run.minutes)) / MIN_PER_HOUR
        before = (run.start_minute - session.end_minute) / MIN_PER_HOUR
        if after >= values["hours"] or before >= (values["hours"] if trained else 0):
            continue
        return 1, f"Right beside the {run.kind} run."
    return None


RULE = slot_rule(
    id="interference.apart_from_runs",
    weight=25,
    unit="sessions beside a run",
    evidence=("CT-01", "CT-02", "CT-03", "CT-11"),
    title="Three hours lie between a run and lifting for those who have lifted for long, between "
    "a run and the jumps of a power week, and after a long run.",
    why="Lifting right beside a run costs strength in the trained, and jumps in everybody.",
    count=_count,
    breach=_breach,
    parameters=(
        Parameter(
            name="hours", value=APART_HOURS, unit="h", low=1, high=6, evidence=("CT-03", "CT-11")
        ),
        Parameter(name="long", value=75, unit="min", low=60, high=120, evidence=("house",)),
    ),
)
