"""The catalogue that comes with the package, read once and kept."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from ironstride.catalogue import compiled
from ironstride.catalogue.evidence_file import ID_PATTERN, read_all_evidence, read_evidence
from ironstride.catalogue.exercise_file import ID_PATTERN as EXERCISE_ID
from ironstride.catalogue.plain_toml import load_toml
from ironstride.catalogue.reading import read_catalogue
from ironstride.catalogue.vocabulary import read_vocabulary
from ironstride.domain.evidence import HOUSE, Evidence, EvidenceId, Grade

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.resources.abc import Traversable

    from ironstride.catalogue.vocabulary import Vocabulary
    from ironstride.domain.exercise import Catalogue
    from ironstride.domain.problem import Parsed, Problem

_TOML = ".toml"

HOUSE_EVIDENCE = Evidence(
    id=HOUSE,
    claim="A choice of ours, without a source.",
    source="house",
    grade=Grade.C,
    reread=True,
)
"""What is shown where a rule or an exercise cites ``house``."""


class BrokenCatalogueError(Exception):
    """The files that come with the package are wrong: a bug, or a damaged installation."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        lines = (f"{problem.location}: {problem.sentence}" for problem in self.problems)
        super().__init__("The installed catalogue is broken.\n" + "\n".join(lines))


def _folder() -> Traversable:
    """Return the folder of the package's own files."""
    return files("ironstride") / "data"


def _texts(name: str) -> dict[str, str]:
    """Return the texts of the TOML files in a folder of the data, by file name."""
    return {
        entry.name: entry.read_bytes().decode()
        for entry in (_folder() / name).iterdir()
        if entry.name.endswith(_TOML)
    }


def exercise_texts() -> dict[str, str]:
    """Return the texts of the installed exercise files, by file name."""
    return _texts("exercises")


def protocol_texts() -> dict[str, str]:
    """Return the texts of the installed protocol files, by file name."""
    return _texts("protocols")


def ladder_texts() -> dict[str, str]:
    """Return the texts of the installed walk-run ladders, by file name."""
    return _texts("walk_run")


@cache
def vocabulary() -> Vocabulary:
    """Return the installed vocabulary.

    Raises:
        BrokenCatalogueError: a file of the package is wrong.
    """
    folder = _folder()
    parsed = read_vocabulary(
        (folder / "muscles.toml").read_text(encoding="utf-8"),
        (folder / "equipment.toml").read_text(encoding="utf-8"),
        evidence_ids(),
    )
    if parsed.value is None:
        raise BrokenCatalogueError(parsed.problems)
    return parsed.value


def check_installed() -> Parsed[Catalogue]:
    """Return the installed catalogue with every fault and warning of its files."""
    return read_catalogue(exercise_texts(), vocabulary())


@cache
def load() -> Catalogue:
    """Return the installed catalogue; it is read once in a run, and kept compiled between runs.

    Raises:
        BrokenCatalogueError: a file of the package is wrong.
    """
    folder = _folder()
    if not isinstance(folder, Path):
        return _checked()
    state = compiled.stamp(folder)
    found = compiled.kept(folder, state)
    if found is None:
        found = _checked()
        compiled.keep(folder, state, found)
    return found


def _checked() -> Catalogue:
    """Return the catalogue read from its files.

    Raises:
        BrokenCatalogueError: a file of the package is wrong.
    """
    parsed = check_installed()
    if parsed.value is None:
        raise BrokenCatalogueError(parsed.errors)
    return parsed.value


def names_of(ids: Iterable[str]) -> dict[str, str]:
    """Return the names of exercises by id, in a few milliseconds: only their files are read.

    An id that nobody knows is left out.
    """
    folder = _folder() / "exercises"
    found = {}
    for exercise_id in dict.fromkeys(ids):
        if EXERCISE_ID.fullmatch(exercise_id) is None:
            continue
        path = folder / f"{exercise_id}{_TOML}"
        if path.is_file():
            found[exercise_id] = str(load_toml(path.read_text(encoding="utf-8"))["name"])
    return found


@cache
def evidence_ids() -> frozenset[EvidenceId]:
    """Return the ids of the installed rows of evidence, without reading them."""
    return frozenset(
        EvidenceId(entry.name.removesuffix(_TOML))
        for entry in (_folder() / "evidence").iterdir()
        if entry.name.endswith(_TOML)
    )


@cache
def _evidence(evidence_id: EvidenceId) -> Evidence:
    """Return one row of evidence."""
    if evidence_id == HOUSE:
        return HOUSE_EVIDENCE
    if ID_PATTERN.fullmatch(evidence_id) is None or evidence_id not in evidence_ids():
        raise KeyError(evidence_id)
    name = f"{evidence_id}{_TOML}"
    parsed = read_evidence((_folder() / "evidence" / name).read_text(encoding="utf-8"), name)
    if parsed.value is None:
        raise BrokenCatalogueError(parsed.problems)
    return parsed.value


def evidence_texts() -> dict[str, str]:
    """Return the texts of the installed rows of evidence, by file name."""
    return _texts("evidence")


def check_installed_evidence() -> Parsed[dict[str, Evidence]]:
    """Return the installed rows of evidence by id, or every fault of their files."""
    return read_all_evidence(evidence_texts())


def evidence_for(ids: Iterable[str]) -> dict[str, Evidence]:
    """Return the rows of evidence of the ids, in their order; only these files are read.

    Raises:
        KeyError: an id is unknown; ids are checked where they enter, so this is a bug.
    """
    return {name: _evidence(EvidenceId(name)) for name in ids}


def evidence() -> dict[str, Evidence]:
    """Return all rows of evidence, sorted by id; slow, for the pages that list them."""
    return evidence_for(sorted(evidence_ids()))
