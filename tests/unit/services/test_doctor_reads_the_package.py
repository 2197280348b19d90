from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from ironstride.catalogue import installed, protocols, self_tests
from ironstride.services.doctor import examine
from tests.support.copied_data import copied_data

TODAY = dt.date(2026, 11, 23)
KEPT = (
    protocols.texts_of_protocols,
    protocols.texts_of_ladders,
    protocols.surroundings,
    protocols.ladder,
    self_tests.ids_of_tests,
    self_tests.self_test,
)
"""What is kept is read anew."""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a copy of the data that the program reads instead of its own."""
    yield from copied_data(tmp_path, monkeypatch, (installed, self_tests), KEPT)


def unsound(tmp_path: Path) -> set[str]:
    return {each.name for each in examine(tmp_path / "none.db", today=TODAY) if not each.is_sound}


def test_a_sound_package_has_no_fault(data: Path, tmp_path: Path) -> None:
    assert data.is_dir()
    assert unsound(tmp_path) == set()


@pytest.mark.parametrize(
    ("folder", "names"),
    [("protocols", {"protocols"}), ("norms", {"self-tests", "protocols"})],
)
def test_a_broken_file_is_told(folder: str, names: set[str], data: Path, tmp_path: Path) -> None:
    first = min((data / folder).glob("*.toml"))
    first.write_text(first.read_text("utf-8") + "\nnonsense = 1\n", "utf-8")
    assert unsound(tmp_path) == names
