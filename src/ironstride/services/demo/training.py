"""The demo runner's strength work: every past week planned by the real engine, then done.

What was done differs from what was asked as it does in life: more or less is left in the tank than
was asked, the left side is weaker, a session was missed, a calf was sore for a while.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from ironstride.catalogue import load
from ironstride.catalogue.self_tests import known_tests
from ironstride.domain.athlete import CheckIn
from ironstride.domain.body_region import Region, Side
from ironstride.domain.performance import LoggedSession, LoggedSet, PainReport, SetKind
from ironstride.domain.plan import BlockKind, Sides
from ironstride.planner.request import PlanRequest
from ironstride.planner.solve import make_plan
from ironstride.services.demo.strength_truth import done_of
from ironstride.storage import TechniqueTick
from ironstride.strength.kit import available_loads
from ironstride.strength.next_set import next_set

if TYPE_CHECKING:
    from ironstride.domain.athlete import Athlete, Place, Profile
    from ironstride.domain.exercise import Exercise
    from ironstride.domain.plan import (
        Plan,
        PlannedSession,
        PlannedWeek,
        PrescribedExercise,
        PrescribedSet,
    )
    from ironstride.domain.run import AnalysedRun

WEEKS: Final = 10
MISSED_WEEK: Final = 4
"""The second session of this week was missed."""
SORE_WEEK: Final = 6
CONFIRMED_IN: Final = 2
EFFORTS: Final = (6.0, 7.0, 6.5, 7.0, 7.5)
SET_MINUTES: Final = 2
CHECKIN_DAYS: Final = 24


@dataclass(slots=True)
class Diary:
    """What the demo runner has logged so far, and the weeks as they were planned."""

    athlete: Athlete
    plan: Plan | None = None
    weeks: list[PlannedWeek] = field(default_factory=list)
    sets: list[LoggedSet] = field(default_factory=list)
    sessions: list[LoggedSession] = field(default_factory=list)
    ticks: list[TechniqueTick] = field(default_factory=list)
    pains: list[PainReport] = field(default_factory=list)
    checkins: list[CheckIn] = field(default_factory=list)

    def confirmed(self) -> frozenset[str]:
        """Return the exercises whose technique was confirmed in two sessions (RD-03)."""
        seen = Counter({tick.exercise for tick in self.ticks})
        for exercise in seen:
            seen[exercise] = len({t.session_id for t in self.ticks if t.exercise == exercise})
        return frozenset(name for name, count in seen.items() if count >= CONFIRMED_IN)


def train(
    athlete: Athlete,
    runs: tuple[AnalysedRun, ...],
    today: dt.date,
    progress: Callable[[int, int], None] | None = None,
) -> Diary:
    """Return ten weeks of strength work up to the day before today."""
    diary = Diary(athlete=athlete, pains=list(_pains(today)), checkins=list(_checkins(today)))
    monday = today - dt.timedelta(days=today.weekday(), weeks=WEEKS)
    for week in range(WEEKS + 1):
        start = monday + dt.timedelta(weeks=week)
        plan = make_plan(_request(athlete, runs, diary, start), preview=True)
        # A plan begins today; the weeks behind it say where in its phases the season stands.
        diary.plan = replace(plan, weeks=(*diary.weeks, *plan.weeks), changes=())
        diary.weeks.append(plan.weeks[0])
        sessions = [s for s in plan.weeks[0].sessions if start <= s.date < today]
        for place, session in enumerate(sorted(sessions, key=lambda s: s.date)):
            if week == MISSED_WEEK and place == 1:
                diary.sessions.append(
                    LoggedSession(session_id=session.id, date=session.date, skipped=True)
                )
            else:
                _do(session, diary, week)
        if progress is not None:
            progress(week + 1, WEEKS + 1)
    return diary


def _request(
    athlete: Athlete,
    runs: tuple[AnalysedRun, ...],
    diary: Diary,
    start: dt.date,
) -> PlanRequest:
    """Return what was known on a Monday."""
    return PlanRequest(
        athlete=replace(
            athlete,
            checkins=tuple(c for c in diary.checkins if c.date < start),
            technique=diary.confirmed(),
        ),
        catalogue=load(),
        today=start,
        runs=tuple(run for run in runs if run.date < start),
        lifts=tuple(diary.sets),
        logged_sessions=tuple(diary.sessions),
        pain_reports=tuple(p for p in diary.pains if p.date < start),
        previous=diary.plan,
        tests=known_tests(one.test for one in athlete.tests),
        detail=1,
    )


def _do(session: PlannedSession, diary: Diary, week: int) -> None:
    start = dt.datetime.combine(session.date, dt.time(), dt.UTC)
    start += dt.timedelta(minutes=session.start_minute)
    order = 0
    today = _Floor(
        place=next(p for p in diary.athlete.places if p.id == session.place),
        known=frozenset(each.exercise for each in diary.sets),
        profile=diary.athlete.profile,
        week=week,
    )
    for block in session.blocks:
        if block.kind in {BlockKind.WARM_UP, BlockKind.COOL_DOWN}:
            continue
        rounds = max(len(each.sets) for each in block.exercises)
        for turn in range(rounds):
            for each in block.exercises:
                if turn >= len(each.sets):
                    continue
                for done in _sides(each, turn, today):
                    diary.sets.append(
                        replace(
                            done,
                            date=session.date,
                            order=order,
                            session_id=session.id,
                            technique_ok=True if turn == len(each.sets) - 1 else None,
                            logged_at=start + dt.timedelta(minutes=SET_MINUTES * order),
                            id=f"demo-{session.id}-{order}",
                        )
                    )
                    order += 1
        for each in block.exercises:
            diary.ticks.append(
                TechniqueTick(exercise=each.exercise, date=session.date, session_id=session.id)
            )
    count = len(diary.sessions)
    diary.sessions.append(
        LoggedSession(
            session_id=session.id,
            date=session.date,
            start_minute=session.start_minute,
            minutes=session.minutes_planned + (count * 7) % 5 - 1,
            session_rpe=EFFORTS[count % len(EFFORTS)],
        )
    )


@dataclass(slots=True, kw_only=True)
class _Floor:
    """One session under way: where, in which week, what was known before, each side's last set."""

    place: Place
    known: frozenset[str]
    profile: Profile
    week: int
    last: dict[tuple[str, Side | None], LoggedSet] = field(default_factory=dict)

    def target(self, exercise: Exercise, asked: PrescribedSet, side: Side | None) -> PrescribedSet:
        """Return a working set as the gym screen adapts it to the one before."""
        before = self.last.get((exercise.id, side))
        if before is None or asked.kind != "working":
            return asked
        return next_set(
            asked,
            before,
            loads=available_loads(self.place, exercise.implement),
            first_session=exercise.id not in self.known,
        )


def _sides(each: PrescribedExercise, turn: int, today: _Floor) -> Iterator[LoggedSet]:
    sides: tuple[Side | None, ...] = {
        Sides.BOTH: (None,),
        Sides.EACH: (Side.LEFT, Side.RIGHT),
        Sides.LEFT: (Side.LEFT,),
        Sides.RIGHT: (Side.RIGHT,),
    }[each.side]
    exercise = load().exercise(each.exercise)
    asked = each.sets[turn]
    for side in sides:
        target = today.target(exercise, asked, side)
        reps, left = done_of(
            exercise,
            target,
            side,
            today.week,
            today.profile,
            goes_on=turn == len(each.sets) - 1 and each.exercise in today.known,
        )
        done = LoggedSet(
            exercise=each.exercise,
            date=dt.date.min,
            kind=SetKind.WARM_UP if asked.kind == "warm-up" else SetKind.WORKING,
            side=side,
            reps=reps,
            seconds=target.seconds,
            contacts=target.contacts,
            distance_m=target.distance_m,
            load_kg=target.load_kg,
            band=target.band,
            rir=left,
        )
        if done.kind is SetKind.WORKING:
            today.last[exercise.id, side] = done
        yield done


def _pains(today: dt.date) -> Iterator[PainReport]:
    """Give a right calf that was sore after a session, and settled within ten days."""
    monday = today - dt.timedelta(days=today.weekday(), weeks=WEEKS - SORE_WEEK)
    for day, during, after, morning in ((1, 3.0, 2.0, 2.0), (4, 2.0, 1.0, 1.0), (9, 1.0, 0.0, 0.0)):
        yield PainReport(
            date=monday + dt.timedelta(days=day),
            region=Region.CALF,
            side=Side.RIGHT,
            during=during,
            after=after,
            next_morning=morning,
        )
    yield PainReport(
        date=monday + dt.timedelta(days=13),
        region=Region.CALF,
        side=Side.RIGHT,
        during=0.0,
        after=0.0,
        next_morning=0.0,
    )


def _checkins(today: dt.date) -> Iterator[CheckIn]:
    """Give check-ins of the last weeks; every fifth day was forgotten, today is still to come."""
    for back in range(CHECKIN_DAYS, 0, -1):
        if back % 5 == 0:
            continue
        yield CheckIn(
            date=today - dt.timedelta(days=back),
            sleep_hours=7.0 + (back * 3 % 4) * 0.5 - (1.5 if back == 6 else 0.0),  # noqa: PLR2004 (one short night)
            soreness=float(back * 2 % 4),
            fatigue=float(1 + back % 3),
            stress=float(1 + back * 5 % 4),
        )
