"""What is over stays in the plan: sessions done or missed before the day it is made from."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ironstride.services.current_plan import current_plan
from ironstride.services.watch_lifts import PREFIX

if TYPE_CHECKING:
    from ironstride.domain.plan import Plan, PlannedWeek
    from ironstride.storage import UnitOfWork

PAST: Final = dt.timedelta(weeks=26)
"""Weeks further back are dropped: half a year shows how a season went (house)."""
DAY: Final = dt.timedelta(days=1)


def first_day(unit: UnitOfWork, today: dt.date) -> dt.date:
    """Return the day from which to plan: tomorrow once all of today's sessions are done or left.

    What was done is not planned anew, and counts as history at once. A session that a watch
    recorded is the day's, planned or not: the legs don't know the difference (house).
    """
    if any(each.session_id.startswith(PREFIX) for each in unit.sessions.between(today, today)):
        return today + DAY
    current = current_plan(unit)
    sessions = () if current is None else current.sessions_on(today)
    if sessions and all(unit.sessions.get(session.id) is not None for session in sessions):
        return today + DAY
    return today


def carried(previous: Plan | None, plan: Plan) -> Plan:
    """Return a plan with the weeks and sessions of the one before it that lie before its day."""
    if previous is None:
        return plan
    fresh = {week.start: week for week in plan.weeks}
    weeks: list[PlannedWeek] = []
    for week in previous.weeks:
        over = tuple(session for session in week.sessions if session.date < plan.today)
        if week.start in fresh:
            now = fresh[week.start]
            fresh[week.start] = replace(now, sessions=(*over, *now.sessions))
        elif plan.today - PAST <= week.start < plan.today:
            weeks.append(replace(week, sessions=over))
    ordered = sorted((*weeks, *fresh.values()), key=lambda week: week.start)
    return replace(plan, weeks=tuple(ordered))
