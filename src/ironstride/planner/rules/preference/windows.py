"""Preferred windows are used first."""

from __future__ import annotations

from collections.abc import Callable

from ironstride.planner.rule import Values
from ironstride.planner.slot_rule import slot_rule
from ironstride.planner.slots import Slot
from ironstride.planner.week import Placed, WeekModel, WeekView


def _count(model: WeekModel, _: Values) -> Callable[[Slot], int]:
    prefers = any(w.preferred for w in model.facts.athlete.availability.windows)
    return lambda slot: int(prefers and not slot.preferred)


def _breach(view: WeekView, session: Placed, _: Values) -> tuple[int, str] | None:
    preferred = [w for w in view.facts.athlete.availability.windows if w.preferred]
    if not preferred:
        return None
    away = any(a.first <= session.date <= a.last for a in view.facts.athlete.availability.away)
    if not away and any(
        w.day.weekday == session.date.weekday()
        and w.start_minute <= session.start_minute
        and session.end_minute <= w.end_minute
        and w.place in {None, session.place}
        for w in preferred
    ):
        return None
    return 1, "Not in a window that you prefer."


RULE = slot_rule(
    id="preference.windows",
    weight=20,
    unit="sessions elsewhere",
    evidence=("MA-06", "MA-14"),
    title="Preferred windows come first.",
    why="You said that this time suits you best.",
    count=_count,
    breach=_breach,
)
