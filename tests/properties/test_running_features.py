"""Whatever a device writes: nothing is raised, and nothing absurd is said."""

from __future__ import annotations

import datetime as dt
import json
import math
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from ironstride.domain.run import Activity, ActivityKind, AnalysedRun, Channel, Lap, Pause, Streams
from ironstride.running.analyse import interpret, interpret_all, other_load
from ironstride.running.features import RunFeatures, features
from ironstride.running.features_json import from_json, to_json
from ironstride.running.gap import ascent, flat_factor
from ironstride.running.profile import stranger
from ironstride.running.usual_week import usual_week
from tests.support import runs
from tests.unit.running.test_analyse import ATHLETE

ANY = st.floats(allow_nan=True, allow_infinity=True, width=64)
SOME = st.one_of(st.none(), ANY)
TODAY = dt.date(2026, 6, 1)


@st.composite
def streams(draw: st.DrawFn) -> Streams:
    """Return columns of any content on a time axis that jumps, stands still or goes back."""
    size = draw(st.integers(0, 80))
    steps = draw(
        hnp.arrays(
            np.float64,
            size,
            elements=st.one_of(st.sampled_from([0.0, 1.0, 7.0, 40.0, 1.7e6, -5.0, math.nan]), ANY),
        )
    )
    with np.errstate(all="ignore"):
        time = np.nancumsum(steps)
    channels = draw(st.lists(st.sampled_from(list(Channel)), unique=True, max_size=6))
    columns = {
        channel: draw(
            hnp.arrays(
                np.float64,
                size if draw(st.integers(0, 9)) else 3,
                elements=st.one_of(ANY, st.floats(0, 300)),
            )
        )
        for channel in channels
    }
    return Streams(time_s=time, channels=columns)


@st.composite
def activities(draw: st.DrawFn) -> Activity:
    """Return activities with any summary, laps and pauses."""
    lap = st.builds(
        Lap,
        start_s=ANY,
        duration_s=ANY,
        distance_m=SOME,
        mean_heart_rate_bpm=SOME,
        intensity=st.sampled_from([None, "active", "rest", "nonsense"]),
    )
    pause = st.builds(Pause, start_s=ANY, end_s=ANY)
    return Activity(
        kind=draw(st.sampled_from(list(ActivityKind))),
        sport="any",
        start=draw(
            st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2026, 5, 30))  # noqa: DTZ001 (drawn)
        ).replace(tzinfo=dt.UTC),
        utc_offset_s=draw(st.one_of(st.none(), st.integers(-(10**6), 10**6))),
        duration_s=draw(ANY),
        elapsed_s=draw(SOME),
        distance_m=draw(SOME),
        ascent_m=draw(SOME),
        mean_heart_rate_bpm=draw(SOME),
        max_heart_rate_bpm=draw(SOME),
        session_rpe=draw(SOME),
        indoor=draw(st.booleans()),
        name=draw(st.one_of(st.none(), st.text(max_size=20))),
        source_format="fit",
        streams=draw(st.one_of(st.none(), streams())),
        laps=tuple(draw(st.lists(lap, max_size=4))),
        pauses=tuple(draw(st.lists(pause, max_size=3))),
    )


def assert_sound(found: RunFeatures) -> None:
    """Assert that no figure is beyond what a body and a week can do."""
    assert 0.0 <= found.duration_s <= 7 * 86_400 or found.duration_s <= found.recorded_s
    assert 0.0 <= found.stopped_share <= 1.0
    assert abs(found.utc_offset_s) <= 18 * 3600
    for speed in (found.mean_speed_mps, found.grade_adjusted_speed_mps):
        assert speed is None or 0.0 <= speed <= 30.0
    if found.kind is ActivityKind.RUN:
        assert found.grade_adjusted_speed_mps is None or found.grade_adjusted_speed_mps <= 12.0
    for beats in (found.mean_heart_rate_bpm, found.peak_heart_rate_bpm, found.low_heart_rate_bpm):
        assert beats is None or 30.0 <= beats <= 230.0
    assert all(0.0 <= metres <= 12.5 * seconds for seconds, metres in found.bests)
    assert found.drift_percent is None or abs(found.drift_percent) <= 50.0
    assert found.ascent_m is None or 0.0 <= found.ascent_m < math.inf
    assert all(math.isfinite(value) for value in found.dynamics.values())
    for bout in found.bouts.bouts:
        assert math.isfinite(bout.duration_s)
        assert math.isfinite(bout.grade)


def assert_sane(run: AnalysedRun) -> None:
    """Assert the promises of an analysed run."""
    assert 0.0 <= run.kind_certainty <= 1.0
    assert run.kind_reason
    assert 0.0 <= run.load_low <= run.load <= run.load_high < math.inf
    assert run.load <= 10.0 * run.duration_s / 60.0 * 20.0
    assert run.hard_share is None or 0.0 <= run.hard_share <= 1.0
    assert 0 <= run.start_minute < 1440
    assert run.is_spike == (run.spike_ratio is not None and run.spike_ratio > 1.10)


@settings(max_examples=200)
@given(activities())
def test_no_activity_makes_it_raise_or_say_something_absurd(activity: Activity) -> None:
    found = features(activity)
    assert_sound(found)
    other_load(found, stranger())
    if activity.kind is ActivityKind.RUN:
        assert_sane(interpret(found, stranger()))


@settings(max_examples=40)
@given(st.lists(activities(), max_size=5))
def test_no_history_makes_it_raise(made: list[Activity]) -> None:
    reading = interpret_all([features(activity) for activity in made], ATHLETE, TODAY)
    for run in reading.runs:
        assert_sane(run)
    week = usual_week(reading.runs, TODAY)
    assert len(week.runs) == len(week.certainty)
    assert all(0.0 <= certainty <= 1.0 for certainty in week.certainty)


@settings(max_examples=60)
@given(activities())
def test_features_survive_json(activity: Activity) -> None:
    found = features(activity)
    assert from_json(json.loads(json.dumps(to_json(found)))) == found


@settings(max_examples=40)
@given(
    st.sampled_from([runs.easy(20), runs.intervals(3, 60, 60), runs.hills(3)]),
    st.integers(0, 1000),
    st.floats(0, 4),
)
def test_missing_samples_hardly_change_a_run(
    stretches: list[runs.Stretch], seed: int, longest: float
) -> None:
    whole = runs.run_of(stretches, seed=7)
    assert whole.streams is not None
    size = whole.streams.time_s.size
    rng = np.random.default_rng(seed)
    kept = np.unique(np.cumsum(rng.integers(1, 2 + int(longest), size)))
    kept = np.concatenate(([0], kept[kept < size - 1], [size - 1]))
    thin = replace(
        whole,
        streams=Streams(
            time_s=whole.streams.time_s[kept],
            channels={c: column[kept] for c, column in whole.streams.channels.items()},
        ),
    )
    before, after = features(whole), features(thin)
    assert after.distance_m == before.distance_m
    assert math.isclose(
        after.grade_adjusted_speed_mps or 0.0, before.grade_adjusted_speed_mps or 0.0, rel_tol=0.05
    )


@given(hnp.arrays(np.float64, st.integers(0, 60), elements=st.floats(-500, 9000)))
def test_ascent_is_at_least_the_net_climb_and_never_negative(
    heights: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> None:
    climbed = ascent(heights)
    assert climbed >= 0.0
    if heights.size:
        assert climbed >= heights[-1] - heights[0] - 3.0
        assert climbed <= np.maximum(np.diff(heights), 0.0).sum() + 1e-6


@given(st.floats(-1, 1), st.floats(-1, 1))
def test_a_steeper_climb_never_costs_less(first: float, second: float) -> None:
    low, high = sorted((abs(first), abs(second)))
    factors = flat_factor(np.array([low, high]))
    assert factors[1] >= factors[0] - 1e-12
    assert (flat_factor(np.array([-low, -high])) >= 0.85).all()
