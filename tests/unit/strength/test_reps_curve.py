from __future__ import annotations

import pytest

from ironstride.domain.exercise import Implement, Need
from ironstride.strength.reps_curve import (
    effective_reserve,
    is_leg_press_like,
    percent_1rm,
    reps_at_percent,
)
from tests.support.lifts import LEG_PRESS, exercise


@pytest.mark.parametrize(
    ("reps", "rir", "percent"),
    [(1, 0, 100.0), (5, 0, 86.3), (3, 2, 86.3), (8, 1.5, 75.1), (12, 4, 61.8), (10, 2, 69.6)],
)
def test_the_chart_is_met_where_it_has_a_value(reps: int, rir: float, percent: float) -> None:
    assert percent_1rm(reps + rir) == pytest.approx(percent)


def test_between_two_values_the_chart_is_a_straight_line() -> None:
    assert percent_1rm(5.25) == pytest.approx((86.3 + 85.0) / 2)


def test_beyond_the_chart_the_curve_goes_on_without_a_jump() -> None:
    assert percent_1rm(16.001) == pytest.approx(61.8, abs=0.01)
    assert 45.0 < percent_1rm(25) < 55.0


def test_fewer_than_one_repetition_has_no_share() -> None:
    with pytest.raises(ValueError, match=r"0\.9 repetitions"):
        percent_1rm(0.9)


@pytest.mark.parametrize(("reps", "percent"), [(13.1, 80.0), (19.0, 70.0)])
def test_the_leg_press_allows_the_repetitions_that_were_measured(
    reps: float, percent: float
) -> None:
    assert percent_1rm(reps, leg_press_like=True) == pytest.approx(percent)
    assert reps_at_percent(percent, leg_press_like=True) == pytest.approx(reps)


@pytest.mark.parametrize("leg_press_like", [False, True])
@pytest.mark.parametrize("reps", [1.0, 1.2, 4.0, 9.7, 15.9, 16.0, 19.0, 23.5, 40.0])
def test_repetitions_and_share_are_each_others_inverse(reps: float, leg_press_like: bool) -> None:  # noqa: FBT001 (a parameter of the test)
    share = percent_1rm(reps, leg_press_like)
    assert reps_at_percent(share, leg_press_like) == pytest.approx(reps)


def test_above_the_maximum_one_repetition_remains() -> None:
    assert reps_at_percent(100.0) == 1.0
    assert reps_at_percent(130.0) == 1.0


def test_no_load_has_no_number_of_repetitions() -> None:
    with pytest.raises(ValueError, match="at 0"):
        reps_at_percent(0.0)


@pytest.mark.parametrize(
    ("rir", "reps", "effective"), [(3, 13, 4), (3, 12, 3), (2.9, 13, 2.9), (5, 20, 6), (0, 20, 0)]
)
def test_one_more_is_in_reserve_than_told_in_long_easy_sets(
    rir: float, reps: int, effective: float
) -> None:
    assert effective_reserve(rir, reps) == effective


def test_only_knee_work_on_a_machine_counts_as_leg_press() -> None:
    assert is_leg_press_like(LEG_PRESS)
    assert not is_leg_press_like(exercise(implement=Implement.BARBELL))
    assert not is_leg_press_like(exercise(implement=Implement.MACHINE, need=Need.CALF_BENT))
