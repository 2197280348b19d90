from __future__ import annotations

import pytest

from ironstride.running import race_times

HALF, FULL = race_times.HALF_MARATHON_M, 42_195.0


@pytest.mark.parametrize(
    ("metres", "seconds", "expected"),
    [(5_000, 1200, 49.8), (10_000, 3000, 40.0), (FULL, 3 * 3600 + 1800, 44.6)],
)
def test_vdot_agrees_with_the_worked_checks(metres: float, seconds: float, expected: float) -> None:
    assert race_times.vdot(metres, seconds) == pytest.approx(expected, abs=0.05)


def test_riegel_agrees_with_the_worked_checks() -> None:
    assert race_times.riegel_seconds(3000, 10_000, HALF) == pytest.approx(6619, abs=1)
    assert race_times.riegel_seconds(3000, 10_000, FULL) == pytest.approx(13801, abs=1)


def test_beyond_the_half_the_fade_is_steeper_than_riegels() -> None:
    plain = race_times.riegel_seconds(3000, 10_000, FULL)
    assert race_times.predicted_seconds(3000, 10_000, FULL) > plain
    assert race_times.predicted_seconds(3000, 10_000, HALF) == pytest.approx(6619, abs=1)


def test_a_marathon_predicts_shorter_races_by_riegel() -> None:
    assert race_times.predicted_seconds(12_600, FULL, 10_000) == pytest.approx(
        race_times.riegel_seconds(12_600, FULL, 10_000)
    )


def test_speed_at_cost_inverts_the_oxygen_cost() -> None:
    assert race_times.speed_at_cost(race_times.oxygen_cost(4.2)) == pytest.approx(4.2)


def test_the_speed_for_a_vdot_gives_that_vdot_back() -> None:
    speed = race_times.speed_for(50.0, 1197.0)
    assert race_times.vdot(speed * 1197.0, 1197.0) == pytest.approx(50.0)
