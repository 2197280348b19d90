from __future__ import annotations

import datetime as dt
import json
import math
from dataclasses import replace

import numpy as np
import pytest

from ironstride.domain.run import Channel, Streams
from ironstride.running.features import EFFORT_SECONDS, features
from ironstride.running.features_json import from_json, to_json
from tests.support import runs


def test_a_run_is_measured_as_it_was_made() -> None:
    found = features(runs.run_of(runs.easy(60, 3.0)))
    assert found.recorded_s == pytest.approx(3600, abs=2)
    assert found.mean_speed_mps == pytest.approx(3.0, abs=0.02)
    assert found.grade_adjusted_speed_mps == pytest.approx(3.0, abs=0.03)
    assert found.mean_heart_rate_bpm == pytest.approx(140, abs=2)
    assert found.peak_heart_rate_bpm == pytest.approx(141, abs=3)
    assert found.ascent_m == 0.0
    assert found.doubts == ()
    assert sum(seconds for _, _, seconds in found.cells) == pytest.approx(3600, abs=2)


def test_climbing_is_priced_in_the_grade_adjusted_speed() -> None:
    found = features(runs.run_of([(1800.0, 3.0, 0.05)]))
    assert found.mean_speed_mps == pytest.approx(3.0 / runs.flat_cost_factor(0.05), rel=0.02)
    assert found.grade_adjusted_speed_mps == pytest.approx(3.0, rel=0.02)
    assert found.ascent_m == pytest.approx(0.05 * (found.distance_m or 0.0), rel=0.03)


def test_best_efforts_are_those_of_the_repeats() -> None:
    bests = dict(features(runs.run_of(runs.intervals())).bests)
    assert bests[180] == pytest.approx(180 * 4.32, rel=0.02)
    assert set(bests) == {seconds for seconds in EFFORT_SECONDS if seconds < 3120}


def test_a_long_descent_makes_no_best_effort() -> None:
    down = features(runs.run_of([(900.0, 2.8, -0.08), (900.0, 2.8, 0.0)]))
    assert dict(down.bests)[600] < 600 * 3.0


def test_power_bests_and_mean_power_are_kept() -> None:
    found = features(runs.run_of(runs.intervals(), power=True))
    assert dict(found.power_bests)[180] == pytest.approx(324, rel=0.03)
    assert found.mean_power_w is not None


def test_start_and_offset_give_the_local_date() -> None:
    activity = replace(
        runs.run_of(runs.easy(10)), start=dt.datetime(2026, 3, 2, 23, 30, tzinfo=dt.UTC)
    )
    found = features(replace(activity, utc_offset_s=3600))
    assert found.local_start == dt.datetime(2026, 3, 3, 0, 30)  # noqa: DTZ001 (local wall time)
    assert features(replace(activity, utc_offset_s=None), offset_s=-7200).date == dt.date(
        2026, 3, 2
    )
    assert features(replace(activity, utc_offset_s=10**7), offset_s=7200).utc_offset_s == 7200


def test_a_start_without_a_zone_counts_as_utc_and_none_stays_none() -> None:
    naive = dt.datetime(2026, 3, 2, 6, 0)  # noqa: DTZ001 (what a careless reader gives)
    found = features(replace(runs.run_of(runs.easy(10)), start=naive))
    assert found.start == naive.replace(tzinfo=dt.UTC)
    undated = features(replace(runs.run_of(runs.easy(10)), start=None))
    assert (undated.start, undated.date, undated.local_start) == (None, None, None)
    with pytest.raises(ValueError, match="no place in a history"):
        _ = undated.dated_start


@pytest.mark.parametrize("told", [math.nan, math.inf, -5.0, 0.0, 1e9])
def test_an_impossible_duration_gives_way_to_the_recording(told: float) -> None:
    found = features(replace(runs.run_of(runs.easy(20)), duration_s=told))
    assert found.duration_s == pytest.approx(1200, abs=2)
    assert "recorded" in found.doubts[0]


def test_an_impossible_duration_of_a_summary_counts_as_zero_and_says_so() -> None:
    summary = replace(runs.without_streams(runs.run_of(runs.easy(20))), duration_s=math.nan)
    found = features(summary)
    assert found.duration_s == 0.0
    assert found.mean_speed_mps is None
    assert "missing or impossible" in found.doubts[0]


def test_a_timer_longer_than_the_samples_holds_if_the_wall_clock_agrees() -> None:
    activity = replace(runs.run_of(runs.easy(10)), duration_s=1500.0, elapsed_s=1600.0)
    assert features(activity).duration_s == 1500.0


def test_an_impossible_distance_gives_way_to_the_recording() -> None:
    found = features(replace(runs.run_of(runs.easy(20)), distance_m=90_000.0))
    assert found.distance_m == pytest.approx(3600, rel=0.02)
    assert "not possible" in found.doubts[0]


def test_a_distance_that_the_recording_contradicts_gives_way() -> None:
    found = features(replace(runs.run_of(runs.easy(20)), distance_m=6000.0))
    assert found.distance_m == pytest.approx(3600, rel=0.02)
    assert "the recording counts" in found.doubts[0]


def test_a_distance_of_nothing_is_not_known() -> None:
    summary = replace(runs.without_streams(runs.run_of(runs.easy(20))), distance_m=0.0)
    assert features(summary).distance_m is None
    assert features(summary).doubts == ()


def test_positions_of_a_drive_are_no_run() -> None:
    activity = replace(runs.run_of(runs.easy(20, 10.0), speed_noise=0.01), distance_m=None)
    found = features(activity)
    assert found.distance_m is None
    assert "too fast" in found.doubts[-1]


def test_the_devices_own_ascent_counts_if_it_is_possible() -> None:
    activity = runs.run_of(runs.easy(20))
    assert features(replace(activity, ascent_m=44.0)).ascent_m == 44.0
    assert features(replace(activity, ascent_m=9000.0)).ascent_m == 0.0
    assert features(replace(activity, ascent_m=math.nan)).ascent_m == 0.0
    assert features(runs.without_streams(replace(activity, ascent_m=None))).ascent_m is None


def with_channel(channel: Channel, values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Streams:
    activity = runs.run_of(runs.easy(20))
    assert activity.streams is not None
    return Streams(
        time_s=activity.streams.time_s, channels={**activity.streams.channels, channel: values}
    )


def test_a_heart_rate_locked_on_the_cadence_has_no_peak() -> None:
    activity = runs.run_of(runs.easy(20))
    beats = np.full(1201, 171.0)
    locked = with_channel(Channel.HEART_RATE, beats)
    both = replace(locked, channels={**locked.channels, Channel.CADENCE: np.full(1201, 172.0)})
    apart = replace(locked, channels={**locked.channels, Channel.CADENCE: np.full(1201, 182.0)})
    odd = replace(locked, channels={**locked.channels, Channel.CADENCE: np.full(3, 171.0)})
    assert features(replace(activity, streams=both)).peak_heart_rate_bpm is None
    assert "cadence" in features(replace(activity, streams=both)).doubts[0]
    assert features(replace(activity, streams=apart)).peak_heart_rate_bpm == pytest.approx(171)
    assert features(replace(activity, streams=odd)).peak_heart_rate_bpm == pytest.approx(171)


def test_a_short_spike_of_the_sensor_is_no_peak() -> None:
    activity = runs.run_of(runs.easy(20))
    beats = np.full(1201, 140.0)
    beats[600:603] = 220.0
    found = features(replace(activity, streams=with_channel(Channel.HEART_RATE, beats)))
    assert found.peak_heart_rate_bpm is not None
    assert found.peak_heart_rate_bpm < 155


def test_a_heart_rate_for_seconds_only_has_no_peak() -> None:
    activity = runs.run_of(runs.easy(20))
    beats = np.full(1201, np.nan)
    beats[600:603] = 150.0
    beats[603:] = np.nan
    found = features(replace(activity, streams=with_channel(Channel.HEART_RATE, beats)))
    assert found.mean_heart_rate_bpm == 150.0


def test_features_come_back_from_json_as_they_were() -> None:
    activity = replace(runs.run_of(runs.intervals(), power=True), name="Track", session_rpe=7.0)
    for found in (
        features(activity),
        features(replace(runs.without_streams(activity), start=None)),
    ):
        text = json.dumps(to_json(found))
        assert from_json(json.loads(text)) == found


def test_features_are_small() -> None:
    assert len(json.dumps(to_json(features(runs.run_of(runs.intervals(15, 30, 30)))))) < 8_000


def test_features_of_another_version_are_measured_anew() -> None:
    plain = to_json(features(runs.run_of(runs.easy(10))))
    assert from_json({**plain, "version": 0}) is None


def test_a_recording_that_ran_on_through_pauses_does_not_overrule_the_watch() -> None:
    activity = replace(runs.run_of(runs.easy(20)), duration_s=900.0, distance_m=2700.0)
    found = features(activity)
    assert (found.distance_m, found.duration_s) == (2700.0, 900.0)


def test_a_timer_that_stopped_too_early_makes_no_speed() -> None:
    run = runs.run_of(runs.easy(20))
    measured = features(run)
    assert measured.mean_speed_mps is not None
    stopped = features(replace(run, duration_s=1.0, distance_m=None))
    assert stopped.distance_m == measured.distance_m
    assert stopped.mean_speed_mps is None
