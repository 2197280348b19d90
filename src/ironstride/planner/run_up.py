"""What a runner is told when a race comes before strength work can show in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

from ironstride.domain.athlete import Athlete, RacePriority
from ironstride.domain.clock import date_said, monday_of
from ironstride.units import DAYS_PER_WEEK

WEEKS_TO_SHOW: Final = 10
"""RE-05: strength work is not judged by its effect on running before so many weeks."""
EASING_WEEKS: Final = 1
"""CT-29: the week before the week of an A race tapers."""


def short_run_up(athlete: Athlete, lifted_on: Iterable[dt.date], today: dt.date) -> tuple[str, ...]:
    """Return a sentence where the next A race leaves fewer than ten weeks of strength work.

    Weeks of lifting in the log that lie right behind count, too.

    Source: RE-05; what is built before the race is house: it helps later races.
    """
    ahead = [r for r in athlete.races if r.priority is RacePriority.A and r.date >= today]
    race = min(ahead, key=lambda r: r.date, default=None)
    if race is None:
        return ()
    first = monday_of(today)
    weeks = (monday_of(race.date) - first).days // DAYS_PER_WEEK - EASING_WEEKS
    building = max(0, weeks) + _behind(lifted_on, first)
    if building >= WEEKS_TO_SHOW:
        return ()
    many = "s" if building != 1 else ""
    sentence = (
        f"Until the taper for your race on {date_said(race.date)} there is time for {building} "
        f"week{many} of strength work in all. It shows in running after about {WEEKS_TO_SHOW}: "
        "judge it by a later race."
    )
    return (sentence,)


def _behind(dates: Iterable[dt.date], first: dt.date) -> int:
    """Return the weeks in a row, up to last week, in which something was lifted."""
    mondays = {monday_of(date) for date in dates}
    count = 0
    while first - dt.timedelta(weeks=count + 1) in mondays:
        count += 1
    return count
