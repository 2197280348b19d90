"""Names of exercises as other programs write them, mapped to the catalogue's ids."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, TypeVar

from ironstride.catalogue import load
from ironstride.catalogue.glossary import glossary
from ironstride.catalogue.outside import outside
from ironstride.domain.problem import Parsed, Problem, Severity
from ironstride.services.name_words import (
    KIT,
    POSTURE,
    movement,
    normal_form,
    says_bodyweight,
    spelling,
    words,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from ironstride.domain.exercise import Catalogue, Exercise
    from ironstride.domain.outside import OutsideMovement
    from ironstride.domain.performance import LoggedSet
    from ironstride.domain.run import WatchSet
    from ironstride.storage import Database, UnitOfWork

UNRECOGNISED: Final = "not recognised"
"""Name of sets that the watch itself had none for; each may be another exercise."""
KIND_NOT_TOLD: Final = " (kind not told)"
"""Ends the name of a watch's set that has a category alone."""
ANSWERS: Final = "exercise-names"
"""Setting that holds what the runner said of names: the catalogue's id, or nothing for none."""
NO_EXERCISE: Final = ""

MOST_CANDIDATES: Final = 3
MOST_GUESSES: Final = 5
"""Names of a log whose likely exercises are told with it; the Import page tells them all."""
LEAST_LIKENESS: Final = 0.34
"""Share of their words that a name and an exercise have in common, to be offered (house)."""
OUTSIDE: Final = "outside:"
"""Begins an answer that a name is a movement outside the catalogue: “outside:biceps-curl”."""
BARBELL_LOGS: Final = ("stronglifts:",)
"""Begin the sessions of programs that know the bar alone: their “Squat” is no question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """Sets with catalogue ids where their exercises are known, and the names that are not.

    Args:
        outside: names of movements outside the catalogue: known, kept under their own name.
        unknown: names that are asked about, most sets first.
        likely: a name that is asked about to the ids that it may mean, likeliest first.
    """

    sets: tuple[LoggedSet, ...]
    unknown: tuple[str, ...]
    outside: tuple[str, ...] = ()
    likely: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def problems(self, location: str) -> tuple[Problem, ...]:
        """Return the warning that names what could not be mapped; none where all could."""
        if not self.unknown:
            return ()
        names = ", ".join(f"“{name}”" for name in self.unknown)
        guesses = "; ".join(
            f"“{name}” may be {' or '.join(ids)}"
            for name, ids in list(self.likely.items())[:MOST_GUESSES]
        )
        return (
            Problem(
                code="unknown-exercises",
                sentence=f"These names mean no exercise of the catalogue for certain, so their "
                f"sets are kept and teach nothing: {names}." + (f" {guesses}." if guesses else ""),
                location=location,
                remedy="Say once what each means: on the Import page, with --exercise “NAME=ID”, "
                "or by a name of the catalogue (`ironstride catalogue`) in the log.",
                severity=Severity.WARNING,
            ),
        )


def _kit_of(exercise: Exercise) -> str:
    return exercise.implement.value.removesuffix("-pair")


class NameIndex:
    """Finds what a name means: an exercise by id, name or alias, then by movement and kit.

    A name that means several exercises finds none and is asked about; one that is no exercise's
    may be a movement outside the catalogue.
    """

    def __init__(self, catalogue: Catalogue, said: Mapping[str, str] | None = None) -> None:
        """Take the names of a catalogue.

        Args:
            said: what the runner answered of names (``answers``); it comes before all else.
        """
        self._catalogue = catalogue
        self._ids = set(catalogue.by_id)
        self._told = {spelling(name): id for name, id in (said or {}).items()}
        self._watch: dict[tuple[str, str], str | None] = {}
        for exercise in catalogue.exercises:
            if exercise.fit.name is not None:
                _enter(self._watch, (exercise.fit.category, exercise.fit.name), exercise.id)
        # One exercise's alias may be another's name, one's name another's id: the first wins.
        self._forms: tuple[dict[str, str | None], ...] = ({}, {}, {})
        self._movements: dict[tuple[str, str], str | None] = {}
        for exercise in catalogue.exercises:
            called = ((exercise.name,), exercise.aliases, (exercise.id,))
            for forms, names in zip(self._forms, called, strict=True):
                for name in names:
                    _enter(forms, normal_form(name), exercise.id)
                    _enter(self._movements, (movement(name), _kit_of(exercise)), exercise.id)
        self._asked = {
            normal_form(name): tuple(id for id in ids if id in self._ids)
            for name, ids in glossary().asked.items()
        }

    def find(self, name: str, *, is_loaded: bool = False) -> str | None:
        """Return the id of the exercise that a name means; None where none or several do.

        Args:
            is_loaded: whether it was done with a load: a bare “Squat” is then asked about.
        """
        if name in self._ids:
            return name
        told = self._told.get(spelling(name))
        if told is not None:
            return told if told in self._ids else None
        form = normal_form(name)
        if is_loaded and form in self._asked and not says_bodyweight(name):
            return None
        for forms in self._forms:
            if form in forms:
                return forms[form]
        carried = ((movement(name), kit) for kit in words(name) & KIT)
        by_kit = {self._movements.get(pair) for pair in carried} - {None}
        return by_kit.pop() if len(by_kit) == 1 else None

    def outside(self, name: str) -> OutsideMovement | None:
        """Return the movement outside the catalogue that a name means; None where none is known.

        An exercise goes before: ask ``find`` first.
        """
        told = self._told.get(spelling(name))
        if told is not None:
            return next((each for each in outside() if f"{OUTSIDE}{each.id}" == told), None)
        plain = name.removesuffix(KIND_NOT_TOLD)
        return None if normal_form(plain) in self._asked else outside_movement(plain)

    def is_open(self, name: str) -> bool:
        """Return whether a name that is no exercise's is still to be asked about."""
        return spelling(name) not in self._told and self.outside(name) is None

    def candidates(self, name: str, *, most: int = MOST_CANDIDATES) -> tuple[Exercise, ...]:
        """Return the exercises that a name may mean, likeliest first, to be offered."""
        plain = name.removesuffix(KIND_NOT_TOLD)
        asked = self._asked.get(normal_form(plain))
        if asked:
            return tuple(self._catalogue.by_id[id] for id in asked[:most])
        asked_of = words(plain)
        likeness = {
            each.id: max(_likeness(asked_of, words(known)) for known in (each.name, *each.aliases))
            for each in self._catalogue.exercises
        }
        likely = sorted(
            (id for id, share in likeness.items() if share >= LEAST_LIKENESS),
            key=lambda id: (-likeness[id], id),
        )
        return tuple(self._catalogue.by_id[id] for id in likely[:most])

    def of_watch(self, one: WatchSet, *, is_loaded: bool = False) -> str | None:
        """Return the id of the exercise that a watch's set was; None where it isn't known.

        By the runner's answer, the name, then the pair of category and name that the catalogue
        gives one exercise alone. A category alone says too little: it is asked.
        """
        if one.name is None:
            told = self._told.get(spelling(watch_name(one)))
            return told if told in self._ids else None
        pair = (one.category or "", one.name.strip().lower().replace(" ", "_"))
        return self.find(one.name, is_loaded=is_loaded) or self._watch.get(pair)

    def map_sets(self, sets: Iterable[LoggedSet]) -> Mapped:
        """Return sets under the catalogue's ids; one that is not known keeps its name."""
        rows = tuple(sets)
        loaded = {each.exercise for each in rows if each.load_kg}
        names = dict.fromkeys(each.exercise for each in rows)
        found = {name: self.find(name, is_loaded=name in loaded) for name in names}
        if all((each.session_id or "").startswith(BARBELL_LOGS) for each in rows):
            found |= {
                name: self.find(f"{name} (barbell)") or id
                for name, id in found.items()
                if name in loaded
            }
        sets_of = Counter(each.exercise for each in rows)
        strange = sorted(
            (name for name, id in found.items() if id is None),
            key=lambda name: (-sets_of[name], name),
        )
        unknown = tuple(name for name in strange if self.is_open(name))
        likely = {
            name: tuple(each.id for each in self.candidates(name))
            for name in unknown[:MOST_GUESSES]
        }
        return Mapped(
            sets=tuple(
                replace(each, exercise=found[each.exercise] or each.exercise) for each in rows
            ),
            unknown=unknown,
            outside=tuple(name for name in strange if self.outside(name) is not None),
            likely={name: ids for name, ids in likely.items() if ids},
        )


@lru_cache(maxsize=4)
def index_of(said: tuple[tuple[str, str], ...]) -> NameIndex:
    """Return the names under the runner's answers, kept: an archive asks for every session.

    Args:
        said: ``answers`` as pairs, sorted.
    """
    return NameIndex(load(), dict(said))


def index_for(unit: UnitOfWork) -> NameIndex:
    """Return the names as the catalogue and the runner's answers give them."""
    return index_of(tuple(sorted(answers(unit).items())))


def likely_ids(name: str) -> tuple[str, ...]:
    """Return the ids of the exercises that a name may mean, likeliest first."""
    return tuple(each.id for each in index_of(()).candidates(name))


@cache
def _outside_names() -> tuple[
    dict[str, OutsideMovement], dict[str, OutsideMovement], dict[frozenset[str], OutsideMovement]
]:
    """Return outside movements by whole names, by names without kit, and by words of loose ones."""
    whole: dict[str, OutsideMovement] = {}
    bare: dict[str, OutsideMovement] = {}
    loose: dict[frozenset[str], OutsideMovement] = {}
    for each in outside():
        for name in (each.name, *each.names):
            whole.setdefault(normal_form(name), each)
            if not words(name) & KIT:
                bare.setdefault(movement(name), each)
            if each.is_loose:
                loose.setdefault(words(name) - KIT - POSTURE, each)
    return whole, bare, loose


def outside_movement(name: str) -> OutsideMovement | None:
    """Return the movement outside the catalogue that has a name, by itself, or without its kit."""
    whole, bare, loose = _outside_names()
    return (
        whole.get(normal_form(name))
        or bare.get(movement(name))
        or loose.get(words(name) - KIT - POSTURE)
    )


def outside_named(
    names: Iterable[str], said: Mapping[str, str] | None = None
) -> dict[str, OutsideMovement]:
    """Return the logged names that are movements outside the catalogue, with their movements.

    Quick where all are exercises: nothing is read then.

    Args:
        names: as sets keep them, repeated at will: ids of exercises, and names that are none's.
        said: what the runner answered of names (``answers``).
    """
    strange = {*names} - load().by_id.keys()
    if not strange:
        return {}
    index = index_of(tuple(sorted((said or {}).items())))
    found = ((name, index.outside(name)) for name in sorted(strange))
    return {name: movement for name, movement in found if movement is not None}


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of words in common; nothing where only the kit is."""
    common = one & other
    return len(common) / len(one | other) if common - KIT else 0.0


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
    return f"{one.category.replace('_', ' ')}{KIND_NOT_TOLD}"


def answers(unit: UnitOfWork) -> dict[str, str]:
    """Return what the runner said of names: the catalogue's id, empty for no exercise of it."""
    told = unit.settings.get(ANSWERS)
    return {} if told is None else {str(name): str(id) for name, id in json.loads(told).items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenName:
    """A logged name that is asked about, with the exercises that it may mean, likeliest first."""

    name: str
    sets: int
    candidates: tuple[Exercise, ...]


def open_names(unit: UnitOfWork) -> tuple[OpenName, ...]:
    """Return the logged names that mean nothing known and were not asked yet, most sets first."""
    index = index_for(unit)
    found = (
        OpenName(name=name, sets=count, candidates=index.candidates(name))
        for name, _, count in unit.sets.exercises()
        if name not in load().by_id and name != UNRECOGNISED and index.is_open(name)
    )
    return tuple(sorted(found, key=lambda each: (-each.sets, each.name)))


def outside_choices(catalogue: Catalogue) -> tuple[OutsideMovement, ...]:
    """Return the movements outside the catalogue that a name may be said to mean, by name."""
    index = NameIndex(catalogue)
    free = (each for each in outside() if index.find(each.name) is None)
    return tuple(sorted(free, key=lambda each: each.name))


def answer_name(
    database: Database, catalogue: Catalogue, name: str, exercise: str, *, now: dt.datetime
) -> Parsed[int]:
    """Return how many logged sets got their exercise; the answer holds for all that come.

    Args:
        exercise: id of the catalogue, or ``outside:`` and the id of a movement outside it, whose
            sets keep their name; empty: it is neither, and is not asked again.
    """
    problem = _wrong_answer(catalogue, name, exercise)
    if problem is not None:
        return Parsed(value=None, problems=(problem,))

    def store(unit: UnitOfWork) -> int:
        unit.settings.put(ANSWERS, json.dumps(answers(unit) | {name: exercise}, sort_keys=True))
        if exercise == NO_EXERCISE or exercise.startswith(OUTSIDE):
            return 0
        return _rename(unit, name, exercise, now=now)

    return database.write(store)


def _wrong_answer(catalogue: Catalogue, name: str, exercise: str) -> Problem | None:
    movements = {f"{OUTSIDE}{each.id}" for each in outside()}
    if exercise not in {NO_EXERCISE, *movements} and exercise not in catalogue.by_id:
        return Problem(
            code="unknown-exercise",
            sentence=f"“{exercise}” is no exercise of the catalogue.",
            location=name,
            remedy="Choose one of `ironstride catalogue`.",
        )
    if name in catalogue.by_id:
        # Answered otherwise, every set of one exercise would become another's.
        return Problem(
            code="known-exercise",
            sentence=f"“{name}” is an exercise of the catalogue and means itself.",
            location=name,
            remedy="Correct the sets that were another one where they are shown.",
        )
    return None


def _rename(unit: UnitOfWork, name: str, exercise: str, *, now: dt.datetime) -> int:
    """Return how many logged sets of a name became sets of an exercise, each a new version."""
    meant = unit.sets.of_exercise(name)
    for each in meant:
        unit.sets.edit(each.id or "", replace(each, exercise=exercise), now=now)
    return len(meant)


def take_up_names(database: Database, *, now: dt.datetime) -> int:
    """Return how many logged sets got the exercise that their name means by now.

    Sets keep a name that means nothing when they come; the catalogue may learn it later.
    """
    with database.snapshot() as unit:
        index = index_for(unit)
        strange = tuple(
            name
            for name, _, _ in unit.sets.exercises()
            if name not in load().by_id and name != UNRECOGNISED
        )
        meant = {}
        for name in strange:
            is_loaded = any(each.load_kg for each in unit.sets.of_exercise(name))
            found = index.find(name, is_loaded=is_loaded)
            if found is not None:
                meant[name] = found
    if not meant:
        return 0
    with database.begin() as unit:
        return sum(_rename(unit, name, id, now=now) for name, id in meant.items())
