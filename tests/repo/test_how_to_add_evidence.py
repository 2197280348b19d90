"""The page on adding evidence is followed word for word, in a copy of the package's data."""

from __future__ import annotations

import datetime as dt
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from ironstride.catalogue import installed
from ironstride.catalogue.evidence_file import read_all_evidence
from ironstride.services.doctor import examine
from tests.repo.tree import PACKAGE, ROOT
from tests.support.copied_data import copied_data
from tests.support.door import ask

PAGE = ROOT / "docs" / "how-to" / "add-evidence.md"
TEXT = PAGE.read_text("utf-8")
TODAY = dt.date(2026, 11, 23)
CACHED = (installed.evidence_ids, installed._evidence)  # noqa: SLF001  what is kept is read anew


def one(pattern: str) -> re.Match[str]:
    (found,) = re.finditer(pattern, TEXT, re.MULTILINE | re.DOTALL)
    return found


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a copy of the data that the program reads instead of its own."""
    yield from copied_data(tmp_path, monkeypatch, (installed,), CACHED)


def follow(data: Path) -> str:
    """Do what the page says; return the id of the new row."""
    path = one(r"Save it as `src/ironstride/data/(evidence/([A-Z]{2}-\d{2})\.toml)`")
    content = one(r"^( *)```toml\n(.*?)^ *```")[2]
    (data / path[1]).write_text(textwrap.dedent(content), "utf-8")
    back = one(r"add `('[A-Z]{2}-\d{2}')` to `beside` in `(\S+\.toml)` and `(\S+\.toml)`")
    for name in back.groups()[1:]:
        file = data / "evidence" / name
        text = file.read_text("utf-8")
        assert "beside = [ " in text
        file.write_text(text.replace("beside = [ ", f"beside = [ {back[1]}, "), "utf-8")
    return path[2]


def test_the_page_followed_word_for_word_gives_a_row_without_a_fault(data: Path) -> None:
    name = follow(data)
    parsed = read_all_evidence(installed.evidence_texts())
    assert [f"{p.location}: {p.sentence}" for p in parsed.problems] == []
    assert parsed.value is not None
    row = parsed.value[name]
    assert row.design
    assert row.population
    assert row.effects
    assert row.not_when
    assert row.beside


def test_the_row_that_the_page_adds_is_told_by_the_command_that_it_names(
    data: Path, tmp_path: Path
) -> None:
    name = follow(data)
    command = one(r"\.venv/bin/ironstride (evidence [A-Z]{2}-\d{2})")[1]
    assert command.endswith(name)
    told = " ".join(ask(*command.split(), home=tmp_path).out.split())
    assert told.startswith(f"{name}: In one small trial")
    assert "95 % interval" in told


def test_a_step_of_the_page_left_out_is_a_fault_that_names_the_remedy(
    data: Path, tmp_path: Path
) -> None:
    name = follow(data)
    file = data / "evidence" / "RE-42.toml"
    file.write_text(file.read_text("utf-8").replace(f"'{name}', ", ""), "utf-8")
    (problem,) = read_all_evidence(installed.evidence_texts()).problems
    assert problem.location == f"{name}.toml: beside"
    assert problem.remedy == f"Add {name} to beside in RE-42.toml."
    (found,) = [check for check in examine(tmp_path / "none.db", today=TODAY) if not check.is_sound]
    assert (found.name, found.remedy) == ("evidence", problem.remedy)


def test_whatever_the_page_names_is_there() -> None:
    assert (ROOT / one(r"pytest -q (tests/\S+\.py)")[1]).is_file()
    assert re.search(r"^docs:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    listing = one(r"`ironstride evidence (--part RE)`")[1]
    assert listing == "--part RE"
    assert not (PACKAGE / "data" / "evidence" / "RE-90.toml").exists()
