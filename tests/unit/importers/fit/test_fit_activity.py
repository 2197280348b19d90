"""From decoded columns to activities: what a runner finds of her file afterwards."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from ironstride.domain.problem import Severity
from ironstride.domain.run import Activity, ActivityKind, Channel, Lap, Pause
from ironstride.importers.fit import read
from tests.support import fit_writer as fw

START = dt.datetime(2026, 3, 1, 7, 0, tzinfo=dt.UTC)
BEGAN = fw.fit_time(START)
SESSION = fw.specs(
    start=(2, fw.UINT32),
    elapsed=(7, fw.UINT32),
    timer=(8, fw.UINT32),
    distance=(9, fw.UINT32),
    sport=(5, fw.ENUM),
    end=(253, fw.UINT32),
)
RECORD = fw.specs(time=(253, fw.UINT32), heart_rate=(3, fw.UINT8), distance=(5, fw.UINT32))


def activities(content: bytes) -> tuple[Activity, ...]:
    return read(content).value or ()


def only(content: bytes) -> Activity:
    [activity] = activities(content)
    return activity


def codes(content: bytes) -> list[str]:
    return [problem.code for problem in read(content).problems]


def channel(activity: Activity, which: Channel) -> list[float]:
    assert activity.streams is not None
    return [float(value) for value in activity.streams.channels[which]]


def opened(kind: int = 4, made: int | None = BEGAN) -> fw.FitWriter:
    writer = fw.FitWriter()
    writer.define(0, fw.FILE_ID, fw.specs(type=(0, fw.ENUM), made=(4, fw.UINT32)))
    writer.write(0, kind, made)
    writer.define(1, fw.RECORD, RECORD)
    writer.define(2, fw.SESSION, SESSION)
    return writer


def test_a_run_keeps_its_summary_streams_laps_and_pauses() -> None:
    details = fw.RunDetails(lap_seconds=200, rpe=6, paused=(300, 60), utc_offset_s=-7200)
    parsed = read(fw.write_run(START, 600, 3.2, 150, details))
    assert parsed.problems == ()
    [run] = parsed.value or ()
    assert (run.kind, run.sport, run.start) == (ActivityKind.RUN, "running", START)
    assert (run.duration_s, run.elapsed_s, run.distance_m) == (600, 660, 1920)
    assert (run.session_rpe, run.utc_offset_s, run.indoor) == (6, -7200, False)
    assert run.mean_heart_rate_bpm == 150
    assert run.device == "development Test watch"
    assert run.pauses == (Pause(start_s=300, end_s=360),)
    assert [(lap.start_s, lap.duration_s) for lap in run.laps] == [(0, 200), (200, 200), (460, 200)]
    assert run.laps[0] == Lap(
        start_s=0, duration_s=200, distance_m=640, intensity="active", trigger="time"
    )


def test_channels_are_in_si_units() -> None:
    run = only(fw.write_run(START, 10, 3.2, 150, fw.RunDetails(power=230, altitude=412.4)))
    assert run.streams is not None
    assert run.streams.time_s.tolist() == list(range(11))
    assert channel(run, Channel.SPEED) == pytest.approx([3.2] * 11)
    assert channel(run, Channel.DISTANCE)[-1] == pytest.approx(32)
    assert channel(run, Channel.ALTITUDE) == pytest.approx([412.4] * 11)
    assert channel(run, Channel.POWER) == [230] * 11
    assert channel(run, Channel.CADENCE) == [172] * 11
    assert channel(run, Channel.LATITUDE)[0] == pytest.approx(48, abs=1e-6)
    assert Channel.TEMPERATURE not in run.streams.channels


def test_running_dynamics_are_in_metres_and_seconds_and_zero_is_no_stride() -> None:
    writer = opened()
    dynamics = fw.specs(oscillation=(39, fw.UINT16), contact=(41, fw.UINT16), step=(85, fw.UINT16))
    writer.define(3, fw.RECORD, (*fw.specs(time=(253, fw.UINT32)), *dynamics))
    writer.write(3, BEGAN, 823, 2510, 11250)
    writer.write(3, BEGAN + 1, 0, 0, 0)
    writer.write(2, BEGAN, 1000, 1000, None, 1, BEGAN + 1)
    run = only(writer.file())
    np.testing.assert_allclose(channel(run, Channel.VERTICAL_OSCILLATION), [0.0823, np.nan])
    np.testing.assert_allclose(channel(run, Channel.CONTACT_TIME), [0.251, np.nan])
    np.testing.assert_allclose(channel(run, Channel.STEP_LENGTH), [1.125, np.nan])


def test_cadence_that_counts_steps_already_is_not_doubled() -> None:
    counted = only(fw.write_run(START, 10, details=fw.RunDetails(cadence=344)))
    assert channel(counted, Channel.CADENCE) == [172] * 11


def test_a_ride_keeps_revolutions() -> None:
    ride = only(fw.write_run(START, 10, details=fw.RunDetails(sport=2, cadence=180)))
    assert ride.kind is ActivityKind.RIDE
    assert channel(ride, Channel.CADENCE) == [90] * 11


def test_power_of_a_pod_fills_the_channel_that_the_watch_leaves_free() -> None:
    run = only(fw.write_run(START, 5, details=fw.RunDetails(stryd=241)))
    assert channel(run, Channel.POWER) == [241] * 6
    assert run.streams is not None
    assert run.streams.developer == {}


def test_power_of_a_pod_stands_beside_that_of_the_watch() -> None:
    run = only(fw.write_run(START, 5, details=fw.RunDetails(stryd=241, power=260)))
    assert channel(run, Channel.POWER) == [260] * 6
    assert run.streams is not None
    assert run.streams.developer["Power [Watts]"].tolist() == [241] * 6


@pytest.mark.parametrize(
    ("sport", "sub_sport", "kind", "name", "indoor"),
    [
        (1, 3, ActivityKind.RUN, "running/trail", False),
        (1, 1, ActivityKind.RUN, "running/treadmill", True),
        (5, 17, ActivityKind.SWIM, "swimming/lap_swimming", True),
        (10, 20, ActivityKind.STRENGTH, "training/strength_training", True),
        (10, 43, ActivityKind.OTHER, "training/yoga", False),
        (11, 0, ActivityKind.OTHER, "walking", False),
        (99, 0, ActivityKind.OTHER, "sport 99", False),
        (0xFF, 0xFF, ActivityKind.OTHER, "unknown", False),
    ],
)
def test_the_sport_decides_the_kind(
    sport: int, sub_sport: int, kind: ActivityKind, name: str, *, indoor: bool
) -> None:
    content = fw.write_run(START, 5, details=fw.RunDetails(sport=sport, sub_sport=sub_sport))
    activity = only(content)
    assert (activity.kind, activity.sport, activity.indoor) == (kind, name, indoor)


def test_a_strength_session_keeps_its_sets_and_rests() -> None:
    sets = [
        fw.WrittenSet(seconds=40, reps=8, load_kg=62.5),
        fw.WrittenSet(seconds=90, rest=True),
        fw.WrittenSet(seconds=45, reps=6, load_kg=65, category=65534, exercise=None),
    ]
    session = only(fw.write_strength(START, sets))
    assert session.kind is ActivityKind.STRENGTH
    assert session.duration_s == 175
    assert [one.kind for one in session.sets] == ["active", "rest", "active"]
    assert [one.category for one in session.sets] == ["squat", None, "unknown"]
    assert [one.reps for one in session.sets] == [8, None, 6]
    assert [one.load_kg for one in session.sets] == [62.5, None, 65]
    assert [one.start_s for one in session.sets] == [0, 40, 130]


def test_a_set_bears_the_name_that_the_watch_showed_else_that_of_the_profile() -> None:
    writer = opened()
    title = fw.FieldSpec(number=2, base=fw.STRING, size=24)
    numbers = fw.specs(category=(0, fw.UINT16), exercise=(1, fw.UINT16))
    writer.define(3, fw.TITLE, (*numbers, title))
    writer.write(3, 28, 37, "Goblet Squat")
    fields = fw.specs(start=(6, fw.UINT32), category=(7, fw.UINT16), exercise=(8, fw.UINT16))
    writer.define(4, fw.SET, fields)
    writer.write(4, BEGAN, 28, 37)
    writer.write(4, BEGAN, 28, 38)
    writer.write(4, BEGAN, 28, 39)
    writer.write(4, BEGAN, 28, None)
    writer.write(2, BEGAN, 60_000, 60_000, None, 10, BEGAN + 60)
    names = [one.name for one in only(writer.file()).sets]
    assert names == ["Goblet Squat", "kettlebell squat", None, None]


def multisport() -> fw.FitWriter:
    writer = opened()
    for second in range(0, 300, 10):
        writer.write(1, BEGAN + second, 120 + second // 100, second * 300)
    writer.write(2, BEGAN, 100_000, 100_000, 30_000, 2, BEGAN + 100)
    writer.write(2, BEGAN + 100, 200_000, 200_000, 60_000, 1, BEGAN + 300)
    return writer


def test_each_session_becomes_an_activity_with_its_own_records() -> None:
    ride, run = activities(multisport().file())
    assert (ride.kind, run.kind) == (ActivityKind.RIDE, ActivityKind.RUN)
    assert run.start == START + dt.timedelta(seconds=100)
    assert set(channel(ride, Channel.HEART_RATE)) == {120}
    assert set(channel(run, Channel.HEART_RATE)) == {121, 122}


def test_the_distance_of_a_later_session_starts_at_zero() -> None:
    _, run = activities(multisport().file())
    assert channel(run, Channel.DISTANCE)[0] == pytest.approx(30)  # 10 s after the last of the ride
    assert channel(run, Channel.DISTANCE)[-1] == pytest.approx(600)


def test_a_summary_before_the_records_says_the_same_as_one_after_them() -> None:
    def written(*, first: bool) -> Activity:
        writer = opened()
        if first:
            writer.write(2, BEGAN, 9000, 9000, 3000, 1, BEGAN + 9)
        for second in range(10):
            writer.write(1, BEGAN + second, 150, second * 300)
        if not first:
            writer.write(2, BEGAN, 9000, 9000, 3000, 1, BEGAN + 9)
        return only(writer.file())

    before, after = written(first=True), written(first=False)
    assert channel(before, Channel.DISTANCE) == channel(after, Channel.DISTANCE)
    assert (before.start, before.duration_s) == (after.start, after.duration_s)


def test_records_without_a_summary_still_make_an_activity_and_it_is_told() -> None:
    whole = fw.write_run(START, 600, 3.0, 150, fw.RunDetails(paused=(300, 60)))
    cut = whole[: len(whole) * 3 // 4]
    activity = only(cut)
    assert activity.kind is ActivityKind.OTHER
    assert activity.start == START
    assert activity.elapsed_s is not None
    assert activity.duration_s == activity.elapsed_s - 60
    assert activity.distance_m == pytest.approx(3.0 * activity.duration_s)
    assert codes(cut) == ["truncated", "no-summary"]
    assert all(problem.severity is Severity.WARNING for problem in read(cut).problems)


@pytest.mark.parametrize(
    ("kind", "word"),
    [(2, "settings"), (5, "workout"), (9, "weight"), (32, "daily monitoring"), (200, "type 200")],
)
def test_files_that_are_no_activities_are_refused_by_name(kind: int, word: str) -> None:
    writer = opened(kind)
    writer.write(1, BEGAN, 60, 0)
    parsed = read(writer.file())
    assert parsed.value is None
    [problem] = parsed.errors
    assert problem.code == "not-an-activity"
    assert word in problem.sentence
    assert problem.remedy


def test_an_activity_chained_to_settings_is_kept() -> None:
    content = fw.write_run(START, 60) + opened(2).file()
    assert len(activities(content)) == 1
    assert read(content).errors == ()


def test_a_file_without_times_or_sessions_is_refused() -> None:
    writer = opened()
    writer.write(1, BEGAN, 150, 0)
    parsed = read(writer.file())
    assert parsed.value is None
    assert [problem.code for problem in parsed.errors] == ["empty-activity"]


def test_device_time_without_a_date_is_dated_by_the_file() -> None:
    writer = opened()
    for second in range(3):
        writer.write(1, 5000 + second, 150, second * 300)
    writer.write(2, 5000, 2000, 2000, 600, 1, 5002)
    assert only(writer.file()).start == START


def test_a_device_that_never_knew_the_date_gives_an_undated_activity() -> None:
    writer = opened(made=4990)
    for second in range(3):
        writer.write(1, 5000 + second, 150, second * 300)
    writer.write(2, 5000, 2000, 2000, 600, 1, 5002)
    content = writer.file()
    activity = only(content)
    assert activity.start is None
    assert activity.streams is not None
    assert activity.streams.time_s.tolist() == [0, 1, 2]
    assert codes(content) == ["undated"]


def test_a_clock_put_right_in_mid_run_moves_what_came_before() -> None:
    days = 20 * 86_400
    writer = opened()
    for second in range(10):
        writer.write(1, BEGAN + second + (days if second > 4 else 0), 150, second * 300)
    writer.write(2, BEGAN, 9000, 9000, 2700, 1, BEGAN + days + 9)
    content = writer.file()
    activity = only(content)
    assert activity.start == START + dt.timedelta(days=20)
    assert activity.streams is not None
    assert activity.streams.time_s.tolist() == list(range(10))
    assert codes(content) == ["clock-jump"]


def test_a_pause_of_a_month_is_no_wrong_clock() -> None:
    month = 30 * 86_400
    writer = opened()
    for second in (0, 1, month, month + 1):
        writer.write(1, BEGAN + second, 150, second)
    writer.write(2, BEGAN, (month + 1) * 1000, 3000, 900, 1, BEGAN + month + 1)
    content = writer.file()
    assert codes(content) == []
    assert only(content).start == START


def test_records_with_a_nonsense_time_are_left_out_and_told() -> None:
    writer = opened()
    for second in range(5):
        writer.write(1, BEGAN + second, 150, second * 300)
    writer.write(1, 3_000_000_000, 150, 1500)
    writer.write(2, BEGAN, 5000, 5000, 1200, 1, None)
    content = writer.file()
    assert codes(content) == ["stray-times"]
    activity = only(content)
    assert activity.streams is not None
    assert len(activity.streams.time_s) == 5


def test_a_step_back_of_the_clock_is_put_in_order() -> None:
    writer = opened()
    for second in (0, 1, 2, 1, 3):
        writer.write(1, BEGAN + second, 150, second * 300)
    writer.write(2, BEGAN, 3000, 3000, 900, 1, BEGAN + 3)
    content = writer.file()
    activity = only(content)
    assert activity.streams is not None
    assert activity.streams.time_s.tolist() == [0, 1, 1, 2, 3]
    assert codes(content) == ["clock-backwards"]


def test_records_without_a_time_are_left_out_and_told() -> None:
    writer = opened()
    for moment in (BEGAN, None, BEGAN + 1):
        writer.write(1, moment, 150, 0)
    writer.write(2, BEGAN, 1000, 1000, 900, 1, BEGAN + 1)
    assert codes(writer.file()) == ["untimed-records"]


def test_a_session_without_records_is_kept() -> None:
    writer = opened()
    writer.write(2, BEGAN, 3_600_000, 3_500_000, 900_000, 1, BEGAN + 3600)
    activity = only(writer.file())
    assert activity.streams is None
    assert (activity.start, activity.duration_s, activity.distance_m) == (START, 3500, 9000)


def test_the_local_time_of_coros_means_nothing() -> None:
    def offset(maker: int) -> int | None:
        writer = fw.FitWriter()
        writer.define(0, fw.FILE_ID, fw.specs(type=(0, fw.ENUM), maker=(1, fw.UINT16)))
        writer.write(0, 4, maker)
        writer.define(2, fw.SESSION, SESSION)
        writer.write(2, BEGAN, 60_000, 60_000, 900, 1, BEGAN + 60)
        writer.define(3, fw.ACTIVITY, fw.specs(time=(253, fw.UINT32), local=(5, fw.UINT32)))
        writer.write(3, BEGAN, BEGAN)
        return only(writer.file()).utc_offset_s

    assert offset(1) == 0
    assert offset(294) is None


@pytest.mark.parametrize("local", [0, BEGAN + 3601, BEGAN + 15 * 3600, None])
def test_an_impossible_offset_is_unknown(local: int | None) -> None:
    writer = opened()
    writer.write(2, BEGAN, 60_000, 60_000, 900, 1, BEGAN + 60)
    writer.define(3, fw.ACTIVITY, fw.specs(time=(253, fw.UINT32), local=(5, fw.UINT32)))
    writer.write(3, BEGAN, local)
    assert only(writer.file()).utc_offset_s is None
