from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import pytest

from ironstride.domain.athlete import (
    Athlete,
    Availability,
    LiftingExperience,
    Profile,
    Race,
    RacePriority,
    Result,
)
from ironstride.domain.run import Activity, ActivityKind, RunKind
from ironstride.running.analyse import analyse, analyse_all, interpret, interpret_all
from ironstride.running.features import RunFeatures, features
from ironstride.running.profile import stranger
from tests.support import runs

TODAY = dt.date(2026, 5, 1)
ATHLETE = Athlete(
    profile=Profile(
        birth_year=1986,
        body_mass_kg=70,
        lifting_experience=LiftingExperience.NONE,
        hr_max_bpm=int(runs.HR_MAX),
        hr_rest_bpm=int(runs.HR_REST),
    ),
    goals={},
    places=(),
    availability=Availability(),
)


@pytest.fixture(scope="module")
def measured() -> tuple[RunFeatures, ...]:
    return tuple(features(activity) for activity in runs.training(8))


def test_eight_weeks_are_read_as_they_were_trained(measured: tuple[RunFeatures, ...]) -> None:
    read = interpret_all(measured, ATHLETE, TODAY).runs
    week = [RunKind.EASY, RunKind.INTERVALS, RunKind.TEMPO, RunKind.EASY, RunKind.LONG]
    assert [run.kind for run in read] == week * 8
    assert all(run.load_source == "heart-rate" for run in read)
    assert all(run.load_low < run.load < run.load_high for run in read)
    assert read[0].spike_ratio is None
    assert read[-1].spike_ratio == pytest.approx(1.0, abs=0.1)


def test_the_order_of_the_files_does_not_matter(measured: tuple[RunFeatures, ...]) -> None:
    mixed = list(measured)
    random.Random(4).shuffle(mixed)
    assert interpret_all(mixed, ATHLETE, TODAY) == interpret_all(measured, ATHLETE, TODAY)


def test_the_profile_holds_what_the_runs_have_shown(measured: tuple[RunFeatures, ...]) -> None:
    profile = interpret_all(measured, ATHLETE, TODAY).profile
    assert profile.critical_speed is not None
    assert profile.critical_speed.speed.value == pytest.approx(runs.CRITICAL_MPS, rel=0.08)
    assert profile.recent.median_s is not None
    assert not profile.scale.regressions


def test_a_race_of_the_list_is_named_and_a_result_sets_critical_speed() -> None:
    raced = features(runs.run_of(runs.race(10_000, 3.6), start=runs.at(20)))
    listed = replace(
        ATHLETE,
        races=(Race(date=runs.at(20).date(), distance_m=10_000, priority=RacePriority.B),),
        results=(Result(date=runs.at(3).date(), distance_m=5_000, seconds=1208),),
    )
    found = interpret_all([raced], listed, TODAY)
    assert found.runs[0].kind is RunKind.RACE
    assert found.profile.critical_speed is not None
    assert found.profile.critical_speed.speed.source == "results"
    result_only = replace(
        listed,
        races=(),
        results=(Result(date=runs.at(20).date(), distance_m=10_000, seconds=2778),),
    )
    assert interpret_all([raced], result_only, TODAY).runs[0].kind is RunKind.RACE


def test_only_dated_runs_up_to_today_are_read() -> None:
    run = runs.run_of(runs.easy(30))
    others = [
        replace(run, kind=ActivityKind.RIDE),
        replace(run, start=None),
        replace(run, start=run.start and run.start.replace(year=2031)),
        replace(runs.without_streams(run), duration_s=0.0),
    ]
    assert len(analyse_all([run, *others], ATHLETE, TODAY)) == 1
    assert analyse_all(others, ATHLETE, TODAY) == ()


def test_no_runs_leave_a_profile_to_begin_with() -> None:
    profile = interpret_all([], ATHLETE, TODAY).profile
    assert profile.critical_speed is None
    assert profile.recent.longest_m is None
    assert profile.heart.maximum.value == runs.HR_MAX


def test_a_run_without_a_date_has_no_place() -> None:
    undated = replace(runs.run_of(runs.easy(30)), start=None)
    with pytest.raises(ValueError, match="without a date"):
        analyse(undated, stranger())


@pytest.mark.parametrize("offset", [7200, lambda start: 7200 if start.month == 3 else 0])
def test_local_time_comes_from_the_athletes_zone_where_the_file_has_none(
    offset: int,
) -> None:
    run = replace(runs.run_of(runs.easy(30)), utc_offset_s=None)
    undated = replace(run, start=None)
    found = analyse_all([run, undated], ATHLETE, TODAY, offset=offset)
    assert [r.start_minute for r in found] == [8 * 60 + 30]


def test_one_run_is_judged_alone_as_within_its_history(measured: tuple[RunFeatures, ...]) -> None:
    profile = interpret_all(measured[:-1], ATHLETE, measured[-1].dated_start.date()).profile
    alone = interpret(measured[-1], profile)
    within = interpret_all(measured, ATHLETE, TODAY).runs[-1]
    assert (alone.kind, alone.date, alone.duration_s) == (
        within.kind,
        within.date,
        within.duration_s,
    )
    assert alone.load == pytest.approx(within.load, rel=0.02)
    assert analyse(runs.run_of(runs.easy(30)), profile).kind in {RunKind.EASY, RunKind.RECOVERY}


def rated(activity: Activity, rpe: float) -> RunFeatures:
    return features(replace(activity, session_rpe=rpe))


def test_ten_rated_runs_teach_the_load_of_the_others() -> None:
    hard = [rated(runs.run_of(runs.easy(40), start=runs.at(d), seed=d), 7.0) for d in range(10)]
    unrated = [features(runs.run_of(runs.easy(40), start=runs.at(20), seed=99))]
    taught = interpret_all([*hard, *unrated], ATHLETE, TODAY)
    plain = interpret_all([*hard[:9], *unrated], ATHLETE, TODAY)
    assert taught.runs[-1].load == pytest.approx(280, rel=0.1)
    assert plain.runs[-1].load < 200
    assert taught.profile.scale.regressions


def test_the_first_ten_ratings_also_speak_for_runs_before_them() -> None:
    early = [features(runs.run_of(runs.easy(40), start=runs.at(0), seed=50))]
    later = [
        rated(runs.run_of(runs.easy(40), start=runs.at(1 + d), seed=d), 7.0) for d in range(12)
    ]
    found = interpret_all([*early, *later], ATHLETE, TODAY).runs
    assert found[0].load == pytest.approx(280, rel=0.1)
    assert found[1].load_source == "rpe"


def test_an_rpe_of_nothing_teaches_nothing() -> None:
    idle = [rated(runs.run_of(runs.easy(40), start=runs.at(d), seed=d), 0.0) for d in range(12)]
    assert not interpret_all(idle, ATHLETE, TODAY).profile.scale.regressions


def test_a_spike_is_measured_against_thirty_days_and_forgotten_after_a_lay_off() -> None:
    def summary(day: int, metres: float) -> RunFeatures:
        run = runs.without_streams(runs.run_of(runs.race(metres, 3.0), start=runs.at(day)))
        return features(run)

    found = interpret_all(
        [summary(0, 10_000), summary(3, 11_500), summary(33, 12_000), summary(80, 21_000)],
        ATHLETE,
        dt.date(2026, 7, 1),
    ).runs
    assert [run.spike_ratio for run in found] == [
        None,
        pytest.approx(1.15, rel=0.01),
        pytest.approx(12_000 / 11_500, rel=0.01),
        None,
    ]
    assert [run.is_spike for run in found] == [False, True, False, False]


def test_repeats_have_no_drift_and_steady_runs_have() -> None:
    steady = analyse(runs.run_of(runs.easy(60), fatigue=0.1), stranger())
    assert steady.drift_percent is not None
    assert analyse(runs.run_of(runs.intervals()), stranger()).drift_percent is None
    mislabelled = replace(features(runs.run_of(runs.intervals())), drift_percent=3.0)
    assert interpret(mislabelled, stranger()).drift_percent is None


def test_a_recovery_run_after_a_hard_day_knows_of_it(measured: tuple[RunFeatures, ...]) -> None:
    slow = features(runs.run_of(runs.easy(28, 2.55), start=runs.at(7 * 8), seed=3))
    late = features(runs.run_of(runs.easy(28, 2.55), start=runs.at(7 * 8 + 3), seed=3))
    today = dt.date(2026, 6, 1)
    after = interpret_all([*measured, slow], ATHLETE, today).runs[-1]
    rested = interpret_all([*measured, late], ATHLETE, today).runs[-1]
    assert "day after" in after.kind_reason
    assert "day after" not in rested.kind_reason


def test_a_maximum_seen_in_the_runs_serves_who_told_none() -> None:
    nameless = replace(ATHLETE, profile=replace(ATHLETE.profile, hr_max_bpm=None, hr_rest_bpm=None))
    week = [features(runs.run_of(runs.intervals(), start=runs.at(d), seed=d)) for d in range(6)]
    heart = interpret_all(week, nameless, TODAY).profile.heart
    assert heart.maximum.source in {"runs", "runs-and-age"}
    assert 178 <= heart.maximum.value <= 192
