"""The documentation names every command and every setting, and its links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ironstride.settings import reference
from tests.repo.commands import ask, commands_in
from tests.repo.tree import ROOT, files, relative
from tools import settings_page

REFERENCE = ROOT / "docs" / "reference"
PAGES = [path for path in files() if path.suffix == ".md"]
LINK = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)")


def reference_text() -> str:
    """Return all reference pages as one text."""
    pages = [path for path in PAGES if REFERENCE in path.parents]
    assert pages
    return "\n".join(path.read_text("utf-8") for path in pages)


def test_the_reference_names_every_setting() -> None:
    text = reference_text()
    assert [row.variable for row in reference() if row.variable not in text] == []


def test_the_page_of_settings_is_as_the_settings_are() -> None:
    assert settings_page.PAGE.read_text("utf-8") == settings_page.page(), "run `make docs`"


def test_the_reference_names_every_command() -> None:
    text = reference_text()
    commands = commands_in(ask("--help")[0])
    assert [name for name in commands if f"ironstride {name}" not in text] == []


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_a_link_in_the_docs_leads_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
