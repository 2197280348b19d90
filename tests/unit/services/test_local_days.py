"""A set counts on the day that the runner's own clock showed."""

from __future__ import annotations

import datetime as dt

import pytest

from ironstride.domain.performance import LoggedSet
from ironstride.services.local_days import by_local_day

LATE = "2026-11-24T23:30:00+00:00"
TUESDAY, WEDNESDAY = dt.date(2026, 11, 24), dt.date(2026, 11, 25)


def dated(told: str | None, zone: str | None) -> dt.date:
    moment = None if told is None else dt.datetime.fromisoformat(told)
    one = LoggedSet(exercise="push-up", date=TUESDAY, reps=8, logged_at=moment)
    return by_local_day((one,), zone)[0].date


@pytest.mark.parametrize(
    ("told", "zone", "date"),
    [
        (LATE, "Europe/Berlin", WEDNESDAY),
        (LATE, "America/New_York", TUESDAY),
        ("2026-11-24T03:00:00+00:00", "America/New_York", dt.date(2026, 11, 23)),
        (LATE, None, TUESDAY),
        (LATE, "Nowhere/Land", TUESDAY),
        ("2026-11-24T23:30:00+01:00", "Asia/Tokyo", TUESDAY),
        (None, "Asia/Tokyo", TUESDAY),
    ],
)
def test_a_moment_in_utc_is_dated_by_the_runners_clock(
    told: str | None, zone: str | None, date: dt.date
) -> None:
    assert dated(told, zone) == date
