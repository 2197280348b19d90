"""The plan that holds, parsed once for every version and kept for the pages."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Final

from ironstride.domain.clock import monday_of
from ironstride.importers.plan_json import read_plan
from ironstride.storage import StorageError

if TYPE_CHECKING:
    from ironstride.domain.plan import Plan, PlannedSession, PlannedWeek
    from ironstride.storage import Glance, UnitOfWork

KEPT: Final = 6
"""Parsed plans in memory: own and demo, each with its last few versions (some MB a plan)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentPlan:
    """A stored plan, parsed."""

    id: int
    created_at: dt.datetime
    why: str
    plan: Plan

    def week_of(self, date: dt.date) -> PlannedWeek | None:
        """Return the week that holds a date; None outside the season."""
        monday = monday_of(date)
        return next((week for week in self.plan.weeks if week.start == monday), None)

    def session(self, id: str) -> PlannedSession | None:
        """Return a session by its id; None where the plan holds no such session."""
        return next((s for week in self.plan.weeks for s in week.sessions if s.id == id), None)

    def sessions_on(self, date: dt.date) -> tuple[PlannedSession, ...]:
        """Return the sessions of a day, by start."""
        week = self.week_of(date)
        found = () if week is None else tuple(s for s in week.sessions if s.date == date)
        return tuple(sorted(found, key=lambda s: s.start_minute))

    def next_after(self, date: dt.date) -> PlannedSession | None:
        """Return the first session after a day; None where none is planned."""
        later = (s for week in self.plan.weeks for s in week.sessions if s.date > date)
        return min(later, key=lambda s: (s.date, s.start_minute), default=None)


_LOCK = Lock()
_PARSED: OrderedDict[tuple[str, str, int, dt.datetime], CurrentPlan] = OrderedDict()


def current_plan(unit: UnitOfWork | Glance) -> CurrentPlan | None:
    """Return the plan that holds; None before the first.

    Raises:
        StorageError: the stored document was changed outside and is no plan any more.
    """
    newest = unit.plans.history(limit=1)
    if not newest:
        return None
    key = (unit.backend.location, unit.athlete, newest[0].id, newest[0].created_at)
    with _LOCK:
        known = _PARSED.get(key)
        if known is not None:
            _PARSED.move_to_end(key)
            return known
    stored = unit.plans.get(newest[0].id)
    if stored is None or stored.document is None:
        return None
    parsed = read_plan(stored.document, location=f"plan {stored.id}")
    if parsed.value is None:
        raise StorageError(parsed.errors[0])
    made = CurrentPlan(
        id=stored.id, created_at=stored.created_at, why=stored.why, plan=parsed.value
    )
    with _LOCK:
        _PARSED[key] = made
        while len(_PARSED) > KEPT:
            _PARSED.popitem(last=False)
    return made
