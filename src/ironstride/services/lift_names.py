"""Names of exercises as other programs write them, mapped to the catalogue's ids."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeVar

from ironstride.domain.problem import Parsed, Problem, Severity

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from ironstride.domain.exercise import Catalogue, Exercise
    from ironstride.domain.performance import LoggedSet
    from ironstride.domain.run import WatchSet
    from ironstride.storage import Database, UnitOfWork

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

UNRECOGNISED: Final = "not recognised"
"""Name of sets that the watch itself had none for; each may be another exercise."""
ANSWERS: Final = "exercise-names"
"""Setting that holds what the runner said of names: the catalogue's id, or nothing for none."""
NO_EXERCISE: Final = ""

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
                remedy="Say once what each means: on the Import page, with --exercise “NAME=ID”, "
                "or by a name of the catalogue (`ironstride catalogue`) in the log.",
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

    def __init__(self, catalogue: Catalogue, said: Mapping[str, str] | None = None) -> None:
        """Take the names of a catalogue.

        Args:
            said: what the runner answered of names (``answers``); it comes before all else.
        """
        self._ids = set(catalogue.by_id)
        self._said = {
            name.strip().lower(): id for name, id in (said or {}).items() if id in self._ids
        }
        self._watch: dict[tuple[str, str], str | None] = {}
        for exercise in catalogue.exercises:
            if exercise.fit.name is not None:
                _enter(self._watch, (exercise.fit.category, exercise.fit.name), exercise.id)
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
        said = self._said.get(name.strip().lower())
        if said is not None:
            return said
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

    def of_watch(self, one: WatchSet, *, is_loaded: bool = False) -> str | None:
        """Return the id of the exercise that a watch's set was; None where it isn't known.

        By the runner's answer, the name, then the pair of category and name that the catalogue
        gives one exercise alone. A category alone says too little: it is asked.
        """
        if one.name is None:
            return self._said.get(watch_name(one).lower())
        pair = (one.category or "", one.name.strip().lower().replace(" ", "_"))
        return self.find(one.name, is_loaded=is_loaded) or self._watch.get(pair)

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


# What the runner says of names


def watch_name(one: WatchSet) -> str:
    """Return what a watch called an exercise: its name, its category, or that it had none."""
    if one.name:
        return one.name
    if one.category is None or one.category == "unknown":
        return UNRECOGNISED
    return f"{one.category.replace('_', ' ')} (kind not told)"


def answers(unit: UnitOfWork) -> dict[str, str]:
    """Return what the runner said of names: the catalogue's id, empty for no exercise of it."""
    told = unit.settings.get(ANSWERS)
    return {} if told is None else {str(name): str(id) for name, id in json.loads(told).items()}


def open_names(unit: UnitOfWork, catalogue: Catalogue) -> tuple[tuple[str, int], ...]:
    """Return the logged names that mean no exercise and were not asked yet, with their sets."""
    said = answers(unit)
    return tuple(
        (name, count)
        for name, _, count in unit.sets.exercises()
        if name not in catalogue.by_id and name not in said and name != UNRECOGNISED
    )


def answer_name(
    database: Database, catalogue: Catalogue, name: str, exercise: str, *, now: dt.datetime
) -> Parsed[int]:
    """Return how many logged sets got their exercise; the answer holds for all that come.

    Args:
        exercise: id of the catalogue; empty: it has no such exercise, and is not asked again.
    """
    if exercise != NO_EXERCISE and exercise not in catalogue.by_id:
        problem = Problem(
            code="unknown-exercise",
            sentence=f"“{exercise}” is no exercise of the catalogue.",
            location=name,
            remedy="Choose one of `ironstride catalogue`.",
        )
        return Parsed(value=None, problems=(problem,))
    if name in catalogue.by_id:
        # Answered otherwise, every set of one exercise would become another's.
        problem = Problem(
            code="known-exercise",
            sentence=f"“{name}” is an exercise of the catalogue and means itself.",
            location=name,
            remedy="Correct the sets that were another one where they are shown.",
        )
        return Parsed(value=None, problems=(problem,))

    def store(unit: UnitOfWork) -> int:
        unit.settings.put(ANSWERS, json.dumps(answers(unit) | {name: exercise}, sort_keys=True))
        if exercise == NO_EXERCISE:
            return 0
        meant = unit.sets.of_exercise(name)
        for each in meant:
            unit.sets.edit(each.id or "", replace(each, exercise=exercise), now=now)
        return len(meant)

    return database.write(store)
