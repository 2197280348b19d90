from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from ironstride.domain.run import Activity, ActivityKind, Channel, Pause, Streams
from ironstride.running.track import FASTEST_MPS, Track, track_of
from tests.support import runs

Columns = Mapping[Channel, NDArray[np.float64]]


def made(
    channels: Columns, *, time: NDArray[np.float64] | None = None, pauses: tuple[Pause, ...] = ()
) -> Activity:
    size = next(iter(channels.values())).size
    axis = np.arange(size, dtype=np.float64) if time is None else time
    return Activity(
        kind=ActivityKind.RUN,
        sport="running",
        start=runs.START,
        duration_s=float(size),
        source_format="fit",
        pauses=pauses,
        streams=Streams(time_s=axis, channels=channels),
    )


def track(activity: Activity) -> Track:
    found = track_of(activity)
    assert found is not None
    return found


def steady(size: int = 600, speed: float = 3.0) -> NDArray[np.float64]:
    return np.arange(size, dtype=np.float64) * speed


def test_a_steady_run_keeps_its_distance_and_speed() -> None:
    found = track(made({Channel.DISTANCE: steady()}))
    assert found.distance_m is not None
    assert found.speed_mps is not None
    assert found.distance_m[-1] == pytest.approx(599 * 3.0)
    assert found.speed_mps == pytest.approx(3.0)
    assert found.moving.all()
    assert found.doubts == ()


def test_a_time_jump_of_twenty_days_takes_no_time() -> None:
    time = np.arange(600.0)
    time[300:] += 20 * 86_400
    found = track(made({Channel.DISTANCE: steady()}, time=time))
    assert found.seconds == pytest.approx(600, abs=2)


def test_a_reset_of_the_distance_is_cut_out_and_said() -> None:
    metres = steady()
    metres[300:] -= metres[300]
    found = track(made({Channel.DISTANCE: metres}))
    assert found.distance_m is not None
    assert found.distance_m[-1] == pytest.approx(598 * 3.0)
    assert "1 jumps" in found.doubts[0]


def test_a_teleport_is_cut_out_and_said() -> None:
    metres = steady()
    metres[300:] += 50_000
    found = track(made({Channel.DISTANCE: metres}))
    assert found.speed_mps is not None
    assert found.speed_mps.max() <= FASTEST_MPS
    assert len(found.doubts) == 1


def test_a_pause_takes_no_time_even_where_the_watch_went_on_recording() -> None:
    found = track(made({Channel.DISTANCE: steady()}, pauses=(Pause(start_s=100, end_s=200),)))
    assert found.seconds == pytest.approx(500, abs=2)


def test_standing_is_not_moving() -> None:
    metres = np.concatenate((steady(300), np.full(300, 299 * 3.0)))
    found = track(made({Channel.DISTANCE: metres}))
    assert found.moving.mean() == pytest.approx(0.5, abs=0.01)


def test_rare_recording_is_no_series_of_gaps() -> None:
    time = np.arange(0.0, 3600.0, 60.0)
    found = track(made({Channel.DISTANCE: time * 3.0}, time=time))
    assert found.seconds == pytest.approx(3541)


def test_distance_comes_from_speed_where_there_is_none() -> None:
    found = track(made({Channel.SPEED: np.full(600, 3.0)}))
    assert found.distance_m is not None
    assert found.distance_m[-1] == pytest.approx(599 * 3.0)


def test_a_distance_that_never_moves_gives_way_to_speed() -> None:
    found = track(made({Channel.DISTANCE: np.zeros(600), Channel.SPEED: np.full(600, 3.0)}))
    assert found.distance_m is not None
    assert found.distance_m[-1] == pytest.approx(599 * 3.0)


def test_distance_comes_from_positions_across_the_date_line() -> None:
    metres = steady() - 900.0
    longitude = (180.0 + np.degrees(metres / 6_371_008.8) + 180.0) % 360.0 - 180.0
    found = track(made({Channel.LATITUDE: np.zeros(600), Channel.LONGITUDE: longitude}))
    assert found.distance_m is not None
    assert found.distance_m[-1] == pytest.approx(599 * 3.0, rel=1e-6)


def test_a_treadmill_without_speed_has_heart_rate_only() -> None:
    found = track(made({Channel.HEART_RATE: np.full(600, 140.0)}))
    assert found.distance_m is None
    assert found.moving.all()
    assert found.heart_rate_bpm is not None


def test_an_incline_prices_a_treadmill() -> None:
    found = track(made({Channel.DISTANCE: steady(), Channel.GRADE: np.full(600, 5.0)}))
    assert found.grade_adjusted_mps is not None
    assert found.grade_adjusted_mps.mean() == pytest.approx(3.0 * runs.flat_cost_factor(0.05))
    assert found.ascent_m == pytest.approx(0.05 * 599 * 3.0)


def test_a_broken_altimeter_is_not_believed() -> None:
    wild = np.where(np.arange(600) // 7 % 2 == 0, 0.0, 12.0)
    wild = np.convolve(wild, np.ones(3) / 3, "same")
    found = track(made({Channel.DISTANCE: steady(speed=1.0), Channel.ALTITUDE: wild * 3}))
    assert found.grade_adjusted_mps is not None
    assert found.grade_adjusted_mps.max() <= FASTEST_MPS


def test_an_altimeter_that_only_shows_cliffs_is_left_out() -> None:
    saw = np.arange(600, dtype=np.float64) * 0.35
    found = track(made({Channel.DISTANCE: steady(speed=1.0), Channel.ALTITUDE: saw}))
    assert found.ascent_m is None
    assert found.grade_adjusted_mps is found.speed_mps


def test_blanks_in_heart_rate_stay_blank_where_they_are_long() -> None:
    beats = np.full(600, 140.0)
    beats[100:103] = np.nan
    beats[300:400] = np.nan
    beats[500] = 250.0
    found = track(made({Channel.DISTANCE: steady(), Channel.HEART_RATE: beats}))
    assert found.heart_rate_bpm is not None
    assert np.isfinite(found.heart_rate_bpm[90:120]).all()
    assert np.isnan(found.heart_rate_bpm[320:380]).all()
    assert np.nanmax(found.heart_rate_bpm) == 140.0


def test_blanks_in_distance_are_bridged() -> None:
    metres = steady()
    metres[::3] = np.nan
    found = track(made({Channel.DISTANCE: metres}))
    assert found.distance_m is not None
    assert found.distance_m[-1] == pytest.approx(599 * 3.0, abs=4)


def test_unsound_times_are_left_out() -> None:
    time = np.arange(600.0)
    time[10], time[20], time[30] = np.nan, 5.0, 29.0
    assert track(made({Channel.DISTANCE: steady()}, time=time)).seconds == pytest.approx(600, abs=1)


def test_a_column_of_another_length_is_left_out() -> None:
    activity = made({Channel.DISTANCE: steady()})
    assert activity.streams is not None
    channels = {**activity.streams.channels, Channel.HEART_RATE: np.full(3, 140.0)}
    odd = replace(activity, streams=Streams(time_s=activity.streams.time_s, channels=channels))
    assert track(odd).heart_rate_bpm is None


@pytest.mark.parametrize("size", [0, 1, 5, 20])
def test_too_little_says_nothing(size: int) -> None:
    assert track_of(made({Channel.DISTANCE: steady(size)})) is None


def test_a_summary_has_no_track() -> None:
    assert track_of(runs.without_streams(runs.run_of(runs.easy(10)))) is None


def test_a_recording_of_days_gets_wider_cells() -> None:
    time = np.arange(0.0, 400_000.0, 20.0)
    found = track(made({Channel.DISTANCE: time * 1.0}, time=time))
    assert found.step_s == 2.0
    assert found.moving.size <= 200_001


def test_a_lap_finds_its_cell_behind_a_gap() -> None:
    time = np.arange(600.0)
    time[300:] += 1000
    found = track(made({Channel.DISTANCE: steady()}, time=time))
    assert found.cell_at(1350.0) == pytest.approx(349, abs=2)
    assert found.cell_at(1e9) == found.moving.size - 1


def wandering(metres_high: float, over_s: int, seed: int = 5) -> NDArray[np.float64]:
    """Return heights that wander as GPS does: a smoothed random walk about a level."""
    white = np.random.default_rng(seed).normal(0.0, 1.0, 2400 + 2 * over_s)
    smooth = np.convolve(white, np.hanning(over_s), "valid")[:2400]
    return np.asarray(100.0 + smooth / smooth.std() * metres_high, dtype=np.float64)


def test_heights_that_wander_are_smoothed_further_before_they_are_believed() -> None:
    heights = wandering(1.2, 30)
    found = track(made({Channel.DISTANCE: steady(2400), Channel.ALTITUDE: heights}))
    assert found.ascent_m is not None
    assert found.climbed_m is not None
    assert np.abs(np.diff(found.climbed_m)).sum() < 0.5 * np.abs(np.diff(heights)).sum()
    assert found.grade_adjusted_mps is not None
    assert found.grade_adjusted_mps.mean() == pytest.approx(3.0, rel=0.03)


@pytest.mark.parametrize("heart", [True, False])
def test_heights_that_stay_wild_are_left_out(*, heart: bool) -> None:
    channels = {Channel.DISTANCE: steady(2400), Channel.ALTITUDE: wandering(8.0, 90)}
    if heart:
        noise = np.random.default_rng(2).normal(0.0, 2.0, 2400)
        channels[Channel.HEART_RATE] = 150.0 + noise
    found = track(made(channels))
    assert found.ascent_m is None
    assert found.grade_adjusted_mps is found.speed_mps


@pytest.mark.parametrize("heart", [True, False])
def test_hill_repeats_that_fill_the_run_are_believed(*, heart: bool) -> None:
    found = track(runs.run_of(runs.hills(14), heart=heart))
    assert found.ascent_m is not None
    assert found.ascent_m > 100


def test_a_heart_rate_that_stands_still_decides_nothing_about_heights() -> None:
    channels = {
        Channel.DISTANCE: steady(2400),
        Channel.ALTITUDE: wandering(8.0, 90),
        Channel.HEART_RATE: np.full(2400, 150.0),
    }
    assert track(made(channels)).ascent_m is None
