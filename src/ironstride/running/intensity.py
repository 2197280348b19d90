"""How hard a run and its bouts were for this runner: shares of critical speed and maximum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from ironstride.running.bouts import Bout
from ironstride.running.features import HEART_CELL_BPM, SPEED_CELL_MPS, RunFeatures
from ironstride.running.heart_rate import HARD_SHARE_OF_MAX
from ironstride.running.profile import RunnerProfile

HEART_AT_CRITICAL: Final = 0.90
"""Share of the maximum that the heart reaches at critical speed. House."""
HEART_NEEDS_S: Final = 90.0
"""Shorter bouts end before the heart has followed. House."""
SURE_SPEED: Final = 0.5
"""Certainty of critical speed from which speed alone judges a bout. House."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intensity:
    """Shares for the whole run; None where not known.

    Args:
        speed: grade-adjusted speed while moving over critical speed (else power over critical).
        heart: mean heart rate over the maximum.
        hard: share of moving time above critical speed or 88 % of the maximum.
        certainty: 0 to 1, how much the shares together can carry.
    """

    speed: float | None
    heart: float | None
    hard: float | None
    certainty: float


def intensity(features: RunFeatures, profile: RunnerProfile) -> Intensity:
    """Return how hard a run was as a whole."""
    speed, speed_certainty = _speed_share(features, profile)
    heart = heart_certainty = 0.0
    if features.mean_heart_rate_bpm is not None:
        heart = features.mean_heart_rate_bpm / profile.heart.maximum.value
        heart_certainty = profile.heart.maximum.certainty
    sure = 0.4 + 0.3 * speed_certainty + 0.25 * heart_certainty
    return Intensity(
        speed=speed,
        heart=heart or None,
        hard=hard_share(features, profile),
        certainty=sure if features.recorded_s else sure - 0.1,
    )


def _speed_share(features: RunFeatures, profile: RunnerProfile) -> tuple[float | None, float]:
    """Return the share of critical speed (or power) and how sure it is."""
    speed = features.grade_adjusted_speed_mps or features.mean_speed_mps
    critical, power = profile.critical_speed, profile.critical_power
    if speed is not None and critical is not None:
        # A treadmill's or pod's speed is only roughly that of the road.
        trust = 0.7 if features.indoor else 1.0
        return speed / critical.speed.value, critical.speed.certainty * trust
    if features.mean_power_w is not None and power is not None:
        return features.mean_power_w / power.value, power.certainty
    return None, 0.0


def hard_share(features: RunFeatures, profile: RunnerProfile) -> float | None:
    """Return the share of moving time above critical speed or 88 % of the maximum, 0 to 1.

    None where neither is known, as in a summary without streams.
    """
    if not features.cells:
        return None
    cells = np.array(features.cells)
    above = np.zeros(cells.shape[0])
    told = False
    if profile.critical_speed is not None:
        known = cells[:, 0] >= 0
        told = bool(known.any())
        over = cells[:, 0] + 1.0 - profile.critical_speed.speed.value / SPEED_CELL_MPS
        above = np.where(known, np.clip(over, 0.0, 1.0), 0.0)
    known = cells[:, 1] >= 0
    if known.any():
        told = True
        limit = HARD_SHARE_OF_MAX * profile.heart.maximum.value / HEART_CELL_BPM
        over = np.where(known, np.clip(cells[:, 1] + 1.0 - limit, 0.0, 1.0), 0.0)
        above = np.maximum(above, over)
    seconds = cells[:, 2]
    return float((above * seconds).sum() / seconds.sum()) if told else None


def bout_intensity(bout: Bout, profile: RunnerProfile) -> float | None:
    """Return the intensity of a bout, 1 at critical speed; None where nothing tells it."""
    by_heart = None
    if bout.peak_heart_rate_bpm is not None and bout.duration_s >= HEART_NEEDS_S:
        share = bout.peak_heart_rate_bpm / profile.heart.maximum.value
        by_heart = share / HEART_AT_CRITICAL
    if bout.speed_mps is not None and profile.critical_speed is not None:
        by_speed = bout.speed_mps / profile.critical_speed.speed.value
        if by_heart is None or profile.critical_speed.speed.certainty >= SURE_SPEED:
            return by_speed
        return (by_speed + by_heart) / 2.0
    if bout.power_w is not None and profile.critical_power is not None:
        return bout.power_w / profile.critical_power.value
    return by_heart
