"""A watched folder: half files, the same file twice, deletions, a folder that goes, and the end."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ironstride.services.watching import Seen, Watcher
from tests.support.fit_writer import write_run

START = dt.datetime(2026, 11, 20, 6, tzinfo=dt.UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "inbox"
    made.mkdir()
    return made


def test_a_file_is_given_once_it_rests_and_again_when_it_grows(folder: Path) -> None:
    content = write_run(start=START, seconds=600)
    path = folder / "run.fit"
    path.write_bytes(content[:500])
    watcher = Watcher(folder)
    assert watcher.look() == ([], Seen.SAME), "seen for the first time: a copy may be under way"
    path.write_bytes(content[:900])
    assert watcher.look() == ([], Seen.SAME), "it grew"
    assert watcher.look() == ([str(path)], Seen.SAME)
    watcher.took([str(path)])
    assert watcher.look() == ([], Seen.SAME)
    path.write_bytes(content)
    assert watcher.look()[0] == []
    assert watcher.look()[0] == [str(path)], "a half file that was taken is read again when whole"


def test_what_could_not_be_taken_is_given_again(folder: Path) -> None:
    (folder / "run.fit").write_bytes(b"x")
    watcher = Watcher(folder)
    watcher.look()
    assert watcher.look()[0] == watcher.look()[0] == [str(folder / "run.fit")]


def test_a_deleted_file_is_forgotten_and_does_no_harm(folder: Path) -> None:
    path = folder / "run.fit"
    path.write_bytes(b"x")
    watcher = Watcher(folder)
    watcher.look()
    watcher.took(watcher.look()[0])
    path.unlink()
    assert watcher.look() == ([], Seen.SAME)
    assert watcher.done == frozenset()


def test_a_folder_that_goes_is_told_once_and_waited_for(folder: Path) -> None:
    (folder / "run.fit").write_bytes(b"x")
    watcher = Watcher(folder)
    watcher.look()
    shutil.rmtree(folder)
    assert watcher.look() == ([], Seen.GONE)
    assert watcher.look() == ([], Seen.SAME)
    folder.mkdir()
    (folder / "run.fit").write_bytes(b"x")
    assert watcher.look() == ([], Seen.BACK)
    assert watcher.look()[0] == [str(folder / "run.fit")]


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_each_file_is_a_line_and_a_signal_ends_it_cleanly(
    folder: Path, tmp_path: Path, ending: signal.Signals
) -> None:
    database = tmp_path / "mine.db"
    words = ["watch", str(folder), "--every", "0.1", "--json", "--database", str(database)]
    with subprocess.Popen(
        [sys.executable, "-m", "ironstride.bootstrap", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path)},
    ) as process:
        assert process.stdout is not None
        first = json.loads(process.stdout.readline())
        assert first["schema"] == "ironstride/watching/1"
        assert first["folder"] == str(folder)
        assert first["database"] == str(database)
        content = write_run(start=START, seconds=600)
        (folder / "run.fit").write_bytes(content)
        taken = json.loads(process.stdout.readline())
        assert [each["file"] for each in taken["taken"]] == [str(folder / "run.fit")]
        assert taken["known"] == taken["refused"] == []
        (folder / "copy of run.fit").write_bytes(content)
        known = json.loads(process.stdout.readline())
        assert [each["file"] for each in known["known"]] == [str(folder / "copy of run.fit")]
        (folder / "notes.txt").write_text("no run", encoding="utf-8")
        refused = json.loads(process.stdout.readline())
        assert [each["file"] for each in refused["refused"]] == [str(folder / "notes.txt")]
        assert refused["refused"][0]["remedy"]
        (folder / "run.fit").unlink()
        folder.rename(tmp_path / "away")
        gone = json.loads(process.stdout.readline())
        assert [each["code"] for each in gone["problems"]] == ["folder-gone"]
        (tmp_path / "away").rename(folder)
        later = START + dt.timedelta(days=1)
        (folder / "later.fit").write_bytes(write_run(start=later, seconds=600))
        lines: dict[str, str] = {}
        while "later.fit" not in lines:
            told = json.loads(process.stdout.readline())
            for what in ("taken", "known", "refused"):
                lines |= {Path(each["file"]).name: what for each in told[what]}
        assert lines["later.fit"] == "taken"
        process.send_signal(ending)
        rest, said = process.communicate()
    assert process.returncode == 0, said
    assert all(json.loads(line) for line in rest.splitlines())
    assert "Stopped; what was taken is kept." in said
    assert "Traceback" not in said
    assert not list(tmp_path.glob("mine.db-wal")), "the database was not closed"
