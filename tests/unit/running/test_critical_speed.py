from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from numpy.typing import NDArray

from ironstride.domain.athlete import Result
from ironstride.running import critical_speed as cs

ON = dt.date(2026, 6, 1)
SECONDS = np.array([120.0, 180, 300, 480, 600, 720, 900, 1200, 1800, 3600])
NONE = np.zeros(SECONDS.size)
NO_RUNS = np.array([])


def line(speed: float, d_prime: float) -> NDArray[np.float64]:
    metres = d_prime + speed * SECONDS
    metres[SECONDS > 1200] = 0.0
    return metres


def result(metres: float, seconds: float, days: int = 10) -> Result:
    return Result(date=ON - dt.timedelta(days=days), distance_m=metres, seconds=seconds)


def found(
    *results: Result,
    metres: NDArray[np.float64] = NONE,
    speeds: NDArray[np.float64] = NO_RUNS,
    reserves: NDArray[np.float64] | None = None,
) -> cs.CriticalSpeed | None:
    return cs.critical_speed(
        results=results,
        on=ON,
        effort_seconds=SECONDS,
        effort_metres=metres,
        speeds=speeds,
        reserves=np.full(speeds.size, np.nan) if reserves is None else reserves,
    )


def test_maximal_efforts_give_back_the_line_they_lie_on() -> None:
    fitted = cs.from_efforts(SECONDS, line(4.0, 180.0))
    assert fitted is not None
    assert fitted.speed.value == pytest.approx(4.0)
    assert fitted.d_prime_m == pytest.approx(180.0)
    assert fitted.speed.low < 4.0 < fitted.speed.high


def test_easy_runs_alone_are_no_maximal_efforts() -> None:
    assert cs.from_efforts(SECONDS, line(3.0, 20.0)) is None


def test_efforts_far_above_the_line_are_rejected() -> None:
    assert cs.from_efforts(SECONDS, line(3.0, 500.0)) is None


def test_a_fit_without_an_all_out_long_effort_is_rejected() -> None:
    metres = line(3.3, 300.0)
    assert cs.from_efforts(SECONDS, metres) is None


def test_efforts_that_do_not_lie_on_a_line_are_rejected() -> None:
    metres = line(4.0, 180.0)
    metres[[1, 3, 5]] *= 0.75
    assert cs.from_efforts(SECONDS, metres) is None


def test_two_efforts_are_too_few() -> None:
    metres = line(4.0, 180.0)
    metres[2:] = 0.0
    assert cs.from_efforts(SECONDS, metres) is None


def test_efforts_of_nearly_one_duration_are_too_few() -> None:
    metres = line(4.0, 180.0)
    metres[[0, 1, 2, 6, 7]] = 0.0
    assert cs.from_efforts(SECONDS, metres) is None


def test_one_race_gives_the_speed_that_its_vdot_holds() -> None:
    told = found(result(5_000, 1197))
    assert told is not None
    assert told.speed.source == "results"
    assert told.speed.value == pytest.approx(4.04, abs=0.03)
    assert told.speed.certainty == pytest.approx(0.9)


def test_short_results_are_fitted_themselves() -> None:
    told = found(result(1380, 300, 12), result(3180, 750, 5), result(10_000, 2700, 40))
    assert told is not None
    assert told.speed.value == pytest.approx(4.0)
    assert "Fitted to your own results" in told.speed.sentence


@pytest.mark.parametrize(
    ("first", "second"), [((1380, 300), (1420, 310)), ((1380, 300), (2000, 700))]
)
def test_short_results_that_make_no_line_fall_back_on_vdot(
    first: tuple[float, float], second: tuple[float, float]
) -> None:
    told = found(result(*first), result(*second))
    assert told is not None
    assert told.speed.sentence.startswith("From")


def test_old_results_are_less_certain_and_very_old_ones_are_forgotten() -> None:
    old = found(result(5_000, 1197, 500))
    assert old is not None
    assert old.speed.certainty < 0.6
    assert found(result(5_000, 1197, 800)) is None
    assert found(result(5_000, 1197, -3)) is None


def test_impossible_results_are_not_believed() -> None:
    assert found(result(5_000, 300)) is None
    assert found(result(400, 60)) is None


def test_a_result_so_fast_that_no_critical_speed_fits_it_is_not_believed() -> None:
    assert found(result(20_000, 2_600)) is None


def test_fresh_results_win_and_old_ones_give_way_to_a_fit() -> None:
    metres = line(4.0, 180.0)
    fresh = found(result(5_000, 1300), metres=metres)
    old = found(result(5_000, 1300, 600), metres=metres)
    assert fresh is not None
    assert old is not None
    assert (fresh.speed.source, old.speed.source) == ("results", "best-efforts")


def test_heart_rate_of_steady_runs_comes_before_easy_pace() -> None:
    speeds = np.full(5, 3.0)
    by_heart = found(speeds=speeds, reserves=np.full(5, 0.645))
    assert by_heart is not None
    assert by_heart.speed.source == "heart-rate"
    assert by_heart.speed.value == pytest.approx(4.0)


def test_without_anything_else_easy_pace_is_taken_for_a_share() -> None:
    by_pace = found(speeds=np.full(5, 3.12))
    assert by_pace is not None
    assert by_pace.speed.source == "easy-pace"
    assert by_pace.speed.value == pytest.approx(4.0)
    once = found(speeds=np.array([3.12]))
    assert once is not None
    assert once.speed.certainty < by_pace.speed.certainty


def test_walking_pace_makes_no_critical_speed() -> None:
    assert found(speeds=np.full(5, 0.6)) is None


def test_nothing_known_gives_nothing() -> None:
    assert found() is None


def test_half_an_hour_that_was_run_raises_a_lower_estimate() -> None:
    metres = NONE.copy()
    metres[SECONDS == 1800] = 4.1 * 1800
    raised = found(speeds=np.full(5, 2.5), metres=metres)
    assert raised is not None
    assert raised.speed.source == "proven"
    assert raised.speed.value == pytest.approx(4.0)
    assert raised.speed.low <= raised.speed.value <= raised.speed.high


def test_best_speed_fades_with_duration_and_predicts_the_race() -> None:
    told = found(result(5_000, 1197))
    assert told is not None
    assert told.best_speed(300) > told.best_speed(1200) > told.best_speed(3600)
    assert told.seconds_over(10_000) == pytest.approx(41 * 60 + 21, rel=0.01)
    assert told.best_speed(1) == told.best_speed(120)


def test_critical_power_comes_from_best_power() -> None:
    watts = 280.0 + 15_000.0 / SECONDS
    power = cs.critical_power(SECONDS, watts)
    assert power is not None
    assert power.value == pytest.approx(280.0)
    assert cs.critical_power(SECONDS, np.full(SECONDS.size, 250.0)) is None
    assert cs.critical_power(SECONDS, NONE) is None
