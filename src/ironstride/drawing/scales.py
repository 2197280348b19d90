"""From values to places: linear scales, round ticks, ticks of dates and of minutes."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import Final

from ironstride.units import DAYS_PER_WEEK

ROUND_STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0)
MINUTE_STEPS: Final = (1, 2, 5, 10, 15, 20, 30, 60, 120, 240, 480, 720, 1440)
WEEK_STEPS: Final = (1, 2, 4, 8, 13, 26, 52, 104, 208)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A straight line from values to places; a scale of one value puts it in the middle."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the place of a value."""
        if self.high == self.low:
            return (self.start + self.end) / 2.0
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def round_step(span: float, most: int) -> float:
    """Return the smallest round step that divides a span above zero into at most so many."""
    rough = span / most
    power: float = 10.0 ** math.floor(math.log10(rough))
    for each in ROUND_STEPS:
        if each * power >= rough * (1.0 - 1e-9):
            return each * power
    return 10.0 * power


def ticks(low: float, high: float, most: int = 4) -> tuple[float, ...]:
    """Return round values that enclose low to high, at most ``most`` steps and one more.

    Example:
        >>> ticks(3.0, 47.0)
        (0.0, 20.0, 40.0, 60.0)
    """
    if high <= low:
        margin = abs(high) * 0.1 or 1.0
        low, high = low - margin, high + margin
    step = round_step(high - low, most)
    first = math.floor(low / step + 1e-9)
    last = math.ceil(high / step - 1e-9)
    return tuple(round(n * step, 10) for n in range(first, last + 1))


def minute_ticks(minutes: float, most: int = 6) -> tuple[int, ...]:
    """Return round minutes from 0 up to a duration."""
    step = next((s for s in MINUTE_STEPS if minutes / s <= most), None)
    if step is None:
        step = MINUTE_STEPS[-1] * math.ceil(minutes / MINUTE_STEPS[-1] / most)
    return tuple(range(0, int(minutes) + 1, step))


def week_ticks(first: dt.date, last: dt.date, most: int = 5) -> tuple[dt.date, ...]:
    """Return Mondays from first to last, evenly spaced and at most so many and one more."""
    monday = first + dt.timedelta(days=-first.weekday() % DAYS_PER_WEEK)
    weeks = max(0, (last - monday).days // DAYS_PER_WEEK)
    step = next((s for s in WEEK_STEPS if weeks / s <= most), WEEK_STEPS[-1])
    return tuple(monday + dt.timedelta(weeks=n) for n in range(0, weeks + 1, step))


def short_date(date: dt.date) -> str:
    """Return a date as the axis says it, e.g. ``6 Oct``."""
    return f"{date.day} {date:%b}"


def plain_number(value: float) -> str:
    """Return a value with as few digits as it needs, at most two decimals.

    Example:
        >>> plain_number(20.0), plain_number(2.5), plain_number(1234.567)
        ('20', '2.5', '1234.57')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")
