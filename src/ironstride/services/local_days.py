"""The day of a set by the runner's own clock, where its log tells moments in UTC."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ironstride.domain.performance import LoggedSet

NO_OFFSET = dt.timedelta()


def by_local_day(sets: Iterable[LoggedSet], zone: str | None) -> tuple[LoggedSet, ...]:
    """Return sets dated by a time zone where their moments were told in UTC.

    A moment with another offset tells the clock of where the runner was, and stays; so does
    everything where no zone, or none that is known here, was given.
    """
    found = tuple(sets)
    if zone is None or all(_stays(each) for each in found):
        return found
    try:
        local = zoneinfo.ZoneInfo(zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return found
    return tuple(
        each
        if each.logged_at is None or _stays(each)
        else replace(each, date=each.logged_at.astimezone(local).date())
        for each in found
    )


def _stays(one: LoggedSet) -> bool:
    return one.logged_at is None or one.logged_at.utcoffset() != NO_OFFSET
