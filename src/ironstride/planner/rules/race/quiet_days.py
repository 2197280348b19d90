"""No strength work right before and right after a race, by its priority."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from ironstride.planner.rule import Parameter, Values
from ironstride.planner.slot_rule import slot_rule
from ironstride.planner.slots import Slot
from ironstride.planner.week import Placed, WeekModel, WeekView


def _count(model: WeekModel, values: Values) -> Callable[[Slot], int]:
    quiet = []
    for race in model.facts.athlete.races:
        kind = race.priority.value.lower()
        before = dt.timedelta(days=values[f"before_{kind}"])
        after = dt.timedelta(days=values[f"after_{kind}"])
        quiet.append((race.date - before, race.date + after))
    return lambda slot: int(any(first <= slot.date <= last for first, last in quiet))


def _breach(view: WeekView, session: Placed, values: Values) -> tuple[int, str] | None:
    for race in view.facts.athlete.races:
        kind = race.priority.lower()
        until, since = (race.date - session.date).days, (session.date - race.date).days
        if 0 <= until <= values["before_" + kind]:
            return 1, f"{until} days before a race of priority {race.priority}."
        if 0 < since <= values["after_" + kind]:
            return 1, f"{since} days after a race of priority {race.priority}."
    return None


def _days(name: str, value: float, evidence: str) -> Parameter:
    return Parameter(name=name, value=value, unit="days", low=0, high=7, evidence=(evidence,))


RULE = slot_rule(
    id="race.quiet_days",
    weight=0,
    unit="sessions",
    evidence=("CT-23", "CT-29"),
    title="The days right before and after a race hold no strength work: 3, 2 or 1 before it.",
    why="Legs stay fresh before the race and get quiet days after it.",
    count=_count,
    breach=_breach,
    parameters=(
        _days("before_a", 3, "CT-29"),
        _days("before_b", 2, "house"),
        _days("before_c", 1, "house"),
        _days("after_a", 3, "house"),
        _days("after_b", 2, "house"),
        _days("after_c", 1, "house"),
    ),
)
