"""The runs that the plan assumes: the usual week, dated plans over it, races over both."""

from __future__ import annotations

import datetime as dt
from typing import Final

from ironstride.domain.athlete import Athlete, Forbidden, Limit, PlannedRun, Race, UsualRun
from ironstride.domain.clock import day_of
from ironstride.domain.run import RunKind, ScheduledRun

RACE_START_MINUTE: Final = 9 * 60
"""House: a race without a time starts at nine."""
FALLBACK_RACE_SPEED_MPS: Final = 2.8
"""House: how long a race lasts when no goal time is known (about six minutes a kilometre)."""


def forbids_running(limit: Limit) -> bool:
    """Whether a limit takes the runs out of the plan: no running, or no training at all."""
    whole = limit.forbid is Forbidden.ALL and limit.region is None and limit.exercise is None
    return limit.forbid is Forbidden.RUNNING or whole


def running_forbidden(limits: tuple[Limit, ...], date: dt.date) -> Limit | None:
    """Return the professional's limit that forbids running on a date, if there is one."""
    return next((m for m in limits if forbids_running(m) and m.holds_on(date)), None)


def scheduled_runs(
    athlete: Athlete, usual: tuple[UsualRun, ...], first: dt.date, last: dt.date
) -> tuple[ScheduledRun, ...]:
    """Return the runs from ``first`` to ``last``, both inclusive, in order of time.

    A dated run replaces the usual runs of its date, a race replaces both, and where a
    professional forbids running there is none.
    """
    planned: dict[dt.date, list[PlannedRun]] = {}
    for run in athlete.planned_runs:
        planned.setdefault(run.date, []).append(run)
    races = {race.date: race for race in sorted(athlete.races, key=lambda r: r.priority)[::-1]}
    found: list[ScheduledRun] = []
    for offset in range((last - first).days + 1):
        date = first + dt.timedelta(days=offset)
        if running_forbidden(athlete.limits, date) is not None:
            continue
        if date in races:
            found.append(_race(races[date]))
        elif date in planned:
            found.extend(_planned(run) for run in planned[date] if run.kind is not None)
        else:
            found.extend(_usual(run, date) for run in usual if run.day is day_of(date))
    return tuple(sorted(found, key=lambda r: (r.date, r.start_minute, r.kind)))


def without_running(athlete: Athlete, first: dt.date, last: dt.date) -> tuple[str, ...]:
    """Return a sentence for every limit that takes the assumed runs out of the plan."""
    days = [first + dt.timedelta(days=d) for d in range((last - first).days + 1)]
    found = []
    for limit in athlete.limits:
        if not forbids_running(limit) or not any(limit.holds_on(day) for day in days):
            continue
        until = "until further notice" if limit.until is None else f"until {limit.until}"
        if limit.forbid is Forbidden.ALL:
            found.append(
                f"No runs and no strength work {until}: {limit.set_by} forbids all training."
            )
        else:
            found.append(f"No runs are assumed {until}: {limit.set_by} says no running.")
    return tuple(found)


def runs_on_rest_days(athlete: Athlete, runs: tuple[ScheduledRun, ...]) -> tuple[str, ...]:
    """Return a sentence where runs lie on rest days: they are kept, and it is said."""
    rest = athlete.availability.rest_days
    names = {f.date.weekday(): f"{f.date:%A}" for f in runs if day_of(f.date) in rest}
    if not names:
        return ()
    days = " and ".join(names[day] for day in sorted(names))
    return (f"You keep {days} free and run then: the runs stay, strength work lies elsewhere.",)


def _race(race: Race) -> ScheduledRun:
    seconds = race.goal_seconds or race.distance_m / FALLBACK_RACE_SPEED_MPS
    return ScheduledRun(
        date=race.date,
        start_minute=RACE_START_MINUTE,
        kind=RunKind.RACE,
        minutes=round(seconds / 60, 1),
        source="race",
        distance_m=race.distance_m,
        priority=race.priority.value,
    )


def _planned(run: PlannedRun) -> ScheduledRun:
    if run.kind is None:
        raise ValueError("a day of rest is no run")
    return ScheduledRun(
        date=run.date,
        start_minute=run.start_minute,
        kind=run.kind,
        minutes=run.minutes,
        source="planned",
        distance_m=run.distance_m,
    )


def _usual(run: UsualRun, date: dt.date) -> ScheduledRun:
    return ScheduledRun(
        date=date,
        start_minute=run.start_minute,
        kind=run.kind,
        minutes=run.minutes,
        source="usual-week",
        distance_m=run.distance_m,
    )
