from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ironstride.domain.run import Activity, Channel, Streams
from ironstride.running.drift import drift_percent
from ironstride.running.dynamics import dynamics
from ironstride.running.track import track_of
from tests.support import runs


def drift(activity: Activity) -> float | None:
    track = track_of(activity)
    assert track is not None
    return drift_percent(track)


def with_heart(activity: Activity, scale: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Activity:
    assert activity.streams is not None
    channels = dict(activity.streams.channels)
    channels[Channel.HEART_RATE] = channels[Channel.HEART_RATE] * scale
    return replace(activity, streams=Streams(time_s=activity.streams.time_s, channels=channels))


def test_a_steady_run_without_fatigue_hardly_drifts() -> None:
    assert drift(runs.run_of(runs.easy(60))) == pytest.approx(0.0, abs=1.5)


def test_a_heart_that_works_more_for_the_same_speed_is_a_drift() -> None:
    found = drift(runs.run_of(runs.easy(60), fatigue=0.15))
    assert found is not None
    assert 3.0 < found < 10.0


@pytest.mark.parametrize(
    "stretches",
    [runs.intervals(), runs.easy(23), [(1500.0, 3.0, 0.0), (200.0, 0.0, 0.0), (900.0, 3.0, 0.0)]],
    ids=["repeats", "short", "a stop"],
)
def test_runs_that_are_not_steady_have_no_drift(stretches: list[runs.Stretch]) -> None:
    assert drift(runs.run_of(stretches)) is None


def test_twenty_minutes_after_the_first_four_are_enough() -> None:
    assert drift(runs.run_of(runs.easy(25))) is not None


def test_without_heart_rate_or_with_a_patchy_one_there_is_no_drift() -> None:
    activity = runs.run_of(runs.easy(60))
    size = 3601
    patchy = np.where(np.arange(size) % 900 < 450, 1.0, np.nan)
    assert drift(runs.run_of(runs.easy(60), heart=False)) is None
    assert drift(with_heart(activity, patchy)) is None


def test_a_sensor_that_failed_is_no_drift() -> None:
    failed = np.where(np.arange(3601) > 1900, 0.4, 1.0)
    assert drift(with_heart(runs.run_of(runs.easy(60)), failed)) is None


def streams(**columns: float) -> Streams:
    size = 600
    names = {
        "cadence": Channel.CADENCE,
        "contact": Channel.CONTACT_TIME,
        "speed": Channel.SPEED,
    }
    return Streams(
        time_s=np.arange(size, dtype=np.float64),
        channels={names[name]: np.full(size, value) for name, value in columns.items()},
    )


def test_dynamics_are_means_while_running() -> None:
    made = streams(cadence=172.0, contact=0.24, speed=3.0)
    made.channels[Channel.SPEED][:100] = 0.0
    made.channels[Channel.CADENCE][:100] = 130.0
    made.channels[Channel.CONTACT_TIME][200:210] = 4.0
    assert dynamics(made) == {
        "cadence_spm": pytest.approx(172.0),
        "contact_time_s": pytest.approx(0.24),
    }


def test_dynamics_without_speed_are_means_of_all() -> None:
    assert dynamics(streams(cadence=168.0)) == {"cadence_spm": pytest.approx(168.0)}


def test_a_sensor_that_was_hardly_there_says_nothing() -> None:
    made = streams(cadence=172.0, speed=3.0)
    made.channels[Channel.CADENCE][:500] = np.nan
    assert dynamics(made) == {}


def test_columns_of_another_length_say_nothing() -> None:
    odd = Streams(
        time_s=np.arange(600.0),
        channels={Channel.CADENCE: np.full(5, 170.0), Channel.SPEED: np.full(5, 3.0)},
    )
    assert dynamics(odd) == {}
