"""Without windows of one's own, the hours of a working day count as taken."""

from __future__ import annotations

from collections.abc import Callable

from ironstride.planner.facts import Facts
from ironstride.planner.rule import Parameter, Values
from ironstride.planner.slot_rule import slot_rule
from ironstride.planner.slots import Slot
from ironstride.planner.week import Placed, WeekModel, WeekView
from ironstride.units import MIN_PER_HOUR

SATURDAY = 5


def _applies(facts: Facts) -> bool:
    return not facts.athlete.availability.windows


def _count(model: WeekModel, values: Values) -> Callable[[Slot], int]:
    if not _applies(model.facts):
        return lambda _: 0
    first, last = values["from"] * MIN_PER_HOUR, values["to"] * MIN_PER_HOUR
    return lambda slot: int(
        slot.date.weekday() < SATURDAY and first < slot.end_minute and slot.start_minute < last
    )


def _breach(view: WeekView, session: Placed, values: Values) -> tuple[int, str] | None:
    if view.facts.athlete.availability.windows or session.date.weekday() >= SATURDAY:
        return None
    overlaps = (
        session.end_minute / MIN_PER_HOUR > values["from"]
        and session.start_minute / MIN_PER_HOUR < values["to"]
    )
    return (1, "In the hours of a working day.") if overlaps else None


def _hour(name: str, value: float) -> Parameter:
    return Parameter(name=name, value=value, unit="o'clock", low=6, high=20, evidence=("house",))


RULE = slot_rule(
    id="preference.working_hours",
    weight=40,
    unit="sessions in working hours",
    evidence=("house",),
    title="Without windows of your own, working hours are left free.",
    why="You gave no windows, so we guess that a working day is taken.",
    count=_count,
    breach=_breach,
    parameters=(_hour("from", 9), _hour("to", 17)),
)
