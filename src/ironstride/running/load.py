"""One load scale for everything: session RPE times minutes, measured or regressed on it.

Source: RM-01 (session RPE), MX-12 (TRIMP); DESIGN §7 (one scale, house factors until ten rated
activities exist). The house factors and their spread are ours.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import median
from types import MappingProxyType
from typing import Final

import numpy as np

from ironstride.domain.athlete import Sex
from ironstride.domain.run import ActivityKind, RunKind
from ironstride.running.critical_speed import CriticalSpeed
from ironstride.running.features import HEART_CELL_BPM, SPEED_CELL_MPS, RunFeatures
from ironstride.running.gap import Column
from ironstride.running.heart_rate import HeartRateRange, trimp

RATED_FOR_REGRESSION: Final = 10
"""DESIGN §7."""
RATED_WINDOW: Final = 60
"""The last so many rated activities make the runner's own factor: people change. House."""
Z_80: Final = 1.2816
LOWEST_RPE: Final = 1.0
LEAST_SPREAD: Final = 0.1
WIDEST_SPREAD: Final = 0.6
TRIMP_TO_LOAD: Final[Mapping[Sex, float]] = MappingProxyType(
    {Sex.MALE: 2.4, Sex.FEMALE: 2.2, Sex.UNSPECIFIED: 2.3}
)
"""An easy hour (reserve 0.65, RPE 3.5) is 210 and 87 TRIMP in men, 99 in women. House."""
CRITICAL_RPE: Final = 7.5
PACE_EXPONENT: Final = 3.0
"""RPE goes with the cube of speed over critical speed: 0.75 gives 3.2, 0.9 gives 5.5. House."""
HIGHEST_RPE: Final = 10.0
HEART_COVERAGE: Final = 0.7
"""Heart rate must be known for this share of the time to speak for all of it. House."""
RUN_RPE: Final[Mapping[RunKind, float]] = MappingProxyType(
    {
        RunKind.RECOVERY: 2.5,
        RunKind.EASY: 3.5,
        RunKind.STRIDES: 4.0,
        RunKind.LONG: 4.5,
        RunKind.TEMPO: 6.5,
        RunKind.HILLS: 7.0,
        RunKind.INTERVALS: 7.5,
        RunKind.RACE: 9.0,
    }
)
OTHER_RPE: Final[Mapping[ActivityKind, float]] = MappingProxyType(
    {
        ActivityKind.RUN: 4.0,
        ActivityKind.RIDE: 3.5,
        ActivityKind.SWIM: 4.0,
        ActivityKind.STRENGTH: 5.0,
        ActivityKind.OTHER: 3.0,
    }
)
"""Where only the duration is known. House."""


class LoadSource(StrEnum):
    """What a load rests on, best first."""

    RPE = "rpe"
    HEART_RATE = "heart-rate"
    PACE = "pace"
    DURATION = "duration"


HOUSE_SPREAD: Final[Mapping[LoadSource, float]] = MappingProxyType(
    {
        LoadSource.HEART_RATE: 0.25,
        LoadSource.PACE: 0.30,
        LoadSource.DURATION: 0.40,
    }
)
"""Standard deviation of the log of true over estimated load, between people and days. House."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Regression:
    """The runner's own factor on a house load: log of the factor, spread, activities behind it."""

    log_factor: float
    spread: float
    rated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadScale:
    """Regressions by source; a source without one stands on the house factor."""

    regressions: Mapping[LoadSource, Regression] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Session-RPE load with its 80 % interval and what it rests on."""

    value: float
    low: float
    high: float
    source: LoadSource


def rated_load(features: RunFeatures) -> float | None:
    """Return RPE times minutes; None where no RPE was given. Source: RM-01."""
    return None if features.session_rpe is None else features.session_rpe * features.minutes


def house_loads(
    features: RunFeatures,
    *,
    rpe: float,
    heart: HeartRateRange,
    sex: Sex,
    critical: CriticalSpeed | None,
) -> dict[LoadSource, float]:
    """Return the load by each source that the activity allows, with house factors.

    Args:
        rpe: the usual RPE of the kind, for when only the duration is known.
    """
    loads = {LoadSource.DURATION: rpe * features.minutes}
    if critical is not None and features.kind is ActivityKind.RUN:
        pace = _pace_load(features, critical)
        if pace is not None:
            loads[LoadSource.PACE] = pace
    impulse = _impulse(features, heart, sex)
    if impulse is not None:
        loads[LoadSource.HEART_RATE] = impulse * TRIMP_TO_LOAD[sex]
    return loads


def _impulse(features: RunFeatures, heart: HeartRateRange, sex: Sex) -> float | None:
    """Return TRIMP over the whole duration; None without enough heart rate."""
    if features.cells:
        cells = np.array(features.cells)
        known = cells[:, 1] >= 0
        seconds = cells[:, 2]
        if seconds[known].sum() >= HEART_COVERAGE * seconds.sum():
            beats = (cells[known, 1] + 0.5) * HEART_CELL_BPM
            minutes = seconds[known] / seconds[known].sum() * features.minutes
            return trimp(minutes, heart.reserve(beats), sex)
    if features.mean_heart_rate_bpm is None:
        return None
    beats = np.array([features.mean_heart_rate_bpm])
    return trimp(np.array([features.minutes]), heart.reserve(beats), sex)


def _pace_load(features: RunFeatures, critical: CriticalSpeed) -> float | None:
    """Return the load of the time at each grade-adjusted speed; None without speed."""
    if features.cells:
        cells = np.array(features.cells)
        known = cells[:, 0] >= 0
        if known.any():
            speeds = (cells[known, 0] + 0.5) * SPEED_CELL_MPS
            seconds = cells[known, 2]
            share = seconds / seconds.sum()
            return float((share * _rpe_at(speeds, critical)).sum()) * features.minutes
    if features.mean_speed_mps is None:
        return None
    return float(_rpe_at(np.array([features.mean_speed_mps]), critical)[0]) * features.minutes


def _rpe_at(speeds: Column, critical: CriticalSpeed) -> Column:
    """Return the RPE that a speed deserves, at most 10."""
    ratio = speeds / critical.speed.value
    rpe: Column = np.minimum(CRITICAL_RPE * ratio**PACE_EXPONENT, HIGHEST_RPE)
    return rpe


def load(rated: float | None, house: Mapping[LoadSource, float], scale: LoadScale) -> Load:
    """Return the load from the best source at hand: RPE, heart rate, pace, duration.

    Args:
        rated: RPE times minutes; None where no RPE was given. Exact by definition.
        house: loads by house factors, as `house_loads` gives them.
    """
    if rated is not None:
        return Load(value=rated, low=rated, high=rated, source=LoadSource.RPE)
    source = next(
        s for s in (LoadSource.HEART_RATE, LoadSource.PACE, LoadSource.DURATION) if s in house
    )
    regression = scale.regressions.get(source)
    if regression is None:
        value, spread = house[source], HOUSE_SPREAD[source]
    else:
        value = house[source] * math.exp(regression.log_factor)
        spread = regression.spread * math.sqrt(1.0 + 1.0 / regression.rated)
    reach = math.exp(Z_80 * spread)
    return Load(value=value, low=value / reach, high=value * reach, source=source)


def log_ratio(rated: float, house: float) -> float | None:
    """Return the log of a rated load over its house load; None where one says nothing."""
    return math.log(rated / house) if rated > 0 and house > 0 else None


def regression(log_ratios: Sequence[float]) -> Regression | None:
    """Return the runner's own factor from rated activities; None with fewer than ten (DESIGN §7).

    The median is the factor, so that one mistyped RPE does not bend the scale.
    """
    if len(log_ratios) < RATED_FOR_REGRESSION:
        return None
    # A few dozen figures: numpy takes ten times as long to begin as these take to sort.
    ratios = log_ratios[-RATED_WINDOW:]
    middle = median(ratios)
    spread = 1.4826 * median(abs(ratio - middle) for ratio in ratios)
    return Regression(
        log_factor=middle,
        spread=min(max(spread, LEAST_SPREAD), WIDEST_SPREAD),
        rated=len(ratios),
    )
