"""The page on adding an exercise is followed word for word, in texts beside the package's own."""

from __future__ import annotations

import re
import textwrap
import tomllib
from typing import Final

from ironstride.catalogue.figure_file import read_figure
from ironstride.catalogue.figures import figure_of
from ironstride.catalogue.installed import exercise_texts, vocabulary
from ironstride.catalogue.plain_toml import read_plain_toml, without_figure
from ironstride.catalogue.reading import read_catalogue
from ironstride.domain.exercise import Catalogue
from ironstride.domain.problem import Parsed
from tests.repo.tree import PACKAGE, ROOT

PAGE: Final = ROOT / "docs" / "how-to" / "add-an-exercise.md"
TEXT: Final = PAGE.read_text("utf-8")


def one(pattern: str) -> re.Match[str]:
    (found,) = re.finditer(pattern, TEXT, re.MULTILINE | re.DOTALL)
    return found


NAME: Final = one(r"`src/ironstride/data/exercises/([a-z-]+\.toml)`")[1]
ID: Final = NAME.removesuffix(".toml")
RECORD: Final = textwrap.dedent(one(r"^ *```toml\n(.*?)^ *```")[1])


def followed(*, on_the_ladder: bool = True, record: str = RECORD) -> Parsed[Catalogue]:
    """Return the catalogue after the steps of the page."""
    texts = exercise_texts()
    assert NAME not in texts
    texts[NAME] = record
    if on_the_ladder:
        added, easier = one(r"add `'([a-z-]+)'` to `harder` in `([a-z-]+\.toml)`").groups()
        assert texts[easier].count("\nharder = [") == 1
        texts[easier] = texts[easier].replace("\nharder = [", f"\nharder = ['{added}', ")
    return read_catalogue(texts, vocabulary())


def test_the_page_followed_word_for_word_gives_an_exercise_without_a_fault() -> None:
    parsed = followed()
    assert [f"{p.location}: {p.sentence}" for p in parsed.problems] == []
    assert parsed.value is not None
    exercise = parsed.value.exercise(ID)
    assert exercise.easier == ("lateral-lunge",)
    assert exercise.harder == ("adductor-slide",)
    assert read_plain_toml(without_figure(RECORD)) is not None


def test_the_figure_of_the_page_can_be_drawn() -> None:
    table = tomllib.loads(RECORD)["figure"]
    figure = read_figure(table, NAME, lambda other: figure_of(other).value)
    assert figure.problems == ()
    assert figure.value is not None


def test_a_key_left_out_is_a_fault_with_file_and_key() -> None:
    without = re.sub(r"^skill = .*\n", "", RECORD, flags=re.MULTILINE)
    parsed = followed(record=without, on_the_ladder=False)
    assert [problem.location for problem in parsed.errors] == [f"{NAME}: skill"]


def test_a_record_that_contradicts_itself_is_refused() -> None:
    parsed = followed(record=RECORD.replace("tempo = '3-0-1-0'", "tempo = '1-0-1-0'"))
    assert "tempo-seconds" in {problem.code for problem in parsed.errors}


def test_whatever_the_page_names_is_there() -> None:
    for link in re.findall(r"\]\(([^)]+)\)", TEXT):
        assert (PAGE.parent / link).is_file(), link
    assert (ROOT / one(r"pytest -q (tests/\S+)")[1]).is_dir()
    assert re.search(r"^docs:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert one(r"ironstride catalogue (\w+)")[1] in RECORD.lower()
    assert not (PACKAGE / "data" / "exercises" / NAME).exists()
