"""Figures in the runner's own units: SI goes in, words come out; what is typed goes in exactly.

The core, the plan and all JSON speak kilograms and kilometres; doors say them through here, also
where a sentence of the core holds a figure (`Measures.said`). Claims of studies stay as published.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

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
    from collections.abc import Iterable

    from ironstride.storage import Glance, UnitOfWork

NAME: Final = "athlete"
"""`services.runner.NAME`, without all that reads an athlete: a day's view asks for units alone."""
WHOLE: Final = 1e-6
"""How near a figure must lie to two decimals to be one that somebody typed, not a conversion."""
QUARTER: Final = 0.25
PLATE_LB: Final = 0.02
"""Pounds by which a bar's plates may be off: kit is kept to the gram, every plate rounded once."""
HALF_MARATHON_M: Final = 21_097.5
MARATHON_M: Final = 42_195.0
NAMED_KM: Final = frozenset({5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 50.0, 100.0})
"""Races that are called by their kilometres wherever they are run."""
FIGURE: Final = re.compile(
    r"(?<![\w.])(\d+(?:\.\d+)?) (kg|km/h|km|m climbed per km)(?![\w/])( race)?"
)


LENGTH: Final = re.compile(
    r"(?<![\w.])(\d+(?:\.\d+)?)(?:( to | or | and )(\d+(?:\.\d+)?))? cm(?![\w/])"
)
"""One figure in centimetres, or two that share the unit: ``8 to 9 cm``."""


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

    def race(self, metres: float) -> str:
        """Return how a race's distance is called: ``10 km``, ``half marathon``, ``6.2 mi``."""
        if metres in {HALF_MARATHON_M, MARATHON_M}:
            return "marathon" if metres == MARATHON_M else "half marathon"
        if metres / M_PER_KM in NAMED_KM:
            return f"{metres / M_PER_KM:g} km"
        return self.distance(metres)

    def mass(self, kilograms: float) -> str:
        """Return ``22.5 kg`` or ``49.6 lb``."""
        return f"{self.mass_value(kilograms):g} {self.mass_unit}"

    def mass_value(self, kilograms: float) -> float:
        """Return a mass in the runner's unit as she would write it.

        What was typed with up to two decimals comes back as it was typed; a conversion shows one
        decimal, or the quarter of a pound that plates and bar stand for.
        """
        value = kilograms / KG_PER_LB if self.imperial else kilograms
        whole = round(value, 2)
        if abs(value - whole) < WHOLE:
            return whole
        quarter = round(value / QUARTER) * QUARTER
        if self.imperial and abs(value - quarter) < PLATE_LB:
            return quarter
        return round(value, 1)

    def about(self, kilograms: float) -> str:
        """Return an estimated mass, ``82.4 kg``: one decimal, whatever plates there are."""
        return f"{self.about_value(kilograms):g} {self.mass_unit}"

    def about_value(self, kilograms: float) -> float:
        """Return an estimated mass in the runner's unit with one decimal."""
        return round(kilograms / KG_PER_LB if self.imperial else kilograms, 1)

    def kilograms(self, mass: float) -> float:
        """Return kilograms for a mass in the runner's unit."""
        return mass * KG_PER_LB if self.imperial else mass

    def kilograms_meant(self, mass: float, loads: Iterable[float]) -> float:
        """Return the kilograms of a load somebody typed.

        Args:
            mass: in the runner's unit.
            loads: what the kit makes or the plan asks for, kg: one of them that reads as what was
                typed is meant, so that 44.1 lb at a 20 kg dumbbell stays 20 kg.
        """
        typed = self.kilograms(mass)
        alike = [load for load in loads if self.mass_value(load) == mass]
        return min(alike, key=lambda load: abs(load - typed), default=typed)

    def said(self, sentence: str) -> str:
        """Return a sentence of the core with its masses and lengths in the runner's units."""
        if not self.imperial:
            return sentence
        return LENGTH.sub(_inches, FIGURE.sub(self._figure, sentence))

    def _figure(self, found: re.Match[str]) -> str:
        value, unit = float(found[1]), found[2]
        race = found[3] or ""
        if unit == "kg":
            return self.mass(value) + race
        if unit == "km":
            return (self.race(value * M_PER_KM) if race else self.distance(value * M_PER_KM)) + race
        if unit == "km/h":
            return f"{value * M_PER_KM / self.metres_a_unit:.1f} mph"
        per_mile = value / M_PER_FOOT * M_PER_MILE / M_PER_KM
        return f"{per_mile:.0f} ft climbed per mi"

    def short(self, metres: float) -> str:
        """Return ``8.4 cm`` or ``3.3 in``."""
        return f"{metres / M_PER_INCH:.1f} in" if self.imperial else f"{metres * 100:.1f} cm"

    def step(self, metres: float) -> str:
        """Return ``1.08 m`` or ``3.5 ft``."""
        return f"{metres / M_PER_FOOT:.1f} ft" if self.imperial else f"{metres:.2f} m"


def _inches(found: re.Match[str]) -> str:
    first, joint, second = found.groups()
    if joint is None:
        return f"{_inch(first)} in"
    return f"{_inch(first)}{joint}{_inch(second)} in"


def _inch(centimetres: str) -> str:
    return f"{float(centimetres) / 100.0 / M_PER_INCH:.1f}"


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


METRIC: Final = Measures()
IMPERIAL: Final = Measures(imperial=True)


def measures_of(unit: UnitOfWork | Glance) -> Measures:
    """Return the runner's units; metric before anything was said."""
    document = unit.documents.last(NAME)
    if document is None:
        return METRIC
    told = json.loads(document.text).get("preferences") or {}
    return IMPERIAL if told.get("units") == "imperial" else METRIC
