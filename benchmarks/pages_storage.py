"""What pages with ten years of history cost storage, and what storing a run costs.

    python -m benchmarks.pages_storage

CPU milliseconds of this process: median and 95th percentile over repeated requests, each in a
snapshot of its own, on a database made here (3,650 activities, about 31,000 sets).
"""

from __future__ import annotations

import datetime as dt
import json
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ironstride.domain.performance import LoggedSession, LoggedSet
from ironstride.domain.run import ActivityKind, RunKind
from ironstride.storage import Database, Original, UnitOfWork, open_database
from ironstride.storage.codec import pack, unpack
from tests.storage.builders import NOW, TODAY, make_run, make_streams

if TYPE_CHECKING:
    from collections.abc import Callable

DAYS = 3_650
HOUR = 3_600
EXERCISES = 40
REPEATS = 200
DAY = dt.timedelta(days=1)


def cpu_ms(work: Callable[[], object], repeats: int) -> tuple[float, float]:
    """Return the median and the 95th percentile of CPU milliseconds."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1e3)
    return float(np.percentile(times, 50)), float(np.percentile(times, 95))


def say(what: str, figures: tuple[float, float]) -> None:
    """Print a line of the table."""
    print(f"{what:<58}{figures[0]:>9.2f}{figures[1]:>9.2f}")


def live_ten_years(database: Database) -> None:
    """Put a run a day and three strength sessions a week into the database."""
    random = np.random.default_rng(3)
    for first in range(0, DAYS, 100):
        with database.begin(durable=False) as unit:
            for day in range(first, first + 100):
                live_a_day(unit, day, random)


def live_a_day(unit: UnitOfWork, day: int, random: np.random.Generator) -> None:
    """Put one day into the database; runs have a minute of streams, which pages do not read."""
    date = TODAY - day * DAY
    run = make_run(start=NOW - day * DAY, distance_m=float(random.integers(5_000, 20_000)))
    original = Original.of(f"run {day}".encode(), name=f"{day}.fit", file_format="fit")
    stored = unit.activities.store(run, original, now=NOW)
    unit.analyses.put(
        stored.id,
        '{"kind": "easy"}',
        version=1,
        now=NOW,
        run_kind=RunKind.EASY,
        load=float(random.integers(100, 600)),
    )
    if day % 7 not in {0, 2, 4}:
        return
    session = f"s{day}"
    unit.sessions.log(LoggedSession(session_id=session, date=date, minutes=28.0), now=NOW)
    for order in range(20):
        one = LoggedSet(
            id=f"{session}-{order}",
            exercise=f"exercise-{(order // 3 + day) % EXERCISES}",
            date=date,
            order=order,
            reps=8,
            load_kg=40.0,
            rir=2.0,
            session_id=session,
            logged_at=NOW,
        )
        unit.sets.log(one, now=NOW)


def plan(database: Database) -> None:
    """Store a season's plan of about 300 kB, and an athlete file."""
    sets = [
        {"reps": 8, "load_kg": 40.0 + number % 9, "rest_seconds": 90.0} for number in range(6_000)
    ]
    with database.begin() as unit:
        unit.plans.add(json.dumps(sets), facts_hash="x", why="Benchmark.", now=NOW)
        unit.documents.put("athlete", json.dumps({"name": "x" * 3_000}), now=NOW)


def today_page(unit: UnitOfWork) -> None:
    """Ask what Today asks: plan, cards, check-in, the last times of seven exercises."""
    unit.documents.last("athlete")
    unit.plans.latest()
    unit.changes.open()
    unit.checkins.between(TODAY, TODAY)
    unit.pains.between(TODAY - 14 * DAY, TODAY)
    unit.red_flags.standing()
    for number in range(7):
        unit.sets.of_exercise(f"exercise-{number}", limit=12)


def week_page(unit: UnitOfWork) -> None:
    """Ask what Week asks: runs, sessions and sets of the week, and the plan."""
    monday = TODAY - TODAY.weekday() * DAY
    unit.plans.latest()
    unit.activities.lines(first=monday, last=monday + 6 * DAY)
    unit.sessions.between(monday, monday + 6 * DAY)
    unit.sets.between(monday, monday + 6 * DAY)
    unit.planned_runs.between(monday, monday + 6 * DAY)


def main() -> None:
    """Print the table."""
    streams = make_streams(HOUR)
    columns = pack(streams)
    print(f"{'CPU milliseconds':<58}{'median':>9}{'p95':>9}")
    say("pack one hour, ten channels", cpu_ms(lambda: pack(streams), REPEATS))
    say("unpack it", cpu_ms(lambda: unpack(columns), REPEATS))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ten-years.sqlite"
        say("make a database (Alembic's import included)", cpu_ms(lambda: open_database(path), 1))
        say("open one that is up to date", cpu_ms(lambda: open_database(path), 50))
        database = open_database(path)
        live_ten_years(database)
        plan(database)
        random = np.random.default_rng(5)
        runs = [
            (
                make_run(start=NOW - (DAYS + number) * DAY, moments=HOUR),
                random.integers(0, 60, 150_000, dtype=np.uint8).tobytes(),
            )
            for number in range(50)
        ]

        def store() -> None:
            with database.begin(durable=False) as unit:
                run, content = runs.pop()
                original = Original.of(content, name="x.fit", file_format="fit")
                unit.activities.store(run, original, now=NOW)

        say("store one-hour run with a 150 kB original, a unit each", cpu_ms(store, 50))

        def ask(question: Callable[[UnitOfWork], object]) -> tuple[float, float]:
            def request() -> None:
                with database.snapshot() as unit:
                    question(unit)

            return cpu_ms(request, REPEATS)

        def log() -> None:
            with database.begin() as unit:
                unit.sets.log(
                    LoggedSet(id=str(time.monotonic_ns()), exercise="x", date=TODAY, reps=1),
                    now=NOW,
                )

        say("log one set, durably", cpu_ms(log, 50))
        say("Today: plan, cards, check-in, seven last times", ask(today_page))
        say("Week: runs, sessions, sets", ask(week_page))
        say("newest 50 lines of the list of runs", ask(lambda u: u.activities.lines(limit=50)))
        say(
            "every set of one exercise in ten years",
            ask(lambda u: u.sets.of_exercise("exercise-1")),
        )
        first = TODAY - 365 * DAY
        say("runs by week, one year", ask(lambda u: u.summaries.runs(first, TODAY)))
        say("sets by week and exercise, one year", ask(lambda u: u.summaries.sets(first, TODAY)))
        decade = TODAY - DAYS * DAY
        say("runs by week, ten years", ask(lambda u: u.summaries.runs(decade, TODAY)))
        with database.snapshot() as unit:
            count = unit.activities.count(kind=ActivityKind.RUN), len(unit.sets.all())
        database.close()
    size = sum(len(column.blob) for column in columns) / 1e3
    print(f"{count[0]} runs and {count[1]} sets; one hour of ten channels takes {size:.1f} kB")


if __name__ == "__main__":
    main()
