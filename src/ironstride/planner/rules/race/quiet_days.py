"""No strength work right before and right after a race, by its priority."""

from __future__ import annotations

from ironstride.planner.rule import Parameter, Values
from ironstride.planner.slot_rule import slot_rule
from ironstride.planner.slots import Slot
from ironstride.planner.week import Placed, WeekModel, WeekView


def _amount(model: WeekModel, slot: Slot, values: Values) -> int:
    for race in model.facts.athlete.races:
        days = (race.date - slot.date).days
        before = values[f"before_{race.priority.value.lower()}"]
        after = values[f"after_{race.priority.value.lower()}"]
        if -after <= days <= before:
            return 1
    return 0


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
    amount=_amount,
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
