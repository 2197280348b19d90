from __future__ import annotations

import datetime as dt
import sqlite3
import zlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from ironstride.domain.athlete import CheckIn
from ironstride.domain.body_region import Region, Side
from ironstride.domain.performance import LoggedSession, PainReport
from ironstride.domain.run import ActivityKind
from ironstride.storage import (
    ActivityCorrection,
    AthleteId,
    Glance,
    RedFlagAnswer,
    StorageError,
    UnitOfWork,
    at_a_glance,
)
from ironstride.storage import glance as module
from ironstride.storage.faults import fault
from ironstride.storage.schema import METADATA, Instant
from tests.storage.builders import NOW, TODAY, fill, make_original, make_run, make_set

if TYPE_CHECKING:
    from ironstride.storage import Database

FIRST, LAST = TODAY - dt.timedelta(days=3), TODAY + dt.timedelta(days=1)
DAY = dt.timedelta(days=1)
OTHER = AthleteId("other")


def live(unit: UnitOfWork) -> None:
    """Store a few days with every kind of row, edits, deletions and empty fields."""
    fill(unit)
    for back in range(5):
        date = TODAY - back * DAY
        run = make_run(start=NOW - back * DAY, distance_m=5_000.0 + back, utc_offset_s=None)
        if back == 1:
            run = replace(run, kind=ActivityKind.STRENGTH, indoor=True)
        stored = unit.activities.store(run, make_original(f"run {back}"), now=NOW)
        unit.analyses.put(stored.id, f'{{"day": {back}}}', version=1, now=NOW)
        if back == 2:
            unit.activities.correct(
                stored.id, ActivityCorrection(start=NOW - 3 * DAY, name="Hills"), now=NOW
            )
        if back == 3:
            unit.activities.correct(stored.id, ActivityCorrection(hidden=True), now=NOW)
        unit.checkins.put(CheckIn(date=date, soreness=back), now=NOW)
        unit.sessions.log(
            LoggedSession(session_id=f"s{back}", date=date, skipped=back % 2 == 0), now=NOW
        )
        for order in (2, 0, 1):
            one = replace(make_set(f"{back}-{order}", day=back), order=order, session_id=f"s{back}")
            unit.sets.log(one if order else replace(one, side=None, logged_at=None), now=NOW)
        pain = PainReport(date=date, region=Region.SHIN, side=Side.RIGHT, after=float(back))
        unit.pains.put(pain, now=NOW)
        unit.red_flags.put(
            RedFlagAnswer(flag=f"flag-{back}", asked_on=date, yes=None if back < 3 else False),
            now=NOW,
        )
    yesterday = PainReport(date=TODAY - DAY, region=Region.SHIN, side=Side.RIGHT, after=1.0)
    unit.pains.put(replace(yesterday, next_morning=1.0), now=NOW)
    unit.checkins.delete(TODAY.isoformat(), now=NOW)
    unit.red_flags.put(RedFlagAnswer(flag="flag-0", asked_on=TODAY, withdrawn_on=TODAY), now=NOW)
    for version in ("one", "two"):
        unit.documents.put("athlete", f'{{"is": "{version}"}}', now=NOW, why=version)
    plan = unit.plans.add('{"schema": "ironstride/plan/1"}', facts_hash="d", why="Moved.", now=NOW)
    for what in ("moved", "stop", "added"):
        unit.changes.add(plan, what=what, sentence=what, now=NOW, undo="{}")
    unit.changes.acknowledge(1, now=NOW)
    unit.changes.undo(2, now=NOW)


def seen(unit: UnitOfWork | Glance) -> list[object]:
    """Return all that a day's view may ask."""
    return [
        unit.plans.history(limit=1),
        unit.plans.history(),
        unit.plans.get(1),
        unit.plans.get(2),
        unit.plans.get(3),
        unit.documents.last("athlete"),
        unit.documents.last("none"),
        unit.changes.open(),
        unit.activities.between(FIRST, LAST),
        tuple(unit.analyses.between(FIRST, LAST, kind=ActivityKind.RUN)),
        *(unit.sets.of_session(id) for id in ("s0", "s1", "session-1", "none")),
        unit.sessions.between(FIRST, LAST),
        unit.checkins.between(FIRST, LAST),
        unit.pains.between(FIRST, LAST),
        unit.red_flags.open(),
        unit.backend.location,
        unit.athlete,
    ]


def test_a_glance_answers_as_the_unit_of_work_does(database: Database) -> None:
    with database.begin() as unit:
        live(unit)
    with database.begin(athlete=OTHER) as unit:
        live(unit)
        unit.checkins.put(CheckIn(date=TODAY, soreness=9), now=NOW)
    for athlete in (AthleteId("runner"), OTHER):
        with database.snapshot(athlete=athlete) as unit:
            whole = seen(unit)
        found = at_a_glance(Path(database.location), seen, athlete=athlete)
        assert found is not None
        assert sum(1 for answer in found.value if not answer) == 3  # a session, a plan, a document
        assert found.value == whole


@pytest.mark.parametrize(
    "name", ["activity", "checkin", "logged_session", "logged_set", "pain_report", "plan",
             "plan_change", "red_flag_answer", "run_analysis"],
)  # fmt: skip
def test_columns_are_read_by_the_type_that_the_tables_give_them(name: str) -> None:
    for column in METADATA.tables[name].c:
        wanted = {
            module.DATES: isinstance(column.type, sa.Date),
            module.INSTANTS: isinstance(column.type, Instant),
            module.FLAGS: isinstance(column.type, sa.Boolean),
            module.DOCUMENTS: isinstance(column.type, sa.JSON),
        }
        assert {names: column.name in names for names in wanted} == wanted, column.name


def test_a_glance_makes_and_changes_nothing(database: Database, tmp_path: Path) -> None:
    absent = tmp_path / "absent.sqlite"
    assert at_a_glance(absent, seen) is None
    assert not absent.exists()
    with database.begin() as unit:
        fill(unit)

    def spoil(glance: Glance) -> object:
        return tuple(glance.rows("DELETE FROM checkin WHERE athlete_id = ? RETURNING id"))

    assert at_a_glance(Path(database.location), spoil) is None
    with database.snapshot() as unit:
        assert unit.checkins.all()


@pytest.mark.parametrize("pragma", ["application_id = 7", "user_version = 1", "user_version = 99"])
def test_what_is_not_a_file_of_this_program_is_left_to_the_whole_storage(
    database: Database, pragma: str
) -> None:
    assert at_a_glance(Path(database.location), seen) is not None
    with sqlite3.connect(database.location) as raw:
        raw.execute(f"PRAGMA {pragma}")
    raw.close()
    assert at_a_glance(Path(database.location), seen) is None


def test_bytes_that_are_no_database_are_left_to_the_whole_storage(tmp_path: Path) -> None:
    path = tmp_path / "notes.sqlite"
    path.write_bytes(zlib.compress(b"notes") * 100)
    assert at_a_glance(path, seen) is None


def test_a_problem_that_work_raises_comes_through(database: Database) -> None:

    def refuse(glance: Glance) -> object:
        raise fault("database-damaged", glance.backend.location)

    with pytest.raises(StorageError, match="damaged"):
        at_a_glance(Path(database.location), refuse)
