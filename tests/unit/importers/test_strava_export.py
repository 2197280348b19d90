from __future__ import annotations

import datetime as dt
import gzip
import io
import zipfile
from pathlib import Path

import pytest

from ironstride import importers
from ironstride.domain.run import Activity, ActivityKind
from ironstride.importers import strava
from tests.support.gpx_writer import one_track, steady

NEW = (
    "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,"
    "Distance,Relative Effort,Commute,Activity Gear,Filename,Elapsed Time,Moving Time,Distance,"
    'Elevation Gain,Perceived Exertion,"<span class=""translation_missing"">Type</span>"\n'
)
OLD = "id,date,name,type,description,elapsed_time,distance,commute,gear,filename\n"
DAY = '"Aug 28, 2019, 3:21:51 PM"'
WITH_FILE = f"1,{DAY},Sunrise,Run,,620,1.80,9,false,,activities/1.gpx.gz,620,600,1800.0,12,7,\n"
MANUAL = f"2,{DAY},Gym,Weight Training,,3009,0,,false,,,3009.0,3000.0,0.0,,8,\n"


def export(tmp_path: Path, rows: str = WITH_FILE + MANUAL) -> Path:
    (tmp_path / "activities").mkdir()
    (tmp_path / "activities.csv").write_text(NEW + rows, encoding="utf-8")
    content = one_track(steady(600), sport=None, name="x")
    (tmp_path / "activities" / "1.gpx.gz").write_bytes(gzip.compress(content))
    return tmp_path


def packed(folder: Path, prefix: str = "") -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, prefix + path.relative_to(folder).as_posix())
    return into.getvalue()


def by_name(members: list[importers.Member]) -> dict[str, Activity]:
    found = {}
    for member in members:
        for activity in importers.read_member(member).value or ():
            found[activity.name or ""] = activity
    return found


@pytest.mark.parametrize("way", ["folder", "zip", "zip with a folder"])
def test_the_table_names_and_rates_the_activities_of_the_files(tmp_path: Path, way: str) -> None:
    folder = export(tmp_path)
    if way == "folder":
        members = list(importers.walk([folder]))
    else:
        prefix = "export_1/" if "folder" in way else ""
        members = list(importers.unpack("strava.zip", packed(folder, prefix)))
    found = by_name(members)
    assert set(found) == {"Sunrise", "Gym"}
    assert found["Sunrise"].session_rpe == 7.0
    assert found["Sunrise"].kind is ActivityKind.RUN
    assert found["Sunrise"].source_format == "gpx"


def test_a_row_without_a_file_becomes_an_activity_without_streams(tmp_path: Path) -> None:
    gym = by_name(list(importers.walk([export(tmp_path)])))["Gym"]
    assert gym.kind is ActivityKind.STRENGTH
    assert gym.start == dt.datetime(2019, 8, 28, 15, 21, 51, tzinfo=dt.UTC)
    assert (gym.duration_s, gym.elapsed_s, gym.distance_m) == (3000.0, 3009.0, None)
    assert gym.session_rpe == 8.0
    assert gym.streams is None
    assert gym.source_format == "strava-csv"


def test_a_sport_that_the_table_names_is_no_guess(tmp_path: Path) -> None:
    codes = [
        problem.code
        for member in importers.walk([export(tmp_path)])
        for problem in importers.read_member(member).problems
    ]
    assert codes == []


def test_the_runners_own_correction_of_the_sport_wins(tmp_path: Path) -> None:
    rows = WITH_FILE.replace(",Run,", ",Walk,")
    members = list(importers.walk([export(tmp_path, rows)]))
    assert by_name(members)["Sunrise"].kind is ActivityKind.OTHER


def test_a_table_whose_activities_all_have_files_says_so(tmp_path: Path) -> None:
    members = list(importers.walk([export(tmp_path, WITH_FILE)]))
    table = next(member for member in members if member.name.endswith(".csv"))
    (problem,) = importers.read_member(table).errors
    assert problem.code == "not-an-activity"
    assert "1 activities" in problem.sentence


def test_a_lost_file_leaves_the_summary_of_its_row(tmp_path: Path) -> None:
    folder = export(tmp_path)
    (folder / "activities" / "1.gpx.gz").unlink()
    run = by_name(list(importers.walk([folder])))["Sunrise"]
    assert (run.distance_m, run.duration_s, run.ascent_m) == (1800.0, 600.0, 12.0)


def test_the_older_table_has_metres_and_iso_dates() -> None:
    row = "8,2014-09-12 16:54:28,Hills,Run,,3600,12000.5,false,,activities/8.gpx\n"
    value = strava.read((OLD + row).encode()).value
    assert value is not None
    assert value[0].distance_m == 12000.5
    assert value[0].start == dt.datetime(2014, 9, 12, 16, 54, 28, tzinfo=dt.UTC)


def test_a_header_in_another_language_is_read_by_place() -> None:
    names = ["Aktivit\u00e4ts-ID", "Datum", "Name", "Art", "E", "F", "G", "H", "I", "J", "Datei"]
    row = '9,"28.08.2019, 03:21:51",Lauf,Lauf,,,,,,,activities/9.fit.gz'
    table = f"{','.join(names)}\n{row}\n".encode()
    assert strava.recognises(table)
    (found,) = strava.rows(table)
    assert (found.file, found.name, found.sport) == ("activities/9.fit.gz", "Lauf", "Lauf")
    assert found.start == dt.datetime(2019, 8, 28, 3, 21, 51, tzinfo=dt.UTC)


def test_a_row_without_a_date_is_told_by_its_line() -> None:
    parsed = strava.read((NEW + MANUAL.replace("Aug 28, 2019", "soon") + MANUAL).encode())
    assert parsed.value is not None
    assert len(parsed.value) == 1
    assert parsed.problems[0].location == "line 2"


@pytest.mark.parametrize(("said", "kept"), [("", None), ("0", None), ("7", 7.0), ("11", None)])
def test_perceived_exertion_is_kept_from_one_to_ten(said: str, kept: float | None) -> None:
    (row,) = strava.rows((NEW + MANUAL.replace(",,8,", f",,{said},")).encode())
    assert row.effort == kept
