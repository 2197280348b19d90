"""Every validator of the exercise catalogue has a bad record that it refuses."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Final

import pytest

import ironstride.catalogue
from ironstride.catalogue.exercise_checks import CHECKS

CATALOGUE: Final = Path(ironstride.catalogue.__file__).parent
TESTS: Final = Path(__file__).parent
MODULES: Final = (
    "agreement.py",
    "exercise_checks.py",
    "exercise_file.py",
    "fields.py",
    "ladders.py",
)
TESTED_IN: Final = (
    *("test_agreement.py", "test_exercise_file.py", "test_ladders.py"),
    "test_installed_catalogue.py",
)
MAKERS: Final = {"fault": 1, "_problem": 1, "Problem": 0, "Check": 0}
"""Calls that make a problem, with the place of its code among their arguments."""


def codes(module: str) -> set[str]:
    """Return the codes of the problems that a module makes, where they are written out."""
    tree = ast.parse((CATALOGUE / module).read_text(encoding="utf-8"))
    found: set[str] = set()
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        name = call.func.id if isinstance(call.func, ast.Name) else name
        if name in MAKERS:
            at = MAKERS[name]
            written = [each.value for each in call.keywords if each.arg == "code"]
            written += call.args[at : at + 1]
            found |= {
                each.value
                for each in written
                if isinstance(each, ast.Constant) and isinstance(each.value, str)
            }
    return found


def words_of_tests() -> set[str]:
    """Return every text that is written out in the tests of the bad records."""
    return {
        each.value
        for name in TESTED_IN
        for each in ast.walk(ast.parse((TESTS / name).read_text(encoding="utf-8")))
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    }


@pytest.mark.parametrize("module", MODULES)
def test_every_code_of_a_problem_stands_in_a_test_of_a_bad_record(module: str) -> None:
    found = codes(module)
    assert found
    assert found - words_of_tests() == set()


def test_the_codes_are_found_where_they_are_made() -> None:
    assert {check.code for check in CHECKS} == codes("exercise_checks.py")
    assert {"circle", "disconnected", "no-entry-without-kit"} <= codes("ladders.py")
    assert {"harder-is-easier-on-paper", "unlike-its-family"} <= codes("agreement.py")
