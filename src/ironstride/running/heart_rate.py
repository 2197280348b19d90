"""The runner's heart-rate range, and training impulse from time at each heart rate.

Source: MX-11 (range), MX-12 (Banister's TRIMP).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from ironstride.domain.athlete import Sex
from ironstride.running.estimate import Estimate, given
from ironstride.running.gap import Column

AGE_INTERCEPT: Final = 208.0
AGE_SLOPE: Final = 0.7
AGE_ERROR_BPM: Final = 10.0
"""MX-11."""
WOMEN_LOWER_BPM: Final = 5.0
"""The formula reads about 5 too high for women (MX-11)."""
UNSPECIFIED_LOWER_BPM: Final = 2.5
ENOUGH_RUNS: Final = 20
FEW_RUNS: Final = 5
PEAK_QUANTILE: Final = 0.98
"""Of the runs' held peaks: one broken sensor among fifty runs doesn't move it. House."""
TRUST_ABOVE_GIVEN_BPM: Final = 3.0
REST_BPM: Final = 60.0
"""Without anything else; runners at rest are 45 to 70. House."""
REST_BELOW_RUN_BPM: Final = 10.0
LOWEST_REST_BPM: Final = 38.0
REST_LIMITS: Final = (25.0, 100.0)
MAX_LIMITS: Final = (120.0, 230.0)
HARD_SHARE_OF_MAX: Final = 0.88
"""Above this share of the maximum time counts as hard (the field's common threshold). House."""
TRIMP_MEN: Final = (0.64, 1.92)
TRIMP_WOMEN: Final = (0.86, 1.67)
"""Weight and exponent (MX-12)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeartRateRange:
    """Highest and resting heart rate in beats per minute."""

    maximum: Estimate
    rest: Estimate

    def reserve(self, bpm: Column) -> Column:
        """Return shares of the reserve, held to 0 to 1 (MX-11)."""
        span = self.maximum.value - self.rest.value
        share: Column = np.clip((bpm - self.rest.value) / span, 0.0, 1.0)
        return share


def heart_rate_range(
    *,
    age: int,
    sex: Sex,
    told_max: float | None,
    told_rest: float | None,
    peaks: Sequence[float],
    lows: Sequence[float],
) -> HeartRateRange:
    """Return the range: as told, else from runs and age.

    Args:
        peaks: held peaks of the runs; lows: their low quantiles, both in beats per minute.
    """
    maximum = _maximum(age, sex, told_max, peaks)
    rest = _rest(told_rest, lows)
    if rest.value >= maximum.value - 40:  # a range of less is no human's
        rest = _rest(None, ())
    return HeartRateRange(maximum=maximum, rest=rest)


def _held_peak(peaks: Sequence[float]) -> float | None:
    """Return the highest peak that is no single accident; None with too few runs."""
    possible = [peak for peak in peaks if MAX_LIMITS[0] <= peak <= MAX_LIMITS[1]]
    if len(possible) < FEW_RUNS:
        return None
    ordered = sorted(possible)
    return ordered[min(len(ordered) - 2, int(PEAK_QUANTILE * len(ordered)))]


def _maximum(age: int, sex: Sex, told: float | None, peaks: Sequence[float]) -> Estimate:
    observed = _held_peak(peaks)
    if told is not None and MAX_LIMITS[0] <= told <= MAX_LIMITS[1]:
        if observed is None or observed <= told + TRUST_ABOVE_GIVEN_BPM:
            return given(told, "As you told it.")
        return Estimate(
            value=observed,
            low=observed,
            high=observed + 3.0,
            certainty=0.8,
            source="runs",
            sentence=f"You told {told:.0f}, but several runs went up to {observed:.0f}.",
        )
    lower = {Sex.FEMALE: WOMEN_LOWER_BPM, Sex.MALE: 0.0}.get(sex, UNSPECIFIED_LOWER_BPM)
    by_age = AGE_INTERCEPT - AGE_SLOPE * age - lower
    if observed is None:
        return Estimate(
            value=by_age,
            low=by_age - 1.28 * AGE_ERROR_BPM,
            high=by_age + 1.28 * AGE_ERROR_BPM,
            certainty=0.4,
            source="age",
            sentence="From age alone; it errs by about 10 beats.",
        )
    if observed >= by_age:
        return Estimate(
            value=observed,
            low=observed - 1.0,
            high=observed + 5.0,
            certainty=0.8,
            source="runs",
            sentence="The highest that several of your runs held.",
        )
    # Runs show what the heart did, not what it can do: the fewer, the more the age still says.
    share = 0.25 if len(peaks) >= ENOUGH_RUNS else 0.5
    value = observed + share * (by_age - observed)
    return Estimate(
        value=value,
        low=observed,
        high=by_age + AGE_ERROR_BPM,
        certainty=0.6 if len(peaks) >= ENOUGH_RUNS else 0.5,
        source="runs-and-age",
        sentence=f"Your runs held up to {observed:.0f}; age alone would say {by_age:.0f}.",
    )


def _rest(told: float | None, lows: Sequence[float]) -> Estimate:
    if told is not None and REST_LIMITS[0] <= told <= REST_LIMITS[1]:
        return given(told, "As you told it.")
    if len(lows) >= FEW_RUNS:
        lowest = float(np.quantile(np.array(lows), 0.1)) - REST_BELOW_RUN_BPM
        if lowest < REST_BPM:
            value = max(LOWEST_REST_BPM, lowest)
            return Estimate(
                value=value,
                low=value - 8.0,
                high=value + 8.0,
                certainty=0.4,
                source="runs",
                sentence="Below the lowest that your runs start with.",
            )
    return Estimate(
        value=REST_BPM,
        low=48.0,
        high=70.0,
        certainty=0.3,
        source="house",
        sentence="Nothing is known of your pulse at rest, so a usual one is taken.",
    )


def trimp(minutes: Column, reserve: Column, sex: Sex) -> float:
    """Return Banister's training impulse of minutes at shares of the heart-rate reserve.

    Unspecified sex takes the mean of both weights. Source: MX-12.
    """
    both = (TRIMP_MEN, TRIMP_WOMEN)
    chosen = {Sex.MALE: both[:1], Sex.FEMALE: both[1:]}.get(sex, both)
    weights = [weight * np.exp(power * reserve) for weight, power in chosen]
    mean = sum(weights[1:], weights[0]) / len(weights)
    return float((minutes * reserve * mean).sum())
