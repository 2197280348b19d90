"""Aerobic decoupling: how much the heart works more for the same speed in the second half.

Source: MX-18 (a convention, not a physiological rule), MX-19 (the first minutes left out).
"""

from __future__ import annotations

from typing import Final

import numpy as np

from ironstride.running.gap import Column
from ironstride.running.track import Track

WARM_UP_S: Final = 240.0
"""The heart takes this long to catch up (MX-19)."""
SHORTEST_S: Final = 1200.0
"""Twenty steady minutes (MX-17)."""
BLOCK_S: Final = 120.0
STEADY_VARIATION: Final = 0.15
"""Coefficient of variation of grade-adjusted speed, by two minutes, up to which a run is steady
(MX-23)."""
STOPPED_SHARE: Final = 0.05
KNOWN_SHARE: Final = 0.9
BELIEVABLE_PERCENT: Final = 50.0
"""More than this is a sensor that failed, not a heart. House."""


def drift_percent(track: Track) -> float | None:
    """Return the decoupling in percent; None where the run does not allow it.

    A run allows it with 20 steady minutes after the first four, hardly any stops, and heart rate.

    Source: MX-18: (EF of the first half - EF of the second) / EF of the first * 100.
    """
    speed, beats = track.grade_adjusted_mps, track.heart_rate_bpm
    if speed is None or beats is None:
        return None
    start = track.cells(WARM_UP_S)
    if (track.moving.size - start) * track.step_s < SHORTEST_S:
        return None
    speed, beats, moving = speed[start:], beats[start:], track.moving[start:]
    known = np.isfinite(beats)
    if known.mean() < KNOWN_SHARE or 1.0 - moving.mean() > STOPPED_SHARE:
        return None
    if not _is_steady(speed, track.cells(BLOCK_S)):
        return None
    half = speed.size // 2
    first = speed[:half].mean() / np.nanmean(beats[:half])
    second = speed[half:].mean() / np.nanmean(beats[half:])
    percent = float((first - second) / first * 100.0)
    return percent if abs(percent) <= BELIEVABLE_PERCENT else None


def _is_steady(speed: Column, block: int) -> bool:
    """Whether the speed varies little from block to block."""
    blocks = speed.size // block
    parts = speed[: blocks * block].reshape(blocks, block).mean(axis=1)
    return bool(parts.std() <= STEADY_VARIATION * parts.mean())
