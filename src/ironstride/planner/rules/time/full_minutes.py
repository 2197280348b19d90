"""A window that cuts the session short costs what is lost."""

from __future__ import annotations

from collections.abc import Callable

from ironstride.planner.rule import Values
from ironstride.planner.slot_rule import slot_rule
from ironstride.planner.slots import Slot
from ironstride.planner.week import Placed, WeekModel, WeekView


def _count(model: WeekModel, _: Values) -> Callable[[Slot], int]:
    wanted = model.facts.athlete.availability.minutes
    return lambda slot: max(0, wanted - slot.minutes)


def _breach(view: WeekView, session: Placed, _: Values) -> tuple[int, str] | None:
    lost = view.facts.athlete.availability.minutes - session.minutes
    return (lost, f"{session.minutes} minutes only.") if lost > 0 else None


RULE = slot_rule(
    id="time.full_minutes",
    weight=2,
    unit="minutes lost",
    evidence=("LP-40", "LP-47"),
    title="Sessions get the minutes you want to give.",
    why="A longer window holds the whole session.",
    count=_count,
    breach=_breach,
)
