"""The texts of track points, collected column by column, and their checked numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ironstride.domain.problem import Problem, Severity
from ironstride.domain.run import Channel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

TIME: Final = "time"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a body and a sensor on earth can give (house); outside, the value is dropped."""

    low: float
    high: float
    zero_is_none: bool = False


BOUNDS: Final[Mapping[str, Bounds]] = {
    Channel.LATITUDE: Bounds(-90.0, 90.0),
    Channel.LONGITUDE: Bounds(-180.0, 180.0),
    Channel.ALTITUDE: Bounds(-500.0, 9_000.0),
    Channel.DISTANCE: Bounds(0.0, 5_000_000.0),
    Channel.SPEED: Bounds(0.0, 100.0),
    Channel.HEART_RATE: Bounds(25.0, 250.0, zero_is_none=True),
    Channel.CADENCE: Bounds(0.0, 300.0),
    Channel.POWER: Bounds(0.0, 3_000.0),
    Channel.TEMPERATURE: Bounds(-60.0, 70.0),
}


Column = tuple[list[int], list[str]]
"""The numbers of points, and the text that each of them has."""


class Tags(dict[str, Column | None]):
    """The column of every tag as it is met, None for tags that carry nothing of a point."""

    __slots__ = ("_name_of", "_points")

    def __init__(self, points: Points, name_of: Callable[[str], str | None]) -> None:
        super().__init__()
        self._points = points
        self._name_of = name_of

    def __missing__(self, tag: str) -> Column | None:
        name = self._name_of(tag)
        column = self[tag] = self._points.column(name) if name else None
        return column


class Points:
    """Grows point by point while the XML is read: sparse columns of texts, and segment starts.

    A point counts when it is complete; texts that follow belong to the next, and are passed over
    if it never ends.
    """

    __slots__ = ("columns", "count", "segments")

    def __init__(self) -> None:
        self.count = 0
        self.segments: list[int] = []
        self.columns: dict[str, Column] = {}

    def column(self, name: str) -> Column:
        """Return a column to append to."""
        return self.columns.setdefault(name, ([], []))

    def open_segment(self) -> None:
        """Let the next point start a new segment: the timer stood in between."""
        self.segments.append(self.count)

    def segment_numbers(self) -> NDArray[np.intp]:
        """Return the segment of each point, shape (n,)."""
        starts = np.array(self.segments or [0], dtype=np.intp)
        return np.searchsorted(starts, np.arange(self.count), side="right")

    def texts(self, column: str) -> Column:
        """Return the points that have a text in a column, and the texts."""
        where, texts = self.columns.get(column, ([], []))
        while where and where[-1] >= self.count:
            where.pop()
            texts.pop()
        return where, texts

    def numbers(self, column: str) -> tuple[Floats, int]:
        """Return a column within its bounds, and how many of its texts were not usable.

        Returns:
            Shape (n,), NaN where a point has none.
        """
        where, texts = self.texts(column)
        values = np.full(self.count, np.nan)
        if not texts:
            return values, 0
        try:
            parsed = np.array([float(text) for text in texts])
        except ValueError:
            parsed = np.array([_number(text) for text in texts])
        bounds = BOUNDS[column]
        if bounds.zero_is_none:
            parsed[parsed == 0.0] = np.nan
        blank = np.isnan(parsed)
        bad = ~blank & ~((parsed >= bounds.low) & (parsed <= bounds.high))
        parsed[bad] = np.nan
        values[np.array(where, dtype=np.intp)] = parsed
        return values, int(bad.sum())


def _number(text: str) -> float:
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return np.nan


def checked(points: Points) -> tuple[dict[Channel, Floats], tuple[Problem, ...]]:
    """Return the channels that have any value, with a warning for values nobody can have."""
    problems: list[Problem] = []
    channels: dict[Channel, Floats] = {}
    for channel in Channel:
        if channel not in points.columns:
            continue
        values, bad = points.numbers(channel)
        if bad:
            problems.append(_impossible(channel, bad))
        channels[channel] = values
    if Channel.LATITUDE in channels and Channel.LONGITUDE in channels:
        latitude, longitude = channels[Channel.LATITUDE], channels[Channel.LONGITUDE]
        # A receiver without a fix writes nought, nought.
        nowhere = ((latitude == 0.0) & (longitude == 0.0)) | np.isnan(latitude + longitude)
        latitude[nowhere] = longitude[nowhere] = np.nan
    else:
        channels.pop(Channel.LATITUDE, None)
        channels.pop(Channel.LONGITUDE, None)
    return {c: v for c, v in channels.items() if not np.isnan(v).all()}, tuple(problems)


def count_of(count: int, noun: str) -> str:
    """Return a number with its noun: ``1 point``, ``3 points``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _impossible(channel: Channel, count: int) -> Problem:
    bounds = BOUNDS[channel]
    outside = f"{count_of(count, 'value')} of {channel} outside {bounds.low:g} to {bounds.high:g}"
    return Problem(
        code="impossible-values", sentence=f"{outside} left out.", severity=Severity.WARNING
    )
