from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.drawing.scales import Scale, minute_ticks, ticks, week_ticks

VALUES = st.floats(min_value=-1e6, max_value=1e6, allow_nan=False)


@given(low=VALUES, high=VALUES)
def test_ticks_enclose_what_is_shown_and_stay_few(low: float, high: float) -> None:
    low, high = sorted((low, high))
    found = ticks(low, high)
    assert found[0] <= low + 1e-6 * max(1.0, abs(low))
    assert found[-1] >= high - 1e-6 * max(1.0, abs(high))
    assert 2 <= len(found) <= 7


def test_a_scale_of_one_value_puts_it_in_the_middle() -> None:
    assert Scale(low=3, high=3, start=0, end=10)(3) == pytest.approx(5.0)


@pytest.mark.parametrize("minutes", [0.5, 7, 60, 300, 2000, 20000])
def test_minutes_are_marked_a_few_times(minutes: float) -> None:
    found = minute_ticks(minutes)
    assert found[0] == 0
    assert len(found) <= 7


@pytest.mark.parametrize("days", [0, 20, 70, 700, 4000])
def test_dates_are_marked_on_mondays(days: int) -> None:
    first = dt.date(2026, 9, 9)
    found = week_ticks(first, first + dt.timedelta(days=days))
    assert len(found) <= 21
    assert all(date.weekday() == 0 for date in found)
