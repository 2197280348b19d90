"""When things happened: record times put in order, and device clocks that were wrong or undated.

A watch that starts with a wrong date is put right by its satellites in mid-run: the times jump by
days while the timer counts minutes. The later side of such a jump is the true one.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ironstride.domain.problem import Problem, Severity
from ironstride.importers.fit.profile import FIRST_DATED_S, FIT_EPOCH_UNIX_S

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ironstride.importers.fit.table import Table

JUMP_S: Final = 3600.0
"""A gap that exceeds the device's own elapsed time by this much is a clock put right (house)."""
SHARE_OF_EXCESS: Final = 0.9
"""How much of the excess one gap must explain (house)."""
STRAY_S: Final = 86_400.0
"""Records further than this outside their session carry a nonsense time (house)."""
_LARGEST_OFFSET_S: Final = 14 * 3600
_OFFSET_STEP_S: Final = 900
COROS: Final = 294
END_OF_TIME_S: Final = 2.0**32
"""FIT times are 32-bit seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """A clock put right: times before ``until`` are too early (or late) by ``shift`` seconds."""

    until: float
    shift: float

    def corrected(self, time: float) -> float:
        """Return a FIT time as the corrected clock would have told it."""
        return time + self.shift if time < self.until else time


STEADY: Final = Jump(until=-np.inf, shift=0.0)
"""No jump at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeAxis:
    """Record times in order.

    Args:
        rows: rows of the record table that are kept, in order of time.
        times: their FIT times in seconds, corrected, not decreasing.
    """

    rows: NDArray[np.int64]
    times: NDArray[np.float64]
    jump: Jump
    problems: tuple[Problem, ...]


def time_axis(records: Table, sessions: Table) -> TimeAxis:
    """Return the records with a usable time, in order; what was left out or moved is told."""
    stated = records.column("timestamp")
    rows = np.flatnonzero(np.isfinite(stated))
    times = stated[rows]
    problems: list[Problem] = []
    if 0 < len(rows) < records.count:
        missing = records.count - len(rows)
        problems.append(_warning("untimed-records", f"{missing} records without a time."))
    jump = _find_jump(times, sessions)
    if jump is not STEADY:
        early = np.arange(len(times)) < int(np.argmax(np.abs(np.diff(times)))) + 1
        times = np.where(early, times + jump.shift, times)
        problems.append(
            _warning(
                "clock-jump",
                f"The device's clock was put right by {jump.shift:.0f} s during the activity; "
                "the times before that were moved along.",
            )
        )
    kept = _near_sessions(times, sessions, jump)
    if not kept.all():
        problems.append(
            _warning(
                "stray-times",
                f"{int((~kept).sum())} records were left out: their times lie more than a day "
                "outside the activity.",
            )
        )
        rows, times = rows[kept], times[kept]
    backwards = int((np.diff(times) < 0).sum())
    if backwards:
        order = np.argsort(times, kind="stable")
        rows, times = rows[order], times[order]
        problems.append(
            _warning(
                "clock-backwards",
                f"The clock went backwards in {backwards} places; the records were put in order.",
            )
        )
    return TimeAxis(rows=rows, times=times, jump=jump, problems=tuple(problems))


def _warning(code: str, sentence: str) -> Problem:
    return Problem(code=code, sentence=sentence, location="records", severity=Severity.WARNING)


def _find_jump(times: NDArray[np.float64], sessions: Table) -> Jump:
    """Return the clock correction in the only session, if the session's own figures show one."""
    if sessions.count != 1 or len(times) <= 1:
        return STEADY
    elapsed = sessions.number("total_elapsed_time", 0)
    end = sessions.number("timestamp", 0)
    if elapsed is None or end is None or abs(end - times[-1]) > JUMP_S:
        return STEADY
    excess = float(times[-1] - times[0]) - elapsed
    gaps = np.diff(times)
    at = int(np.argmax(np.abs(gaps)))
    if abs(excess) < JUMP_S or gaps[at] / excess < SHARE_OF_EXCESS:
        return STEADY
    return Jump(until=float(times[at + 1]) if excess > 0 else np.inf, shift=float(round(excess)))


def _near_sessions(times: NDArray[np.float64], sessions: Table, jump: Jump) -> NDArray[np.bool_]:
    """Return which times lie within a day of some session; all where that cannot be told."""
    starts = sessions.column("start_time")
    lengths = sessions.column("total_elapsed_time")
    told = np.isfinite(starts) & np.isfinite(lengths)
    if not told.any() or not len(times):
        return np.ones(len(times), np.bool_)
    corrected = [jump.corrected(float(start)) for start in starts[told]]
    first = min(corrected) - STRAY_S
    last = max(start + length for start, length in zip(corrected, lengths[told], strict=True))
    near: NDArray[np.bool_] = (times >= first) & (times <= last + STRAY_S)
    # A summary that disagrees with most records is the one that is wrong.
    return near if 2 * int(near.sum()) >= len(times) else np.ones(len(times), np.bool_)


def is_dated(time: float) -> bool:
    """Whether a FIT time is a date, and not seconds since the device was switched on."""
    return FIRST_DATED_S <= time < END_OF_TIME_S


def utc(time: float) -> dt.datetime:
    """Return a dated FIT time as a datetime in UTC."""
    return dt.datetime.fromtimestamp(time + FIT_EPOCH_UNIX_S, dt.UTC)


def utc_offset(activities: Table, manufacturer: int | None) -> int | None:
    """Return local minus UTC in seconds from the activity message; None if it does not tell.

    COROS writes UTC as local time, so its zero means nothing.
    """
    for row in range(activities.count):
        here, local = activities.number("timestamp", row), activities.number("local_timestamp", row)
        if here is None or local is None or not is_dated(here) or not is_dated(local):
            continue
        offset = round(local - here)
        if abs(offset) > _LARGEST_OFFSET_S or offset % _OFFSET_STEP_S:
            continue
        return None if offset == 0 and manufacturer == COROS else offset
    return None
