from __future__ import annotations

import numpy as np
import pytest

from ironstride.running import gap


@pytest.mark.parametrize(
    ("grade", "expected"), [(0.10, 5.968), (-0.10, 2.152), (0.20, 9.007), (0.0, 3.6)]
)
def test_the_cost_of_grades_is_minettis(grade: float, expected: float) -> None:
    assert gap.cost(np.array([grade]))[0] == pytest.approx(expected, abs=5e-4)


def test_the_cheapest_grade_is_where_minetti_fitted_it() -> None:
    grades = np.linspace(-0.45, 0.45, 901)
    costs = gap.cost(grades)
    assert costs.min() == pytest.approx(1.781, abs=1e-3)
    assert grades[costs.argmin()] == pytest.approx(-0.181, abs=1e-3)


def test_running_down_never_counts_less_than_the_floor() -> None:
    assert gap.flat_factor(np.array([-0.18]))[0] == gap.DOWNHILL_FLOOR


def test_a_gentle_descent_gets_its_own_credit() -> None:
    factor = float(gap.flat_factor(np.array([-0.02]))[0])
    assert gap.DOWNHILL_FLOOR < factor < 1.0


def test_grades_beyond_the_clamp_cost_what_the_clamp_costs() -> None:
    wild, held = gap.flat_factor(np.array([3.0, 0.35]))
    assert wild == held


def test_a_constant_slope_is_measured_after_smoothing() -> None:
    distance = np.arange(0.0, 1000.0, 3.0)
    cells, heights = gap.height_profile(distance, 100.0 + 0.05 * distance)
    middle = gap.grades(cells, heights)[5:-5]
    assert middle == pytest.approx(0.05, abs=1e-9)


def test_a_jump_of_the_altimeter_is_no_wall() -> None:
    distance = np.arange(0.0, 1000.0, 3.0)
    altitude = np.where(distance > 500.0, 400.0, 100.0)
    cells, heights = gap.height_profile(distance, altitude)
    assert np.ptp(heights) < gap.POSSIBLE_GRADE * gap.CELL_M
    assert gap.ascent(heights) < gap.CLIMB_HYSTERESIS_M * 1.5
    assert cells.size == heights.size


def test_a_profile_shorter_than_the_smoothing_is_level() -> None:
    cells, heights = gap.height_profile(np.array([0.0, 15.0]), np.array([0.0, 3.0]))
    assert gap.grades(cells, heights).tolist() == [0.0] * cells.size


@pytest.mark.parametrize(
    ("heights", "climbed"),
    [
        ([0, 10, 0, 10, 0], 20.0),
        ([0, 2, 0, 2, 0, 2], 0.0),
        ([0, 5, 3, 9], 9.0),
        ([10, 0], 0.0),
        ([5, 4, 8], 4.0),
        ([0, 10, 8, 12, 6, 7, 6], 12.0),
        ([7], 0.0),
        ([], 0.0),
    ],
)
def test_ascent_counts_rises_above_the_hysteresis(heights: list[float], climbed: float) -> None:
    assert gap.ascent(np.array(heights, dtype=np.float64)) == climbed


def test_smoothing_keeps_the_mean_of_a_constant_and_its_length() -> None:
    assert gap.smoothed(np.full(10, 3.0), 5).tolist() == [3.0] * 10
    assert gap.smoothed(np.array([1.0, 2.0]), 1).tolist() == [1.0, 2.0]
