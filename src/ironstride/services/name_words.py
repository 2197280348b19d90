"""The words of an exercise's name, so that one movement has one form however it is written."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from ironstride.catalogue.glossary import glossary

if TYPE_CHECKING:
    from collections.abc import Mapping

_APOSTROPHES: Final = re.compile("['\u2019`\u00b4]")
_UNSPACED: Final = re.compile("[\u3400-\u9fff]")
"""A letter of a script that writes its words without spaces."""
_NOT_WORD: Final = re.compile(r"[\W_]+")
_BODYWEIGHT: Final = re.compile(r"\bbody[\W_]*weight\b")
_NO_PART: Final = re.compile(
    r"\brpe\s*\d+(?:[.,]\d)?|(?:\b\d+)?:\d\d\b|\b\d+s\b|\b\d+\s*(?:°|º|o\b|deg\b)|#\s*\d+"
    r"|\bback\s?up\b(?=\W*\d*\W*$)|\b(?:old|data|amrap|yards?)\b"
)
"""What people add to a name that says how it was done or filed: an effort, a time, an angle, a
number of repetitions, a second copy."""

WORDS: Final[Mapping[str, str]] = {
    "db": "dumbbell",
    "dumbell": "dumbbell",
    "bb": "barbell",
    "bar": "barbell",
    "kb": "kettlebell",
    "bw": "",
    "sl": "single leg",
    "one": "single",
    "unilateral": "single",
    "rdl": "romanian deadlift",
    "ohp": "overhead press",
    "bodyweight": "",
    "banded": "band",
    "pushup": "push up",
    "pullup": "pull up",
    "chinup": "chin up",
    "situp": "sit up",
    "stepup": "step up",
    "pushdown": "push down",
    "pulldown": "pull down",
    "pressdown": "push down",
    "kickback": "kick back",
    "skullcrusher": "skull crusher",
    "flye": "fly",
    "flie": "fly",
    "presse": "press",
    "crunche": "crunch",
    "pulley": "cable",
    "delt": "deltoid",
    "tri": "tricep",
    "bi": "bicep",
    "plated": "plate",
    "loaded": "",
    "conventional": "",
    "standard": "",
    "the": "",
    "a": "",
    "an": "",
    "with": "",
    "on": "",
    "in": "",
    "of": "",
    "to": "",
    "using": "",
    "two": "",
    "no": "",
    "na": "",
    "em": "",
    "de": "",
    "do": "",
    "da": "",
    "com": "",
    "con": "",
    "mit": "",
    "am": "",
}
"""What apps and people shorten, add or write otherwise, word by word and in the singular."""
SINGULAR: Final = frozenset({"press", "cross", "abs", "s", "chess", "bosu", "bias", "less", "plus"})
"""Words that end in s and are no plural."""

KIT: Final = frozenset(
    {"barbell", "dumbbell", "kettlebell", "machine", "cable", "band", "smith", "plate", "ez"}
)
"""Words of a name that say what carries the load."""
_POSTURE: Final = """
    seated sitting standing kneeling half incline inclined decline flat bent over supported single
    double arm alternating alternate cross wide close grip narrow medium neutral pronated supinated
    supinating underhand overhand palm up down in out v weighted isolateral high low slow paused
    partial bench ball swiss rope handle attachment bilateral prone supine 7 21
"""
POSTURE: Final = frozenset(_POSTURE.split())
"""Words that leave a movement for one joint the same: posture, grip, sides."""


@lru_cache(maxsize=8192)
def words(name: str) -> frozenset[str]:
    """Return the words of a name, in English and the singular, without accents, case and order."""
    folded = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", name.replace("º", "°")).casefold())
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    english = _in_english(_NO_PART.sub(" ", plain))
    found = (WORDS.get(word, word) for word in map(_singular, _NOT_WORD.sub(" ", english).split()))
    told = frozenset(" ".join(found).split())
    # A bar in a Smith machine is a lift of its own: neither a machine's nor the free bar's.
    return told - {"machine", "barbell"} if "smith" in told else told


def spelling(name: str) -> str:
    """Return a name as it is written, without case, punctuation and spaces around its words."""
    return " ".join(_NOT_WORD.sub(" ", unicodedata.normalize("NFKC", name).casefold()).split())


def says_bodyweight(name: str) -> bool:
    """Return whether a name says that the body is the load, whatever was hung on it."""
    return _BODYWEIGHT.search(name.casefold()) is not None


def normal_form(name: str) -> str:
    """Return a name without accents, case, punctuation, plurals and the order of its words.

    Example:
        >>> normal_form("Squat (Barbell)")
        'barbell squat'
        >>> normal_form("DB Bulgarian Split-Squats")
        'bulgarian dumbbell split squat'
    """
    return " ".join(sorted(words(name)))


def movement(name: str) -> str:
    """Return the normal form without what carries the load."""
    return " ".join(sorted(words(name) - KIT))


def _singular(word: str) -> str:
    if word in SINGULAR or len(word) <= 2 or not word.endswith("s") or word.endswith("ss"):  # noqa: PLR2004  "as", "is"
        return word
    return word[:-1]


def _in_english(text: str) -> str:
    """Return a text with its foreign phrases in English; the longest phrase wins."""
    unspaced, english, longest = _phrases()
    if _UNSPACED.search(text):
        text = unspaced.sub(lambda found: f" {english[found.group()]} ", text)
    told: list[str] = []
    left = _NOT_WORD.sub(" ", text).split()
    while left:
        for count in range(min(longest, len(left)), 0, -1):
            meaning = english.get(" ".join(left[:count]))
            if meaning is not None:
                told.append(meaning)
                left = left[count:]
                break
        else:
            told.append(left.pop(0))
    return " ".join(told)


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, str], int]:
    """Return the phrases without spaces, all phrases with their English, and the longest's words.

    The first are of scripts that write words without spaces: they are looked for in the text.
    """
    english: dict[str, str] = {}
    for phrase, meaning in glossary().phrases.items():
        folded = unicodedata.normalize("NFKD", phrase.casefold())
        plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
        english[" ".join(_NOT_WORD.sub(" ", plain).split())] = meaning
    unspaced = sorted((p for p in english if _UNSPACED.search(p)), key=lambda p: (-len(p), p))
    longest = max(len(phrase.split()) for phrase in english)
    return re.compile("|".join(map(re.escape, unspaced))), english, longest
