"""Sessions stay on the days of the plan before, else of the week before, else of the log."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable

from ironstride.domain.clock import monday_of
from ironstride.planner.facts import Facts
from ironstride.planner.rule import Parameter, Values
from ironstride.planner.season import SeasonWeek
from ironstride.planner.slot_rule import slot_rule
from ironstride.planner.slots import Slot
from ironstride.planner.week import Placed, WeekModel, WeekView
from ironstride.units import DAYS_PER_WEEK


def _usual(
    facts: Facts, week: SeasonWeek, before: tuple[Placed, ...], values: Values
) -> frozenset[int]:
    """Return the weekdays that are usual: of this week's plan before, of last week, of the log."""
    if facts.previous is not None:
        for planned in facts.previous.weeks:
            if planned.start == week.start and planned.sessions:
                return frozenset(s.date.weekday() for s in planned.sessions)
    if not before:
        first = week.start - dt.timedelta(weeks=values["weeks"])
        logged = Counter(d.weekday() for d in facts.trained_on if first <= d < week.start)
        return frozenset(day for day, times in logged.items() if times >= values["times"])
    last = monday_of(before[-1].date)
    if (week.start - last).days > DAYS_PER_WEEK:
        return frozenset()
    return frozenset(p.date.weekday() for p in before if monday_of(p.date) == last)


def _count(model: WeekModel, values: Values) -> Callable[[Slot], int]:
    usual = _usual(model.facts, model.week, model.before, values)
    return lambda slot: int(bool(usual) and slot.date.weekday() not in usual)


def _breach(view: WeekView, session: Placed, values: Values) -> tuple[int, str] | None:
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
    elif not days:
        days = _logged(view, values)
    if not days or session.date.weekday() in days:
        return None
    return 1, f"{session.date:%A} is a new day for strength."


def _logged(view: WeekView, values: Values) -> set[int]:
    """Return the weekdays on which the log of the last weeks has sessions again and again."""
    found: dict[int, int] = {}
    for date, _ in view.facts.trained:
        if 0 < (view.week.start - date).days <= DAYS_PER_WEEK * values["weeks"]:
            found[date.weekday()] = found.get(date.weekday(), 0) + 1
    return {day for day in found if found[day] >= values["times"]}


RULE = slot_rule(
    id="continuity.days",
    weight=10,
    unit="sessions on new days",
    evidence=("MA-05", "MA-06"),
    title="Sessions keep their days from week to week, and those that the log shows.",
    why="The same days every week become a habit.",
    count=_count,
    breach=_breach,
    parameters=(
        Parameter(name="weeks", value=4, unit="weeks", low=2, high=8, evidence=("house",)),
        Parameter(name="times", value=2, unit="times", low=2, high=4, evidence=("house",)),
    ),
)
