"""Times of track points: read from text, and put into an order that does not go back."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from ironstride.domain.problem import Problem, Severity

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Indices = NDArray[np.intp]

MAX_SPAN_S: Final = 31 * 86_400.0
"""Points farther than this from the middle of a track have a wrong date (house; the longest real
recording seen, a watch that was never stopped, spans 30 days)."""

FIRST_DATE: Final = dt.datetime(1995, 1, 1, tzinfo=dt.UTC).timestamp()
"""GPS was declared fully operational in 1995; a clock before that was never set."""
LAST_DATE: Final = dt.datetime(2070, 1, 1, tzinfo=dt.UTC).timestamp()
"""House: a reader has no clock, so that only dates past any use of this program are refused."""

_LENIENT: Final = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})[T ](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,](\d+))?\s*"
    r"(Z|[+-]\d{1,2}:?\d{2})?$"
)


@dataclass(frozen=True, slots=True)
class Instant:
    """Seconds since 1970 in UTC, and the offset that stood with it; None where none stood."""

    epoch_s: float
    utc_offset_s: int | None


def instant(text: str) -> Instant | None:
    """Return the time that a text says, naive times taken as UTC; None where it says none."""
    try:
        moment = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        lenient = _lenient(text.strip())
        if lenient is None:
            return None
        moment = lenient
    offset = moment.utcoffset()
    if offset is None:
        return Instant(moment.replace(tzinfo=dt.UTC).timestamp(), None)
    return Instant(moment.timestamp(), round(offset.total_seconds()))


def _lenient(text: str) -> dt.datetime | None:
    match = _LENIENT.match(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    try:
        plain = dt.datetime(*(int(part) for part in (year, month, day, hour, minute, second)))  # type: ignore[arg-type]  # noqa: DTZ001 (the zone follows)
        plain += dt.timedelta(seconds=float(f"0.{fraction or 0}"))
        if zone is None:
            return plain
        if zone == "Z":
            return plain.replace(tzinfo=dt.UTC)
        sign = -1 if zone[0] == "-" else 1
        shift = dt.timedelta(hours=int(zone[1:3].rstrip(":")), minutes=int(zone[-2:]))
        return plain.replace(tzinfo=dt.timezone(sign * shift))
    except (ValueError, OverflowError):
        return None


def instants(texts: list[str]) -> tuple[Floats, int | None, bool]:
    """Return the times of many texts at once.

    Returns:
        Seconds since 1970 (NaN where a text is no time), the first offset from UTC that is not
        zero (None if there is none), and whether any time came without a zone.
    """
    read = dt.datetime.fromisoformat
    try:
        moments = [read(text.strip()) for text in texts]
        if not any(moment.tzinfo is None for moment in moments):
            epochs = np.array([moment.timestamp() for moment in moments], dtype=np.float64)
            zone = moments[0].utcoffset() if moments else None
            offset = round(zone.total_seconds()) if zone else None
            return epochs, offset, False
    except ValueError:
        pass
    singles = [instant(text) for text in texts]
    epochs = np.array([single.epoch_s if single else np.nan for single in singles])
    offsets = [single.utc_offset_s for single in singles if single]
    return epochs, next((o for o in offsets if o), None), None in offsets


def in_order(times: Floats) -> tuple[Indices, tuple[Problem, ...]]:
    """Return the points to keep, by index and in an order whose times do not go back.

    Points without a time and points a month from the middle fall out. Blocks that merely stand
    in the wrong order (segments saved backwards) are put right; else the largest set of points
    whose times rise is kept, so that one wrong time costs one point. Everything is told.
    """
    problems: list[Problem] = []
    keep = np.flatnonzero(np.isfinite(times))
    _tell(problems, "points-without-time", len(times) - len(keep), "have no usable time")
    if len(keep) == 0:
        return keep, tuple(problems)
    near = np.abs(times[keep] - np.median(times[keep])) <= MAX_SPAN_S
    _tell(problems, "clock-outliers", int((~near).sum()), "lie a month or more from the others")
    keep = keep[near]
    steps = np.diff(times[keep])
    if len(steps) and steps.min() < 0:
        blocks = np.split(keep, np.flatnonzero(steps < 0) + 1)
        blocks.sort(key=lambda block: float(times[block[0]]))
        apart = all(times[one[-1]] <= times[other[0]] for one, other in pairwise(blocks))
        if apart:
            keep = np.concatenate(blocks)
            problems.append(
                warning(
                    "times-out-of-order",
                    "Parts of the track stand in the wrong order; they were sorted by their times.",
                )
            )
        else:
            kept = _longest_rise(times, keep)
            _tell(problems, "times-go-back", len(keep) - len(kept), "have times that go back")
            keep = kept
    return keep, tuple(problems)


def _longest_rise(times: Floats, keep: Indices) -> Indices:
    """Return the longest subsequence whose times do not fall (patience sorting)."""
    values = times[keep].tolist()
    ends: list[float] = []
    holders: list[int] = []
    before: list[int] = []
    for index, value in enumerate(values):
        at = bisect_right(ends, value)
        before.append(holders[at - 1] if at else -1)
        if at == len(ends):
            ends.append(value)
            holders.append(index)
        else:
            ends[at] = value
            holders[at] = index
    chain: list[int] = []
    index = holders[-1]
    while index >= 0:
        chain.append(index)
        index = before[index]
    return keep[np.array(chain[::-1], dtype=np.intp)]


def _tell(problems: list[Problem], code: str, count: int, what: str) -> None:
    if count:
        points = "1 point" if count == 1 else f"{count} points"
        have = what.replace("have", "has", 1).replace("lie", "lies", 1) if count == 1 else what
        problems.append(warning(code, f"{points} {have}; left out."))


def warning(code: str, sentence: str) -> Problem:
    """Return a problem that is told, and goes on."""
    return Problem(code=code, sentence=sentence, severity=Severity.WARNING)
