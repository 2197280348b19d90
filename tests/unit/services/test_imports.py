from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ironstride.domain.run import ActivityKind, RunKind
from ironstride.services.analyses import bring_up_to_date, run_of, run_text, runs_between
from ironstride.services.imports import ImportReport, ImportSettings, import_paths, import_upload
from ironstride.services.recordings import Reading, each_once, read_paths
from ironstride.storage import ActivityCorrection, ActivityId, Database, open_database
from tests.support.fit_writer import write_run
from tests.support.gpx_writer import GpxFile, GpxTrack, gpx_bytes, steady

TODAY = dt.date(2026, 11, 23)
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
START = dt.datetime(2026, 11, 20, 6, tzinfo=dt.UTC)
SETTINGS = ImportSettings(now=NOW, today=TODAY)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "own.db")
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder with two runs, one of them twice, and two files that are none."""
    path = tmp_path / "runs"
    path.mkdir()
    run = write_run(start=START, seconds=1800)
    (path / "a.fit").write_bytes(run)
    (path / "b.fit").write_bytes(write_run(start=START + dt.timedelta(days=1), seconds=2400))
    with zipfile.ZipFile(path / "export.zip", "w") as archive:
        archive.writestr("inner/copy.fit", run)
    (path / "notes.txt").write_text("shopping list")
    (path / "empty.gpx").touch()
    return path


def stored(database: Database, folder: Path, settings: ImportSettings = SETTINGS) -> ImportReport:
    parsed = import_paths(database, [str(folder)], settings)
    assert parsed.value is not None, parsed.problems
    return parsed.value


def names(report: ImportReport) -> dict[str, list[str]]:
    return {
        "taken": sorted(Path(each.file).name for each in report.taken),
        "known": sorted(Path(each.file).name for each in report.known),
        "refused": sorted(Path(each.location).name for each in report.refused),
    }


def test_every_file_is_in_exactly_one_list(database: Database, folder: Path) -> None:
    report = stored(database, folder)
    assert names(report) == {
        "taken": ["a.fit", "b.fit"],
        "known": ["copy.fit"],
        "refused": ["empty.gpx", "notes.txt"],
    }
    assert report.known[0].activities[0].id == report.taken[0].activities[0].id
    assert all(each.remedy for each in report.refused)


def test_the_report_has_the_shape_of_the_contract(database: Database, folder: Path) -> None:
    document = stored(database, folder).document()
    assert set(document) == {"taken", "known", "refused"}
    plain = json.loads(json.dumps(document))
    (activity,) = plain["taken"][0]["activities"]
    assert activity["kind"] == "run"
    assert activity["start"] == "2026-11-20T06:00:00Z"
    assert activity["duration_s"] == pytest.approx(1800, abs=2)
    assert set(activity) == {"kind", "start", "duration_s", "id"}
    assert all(set(each) == {"file", "reason", "remedy"} for each in plain["refused"])


def test_a_second_import_changes_nothing(database: Database, folder: Path) -> None:
    first = stored(database, folder)
    again = stored(database, folder)
    assert not again.taken
    assert len(again.known) == len(first.taken) + len(first.known)
    with database.snapshot() as unit:
        assert unit.activities.count() == 2


def test_the_runs_are_analysed_and_the_original_can_be_had_back(
    database: Database, folder: Path
) -> None:
    report = stored(database, folder)
    with database.snapshot() as unit:
        runs = runs_between(unit, TODAY - dt.timedelta(days=30), TODAY)
        activity = ActivityId(report.taken[0].activities[0].id)
        (source,) = unit.activities.sources(activity)
        assert unit.originals.content(source.sha256) == (folder / "a.fit").read_bytes()
    assert [run.date for run in runs] == [dt.date(2026, 11, 20), dt.date(2026, 11, 21)]
    assert all(run.load > 0 for run in runs)


def test_several_processes_store_the_same_as_one(tmp_path: Path) -> None:
    path = tmp_path / "many"
    path.mkdir()
    for day in range(9):
        run = write_run(start=START + dt.timedelta(days=day), seconds=600)
        (path / f"{day}.fit").write_bytes(run)
    documents = []
    for cores in (1, 2):
        opened = open_database(tmp_path / f"{cores}.db")
        documents.append(stored(opened, path, replace(SETTINGS, cores=cores)).document())
        opened.close()
    assert documents[0] == documents[1]


def test_progress_is_told_after_every_file(database: Database, folder: Path) -> None:
    told: list[tuple[int, str]] = []
    stored(
        database, folder, replace(SETTINGS, progress=lambda done, file: told.append((done, file)))
    )
    assert [done for done, _ in told] == [1, 2, 3, 4, 5]


def test_an_upload_is_stored_as_a_file_is(database: Database) -> None:
    content = write_run(start=START, seconds=900)
    parsed = import_upload(database, "watch/../a.fit", content, SETTINGS)
    assert parsed.value is not None
    assert [each.file for each in parsed.value.taken] == ["watch/a.fit"]


def test_a_correction_changes_what_the_run_says(database: Database, folder: Path) -> None:
    report = stored(database, folder)
    activity = ActivityId(report.taken[0].activities[0].id)
    with database.begin() as unit:
        correction = ActivityCorrection(run_kind=RunKind.TEMPO, session_rpe=8.0)
        unit.activities.correct(activity, correction, now=NOW)
    assert bring_up_to_date(database, None, today=TODAY, now=NOW) >= 1
    with database.snapshot() as unit:
        derived = unit.analyses.get(activity)
    assert derived is not None
    run = run_of(derived.document)
    assert (run.kind, run.kind_reason) == (RunKind.TEMPO, "You said so.")
    assert run.load == pytest.approx(8.0 * run.duration_s / 60.0)
    assert run_text(run) == derived.document
    assert bring_up_to_date(database, None, today=TODAY, now=NOW) == 0


LIFTS = b"date,exercise,reps,load_kg,rir,session\n2026-11-20,Push Up,12,,2,a\n"


def test_a_lift_log_is_stored_once_as_sets(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "lifts.csv"
    path.write_bytes(LIFTS)
    report = stored(database, path)
    assert [each.kind for each in report.taken[0].activities] == ["strength"]
    assert stored(database, path).known
    with database.snapshot() as unit:
        (one,) = unit.sets.all()
    assert (one.exercise, one.reps) == ("push-up", 12)


CALENDAR = b"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//test//EN
BEGIN:VEVENT
UID:1
DTSTAMP:20261101T000000Z
DTSTART:20261126T070000
DTEND:20261126T080000
SUMMARY:Tempo run
END:VEVENT
END:VCALENDAR
"""


def test_the_runs_of_a_calendar_become_planned_runs(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "week.ics"
    path.write_bytes(CALENDAR.replace(b"\n", b"\r\n"))
    assert stored(database, path).taken
    assert stored(database, path).known
    with database.snapshot() as unit:
        (run,) = unit.planned_runs.all()
    assert (run.date, run.kind) == (dt.date(2026, 11, 26), RunKind.TEMPO)


def test_an_athlete_file_among_the_runs_is_refused(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "me.toml"
    path.write_text('schema = "ironstride/athlete/1"\n')
    (problem,) = stored(database, path).refused
    assert "an athlete file" in problem.sentence


def test_two_files_of_one_run_count_once_the_richer(tmp_path: Path) -> None:
    (tmp_path / "a.fit").write_bytes(write_run(start=START, seconds=1800))
    (tmp_path / "a.gpx").write_bytes(
        gpx_bytes(GpxFile(tracks=(GpxTrack(segments=(steady(1800),)),), start=START))
    )
    found = list(read_paths([str(tmp_path)], Reading()))
    recorded = [each for recording in found for each in recording.activities]
    assert len(recorded) == 2
    (one,) = each_once(recorded)
    assert one.activity.source_format == "fit"
    assert one.activity.kind is ActivityKind.RUN
    assert one.activity.streams is None


READ_ONE_AND_WAIT = """
import sys
from ironstride.services.recordings import Reading, read_paths
if __name__ == "__main__":
    found = read_paths([sys.argv[1]], Reading(), cores=2)
    next(found)
    print("read", flush=True)
    sys.stdin.read()
"""


def test_reading_processes_end_with_an_import_that_was_killed(tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    runs.mkdir()
    for day in range(8):
        run = write_run(start=START + dt.timedelta(days=day), seconds=300)
        (runs / f"{day}.fit").write_bytes(run)
    script = tmp_path / "reads.py"
    script.write_text(READ_ONE_AND_WAIT, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, str(script), str(runs)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "read\n"
        reader.kill()
        # The reading processes hold the other ends: this returns when the last of them has gone.
        reader.communicate(timeout=60)
    assert reader.returncode < 0
