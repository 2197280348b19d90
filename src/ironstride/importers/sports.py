"""The kind of activity that a device's own word names."""

from __future__ import annotations

import re
from typing import Final

from ironstride.domain.run import ActivityKind

_WORDS: Final[tuple[tuple[ActivityKind, tuple[str, ...]], ...]] = (
    # The first kind that has a word wins: "indoor cycling training" is a ride, not strength.
    (ActivityKind.RIDE, ("ride", "riding", "bike", "biking", "cycling", "cycle", "velo", "mtb",
                         "ebike", "ebikeride", "virtualride", "gravelride", "mountainbikeride",
                         "spinning", "radfahren")),
    (ActivityKind.SWIM, ("swim", "swimming", "openwater", "schwimmen")),
    (ActivityKind.RUN, ("run", "running", "runs", "jog", "jogging", "treadmill", "trailrun",
                        "trailrunning", "virtualrun", "laufen", "lauf", "course", "carrera",
                        "corrida", "hardlopen", "juoksu", "trackrun", "ultra")),
    (ActivityKind.STRENGTH, ("strength", "weight", "weights", "weighttraining", "weightlifting",
                             "strengthtraining", "crossfit", "gym", "core", "lifting")),
    (ActivityKind.OTHER, ("walk", "walking", "hike", "hiking", "ski", "skiing", "snowboard",
                          "snowboarding", "nordicski", "backcountryski", "alpineski",
                          "rowing", "row", "kayak", "kayaking", "canoeing", "paddle", "paddling",
                          "paddleboarding", "standuppaddling", "yoga", "pilates", "elliptical",
                          "stairstepper", "skate", "skating", "inlineskate", "iceskate", "soccer",
                          "football", "tennis", "golf", "climbing", "rockclimbing", "workout",
                          "cardio", "training", "surfing", "sailing", "driving", "motorcycling",
                          "wheelchair", "handcycle", "snowshoe", "snowshoeing", "transition",
                          "mountaineering", "dance", "badminton", "squash", "hiit")),
)  # fmt: skip

_KINDS: Final = {word: kind for kind, words in reversed(_WORDS) for word in words}
_ORDER: Final = tuple(kind for kind, _ in _WORDS)

# Strava's older GPX exports name the sport by number; only what was seen with its meaning is here.
_STRAVA_NUMBERS: Final = {
    "1": ActivityKind.RIDE,
    "4": ActivityKind.OTHER,
    "9": ActivityKind.RUN,
    "10": ActivityKind.OTHER,
    "16": ActivityKind.SWIM,
}

_INDOOR: Final = frozenset({"treadmill", "indoor", "virtual", "virtualrun", "virtualride"})
_SPLIT: Final = re.compile(r"[^\W\d_]+")
_HUMPS: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


def _words(sport: str) -> list[str]:
    apart = _HUMPS.sub(" ", sport).lower()
    joined = re.sub(r"[\W_]+", "", sport.lower())
    return [*_SPLIT.findall(apart.replace("_", " ")), joined]


def kind_of(sport: str) -> ActivityKind | None:
    """Return the kind that a sport's name says; None where it says nothing that is known."""
    found = {_KINDS[word] for word in _words(sport) if word in _KINDS}
    return next((kind for kind in _ORDER if kind in found), None)


def strava_kind(number: str) -> ActivityKind | None:
    """Return the kind behind a number that a Strava GPX carries as its type; None if unknown."""
    return _STRAVA_NUMBERS.get(number.strip())


def is_indoor(sport: str) -> bool:
    """Whether the sport's name says that it was done on a treadmill or trainer."""
    return not _INDOOR.isdisjoint(_words(sport))
