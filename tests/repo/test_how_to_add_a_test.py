"""The page on adding a self-test is followed word for word, in a copy of the package's data."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from ironstride.body.assess import judge
from ironstride.body.findings import effects_of
from ironstride.body.verdicts import Occasion, Person
from ironstride.catalogue import self_tests
from ironstride.catalogue.self_tests import check_installed_tests, self_test
from ironstride.domain.athlete import Sex
from tests.repo.tree import ROOT
from tests.support.copied_data import copied_data
from tests.support.door import ask
from tests.support.web import TODAY

PAGE = ROOT / "docs" / "how-to" / "add-a-test.md"
TEXT = PAGE.read_text("utf-8")
CACHED = (self_tests.ids_of_tests, self_tests.self_test)
"""What is kept is read anew."""


def one(pattern: str) -> re.Match[str]:
    (found,) = re.finditer(pattern, TEXT, re.MULTILINE | re.DOTALL)
    return found


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a copy of the data that the program reads self-tests from instead of its own."""
    yield from copied_data(tmp_path, monkeypatch, (self_tests,), CACHED)


def follow(data: Path) -> str:
    """Do what the page says; return the id of the new test."""
    path = one(r"Save it as `src/ironstride/data/(norms/([a-z-]+)\.toml)`")
    content = one(r"^( *)```toml\n(.*?)^ *```")[2]
    assert not (data / path[1]).exists()
    (data / path[1]).write_text(textwrap.dedent(content), "utf-8")
    return path[2]


def test_the_page_followed_word_for_word_gives_a_test_without_a_fault(data: Path) -> None:
    name = follow(data)
    parsed = check_installed_tests()
    assert [f"{p.location}: {p.sentence}" for p in parsed.problems] == []
    test = self_test(name)
    woman = Person(age=25, sex=Sex.FEMALE, body_mass_kg=60)
    verdict = judge(test, (Occasion(date=TODAY, whole=100),), woman)
    assert verdict.below_norm
    assert [each.sentence for each in effects_of(test, verdict)] == [
        "Trunk work gets one set more a week."
    ]


def test_the_test_that_the_page_adds_is_told_by_the_command_that_it_names(
    data: Path, tmp_path: Path
) -> None:
    name = follow(data)
    command = one(r"\.venv/bin/ironstride (test show [a-z-]+)")[1]
    assert command.endswith(name)
    told = ask(*command.split(), home=tmp_path).out
    assert "Back extension hold" in told
    assert "Pain in the back or a leg above 2 of 10." in told


def test_a_key_left_out_is_a_fault_that_names_file_and_key(data: Path) -> None:
    name = follow(data)
    file = data / "norms" / f"{name}.toml"
    text = file.read_text("utf-8")
    file.write_text(re.sub(r"^stop_when = .*\n", "", text, flags=re.MULTILINE), "utf-8")
    problems = check_installed_tests().problems
    assert [(p.location, p.code) for p in problems] == [(f"{name}.toml: stop_when", "missing-key")]


def test_whatever_the_page_names_is_there() -> None:
    assert (ROOT / one(r"pytest -q (tests/\S+\.py)")[1]).is_file()
    assert re.search(r"^docs:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
