"""A database that a runner has kept for ten years: a run a day, three strength sessions a week."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.runners import GYM, document
from ironstride.domain.performance import LoggedSession, LoggedSet
from ironstride.domain.run import AnalysedRun, RunKind
from ironstride.services.analyses import VERSION, run_text
from ironstride.services.planning import PlanSettings, replan
from ironstride.services.runner import set_athlete_text
from ironstride.storage import Database, Original, UnitOfWork, open_database
from tests.storage.builders import NOW, TODAY, make_run

DAYS: Final = 3_650
HOUR: Final = 3_600
DAY: Final = dt.timedelta(days=1)
KINDS: Final = (
    RunKind.EASY, RunKind.INTERVALS, RunKind.EASY, RunKind.TEMPO, RunKind.EASY, RunKind.EASY,
    RunKind.LONG,
)  # fmt: skip
LIFTED: Final = (
    "back-squat", "romanian-deadlift", "standing-calf-raise", "push-up", "side-plank", "pull-up",
)  # fmt: skip
LIFTING_DAYS: Final = frozenset({0, 2, 4})
SETS: Final = 18


def live(database: Database, days: int = DAYS) -> None:
    """Put the years into a database; a set a day more often than anybody logs."""
    random = np.random.default_rng(3)
    for first in range(0, days, 100):
        with database.begin(durable=False) as unit:
            for day in range(first, min(days, first + 100)):
                live_a_day(unit, day, random)


def live_a_day(unit: UnitOfWork, day: int, random: np.random.Generator) -> None:
    """Put one day into the database; runs have a minute of streams, which pages do not read."""
    date = TODAY - day * DAY
    distance = float(random.integers(5_000, 20_000))
    run = make_run(start=NOW - day * DAY, distance_m=distance)
    original = Original.of(f"run {day}".encode(), name=f"{day}.fit", file_format="fit")
    stored = unit.activities.store(run, original, now=NOW)
    kind = KINDS[date.weekday()]
    load = float(random.integers(100, 600))
    said = AnalysedRun(
        date=date,
        start_minute=420,
        kind=kind,
        kind_certainty=0.9,
        kind_reason="Made for a benchmark.",
        duration_s=float(HOUR),
        distance_m=distance,
        load=load,
        load_source="heart-rate",
        load_low=load * 0.8,
        load_high=load * 1.2,
        mean_speed_mps=distance / HOUR,
    )
    unit.analyses.put(stored.id, run_text(said), version=VERSION, now=NOW, run_kind=kind, load=load)
    if day and day % 7 in LIFTING_DAYS:
        lift(unit, date)


def lift(unit: UnitOfWork, date: dt.date) -> None:
    """Put one strength session of a date into the database."""
    session = f"s-{date.isoformat()}"
    unit.sessions.log(LoggedSession(session_id=session, date=date, minutes=28.0), now=NOW)
    for order in range(SETS):
        one = LoggedSet(
            id=f"{session}-{order}",
            exercise=LIFTED[order // 3],
            date=date,
            order=order,
            reps=8,
            load_kg=40.0,
            rir=2.0,
            session_id=session,
            logged_at=NOW,
        )
        unit.sets.log(one, now=NOW)


def plan(database: Database, *, detail: int) -> None:
    """Store the runner, and a plan of a season through a race.

    Raises:
        ArithmeticError: the runner or the plan was refused.
    """
    athlete = document(
        experience="intermediate", places=(GYM,), week="two-hard",
        pins=[{"date": TODAY.isoformat(), "session": "place"}],
    )  # fmt: skip
    stored = set_athlete_text(
        database, json.dumps(athlete), location="athlete", file_format="json", today=TODAY, now=NOW
    )
    made = replan(
        database,
        today=TODAY,
        now=NOW,
        why="First plan",
        settings=replace(PlanSettings(), detail=detail),
    )
    if stored.value is None or made.value is None:
        raise ArithmeticError(f"{stored.problems} {made.problems}")


def database_of(path: Path, *, tiny: bool) -> Database:
    """Return a database with the years and a plan."""
    database = open_database(path)
    live(database, days=40 if tiny else DAYS)
    plan(database, detail=1 if tiny else 16)
    return database
