"""The pages written by hand say what the program does: keys, examples, commands, lengths."""

from __future__ import annotations

import datetime as dt
import json
import re
import textwrap
from pathlib import Path
from typing import cast

import pytest

from ironstride.cli import COMMANDS
from ironstride.domain.body_region import Region
from ironstride.importers.athlete_file import read_athlete
from ironstride.services.files import known_ids

DOCS = Path(__file__).resolve().parents[3] / "docs"
TODAY = dt.date(2026, 11, 23)
TOML = re.compile(r"^( *)```toml\n(.*?)^\1```", re.MULTILINE | re.DOTALL)
SHELL = re.compile(r"^ *```sh\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
CALL = re.compile(r"\bironstride ([a-z][a-z-]*)")
FRAME = """
schema = "ironstride/athlete/1"
{top}
[athlete]
birth_year = 1988
body_mass_kg = 61.5
lifting_experience = "novice"
"""
Schema = dict[str, object]


def pages() -> list[Path]:
    return [*sorted(DOCS.rglob("*.md")), DOCS.parent / "README.md"]


def name(path: Path) -> str:
    return path.relative_to(DOCS.parent).as_posix()


def athlete_examples() -> list[tuple[str, str]]:
    """Return the TOML of athlete files in the docs, fragments put into a frame.

    Pages on adding to the catalogue hold files of their own, and tests of their own follow them.
    """
    found = []
    for page in (DOCS / "reference/athlete-file.md", *sorted((DOCS / "how-to").glob("*.md"))):
        if page.stem.startswith(("add-", "draw-")):
            continue
        for position, (_, text) in enumerate(TOML.findall(page.read_text("utf-8"))):
            found.append((f"{page.stem}-{position}", whole(textwrap.dedent(text))))
    return found


def whole(text: str) -> str:
    """Return an athlete file: the text itself, or the frame with the text put into it."""
    if "schema = " in text:
        return text
    at = text.index("[") if text.startswith("[") else text.index("\n[")
    found = FRAME.format(top=text[:at]) + text[at:]
    parts = {"[availability]": "[availability]", "[[places]]": '[[places]]\nid = "gym"'}
    return found + "".join(f"\n{part}\n" for head, part in parts.items() if head not in found)


@pytest.mark.parametrize(
    ("where", "text"), athlete_examples(), ids=[where for where, _ in athlete_examples()]
)
def test_an_example_of_an_athlete_file_is_read_without_a_word(where: str, text: str) -> None:
    parsed = read_athlete(text, location=where, file_format="toml", today=TODAY, known=known_ids())
    assert [f"{p.location}: {p.sentence}" for p in parsed.problems] == []


def keys(schema: Schema) -> set[str]:
    """Return every key that a schema names, at any depth."""
    found = set[str]()
    properties = cast("dict[str, Schema]", schema.get("properties", {}))
    for key, inner in properties.items():
        found |= {key} | keys(inner)
    if isinstance(schema.get("items"), dict):
        found |= keys(cast("Schema", schema["items"]))
    for inner in cast("dict[str, Schema]", schema.get("$defs", {})).values():
        found |= keys(inner)
    return found


@pytest.mark.parametrize("contract", ["athlete", "plan"])
def test_the_page_of_a_file_names_every_key_of_its_schema(contract: str) -> None:
    schema = json.loads((DOCS / f"reference/{contract}.schema.json").read_text("utf-8"))
    text = (DOCS / f"reference/{contract}-file.md").read_text("utf-8")
    assert sorted(key for key in keys(schema) if f"{key}`" not in text and key not in HEADED) == []


HEADED = frozenset({"athlete", "goals", "places", "availability", "races", "results", "side"}) | {
    *("usual_week", "planned_runs", "conditions", "limits", "screening", "checkins", "tests"),
    *("preferences",),
}
"""Tables that the page names in a heading."""


def test_the_page_of_the_athlete_file_names_every_region_and_kit_leads_to_its_list() -> None:
    text = (DOCS / "reference/athlete-file.md").read_text("utf-8")
    assert [region for region in Region if f"`{region}`" not in text] == []


@pytest.mark.parametrize("page", pages(), ids=name)
def test_a_command_that_is_shown_exists(page: Path) -> None:
    known = {line.name for line in COMMANDS}
    shown = {
        call for block in SHELL.findall(page.read_text("utf-8")) for call in CALL.findall(block)
    }
    assert sorted(shown - known) == []


LINK = re.compile(r"\]\(([^)#\s]+\.md)")


def linked(page: Path) -> set[Path]:
    return {(page.parent / link).resolve() for link in LINK.findall(page.read_text("utf-8"))}


def test_every_page_can_be_found_from_the_list_of_pages() -> None:
    pages_there = {path for path in DOCS.rglob("*.md") if path.parent.name != "decisions"}
    assert sorted(map(name, pages_there - linked(DOCS / "README.md") - {DOCS / "README.md"})) == []


def test_every_decision_is_listed_under_its_own_title() -> None:
    text = (DOCS / "decisions/README.md").read_text("utf-8")
    for path in sorted((DOCS / "decisions").glob("[0-9]*.md")):
        number, title = path.read_text("utf-8").splitlines()[0].removeprefix("# ").split(". ", 1)
        if path.name != "0000-template.md":
            assert f"- [{number}]({path.name}): {title}\n" in text
