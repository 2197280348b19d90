"""The generated pages of docs/reference are as `make docs` writes them, and hide nothing."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Protocol, cast

import pytest

from ironstride.catalogue import evidence, evidence_for, load
from ironstride.domain.evidence import Evidence, EvidenceId, Grade
from ironstride.planner.rules import RULES
from tools import evidence_page, exercises_page, markdown, rules_page

TOOLS = Path(markdown.__file__).parent
SOLVED = frozenset({"exemplars_page"})
"""Made of plans that are solved for minutes; tests/unit/planner/test_exemplars.py holds them."""
PAGES = sorted(path.stem for path in TOOLS.glob("*_page.py") if path.stem not in SOLVED)


class PageMaker(Protocol):
    """What every module behind `make docs` has."""

    PAGE: Path

    def page(self) -> str: ...


def maker(name: str) -> PageMaker:
    return cast("PageMaker", importlib.import_module(f"tools.{name}"))


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_as_its_source_is(name: str) -> None:
    made = maker(name)
    assert made.PAGE.read_text("utf-8") == made.page(), "run `make docs`"


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_says_who_made_it(name: str) -> None:
    assert "Made by `make docs`" in maker(name).page()


@pytest.mark.parametrize("name", sorted(SOLVED))
def test_a_page_of_solved_plans_says_who_made_it(name: str) -> None:
    assert "Made by `make docs`" in maker(name).PAGE.read_text("utf-8")


def test_every_rule_has_its_section_with_title_reason_and_evidence() -> None:
    sections = dict(
        part.split("\n", 1) for part in rules_page.page().replace("\n## ", "\n### ").split("\n### ")
    )
    for rule in RULES:
        section = sections[rule.id]
        assert rule.title in section
        assert rule.why in section
        assert all(f"[{name}]" in section for name in rule.evidence)
        assert all(f"`{parameter.name}`" in section for parameter in rule.parameters)
        assert ("Hard;" in section) is rule.is_hard


def test_every_anchor_of_the_page_of_rules_has_its_heading() -> None:
    text = rules_page.page()
    for rule in RULES:
        assert f"(#{rule.id.replace('.', '')})" in text
        assert f"\n### {rule.id}\n" in text


def test_every_row_of_evidence_is_on_its_page_with_an_anchor() -> None:
    text = evidence_page.page()
    assert [name for name in evidence() if f'<a id="{name.lower()}"></a>{name}' not in text] == []


def row(*, reread: bool) -> Evidence:
    return Evidence(
        id=EvidenceId("XX-01"), claim="c", figure="f", source="s", grade=Grade.B, reread=reread
    )


def test_a_figure_that_was_not_read_again_is_shown_as_such() -> None:
    assert markdown.certainty(row(reread=False)) == "B, not re-checked"
    assert markdown.certainty(row(reread=True)) == "B"


def test_a_choice_of_ours_is_shown_as_ours() -> None:
    (house,) = evidence_for(["house"]).values()
    assert markdown.citation(house) == "[house](evidence.md#house) (ours)"


def test_a_row_says_which_rules_rest_on_it() -> None:
    line = next(x for x in evidence_page.page().splitlines() if 'id="ct-08"' in x)
    assert "`interference.heavy_before_key_run`" in line


def test_every_exercise_is_on_its_page_with_its_steps_up() -> None:
    rows = [line.split(" | ") for line in exercises_page.page().splitlines()]
    harder = {row[2].strip("`"): row[-1] for row in rows if len(row) == 7}
    for exercise in load().exercises:
        assert all(f"`{each}`" in harder[exercise.id] for each in exercise.harder)


def test_every_kind_of_kit_is_on_the_page_of_exercises() -> None:
    text = exercises_page.page()
    assert [kit.id for kit in load().equipment if f"| `{kit.id}` | {kit.name} |" not in text] == []


def test_kit_is_said_with_its_alternatives() -> None:
    kit = (frozenset({"rack", "barbell"}), frozenset({"dumbbell"}), frozenset[str]())
    assert exercises_page.kit_words(kit) == "none, or dumbbell, or barbell + rack"


def test_a_text_with_a_bar_stays_in_its_cell() -> None:
    assert markdown.table(("a",), [("x | y\nz",)]) == "| a |\n|---|\n| x \\| y z |\n"


def test_a_table_without_rows_is_no_table() -> None:
    assert markdown.table(("a",), []) == ""
