from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from ironstride.domain.athlete import Sex
from ironstride.running.heart_rate import HeartRateRange, heart_rate_range, trimp


def heart(
    *,
    sex: Sex = Sex.MALE,
    told_max: float | None = None,
    told_rest: float | None = None,
    peaks: Sequence[float] = (),
    lows: Sequence[float] = (),
) -> HeartRateRange:
    return heart_rate_range(
        age=40, sex=sex, told_max=told_max, told_rest=told_rest, peaks=peaks, lows=lows
    )


@pytest.mark.parametrize(
    ("sex", "expected"), [(Sex.MALE, 180.0), (Sex.FEMALE, 175.0), (Sex.UNSPECIFIED, 177.5)]
)
def test_age_alone_gives_an_unsure_maximum(sex: Sex, expected: float) -> None:
    found = heart(sex=sex).maximum
    assert found.value == expected
    assert found.source == "age"
    assert found.certainty < 0.5
    assert found.high - found.low > 20


def test_what_was_told_holds() -> None:
    found = heart(told_max=186, told_rest=48, peaks=[180.0] * 10)
    assert (found.maximum.value, found.rest.value) == (186, 48)
    assert found.maximum.source == "given"


def test_several_runs_above_the_told_maximum_are_believed_and_said() -> None:
    found = heart(told_max=170, peaks=[184.0, 185.0, 186.0, 185.0, 183.0, 160.0]).maximum
    assert found.value == 185.0
    assert "You told 170" in found.sentence


def test_one_broken_sensor_does_not_make_a_maximum() -> None:
    found = heart(peaks=[170.0] * 9 + [225.0]).maximum
    assert found.value < 181


def test_runs_that_went_higher_than_age_says_are_believed() -> None:
    found = heart(peaks=[193.0, 194.0, 192.0, 195.0, 190.0]).maximum
    assert found.value == 194.0
    assert found.source == "runs"


def test_many_easy_runs_pull_the_maximum_below_what_age_says() -> None:
    few = heart(peaks=[160.0] * 6).maximum.value
    many = heart(peaks=[160.0] * 30).maximum.value
    assert 160 < many < few < 180


def test_impossible_figures_are_not_believed() -> None:
    found = heart(told_max=300, told_rest=5)
    assert found.maximum.source == "age"
    assert found.rest.source == "house"


def test_rest_is_found_below_the_lowest_of_the_runs() -> None:
    assert heart(lows=[62.0, 65.0, 70.0, 58.0, 61.0]).rest.value < 55
    assert heart(lows=[100.0] * 8).rest.value == 60
    assert heart(lows=[40.0] * 8).rest.value == 38


def test_a_range_too_narrow_for_a_human_falls_back_on_a_usual_rest() -> None:
    found = heart(told_max=130, told_rest=99)
    assert found.rest.value == 60


def test_trimp_follows_banister() -> None:
    minutes, reserve = np.array([60.0]), np.array([0.65])
    men = trimp(minutes, reserve, Sex.MALE)
    women = trimp(minutes, reserve, Sex.FEMALE)
    assert men == pytest.approx(60 * 0.65 * 0.64 * np.exp(1.92 * 0.65))
    assert women == pytest.approx(60 * 0.65 * 0.86 * np.exp(1.67 * 0.65))
    assert trimp(minutes, reserve, Sex.UNSPECIFIED) == pytest.approx((men + women) / 2)


def test_the_reserve_is_held_between_none_and_all() -> None:
    found = heart(told_max=190, told_rest=50)
    assert found.reserve(np.array([40.0, 120.0, 200.0])).tolist() == [0.0, 0.5, 1.0]
