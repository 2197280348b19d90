"""Planning beside the pages: a safe preview at once, the proven plan from a thread of its own.

While a plan is made, pages show how far it is, and it can be stopped between weeks. A preview that
somebody saw is never swapped in silence: the plan that is better is offered with its difference.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from threading import Lock, Thread
from typing import Final

from ironstride.domain.plan import Plan
from ironstride.domain.problem import Parsed, Problem
from ironstride.services import adapt, offers, planning
from ironstride.services.current_plan import CurrentPlan
from ironstride.services.offers import Offer, Quick
from ironstride.services.planning import CANCELLED, PlanSettings
from ironstride.services.runner import NOBODY
from ironstride.storage import Database

PREVIEW = PlanSettings(detail=2)
"""This week and the next: what the pages show until the whole season is proven."""

UNSTORED: Final = 0
"""Stands for the id of a plan that is not stored: the preview before the first one."""
NEVER: Final = dt.datetime.min.replace(tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """One planning that was asked for."""

    database: Database
    today: dt.date
    now: dt.datetime
    why: str
    undo: str | None = None
    is_catching_up: bool = False


class Replanner:
    """Makes plans one after the other for each database; what is asked meanwhile is joined.

    Args:
        in_background: False plans before it returns: for tests and commands.
        settings: what every plan is asked for beside the facts.
    """

    def __init__(self, *, in_background: bool = True, settings: PlanSettings | None = None) -> None:
        self.in_background = in_background
        self.settings = settings
        self._lock = Lock()
        self._waiting: dict[str, list[_Job]] = {}
        self._running: set[str] = set()
        self._previews: dict[str, Plan] = {}
        self._problems: dict[str, tuple[Problem, ...]] = {}
        self._caught_up: set[tuple[str, dt.date]] = set()
        self._progress: dict[str, tuple[int, int]] = {}
        self._stopped: set[str] = set()
        self._seen: set[str] = set()
        self._offers: dict[str, Offer] = {}

    def ask(
        self,
        database: Database,
        *,
        today: dt.date,
        now: dt.datetime,
        why: str,
        undo: str | None = None,
    ) -> None:
        """Ensure that the plan answers what was just stored: previewed now, proven soon.

        Args:
            why: the sentence that the plan is stored with.
            undo: how the cause can be taken back; None where it cannot.
        """
        self._settle(database, now)
        if self.in_background:
            made = planning.preview(database, today=today, settings=PREVIEW)
            if made.value is not None:
                with self._lock:
                    self._previews[database.location] = made.value
                    self._seen.discard(database.location)
        with self._lock:
            # What was wrong before what is told now is not wrong with it.
            self._problems.pop(database.location, None)
        self._start(_Job(database=database, today=today, now=now, why=why, undo=undo))

    def catch_up(self, database: Database, *, today: dt.date, now: dt.datetime) -> None:
        """Ensure, once a day and start, that the plan is that of today and of all that is known."""
        key = (database.location, today)
        with self._lock:
            if key in self._caught_up:
                return
            self._caught_up.add(key)
        self._settle(database, now)
        self._start(_Job(database=database, today=today, now=now, why="", is_catching_up=True))

    def is_busy(self, database: Database) -> bool:
        """Return whether a plan is being made."""
        with self._lock:
            return database.location in self._running

    def progress(self, database: Database) -> tuple[int, int] | None:
        """Return the weeks that are planned and all that will be; None before the first is."""
        with self._lock:
            return self._progress.get(database.location)

    def cancel(self, database: Database) -> None:
        """Ensure that the plan being made is given up after its week; the stored one stands."""
        with self._lock:
            if database.location in self._running:
                self._stopped.add(database.location)
                self._waiting.pop(database.location, None)

    def offer(self, database: Database) -> Offer | None:
        """Return the better plan that waits to be taken; None where none does."""
        with self._lock:
            return self._offers.get(database.location)

    def take(self, database: Database) -> None:
        """Ensure that pages show the better plan."""
        with self._lock:
            self._offers.pop(database.location, None)
            self._previews.pop(database.location, None)

    def keep(self, database: Database, *, now: dt.datetime) -> Parsed[CurrentPlan]:
        """Return the plan on screen, stored in the place of the better one."""
        with self._lock:
            offer = self._offers.pop(database.location, None)
            self._previews.pop(database.location, None)
        if offer is None:
            return Parsed(value=None, problems=(offers.GONE,))
        return offers.keep(database, offer, now=now)

    def _settle(self, database: Database, now: dt.datetime) -> None:
        """Ensure that no offer waits: whoever went on with what was on screen has kept it."""
        if self.offer(database) is not None:
            self.keep(database, now=now)

    def has_preview(self, database: Database) -> bool:
        """Return whether pages show a preview."""
        with self._lock:
            return database.location in self._previews

    def is_stopping(self, database: Database) -> bool:
        """Return whether the plan being made is given up once its week is done."""
        with self._lock:
            return database.location in self._stopped

    def problems(self, database: Database) -> tuple[Problem, ...]:
        """Return why the last planning came to nothing; empty where it did not."""
        with self._lock:
            return self._problems.get(database.location, ())

    def shown(self, database: Database, current: CurrentPlan | None) -> CurrentPlan | None:
        """Return the plan to show while another is being made: its first weeks a preview.

        Before the first plan is stored the preview stands alone, and can't be logged to yet.
        """
        with self._lock:
            preview = self._previews.get(database.location)
            if preview is not None:
                self._seen.add(database.location)
        if preview is None:
            return current
        if current is None:
            return CurrentPlan(id=UNSTORED, created_at=NEVER, why="", plan=preview)
        near = preview.weeks if preview.is_stopped else preview.weeks[: PREVIEW.detail]
        fresh = {week.start: week for week in near}
        weeks = tuple(fresh.get(week.start, week) for week in current.plan.weeks)
        plan = replace(
            current.plan,
            weeks=weeks,
            runs=preview.runs,
            stops=preview.stops,
            notes=preview.notes,
        )
        return replace(current, plan=plan)

    def _start(self, job: _Job) -> None:
        location = job.database.location
        if not self.in_background:
            self._do([job])
            return
        with self._lock:
            self._waiting.setdefault(location, []).append(job)
            if location in self._running:
                return
            self._running.add(location)
        Thread(target=self._work, args=(location,), name="replanning", daemon=True).start()

    def _work(self, location: str) -> None:
        while True:
            with self._lock:
                jobs = self._waiting.pop(location, [])
                if not jobs:
                    self._running.discard(location)
                    self._forget(location)
                    if location not in self._offers:
                        self._previews.pop(location, None)
                    return
            try:
                self._do(jobs)
            except BaseException:
                with self._lock:
                    self._running.discard(location)
                    self._forget(location)
                    self._previews.pop(location, None)
                    self._waiting.pop(location, None)
                    self._problems[location] = (BROKEN,)
                raise

    def _forget(self, location: str) -> None:
        """Ensure that nothing is left of a planning that has ended; the lock is held."""
        self._progress.pop(location, None)
        self._stopped.discard(location)

    def _do(self, jobs: list[_Job]) -> None:
        """Make the plan that the jobs ask for; several at once are one cause less to undo."""
        last = jobs[-1]
        location = last.database.location

        def progress(done: int, total: int) -> None:
            with self._lock:
                self._progress[location] = (done, total)

        def cancelled() -> bool:
            with self._lock:
                return location in self._stopped

        quick = None
        if all(job.is_catching_up for job in jobs):
            made = adapt.catch_up(
                last.database,
                today=last.today,
                now=last.now,
                settings=self.settings,
                progress=progress,
                cancelled=cancelled,
            )
        else:
            quick = self._quick(last)
            told = [job for job in jobs if not job.is_catching_up]
            made = planning.replan(
                last.database,
                today=last.today,
                now=last.now,
                why=" ".join(dict.fromkeys(job.why for job in told)),
                undo=told[0].undo if len(told) == 1 else None,
                settings=self.settings,
                progress=progress,
                cancelled=cancelled,
            )
        # An empty place is no fault of a planning: its pages say what fills it.
        told_of = () if made.value is not None or made.problems == (NOBODY,) else made.problems
        offer = None
        if quick is not None and made.value is not None and made.value.is_new:
            digest = last.database.read(lambda unit: unit.plans.latest_hash()).value
            offer = offers.offer_between(quick, made.value.current, digest, PREVIEW.detail)
        with self._lock:
            self._problems[location] = told_of
            if CANCELLED in told_of:
                # What is on screen from now on is what is stored.
                self._previews.pop(location, None)
            # Nobody looked at the preview: then nothing on a screen is swapped.
            if offer is not None and location in self._seen and location not in self._waiting:
                self._offers[location] = offer

    def _quick(self, job: _Job) -> Quick | None:
        """Return the whole plan of which the preview shows the first weeks; None without one."""
        with self._lock:
            preview = self._previews.get(job.database.location)
        if preview is None:
            return None
        quick = offers.quick_plan(job.database, today=job.today, settings=self.settings).value
        if quick is None or quick.plan.weeks[: PREVIEW.detail] != preview.weeks[: PREVIEW.detail]:
            return None
        return quick


BROKEN = Problem(
    code="planning-broke",
    sentence="The new plan could not be made; the plan before it still stands. What you logged "
    "is safe.",
    location="plan",
    remedy="Look at what `ironstride serve` printed.",
)
"""Said where planning itself failed, which is a bug."""
