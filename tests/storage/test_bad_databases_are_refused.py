from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from ironstride.domain.problem import Problem
from ironstride.storage import SCHEMA, Database, StorageError, UnitOfWork, open_database
from ironstride.storage.dialect import sqlite_connection
from tests.storage.builders import NOW, fill, make_original, make_run, make_set


def problem_of(path: Path) -> Problem:
    with pytest.raises(StorageError) as raised:
        open_database(path, busy_ms=50)
    assert raised.value.problem.location == str(path)
    assert raised.value.problem.remedy
    return raised.value.problem


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Dear diary, today I ran.\n" * 100)
    before = path.read_bytes()
    assert problem_of(path).code == "not-a-database"
    assert path.read_bytes() == before


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert problem_of(tmp_path).code == "database-unreachable"


def test_a_place_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert problem_of(tmp_path / "file" / "x.sqlite").code == "database-unreachable"


def test_a_newer_schema_is_refused_and_left_alone(database: Database) -> None:
    path = Path(database.location)
    database.close()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    problem = problem_of(path)
    assert problem.code == "database-newer"
    assert f"schema {SCHEMA + 1}" in problem.sentence
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (SCHEMA + 1,)


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "photos.sqlite"
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE photo (id INTEGER)")
    assert problem_of(path).code == "not-our-database"
    with closing(sqlite3.connect(path)) as raw:
        assert [row[0] for row in raw.execute("SELECT name FROM sqlite_master")] == ["photo"]


def test_a_damaged_database_is_found(database: Database) -> None:
    path = Path(database.location)
    with database.begin() as unit:
        fill(unit)
    assert database.check() == ()
    database.close()
    content = bytearray(path.read_bytes())
    content[4096 : 4096 + 8 * 4096] = b"\x5a" * (8 * 4096)
    path.write_bytes(content)
    problems: list[str] = []
    try:
        damaged = open_database(path, busy_ms=50)
        problems += damaged.check()
        damaged.close()
    except StorageError as error:
        problems.append(error.problem.code)
    assert problems


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "empty.sqlite"
    path.touch()
    opened = open_database(path)
    assert opened.version() == SCHEMA
    opened.close()


def test_a_new_database_is_nobody_elses_to_read(tmp_path: Path) -> None:
    opened = open_database(tmp_path / "new" / "folder" / "x.sqlite")
    opened.close()
    assert stat.S_IMODE(Path(opened.location).stat().st_mode) == 0o600


def test_a_second_writer_is_told_so_and_changes_nothing(database: Database) -> None:
    other = open_database(database.location, busy_ms=50)
    with database.begin() as unit:
        unit.sets.log(make_set("mine"), now=NOW)
        outcome = other.write(lambda late: late.sets.log(make_set("theirs"), now=NOW))
        with other.snapshot() as reader:  # readers never wait
            assert reader.sets.all() == ()
    assert outcome.value is None
    assert [problem.code for problem in outcome.problems] == ["database-busy"]
    assert "nothing was changed" in outcome.problems[0].sentence
    again = other.write(lambda late: late.sets.log(make_set("theirs"), now=NOW))
    assert again.value is not None
    assert other.read(lambda late: len(late.sets.all())).value == 2
    other.close()


def test_a_full_disk_is_said_and_nothing_is_half_written(database: Database) -> None:
    with database.begin() as unit:
        unit.sets.log(make_set("before"), now=NOW)
        raw = sqlite_connection(unit.connection)
        pages = raw.execute("PRAGMA page_count").fetchone()[0]
        raw.execute(f"PRAGMA max_page_count = {pages + 5}")

    def fill_the_disk(unit: UnitOfWork) -> None:
        unit.sets.log(make_set("during"), now=NOW)
        for number in range(50):
            run = make_run(start=None, moments=3000)
            unit.activities.store(run, make_original(str(number)), now=NOW)

    outcome = database.write(fill_the_disk, durable=False)
    assert [problem.code for problem in outcome.problems] == ["disk-full"]
    assert "nothing was half-written" in outcome.problems[0].sentence
    with database.snapshot() as unit:
        assert [one.id for one in unit.sets.all()] == ["before"]
        assert unit.activities.count() == 0
    assert database.check() == ()


def test_a_database_that_may_not_be_written_says_so(database: Database) -> None:
    with database.begin() as unit:
        sqlite_connection(unit.connection).execute("PRAGMA query_only = ON")
    outcome = database.write(lambda unit: unit.sets.log(make_set(), now=NOW))
    assert [problem.code for problem in outcome.problems] == ["database-read-only"]


def test_an_address_without_a_driver_says_what_to_install() -> None:
    with pytest.raises(StorageError) as raised:
        open_database("postgresql+nodriver://runner:secret@localhost/ironstride")
    assert raised.value.problem.code == "database-driver-missing"
    assert "secret" not in raised.value.problem.location
