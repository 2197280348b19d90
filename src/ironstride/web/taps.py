"""Choices that are taken with one tap: how somebody slept, where it hurts, how hard it was."""

from __future__ import annotations

from typing import Final

from ironstride.body.words import REGION_NAMES
from ironstride.domain.athlete import CheckIn, Illness
from ironstride.domain.body_region import Side

SLEEP: Final = (
    ("4.5", "under 5 h"),
    ("5.5", "5 to 6"),
    ("6.5", "6 to 7"),
    ("7.5", "7 to 8"),
    ("8.5", "over 8"),
)
SORENESS: Final = (("0", "none"), ("3", "a little"), ("6", "sore"), ("9", "very sore"))
STRESS: Final = (("0", "calm"), ("3", "some"), ("6", "much"), ("9", "too much"))
ILLNESS: Final = (
    (Illness.NONE.value, "well"),
    (Illness.ABOVE_NECK.value, "head cold"),
    (Illness.BELOW_NECK.value, "chest, gut"),
    (Illness.FEVER.value, "fever"),
)
SIDES: Final = (
    (Side.LEFT.value, "left"),
    (Side.RIGHT.value, "right"),
    (Side.BOTH.value, "both, or the middle"),
)
PAIN: Final = tuple((str(n), str(n)) for n in range(11))
REGIONS: Final = tuple((region.value, name) for region, name in REGION_NAMES.items())
EFFORT: Final = (
    ("0", "rest"),
    ("1", "very easy"),
    ("2", "easy"),
    ("3", "moderate"),
    ("4", "somewhat hard"),
    ("5", "hard"),
    ("6", "hard, and long"),
    ("7", "very hard"),
    ("8", "very, very hard"),
    ("9", "almost all I had"),
    ("10", "all I had"),
)
"""Session RPE, 0 to 10, each with its word (RM-01)."""


def nearest(value: float | None, choices: tuple[tuple[str, str], ...]) -> str | None:
    """Return the choice that stands for a figure; None where nothing was told."""
    if value is None:
        return None
    return min((key for key, _ in choices), key=lambda key: abs(float(key) - value))


def chosen(checkin: CheckIn | None) -> dict[str, str | None]:
    """Return the choices that a check-in stands for."""
    if checkin is None:
        return {"sleep": None, "soreness": None, "stress": None, "illness": None}
    return {
        "sleep": nearest(checkin.sleep_hours, SLEEP),
        "soreness": nearest(checkin.soreness, SORENESS),
        "stress": nearest(checkin.stress, STRESS),
        "illness": checkin.illness.value,
    }
