"""The pictures of the docs come from the demo runner, are small, and are all used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools import pictures

DOCS = pictures.FOLDER.parent
SHOWN = re.compile(r"!\[([^\]]*)\]\((?:\.\./)?pictures/([a-z-]+)\.png\)")


def shown() -> dict[str, str]:
    """Return the pictures that pages show, with the words for those who don't see them."""
    texts = (page.read_text("utf-8") for page in DOCS.rglob("*.md"))
    return {name: words for text in texts for words, name in SHOWN.findall(text)}


def test_a_picture_that_is_shown_is_one_of_the_demo_runner() -> None:
    assert set(shown()) <= {picture.name for picture in pictures.PICTURES}


def test_a_picture_that_is_there_is_shown() -> None:
    assert {path.stem for path in pictures.FOLDER.glob("*")} <= set(shown())


def test_a_picture_says_in_words_what_it_shows() -> None:
    assert [name for name, words in shown().items() if len(words) < len("A page")] == []


@pytest.mark.parametrize("path", sorted(pictures.FOLDER.glob("*.png")), ids=lambda path: path.stem)
def test_a_picture_is_small(path: Path) -> None:
    assert path.stat().st_size <= pictures.MOST_BYTES


def test_the_pictures_have_a_name_each() -> None:
    names = [picture.name for picture in pictures.PICTURES]
    assert len(set(names)) == len(names)
