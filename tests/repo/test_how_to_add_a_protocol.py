"""The page on adding a protocol is followed word for word, in a copy of the package's data."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from ironstride.body.gates import ceiling_of
from ironstride.catalogue import installed, protocols
from ironstride.catalogue.protocols import check_protocols, pain_rules
from ironstride.domain.body_region import Region
from tests.repo.tree import ROOT
from tests.support.copied_data import copied_data
from tests.support.door import ask
from tools import protocols_page

PAGE = ROOT / "docs" / "how-to" / "add-a-protocol.md"
TEXT = PAGE.read_text("utf-8")
KEYS = (ROOT / "docs" / "reference" / "protocol-file.md").read_text("utf-8")
CACHED = (protocols.texts_of_protocols, protocols.protocols, protocols.protocol)
"""What is kept is read anew."""


def one(pattern: str) -> re.Match[str]:
    (found,) = re.finditer(pattern, TEXT, re.MULTILINE | re.DOTALL)
    return found


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a copy of the data that the program reads instead of its own."""
    yield from copied_data(tmp_path, monkeypatch, (installed,), CACHED)


def follow(data: Path) -> str:
    """Do what the page says; return the id of the new protocol."""
    path = one(r"Save it as `src/ironstride/data/(protocols/([a-z-]+)\.toml)`")
    content = one(r"^( *)```toml\n(.*?)^ *```")[2]
    assert not (data / path[1]).exists()
    (data / path[1]).write_text(textwrap.dedent(content), "utf-8")
    return path[2]


def test_the_page_followed_word_for_word_gives_a_protocol_without_a_fault(data: Path) -> None:
    name = follow(data)
    parsed = check_protocols()
    assert [f"{p.location}: {p.sentence}" for p in parsed.problems] == []
    assert name in {each.id for each in parsed.value or ()}
    assert ceiling_of(Region.ACHILLES, pain_rules()[name]) == 5.0


def test_the_commands_that_the_page_names_say_what_it_promises(data: Path, tmp_path: Path) -> None:
    name = follow(data)
    shown, checked = (
        one(rf"ironstride (protocols {name})$")[1],
        one(r"ironstride (protocols --check)")[1],
    )
    told = ask(*shown.split(), home=tmp_path).out
    assert "as many as you tolerate" in told
    assert "Stop before it is too much." in told
    assert "no fault" in ask(*checked.split(), home=tmp_path).out


def test_a_key_left_out_is_a_fault_that_names_file_and_key(data: Path) -> None:
    name = follow(data)
    file = data / "protocols" / f"{name}.toml"
    text = file.read_text("utf-8")
    file.write_text(re.sub(r"^phase = .*\n", "", text, flags=re.MULTILINE), "utf-8")
    problems = check_protocols().problems
    assert [(p.location, p.code) for p in problems] == [
        (f"{name}.toml: stages[0]: phase", "missing-key")
    ]


def test_the_reference_names_every_key_that_the_files_use() -> None:
    used = {
        key
        for text in (*installed.protocol_texts().values(), *installed.ladder_texts().values())
        for key in re.findall(r"(?:^|[{,] )([a-z_]+) = ", text, re.MULTILINE)
    }
    assert [key for key in sorted(used) if not re.search(rf"\b{key}\b", KEYS)] == []


def test_the_list_of_protocols_holds_each_with_its_stages() -> None:
    text = protocols_page.PAGE.read_text("utf-8")
    missing = [each.id for each in protocols.protocols() if f"### `{each.id}`" not in text]
    assert missing == [], "run `make docs`"
    rows = {line.split(" | ")[1] for line in text.splitlines() if re.match(r"\| \d+ \|", line)}
    stages = {stage.name for each in protocols.protocols() for stage in each.stages}
    assert rows == stages, "run `make docs`"
    assert protocols_page.page().startswith(text[:100])
