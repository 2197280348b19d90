"""Whether a signal has two gears, and how much it varies: the measures behind bouts and trust."""

from __future__ import annotations

from typing import Final

import numpy as np

from ironstride.running.gap import Column

BINS: Final = 64
TWO_GEARS: Final = 0.70
"""Share of the variance between two classes of speed from which a run has two gears.

A single bell curve split at its middle reaches 2/pi = 0.64, repeats on an easy jog 0.8 and more;
real easy runs, hilly ones included, stay below 0.69. House.
"""
MAD_TO_SD: Final = 1.4826
"""Median absolute deviation to standard deviation of a bell curve."""


def variation(signal: Column) -> float:
    """Return the robust coefficient of variation of a positive signal; 0 where it is empty."""
    if signal.size == 0:
        return 0.0
    middle = float(np.median(signal))
    spread = MAD_TO_SD * float(np.median(np.abs(signal - middle)))
    return spread / middle if middle > 0 else 0.0


def two_classes(values: Column, weights: Column | None = None) -> tuple[float, float]:
    """Return the value that best parts a column in two, and the share of variance it explains.

    Otsu's criterion over a histogram; 0 where all values are alike.
    """
    low, high = float(values.min()), float(values.max())
    if high - low < 1e-9:  # noqa: PLR2004 (alike, as far as a float can tell)
        return high, 0.0
    counts, edges = np.histogram(values, bins=BINS, range=(low, high), weights=weights)
    centres = (edges[1:] + edges[:-1]) / 2
    share = np.cumsum(counts) / counts.sum()
    moment = np.cumsum(counts * centres) / counts.sum()
    mean = moment[-1]
    variance = float((counts * (centres - mean) ** 2).sum() / counts.sum())
    parts = (share > 0) & (share < 1)
    between = np.zeros(BINS)
    between[parts] = (mean * share[parts] - moment[parts]) ** 2 / (
        share[parts] * (1 - share[parts])
    )
    best = int(between.argmax())
    # Empty bins after the best one part equally well: the threshold lies in their middle.
    last = best + int(np.count_nonzero(np.isclose(between[best:], between[best])))
    return float((edges[best + 1] + edges[min(last, BINS)]) / 2), float(between[best]) / variance
