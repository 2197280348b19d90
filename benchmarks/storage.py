"""What pages with ten years of history cost storage, and what storing a run costs; CPU."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.figure import Figure, Spread, repeated
from benchmarks.ten_years import DAY, DAYS, HOUR, LIFTED, database_of
from ironstride.domain.performance import LoggedSet
from ironstride.domain.run import ActivityKind
from ironstride.storage import Database, Original, UnitOfWork, open_database
from ironstride.storage.codec import pack, unpack
from tests.storage.builders import NOW, TODAY, make_run, make_streams

REPEATS: Final = 60


def today_page(unit: UnitOfWork) -> None:
    """Ask what Today asks: plan, cards, check-in, the last times of seven exercises."""
    unit.documents.last("athlete")
    unit.plans.latest()
    unit.changes.open()
    unit.checkins.between(TODAY, TODAY)
    unit.pains.between(TODAY - 14 * DAY, TODAY)
    unit.red_flags.standing()
    for exercise in LIFTED:
        unit.sets.of_exercise(exercise, limit=12)


def week_page(unit: UnitOfWork) -> None:
    """Ask what Week asks: runs, sessions and sets of the week, and the plan."""
    monday = TODAY - TODAY.weekday() * DAY
    unit.plans.latest()
    unit.activities.lines(first=monday, last=monday + 6 * DAY)
    unit.sessions.between(monday, monday + 6 * DAY)
    unit.sets.between(monday, monday + 6 * DAY)
    unit.planned_runs.between(monday, monday + 6 * DAY)


QUESTIONS: Final[tuple[tuple[str, Callable[[UnitOfWork], object]], ...]] = (
    ("what Today asks of the database", today_page),
    ("what Week asks of the database", week_page),
    ("the newest 50 lines of the list of runs", lambda unit: unit.activities.lines(limit=50)),
    ("every set of one exercise", lambda unit: unit.sets.of_exercise(LIFTED[0])),
    ("runs by week, ten years", lambda unit: unit.summaries.runs(TODAY - DAYS * DAY, TODAY)),
)


def measure(*, tiny: bool) -> Iterator[Figure]:
    """Yield what reading and writing costs with ten years in the database."""
    repeats = 2 if tiny else REPEATS
    streams = make_streams(HOUR)
    columns = pack(streams)
    size = sum(len(column.blob) for column in columns) / 1e3
    yield Figure(
        what=f"one hour, ten channels, packed to {size:.0f} kB",
        measured=repeated(partial(pack, streams), repeats).ms(),
    )
    yield Figure(what="unpacked again", measured=repeated(partial(unpack, columns), repeats).ms())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ten-years.sqlite"
        database = database_of(path, tiny=tiny)
        with database.snapshot() as unit:
            runs, sets = unit.activities.count(kind=ActivityKind.RUN), len(unit.sets.all())
        opened = repeated(lambda: open_database(path).close(), repeats)
        yield Figure(what=f"open a database of {runs:,} runs, {sets:,} sets", measured=opened.ms())
        for what, question in QUESTIONS:
            yield Figure(what=what, measured=asked(database, question, repeats).ms())
        yield from _written(database, repeats)
        database.close()


def asked(database: Database, question: Callable[[UnitOfWork], object], repeats: int) -> Spread:
    """Return what a question costs, each in a snapshot of its own."""

    def request() -> None:
        with database.snapshot() as unit:
            question(unit)

    return repeated(request, repeats)


def _written(database: Database, repeats: int) -> Iterator[Figure]:
    random = np.random.default_rng(5)
    runs = [
        (
            make_run(start=NOW - (DAYS + number) * DAY, moments=HOUR),
            random.integers(0, 60, 150_000, dtype=np.uint8).tobytes(),
        )
        for number in range(repeats + 1)
    ]

    def store() -> None:
        run, content = runs.pop()
        with database.begin(durable=False) as unit:
            original = Original.of(content, name="x.fit", file_format="fit")
            unit.activities.store(run, original, now=NOW)

    def log() -> None:
        one = LoggedSet(id=str(time.monotonic_ns()), exercise="x", date=TODAY, reps=1)
        with database.begin() as unit:
            unit.sets.log(one, now=NOW)

    yield Figure(
        what="store a one-hour run, unit of its own", measured=repeated(store, repeats).ms()
    )
    yield Figure(what="log one set, durably", measured=repeated(log, repeats).ms())
