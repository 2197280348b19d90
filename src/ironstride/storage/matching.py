"""Whether two recordings are of one activity, and which of them is the richer."""

from __future__ import annotations

import datetime as dt
from typing import Final

START_TOLERANCE: Final = dt.timedelta(minutes=2)
"""Inclusive (DESIGN §7)."""

SIZE_TOLERANCE: Final = 0.03
"""Of the larger one, inclusive (DESIGN §7)."""

FORMAT_RANK: Final = {"fit": 3, "tcx": 2, "gpx": 1}
"""The richest stream wins: FIT, TCX, GPX; an archive's table has none (DESIGN §7)."""

Richness = tuple[int, int, int, int]
"""Has streams, rank of the format, channels with a value, moments."""


def _is_close(one: float, other: float) -> bool:
    return abs(one - other) <= SIZE_TOLERANCE * max(abs(one), abs(other))


def _durations(duration_s: float, elapsed_s: float | None) -> tuple[float, ...]:
    return (duration_s,) if elapsed_s is None else (duration_s, elapsed_s)


def is_same_size(
    one: tuple[float, float | None, float | None], other: tuple[float, float | None, float | None]
) -> bool:
    """Return whether (duration, elapsed, distance) of two recordings agree within 3 %.

    A file without a timer (GPX) knows only the wall clock, so any of one's durations may agree
    with any of the other's. A distance counts where both have one.
    """
    agree = any(
        _is_close(mine, yours)
        for mine in _durations(one[0], one[1])
        for yours in _durations(other[0], other[1])
    )
    if one[2] is None or other[2] is None:
        return agree
    return agree and _is_close(one[2], other[2])


def richness_of(source_format: str, *, columns: int, moments: int) -> Richness:
    """Return how much a recording holds; a larger tuple is the richer recording.

    Args:
        columns: with at least one value, the time axis not counted.
        moments: length of the time axis, 0 without streams.
    """
    return (int(moments > 0), FORMAT_RANK.get(source_format, 0), columns, moments)
