"""Plain names for regions and sides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ironstride.domain.body_region import Region, Side

REGION_NAMES: Final[Mapping[Region, str]] = {
    Region.FOOT: "foot",
    Region.PLANTAR_HEEL: "sole of the heel",
    Region.ACHILLES: "Achilles tendon",
    Region.ANKLE: "ankle",
    Region.CALF: "calf",
    Region.SHIN: "shin",
    Region.KNEE_FRONT: "front of the knee",
    Region.KNEE_OUTER: "outer side of the knee",
    Region.KNEE_INNER: "inner side of the knee",
    Region.THIGH_FRONT: "front of the thigh",
    Region.HAMSTRING: "hamstring",
    Region.HAMSTRING_ORIGIN: "top of the hamstring",
    Region.HIP_OUTER: "outer hip",
    Region.HIP_FRONT: "front of the hip",
    Region.GROIN: "groin",
    Region.LOW_BACK: "low back",
    Region.UPPER_BACK: "upper back",
    Region.NECK: "neck",
    Region.SHOULDER: "shoulder",
    Region.ELBOW: "elbow",
    Region.WRIST: "wrist",
}


def region_words(region: Region, side: Side) -> str:
    """Return the region with its side, e.g. ``shin (left)``; without one where both are meant."""
    name = REGION_NAMES[region]
    return name if side is Side.BOTH else f"{name} ({side.value})"


def pain_words(pain: float) -> str:
    """Return pain on its scale: ``3 of 10``, ``2.5 of 10``."""
    return f"{pain:g} of 10"
