"""How many logged sets of a folder of lift logs mean an exercise or a movement that is known.

Run it with ``python -m tools.name_coverage FOLDER``: one line a log, then the names that most sets
have and nothing means.
"""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import re
import sys
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ironstride.catalogue import load
from ironstride.domain.exercise import Family
from ironstride.domain.outside import OutsideKind
from ironstride.domain.performance import LoggedSet
from ironstride.importers import LiftImporter, csv_rows, importer_of
from ironstride.services.lift_names import NameIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_SHOWN: Final = 10
NO_STRENGTH: Final = frozenset(
    {Family.MOBILITY, Family.RUNNING_DRILL, Family.SPRINT_DRILL, Family.BALANCE, Family.FOOT}
)
"""Families that are neither lower body, trunk, push nor pull."""
STRENGTH: Final = frozenset(
    {OutsideKind.LOWER, OutsideKind.TRUNK, OutsideKind.PUSH, OutsideKind.PULL}
)
_JEFIT_LINE: Final = re.compile(r'^\d+,"([^"]+)","([^"]*)"$', re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Sets of a log by what their names mean.

    Args:
        known: sets of an exercise or of a movement outside the catalogue.
        strength: sets of lower-body, trunk, push and pull movements, and those of names that
            nothing means: what they are nobody knows, so they count as missed.
        exercises: sets among ``strength`` that have an exercise.
        unknown: names that nothing means, with their sets.
    """

    sets: int
    known: int
    strength: int
    exercises: int
    unknown: Counter[str]

    @property
    def known_share(self) -> float:
        """Share of all sets that are known, 0 to 1."""
        return self.known / self.sets if self.sets else 1.0

    @property
    def exercise_share(self) -> float:
        """Share of strength sets that have an exercise, 0 to 1."""
        return self.exercises / self.strength if self.strength else 1.0


def coverage(sets: Iterable[LoggedSet], index: NameIndex) -> Coverage:
    """Return what the names of a log's sets mean, as an import of it would take them."""
    rows = tuple(sets)
    mapped = index.map_sets(rows)
    by_id = load().by_id
    known = strength = exercises = 0
    unknown: Counter[str] = Counter()
    for each in mapped.sets:
        exercise = by_id.get(each.exercise)
        movement = None if exercise is not None else index.outside(each.exercise)
        if exercise is not None:
            is_strength = exercise.family not in NO_STRENGTH
            exercises += is_strength
        elif movement is not None:
            is_strength = movement.kind in STRENGTH
        else:
            is_strength = True
            unknown[each.exercise] += 1
        known += exercise is not None or movement is not None
        strength += is_strength
    return Coverage(
        sets=len(rows), known=known, strength=strength, exercises=exercises, unknown=unknown
    )


def total(parts: Iterable[Coverage]) -> Coverage:
    """Return the coverage of several logs together."""
    every = tuple(parts)
    return Coverage(
        sets=sum(each.sets for each in every),
        known=sum(each.known for each in every),
        strength=sum(each.strength for each in every),
        exercises=sum(each.exercises for each in every),
        unknown=sum((each.unknown for each in every), Counter()),
    )


def logs(folder: Path) -> Iterator[tuple[str, tuple[LoggedSet, ...]]]:
    """Give each log of a folder that names exercises, by its file, with its sets.

    A format that no importer reads gives its names and loads alone.
    """
    for path in sorted(folder.iterdir()):
        content = path.read_bytes()
        content = gzip.decompress(content) if path.suffix == ".gz" else content
        importer = importer_of(content)
        if isinstance(importer, LiftImporter):
            sets = importer.read(content, pounds=True).value or ()
        else:
            sets = tuple(_named(content, path))
        if sets:
            yield path.name, sets


def _named(content: bytes, path: Path) -> Iterator[LoggedSet]:
    """Give sets by the names that a format without importer holds."""
    day = dt.date(2026, 1, 1)
    if path.suffix == ".json":
        pairs = list(_of_json(json.loads(content)))
    elif path.suffix == ".zip":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [n for n in archive.namelist() if n.endswith(".csv") and "__MACOSX" not in n]
            pairs = [pair for name in names for pair in _of_csv(archive.read(name))]
    else:
        pairs = list(_of_jefit(content.decode("utf-8", "replace")))
    for name, load_kg in pairs:
        yield LoggedSet(exercise=name, date=day, reps=1, load_kg=load_kg or None)


def _of_json(document: object) -> Iterator[tuple[str, float]]:
    if isinstance(document, list):
        for each in document:
            yield from _of_json(each)
    if not isinstance(document, dict):
        return
    exercise = document.get("exercise")
    name = exercise.get("name") if isinstance(exercise, dict) else document.get("title")
    if isinstance(name, str) and isinstance(document.get("sets"), list):
        for each in document["sets"]:
            yield name, float(each.get("weight") or each.get("weight_kg") or 0.0)
    else:
        for each in document.values():
            yield from _of_json(each)


def _of_csv(content: bytes) -> Iterator[tuple[str, float]]:
    for row in csv_rows.rows(content):
        name = row.text("exercise")
        if name:
            yield name, row.number("completed weight value") or 1.0


def _of_jefit(text: str) -> Iterator[tuple[str, float]]:
    for name, told in _JEFIT_LINE.findall(text):
        for each in told.split(","):
            yield name, float(each.partition("x")[0])


def main(folder: Path) -> None:
    """Print each log's two shares, both together, and the names that are missed most."""
    index = NameIndex(load())
    found = {name: coverage(sets, index) for name, sets in logs(folder)}
    every = total(found.values())
    for name, each in [*found.items(), ("all logs", every)]:
        print(
            f"{name:44} {each.sets:6} sets, known {each.known_share:7.2%}; "
            f"{each.strength:6} strength sets, exercises {each.exercise_share:7.2%}"
        )
    for name, count in every.unknown.most_common(MOST_SHOWN):
        print(f"{count:6} {name}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
