"""Every real file reads or is refused with a sentence; a handful with figures checked by hand."""

from __future__ import annotations

import datetime as dt
import gzip
from pathlib import Path

import pytest

from ironstride import importers
from ironstride.domain.problem import Parsed, Severity
from ironstride.domain.run import Activity, ActivityKind, Channel
from ironstride.importers import LiftImporter, ics, importer_of

FOLDERS = ("gpx", "tcx", "malformed", "strava", "strength_logs", "health", "ics")


def read(path: Path) -> Parsed[tuple[Activity, ...]]:
    (member,) = importers.walk([path])
    return importers.read_member(member)


def first(path: Path) -> Activity:
    value = read(path).value
    assert value is not None
    return value[0]


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_is_taken_or_refused_with_a_sentence(corpus: Path, folder: str) -> None:
    for member in importers.walk([corpus / folder]):
        parsed = importers.read_member(member)
        if parsed.value is None:
            error = parsed.errors[0]
            assert error.sentence.endswith("."), member.name
            assert error.location.startswith(member.name), member.name
            assert error.remedy, member.name
        else:
            assert not parsed.errors, member.name


REFUSED = {
    "gpx/Route-only.gpx",
    "gpx/gpx_timezone.gpx",
    "gpx/gpx_with_garmin_extension.gpx",
}


def test_of_the_gpx_and_tcx_files_only_routes_and_single_points_are_refused(corpus: Path) -> None:
    refused = {
        member.name.removeprefix(f"{corpus}/")
        for member in importers.walk([corpus / "gpx", corpus / "tcx"])
        if importers.read_member(member).value is None
    }
    assert refused == REFUSED


@pytest.mark.parametrize(
    ("name", "kind", "points", "duration_s", "distance_m"),
    [
        ("gpx/1681613317.gpx", ActivityKind.RUN, 1038, 1958, 4589),
        ("gpx/2067489619.gpx", ActivityKind.RUN, 502, 2818, 4395),
        ("gpx/Movescount-mixed-extensions.gpx.gz", ActivityKind.RUN, 1275, 1689, 4525),
        ("gpx/strava-export.gpx", ActivityKind.RUN, 241, 1156, 3636),
        ("tcx/10kUNLP2014-Garmin15.tcx", ActivityKind.RUN, 686, 2224, 10011),
        ("tcx/6281425038.tcx", ActivityKind.RUN, 1545, 1545, 4157),
        ("tcx/garmin.tcx.gz", ActivityKind.RUN, 5059, 5171, 11087),
        ("tcx/walking_activity_1.tcx", ActivityKind.OTHER, 660, 4495, 3989),
        ("malformed/Could-Not-Be-Read_by-Florian.tcx.gz", ActivityKind.RUN, 3001, 15470, 42219),
    ],
)
def test_figures_of_known_files(
    corpus: Path, name: str, kind: ActivityKind, points: int, duration_s: int, distance_m: int
) -> None:
    activity = first(corpus / name)
    assert activity.kind is kind
    assert activity.streams is not None
    assert len(activity.streams.time_s) == points
    assert round(activity.duration_s) == duration_s
    assert activity.distance_m == pytest.approx(distance_m, abs=1.0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("gpx/2067489619.gpx", "fit/garmin_vivoactivehr_run.fit"),
        ("tcx/10kUNLP2014-Garmin15.tcx", "fit/garmin_fr15_10k.fit"),
    ],
)
def test_one_run_in_two_formats_is_recognisable_as_one(corpus: Path, one: str, other: str) -> None:
    left, right = first(corpus / one), first(corpus / other)
    assert left.start is not None
    assert right.start is not None
    assert abs(left.start - right.start) <= dt.timedelta(minutes=2)
    assert left.duration_s == pytest.approx(right.duration_s, rel=0.03)
    assert left.distance_m == pytest.approx(right.distance_m, rel=0.03)
    assert left.mean_heart_rate_bpm == pytest.approx(right.mean_heart_rate_bpm, abs=2.0)


def test_run_cadence_is_steps_of_both_feet(corpus: Path) -> None:
    streams = first(corpus / "tcx/garmin.tcx.gz").streams
    assert streams is not None
    cadence = streams.channels[Channel.CADENCE]
    assert 140 < float(cadence[cadence > 0].mean()) < 190


def test_three_trainings_in_one_file_are_three(corpus: Path) -> None:
    value = read(corpus / "tcx/Multiple-Trainings.tcx.gz").value
    assert value is not None
    assert [round(run.duration_s) for run in value] == [3600, 2085, 3000]


def test_a_multisport_file_keeps_the_order_of_its_sports(corpus: Path) -> None:
    value = read(corpus / "tcx/Multisport.tcx.gz").value
    assert value is not None
    assert [one.kind.value for one in value] == ["ride", "run", "ride"]


def test_stravas_bundle_gives_six_activities_with_their_names(corpus: Path) -> None:
    found = [
        activity
        for member in importers.walk([corpus / "strava/export_bundle"])
        for activity in importers.read_member(member).value or ()
    ]
    assert sorted(a.source_format for a in found) == [
        "fit",
        "fit",
        "gpx",
        "gpx",
        "strava-csv",
        "tcx",
    ]
    assert sorted(a.name or "" for a in found) == [
        "Activity 1", "Night Run", "Night Run", "Night Run", "Run, renamed 0", "Run, renamed 0",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "pounds", "count", "sessions"),
    [
        ("strong_android_semicolon_292w.csv", None, 5400, 292),
        ("strong_lb_476w.csv.gz", True, 9065, 476),
        ("strong_lb_763w.csv.gz", True, 19996, 763),
        ("strong_zh_384w.csv.gz", True, 6777, 384),
        ("hevy_kg_rpe_first55pct.csv", None, 1490, 65),
        ("hevy_lb_376w.csv.gz", None, 6137, 376),
        ("hevy_pt_kg_250w.csv", None, 4475, 250),
        ("fitnotes_lb_508d.csv", None, 11475, 508),
        ("fitnotes-android-export-kgs.csv", None, 38, 2),
        ("stronglifts-export-kg.csv", None, 52, 5),
    ],
)
def test_lift_logs_give_their_sets_and_sessions(
    corpus: Path,
    name: str,
    pounds: bool | None,  # noqa: FBT001 (a column of the table above)
    count: int,
    sessions: int,
) -> None:
    content = (corpus / "strength_logs" / name).read_bytes()
    content = gzip.decompress(content) if name.endswith(".gz") else content
    importer = importer_of(content)
    assert isinstance(importer, LiftImporter)
    parsed = importer.read(content, pounds=pounds)
    assert parsed.value is not None
    assert len(parsed.value) == count
    assert len({done.session_id for done in parsed.value}) == sessions
    assert {problem.severity for problem in parsed.problems} <= {Severity.WARNING}


def test_the_half_marathon_plan_has_its_sixteen_runs(corpus: Path) -> None:
    content = (corpus / "ics/half_marathon_plan_valid.ics").read_bytes()
    window = ics.Window(first=dt.date(2026, 3, 1), last=dt.date(2026, 5, 1))
    value = ics.read(content, window).value
    assert value is not None
    assert len(value) == 16
    assert sum(run.distance_m or 0.0 for run in value) == 135_000.0
