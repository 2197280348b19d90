"""What survives a kill -9, and two processes at once. Synchronised by pipes, never by time."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import IO

import pytest

from ironstride.storage import SCHEMA, Database, open_database
from tests.conftest import ROOT
from tests.storage.builders import NOW, make_set

IMPORT_FOREVER = """
import datetime as dt, sys
from ironstride.storage import open_database
from tests.storage.builders import NOW, START, make_original, make_run

database = open_database(sys.argv[1])
number = 0
while True:
    with database.begin(durable=False) as unit:
        for _ in range(3):
            number += 1
            run = make_run(start=START - number * dt.timedelta(days=1))
            unit.activities.store(run, make_original(str(number)), now=NOW)
    print(number, flush=True)
"""

STOP_WITHIN_A_UNIT = """
import sys
from pathlib import Path
from ironstride.storage import open_database
from tests.storage.builders import NOW, fill, make_set

database = open_database(sys.argv[1])
log = Path(sys.argv[1] + "-wal")
with database.begin() as unit:
    unit.sets.log(make_set("whole"), now=NOW)
print(log.stat().st_size, flush=True)
with database.begin() as unit:
    unit.connection.exec_driver_sql("PRAGMA cache_size = 1")
    fill(unit)
    unit.sets.log(make_set("unfinished"), now=NOW)
    print(log.stat().st_size, flush=True)
    sys.stdin.readline()
"""

LOG_MANY = """
import sys
from ironstride.storage import open_database
from tests.storage.builders import NOW, make_set

database = open_database(sys.argv[1], busy_ms=60_000)
print("ready", flush=True)
sys.stdin.readline()
for number in range(50):
    with database.begin() as unit:
        unit.sets.log(make_set(f"{sys.argv[2]}-{number}"), now=NOW)
"""

OPEN = """
import sys
from ironstride.storage import open_database

print("ready", flush=True)
sys.stdin.readline()
print(open_database(sys.argv[1]).version(), flush=True)
"""


def start(script: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def pipe(end: IO[str] | None) -> IO[str]:
    assert end is not None
    return end


def let_go(child: subprocess.Popen[str]) -> None:
    pipe(child.stdin).write("\n")
    pipe(child.stdin).flush()


def end(child: subprocess.Popen[str]) -> int:
    pipe(child.stdin).close()
    rest = pipe(child.stdout).read()
    pipe(child.stdout).close()
    assert isinstance(rest, str)
    return child.wait()


@pytest.mark.parametrize("units", [1, 4])
def test_a_kill_in_the_middle_of_an_import_leaves_whole_activities(
    tmp_path: Path, units: int
) -> None:
    path = tmp_path / "killed.sqlite"
    child = start(IMPORT_FOREVER, str(path))
    stored = [int(pipe(child.stdout).readline()) for _ in range(units)]
    child.send_signal(signal.SIGKILL)
    assert end(child) == -signal.SIGKILL
    database = open_database(path)
    assert database.check() == ()
    with database.snapshot() as unit:
        counts = unit.transfer.counts()
        assert counts["activity"] >= stored[-1]
        assert counts["activity"] % 3 == 0, "a unit of three is stored as a whole or not at all"
        assert counts["original"] == counts["activity_source"] == counts["activity"]
        assert counts["stream"] == 11 * counts["activity"]
    database.close()


def test_a_kill_within_a_log_keeps_what_was_confirmed_and_no_half(tmp_path: Path) -> None:
    path = tmp_path / "killed.sqlite"
    child = start(STOP_WITHIN_A_UNIT, str(path))
    whole, within = (int(pipe(child.stdout).readline()) for _ in range(2))
    assert within > whole, "pages of the unfinished unit are on the disk when it is killed"
    child.send_signal(signal.SIGKILL)
    assert end(child) == -signal.SIGKILL
    database = open_database(path)
    assert database.check() == ()
    with database.begin() as unit:  # the lock went with the process
        assert [one.id for one in unit.sets.all()] == ["whole"]
        assert {name for name, count in unit.transfer.counts().items() if count} == {
            "athlete",
            "logged_set",
        }
    database.close()


def test_two_processes_log_into_one_database_and_nothing_is_lost(database: Database) -> None:
    children = [start(LOG_MANY, database.location, name) for name in ("a", "b")]
    for child in children:
        assert pipe(child.stdout).readline() == "ready\n"
    for child in children:
        let_go(child)
    patient = open_database(database.location, busy_ms=60_000)
    with patient.begin() as unit:
        unit.sets.log(make_set("mine"), now=NOW)
    patient.close()
    assert [end(child) for child in children] == [0, 0]
    with database.snapshot() as unit:
        assert len(unit.sets.all()) == 101
    assert database.check() == ()


def test_two_processes_may_make_one_database(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite"
    children = [start(OPEN, str(path)) for _ in range(2)]
    for child in children:
        assert pipe(child.stdout).readline() == "ready\n"
    for child in children:
        let_go(child)
    assert [pipe(child.stdout).readline() for child in children] == [f"{SCHEMA}\n"] * 2
    assert [end(child) for child in children] == [0, 0]
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA quick_check").fetchone() == ("ok",)
