"""Where something hurts or is loaded, and on which side."""

from __future__ import annotations

from enum import StrEnum


class Region(StrEnum):
    """Regions of the body as the athlete file names them (contract ``ironstride/athlete/1``)."""

    FOOT = "foot"
    PLANTAR_HEEL = "plantar-heel"
    ACHILLES = "achilles"
    ANKLE = "ankle"
    CALF = "calf"
    SHIN = "shin"
    KNEE_FRONT = "knee-front"
    KNEE_OUTER = "knee-outer"
    KNEE_INNER = "knee-inner"
    THIGH_FRONT = "thigh-front"
    HAMSTRING = "hamstring"
    HAMSTRING_ORIGIN = "hamstring-origin"
    HIP_OUTER = "hip-outer"
    HIP_FRONT = "hip-front"
    GROIN = "groin"
    LOW_BACK = "low-back"
    UPPER_BACK = "upper-back"
    NECK = "neck"
    SHOULDER = "shoulder"
    ELBOW = "elbow"
    WRIST = "wrist"


class Side(StrEnum):
    """A side of the body; ``both`` where the two are meant."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


LOWER_BODY: frozenset[Region] = frozenset(
    {
        Region.FOOT,
        Region.PLANTAR_HEEL,
        Region.ACHILLES,
        Region.ANKLE,
        Region.CALF,
        Region.SHIN,
        Region.KNEE_FRONT,
        Region.KNEE_OUTER,
        Region.KNEE_INNER,
        Region.THIGH_FRONT,
        Region.HAMSTRING,
        Region.HAMSTRING_ORIGIN,
        Region.HIP_OUTER,
        Region.HIP_FRONT,
        Region.GROIN,
    }
)
"""Regions that running loads directly."""
