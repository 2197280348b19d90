"""Names of exercises as other programs write them, mapped to the catalogue's ids."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeVar

from ironstride.domain.problem import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ironstride.domain.exercise import Catalogue, Exercise
    from ironstride.domain.performance import LoggedSet

_BRACKETS: Final = re.compile(r"\(([^)]*)\)")
_NOT_WORD: Final = re.compile(r"[^a-z0-9]+")

WORDS: Final[Mapping[str, str]] = {
    "db": "dumbbell",
    "dumbell": "dumbbell",
    "dumbbells": "dumbbell",
    "bb": "barbell",
    "bar": "barbell",
    "kb": "kettlebell",
    "kettlebells": "kettlebell",
    "sl": "single leg",
    "one": "single",
    "rdl": "romanian deadlift",
    "ohp": "overhead press",
    "bodyweight": "",
    "pushup": "push up",
    "pushups": "push up",
    "pullup": "pull up",
    "pullups": "pull up",
    "chinup": "chin up",
    "chinups": "chin up",
    "stepup": "step up",
    "stepups": "step up",
    "ups": "up",
    "squats": "squat",
    "deadlifts": "deadlift",
    "lunges": "lunge",
    "raises": "raise",
    "curls": "curl",
    "rows": "row",
    "planks": "plank",
    "bridges": "bridge",
    "thrusts": "thrust",
    "the": "",
    "a": "",
    "with": "",
    "on": "",
    "two": "",
}
"""What apps and people shorten, add or write in the plural, word by word."""

KIT: Final = frozenset({"barbell", "dumbbell", "kettlebell", "machine", "cable", "band"})
"""Words of a name that say what carries the load."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """Sets with catalogue ids where their exercises are known, and the names that are not."""

    sets: tuple[LoggedSet, ...]
    unknown: tuple[str, ...]

    def problems(self, location: str) -> tuple[Problem, ...]:
        """Return the warning that names what could not be mapped; none where all could."""
        if not self.unknown:
            return ()
        names = ", ".join(f"“{name}”" for name in self.unknown)
        return (
            Problem(
                code="unknown-exercises",
                sentence=f"These exercises are not in the catalogue, so their sets are kept and "
                f"teach nothing: {names}.",
                location=location,
                remedy="Rename them to a name of the catalogue (`ironstride catalogue`).",
                severity=Severity.WARNING,
            ),
        )


def normal_form(name: str) -> str:
    """Return a name without accents, case, punctuation, plurals and the order of its words.

    Example:
        >>> normal_form("Squat (Barbell)")
        'barbell squat'
        >>> normal_form("DB Bulgarian Split-Squats")
        'bulgarian dumbbell split squat'
    """
    return " ".join(sorted(_words(name)))


def _words(name: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", name.lower())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    brackets = " ".join(_BRACKETS.findall(plain))
    words = _NOT_WORD.sub(" ", f"{brackets} {_BRACKETS.sub(' ', plain)}").split()
    return set(" ".join(WORDS.get(word, word) for word in words).split())


def _movement(name: str) -> str:
    """Return the normal form without what carries the load."""
    return " ".join(sorted(_words(name) - KIT))


def _kit_of(exercise: Exercise) -> str:
    return exercise.implement.value.removesuffix("-pair")


class NameIndex:
    """Finds the catalogue's id of a name: by id, name or alias, then by movement and kit."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._ids = set(catalogue.by_id)
        self._exact: dict[str, str] = {}
        self._forms: dict[str, str | None] = {}
        self._movements: dict[tuple[str, str], str | None] = {}
        # One exercise's alias may be another's name; the name wins.
        self._exact |= {each.name.lower(): each.id for each in catalogue.exercises}
        for exercise in catalogue.exercises:
            for name in exercise.aliases:
                self._exact.setdefault(name.lower(), exercise.id)
            for name in (exercise.id, exercise.name, *exercise.aliases):
                _enter(self._forms, normal_form(name), exercise.id)
                _enter(self._movements, (_movement(name), _kit_of(exercise)), exercise.id)

    def find(self, name: str, *, is_loaded: bool = False) -> str | None:
        """Return the id of the exercise that a name means; None where none or several do.

        Args:
            is_loaded: whether it was done with a load; a name without kit then means the barbell.
        """
        if name in self._ids:
            return name
        exact = self._exact.get(name.strip().lower())
        if exact is not None:
            return exact
        kit = _words(name) & KIT
        barbell = self._movements.get((_movement(name), "barbell"))
        if not kit and is_loaded and barbell is not None:
            return barbell
        form = self._forms.get(normal_form(name))
        by_kit = {self._movements.get((_movement(name), each)) for each in kit} - {None}
        return form or (by_kit.pop() if len(by_kit) == 1 else None)

    def map_sets(self, sets: Iterable[LoggedSet]) -> Mapped:
        """Return sets under the catalogue's ids; one that is not known keeps its name."""
        rows = tuple(sets)
        loaded = {each.exercise for each in rows if each.load_kg}
        found = {
            name: self.find(name, is_loaded=name in loaded)
            for name in dict.fromkeys(each.exercise for each in rows)
        }
        return Mapped(
            sets=tuple(
                replace(each, exercise=found[each.exercise] or each.exercise) for each in rows
            ),
            unknown=tuple(sorted(name for name, id in found.items() if id is None)),
        )


Key = TypeVar("Key")


def _enter(index: dict[Key, str | None], key: Key, id: str) -> None:
    """Keep a key; one that two exercises share tells neither."""
    index[key] = id if index.get(key, id) == id else None
