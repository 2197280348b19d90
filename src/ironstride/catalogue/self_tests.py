"""The self-tests that come with the package, read when somebody asks for them and kept."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ironstride.catalogue.exercise_file import ID_PATTERN
from ironstride.catalogue.installed import BrokenCatalogueError, vocabulary
from ironstride.catalogue.norm_file import read_test
from ironstride.domain.problem import Parsed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.resources.abc import Traversable

    from ironstride.domain.assessment import Assessment

_TOML = ".toml"


def _folder() -> Traversable:
    """Return the folder of the package's own files."""
    return files("ironstride") / "data"


def _names(folder: str) -> frozenset[str]:
    """Return the names of the TOML files of a folder, without their ending."""
    return frozenset(
        entry.name.removesuffix(_TOML)
        for entry in (_folder() / folder).iterdir()
        if entry.name.endswith(_TOML)
    )


def texts_of_tests() -> dict[str, str]:
    """Return the texts of the installed files of self-tests, by file name."""
    return {f"{name}{_TOML}": _text(name) for name in sorted(ids_of_tests())}


def _text(name: str) -> str:
    return (_folder() / "norms" / f"{name}{_TOML}").read_text(encoding="utf-8")


@cache
def ids_of_tests() -> frozenset[str]:
    """Return the ids of the installed self-tests, without reading them."""
    return _names("norms")


@cache
def _exercise_ids() -> frozenset[str]:
    return _names("exercises")


def check_installed_tests() -> Parsed[tuple[Assessment, ...]]:
    """Return the installed self-tests with every fault of every file."""
    known = vocabulary()
    read = [
        read_test(text, name, known, _exercise_ids(), ids_of_tests())
        for name, text in texts_of_tests().items()
    ]
    problems = tuple(problem for parsed in read for problem in parsed.problems)
    tests = tuple(parsed.value for parsed in read if parsed.value is not None)
    return Parsed(value=None if problems else tests, problems=problems)


@cache
def self_test(test_id: str) -> Assessment:
    """Return one self-test; only its file is read.

    Raises:
        KeyError: there is no such test.
        BrokenCatalogueError: its file is wrong.
    """
    if ID_PATTERN.fullmatch(test_id) is None or test_id not in ids_of_tests():
        raise KeyError(test_id)
    parsed = read_test(
        _text(test_id), f"{test_id}{_TOML}", vocabulary(), _exercise_ids(), ids_of_tests()
    )
    if parsed.value is None:
        raise BrokenCatalogueError(parsed.problems)
    return parsed.value


def known_test(test_id: str) -> Assessment | None:
    """Return one self-test, or None where there is no such one."""
    return self_test(test_id) if test_id in ids_of_tests() else None


def self_tests() -> tuple[Assessment, ...]:
    """Return all self-tests, the first choice for a first day first."""
    return tuple(sorted(map(self_test, ids_of_tests()), key=lambda test: (test.rank, test.id)))


def known_tests(ids: Iterable[str]) -> tuple[Assessment, ...]:
    """Return the self-tests of the ids that are known, each once, sorted by id."""
    return tuple(self_test(test_id) for test_id in sorted({*ids} & ids_of_tests()))
