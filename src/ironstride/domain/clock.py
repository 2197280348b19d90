"""Days of the week and local clock times as whole minutes."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Final, NewType

ClockMinute = NewType("ClockMinute", int)
"""Minutes since local midnight, 0 to 1439."""


class Day(StrEnum):
    """A day of the week, Monday first."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"

    @property
    def weekday(self) -> int:
        """0 for Monday to 6 for Sunday."""
        return WEEK.index(self)


WEEK: Final[tuple[Day, ...]] = tuple(Day)


def day_of(date: dt.date) -> Day:
    """Return the day of the week of a date."""
    return WEEK[date.weekday()]


def monday_of(date: dt.date) -> dt.date:
    """Return the Monday of the week that holds the date."""
    return date - dt.timedelta(days=date.weekday())


def date_said(date: dt.date) -> str:
    """Return ``Thu 3 Dec``."""
    return f"{date:%a} {date.day} {date:%b}"


def day_said(date: dt.date, today: dt.date) -> str:
    """Return ``Thursday`` for what is still to come this week, else ``Thu 3 Dec``."""
    is_near = today <= date < monday_of(today) + dt.timedelta(weeks=1)
    return f"{date:%A}" if is_near else date_said(date)


def clock_text(minute: int) -> str:
    """Return ``HH:MM`` for minutes since midnight."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def clock_minute(text: str) -> ClockMinute:
    """Return minutes since midnight for ``HH:MM``.

    Raises:
        ValueError: the text is no clock time.
    """
    hours, _, minutes = text.partition(":")
    value = int(hours) * 60 + int(minutes)
    if not (0 <= int(hours) <= 23 and 0 <= int(minutes) <= 59):  # noqa: PLR2004 (a clock)
        msg = f"{text!r} is no clock time"
        raise ValueError(msg)
    return ClockMinute(value)
