"""A self-test that counts repetitions shows that its exercise is there."""

from __future__ import annotations

import datetime as dt

from ironstride.body.findings import VALID_WEEKS, shown_by_tests
from ironstride.catalogue import load
from ironstride.catalogue.self_tests import self_tests
from ironstride.domain.athlete import SelfTest
from ironstride.domain.body_region import Side

TODAY = dt.date(2026, 11, 23)
LEAST = load().exercise("single-leg-calf-raise").reps[0]


def heel_raises(
    left: float, right: float, *, weeks_ago: int = 1, test: str = "heel-raise"
) -> tuple[SelfTest, ...]:
    date = TODAY - dt.timedelta(weeks=weeks_ago)
    return (
        SelfTest(test=test, date=date, value=left, side=Side.LEFT),
        SelfTest(test=test, date=date, value=right, side=Side.RIGHT),
    )


def shown(*results: SelfTest) -> frozenset[str]:
    return shown_by_tests(self_tests(), results, load().by_id, TODAY)


def test_as_many_as_the_least_of_a_set_show_it() -> None:
    assert shown(*heel_raises(LEAST, 20)) == {"single-leg-calf-raise"}


def test_the_worse_side_counts() -> None:
    assert not shown(*heel_raises(LEAST - 1, 20))


def test_the_last_occasion_counts() -> None:
    before = heel_raises(20, 20, weeks_ago=8)
    assert not shown(*before, *heel_raises(LEAST - 1, LEAST - 1))


def test_what_is_older_than_half_a_year_shows_nothing() -> None:
    assert shown(*heel_raises(20, 20, weeks_ago=VALID_WEEKS))
    assert not shown(*heel_raises(20, 20, weeks_ago=VALID_WEEKS + 1))


def test_seconds_and_distances_show_no_repetitions() -> None:
    assert not shown(*heel_raises(150, 150, test="hop-distance"))
    assert not shown(*heel_raises(45, 45, test="stance-eyes-open"))
