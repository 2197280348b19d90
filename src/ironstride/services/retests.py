"""When tests come round: every few weeks, and never when a body should not be tested."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ironstride.catalogue.self_tests import self_tests
from ironstride.domain.athlete import RacePriority
from ironstride.domain.clock import monday_of
from ironstride.domain.plan import Phase
from ironstride.domain.run import RunKind
from ironstride.planner.schedule import scheduled_runs
from ironstride.services.analyses import runs_between
from ironstride.services.current_plan import current_plan
from ironstride.services.runner import stored_athlete
from ironstride.services.self_tests import occasions_on_record, tested_now
from ironstride.services.usual import usual_week_now

if TYPE_CHECKING:
    from ironstride.domain.assessment import Assessment
    from ironstride.services.self_tests import Tested
    from ironstride.storage import UnitOfWork

DAY: Final = dt.timedelta(days=1)
TAPER_DAYS: Final = 14
"""House: so long before an A race nothing is tested, also where no plan says taper."""
BEFORE_RACE_DAYS: Final = 6
"""House: the days before any race, whatever its priority, are as its week."""
LOOK_AHEAD_DAYS: Final = 90
"""House: beyond this nobody knows the days, and a test waits without a date."""
FALL_SCREEN_AGE: Final = 65
FALL_SCREEN: Final = frozenset({"chair-stand-30", "stance-eyes-open"})
"""LG-17: from 65 on these two are asked for, also of who never tested.

Its third part, walking speed (NT-11), is not tested here.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueTest:
    """A test that comes round.

    Args:
        due: the day by the test's own rhythm, or today where it was never done.
        on: the first day from then on that suits; None where none does within the time known.
        last: the day it was last done.
        moved: why it is not on the day it is due; empty where it is.
    """

    assessment: Assessment
    due: dt.date
    on: dt.date | None
    last: dt.date | None
    moved: str = ""

    @property
    def sentence(self) -> str:
        """What is said of it."""
        if self.last is None:
            return f"{self.assessment.name}: worth doing once at your age."
        return f"{self.assessment.name}: last done {self.last}, every {self._weeks} weeks."

    @property
    def _weeks(self) -> int:
        return self.assessment.repeat_weeks


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysForTests:
    """What is known of the days to come: when nobody is tested, and why."""

    tested: Tested
    phases: dict[dt.date, Phase]
    hard_runs: frozenset[dt.date]
    raced_in: frozenset[dt.date]

    def against(self, date: dt.date) -> str:
        """Return why no test lies on a date, or nothing where one may."""
        for race in self.tested.athlete.races:
            days = (race.date - date).days
            if monday_of(race.date) == monday_of(date) or 0 <= days <= BEFORE_RACE_DAYS:
                return "It is race week."
            if race.priority is RacePriority.A and 0 <= days <= TAPER_DAYS:
                return "You are tapering for a race."
        if monday_of(date) in self.raced_in:
            return "It is race week."
        phase = self.phases.get(monday_of(date))
        if phase in {Phase.RACE, Phase.TAPER}:
            return "You are tapering for a race."
        if date - DAY in self.hard_runs:
            return "The day before holds a hard or a long run."
        return ""

    def against_test(self, test: Assessment, date: dt.date) -> str:
        """Return why a test does not lie on a date: the day, or what the body says."""
        refusal = self.tested.refusal(test, date)
        return self.against(date) or ("" if refusal is None else refusal.sentence)


def days_for_tests(unit: UnitOfWork, today: dt.date) -> DaysForTests:
    """Return what is known of today and the days to come."""
    tested = tested_now(unit, today)
    athlete = tested.athlete
    usual = athlete.usual_week
    if usual is None:
        usual = usual_week_now(unit, today).runs
    last = today + dt.timedelta(days=LOOK_AHEAD_DAYS)
    done = [
        (run.date, run.kind)
        for run in runs_between(unit, min(monday_of(today), today - DAY), today)
    ]
    told = {date for date, _ in done}
    # Yesterday's run may not be here yet: it counts as planned until another one is recorded.
    planned = [
        (run.date, run.kind)
        for run in scheduled_runs(athlete, usual, today - DAY, last)
        if run.date >= today or run.date not in told
    ]
    current = current_plan(unit)
    weeks = () if current is None else current.plan.weeks
    return DaysForTests(
        tested=tested,
        phases={week.start: week.phase for week in weeks},
        hard_runs=frozenset(date for date, kind in (*done, *planned) if _is_hard(kind)),
        raced_in=frozenset(monday_of(date) for date, kind in done if kind is RunKind.RACE),
    )


def _is_hard(kind: RunKind) -> bool:
    return kind.is_quality or kind in {RunKind.LONG, RunKind.RACE}


def retests(unit: UnitOfWork, today: dt.date) -> tuple[DueTest, ...]:
    """Return when each test that was done comes round, the nearest first.

    From 65 on the two tests of the fall-risk screen are there also before the first time (LG-17).
    """
    days = days_for_tests(unit, today)
    athlete = days.tested.athlete
    found = []
    for test in self_tests():
        occasions = occasions_on_record(athlete, test)
        first_time = test.id in FALL_SCREEN and athlete.age_on(today) >= FALL_SCREEN_AGE
        if not occasions and not first_time:
            continue
        last = occasions[-1].date if occasions else None
        due = today if last is None else last + dt.timedelta(weeks=test.repeat_weeks)
        found.append(dated(days, test, due, today, last))
    far = today + dt.timedelta(days=LOOK_AHEAD_DAYS + 1)
    found.sort(key=lambda each: (each.on or far, each.assessment.rank))
    return tuple(found)


def dated(
    days: DaysForTests, test: Assessment, due: dt.date, today: dt.date, last: dt.date | None
) -> DueTest:
    """Return a test that is due on a day with the first day from then on that suits."""
    start = max(due, today)
    moved = days.against_test(test, start)
    until = today + dt.timedelta(days=LOOK_AHEAD_DAYS)
    on: dt.date | None = start
    while on is not None and days.against_test(test, on):
        on = on + DAY if on < until else None
    return DueTest(assessment=test, due=due, on=on, last=last, moved=moved)


def due_tests(unit: UnitOfWork, today: dt.date) -> tuple[DueTest, ...]:
    """Return the tests to do today: due, on a day that suits, and allowed."""
    if not _can_come_round(unit, today):
        return ()
    return tuple(each for each in retests(unit, today) if each.on == today)


def _can_come_round(unit: UnitOfWork, today: dt.date) -> bool:
    """Return whether any test was ever done, or is there before the first time; asked cheaply."""
    athlete = stored_athlete(unit, today)
    if athlete is None:
        return False
    is_screened = athlete.age_on(today) >= FALL_SCREEN_AGE
    return is_screened or bool(athlete.tests) or unit.results.was_ever_used()
