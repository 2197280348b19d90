"""Where in its phase a week stands: which of how many, until when, and what comes next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from ironstride.domain.clock import monday_of

if TYPE_CHECKING:
    from ironstride.domain.plan import Phase, Plan

WEEK: Final = dt.timedelta(weeks=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhasePlace:
    """One week within the weeks in a row that have its phase.

    Args:
        number: 1 for the phase's first week; weeks that are over count.
        ends: the phase's last day, a Sunday.
        following: the phase after it; None where the plan ends with this one.
    """

    phase: Phase
    light: bool
    number: int
    weeks: int
    ends: dt.date
    following: Phase | None

    @property
    def starts_next(self) -> dt.date:
        """The first day after the phase."""
        return self.ends + dt.timedelta(days=1)


def place_of(plan: Plan, date: dt.date) -> PhasePlace | None:
    """Return where the week of a date stands in its phase; None outside the plan."""
    phases = {each.start: each.phase for each in (*plan.past, *plan.weeks)}
    monday = monday_of(date)
    week = next((each for each in plan.weeks if each.start == monday), None)
    if week is None:
        return None

    def in_a_row(step: dt.timedelta) -> int:
        days = (monday + step * n for n in range(1, len(phases) + 1))
        return len(list(takewhile(lambda day: phases.get(day) is week.phase, days)))

    before, after = in_a_row(-WEEK), in_a_row(WEEK)
    last = monday + WEEK * after
    return PhasePlace(
        phase=week.phase,
        light=week.light,
        number=before + 1,
        weeks=before + 1 + after,
        ends=last + dt.timedelta(days=6),
        following=phases.get(last + WEEK),
    )
