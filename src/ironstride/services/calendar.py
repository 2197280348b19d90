"""Weeks as calendars show them: runs and strength together, by day; the season week by week."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ironstride.domain.clock import monday_of
from ironstride.domain.plan import Level
from ironstride.domain.run import ActivityKind
from ironstride.running.load import OTHER_RPE, RUN_RPE
from ironstride.services.current_plan import CurrentPlan, current_plan
from ironstride.services.runner import stored_athlete
from ironstride.services.today import (
    DayRun,
    DaySession,
    merged_runs,
    planned_runs,
    recorded_runs,
    resting_days,
)

if TYPE_CHECKING:
    from ironstride.domain.athlete import Race
    from ironstride.domain.plan import PlannedWeek
    from ironstride.storage import RunWeek, UnitOfWork

DAYS: Final = 7
SECONDS: Final = 60
STRENGTH_RPE: Final = OTHER_RPE[ActivityKind.STRENGTH]
PAST_WEEKS: Final = 8
"""Weeks of run load that the season shows before the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """One day with its runs and strength sessions."""

    date: dt.date
    runs: tuple[DayRun, ...]
    sessions: tuple[DaySession, ...]
    race: Race | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarWeek:
    """One week, Monday first; ``planned`` None outside the plan."""

    monday: dt.date
    days: tuple[CalendarDay, ...]
    planned: PlannedWeek | None
    is_first: bool
    is_last: bool
    current: CurrentPlan | None


def run_load(run: DayRun) -> float:
    """Return a run's load; for one to come, minutes times the kind's usual rating (house)."""
    if run.load is not None:
        return run.load
    rating = OTHER_RPE[ActivityKind.OTHER] if run.kind is None else RUN_RPE[run.kind]
    return run.minutes * rating


def session_load(session: DaySession) -> float:
    """Return a strength session's load on the same scale; RPE 5 where none was told (house)."""
    logged = session.logged
    if logged is not None and logged.minutes is not None:
        return logged.minutes * (logged.session_rpe or STRENGTH_RPE)
    return session.planned.minutes_planned * STRENGTH_RPE


def week_of(
    unit: UnitOfWork, date: dt.date, today: dt.date, shown: CurrentPlan | None = None
) -> CalendarWeek:
    """Return the week that holds a date.

    Args:
        shown: the plan to show instead of the stored one: a preview.
    """
    current = shown or current_plan(unit)
    monday = monday_of(date)
    sunday = monday + dt.timedelta(days=DAYS - 1)
    planned = None if current is None else current.week_of(monday)
    resting = resting_days(unit, today)
    to_come = planned_runs(current, max(monday, today), sunday, resting=resting)
    runs = merged_runs(recorded_runs(unit, monday, sunday), to_come)
    logged = {each.session_id: each for each in unit.sessions.between(monday, sunday)}
    sessions = () if planned is None else planned.sessions
    athlete = stored_athlete(unit, monday)
    races = {} if athlete is None else {race.date: race for race in athlete.races}
    days = tuple(monday + dt.timedelta(days=offset) for offset in range(DAYS))
    mondays = [] if current is None else [week.start for week in current.plan.weeks]
    return CalendarWeek(
        monday=monday,
        planned=planned,
        is_first=not mondays or monday <= mondays[0],
        is_last=not mondays or monday >= mondays[-1],
        current=current,
        days=tuple(
            CalendarDay(
                date=day,
                runs=tuple(run for run in runs if run.date == day),
                race=races.get(day),
                sessions=tuple(
                    DaySession(
                        planned=session,
                        sets=unit.sets.of_session(session.id),
                        logged=logged.get(session.id),
                    )
                    for session in sorted(sessions, key=lambda s: s.start_minute)
                    if session.date == day
                ),
            )
            for day in days
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonWeekLine:
    """One week of the season's line; loads are on the one scale, minutes are of strength work.

    Args:
        strength_minutes: None where the plan has not yet come to the sessions of the week.
    """

    monday: dt.date
    planned: PlannedWeek | None
    load: float
    is_past: bool
    strength_minutes: float | None
    races: tuple[Race, ...]


def season_of(
    unit: UnitOfWork, today: dt.date, shown: CurrentPlan | None = None
) -> tuple[SeasonWeekLine, ...]:
    """Return the weeks from eight before this one to the end of the plan; empty without a plan.

    Args:
        shown: the plan to show instead of the stored one: a preview.
    """
    current = shown or current_plan(unit)
    if current is None:
        return ()
    this = monday_of(today)
    first = this - dt.timedelta(weeks=PAST_WEEKS)
    last = max(current.plan.weeks[-1].start, this)
    sums: dict[dt.date, float] = {}
    for row in unit.summaries.runs(first, this - dt.timedelta(days=1)):
        sums[row.monday] = sums.get(row.monday, 0.0) + _load_of(row)
    minutes = {row.monday: row.minutes for row in unit.summaries.sessions(first, today)}
    for run in current.plan.runs:
        monday = monday_of(run.date)
        sums[monday] = sums.get(monday, 0.0) + run.minutes * RUN_RPE[run.kind]
    for done in recorded_runs(unit, this, today):
        if done.date < current.plan.today:
            sums[this] = sums.get(this, 0.0) + run_load(done)
    weeks = {week.start: week for week in current.plan.weeks}
    athlete = stored_athlete(unit, first)
    races = () if athlete is None else athlete.races
    detailed = {proof.week for proof in current.plan.proofs if proof.level is Level.CONTENT}
    found = []
    monday = first
    while monday <= last:
        planned = weeks.get(monday)
        is_past = monday < this
        found.append(
            SeasonWeekLine(
                monday=monday,
                planned=planned,
                load=sums.get(monday, 0.0),
                is_past=is_past,
                strength_minutes=minutes.get(monday, 0.0)
                if is_past or planned is None
                else sum(s.minutes_planned for s in planned.sessions)
                if monday in detailed
                else None,
                races=tuple(race for race in races if monday_of(race.date) == monday),
            )
        )
        monday += dt.timedelta(weeks=1)
    return _trimmed(found)


def _trimmed(weeks: list[SeasonWeekLine]) -> tuple[SeasonWeekLine, ...]:
    """Return the weeks without the empty ones before the first that holds anything."""
    start = next(
        (i for i, week in enumerate(weeks) if week.load or week.strength_minutes or week.planned), 0
    )
    return tuple(weeks[start:])


def _load_of(row: RunWeek) -> float:
    """Return a week's load of one kind of activity; what was not analysed counts by its time."""
    if row.kind is ActivityKind.STRENGTH or not row.activities:
        return 0.0
    missing_s = row.duration_s * (row.activities - row.analysed) / row.activities
    return row.load + missing_s / SECONDS * OTHER_RPE[row.kind]
