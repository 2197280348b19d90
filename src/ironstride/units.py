"""The only conversion factors: SI inside, the runner's units at the doors."""

from __future__ import annotations

from typing import Final

KG_PER_LB: Final = 0.45359237
"""Kilograms in one international avoirdupois pound (exact by definition)."""
M_PER_MILE: Final = 1609.344
"""Metres in one international mile (exact by definition)."""
M_PER_KM: Final = 1000.0
M_PER_FOOT: Final = 0.3048
M_PER_INCH: Final = 0.0254
S_PER_MIN: Final = 60.0
S_PER_HOUR: Final = 3600.0
MIN_PER_HOUR: Final = 60
MIN_PER_DAY: Final = 1440
HOURS_PER_DAY: Final = 24
DAYS_PER_WEEK: Final = 7
DEGREES_PER_SEMICIRCLE: Final = 180.0 / 2**31
"""FIT positions are 32-bit semicircles."""


def kg_from_lb(pounds: float) -> float:
    """Return kilograms for a mass in pounds."""
    return pounds * KG_PER_LB


def lb_from_kg(kilograms: float) -> float:
    """Return pounds for a mass in kilograms."""
    return kilograms / KG_PER_LB


def m_from_miles(miles: float) -> float:
    """Return metres for a distance in miles."""
    return miles * M_PER_MILE


def miles_from_m(metres: float) -> float:
    """Return miles for a distance in metres."""
    return metres / M_PER_MILE


def km_from_m(metres: float) -> float:
    """Return kilometres for a distance in metres."""
    return metres / M_PER_KM


def seconds_per_km(metres_per_second: float) -> float:
    """Return the pace in seconds per kilometre of a speed above zero.

    Raises:
        ValueError: the speed is zero or negative, so that no pace exists.
    """
    if metres_per_second <= 0:
        msg = f"no pace exists for {metres_per_second} m/s"
        raise ValueError(msg)
    return M_PER_KM / metres_per_second


def seconds_per_mile(metres_per_second: float) -> float:
    """Return the pace in seconds per mile of a speed above zero.

    Raises:
        ValueError: the speed is zero or negative, so that no pace exists.
    """
    return seconds_per_km(metres_per_second) * M_PER_MILE / M_PER_KM
