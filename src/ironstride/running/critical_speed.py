"""Critical speed: the boundary between hard that holds and hard that doesn't.

In this order: from results; from the runner's own best efforts of 90 days; from the heart rate of
steady runs; from a share of the easy pace; else nothing. A run can only show that somebody is at
least so fast, so that whatever was found is raised to what a run has proven.

Source: MX-01, MX-02 (never show D'), MX-03, MX-07, MX-08, MX-09; shares are house.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from ironstride.domain.athlete import Result
from ironstride.running.estimate import Estimate
from ironstride.running.gap import Column
from ironstride.running.race_times import LONGEST_S, SHORTEST_S, speed_for, vdot

WINDOW_DAYS: Final = 90
FIT_SECONDS: Final = (120, 1200)
"""Maximal efforts of 2 to 20 minutes (MX-01)."""
LEAST_R_SQUARED: Final = 0.99
"""Below it the fit is rejected (MX-01)."""
D_PRIME_M: Final = (60.0, 450.0)
"""100 to 300 m is typical (MX-01); less says that the short efforts were not all-out, more that
the long ones were not. The margin is house."""
W_PRIME_J: Final = (3_000.0, 40_000.0)
TYPICAL_D_PRIME_M: Final = 180.0
FEWEST_EFFORTS: Final = 3
FEWEST_RESULTS: Final = 2
LONGEST_OVER_SHORTEST: Final = 2.0
"""Efforts of nearly one duration give no slope. House."""
SHORT_OF_VDOT: Final = 0.93
"""A fit this much below what the best single effort promises had no all-out long effort. House."""
PROMISING_S: Final = 180
"""Two minutes on the two-parameter line promise more than anybody then holds. House."""
PROVEN_SECONDS: Final = 1800
"""What was held for half an hour on a training run is below critical speed. House."""
EASY_SHARE: Final = 0.78
"""Easy speed over critical speed: MX-09's 66 % and 88 % of VDOT put through MX-07."""
CRITICAL_RESERVE: Final = 0.86
"""Share of heart-rate reserve at critical speed; speed and reserve go together below it. House."""
FEWEST_HEART_RUNS: Final = 4
RESULT_DAYS: Final = 730
FRESH_RESULT_DAYS: Final = 120
POSSIBLE_MPS: Final = (1.2, 7.0)
"""A critical speed outside of this is nonsense: world class is 6.3 m/s. House."""
CURVE_S: Final = np.array([180.0, 360.0, 720.0, 1200.0])
FADE_S: Final = 1800.0
FADE: Final = 1.0 - 1.0 / 1.06
"""Riegel's exponent for speed over time: v goes with t to the minus 0.0566 (MX-03)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriticalSpeed:
    """Critical speed in m/s, and D' in metres, which is only used and never shown (MX-02)."""

    speed: Estimate
    d_prime_m: float

    def best_speed(self, seconds: float) -> float:
        """Return the highest mean speed in m/s that holds for so long.

        Two parameters up to half an hour (MX-01), Riegel's fade beyond (MX-03).
        """
        held = min(max(seconds, SHORTEST_S), FADE_S)
        speed = self.speed.value + self.d_prime_m / held
        return float(speed * (max(seconds, FADE_S) / FADE_S) ** -FADE)

    def seconds_over(self, distance_m: float) -> float:
        """Return the time in seconds for a distance, run as fast as it holds."""
        seconds = distance_m / self.speed.value
        for _ in range(20):
            seconds = distance_m / self.best_speed(seconds)
        return seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A straight line through efforts: amount = reserve + rate * seconds."""

    rate: float
    reserve: float
    r_squared: float


def fit_line(seconds: Column, amounts: Column) -> Line:
    """Return the least-squares line through efforts of at least two different durations."""
    t, d = seconds - seconds.mean(), amounts - amounts.mean()
    rate = float((t * d).sum() / (t * t).sum())
    total = float((d * d).sum())
    left = float(((d - rate * t) ** 2).sum())
    return Line(
        rate=rate,
        reserve=float(amounts.mean() - rate * seconds.mean()),
        r_squared=1.0 - left / total if total > 0 else 0.0,
    )


def from_efforts(seconds: Column, metres: Column) -> CriticalSpeed | None:
    """Return the two-parameter fit through best efforts; None where it must be rejected.

    Args:
        seconds: durations; metres: most metres in each, both of shape (n,).

    Source: MX-01.
    """
    fits = (seconds >= FIT_SECONDS[0]) & (seconds <= FIT_SECONDS[1]) & (metres > 0)
    t, d = seconds[fits], metres[fits]
    if t.size < FEWEST_EFFORTS or t.max() < max(LONGEST_OVER_SHORTEST * t.min(), PROMISING_S):
        return None
    line = fit_line(t, d)
    if line.r_squared < LEAST_R_SQUARED or not _is_believable(line):
        return None
    promising = t >= PROMISING_S
    promised = max(
        vdot(m, s) for s, m in zip(t[promising].tolist(), d[promising].tolist(), strict=True)
    )
    if line.rate < SHORT_OF_VDOT * _from_vdot(promised).rate:
        return None
    return CriticalSpeed(
        speed=_spread(
            line.rate,
            0.05,
            0.7,
            "best-efforts",
            f"Fitted to the best efforts of 2 to 20 minutes in {WINDOW_DAYS} days.",
        ),
        d_prime_m=line.reserve,
    )


def _is_believable(line: Line) -> bool:
    return (
        D_PRIME_M[0] <= line.reserve <= D_PRIME_M[1]
        and POSSIBLE_MPS[0] <= line.rate <= POSSIBLE_MPS[1]
    )


def _from_vdot(value: float) -> Line:
    """Return the line through what a VDOT can do in 3 to 20 minutes."""
    return fit_line(CURVE_S, np.array([speed_for(value, float(s)) * s for s in CURVE_S]))


def _spread(value: float, share: float, certainty: float, source: str, sentence: str) -> Estimate:
    """Return an estimate whose 80 % interval is a share to both sides."""
    return Estimate(
        value=value,
        low=value * (1.0 - share),
        high=value * (1.0 + share),
        certainty=certainty,
        source=source,
        sentence=sentence,
    )


def from_results(results: Sequence[Result], on: dt.date) -> CriticalSpeed | None:
    """Return critical speed from races and all-out efforts within two years before a date.

    Two or more of 2 to 20 minutes within 90 days of each other are fitted themselves; else the
    best by VDOT counts, less certain the older it is.
    """
    usable = [
        result
        for result in results
        if 0 <= (on - result.date).days <= RESULT_DAYS
        and SHORTEST_S <= result.seconds <= LONGEST_S
        and POSSIBLE_MPS[0] <= result.distance_m / result.seconds <= 8.0  # noqa: PLR2004 (a sprint)
    ]
    if not usable:
        return None
    latest = max(result.date for result in usable)
    age = (on - latest).days
    certainty = 0.9 if age <= FRESH_RESULT_DAYS else max(0.4, 0.9 - 0.5 * age / RESULT_DAYS)
    # What somebody could do years ago counts only where nothing newer is known.
    recent = [result for result in usable if (latest - result.date).days <= WINDOW_DAYS]
    fitted = _fitted_results(recent)
    best = max(recent, key=lambda result: vdot(result.distance_m, result.seconds))
    line = fitted or _from_vdot(vdot(best.distance_m, best.seconds))
    if not POSSIBLE_MPS[0] <= line.rate <= POSSIBLE_MPS[1]:
        return None
    minutes = best.seconds / 60.0
    sentence = (
        "Fitted to your own results of 2 to 20 minutes."
        if fitted
        else f"From {best.distance_m / 1000:.3g} km in {minutes:.0f} min on {best.date}."
    )
    return CriticalSpeed(
        speed=_spread(line.rate, 0.03 if fitted else 0.04, certainty, "results", sentence),
        d_prime_m=line.reserve,
    )


def _fitted_results(results: Sequence[Result]) -> Line | None:
    """Return the fit through short results; None where they are too few or not believable."""
    short = [result for result in results if result.seconds <= FIT_SECONDS[1]]
    if len(short) < FEWEST_RESULTS:
        return None
    seconds = np.array([result.seconds for result in short])
    if seconds.max() < LONGEST_OVER_SHORTEST * seconds.min():
        return None
    line = fit_line(seconds, np.array([result.distance_m for result in short]))
    return line if line.r_squared >= LEAST_R_SQUARED and _is_believable(line) else None


def critical_power(seconds: Column, watts: Column) -> Estimate | None:
    """Return critical power in watts from the best efforts; None where the fit is rejected.

    Source: MX-01 with work for distance; the limits of W' are house.
    """
    fits = (seconds >= FIT_SECONDS[0]) & (seconds <= FIT_SECONDS[1]) & (watts > 0)
    t, work = seconds[fits], watts[fits] * seconds[fits]
    if t.size < FEWEST_EFFORTS or t.max() < LONGEST_OVER_SHORTEST * t.min():
        return None
    line = fit_line(t, work)
    if line.r_squared < LEAST_R_SQUARED or not W_PRIME_J[0] <= line.reserve <= W_PRIME_J[1]:
        return None
    return _spread(
        line.rate,
        0.05,
        0.6,
        "best-efforts",
        f"Fitted to the best power of 2 to 20 minutes in {WINDOW_DAYS} days.",
    )


def from_heart_rate(speeds: Column, reserves: Column) -> CriticalSpeed | None:
    """Return critical speed from steady runs whose speed and share of reserve are known.

    Args:
        speeds: grade-adjusted m/s; reserves: share of heart-rate reserve, both of shape (n,).
    """
    steady = (reserves >= 0.45) & (reserves <= 0.97) & (speeds > 0)  # noqa: PLR2004 (aerobic range)
    if int(steady.sum()) < FEWEST_HEART_RUNS:
        return None
    value = float(np.median(speeds[steady] * CRITICAL_RESERVE / reserves[steady]))
    return _share(value, 0.1, 0.45, "heart-rate", "From speed and heart rate of steady runs.")


def from_easy_pace(speeds: Column) -> CriticalSpeed | None:
    """Return critical speed as easy speed over its usual share; None without a run."""
    good = speeds[speeds > 0]
    if good.size == 0:
        return None
    value = float(np.median(good)) / EASY_SHARE
    return _share(
        value,
        0.15,
        0.35 if good.size >= FEWEST_HEART_RUNS else 0.2,
        "easy-pace",
        f"Easy pace is taken for {EASY_SHARE:.0%} of it: no result and no all-out effort is known.",
    )


def _share(
    value: float, spread: float, certainty: float, source: str, sentence: str
) -> CriticalSpeed | None:
    if not POSSIBLE_MPS[0] <= value <= POSSIBLE_MPS[1]:
        return None
    return CriticalSpeed(
        speed=_spread(value, spread, certainty, source, sentence), d_prime_m=TYPICAL_D_PRIME_M
    )


def critical_speed(
    *,
    results: Sequence[Result],
    on: dt.date,
    effort_seconds: Column,
    effort_metres: Column,
    speeds: Column,
    reserves: Column,
) -> CriticalSpeed | None:
    """Return the runner's critical speed on a date; None where nothing at all is known.

    Args:
        results: of any date; those after `on` are not used.
        effort_seconds, effort_metres: best efforts of the last 90 days, zero where there is none.
        speeds: grade-adjusted means of runs of 20 minutes and more, m/s.
        reserves: their share of heart-rate reserve, NaN where not known.
    """
    known = np.isfinite(reserves)
    told = from_results(results, on)
    fitted = from_efforts(effort_seconds, effort_metres)
    if told is not None and fitted is not None and told.speed.certainty < fitted.speed.certainty:
        found: CriticalSpeed | None = fitted
    else:
        found = told or fitted
    found = found or from_heart_rate(speeds[known], reserves[known]) or from_easy_pace(speeds)
    return None if found is None else _at_least_proven(found, effort_seconds, effort_metres)


def _at_least_proven(
    found: CriticalSpeed, effort_seconds: Column, effort_metres: Column
) -> CriticalSpeed:
    """Return the critical speed raised to what half an hour of running has shown."""
    proven = effort_metres[effort_seconds == PROVEN_SECONDS] / PROVEN_SECONDS
    shown = float(proven.max()) if proven.size else 0.0
    # Half an hour can be held a little above critical speed: D' is spent over it.
    floor = shown - found.d_prime_m / PROVEN_SECONDS
    if not found.speed.value < floor <= POSSIBLE_MPS[1]:
        return found
    speed = found.speed
    raised = replace(
        speed,
        value=floor,
        low=floor * 0.98,
        high=max(speed.high, floor * 1.06),
        source="proven",
        sentence="Raised to what you held for half an hour in the last 90 days.",
    )
    return replace(found, speed=raised)
