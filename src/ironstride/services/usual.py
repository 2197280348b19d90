"""The usual week: found from the runs, corrected by the runner, kept in the athlete document."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ironstride.domain.problem import Parsed
from ironstride.running.usual_week import UsualWeek, usual_week
from ironstride.services.analyses import runs_between
from ironstride.services.runner import NOBODY, set_athlete, stored_athlete

if TYPE_CHECKING:
    from ironstride.domain.athlete import Athlete, UsualRun
    from ironstride.storage import Database, UnitOfWork

DAYS: Final = 10 * 7
"""Days of runs that the usual week is looked for in; it uses the last eight weeks of them."""


def usual_week_now(unit: UnitOfWork, today: dt.date) -> UsualWeek:
    """Return the usual week that the runs show; empty where they show none."""
    return usual_week(runs_between(unit, today - dt.timedelta(days=DAYS), today), today)


def correct_usual_week(
    database: Database,
    runs: tuple[UsualRun, ...] | None,
    *,
    today: dt.date,
    now: dt.datetime,
) -> Parsed[Athlete]:
    """Return the athlete with the usual week that the runner says.

    Args:
        runs: None goes back to what the runs show; empty says that there are no runs.
    """
    with database.snapshot() as unit:
        athlete = stored_athlete(unit, today)
    if athlete is None:
        return Parsed(value=None, problems=(NOBODY,))
    return set_athlete(
        database,
        replace(athlete, usual_week=runs),
        today=today,
        now=now,
        why="You corrected your usual week.",
    )
