"""What was done before a week: in the log, and in the weeks of the plan that come before it."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

from ironstride.domain.clock import monday_of
from ironstride.domain.exercise import Need
from ironstride.domain.plan import Phase, PlannedSession, PlannedWeek
from ironstride.planner.facts import LOGGED_MINUTE, Facts
from ironstride.planner.lift_log import (
    HEAVY_REPS,
    HEAVY_RIR,
    HEAVY_SETS,
    NOVEL_AFTER_DAYS,
    Done,
    contacts_of,
    is_novel_kind,
)
from ironstride.planner.season import past_weeks
from ironstride.units import DAYS_PER_WEEK

__all__ = [
    "HEAVY_REPS",
    "HEAVY_RIR",
    "HEAVY_SETS",
    "NOVEL_AFTER_DAYS",
    "Done",
    "History",
    "contacts_of",
    "history_of",
    "is_novel_kind",
    "session_done",
]

WEEK: Final = dt.timedelta(days=DAYS_PER_WEEK)
CONTACTS_WINDOW_DAYS: Final = 30
"""TL-09: plyometric contacts grow from the best session of the last thirty days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What rules may know of the time before a week.

    Attributes:
        last_done: exercise to the last date it was done or planned.
        sessions: exercise to the number of sessions with it.
        earned: exercise to the sessions that count for its technique: planned ones, in which it
            will be asked, and logged ones with a tick (RD-03).
        confirmed: exercises whose technique was confirmed in two sessions.
        last_week: exercises of the week before, empty if it had no session.
        last_week_days: exercise to its weekdays, 0 for Monday, in the two weeks before: what does
            not fit into one week takes turns.
        weeks_running: exercise to the weeks in a row, up to last week, that had it.
        sets_last_week: need to its working sets in the week before.
        best_contacts: most contacts in one session of the last thirty days.
        phase_before: phase of the week before, None at the start.
        leg_sessions: sessions with leg work in the three weeks before (CT-10).
        last_heavy: date and local start minute of the last session of heavy legs, None unknown.
        build_up: phase of the week before to the steps of its build-up that lie behind: its weeks
            in a row, one after a light week or one without work, none after three without legs.
        sets_before: exercise to its working sets in the week before.
        legs_since: day on which the present stretch of leg work began, without a gap of more than
            three weeks in it; None where there is none, or it is unknown.
    """

    last_done: Mapping[str, dt.date]
    sessions: Mapping[str, int]
    earned: Mapping[str, int]
    confirmed: frozenset[str]
    last_week: frozenset[str]
    last_week_days: Mapping[str, frozenset[int]]
    weeks_running: Mapping[str, int]
    sets_last_week: Mapping[Need, int]
    best_contacts: int
    phase_before: Phase | None
    leg_sessions: int
    last_heavy: tuple[dt.date, int] | None
    legs_since: dt.date | None = None
    build_up: Mapping[Phase, int] = field(default_factory=dict)
    sets_before: Mapping[str, int] = field(default_factory=dict)

    def knows(self, exercise: str, sessions: int) -> bool:
        """Whether the technique of an exercise was confirmed, or will be in planned sessions."""
        return exercise in self.confirmed or self.earned.get(exercise, 0) >= sessions

    def is_novel(self, exercise: str, date: dt.date) -> bool:
        """Whether an exercise was not done in the three weeks before a date."""
        last = self.last_done.get(exercise)
        return last is None or (date - last).days > NOVEL_AFTER_DAYS


def session_done(facts: Facts, session: PlannedSession) -> Iterator[Done]:
    """Yield what a planned session holds beyond its warm-up."""
    for block in session.blocks:
        for each in block.exercises:
            exercise = facts.catalogue.by_id.get(each.exercise)
            working = [s for s in each.sets if s.kind == "working"]
            if exercise is None or not working or exercise.need is Need.MOBILITY:
                continue
            yield Done(
                exercise=each.exercise,
                date=session.date,
                sets=len(working),
                contacts=sum(contacts_of(exercise, s.reps, s.contacts, each.side) for s in working),
                planned=True,
            )


def history_of(facts: Facts, earlier: tuple[PlannedWeek, ...], monday: dt.date) -> History:
    """Return the history before a week: the log, then the plan's earlier weeks in order."""
    log, by_id = facts.log, facts.catalogue.by_id
    planned = [
        each
        for week in earlier
        for session in week.sessions
        for each in session_done(facts, session)
    ]
    dates = {exercise: set(found) for exercise, found in log.dates.items()}
    earned = {exercise: set(found) for exercise, found in log.earned.items()}
    mondays = {exercise: set(found) for exercise, found in log.mondays.items()}
    for each in planned:
        dates.setdefault(each.exercise, set()).add(each.date)
        earned.setdefault(each.exercise, set()).add(each.date)
        mondays.setdefault(each.exercise, set()).add(monday_of(each.date))
    since = monday - dt.timedelta(days=CONTACTS_WINDOW_DAYS)
    first = bisect_left(log.done, since, key=lambda d: d.date)
    near = [*log.done[first:], *(each for each in planned if each.date >= since)]
    near.sort(key=lambda d: (d.date, d.exercise))
    last_monday = monday - WEEK
    recent = [d for d in near if last_monday <= d.date < monday]
    fortnight = [d for d in near if last_monday - WEEK <= d.date < monday]
    sets_last_week: dict[Need, int] = {}
    sets_before: dict[str, int] = {}
    for each in recent:
        sets_before[each.exercise] = sets_before.get(each.exercise, 0) + each.sets
        need = by_id[each.exercise].need
        sets_last_week[need] = sets_last_week.get(need, 0) + each.sets
    contacts: dict[dt.date, int] = {}
    for each in near:
        contacts[each.date] = contacts.get(each.date, 0) + each.contacts
    three_weeks = {
        d.date
        for d in near
        if (monday - d.date).days <= NOVEL_AFTER_DAYS and by_id[d.exercise].is_lower
    }
    leg_days = log.leg_days.union(d.date for d in planned if by_id[d.exercise].is_lower)
    confirmed = {exercise for exercise, found in log.ticks.items() if len(found) > 1}
    return History(
        last_done={e: max(found) for e, found in dates.items()},
        sessions={e: len(found) for e, found in dates.items()},
        earned={e: len(found) for e, found in earned.items()},
        confirmed=frozenset(confirmed | set(facts.athlete.technique)),
        last_week=frozenset(d.exercise for d in recent),
        last_week_days={
            e: frozenset(d.date.weekday() for d in fortnight if d.exercise == e)
            for e in {d.exercise for d in fortnight}
        },
        weeks_running={e: _in_a_row(found, monday) for e, found in mondays.items()},
        sets_last_week=sets_last_week,
        best_contacts=max(contacts.values(), default=0),
        phase_before=earlier[-1].phase if earlier else _phase_before(facts),
        leg_sessions=len(three_weeks),
        last_heavy=_last_heavy(facts, earlier),
        legs_since=_stretch(leg_days, monday),
        build_up=_build_up(
            (*past_weeks(facts), *earlier), rested=not recent, left_off=not three_weeks
        ),
        sets_before=sets_before,
    )


def _build_up(
    weeks: tuple[PlannedWeek, ...], *, rested: bool, left_off: bool
) -> Mapping[Phase, int]:
    """Return the last week's phase with the steps of its build-up, none where all is to begin."""
    if not weeks or left_off:
        return {}
    phase, steps = weeks[0].phase, 0
    for week in weeks:
        if week.phase is not phase:
            phase, steps = week.phase, 0
        steps = 1 if week.light else steps + 1
    return {phase: min(steps, 1) if rested else steps}


def _stretch(dates: AbstractSet[dt.date], monday: dt.date) -> dt.date | None:
    """Return the first of the dates up to a Monday that no gap of three weeks cuts off from it."""
    since: dt.date | None = None
    for date in sorted((d for d in dates if d < monday), reverse=True):
        if ((since or monday) - date).days > NOVEL_AFTER_DAYS:
            break
        since = date
    return since


def _last_heavy(facts: Facts, earlier: tuple[PlannedWeek, ...]) -> tuple[dt.date, int] | None:
    """Return when legs were last heavy: planned, else logged (then taken to be in the evening)."""
    planned = [(s.date, s.start_minute) for week in earlier for s in week.sessions if s.heavy_lower]
    begun = dict(facts.trained)
    logged = [(date, begun.get(date, LOGGED_MINUTE)) for date in facts.log.heavy_days]
    return max(planned + logged, default=None)


def _phase_before(facts: Facts) -> Phase | None:
    before = past_weeks(facts)
    return before[-1].phase if before else None


def _in_a_row(mondays: AbstractSet[dt.date], monday: dt.date) -> int:
    """Return how many weeks in a row before a Monday are among the weeks of some Mondays."""
    count = 0
    week = monday - WEEK
    while week in mondays:
        count += 1
        week -= WEEK
    return count
