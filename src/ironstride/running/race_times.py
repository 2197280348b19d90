"""From one performance to another: Riegel's exponent and Daniels and Gilbert's curves.

Source: MX-03 (Riegel), MX-04 (too hopeful to the marathon), MX-07 and MX-08 (VDOT).
"""

from __future__ import annotations

import math
from typing import Final

RIEGEL: Final = 1.06
"""To the half marathon (MX-03)."""
RIEGEL_MARATHON: Final = 1.10
"""Beyond the half: the middle of 1.07 to 1.15 for modest weekly distance (MX-03, MX-04)."""
HALF_MARATHON_M: Final = 21_097.5
SHORTEST_S: Final = 120.0
LONGEST_S: Final = 6 * 3600.0
"""The curves were fitted to races; outside of this nothing is claimed. House."""


def riegel_seconds(
    seconds: float, distance_m: float, to_m: float, exponent: float = RIEGEL
) -> float:
    """Return the time over another distance that Riegel's formula gives.

    Source: MX-03. Example: 10 km in 50:00 gives a half marathon in 1:50:19.
    """
    return float(seconds * (to_m / distance_m) ** exponent)


def predicted_seconds(seconds: float, distance_m: float, to_m: float) -> float:
    """Return a realistic time over another distance: Riegel, with a steeper fade past the half.

    Source: MX-03, MX-04.
    """
    if to_m <= HALF_MARATHON_M or distance_m >= to_m:
        return riegel_seconds(seconds, distance_m, to_m)
    knee = max(distance_m, HALF_MARATHON_M)
    at_knee = riegel_seconds(seconds, distance_m, knee)
    return riegel_seconds(at_knee, knee, to_m, RIEGEL_MARATHON)


def oxygen_cost(speed_mps: float) -> float:
    """Return ml/kg/min at a speed on the flat. Source: MX-07."""
    v = speed_mps * 60.0
    return -4.60 + 0.182258 * v + 0.000104 * v * v


def speed_at_cost(oxygen: float) -> float:
    """Return the speed in m/s that costs so many ml/kg/min: the inverse of MX-07."""
    root = math.sqrt(0.182258**2 + 4 * 0.000104 * (oxygen + 4.60))
    return (root - 0.182258) / (2 * 0.000104) / 60.0


def sustainable_fraction(seconds: float) -> float:
    """Return the share of VDOT that can be held so long. Source: MX-08."""
    t = seconds / 60.0
    return 0.8 + 0.1894393 * math.exp(-0.012778 * t) + 0.2989558 * math.exp(-0.1932605 * t)


def vdot(distance_m: float, seconds: float) -> float:
    """Return the VDOT of a performance. Source: MX-07, MX-08. 5 km in 20:00 gives 49.8."""
    return oxygen_cost(distance_m / seconds) / sustainable_fraction(seconds)


def speed_for(vdot_value: float, seconds: float) -> float:
    """Return the speed in m/s that a VDOT can hold for a time."""
    return speed_at_cost(vdot_value * sustainable_fraction(seconds))
