"""``ironstride protocols`` lists, tells and checks the rehabilitation protocols."""

from __future__ import annotations

from pathlib import Path

import pytest

from ironstride.catalogue import protocols as catalogue
from ironstride.domain.problem import Parsed, Problem
from tests.support.door import ask


def test_without_an_id_all_are_listed_by_injury(tmp_path: Path) -> None:
    text = ask("protocols", home=tmp_path).out
    assert "Bone stress injury" in text
    assert "bsi-walk-run" in text
    assert f"{len(catalogue.protocols())} protocols" in text
    listed = ask("protocols", "--json", home=tmp_path).document["protocols"]
    assert [each["id"] for each in listed] == [each.id for each in catalogue.protocols()]


def test_one_is_told_with_signs_first(tmp_path: Path) -> None:
    text = " ".join(ask("protocols", "calf-strain-green", home=tmp_path).out.split())
    assert text.index("First: stop signs") < text.index("Stage 1: Walk normally")
    for part in (
        "Only with a professional's word",
        "Leave out",
        "[ ] At least 2 days since the injury. [CS-01, RH-12] (the calendar)",
        "Walk–run ladder to 30 minutes: each step 2 times",  # noqa: RUF001 (as it is shown)
        "Not given by the sources",
        "Rests on: RH-12",
    ):
        assert part in text


def test_the_check_says_that_all_is_well_or_every_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "no fault" in ask("protocols", "--check", home=tmp_path).out
    assert ask("protocols", "--check", "--json", home=tmp_path).document == {"problems": []}
    fault = Problem(code="no-exit", sentence="It never ends.", location="my.toml: stages[0].exit")
    monkeypatch.setattr(
        catalogue, "check_protocols", lambda: Parsed(value=None, problems=(fault, fault))
    )
    broken = ask("protocols", "--check", home=tmp_path)
    assert broken.code == 2
    assert broken.err.count("It never ends.") == 2
    assert ask("protocols", "--check", "--json", home=tmp_path).document["problems"]


def test_an_id_and_a_check_are_not_asked_at_once(tmp_path: Path) -> None:
    assert ask("protocols", "achilles-hsr", "--check", home=tmp_path).code == 2
