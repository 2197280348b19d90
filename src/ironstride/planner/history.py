"""What was done before a week: in the log, and in the weeks of the plan that come before it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ironstride.domain.exercise import Exercise, Need
from ironstride.domain.performance import SetKind
from ironstride.domain.plan import Phase, PlannedSession, PlannedWeek, Sides
from ironstride.planner.facts import LOGGED_MINUTE, Facts
from ironstride.planner.season import past_weeks
from ironstride.units import DAYS_PER_WEEK

NOVEL_AFTER_DAYS: Final = 21
"""DESIGN §4: an eccentric or plyometric exercise not done in the last three weeks is heavy legs."""
WEEK: Final = dt.timedelta(days=DAYS_PER_WEEK)
HEAVY_SETS: Final = 3
"""DESIGN §4: three heavy working sets for the legs make a session heavy legs."""
HEAVY_REPS: Final = 8
HEAVY_RIR: Final = 2.0
"""DESIGN §4: eight reps or fewer at two or fewer in reserve count as heavy."""
CONTACTS_WINDOW_DAYS: Final = 30
"""TL-09: plyometric contacts grow from the best session of the last thirty days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One exercise in one session of the past or of an earlier week of the plan."""

    exercise: str
    date: dt.date
    sets: int
    contacts: int
    planned: bool


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

    def knows(self, exercise: str, sessions: int) -> bool:
        """Whether the technique of an exercise was confirmed, or will be in planned sessions."""
        return exercise in self.confirmed or self.earned.get(exercise, 0) >= sessions

    def is_novel(self, exercise: str, date: dt.date) -> bool:
        """Whether an exercise was not done in the three weeks before a date."""
        last = self.last_done.get(exercise)
        return last is None or (date - last).days > NOVEL_AFTER_DAYS


def contacts_of(exercise: Exercise, reps: int | None, contacts: int | None, sides: Sides) -> int:
    """Return the foot contacts of one set, both sides counted."""
    count = contacts if contacts is not None else (reps or 0) * exercise.contacts_per_rep
    return count * (2 if sides is Sides.EACH else 1)


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


def _logged(facts: Facts) -> Iterator[Done]:
    per: dict[tuple[str, dt.date], list[int]] = {}
    for done in facts.done:
        exercise = facts.catalogue.by_id.get(done.exercise)
        if done.kind is SetKind.WARM_UP or exercise is None:
            continue
        count = per.setdefault((done.exercise, done.date), [0, 0])
        count[0] += 1
        count[1] += contacts_of(exercise, done.reps, done.contacts, Sides.BOTH)
    for (exercise_id, date), (sets, contacts) in per.items():
        yield Done(exercise=exercise_id, date=date, sets=sets, contacts=contacts, planned=False)


def _earned(facts: Facts, done: list[Done]) -> dict[str, int]:
    """Return by exercise the sessions that count for technique."""
    ticked = {(s.exercise, s.date) for s in facts.lifts if s.technique_ok}
    dates: dict[str, set[dt.date]] = {}
    for each in done:
        if each.planned or (each.exercise, each.date) in ticked:
            dates.setdefault(each.exercise, set()).add(each.date)
    return {exercise: len(found) for exercise, found in dates.items()}


def _confirmed(facts: Facts) -> set[str]:
    """Return exercises ticked for technique in two sessions of the log, or said so by the file."""
    ticks: dict[str, set[dt.date]] = {}
    for done in facts.lifts:
        if done.technique_ok:
            ticks.setdefault(done.exercise, set()).add(done.date)
    return {e for e, dates in ticks.items() if len(dates) > 1} | set(facts.athlete.technique)


def history_of(facts: Facts, earlier: tuple[PlannedWeek, ...], monday: dt.date) -> History:
    """Return the history before a week: the log, then the plan's earlier weeks in order."""
    done = list(_logged(facts))
    for week in earlier:
        for session in week.sessions:
            done.extend(session_done(facts, session))
    done.sort(key=lambda d: (d.date, d.exercise))
    by_id = facts.catalogue.by_id
    dates: dict[str, set[dt.date]] = {}
    for each in done:
        dates.setdefault(each.exercise, set()).add(each.date)
    last_monday = monday - dt.timedelta(days=DAYS_PER_WEEK)
    recent = [d for d in done if last_monday <= d.date < monday]
    fortnight = [d for d in done if last_monday - WEEK <= d.date < monday]
    sets_last_week: dict[Need, int] = {}
    for each in recent:
        need = by_id[each.exercise].need
        sets_last_week[need] = sets_last_week.get(need, 0) + each.sets
    contacts: dict[dt.date, int] = {}
    for each in done:
        if (monday - each.date).days <= CONTACTS_WINDOW_DAYS:
            contacts[each.date] = contacts.get(each.date, 0) + each.contacts
    three_weeks = {
        d.date
        for d in done
        if (monday - d.date).days <= NOVEL_AFTER_DAYS and by_id[d.exercise].is_lower
    }
    return History(
        last_done={e: max(found) for e, found in dates.items()},
        sessions={e: len(found) for e, found in dates.items()},
        earned=_earned(facts, done),
        confirmed=frozenset(_confirmed(facts)),
        last_week=frozenset(d.exercise for d in recent),
        last_week_days={
            e: frozenset(d.date.weekday() for d in fortnight if d.exercise == e)
            for e in {d.exercise for d in fortnight}
        },
        weeks_running={e: _in_a_row(found, monday) for e, found in dates.items()},
        sets_last_week=sets_last_week,
        best_contacts=max(contacts.values(), default=0),
        phase_before=earlier[-1].phase if earlier else _phase_before(facts),
        leg_sessions=len(three_weeks),
        last_heavy=_last_heavy(facts, earlier),
        legs_since=_stretch({d.date for d in done if by_id[d.exercise].is_lower}, monday),
    )


def _stretch(dates: set[dt.date], monday: dt.date) -> dt.date | None:
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
    sets: dict[dt.date, int] = {}
    for done in facts.done:
        exercise = facts.catalogue.by_id.get(done.exercise)
        if exercise is None or done.kind is SetKind.WARM_UP:
            continue
        hard = done.reps is not None and done.reps <= HEAVY_REPS and (done.rir or 0) <= HEAVY_RIR
        if exercise.is_lower and hard:
            sets[done.date] = sets.get(done.date, 0) + 1
    begun = dict(facts.trained)
    logged = [
        (date, begun.get(date, LOGGED_MINUTE))
        for date, count in sets.items()
        if count >= HEAVY_SETS
    ]
    return max(planned + logged, default=None)


def _phase_before(facts: Facts) -> Phase | None:
    before = past_weeks(facts)
    return before[-1].phase if before else None


def _in_a_row(dates: set[dt.date], monday: dt.date) -> int:
    """Return how many weeks in a row before a Monday hold one of the dates."""
    mondays = {(date - dt.timedelta(days=date.weekday())) for date in dates}
    count = 0
    week = monday - dt.timedelta(days=DAYS_PER_WEEK)
    while week in mondays:
        count += 1
        week -= dt.timedelta(days=DAYS_PER_WEEK)
    return count
