"""Session spikes: a run much longer than the longest of the 30 days before.

Source: TL-01; TL-10 (after a lay-off older runs no longer count). Weekly ratios are deliberately
not computed (TL-02, TL-03).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

WINDOW_DAYS: Final = 30
SPIKE_RATIO: Final = 1.10
LARGE_RATIO: Final = 1.30
DOUBLE_RATIO: Final = 2.00
"""Bounds of the bands of TL-01."""


class SpikeBand(StrEnum):
    """The bands of TL-01, by how much longer the run is."""

    NONE = "none"
    SMALL = "10-30"
    MODERATE = "30-100"
    LARGE = "over-100"


HAZARD: Final[dict[SpikeBand, float]] = {
    SpikeBand.NONE: 1.0,
    SpikeBand.SMALL: 1.64,
    SpikeBand.MODERATE: 1.52,
    SpikeBand.LARGE: 2.28,
}
"""Overuse-injury hazard against runs of up to 110 % (TL-01)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spike:
    """How a run compares with the longest of 30 days; the ratio is None without history."""

    ratio: float | None
    band: SpikeBand

    @property
    def is_spike(self) -> bool:
        """Whether TL-01 flags it."""
        return self.band is not SpikeBand.NONE


def spike(distance_m: float | None, longest_before_m: float | None) -> Spike:
    """Return the spike of a run.

    Args:
        longest_before_m: the longest of the 30 days before; None without a run in them.
    """
    if distance_m is None or not longest_before_m:
        return Spike(ratio=None, band=SpikeBand.NONE)
    ratio = distance_m / longest_before_m
    return Spike(ratio=ratio, band=band_of(ratio))


def band_of(ratio: float) -> SpikeBand:
    """Return the band; exactly 110 % is no spike (TL-01: longer than 110 %)."""
    if ratio <= SPIKE_RATIO:
        return SpikeBand.NONE
    if ratio <= LARGE_RATIO:
        return SpikeBand.SMALL
    return SpikeBand.MODERATE if ratio <= DOUBLE_RATIO else SpikeBand.LARGE
