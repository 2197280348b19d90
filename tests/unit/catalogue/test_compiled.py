from __future__ import annotations

import pickle
import shutil
import sys
from pathlib import Path

import pytest

from ironstride.catalogue import compiled, installed, load
from ironstride.domain.exercise import Catalogue

DATA = Path(compiled.__file__).parents[1] / "data"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of a few of the package's files, where bytecode may be written."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    for name in ("muscles.toml", "equipment.toml"):
        shutil.copy(DATA / name, tmp_path / name)
    (tmp_path / "exercises").mkdir()
    for name in ("plank.toml", "back-squat.toml"):
        shutil.copy(DATA / "exercises" / name, tmp_path / "exercises" / name)
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "RE-01.toml").touch()
    return tmp_path


def test_what_is_kept_comes_back_whole(folder: Path) -> None:
    state = compiled.stamp(folder)
    assert compiled.kept(folder, state) is None
    compiled.keep(folder, state, load())
    found = compiled.kept(folder, state)
    assert found == load()
    assert found is not None
    assert all(found.by_id[each.id] is each for each in found.exercises)


def test_a_changed_a_new_and_a_missing_file_each_make_it_be_read_anew(folder: Path) -> None:
    before = compiled.stamp(folder)
    assert compiled.stamp(folder) == before
    squat = folder / "exercises" / "back-squat.toml"
    text = squat.read_text(encoding="utf-8")
    squat.write_text(text + "\n", encoding="utf-8")
    changed = compiled.stamp(folder)
    (folder / "exercises" / "new.toml").write_text(text, encoding="utf-8")
    new = compiled.stamp(folder)
    (folder / "evidence" / "RE-01.toml").unlink()
    gone = compiled.stamp(folder)
    assert len({before, changed, new, gone}) == 4
    compiled.keep(folder, before, load())
    assert compiled.kept(folder, changed) is None


@pytest.mark.parametrize(
    "kept",
    [
        b"",
        b"nothing that was kept",
        pickle.dumps("a word"),
        pickle.dumps(("state", "no catalogue")),
    ],
    ids=["empty", "broken", "another thing", "half a thing"],
)
def test_a_broken_copy_is_as_good_as_none(folder: Path, kept: bytes) -> None:
    path = compiled.place(folder)
    assert path is not None
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(kept)
    assert compiled.kept(folder, "state") is None


def test_nothing_is_written_where_python_writes_no_bytecode(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    compiled.keep(folder, "state", load())
    path = compiled.place(folder)
    assert path is not None
    assert not path.exists()


def test_a_folder_that_takes_nothing_costs_nothing(folder: Path) -> None:
    path = compiled.place(folder)
    assert path is not None
    path.parent.write_text("a file where the folder would be", encoding="utf-8")
    compiled.keep(folder, "state", load())
    assert compiled.kept(folder, "state") is None


def test_a_start_takes_what_was_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Catalogue(exercises=(), muscles=(), equipment=(), by_id={})
    monkeypatch.setattr(installed, "_folder", lambda: folder)
    compiled.keep(folder, compiled.stamp(folder), kept)
    assert installed.load.__wrapped__() == kept
