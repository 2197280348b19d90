from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ironstride.domain.run import Activity, Channel, Lap, Streams
from ironstride.running.bouts import Bouts, bouts_of
from ironstride.running.gears import two_classes, variation
from ironstride.running.track import track_of
from tests.support import runs


def bouts(activity: Activity) -> Bouts:
    return bouts_of(track_of(activity), activity.laps)


@pytest.mark.parametrize(
    ("repeats", "seconds", "rest"), [(6, 180, 120), (15, 30, 30), (10, 90, 90), (3, 600, 90)]
)
def test_repeats_are_found_with_their_number_and_length(
    repeats: int, seconds: float, rest: float
) -> None:
    found = bouts(runs.run_of(runs.intervals(repeats, seconds, rest)))
    assert len(found.bouts) == repeats
    assert found.source == "speed"
    for bout in found.bouts:
        assert bout.duration_s == pytest.approx(seconds, abs=6)
        assert bout.speed_mps == pytest.approx(4.32, abs=0.2)
    assert found.contrast > 0.4


def test_walked_and_standing_recoveries_do_not_hide_the_repeats() -> None:
    block = [(120.0, 4.4, 0.0), (90.0, 0.0, 0.0)]
    found = bouts(runs.run_of([(900, 3.0, 0.0), *(block * 5), (600, 3.0, 0.0)]))
    assert len(found.bouts) == 5


def test_an_easy_run_has_no_bouts() -> None:
    assert bouts(runs.run_of(runs.easy())).bouts == ()


def test_a_hilly_easy_run_has_no_bouts() -> None:
    stretches = [(300.0, 3.0, 0.04), (300.0, 3.0, -0.04)] * 4
    assert bouts(runs.run_of(stretches)).bouts == ()


def test_strides_are_surges() -> None:
    found = bouts(runs.run_of(runs.strides(6)))
    assert len(found.bouts) == 6
    assert all(12 <= bout.duration_s <= 32 for bout in found.bouts)


def test_climbs_carry_their_grade_and_height() -> None:
    found = bouts(runs.run_of(runs.hills(8)))
    assert len(found.bouts) == 8
    for bout in found.bouts:
        assert bout.grade == pytest.approx(0.07, abs=0.015)
        assert bout.climb_m > 8


def test_the_watchs_workout_names_the_bouts() -> None:
    stretches = runs.intervals(4, 240, 120)
    marks = ["warmup", *(["active", "rest"] * 4), "cooldown"]
    activity = replace(runs.run_of(stretches), laps=runs.laps_of(stretches, marks))
    found = bouts(activity)
    assert found.source == "workout-laps"
    assert [round(bout.duration_s) for bout in found.bouts] == [240] * 4
    assert found.contrast > 0.4
    assert all(bout.peak_heart_rate_bpm for bout in found.bouts)


def test_ordinary_laps_that_watches_mark_active_tell_nothing() -> None:
    stretches = runs.easy(40)
    activity = replace(runs.run_of(stretches), laps=runs.laps_of(stretches, ["active"]))
    assert bouts(activity).source != "workout-laps"


def test_a_workout_without_streams_is_told_by_its_laps() -> None:
    stretches = runs.intervals(4, 240, 120)
    marks = ["warmup", *(["interval", "recovery"] * 4), "cooldown"]
    summary = runs.without_streams(runs.run_of(stretches))
    found = bouts(replace(summary, laps=runs.laps_of(stretches, marks)))
    assert len(found.bouts) == 4
    assert found.bouts[0].speed_mps == pytest.approx(4.32)
    assert found.contrast > 0.4


def test_workout_laps_without_distance_keep_their_times() -> None:
    laps = tuple(
        Lap(start_s=i * 100.0, duration_s=100.0, intensity=mark)
        for i, mark in enumerate(["active", "rest"] * 3)
    )
    found = bouts_of(None, laps)
    assert len(found.bouts) == 3
    assert found.contrast == 0.0


def test_laps_cut_by_hand_tell_repeats_without_streams() -> None:
    stretches = runs.intervals(5, 180, 120)
    summary = runs.without_streams(runs.run_of(stretches))
    found = bouts(replace(summary, laps=runs.laps_of(stretches, [None] * 12)))
    assert found.source == "laps"
    assert len(found.bouts) == 5


def test_kilometres_cut_by_the_watch_tell_nothing() -> None:
    laps = tuple(
        Lap(start_s=i * 300.0, duration_s=300.0 + 60 * (i % 2), distance_m=1000.0) for i in range(8)
    )
    assert bouts_of(None, laps).bouts == ()


def test_laps_of_one_pace_and_too_few_laps_tell_nothing() -> None:
    alike = tuple(Lap(start_s=i, duration_s=100.0 + i, distance_m=300 + 3 * i) for i in range(5))
    assert bouts_of(None, alike[:2]).bouts == ()
    assert bouts_of(None, tuple(replace(lap, distance_m=None) for lap in alike)).bouts == ()
    uneven = tuple(
        Lap(start_s=0.0, duration_s=d, distance_m=3.0 * d) for d in (100.0, 200.0, 330.0, 70.0)
    )
    assert bouts_of(None, uneven).bouts == ()


def test_unsound_laps_are_left_out() -> None:
    laps = (
        Lap(start_s=float("nan"), duration_s=100.0, intensity="active"),
        Lap(start_s=0.0, duration_s=float("inf"), intensity="rest"),
        Lap(start_s=0.0, duration_s=60.0, distance_m=-4.0, intensity="active"),
    )
    assert bouts_of(None, laps).bouts == ()


def test_laps_behind_the_end_of_the_recording_are_left_out() -> None:
    activity = replace(
        runs.run_of(runs.easy(20)),
        laps=(
            Lap(start_s=90_000.0, duration_s=60.0, intensity="active"),
            Lap(start_s=90_060.0, duration_s=60.0, intensity="rest"),
        ),
    )
    found = bouts(activity)
    assert found.bouts == ()
    assert found.contrast == 0.0


def only(activity: Activity, *channels: Channel) -> Activity:
    assert activity.streams is not None
    kept = {channel: activity.streams.channels[channel] for channel in channels}
    return replace(
        activity,
        distance_m=None,
        indoor=True,
        streams=Streams(time_s=activity.streams.time_s, channels=kept),
    )


def test_power_tells_repeats_on_a_treadmill_without_speed() -> None:
    found = bouts(only(runs.run_of(runs.intervals(), power=True), Channel.POWER))
    assert found.source == "power"
    assert len(found.bouts) == 6
    assert found.bouts[0].power_w == pytest.approx(324, abs=15)


def test_heart_rate_tells_long_repeats_where_there_is_nothing_else() -> None:
    found = bouts(only(runs.run_of(runs.intervals(5, 240, 180)), Channel.HEART_RATE))
    assert found.source == "heart-rate"
    assert len(found.bouts) == 5


def test_the_heart_alone_tells_no_bouts_of_an_easy_run() -> None:
    assert bouts(only(runs.run_of(runs.easy(60)), Channel.HEART_RATE)).bouts == ()


def test_cadence_alone_tells_nothing() -> None:
    activity = runs.run_of(runs.easy(20))
    assert activity.streams is not None
    size = activity.streams.time_s.size
    cadence = {Channel.CADENCE: np.full(size, 170.0)}
    bare = replace(activity, streams=Streams(time_s=activity.streams.time_s, channels=cadence))
    assert bouts(bare).source == "none"


def test_workout_laps_without_any_speed_have_no_contrast() -> None:
    laps = (
        Lap(start_s=0.0, duration_s=300.0, intensity="active"),
        Lap(start_s=300.0, duration_s=300.0, intensity="rest"),
    )
    activity = replace(only(runs.run_of(runs.easy(20)), Channel.HEART_RATE), laps=laps)
    found = bouts(activity)
    assert found.contrast == 0.0
    assert found.bouts[0].speed_mps is None


def test_two_classes_are_parted_in_the_middle_of_the_gap() -> None:
    threshold, share = two_classes(np.array([3.0] * 50 + [4.0] * 50))
    assert threshold == pytest.approx(3.5, abs=0.02)
    assert share == pytest.approx(1.0)


def test_one_bell_curve_is_not_two_classes() -> None:
    values = np.random.default_rng(3).normal(3.0, 0.2, 5000)
    assert two_classes(values)[1] == pytest.approx(2 / np.pi, abs=0.02)
    assert two_classes(np.full(5, 3.0))[1] == 0.0


def test_variation_is_robust_and_relative() -> None:
    values = np.random.default_rng(3).normal(3.0, 0.3, 5000)
    values[:50] = 90.0
    assert variation(values) == pytest.approx(0.1, abs=0.01)
    assert variation(values[:0]) == 0.0
    assert variation(np.zeros(5)) == 0.0
