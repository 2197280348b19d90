"""A session lies inside a window, overlaps no run, and its place is there."""

from __future__ import annotations

from collections.abc import Callable

from ironstride.domain.clock import clock_text
from ironstride.planner.rule import Values
from ironstride.planner.slot_rule import slot_rule
from ironstride.planner.slots import Slot, run_end, windows_on
from ironstride.planner.week import Placed, WeekModel, WeekView


def _count(model: WeekModel, _: Values) -> Callable[[Slot], int]:
    open_on = {date: windows_on(model.facts, date) for date in {s.date for s in model.slots}}
    runs = [
        (run.date, run.start_minute, run_end(run))
        for run in model.facts.runs_by_week[model.week.start]
    ]

    def outside(slot: Slot) -> int:
        # slots are cut from the windows and runs: the count is here for those of other origin
        start, end = slot.start_minute, slot.end_minute
        inside = any(
            w.start_minute <= start
            and end <= w.end_minute
            and (w.place is None or w.place == slot.place)
            for w in open_on[slot.date]
        )
        busy = any(date == slot.date and start < last and end > first for date, first, last in runs)
        return int(busy or not inside)

    return outside


def _breach(view: WeekView, session: Placed, _: Values) -> tuple[int, str] | None:
    windows = windows_on(view.facts, session.date)
    when = clock_text(session.start_minute)
    if session.place not in {p.id for p in view.facts.athlete.places}:
        return 1, f"{session.place} is no place of yours."
    if not any(
        w.start_minute <= session.start_minute
        and session.end_minute <= w.end_minute
        and w.place in {None, session.place}
        for w in windows
    ):
        return 1, f"{when} lies outside your windows of {session.date:%A}."
    for run in view.facts.runs:
        start, end = run.start_minute, run.start_minute + round(run.minutes)
        if run.date == session.date and session.start_minute < end and start < session.end_minute:
            return 1, f"{when} overlaps the {run.kind} run."
    return None


RULE = slot_rule(
    id="time.windows",
    weight=0,
    unit="sessions",
    evidence=("house",),
    title="A session lies in one of your windows and overlaps no run.",
    why="That is when you can train.",
    count=_count,
    breach=_breach,
)
