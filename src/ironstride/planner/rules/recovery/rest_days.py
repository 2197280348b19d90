"""No strength work on the runner's rest days."""

from __future__ import annotations

from collections.abc import Callable

from ironstride.domain.clock import day_of
from ironstride.planner.rule import Values
from ironstride.planner.slot_rule import slot_rule
from ironstride.planner.slots import Slot
from ironstride.planner.week import Placed, WeekModel, WeekView


def _count(model: WeekModel, _: Values) -> Callable[[Slot], int]:
    rest = model.facts.athlete.availability.rest_days
    return lambda slot: int(day_of(slot.date) in rest)


def _breach(view: WeekView, session: Placed, _: Values) -> tuple[int, str] | None:
    rest = {day.weekday for day in view.facts.athlete.availability.rest_days}
    if session.date.weekday() not in rest:
        return None
    return 1, f"{session.date:%A} is a rest day."


RULE = slot_rule(
    id="recovery.rest_days",
    weight=0,
    unit="sessions",
    evidence=("house",),
    title="No strength work on a rest day.",
    why="You keep this day free.",
    count=_count,
    breach=_breach,
)
