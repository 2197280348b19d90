"""The runner as known on every date of a history, found in one pass without the streams.

Abilities on a date rest on the 90 days up to it (at the beginning: on the first 90 days); the
heart's range rests on the whole history, since a maximum is seldom reached.
"""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

import numpy as np

from ironstride.domain.athlete import Athlete
from ironstride.domain.run import ActivityKind
from ironstride.running.critical_speed import (
    WINDOW_DAYS,
    CriticalSpeed,
    critical_power,
    critical_speed,
)
from ironstride.running.estimate import Estimate
from ironstride.running.features import EFFORT_SECONDS, RunFeatures
from ironstride.running.gap import Column
from ironstride.running.heart_rate import HeartRateRange, heart_rate_range
from ironstride.running.profile import Recent
from ironstride.running.spikes import WINDOW_DAYS as SPIKE_DAYS

USUAL_DAYS: Final = 56
"""Eight weeks of runs make the usual duration."""
FEWEST_USUAL: Final = 4
WEEK_DAYS: Final = 6
"""The run's own day and six days before are a week."""
HARD_HOURS: Final = 36.0
STEADY_MINUTES: Final = 20.0
"""Shorter runs tell no easy pace (MX-17)."""
CADENCE_DAYS: Final = 7
"""Abilities are found anew for every seventh day: they move slowly. House."""
DAY_S: Final = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Abilities:
    """Critical speed and power on a date; None where nothing tells them."""

    speed: CriticalSpeed | None
    power: Estimate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Dated runs in order of their start, as columns of shape (n,) or (n, efforts)."""

    runs: tuple[RunFeatures, ...]
    athlete: Athlete
    heart: HeartRateRange
    days: tuple[int, ...]
    starts_s: Column
    durations_s: Column
    distances_m: Column
    metres: Column
    watts: Column
    speeds: Column
    reserves: Column

    def abilities(self, on: dt.date) -> Abilities:
        """Return critical speed and power from the 90 days up to a date, that date included."""
        last = on.toordinal()
        if self.days:
            last = max(last, min(self.days[0] + WINDOW_DAYS, self.days[-1]))
        window = slice(bisect_left(self.days, last - WINDOW_DAYS), bisect_right(self.days, last))
        seconds = np.array(EFFORT_SECONDS, dtype=np.float64)
        some = window.stop > window.start
        metres = self.metres[window].max(axis=0) if some else np.zeros(seconds.size)
        watts = self.watts[window].max(axis=0) if some else np.zeros(seconds.size)
        steady = np.isfinite(self.speeds[window])
        return Abilities(
            speed=critical_speed(
                results=self.athlete.results,
                on=on,
                effort_seconds=seconds,
                effort_metres=metres,
                speeds=self.speeds[window][steady],
                reserves=self.reserves[window][steady],
            ),
            power=critical_power(seconds, watts),
        )

    def recent(self, start: dt.datetime, *, was_hard: bool) -> Recent:
        """Return what lay before a local start.

        Args:
            was_hard: whether the last run before was a quality or long run.
        """
        day = start.date().toordinal()
        at = _seconds_of(start)
        now = bisect_left(self.starts_s, at)
        usual = self.durations_s[bisect_left(self.days, day - USUAL_DAYS) : now]
        month = self.distances_m[bisect_left(self.days, day - SPIKE_DAYS) : now]
        week = self.durations_s[bisect_left(self.days, day - WEEK_DAYS) : now]
        longest = float(month.max()) if month.size else 0.0
        close = now > 0 and at - float(self.starts_s[now - 1]) <= HARD_HOURS * 3600.0
        return Recent(
            median_s=median(usual.tolist()) if usual.size >= FEWEST_USUAL else None,
            longest_m=longest or None,
            longest_s=float(week.max()) if week.size else None,
            was_hard=was_hard and close,
            race_m=_listed_race(self.athlete, start.date()),
        )


def _seconds_of(local: dt.datetime) -> float:
    return local.toordinal() * DAY_S + local.hour * 3600.0 + local.minute * 60.0 + local.second


def _listed_race(athlete: Athlete, date: dt.date) -> float | None:
    """Return the distance of the race or result that the athlete lists on a date."""
    for race in athlete.races:
        if race.date == date:
            return race.distance_m
    for result in athlete.results:
        if result.date == date:
            return result.distance_m
    return None


def dated_runs(activities: Sequence[RunFeatures], today: dt.date) -> tuple[RunFeatures, ...]:
    """Return the runs that have a date up to today and a duration, in order of their start."""
    runs = [
        run
        for run in activities
        if run.kind is ActivityKind.RUN
        and run.date is not None
        and run.date <= today
        and run.duration_s > 0
    ]
    return tuple(sorted(runs, key=lambda run: (run.dated_start, run.duration_s)))


def history_of(runs: Sequence[RunFeatures], athlete: Athlete, today: dt.date) -> History:
    """Return the history of dated runs, which `dated_runs` gives."""
    heart = heart_rate_range(
        age=athlete.age_on(today),
        sex=athlete.profile.sex,
        told_max=athlete.profile.hr_max_bpm,
        told_rest=athlete.profile.hr_rest_bpm,
        peaks=[run.peak_heart_rate_bpm for run in runs if run.peak_heart_rate_bpm],
        lows=[run.low_heart_rate_bpm for run in runs if run.low_heart_rate_bpm],
    )
    local = [run.dated_start for run in runs]
    beats = np.array([run.mean_heart_rate_bpm or math.nan for run in runs], dtype=np.float64)
    return History(
        runs=tuple(runs),
        athlete=athlete,
        heart=heart,
        days=tuple(start.toordinal() for start in local),
        starts_s=np.array([_seconds_of(start) for start in local]),
        durations_s=np.array([run.duration_s for run in runs], dtype=np.float64),
        distances_m=np.array([run.distance_m or 0.0 for run in runs], dtype=np.float64),
        metres=_bests([run.bests for run in runs]),
        watts=_bests([run.power_bests for run in runs]),
        speeds=np.array([_steady_speed(run) for run in runs], dtype=np.float64),
        reserves=heart.reserve(beats),
    )


def _bests(bests: Sequence[tuple[tuple[int, float], ...]]) -> Column:
    """Return a row of bests for every run, 0 where a duration was not reached."""
    table = np.zeros((len(bests), len(EFFORT_SECONDS)))
    for row, pairs in enumerate(bests):
        for seconds, amount in pairs:
            table[row, EFFORT_SECONDS.index(seconds)] = amount
    return table


def _steady_speed(run: RunFeatures) -> float:
    """Return the speed of a run that is long enough to tell a pace, else NaN."""
    speed = run.grade_adjusted_speed_mps or run.mean_speed_mps
    return speed if speed is not None and run.minutes >= STEADY_MINUTES else math.nan
