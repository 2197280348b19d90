"""What the runs of the day after leg work show, with its certainty; never more than was seen."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ironstride.domain.run import RunKind
from ironstride.running.load import RUN_RPE
from ironstride.running.next_day import (
    AS_IN_TRIALS,
    FEWEST,
    NOTHING_KNOWN,
    next_day,
    next_day_sentence,
)
from ironstride.running.usual_load import load_per_minute
from tests.support.next_days import EVENING, TODAY, easy_run, leg_days, weeks_of_runs

DAY = dt.timedelta(days=1)
LEGS = leg_days()


def test_without_runs_the_trials_figure_counts_and_nothing_is_said() -> None:
    seen = next_day((), LEGS, TODAY)
    assert seen == NOTHING_KNOWN
    assert seen.harm == AS_IN_TRIALS
    assert not next_day_sentence(seen)


def test_without_leg_work_there_is_no_day_after() -> None:
    assert next_day(weeks_of_runs(), {}, TODAY).harm == AS_IN_TRIALS


def test_runs_that_suffer_show_more_harm_than_the_trials() -> None:
    seen = next_day(weeks_of_runs(slower=9, harder=3, drifts=6), LEGS, TODAY)
    assert seen.is_known
    assert seen.harm > 2
    assert seen.low < seen.harm < seen.high
    assert seen.pace_percent == pytest.approx(9, abs=0.4)
    assert seen.effort_points == pytest.approx(3, abs=0.2)
    assert seen.drift_points == pytest.approx(6, abs=0.2)


def test_runs_that_do_not_suffer_show_less_harm_than_the_trials() -> None:
    seen = next_day(weeks_of_runs(), LEGS, TODAY)
    assert seen.is_known
    assert -0.2 < seen.harm < 0.4


def test_what_is_measured_alone_is_told_alone() -> None:
    runs = tuple(
        replace(run, mean_heart_rate_bpm=None, drift_percent=None)
        for run in weeks_of_runs(harder=2)
    )
    seen = next_day(runs, LEGS, TODAY)
    assert (seen.pace_percent, seen.drift_points) == (None, None)
    assert seen.effort_points == pytest.approx(2, abs=0.2)
    assert "heart rate" not in next_day_sentence(seen)


def test_an_effort_that_was_reckoned_is_no_effort_told() -> None:
    assert next_day(weeks_of_runs(harder=3, rated=False), LEGS, TODAY).effort_points is None


def test_below_eight_runs_nothing_is_known_yet_and_it_is_said() -> None:
    few = next_day(weeks_of_runs(slower=9, harder=3, weeks=3), leg_days(3), TODAY)
    assert few.runs < FEWEST
    assert (few.harm, few.is_known) == (AS_IN_TRIALS, False)
    assert "not known yet" in next_day_sentence(few)
    enough = next_day(weeks_of_runs(slower=9, harder=3, weeks=4), leg_days(4), TODAY)
    assert enough.runs == FEWEST
    assert enough.harm > AS_IN_TRIALS


def test_more_runs_make_it_surer() -> None:
    few = next_day(weeks_of_runs(slower=6, weeks=5), leg_days(5), TODAY)
    many = next_day(weeks_of_runs(slower=6, weeks=20), leg_days(20), TODAY)
    assert many.high - many.low < few.high - few.low


def test_intervals_on_the_day_of_leg_work_are_not_taken_for_it() -> None:
    """Who always lifts after intervals has no like runs without leg work to compare."""
    runs = tuple(
        replace(run, kind=RunKind.INTERVALS) if run.date in LEGS else run
        for run in weeks_of_runs(slower=9)
    )
    assert not next_day(runs, LEGS, TODAY).is_known


def test_a_run_whose_heart_made_it_look_like_tempo_is_compared_all_the_same() -> None:
    runs = tuple(
        replace(run, kind=RunKind.TEMPO, mean_heart_rate_bpm=170.0)
        if run.date - DAY in LEGS
        else run
        for run in weeks_of_runs()
    )
    assert next_day(runs, LEGS, TODAY).harm > AS_IN_TRIALS


def test_a_run_at_another_speed_is_another_run() -> None:
    runs = tuple(
        replace(run, kind=RunKind.TEMPO, grade_adjusted_speed_mps=3.8)
        if run.date - DAY in LEGS
        else run
        for run in weeks_of_runs()
    )
    assert not next_day(runs, LEGS, TODAY).is_known


def test_a_run_after_the_same_days_leg_work_is_left_out() -> None:
    spoilt = tuple(
        replace(run, start_minute=EVENING + 90, grade_adjusted_speed_mps=1.0)
        if run.date in LEGS
        else run
        for run in weeks_of_runs()
    )
    assert next_day(spoilt, LEGS, TODAY).pace_percent == pytest.approx(0, abs=0.5)


def test_a_day_of_unknown_strength_work_stands_on_neither_side() -> None:
    all_unsure = frozenset(run.date for run in weeks_of_runs()) - set(LEGS)
    assert next_day(weeks_of_runs(), LEGS, TODAY, unsure=all_unsure).others == 0


def test_what_is_older_than_half_a_year_is_forgotten() -> None:
    later = TODAY + dt.timedelta(days=200)
    assert next_day(weeks_of_runs(slower=9), LEGS, later) == NOTHING_KNOWN


def test_one_wild_run_counts_like_a_bad_one() -> None:
    runs = weeks_of_runs()
    victim = next(i for i, run in enumerate(runs) if run.date - DAY in LEGS)
    bad = (*runs[:victim], replace(runs[victim], drift_percent=45.0), *runs[victim + 1 :])
    assert next_day(bad, LEGS, TODAY).harm < next_day(runs, LEGS, TODAY).harm + 0.3


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.integers(4, 16),
    st.floats(-6, 12),
    st.floats(-2, 4),
    st.integers(0, 200),
    st.floats(0.01, 10),
)
def test_more_harm_measured_never_makes_less_of_it(
    weeks: int, slower: float, harder: float, which: int, more: float
) -> None:
    legs = leg_days(weeks)
    runs = weeks_of_runs(slower=slower, harder=harder, weeks=weeks)
    after = [i for i, run in enumerate(runs) if run.date - DAY in legs]
    worse = after[which % len(after)]
    one = easy_run(runs[worse].date, slower=0)
    shown = replace(
        runs[worse],
        load=runs[worse].load + more * 45,
        drift_percent=(runs[worse].drift_percent or 0) + more,
        mean_heart_rate_bpm=(one.mean_heart_rate_bpm or 0) + more,
    )
    harmed = (*runs[:worse], shown, *runs[worse + 1 :])
    before = next_day(runs, legs, TODAY).harm
    assert next_day(harmed, legs, TODAY).harm >= before - 1e-9


def test_the_sentence_says_what_was_seen_and_how_sure_it_is() -> None:
    seen = next_day(weeks_of_runs(slower=6, harder=2, drifts=4), LEGS, TODAY)
    told = next_day_sentence(seen)
    assert "% slower at the same heart rate" in told
    assert "harder by your own rating" in told
    assert f"{seen.runs} runs against {seen.others} others" in told
    assert "80 % sure" in told


def test_better_runs_are_called_better() -> None:
    told = next_day_sentence(next_day(weeks_of_runs(slower=-4, harder=-1), LEGS, TODAY))
    assert "faster at the same heart rate" in told
    assert "easier by your own rating" in told


def test_a_minute_is_as_hard_as_the_runs_of_the_last_eight_weeks() -> None:
    lately = [easy_run(TODAY - n * DAY, harder=1) for n in range(3)]
    assert load_per_minute(lately, TODAY)[RunKind.EASY] == pytest.approx(4.5)
    assert load_per_minute(lately[:2], TODAY) == RUN_RPE
    assert load_per_minute(lately, TODAY + 57 * DAY) == RUN_RPE
    assert load_per_minute(lately, TODAY)[RunKind.TEMPO] == RUN_RPE[RunKind.TEMPO]
