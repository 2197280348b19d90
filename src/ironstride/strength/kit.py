"""The loads that a place's kit can make."""

from __future__ import annotations

import math
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ironstride.domain.exercise import Implement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ironstride.domain.athlete import Place

GRAMS: Final = 1000
MOST_ON_A_BAR_KG: Final = 400.0
"""Loads above are not made (house: no runner needs them, and it bounds the combinations)."""
PAIR: Final = 2
PAIRED: Final = frozenset({Implement.DUMBBELL_PAIR, Implement.KETTLEBELL_PAIR})
TOLERANCE_KG: Final = 0.005
"""Loads nearer than that are one load: a plate of pounds is kept to the gram, and the smallest
step there is, a pair of 125 g plates, is far above (house)."""
ROUNDING: Final = 1e-6
"""Noise of sums."""


def implement_count(implement: Implement) -> int:
    """Return how many implements carry the load: 2 for pairs."""
    return PAIR if implement in PAIRED else 1


def _hand_weights(place: Place, implement: Implement) -> tuple[float, ...]:
    bells = implement in {Implement.KETTLEBELL, Implement.KETTLEBELL_PAIR}
    return place.kettlebells_kg if bells else place.dumbbells_kg


def _pairs(weights: tuple[float, ...]) -> tuple[float, ...]:
    counts = Counter(weights)
    return tuple(sorted(PAIR * weight for weight, n in counts.items() if n >= PAIR))


@lru_cache(maxsize=256)
def _bar_loads(bars: tuple[float, ...], plates: tuple[float, ...]) -> tuple[float, ...]:
    """Return every bar with every symmetric choice of plates: exact to the gram.

    A bit at position g says that g grams of plates can be put on; each pair of equal plates
    shifts and joins, so that all combinations cost one pass over the pairs.
    """
    most = round(MOST_ON_A_BAR_KG * GRAMS)
    mask = (1 << (most + 1)) - 1
    sums = 1
    for weight, count in Counter(plates).items():
        for _ in range(count // PAIR):
            sums |= (sums << round(PAIR * weight * GRAMS)) & mask
    on_bar = [grams for grams in _set_bits(sums) if grams <= most]
    loads = {round(bar * GRAMS) + grams for bar in bars for grams in on_bar}
    return _apart(sorted(grams / GRAMS for grams in loads if grams <= most))


def _apart(loads: Iterable[float]) -> tuple[float, ...]:
    """Return ascending loads without those that are the one before but for rounding.

    Plates of 10 and 35 lb make 45 lb but for a gram.
    """
    found: list[float] = []
    for load in loads:
        if not found or load > found[-1] + 2 * TOLERANCE_KG:
            found.append(load)
    return tuple(found)


def _set_bits(bits: int) -> list[int]:
    text = bin(bits)[:1:-1]
    found = []
    at = text.find("1")
    while at >= 0:
        found.append(at)
        at = text.find("1", at + 1)
    return found


def _stack(place: Place) -> tuple[float, ...]:
    step, most = place.machine_step_kg, place.machine_max_kg
    if step is None or most is None:
        return ()
    least = place.machine_min_kg if place.machine_min_kg is not None else step
    if least > most:
        return ()
    steps = math.floor((most - least) / step + ROUNDING)
    return tuple(round(least + step * i, 6) for i in range(steps + 1))


def available_loads(place: Place, implement: Implement) -> tuple[float, ...]:
    """Return the total external loads the kit can make, kg, ascending.

    Pairs count both implements and need the weight to exist twice; a bar takes plates in pairs.
    Empty where nothing can be made or nothing is known: a barbell without a weight, a machine
    without step and maximum, bands (whose pull is no load in kilograms).
    """
    match implement:
        case Implement.DUMBBELL | Implement.KETTLEBELL:
            return tuple(sorted(set(_hand_weights(place, implement))))
        case Implement.DUMBBELL_PAIR | Implement.KETTLEBELL_PAIR:
            return _pairs(_hand_weights(place, implement))
        case Implement.BARBELL:
            return _bar_loads(place.bars_kg, place.plates_kg)
        case Implement.MACHINE | Implement.CABLE:
            return _stack(place)
        case Implement.BAND | Implement.BODY:
            return ()


def is_known(place: Place, implement: Implement) -> bool:
    """Return whether the place says what its kit weighs: known and empty means it can't be done."""
    match implement:
        case Implement.BARBELL:
            return bool(place.bars_kg)
        case Implement.MACHINE | Implement.CABLE:
            return place.machine_step_kg is not None and place.machine_max_kg is not None
        case Implement.BAND:
            return bool(place.bands)
        case Implement.BODY:
            return True
        case _:
            return bool(_hand_weights(place, implement))


def round_down(loads: tuple[float, ...], kg: float) -> float | None:
    """Return the heaviest load that is not above ``kg``; None where all are heavier."""
    fitting = [load for load in loads if load <= kg + TOLERANCE_KG]
    return fitting[-1] if fitting else None


def next_up(loads: tuple[float, ...], kg: float) -> float | None:
    """Return the lightest load above ``kg``; None where there is none."""
    return next((load for load in loads if load > kg + TOLERANCE_KG), None)
