from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from ironstride.domain.problem import Parsed
from ironstride.exporters.archive import ArchiveError, Manifest, open_archive, write_archive
from ironstride.storage import (
    SCHEMA,
    TABLES,
    AthleteId,
    Database,
    StorageError,
    UnitOfWork,
    back_up,
    open_database,
)
from tests.conftest import ROOT
from tests.storage.builders import NOW, fill, make_original, make_run, make_set

WRITE_ON = """
import sys
from ironstride.storage import open_database
from tests.storage.builders import NOW, make_set

database = open_database(sys.argv[1])
for number in range(10_000):
    with database.begin(durable=False) as unit:
        unit.sets.log(make_set(f"child-{number}"), now=NOW)
    if number == 5:
        print("going", flush=True)
"""


def export(database: Database, target: Path) -> Parsed[Manifest]:
    with database.snapshot() as unit:
        return write_archive(
            target,
            schema=SCHEMA,
            program="0.1.0",
            created_at=NOW.isoformat(),
            tables=((name, unit.transfer.rows(name)) for name in TABLES),
            originals=unit.transfer.contents(),
        )


def take_in(database: Database, source: Path) -> Parsed[int]:
    def work(unit: UnitOfWork) -> int:
        with open_archive(source, schema=SCHEMA) as opened:
            archive = opened.value
            assert archive is not None
            count = 0
            for name in TABLES:
                if name == "original":
                    count += unit.transfer.insert_originals(archive.rows(name), archive.content)
                else:
                    count += unit.transfer.insert_rows(name, archive.rows(name))
            return count

    return database.write(work)


def everything(database: Database) -> dict[str, list[dict[str, object]]]:
    with database.snapshot() as unit:
        rows = {name: list(unit.transfer.rows(name)) for name in TABLES}
        rows["contents"] = [
            {"sha256": sha256, "format": file_format, "content": content}
            for sha256, file_format, content in unit.transfer.contents()
        ]
    return rows


@pytest.fixture
def archive(database: Database, tmp_path: Path) -> Path:
    """Return an archive of a database with something in every table."""
    with database.begin() as unit:
        fill(unit)
    path = tmp_path / "export.zip"
    assert export(database, path).value is not None
    return path


def test_an_archive_brings_every_row_and_every_byte_elsewhere(
    database: Database, archive: Path, tmp_path: Path
) -> None:
    assert all(everything(database).values()), "something is in every table"
    elsewhere = open_database(tmp_path / "elsewhere.sqlite")
    taken = take_in(elsewhere, archive)
    assert taken.problems == ()
    assert everything(elsewhere) == everything(database)
    again = tmp_path / "again.zip"
    export(elsewhere, again)
    with zipfile.ZipFile(archive) as one, zipfile.ZipFile(again) as two:
        assert {name: one.read(name) for name in one.namelist()} == {
            name: two.read(name) for name in two.namelist()
        }
    elsewhere.close()


def test_a_restored_athlete_goes_on_where_they_were(archive: Path, tmp_path: Path) -> None:
    elsewhere = open_database(tmp_path / "elsewhere.sqlite")
    take_in(elsewhere, archive)
    with elsewhere.begin() as unit:
        assert unit.activities.store(make_run(), make_original(), now=NOW).status == "known"
        assert unit.sets.log(make_set(), now=NOW).status == "known"
        assert unit.plans.add("{}", facts_hash="n", why="Next.", now=NOW) == 2
    elsewhere.close()


def test_an_archive_can_become_another_athletes_rows_only(
    database: Database, archive: Path
) -> None:
    other = AthleteId("club-17")
    with open_archive(archive, schema=SCHEMA) as opened, database.begin(athlete=other) as unit:
        assert opened.value is not None
        unit.transfer.insert_rows("setting", opened.value.rows("setting"))
        assert unit.settings.all() == {"units": "metric"}


def test_the_files_lie_in_the_archive_as_they_were_given(archive: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        originals = {
            name.rpartition(".")[2]: opened.read(name)
            for name in opened.namelist()
            if name.startswith("originals/") and not name.endswith("undated")
        }
    assert originals["gpx"] == b"same run" * 50


def test_an_archive_does_not_replace_a_file(database: Database, archive: Path) -> None:
    before = archive.read_bytes()
    assert [problem.code for problem in export(database, archive).problems] == ["archive-exists"]
    assert archive.read_bytes() == before


def test_an_archive_that_cannot_be_written_leaves_nothing(
    database: Database, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    outcome = export(database, tmp_path / "file" / "x.zip")
    assert [problem.code for problem in outcome.problems] == ["archive-not-written"]


def rewritten(archive: Path, member: str, content: bytes | None) -> Path:
    """Return an archive with one member changed, or left out."""
    path = archive.with_name("changed.zip")
    with zipfile.ZipFile(archive) as one, zipfile.ZipFile(path, "w") as two:
        for name in one.namelist():
            if name != member:
                two.writestr(name, one.read(name))
        if content is not None:
            two.writestr(member, content)
    return path


@pytest.mark.parametrize(
    ("member", "content", "code"),
    [
        ("manifest.json", None, "not-an-archive"),
        ("manifest.json", b"{}", "not-an-archive"),
        ("manifest.json", b"[" * 100_000, "not-an-archive"),
        ("manifest.json", b'{"contract": "ironstride/archive/1", "tables": 3}', "not-an-archive"),
    ],
)
def test_a_zip_without_our_manifest_is_refused(
    archive: Path, member: str, content: bytes | None, code: str
) -> None:
    with open_archive(rewritten(archive, member, content), schema=SCHEMA) as opened:
        assert opened.value is None
        assert [problem.code for problem in opened.problems] == [code]
        assert opened.problems[0].remedy


def test_what_is_no_zip_or_newer_is_refused(archive: Path, tmp_path: Path) -> None:
    text = tmp_path / "no.zip"
    text.write_text("no zip")
    for path, schema, code in ((text, SCHEMA, "not-an-archive"), (archive, 1, "archive-newer")):
        with open_archive(path, schema=schema) as opened:
            assert [problem.code for problem in opened.problems] == [code]


@pytest.mark.parametrize(
    ("member", "content"),
    [
        ("tables/logged_set.jsonl", b""),
        ("tables/logged_set.jsonl", b"no json\n"),
        ("tables/logged_set.jsonl", b"[" * 100_000 + b"\n"),
        ("tables/setting.jsonl", b'{"name": "a", "value": "b"}\n' * 2),
        ("tables/setting.jsonl", b'{"name": {"bytes": "***"}, "value": "b"}\n'),
        ("tables/setting.jsonl", None),
    ],
)
def test_a_damaged_archive_is_said_and_nothing_is_taken(
    archive: Path, tmp_path: Path, member: str, content: bytes | None
) -> None:
    elsewhere = open_database(tmp_path / "elsewhere.sqlite")
    with pytest.raises(ArchiveError) as raised:
        take_in(elsewhere, rewritten(archive, member, content))
    assert raised.value.problem.code == "archive-damaged"
    with elsewhere.snapshot() as unit:
        assert unit.transfer.is_empty()
    elsewhere.close()


@pytest.mark.parametrize(
    "row",
    [
        {"name": "units"},
        {"name": "units", "value": "x", "colour": "red"},
        {"name": "units", "value": ["a"]},
    ],
)
def test_a_row_that_does_not_fit_is_said_and_nothing_is_taken(
    archive: Path, tmp_path: Path, row: dict[str, object]
) -> None:
    elsewhere = open_database(tmp_path / "elsewhere.sqlite")
    changed = rewritten(archive, "tables/setting.jsonl", json.dumps(row).encode() + b"\n")
    outcome = take_in(elsewhere, changed)
    assert [problem.code for problem in outcome.problems] == ["archive-row-refused"]
    with elsewhere.snapshot() as unit:
        assert unit.transfer.is_empty()
    elsewhere.close()


def test_an_exchanged_original_is_found(archive: Path, tmp_path: Path) -> None:
    elsewhere = open_database(tmp_path / "elsewhere.sqlite")
    member = f"originals/{make_original().sha256}.fit"
    outcome = take_in(elsewhere, rewritten(archive, member, b"another run"))
    assert [problem.code for problem in outcome.problems] == ["archive-row-refused"]
    elsewhere.close()


def test_a_second_restore_stores_nothing_twice(database: Database, archive: Path) -> None:
    before = everything(database)
    outcome = take_in(database, archive)
    assert [problem.code for problem in outcome.problems] == ["archive-row-refused"]
    assert everything(database) == before


def test_a_backup_is_whole_while_somebody_writes(database: Database, tmp_path: Path) -> None:
    with database.begin() as unit:
        fill(unit)
    child = subprocess.Popen(
        [sys.executable, "-c", WRITE_ON, database.location],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "going\n"
    outcome = back_up(database, tmp_path / "copies" / "backup.sqlite")
    child.kill()
    child.stdout.close()
    child.wait()
    assert outcome.problems == ()
    assert outcome.value is not None
    assert outcome.value.rows["logged_set"] >= 6
    assert outcome.value.rows["stream"] > 0
    assert [path.name for path in outcome.value.path.parent.iterdir()] == ["backup.sqlite"]
    restored = open_database(outcome.value.path)
    with restored.snapshot() as unit:
        assert unit.transfer.counts() == outcome.value.rows
    restored.close()


def test_a_backup_replaces_nothing_unless_told_and_never_the_database(
    database: Database, tmp_path: Path
) -> None:
    target = tmp_path / "backup.sqlite"
    target.write_text("precious")
    refused = back_up(database, target)
    itself = back_up(database, Path(database.location), overwrite=True)
    assert [one.problems[0].code for one in (refused, itself)] == ["backup-exists"] * 2
    assert target.read_text() == "precious"
    assert back_up(database, target, overwrite=True).value is not None
    with closing(sqlite3.connect(target)) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (SCHEMA,)


def test_a_backup_of_a_damaged_database_is_thrown_away(database: Database, tmp_path: Path) -> None:
    with database.begin() as unit:
        fill(unit)
    database.close()
    damaged = tmp_path / "damaged.sqlite"
    shutil.copy(database.location, damaged)
    content = bytearray(damaged.read_bytes())
    with closing(sqlite3.connect(damaged)) as raw:
        ((page,),) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'setting'")
        ((size,),) = raw.execute("PRAGMA page_size")
    content[(page - 1) * size + 8 : (page - 1) * size + 200] = b"\xff" * 192
    damaged.write_bytes(content)
    opened = open_database(damaged)
    outcome = back_up(opened, tmp_path / "backup.sqlite")
    opened.close()
    assert outcome.value is None
    assert outcome.problems[0].code in {"backup-not-verified", "database-damaged"}
    assert not (tmp_path / "backup.sqlite").exists()


def test_a_backup_to_a_place_that_cannot_be_is_a_problem(
    database: Database, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    outcome = back_up(database, tmp_path / "file" / "backup.sqlite")
    assert [problem.code for problem in outcome.problems] == ["database-unreachable"]


def test_an_unknown_table_is_refused(database: Database) -> None:
    with pytest.raises(StorageError), database.begin() as unit:
        unit.transfer.insert_rows("bank_account", [{"id": 1}])
