"""Distance and speed from positions, with a guard against jumps (MX-23)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from ironstride.domain.run import ActivityKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

EARTH_RADIUS_M: Final = 6_371_008.8
"""Mean radius (IUGG); the ellipsoid changes a distance by less than 0.5 %."""

MAX_SPEED_MPS: Final[Mapping[ActivityKind, float]] = {
    ActivityKind.RUN: 12.5,  # nobody has run faster
    ActivityKind.RIDE: 35.0,  # 126 km/h: fast descents stay
    ActivityKind.SWIM: 4.0,
    ActivityKind.STRENGTH: 12.5,
    ActivityKind.OTHER: 60.0,  # skiing, driving
}
"""Above this a step between two positions is an error of the receiver (house)."""

_PASSES: Final = 5
"""A burst of wrong positions is peeled off from its ends, one position each pass and end."""
_HALF_WINDOW_S: Final = 5.0
"""Speed is the slope of distance over ten seconds: GPS noise of 3 m then costs 0.4 m/s."""
_MIN_WINDOW_S: Final = 1.0


def step_lengths(latitude: Floats, longitude: Floats, *, stride: int = 1) -> Floats:
    """Return the great-circle metres from each position to the ``stride``-th after it (haversine).

    Shape (n - stride,).
    """
    phi, lam = np.radians(latitude), np.radians(longitude)
    north, east = phi[stride:] - phi[:-stride], lam[stride:] - lam[:-stride]
    half = (
        np.sin(north / 2) ** 2
        + np.cos(phi[:-stride]) * np.cos(phi[stride:]) * np.sin(east / 2) ** 2
    )
    metres: Floats = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))
    return metres


def wild_positions(
    time_s: Floats, latitude: Floats, longitude: Floats, *, limit_mps: float
) -> Flags:
    """Return which positions are jumps: away faster than possible, and back again.

    A step that is too fast and does not come back (a lift home, a lost and regained fix) keeps
    its positions; :func:`travelled` counts no distance for it.
    """
    wild = np.zeros(len(time_s), dtype=np.bool_)
    good = np.flatnonzero(np.isfinite(latitude))
    for _ in range(_PASSES):
        if len(good) < 3:  # noqa: PLR2004 (away and back takes three)
            break
        times, lat, lon = time_s[good], latitude[good], longitude[good]
        fast = step_lengths(lat, lon) > limit_mps * _at_least_one_second(np.diff(times))
        across = step_lengths(lat, lon, stride=2) > limit_mps * _at_least_one_second(
            times[2:] - times[:-2]
        )
        out = fast[:-1] & fast[1:] & ~across
        if not out.any():
            break
        wild[good[1:-1][out]] = True
        good = np.delete(good, np.flatnonzero(out) + 1)
    return wild


def travelled(
    time_s: Floats, latitude: Floats, longitude: Floats, *, limit_mps: float, stopped: Flags
) -> tuple[Floats, int]:
    """Return the metres covered up to each point, and how many steps were too fast to count.

    Args:
        stopped: shape (n - 1,): the timer stood between a point and the next, so that the way
            between them is not part of the activity.

    Returns:
        Shape (n,), NaN where a point has no position; zero at the first position.
    """
    covered = np.full(len(time_s), np.nan)
    good = np.flatnonzero(np.isfinite(latitude))
    if len(good) == 0:
        return covered, 0
    metres = step_lengths(latitude[good], longitude[good])
    fast = metres > limit_mps * _at_least_one_second(np.diff(time_s[good]))
    stops = np.concatenate([[0], np.cumsum(stopped)])[good]
    metres[fast | (np.diff(stops) > 0)] = 0.0
    covered[good] = np.concatenate([[0.0], np.cumsum(metres)])
    return covered, int(fast.sum())


def speed_of(time_s: Floats, distance_m: Floats) -> Floats:
    """Return m/s at each point as the slope of distance over ten seconds, shape (n,).

    Args:
        time_s: moving time, so that a pause does not read as slow running.
        distance_m: cumulative, NaN where unknown; the result is NaN there, too.
    """
    speed = np.full(len(time_s), np.nan)
    good = np.flatnonzero(np.isfinite(distance_m))
    if len(good) < 2:  # noqa: PLR2004 (a slope takes two)
        return speed
    times, metres = time_s[good], distance_m[good]
    early = np.maximum(times - _HALF_WINDOW_S, times[0])
    late = np.minimum(times + _HALF_WINDOW_S, times[-1])
    way = np.interp(late, times, metres) - np.interp(early, times, metres)
    span = late - early
    wide = span >= _MIN_WINDOW_S
    speed[good[wide]] = way[wide] / span[wide]
    return speed


def _at_least_one_second(seconds: Floats) -> Floats:
    """Times cut to whole seconds make steps look up to a second too short."""
    return np.maximum(seconds, 1.0)
