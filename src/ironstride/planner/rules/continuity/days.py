"""Sessions stay on the days of the plan before, else of the week before."""

from __future__ import annotations

from ironstride.domain.clock import monday_of
from ironstride.planner.facts import Facts
from ironstride.planner.rule import Values
from ironstride.planner.season import SeasonWeek
from ironstride.planner.slot_rule import slot_rule
from ironstride.planner.slots import Slot
from ironstride.planner.week import Placed, WeekModel, WeekView
from ironstride.units import DAYS_PER_WEEK


def _usual(facts: Facts, week: SeasonWeek, before: tuple[Placed, ...]) -> frozenset[int]:
    """Return the weekdays that are usual: of this week in the plan before, else of last week."""
    if facts.previous is not None:
        for planned in facts.previous.weeks:
            if planned.start == week.start and planned.sessions:
                return frozenset(s.date.weekday() for s in planned.sessions)
    if not before:
        return frozenset()
    last = monday_of(before[-1].date)
    if (week.start - last).days > DAYS_PER_WEEK:
        return frozenset()
    return frozenset(p.date.weekday() for p in before if monday_of(p.date) == last)


def _amount(model: WeekModel, slot: Slot, _: Values) -> int:
    usual = _usual(model.facts, model.week, model.before)
    return int(bool(usual) and slot.date.weekday() not in usual)


def _breach(view: WeekView, session: Placed, _: Values) -> tuple[int, str] | None:
    days: set[int] = set()
    previous = view.facts.previous
    if previous is not None:
        days = {
            s.date.weekday()
            for w in previous.weeks
            if w.start == view.week.start
            for s in w.sessions
        }
    if not days and view.before:
        monday = monday_of(view.before[-1].date)
        if (view.week.start - monday).days <= DAYS_PER_WEEK:
            days = {p.date.weekday() for p in view.before if p.date >= monday}
    if not days or session.date.weekday() in days:
        return None
    return 1, f"{session.date:%A} is a new day for strength."


RULE = slot_rule(
    id="continuity.days",
    weight=10,
    unit="sessions on new days",
    evidence=("MA-05", "MA-06"),
    title="Sessions keep their days from week to week.",
    why="The same days every week become a habit.",
    amount=_amount,
    breach=_breach,
)
