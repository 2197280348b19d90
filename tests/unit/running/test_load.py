from __future__ import annotations

import math
from dataclasses import replace

import pytest

from ironstride.domain.athlete import Sex
from ironstride.domain.run import Activity, ActivityKind, RunKind
from ironstride.running.analyse import other_load
from ironstride.running.features import features
from ironstride.running.load import (
    HOUSE_SPREAD,
    RUN_RPE,
    Load,
    LoadScale,
    LoadSource,
    Regression,
    house_loads,
    load,
    log_ratio,
    rated_load,
    regression,
)
from ironstride.running.profile import stranger
from tests.support import runs
from tests.unit.running.test_kind import CRITICAL, HEART, KNOWN


def loads(activity: Activity, rpe: float = 3.5) -> dict[LoadSource, float]:
    return house_loads(features(activity), rpe=rpe, heart=HEART, sex=Sex.MALE, critical=CRITICAL)


def test_a_rated_run_is_rpe_times_minutes_exactly() -> None:
    activity = replace(runs.run_of(runs.easy(50)), session_rpe=4.0)
    rated = rated_load(features(activity))
    assert rated == 200.0
    assert load(rated, loads(activity), LoadScale()) == Load(
        value=200.0, low=200.0, high=200.0, source=LoadSource.RPE
    )


def test_an_impossible_rpe_is_no_rating() -> None:
    assert rated_load(features(replace(runs.run_of(runs.easy(20)), session_rpe=40.0))) is None


@pytest.mark.parametrize(
    ("stretches", "low", "high"), [(runs.easy(60), 180, 260), (runs.race(10_000, 4.0), 240, 400)]
)
def test_house_loads_by_heart_and_pace_lie_on_the_scale_of_rated_runs(
    stretches: list[runs.Stretch], low: float, high: float
) -> None:
    found = loads(runs.run_of(stretches))
    assert low <= found[LoadSource.HEART_RATE] <= high
    assert low <= found[LoadSource.PACE] <= high


def test_heart_rate_comes_before_pace_and_pace_before_duration() -> None:
    whole = runs.run_of(runs.easy(60))
    bare = runs.run_of(runs.easy(60), heart=False)
    assert load(None, loads(whole), LoadScale()).source is LoadSource.HEART_RATE
    assert load(None, loads(bare), LoadScale()).source is LoadSource.PACE
    timed = replace(runs.without_streams(bare), distance_m=None)
    assert load(None, loads(timed), LoadScale()).source is LoadSource.DURATION


def test_heart_rate_that_was_there_for_half_the_run_does_not_speak_for_it() -> None:
    found = features(runs.run_of(runs.easy(40), heart=False))
    half = [(s, 35 if i % 2 else -1, t) for i, (s, _, t) in enumerate(found.cells * 2)]
    patchy = replace(found, cells=tuple(half), mean_heart_rate_bpm=None)
    house = house_loads(patchy, rpe=3.5, heart=HEART, sex=Sex.MALE, critical=CRITICAL)
    assert LoadSource.HEART_RATE not in house


def test_summaries_are_loaded_by_their_means() -> None:
    summary = replace(runs.without_streams(runs.run_of(runs.easy(60))), mean_heart_rate_bpm=140.0)
    found = loads(summary)
    assert 180 <= found[LoadSource.HEART_RATE] <= 260
    assert 150 <= found[LoadSource.PACE] <= 260


def test_a_run_with_heart_rate_only_has_no_pace_load() -> None:
    found = features(runs.run_of(runs.easy(40)))
    blind = replace(
        found,
        cells=tuple((-1, heart, seconds) for _, heart, seconds in found.cells),
        mean_speed_mps=None,
    )
    house = house_loads(blind, rpe=3.5, heart=HEART, sex=Sex.MALE, critical=CRITICAL)
    assert LoadSource.PACE not in house


def test_house_intervals_hold_eighty_percent() -> None:
    found = load(None, {LoadSource.DURATION: 100.0}, LoadScale())
    reach = math.exp(1.2816 * HOUSE_SPREAD[LoadSource.DURATION])
    assert found.low == pytest.approx(100 / reach)
    assert found.high == pytest.approx(100 * reach)


def test_ten_rated_runs_make_the_runners_own_factor() -> None:
    assert regression([0.2] * 9) is None
    found = regression([0.2] * 9 + [3.0])
    assert found is not None
    assert found.log_factor == pytest.approx(0.2)
    assert found.rated == 10


def test_only_the_last_sixty_rated_runs_count() -> None:
    found = regression([1.0] * 100 + [0.0] * 60)
    assert found is not None
    assert found.log_factor == 0.0
    assert found.rated == 60


def test_the_own_factor_moves_the_load_and_narrows_its_interval() -> None:
    house = {LoadSource.HEART_RATE: 200.0, LoadSource.DURATION: 150.0}
    own = Regression(log_factor=math.log(1.2), spread=0.1, rated=30)
    found = load(None, house, LoadScale(regressions={LoadSource.HEART_RATE: own}))
    plain = load(None, house, LoadScale())
    assert found.value == pytest.approx(240.0)
    assert found.high / found.low < plain.high / plain.low


@pytest.mark.parametrize(("rated", "house"), [(0.0, 10.0), (10.0, 0.0)])
def test_a_load_of_nothing_teaches_no_factor(rated: float, house: float) -> None:
    assert log_ratio(rated, house) is None


def test_every_kind_has_its_usual_rpe_and_quality_is_harder() -> None:
    assert set(RUN_RPE) == set(RunKind)
    easy = max(RUN_RPE[kind] for kind in RunKind if not kind.is_quality)
    assert all(RUN_RPE[kind] > easy for kind in RunKind if kind.is_quality)


def activity_of(kind: ActivityKind, **more: float) -> Activity:
    return Activity(
        kind=kind,
        sport=kind.value,
        start=runs.START,
        duration_s=3600.0,
        source_format="fit",
        session_rpe=more.get("rpe"),
        mean_heart_rate_bpm=more.get("heart"),
        distance_m=more.get("metres"),
    )


@pytest.mark.parametrize("kind", list(ActivityKind))
def test_other_activities_load_by_their_duration(kind: ActivityKind) -> None:
    found = other_load(features(activity_of(kind)), KNOWN)
    assert found.source is LoadSource.DURATION
    assert found.low < found.value < found.high


def test_a_ride_with_heart_rate_or_rpe_is_loaded_by_it() -> None:
    by_heart = other_load(features(activity_of(ActivityKind.RIDE, heart=130.0)), KNOWN)
    rated = other_load(features(activity_of(ActivityKind.RIDE, heart=130.0, rpe=6.0)), KNOWN)
    assert by_heart.source is LoadSource.HEART_RATE
    assert rated.value == 360.0


def test_a_fast_ride_keeps_its_distance() -> None:
    found = features(activity_of(ActivityKind.RIDE, metres=38_000.0))
    assert found.distance_m == 38_000.0


def test_rides_take_the_runners_heart_factor_but_not_that_of_durations() -> None:
    own = Regression(log_factor=math.log(2.0), spread=0.1, rated=30)
    scale = LoadScale(regressions={LoadSource.HEART_RATE: own, LoadSource.DURATION: own})
    taught = replace(KNOWN, scale=scale)
    ride = features(activity_of(ActivityKind.RIDE, heart=130.0))
    swim = features(activity_of(ActivityKind.SWIM))
    assert other_load(ride, taught).value == pytest.approx(2 * other_load(ride, KNOWN).value)
    assert other_load(swim, taught).value == other_load(swim, KNOWN).value


def test_a_ride_with_streams_is_loaded_by_its_heart_rates() -> None:
    ride = replace(runs.run_of(runs.easy(60)), kind=ActivityKind.RIDE)
    found = features(ride)
    assert found.grade_adjusted_speed_mps is None
    assert found.bouts.bouts == ()
    assert other_load(found, stranger()).source is LoadSource.HEART_RATE
