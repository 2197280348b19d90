from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from ironstride.domain.problem import Parsed
from ironstride.domain.run import Activity, ActivityKind, Channel
from ironstride.importers import tcx
from tests.support.gpx_writer import START
from tests.support.tcx_writer import TcxActivity, TcxLap, TcxPoint, along, tcx_bytes


def read(*laps: TcxLap, sport: str = "Running") -> Parsed[tuple[Activity, ...]]:
    return tcx.read(tcx_bytes([TcxActivity(laps=laps, sport=sport)]))


def only(parsed: Parsed[tuple[Activity, ...]]) -> Activity:
    assert parsed.value is not None, parsed.problems
    assert len(parsed.value) == 1
    return parsed.value[0]


def codes(parsed: Parsed[tuple[Activity, ...]]) -> list[str]:
    return [problem.code for problem in parsed.problems]


def channel(activity: Activity, name: Channel) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    assert activity.streams is not None
    return np.asarray(activity.streams.channels[name])


TWO_LAPS = (
    TcxLap(start_s=0, total_s=300, distance_m=900, tracks=[along(0, 300)], mean_heart_rate=151),
    TcxLap(start_s=300, total_s=300, distance_m=900, tracks=[along(300, 600)], intensity="Resting"),
)


def test_laps_carry_start_time_distance_and_intensity() -> None:
    parsed = read(*TWO_LAPS)
    run = only(parsed)
    assert parsed.problems == ()
    assert [(lap.start_s, lap.duration_s, lap.distance_m) for lap in run.laps] == [
        (0.0, 300.0, 900.0),
        (300.0, 300.0, 900.0),
    ]
    assert [lap.intensity for lap in run.laps] == ["active", "rest"]
    assert run.laps[0].mean_heart_rate_bpm == 151.0
    assert run.laps[0].trigger == "manual"


def test_the_sums_of_the_laps_are_the_activity() -> None:
    run = only(read(*TWO_LAPS))
    assert (run.duration_s, run.distance_m) == (600.0, 1800.0)
    assert run.start == START
    assert run.device == "Forerunner 255"
    assert run.mean_heart_rate_bpm == pytest.approx(150.0)


def test_the_point_at_the_turn_of_a_lap_is_kept_once() -> None:
    run = only(read(*TWO_LAPS))
    assert run.streams is not None
    assert len(run.streams.time_s) == 601


def test_run_cadence_counts_both_feet() -> None:
    assert channel(only(read(*TWO_LAPS)), Channel.CADENCE)[10] == 170.0


def test_two_tracks_in_a_lap_have_a_pause_between_them() -> None:
    lap = TcxLap(start_s=0, total_s=500, tracks=[along(0, 300), along(400, 600)])
    run = only(read(lap))
    assert [(pause.start_s, pause.end_s) for pause in run.pauses] == [(300.0, 400.0)]
    assert (run.duration_s, run.elapsed_s) == (500.0, 600.0)


def test_several_activities_in_one_file_stay_apart() -> None:
    later = TcxLap(start_s=900, total_s=300, tracks=[along(900, 1200, speed_mps=8.0)])
    content = tcx_bytes(
        [TcxActivity(laps=TWO_LAPS), TcxActivity(laps=[later], sport="Biking", device=None)]
    )
    value = tcx.read(content).value
    assert value is not None
    assert [activity.kind for activity in value] == [ActivityKind.RUN, ActivityKind.RIDE]
    assert value[1].start == START + dt.timedelta(seconds=900)
    assert [activity.device for activity in value] == ["Forerunner 255", None]


def test_sport_other_is_kept_as_other_without_a_guess() -> None:
    parsed = read(*TWO_LAPS, sport="Other")
    assert only(parsed).kind is ActivityKind.OTHER
    assert parsed.problems == ()


def test_without_a_recorded_distance_the_positions_give_it() -> None:
    points = [replace(p, distance_m=None, speed_mps=None) for p in along(0, 600)]
    run = only(read(TcxLap(start_s=0, total_s=600, tracks=[points])))
    assert run.distance_m == pytest.approx(1800.0, rel=1e-3)


def test_a_treadmill_run_has_the_distance_of_its_foot_pod() -> None:
    points = [replace(p, north_m=None) for p in along(0, 600)]
    run = only(read(TcxLap(start_s=0, total_s=600, tracks=[points])))
    assert run.indoor
    assert run.distance_m == pytest.approx(1800.0)


def test_a_counter_that_starts_anew_in_each_lap_goes_on() -> None:
    second = [replace(p, distance_m=(p.distance_m or 0) - 900) for p in along(300, 600)]
    run = only(
        read(
            TcxLap(start_s=0, total_s=300, tracks=[along(0, 300)]),
            TcxLap(start_s=300, total_s=300, tracks=[second[1:]]),
        )
    )
    assert channel(run, Channel.DISTANCE)[-1] == pytest.approx(1800.0)


def test_an_activity_without_points_is_kept_by_its_laps() -> None:
    run = only(read(TcxLap(start_s=0, total_s=1800, distance_m=5000, mean_heart_rate=140)))
    assert (run.duration_s, run.distance_m, run.streams) == (1800.0, 5000.0, None)
    assert run.mean_heart_rate_bpm == 140.0


def test_points_that_cover_less_than_the_laps_are_told() -> None:
    parsed = read(TcxLap(start_s=0, total_s=3000, distance_m=9000, tracks=[along(0, 100)]))
    assert only(parsed).duration_s == 3000.0
    assert codes(parsed) == ["points-missing"]


def test_a_distance_that_nobody_covers_is_not_believed() -> None:
    parsed = read(TcxLap(start_s=0, total_s=600, distance_m=90_000, tracks=[along(0, 600)]))
    assert only(parsed).distance_m == pytest.approx(1800.0)
    assert codes(parsed) == ["distance-not-believed"]


def test_a_first_point_with_a_time_alone_does_not_matter() -> None:
    points = [TcxPoint(seconds=0), *along(5, 600)]
    assert only(read(TcxLap(start_s=0, total_s=600, tracks=[points]))).duration_s == 600.0


def test_a_lap_before_the_first_fix_starts_the_activity() -> None:
    run = only(read(TcxLap(start_s=0, total_s=600, tracks=[along(60, 600)])))
    assert run.start == START
    assert run.streams is not None
    assert run.streams.time_s[0] == 60.0


def test_a_lap_dated_years_from_its_points_gives_way_to_them() -> None:
    run = only(read(TcxLap(start_s=-1e8, total_s=600, tracks=[along(0, 600)])))
    assert run.start == START
    assert run.laps[0].start_s == 0.0


def test_ten_blanks_before_the_declaration_do_not_matter() -> None:
    content = tcx_bytes([TcxActivity(laps=TWO_LAPS)], lead=" " * 10)
    assert only(tcx.read(content)).duration_s == 600.0


def test_a_file_that_breaks_off_keeps_the_laps_before() -> None:
    content = tcx_bytes([TcxActivity(laps=TWO_LAPS)])
    parsed = tcx.read(content[: int(len(content) * 0.7)])
    run = only(parsed)
    assert run.streams is not None
    assert 380 < run.streams.time_s[-1] < 450
    assert codes(parsed)[0] == "broken-xml"


@pytest.mark.parametrize(
    ("inside", "word"), [("<Courses><Course/></Courses>", "course"),
                         ("<Workouts><Workout/></Workouts>", "workouts"),
                         ("", "no activity")],
)  # fmt: skip
def test_courses_and_workouts_are_refused(inside: str, word: str) -> None:
    parsed = tcx.read(f"<TrainingCenterDatabase>{inside}</TrainingCenterDatabase>".encode())
    assert parsed.value is None
    assert word in parsed.errors[0].sentence
    assert parsed.errors[0].code == "not-an-activity"
