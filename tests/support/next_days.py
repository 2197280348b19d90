"""Weeks of runs of somebody who lifts twice a week, and what the days after cost."""

from __future__ import annotations

import datetime as dt
import math
from typing import Final

from ironstride.domain.run import AnalysedRun, RunKind

TODAY: Final = dt.date(2026, 11, 23)
WEEKS: Final = 10
LEGS: Final = (0, 3)
"""Leg work on Mondays and Thursdays, in the evening."""
EVENING: Final = 18 * 60


def easy_run(
    date: dt.date,
    *,
    slower: float = 0.0,
    harder: float = 0.0,
    drift: float | None = 3.0,
    kind: RunKind = RunKind.EASY,
    rated: bool = True,
) -> AnalysedRun:
    """Return 45 minutes at 3 m/s and 140 beats; slower in per cent, harder in points."""
    effort = 3.5 + harder
    return AnalysedRun(
        date=date,
        start_minute=420,
        kind=kind,
        kind_certainty=1.0,
        kind_reason="Made.",
        duration_s=2700.0,
        distance_m=8100.0,
        load=effort * 45,
        load_source="rpe" if rated else "heart-rate",
        load_low=effort * 40,
        load_high=effort * 50,
        grade_adjusted_speed_mps=3.0 * math.exp(-slower / 100),
        mean_heart_rate_bpm=140.0,
        drift_percent=drift,
    )


def leg_days(weeks: int = WEEKS) -> dict[dt.date, int]:
    """Return the days of leg work of the weeks before today, and when it began."""
    monday = TODAY - dt.timedelta(days=TODAY.weekday())
    return {
        monday - dt.timedelta(weeks=week) + dt.timedelta(days=day): EVENING
        for week in range(1, weeks + 1)
        for day in LEGS
    }


def weeks_of_runs(
    *,
    slower: float = 0.0,
    harder: float = 0.0,
    drifts: float = 0.0,
    weeks: int = WEEKS,
    rated: bool = True,
) -> tuple[AnalysedRun, ...]:
    """Return a run for each day; those on the day after leg work suffer by so much.

    The days differ by themselves, too, in the same way whether or not there was leg work.
    """
    legs = leg_days(weeks)
    found = []
    for ago in range(weeks * 7, 0, -1):
        date = TODAY - dt.timedelta(days=ago)
        after = float(date - dt.timedelta(days=1) in legs)
        mood = (ago * 3 % 5 - 2) / 2
        found.append(
            easy_run(
                date,
                slower=mood + slower * after,
                harder=mood / 3 + harder * after,
                drift=3.0 + mood / 2 + drifts * after,
                rated=rated,
            )
        )
    return tuple(found)
