"""What a runner needs to know today: what changed, what to do, what is asked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ironstride.body.readiness import DayLimit, restrictions_of
from ironstride.domain.run import ActivityKind, RunKind
from ironstride.services.analyses import run_of
from ironstride.services.cards import open_cards
from ironstride.services.current_plan import CurrentPlan, current_plan
from ironstride.services.phases import PhasePlace, place_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import TypeAlias

    from ironstride.domain.athlete import CheckIn
    from ironstride.domain.performance import LoggedSession, LoggedSet, PainReport
    from ironstride.domain.plan import PlannedSession, PlannedWeek
    from ironstride.domain.run import Activity, AnalysedRun
    from ironstride.storage import (
        Glance,
        PlanChange,
        RedFlagAnswer,
        StoredActivity,
        UnitOfWork,
    )

    Reader: TypeAlias = UnitOfWork | Glance

PER_MINUTE: Final = 60
ILLNESS_READ: Final = dt.timedelta(days=28)
"""Check-ins so far back may still say that a day is for rest (house; RM-11 counts in days)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRun:
    """A run of a day, planned or done; an activity that is no run keeps its own word."""

    date: dt.date
    start_minute: int
    kind: RunKind | None
    minutes: float
    distance_m: float | None
    is_done: bool
    activity: str | None = None
    sport: str = ""
    load: float | None = None

    @property
    def is_quality(self) -> bool:
        """Whether it is a quality run."""
        return self.kind is not None and self.kind.is_quality

    @property
    def is_long(self) -> bool:
        """Whether it is the long run."""
        return self.kind is RunKind.LONG


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySession:
    """A strength session of a day with what was logged of it."""

    planned: PlannedSession
    sets: tuple[LoggedSet, ...]
    logged: LoggedSession | None

    @property
    def is_done(self) -> bool:
        """Whether it was finished."""
        return self.logged is not None and not self.logged.skipped

    @property
    def is_skipped(self) -> bool:
        """Whether it was left out."""
        return self.logged is not None and self.logged.skipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """One day as its page shows it.

    Args:
        changes: cards that were not read yet and still matter, the weightiest first.
        following: the first session after today.
        place: where the week stands in its phase; None outside the plan.
        mornings: pain of the days before whose next morning was not told.
        questions: red-flag questions asked and not answered.
        rest: why the day is without any training; empty where it isn't.
    """

    date: dt.date
    current: CurrentPlan | None
    week: PlannedWeek | None
    place: PhasePlace | None
    runs: tuple[DayRun, ...]
    sessions: tuple[DaySession, ...]
    following: PlannedSession | None
    changes: tuple[PlanChange, ...]
    checkin: CheckIn | None
    mornings: tuple[PainReport, ...]
    questions: tuple[RedFlagAnswer, ...]
    rest: str = ""


def today_of(unit: Reader, date: dt.date, shown: CurrentPlan | None = None) -> Today:
    """Return what a day's page shows.

    Args:
        shown: the plan to show instead of the stored one: a preview.
    """
    current = shown or current_plan(unit)
    week = None if current is None else current.week_of(date)
    checkins = unit.checkins.between(date, date)
    yesterday = date - dt.timedelta(days=1)
    return Today(
        date=date,
        current=current,
        week=week,
        place=None if current is None else place_of(current.plan, date),
        runs=runs_on(unit, current, date),
        sessions=() if current is None else sessions_on(unit, current, date),
        following=None if current is None else current.next_after(date),
        changes=open_cards(unit, date),
        checkin=checkins[-1] if checkins else None,
        mornings=tuple(
            pain for pain in unit.pains.between(yesterday, yesterday) if pain.next_morning is None
        ),
        questions=unit.red_flags.open(),
        rest=resting_days(unit, date).get(date, ""),
    )


def sessions_on(unit: Reader, current: CurrentPlan, date: dt.date) -> tuple[DaySession, ...]:
    """Return the sessions of a day with what was logged of them."""
    logged = {each.session_id: each for each in unit.sessions.between(date, date)}
    return tuple(
        DaySession(
            planned=session,
            sets=unit.sets.of_session(session.id),
            logged=logged.get(session.id),
        )
        for session in current.sessions_on(date)
    )


def runs_on(unit: Reader, current: CurrentPlan | None, date: dt.date) -> tuple[DayRun, ...]:
    """Return the runs of a day: those recorded, and those planned that are still to come."""
    to_come = planned_runs(current, date, date, resting=resting_days(unit, date))
    return merged_runs(recorded_runs(unit, date, date), to_come)


def resting_days(unit: Reader, today: dt.date) -> dict[dt.date, str]:
    """Return the days from today on without any training, each with why (RM-11)."""
    told = unit.checkins.between(today - ILLNESS_READ, today)
    return {
        one.date: one.sentence for one in restrictions_of(told, today) if one.limit is DayLimit.REST
    }


def planned_runs(
    current: CurrentPlan | None,
    first: dt.date,
    last: dt.date,
    *,
    resting: Collection[dt.date] = (),
) -> tuple[DayRun, ...]:
    """Return the runs that the plan assumes for the days from first to last.

    None past a stop, and none on a day that is for rest: a run that is shown reads as one to do.
    """
    if current is None or current.plan.is_stopped:
        return ()
    return tuple(
        DayRun(
            date=run.date,
            start_minute=run.start_minute,
            kind=run.kind,
            minutes=run.minutes,
            distance_m=run.distance_m,
            is_done=False,
        )
        for run in current.plan.runs
        if first <= run.date <= last and run.date not in resting
    )


def recorded_runs(unit: Reader, first: dt.date, last: dt.date) -> tuple[DayRun, ...]:
    """Return what was recorded from first to last, strength activities left out, by start."""
    said = {
        row.activity: run_of(row.document)
        for row in unit.analyses.between(first, last, kind=ActivityKind.RUN)
    }
    return tuple(
        _done(stored, stored.date, said.get(stored.id))
        for stored in unit.activities.between(first, last)
        if stored.date is not None and stored.activity.kind is not ActivityKind.STRENGTH
    )


def _done(stored: StoredActivity, date: dt.date, said: AnalysedRun | None) -> DayRun:
    activity = stored.activity
    kind = said.kind if said is not None else RunKind.EASY
    return DayRun(
        date=date,
        start_minute=_local_minute(activity) if said is None else said.start_minute,
        kind=kind if activity.kind is ActivityKind.RUN else None,
        minutes=activity.duration_s / PER_MINUTE,
        distance_m=activity.distance_m,
        is_done=True,
        activity=stored.id,
        sport=activity.sport,
        load=None if said is None else said.load,
    )


def _local_minute(activity: Activity) -> int:
    if activity.start is None:
        return 0
    local = activity.start + dt.timedelta(seconds=activity.utc_offset_s or 0)
    return local.hour * PER_MINUTE + local.minute


def merged_runs(recorded: tuple[DayRun, ...], planned: tuple[DayRun, ...]) -> tuple[DayRun, ...]:
    """Return runs done and runs to come by start; a run done takes the place of its day's."""
    to_come = list(planned)
    for run in recorded:
        same_day = [each for each in to_come if each.date == run.date]
        if run.kind is None or not same_day:
            continue
        minute = run.start_minute
        to_come.remove(min(same_day, key=lambda each: abs(each.start_minute - minute)))
    return tuple(sorted((*recorded, *to_come), key=lambda run: (run.date, run.start_minute)))
