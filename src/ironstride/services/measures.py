"""Figures in the runner's own units: SI goes in, words come out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ironstride.services.runner import stored_athlete
from ironstride.units import (
    KG_PER_LB,
    M_PER_FOOT,
    M_PER_INCH,
    M_PER_KM,
    M_PER_MILE,
    MIN_PER_HOUR,
    S_PER_MIN,
)

if TYPE_CHECKING:
    import datetime as dt

    from ironstride.storage import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """How a runner reads figures; metric unless imperial was chosen."""

    imperial: bool = False

    @property
    def metres_a_unit(self) -> float:
        """Metres in a kilometre or a mile."""
        return M_PER_MILE if self.imperial else M_PER_KM

    @property
    def distance_unit(self) -> str:
        """``km`` or ``mi``."""
        return "mi" if self.imperial else "km"

    @property
    def mass_unit(self) -> str:
        """``kg`` or ``lb``."""
        return "lb" if self.imperial else "kg"

    def distance(self, metres: float | None) -> str:
        """Return ``12.3 km``; a dash where nothing is known."""
        return "–" if metres is None else f"{metres / self.metres_a_unit:.1f} {self.distance_unit}"  # noqa: RUF001 (a dash for nothing)

    def pace(self, metres_per_second: float | None) -> str:
        """Return ``5:12 /km``; a dash where nothing moved."""
        if metres_per_second is None or metres_per_second <= 0:
            return "–"  # noqa: RUF001 (a dash for nothing)
        return self.pace_of(self.metres_a_unit / metres_per_second)

    def pace_of(self, seconds: float) -> str:
        """Return ``5:12 /km`` for seconds a unit."""
        minutes, rest = divmod(round(seconds), int(S_PER_MIN))
        return f"{minutes}:{rest:02d} /{self.distance_unit}"

    def height(self, metres: float | None) -> str:
        """Return ``120 m`` or ``394 ft``; a dash where nothing is known."""
        if metres is None:
            return "–"  # noqa: RUF001 (a dash for nothing)
        return f"{metres / M_PER_FOOT:.0f} ft" if self.imperial else f"{metres:.0f} m"

    def mass(self, kilograms: float) -> str:
        """Return ``22.5 kg`` or ``49.6 lb``."""
        return f"{self.mass_value(kilograms):g} {self.mass_unit}"

    def mass_value(self, kilograms: float) -> float:
        """Return a mass in the runner's unit with one decimal."""
        return round(kilograms / KG_PER_LB if self.imperial else kilograms, 1)

    def kilograms(self, mass: float) -> float:
        """Return kilograms for a mass in the runner's unit."""
        return mass * KG_PER_LB if self.imperial else mass

    def short(self, metres: float) -> str:
        """Return ``8.4 cm`` or ``3.3 in``."""
        return f"{metres / M_PER_INCH:.1f} in" if self.imperial else f"{metres * 100:.1f} cm"

    def step(self, metres: float) -> str:
        """Return ``1.08 m`` or ``3.5 ft``."""
        return f"{metres / M_PER_FOOT:.1f} ft" if self.imperial else f"{metres:.2f} m"


def duration(seconds: float) -> str:
    """Return ``52 min`` or ``1 h 44``.

    Example:
        >>> duration(3120), duration(6240), duration(7200)
        ('52 min', '1 h 44', '2 h')
    """
    whole = round(seconds / S_PER_MIN)
    if whole < 2 * MIN_PER_HOUR - 20:  # two digits are read at a glance
        return f"{whole} min"
    hours, minutes = divmod(whole, MIN_PER_HOUR)
    return f"{hours} h {minutes:02d}" if minutes else f"{hours} h"


def measures_of(unit: UnitOfWork, today: dt.date) -> Measures:
    """Return the runner's units; metric before anything was said."""
    athlete = stored_athlete(unit, today)
    return Measures(imperial=athlete is not None and athlete.imperial)
