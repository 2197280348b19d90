"""How many sessions a week wants: by phase, by what was done already, by what days are left."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, replace
from typing import Final

from ironstride.domain.athlete import Limit, RacePriority
from ironstride.domain.clock import day_of, monday_of
from ironstride.domain.plan import Phase
from ironstride.domain.run import RunKind
from ironstride.planner.facts import Facts
from ironstride.planner.limit_words import limit_said
from ironstride.planner.season import SeasonWeek
from ironstride.planner.slots import windows_on
from ironstride.units import DAYS_PER_WEEK

MAINTENANCE_SESSIONS: Final = 1
"""CT-20: one session a week at full load keeps strength."""
MAINTENANCE_SESSIONS_MASTER: Final = 2
"""CT-21: two from sixty on."""
EASING_SESSIONS: Final = 1
"""House: one session in a week of race or recovery."""
TAPER_SESSIONS: Final = 2
"""CT-29: a taper cuts the work, not how often it is done; more than two are not needed (house)."""
PRIMER_DAYS_BEFORE_A: Final = 4
"""Scheduling default 8 (§4): the last light primer three to four days before."""
AFTER_RACE_DAYS: Final = 3
"""House: no strength work on the race day and the two days after it."""

LIMIT: Final = "limits.sessions_per_week"
"""The rule by which a week wants no more than a professional allows."""
DAY: Final = dt.timedelta(days=1)
APART: Final = dt.timedelta(days=2)
"""CT-09: sessions lie two days apart."""
FULL_DAYS: Final = frozenset({RunKind.LONG, RunKind.RACE})
"""Runs that are their day's work (DU-04)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Sessions a week wants and a sentence why it is fewer than the runner asked for."""

    sessions: int
    evidence: tuple[str, ...]
    sentence: str | None = None


def wanted_sessions(facts: Facts, week: SeasonWeek) -> Wanted:
    """Return the sessions a week wants under its phase, before looking at free hours."""
    asked = facts.athlete.availability.sessions_per_week
    by_phase = _by_phase(facts, week, asked)
    limit = _limit(facts, week.start) if facts.counts(LIMIT) else None
    most = None if limit is None else limit.max_sessions_per_week
    if limit is not None and most is not None and most < by_phase.sessions:
        by_phase = Wanted(sessions=most, evidence=("house",), sentence=limit_said(limit))
    done = sum(week.start <= date < _end(week.start) for date in facts.trained_on)
    left = _left(facts, week, by_phase.sessions)
    sessions = max(_pinned(facts, week), min(by_phase.sessions - done, left), 0)
    if sessions < by_phase.sessions:
        return Wanted(
            sessions=sessions,
            evidence=("MA-09",),
            sentence="Part of the week is over; what was missed is not doubled up.",
        )
    return replace(by_phase, sessions=sessions)


def _left(facts: Facts, week: SeasonWeek, asked: int) -> int:
    """Return the sessions that the days left of a week take; all that are asked for in a whole one.

    A week begun in its middle gets its share to the nearest whole session, at least one, where
    days are left that suit: two days apart, neither the long run's nor its eve (CT-10). What was
    planned and missed may still come on such days; what is planned already stays.
    """
    first = max(week.start, facts.today)
    if first in facts.trained_on:
        first += DAY
    days = max(0, (_end(week.start) - first).days)
    if days == DAYS_PER_WEEK:
        return asked
    share = asked * days / DAYS_PER_WEEK
    planned = _planned(facts, week)
    ahead = sum(date >= first for date in planned)
    most = math.ceil(share)
    fair = max(1, int(share + 0.5), min(len(planned), most))
    return max(min(fair, most, _fitting(facts, first, days)), min(ahead, most))


def _planned(facts: Facts, week: SeasonWeek) -> tuple[dt.date, ...]:
    """Return the days of the sessions that the plan before has in a week, also of those over."""
    if facts.previous is None:
        return ()
    return tuple(s.date for w in facts.previous.weeks if w.start == week.start for s in w.sessions)


def _fitting(facts: Facts, first: dt.date, days: int) -> int:
    """Return how many sessions fit two days apart on the days that suit one."""
    found = 0
    free = first
    for offset in range(days):
        date = first + dt.timedelta(days=offset)
        if date >= free and _suits(facts, date):
            found += 1
            free = date + APART
    return found


def _suits(facts: Facts, date: dt.date) -> bool:
    """Whether a session may be asked of a day: there is time, and the long run isn't near."""
    long = {r.date for r in facts.runs_by_week[monday_of(date)] if r.kind in FULL_DAYS}
    return (
        bool(windows_on(facts, date))
        and day_of(date) not in facts.athlete.availability.rest_days
        and date not in facts.trained_on
        and not facts.permissions.on(date).all_blocked
        and not {date, date + DAY} & long
    )


def _pinned(facts: Facts, week: SeasonWeek) -> int:
    """Return how many sessions were put into the week by hand."""
    return len(
        {
            p.date
            for p in facts.athlete.pins
            if p.session == "place"
            and p.date >= facts.today
            and week.start <= p.date < _end(week.start)
        }
    )


def _end(monday: dt.date) -> dt.date:
    return monday + dt.timedelta(days=DAYS_PER_WEEK)


def _limit(facts: Facts, monday: dt.date) -> Limit | None:
    """Return the limit that allows the fewest sessions in the week, None without such a limit."""
    limits = facts.limits_in(monday, _end(monday) - dt.timedelta(days=1))
    counts = [(m.max_sessions_per_week, i) for i, m in enumerate(limits)]
    told = [(most, i) for most, i in counts if most is not None]
    return limits[min(told)[1]] if told else None


def _by_phase(facts: Facts, week: SeasonWeek, asked: int) -> Wanted:
    match week.phase:
        case Phase.OFF:
            return Wanted(sessions=0, evidence=("house",), sentence="A week off.")
        case Phase.MAINTENANCE:
            keep = MAINTENANCE_SESSIONS_MASTER if facts.is_master else MAINTENANCE_SESSIONS
            return Wanted(
                sessions=min(asked, keep),
                evidence=("CT-21",) if facts.is_master else ("CT-20",),
                sentence="Strength is kept with fewer sessions at full load.",
            )
        case Phase.TAPER | Phase.RECOVERY:
            tapers = week.phase is Phase.TAPER
            return Wanted(
                sessions=min(asked, TAPER_SESSIONS if tapers else EASING_SESSIONS),
                evidence=("CT-29",) if tapers else ("house",),
                sentence="Volume comes down around the race.",
            )
        case Phase.RACE:
            races = [r for r in facts.races_in(week.start) if r.priority is not RacePriority.C]
            days = (races[0].date - week.start).days if races else DAYS_PER_WEEK
            needed = (
                PRIMER_DAYS_BEFORE_A
                if any(r.priority is RacePriority.A for r in races)
                else PRIMER_DAYS_BEFORE_A - 1
            )
            return Wanted(
                sessions=min(asked, EASING_SESSIONS) if days >= needed else 0,
                evidence=("CT-23", "CT-29"),
                sentence="Race week: one short session early, or none.",
            )
        case _:
            return Wanted(sessions=asked, evidence=("RE-16",))
