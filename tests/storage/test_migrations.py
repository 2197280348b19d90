from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.schema import CreateTable

from ironstride.storage import SCHEMA, Database, open_database
from ironstride.storage.dialect import SQLite
from ironstride.storage.migrate import MIGRATIONS, upgrade
from ironstride.storage.schema import METADATA
from tests.conftest import ROOT
from tests.storage.builders import NOW, fill, make_original, make_run

OPEN = """
import sys
from ironstride.storage import open_database

with open_database(sys.argv[1]).snapshot() as unit:
    unit.sets.all()
    unit.activities.lines(limit=5)
for name in ("alembic", "numpy"):
    assert name not in sys.modules, name
"""


def test_migrations_build_exactly_the_tables_of_the_schema(database: Database) -> None:
    with database.snapshot() as unit:
        context = MigrationContext.configure(unit.connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_the_newest_migration_is_the_schema_this_program_knows() -> None:
    numbers = sorted(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    assert numbers == [f"{number:04d}" for number in range(1, SCHEMA + 1)]


def test_a_database_of_the_first_schema_is_brought_up_to_date_with_its_rows(
    tmp_path: Path,
) -> None:
    path = tmp_path / "old.sqlite"
    old = Database(SQLite(path, busy_ms=50))
    old.backend.prepare()
    with old.begin_migration() as connection:
        upgrade(connection, "0001")
        old.backend.stamp(connection, 1)
    assert old.version() == 1
    with old.begin() as unit:
        stored = unit.activities.store(make_run(), make_original(), now=NOW)
    old.close()
    new = open_database(path)
    assert new.version() == SCHEMA
    with new.begin() as unit:
        assert unit.activities.get(stored.id, streams=True) is not None
        fill(unit)
    assert new.check() == ()
    new.close()


def test_a_database_that_is_up_to_date_needs_neither_alembic_nor_numpy(
    database: Database,
) -> None:
    subprocess.run([sys.executable, "-c", OPEN, database.location], check=True, cwd=ROOT)


def test_a_migration_that_fails_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "failing.sqlite"
    database = Database(SQLite(path, busy_ms=50))
    database.backend.prepare()

    def failing() -> None:
        with database.begin_migration() as connection:
            upgrade(connection)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing()
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    database.close()


def test_every_table_can_be_said_to_postgresql() -> None:
    for table in METADATA.sorted_tables:
        text = str(CreateTable(table).compile(dialect=sa.make_url("postgresql://").get_dialect()()))
        assert table.name in text


def test_every_question_uses_an_index(database: Database) -> None:
    """Ten years of rows must not be read to answer about a day."""
    asked: list[tuple[str, object]] = []

    def note(
        connection: object, cursor: object, statement: str, parameters: object, *rest: object
    ) -> None:
        del connection, cursor, rest
        if statement.lstrip().upper().startswith(("SELECT", "UPDATE", "DELETE")):
            asked.append((statement, parameters))

    sa.event.listen(database.backend.engine, "before_cursor_execute", note)
    with database.begin() as unit:
        fill(unit)
        unit.activities.lines(limit=10)
        unit.sets.of_exercise("back-squat", limit=5)
        unit.sets.of_session("session-1")
        unit.sets.between(NOW.date(), NOW.date())
        unit.sets.recent(5)
        unit.activities.between(NOW.date(), NOW.date())
        unit.summaries.runs(NOW.date(), NOW.date())
        unit.summaries.sets(NOW.date(), NOW.date())
        unit.changes.open()
        unit.plans.latest()
    sa.event.remove(database.backend.engine, "before_cursor_execute", note)
    scans, of_session = set(), 0
    with closing(sqlite3.connect(database.location)) as raw:
        for statement, parameters in asked:
            assert isinstance(parameters, (tuple, list))
            rows = raw.execute("EXPLAIN QUERY PLAN " + statement, tuple(parameters)).fetchall()
            scans |= {row[3] for row in rows if row[3].startswith("SCAN") and "(" not in row[3]}
            if '"session_id" = ' in statement or "session_id = ?" in statement:
                assert any("_session_id (" in row[3] for row in rows), (statement, rows)
                of_session += 1
    assert len(asked) > 20
    assert of_session == 1
    assert {scan for scan in scans if "CONSTANT ROW" not in scan} == set()
