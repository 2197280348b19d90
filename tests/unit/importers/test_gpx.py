from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from ironstride.domain.problem import Parsed, Severity
from ironstride.domain.run import Activity, ActivityKind, Channel
from ironstride.importers import gpx
from tests.support.gpx_writer import START, GpxFile, GpxTrack, Point, gpx_bytes, one_track, steady


def only(parsed: Parsed[tuple[Activity, ...]]) -> Activity:
    assert parsed.value is not None, parsed.problems
    assert len(parsed.value) == 1
    return parsed.value[0]


def codes(parsed: Parsed[tuple[Activity, ...]]) -> list[str]:
    return [problem.code for problem in parsed.problems]


def channel(activity: Activity, name: Channel) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    assert activity.streams is not None
    return np.asarray(activity.streams.channels[name])


def test_a_steady_run_has_its_time_distance_and_heart_rate() -> None:
    run = only(gpx.read(one_track(steady(600))))
    assert run.kind is ActivityKind.RUN
    assert run.start == START
    assert run.duration_s == 600.0
    assert run.distance_m == pytest.approx(1800.0, rel=1e-4)
    assert run.mean_heart_rate_bpm == pytest.approx(150.0)
    assert channel(run, Channel.SPEED)[300] == pytest.approx(3.0, rel=1e-3)
    assert run.device == "Garmin Connect"
    assert run.source_format == "gpx"


def test_a_clean_run_is_read_without_any_warning() -> None:
    assert gpx.read(one_track(steady(600))).problems == ()


def test_the_cadence_of_one_foot_is_doubled_for_a_run() -> None:
    assert channel(only(gpx.read(one_track(steady(60)))), Channel.CADENCE)[0] == 170.0


def test_the_cadence_of_both_feet_is_left_as_it_is() -> None:
    points = [replace(point, cadence=172) for point in steady(60)]
    assert channel(only(gpx.read(one_track(points))), Channel.CADENCE)[0] == 172.0


def test_the_cadence_of_a_ride_counts_turns() -> None:
    ride = only(gpx.read(one_track(steady(60, speed_mps=8.0), sport="cycling")))
    assert ride.kind is ActivityKind.RIDE
    assert channel(ride, Channel.CADENCE)[0] == 85.0


@pytest.mark.parametrize(
    ("sport", "kind"),
    [
        ("running", ActivityKind.RUN),
        ("Trail Running", ActivityKind.RUN),
        ("treadmill_running", ActivityKind.RUN),
        ("VirtualRun", ActivityKind.RUN),
        ("mountain biking", ActivityKind.RIDE),
        ("open_water_swimming", ActivityKind.SWIM),
        ("strength_training", ActivityKind.STRENGTH),
        ("hiking", ActivityKind.OTHER),
    ],
)
def test_the_sport_follows_the_word_of_the_file(sport: str, kind: ActivityKind) -> None:
    assert only(gpx.read(one_track(steady(60), sport=sport))).kind is kind


def test_the_number_nine_is_a_run_in_a_strava_file() -> None:
    file = GpxFile(
        tracks=[GpxTrack(segments=[steady(60, speed_mps=1.0)], sport="9")],
        creator="StravaGPX Android",
    )
    parsed = gpx.read(gpx_bytes(file))
    assert only(parsed).kind is ActivityKind.RUN
    assert "kind-guessed" not in codes(parsed)


@pytest.mark.parametrize(
    ("speed_mps", "kind"),
    [
        (1.2, ActivityKind.OTHER),
        (1.79, ActivityKind.OTHER),
        (1.81, ActivityKind.RUN),
        (5.9, ActivityKind.RUN),
        (6.1, ActivityKind.RIDE),
        (9.0, ActivityKind.RIDE),
    ],
)
def test_a_track_without_sport_is_guessed_by_speed_and_told(
    speed_mps: float, kind: ActivityKind
) -> None:
    points = [replace(p, cadence=None) for p in steady(600, speed_mps=speed_mps)]
    parsed = gpx.read(one_track(points, sport=None))
    assert only(parsed).kind is kind
    guess = next(problem for problem in parsed.problems if problem.code == "kind-guessed")
    assert guess.severity is Severity.WARNING
    assert f"{speed_mps:.1f} m/s" in guess.sentence


def test_slow_running_steps_tell_a_run_from_a_walk() -> None:
    parsed = gpx.read(one_track(steady(600, speed_mps=1.5), sport=None))
    assert only(parsed).kind is ActivityKind.RUN


def test_a_name_that_says_ride_decides_before_speed() -> None:
    parsed = gpx.read(one_track(steady(600), sport=None, name="Morning Ride"))
    assert only(parsed).kind is ActivityKind.RIDE
    assert "kind-guessed" not in codes(parsed)


def test_a_break_between_segments_is_a_pause_and_its_way_does_not_count() -> None:
    later = [replace(p, north_m=(p.north_m or 0) + 500) for p in steady(600, from_s=400)]
    run = only(gpx.read(gpx_bytes(GpxFile(tracks=[GpxTrack(segments=[steady(300), later])]))))
    assert [(pause.start_s, pause.end_s) for pause in run.pauses] == [(300.0, 400.0)]
    assert run.duration_s == 500.0
    assert run.elapsed_s == 600.0
    assert run.distance_m == pytest.approx(1500.0, rel=1e-3)


def test_segments_a_second_apart_are_no_pause() -> None:
    segments = [steady(300), steady(600, from_s=301)]
    run = only(gpx.read(gpx_bytes(GpxFile(tracks=[GpxTrack(segments=segments)]))))
    assert run.pauses == ()
    assert run.duration_s == 600.0


@pytest.mark.parametrize(("gap_s", "pauses"), [(59, 0), (60, 1)])
def test_a_silence_of_a_minute_standing_still_is_a_pause(gap_s: int, pauses: int) -> None:
    last = steady(300)[-1]
    after = [
        replace(p, seconds=300 + gap_s + i, north_m=(last.north_m or 0) + 3.0 * i)
        for i, p in enumerate(steady(300))
    ]
    run = only(gpx.read(one_track([*steady(300), *after])))
    assert len(run.pauses) == pauses


def test_a_silence_in_which_the_runner_went_on_is_no_pause() -> None:
    run = only(gpx.read(one_track([*steady(300), *steady(800, from_s=500)])))
    assert run.pauses == ()
    assert run.distance_m == pytest.approx(2400.0, rel=1e-3)


def test_tracks_of_two_sports_are_two_activities() -> None:
    file = GpxFile(
        tracks=[
            GpxTrack(segments=[steady(300)], sport="running"),
            GpxTrack(segments=[steady(600, from_s=310, speed_mps=8.0)], sport="cycling"),
        ]
    )
    value = gpx.read(gpx_bytes(file)).value
    assert value is not None
    assert [activity.kind for activity in value] == [ActivityKind.RUN, ActivityKind.RIDE]


@pytest.mark.parametrize(("gap_s", "count"), [(900, 1), (901, 2)])
def test_tracks_of_one_sport_within_a_quarter_of_an_hour_are_one(gap_s: int, count: int) -> None:
    file = GpxFile(
        tracks=[
            GpxTrack(segments=[steady(300)]),
            GpxTrack(segments=[steady(600 + gap_s, from_s=300 + gap_s)]),
        ]
    )
    value = gpx.read(gpx_bytes(file)).value
    assert value is not None
    assert len(value) == count


def test_a_route_without_times_is_refused_with_a_remedy() -> None:
    parsed = gpx.read(one_track([replace(p, seconds=None) for p in steady(60)]))
    assert parsed.value is None
    (problem,) = parsed.errors
    assert problem.code == "not-an-activity"
    assert "61 points without any time" in problem.sentence
    assert problem.remedy is not None


def test_made_up_times_of_a_route_planner_are_refused() -> None:
    start = dt.datetime(2010, 1, 1, tzinfo=dt.UTC)
    content = (
        gpx_bytes(GpxFile(tracks=[GpxTrack(segments=[steady(60)])], creator="GPSies", start=start))
        .replace(b"<time>", b"\n  <time>")
        .replace(b"00:00:00.000Z", b"00:00:00Z")
    )
    assert codes(gpx.read(content)) == ["not-an-activity"]


def test_points_without_a_time_or_a_place_do_not_stop_the_others() -> None:
    points = steady(600)
    points[100] = replace(points[100], seconds=None)
    points[200] = replace(points[200], north_m=None)
    parsed = gpx.read(one_track(points))
    run = only(parsed)
    assert run.distance_m == pytest.approx(1800.0, rel=1e-3)
    assert run.streams is not None
    assert len(run.streams.time_s) == 600
    assert codes(parsed) == ["points-without-time"]


def test_a_gps_jump_adds_no_distance_and_is_told() -> None:
    points = steady(600)
    points[300] = replace(points[300], north_m=50_000.0)
    parsed = gpx.read(one_track(points))
    assert only(parsed).distance_m == pytest.approx(1800.0, rel=1e-3)
    assert codes(parsed) == ["gps-jumps"]


def test_a_regained_fix_far_away_adds_no_distance() -> None:
    points = [
        replace(p, north_m=(p.north_m or 0) + (4_000 if i > 300 else 0))
        for i, p in enumerate(steady(600))
    ]
    run = only(gpx.read(one_track(points)))
    assert run.distance_m == pytest.approx(1797.0, rel=1e-3)


def test_a_position_of_nought_nought_is_no_position() -> None:
    content = one_track(steady(60)).replace(
        b'<trkpt lat="52.00000000" lon="13.00000000">', b'<trkpt lat="0" lon="0">'
    )
    run = only(gpx.read(content))
    assert np.isnan(channel(run, Channel.LATITUDE)[0])


def test_impossible_values_are_dropped_and_told() -> None:
    points = [replace(p, heart_rate=300 if i == 5 else 150) for i, p in enumerate(steady(60))]
    parsed = gpx.read(one_track(points))
    assert np.isnan(channel(only(parsed), Channel.HEART_RATE)[5])
    assert "1 value of heart_rate_bpm outside 25 to 250" in parsed.problems[0].sentence


def test_times_that_go_back_cost_only_those_points() -> None:
    points = steady(600)
    points[300] = replace(points[300], seconds=10.0)
    parsed = gpx.read(one_track(points))
    run = only(parsed)
    assert run.streams is not None
    assert np.all(np.diff(run.streams.time_s) >= 0)
    assert len(run.streams.time_s) == 600
    assert codes(parsed) == ["times-go-back"]


def test_one_time_in_the_far_future_does_not_swallow_the_rest() -> None:
    points = steady(600)
    points[5] = replace(points[5], seconds=90 * 86_400.0)
    parsed = gpx.read(one_track(points))
    assert only(parsed).duration_s == 600.0
    assert codes(parsed) == ["clock-outliers"]


def test_segments_in_the_wrong_order_are_sorted() -> None:
    segments = [steady(600, from_s=301), steady(300)]
    parsed = gpx.read(gpx_bytes(GpxFile(tracks=[GpxTrack(segments=segments)])))
    run = only(parsed)
    assert run.duration_s == 600.0
    assert run.distance_m == pytest.approx(1800.0, rel=1e-3)
    assert codes(parsed) == ["times-out-of-order"]


@pytest.mark.parametrize("year", [1970, 2099])
def test_a_clock_that_was_never_set_leaves_the_start_open(year: int) -> None:
    start = dt.datetime(year, 1, 1, tzinfo=dt.UTC)
    parsed = gpx.read(gpx_bytes(GpxFile(tracks=[GpxTrack(segments=[steady(600)])], start=start)))
    run = only(parsed)
    assert run.start is None
    assert run.duration_s == 600.0
    assert codes(parsed) == ["clock-not-set"]


def test_local_times_keep_their_offset() -> None:
    file = GpxFile(tracks=[GpxTrack(segments=[steady(60)])], offset="+02:00")
    run = only(gpx.read(gpx_bytes(file)))
    assert run.utc_offset_s == 7200
    assert run.start == START - dt.timedelta(hours=2)


def test_times_without_a_zone_are_universal_and_told() -> None:
    file = GpxFile(tracks=[GpxTrack(segments=[steady(60)])], offset="")
    parsed = gpx.read(gpx_bytes(file))
    assert only(parsed).start == START
    assert codes(parsed) == ["no-time-zone"]


def test_a_file_that_breaks_off_keeps_what_came_before() -> None:
    content = one_track(steady(600))
    parsed = gpx.read(content[: len(content) // 2])
    run = only(parsed)
    assert 200 < run.duration_s < 400
    assert codes(parsed)[0] == "broken-xml"
    assert parsed.problems[0].severity is Severity.WARNING
    assert "points before it were kept" in parsed.problems[0].sentence


def test_a_file_that_breaks_off_at_once_is_refused() -> None:
    parsed = gpx.read(b'<?xml version="1.0"?><gpx><trk><trkseg><trkpt lat=')
    assert parsed.value is None
    assert [problem.code for problem in parsed.errors] == ["broken-xml"]


def test_blanks_and_a_mark_before_the_declaration_do_not_matter() -> None:
    file = GpxFile(tracks=[GpxTrack(segments=[steady(60)])], lead="\ufeff  \n ")
    assert gpx.read(gpx_bytes(file)).problems == ()


def test_a_file_in_utf_16_is_read() -> None:
    text = one_track(steady(60), name="L\u00e4uft").decode()
    assert only(gpx.read(text.encode("utf-16"))).name == "L\u00e4uft"


def test_an_undeclared_prefix_does_not_lose_the_heart_rate() -> None:
    file = GpxFile(tracks=[GpxTrack(segments=[steady(60)])], prefix="ns3", declares_prefix=False)
    run = only(gpx.read(gpx_bytes(file)))
    assert run.mean_heart_rate_bpm == pytest.approx(150.0)


def test_a_bare_ampersand_in_the_name_is_mended() -> None:
    run = only(gpx.read(one_track(steady(60), name="Run & coffee")))
    assert run.name == "Run & coffee"


def test_latin_bytes_in_the_name_do_not_stop_the_file() -> None:
    content = one_track(steady(60), name="L\u00e4uft").replace("\u00e4".encode(), b"\xe4")
    assert only(gpx.read(content)).duration_s == 60.0


LAUGHS = '<!DOCTYPE gpx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE gpx [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("head", [LAUGHS, OUTSIDE])
def test_entity_attacks_are_refused_with_a_sentence(head: str) -> None:
    file = GpxFile(tracks=[GpxTrack(segments=[steady(60)], name="&c;")], head=head)
    parsed = gpx.read(gpx_bytes(file))
    assert parsed.value is None
    (problem,) = parsed.errors
    assert problem.code == "xml-attack"
    assert problem.remedy is not None


def test_speed_in_another_unit_is_not_believed() -> None:
    points = [replace(p, extra="<speed>10.8</speed>") for p in steady(600)]
    parsed = gpx.read(one_track(points))
    assert channel(only(parsed), Channel.SPEED)[300] == pytest.approx(3.0, rel=1e-3)
    assert codes(parsed) == ["speed-not-believed"]


def test_waypoints_alone_are_refused() -> None:
    parsed = gpx.read(b'<gpx version="1.1"><wpt lat="1" lon="2"><ele>3</ele></wpt></gpx>')
    assert "waypoints" in parsed.errors[0].sentence


def test_another_xml_is_refused() -> None:
    assert gpx.read(b"<html><body/></html>").errors[0].code == "not-an-activity"


def test_a_single_point_is_refused() -> None:
    parsed = gpx.read(one_track([Point(seconds=0, north_m=0)]))
    assert parsed.value is None
    assert parsed.errors[0].code == "not-an-activity"


def test_more_tracks_than_a_life_of_running_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gpx, "MAX_ACTIVITIES", 2)
    file = GpxFile(tracks=[GpxTrack(segments=[steady(60)])] * 3)
    parsed = gpx.read(gpx_bytes(file))
    assert parsed.value is None
    assert parsed.errors[0].code == "too-many-points"


def test_more_points_than_a_week_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gpx, "MAX_POINTS", 50)
    assert gpx.read(one_track(steady(60))).errors[0].code == "too-many-points"
