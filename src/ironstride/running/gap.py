"""Grade: what slopes cost, the speed on the flat that costs the same, and metres climbed.

Source: MX-05 (Minetti 2002), MX-06 (smoothing, clamp and the limit on downhill credit).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float64]

FLAT_COST: Final = 3.6
"""J/kg/m on the level in the fitted curve (MX-05)."""
GRADE_LIMIT: Final = 0.35
"""Grades are held within this before they are priced (MX-06)."""
DOWNHILL_FLOOR: Final = 0.85
"""Running down never counts as less than this share of the level: people brake (MX-06)."""
POSSIBLE_GRADE: Final = 0.45
"""The curve's own range (MX-05); a steeper step between neighbours is a jump of the sensor."""
CELL_M: Final = 10.0
"""Spacing of the height profile; house."""
SMOOTHING_CELLS: Final = 5
"""Five cells are 50 m, the smoothing that MX-06 asks for."""
ROUGH_CELLS: Final = 15
"""Heights from GPS wander over 100 m and more: 150 m, where 50 m are not enough. House."""
CLIMB_HYSTERESIS_M: Final = 3.0
"""A rise counts once it is this high: less is the wobble of a barometer or of GPS; house."""


def cost(grade: Column) -> Column:
    """Return the energy cost of running in J/kg/m at grades (rise over run).

    Source: MX-05. Valid from -0.45 to 0.45; the caller holds grades within the range.
    """
    i = grade
    return ((((155.4 * i - 30.4) * i - 43.3) * i + 46.3) * i + 19.5) * i + FLAT_COST


def flat_factor(grade: Column) -> Column:
    """Return by what a speed is multiplied to get the equally costly speed on the flat.

    Source: MX-06.
    """
    held = np.clip(grade, -GRADE_LIMIT, GRADE_LIMIT)
    factor: Column = np.maximum(cost(held) / FLAT_COST, DOWNHILL_FLOOR)
    return factor


def height_profile(
    distance_m: Column, altitude_m: Column, smoothing_cells: int = SMOOTHING_CELLS
) -> tuple[Column, Column]:
    """Return the distances every 10 m and the smoothed heights there, jumps taken out.

    Args:
        distance_m: cumulative, not decreasing, shape (n,).
        altitude_m: finite, shape (n,).

    Returns:
        Two columns of the same length; a single cell where there are less than 10 m.
    """
    cells = np.arange(distance_m[0], distance_m[-1] + CELL_M / 2, CELL_M)
    heights = np.interp(cells, distance_m, altitude_m)
    steps = np.diff(heights)
    steps[np.abs(steps) > POSSIBLE_GRADE * CELL_M] = 0.0
    heights = heights[0] + np.concatenate(([0.0], np.cumsum(steps)))
    return cells, smoothed(heights, smoothing_cells)


def smoothed(column: Column, width: int) -> Column:
    """Return the centred moving mean over ``width`` samples (odd), shorter at both ends."""
    half = width // 2
    if half == 0 or column.size == 0:
        return column
    sums = np.concatenate(([0.0], np.cumsum(column)))
    at = np.arange(column.size)
    first = np.maximum(at - half, 0)
    last = np.minimum(at + half + 1, column.size)
    means: Column = (sums[last] - sums[first]) / (last - first)
    return means


def grades(cells_m: Column, heights_m: Column) -> Column:
    """Return the grade at every cell of a height profile, measured over 40 m."""
    if cells_m.size < SMOOTHING_CELLS:
        return np.zeros_like(cells_m)
    reach = SMOOTHING_CELLS // 2
    at = np.arange(cells_m.size)
    first = np.maximum(at - reach, 0)
    last = np.minimum(at + reach, cells_m.size - 1)
    slope: Column = (heights_m[last] - heights_m[first]) / (cells_m[last] - cells_m[first])
    return slope


def ascent(heights_m: Column, hysteresis_m: float = CLIMB_HYSTERESIS_M) -> float:
    """Return the metres climbed over a height profile; wobbles below the hysteresis don't count.

    A rise is counted from the last low to the last high before the ground falls by the hysteresis.
    """
    turning = np.flatnonzero(np.diff(np.sign(np.diff(heights_m))) != 0) + 1
    points = np.concatenate((heights_m[:1], heights_m[turning], heights_m[-1:])).tolist()
    climbed = 0.0
    low = high = points[0] if points else 0.0
    for height in points:
        if height > high:
            high = height
        elif high - height >= hysteresis_m:
            climbed += high - low if high - low >= hysteresis_m else 0.0
            low = high = height
        elif height < low:
            low = high = height
    return climbed + (high - low if high - low >= hysteresis_m else 0.0)
