"""The installed self-tests: whole, safe to read, and with no figure that a source does not give."""

from __future__ import annotations

import math
import re

import pytest

from ironstride.catalogue import evidence_for, load
from ironstride.catalogue.self_tests import (
    ids_of_tests,
    known_test,
    known_tests,
    self_test,
    self_tests,
)
from ironstride.domain.assessment import Assessment, Does
from ironstride.domain.evidence import HOUSE
from tests.support.dossier import DOSSIER, WITHOUT, DossierRow, numbers, read_dossier

TESTS: dict[str, Assessment] = {test.id: test for test in self_tests()}
NAMED = {
    "heel-raise",
    "stance-eyes-open",
    "stance-eyes-closed",
    "chair-stand-30",
    "sit-to-stand-5",
    "knee-to-wall",
    "hop-distance",
    "side-plank",
    "single-leg-bridge",
    "one-leg-rise",
    "y-balance-anterior",
    "push-ups",
    "jump-reach",
    "hop-reach",
    "five-rep-squat",
    "five-rep-deadlift",
    "form-film",
}
"""What the issue names, each by its id."""
NEXT_TO = {31.0: 30.0}
"""A source says more than 30, and counts are whole."""


def test_every_test_that_was_asked_for_is_there() -> None:
    assert set(TESTS) == NAMED == ids_of_tests()


def test_an_unknown_test_is_no_test() -> None:
    assert known_test("calf-raise") is None
    assert known_tests(["heel-raise", "calf-raise", "heel-raise"]) == (TESTS["heel-raise"],)
    with pytest.raises(KeyError):
        self_test("../heel-raise")


@pytest.mark.parametrize("test", TESTS.values(), ids=list(TESTS))
def test_figures_and_loads_are_of_exercises_that_exist(test: Assessment) -> None:
    by_id = load().by_id
    assert test.figure in by_id
    for effect in test.effects:
        assert effect.exercise is None or effect.exercise in by_id
        if effect.does is Does.HOLD_BACK:
            held = [e for e in by_id.values() if e.family in effect.families]
            assert any(e.rung >= effect.from_rung for e in held), effect


@pytest.mark.parametrize("test", TESTS.values(), ids=list(TESTS))
def test_a_test_with_risk_says_when_to_stop_and_whom_it_is_not_for(test: Assessment) -> None:
    assert test.stop_when
    assert test.not_for
    assert not test.maximal or test.loads


@pytest.fixture(scope="module")
def dossier() -> dict[str, DossierRow]:
    if not DOSSIER.is_file():
        pytest.skip(WITHOUT)
    return read_dossier(DOSSIER.read_text("utf-8"))


def figures_of(test: Assessment) -> list[tuple[float, tuple[str, ...]]]:
    """Return every figure of a test that a source must give, with the rows that it cites."""
    found: list[tuple[float, tuple[str, ...]]] = []
    for norm in test.norms:
        for row in norm.rows:
            figures = (row.value, row.spread, row.low, row.high, *row.levels)
            found += [(f, norm.evidence) for f in figures if f is not None]
    for cut in test.cuts:
        found += [(value, cut.evidence) for value in cut.values.values()]
        if cut.scale_from_age is not None:
            found += [(cut.scale_per_decade, cut.evidence), (cut.scale_from_age, cut.evidence)]
    if test.change is not None and HOUSE not in test.change.evidence:
        found.append((test.change.detectable, test.change.evidence))
    if test.sides is not None:
        rows = test.sides.evidence
        if test.sides.flag is not None:
            found.append((test.sides.flag, rows))
        if test.sides.detectable is not None and HOUSE not in rows:
            found.append((test.sides.detectable, rows))
    return found


@pytest.mark.parametrize("test", TESTS.values(), ids=list(TESTS))
def test_no_figure_is_held_against_a_result_that_its_row_does_not_give(
    test: Assessment, dossier: dict[str, DossierRow]
) -> None:
    for figure, rows in figures_of(test):
        given = {float(n) for row in rows if row != HOUSE for n in numbers(dossier[row].text)}
        assert NEXT_TO.get(figure, figure) in given, (test.id, figure, rows)


@pytest.mark.parametrize("test", TESTS.values(), ids=list(TESTS))
def test_a_share_between_sides_is_in_its_row_as_a_share_or_as_what_is_left(
    test: Assessment, dossier: dict[str, DossierRow]
) -> None:
    if test.sides is None or test.sides.flag_share is None:
        return
    percent = round(test.sides.flag_share * 100)
    text = " ".join(dossier[row].text for row in test.sides.evidence)
    assert {f"{percent} %", f"{100 - percent} %"} & set(re.findall(r"\d+ %", text))


def test_what_a_reach_can_see_follows_from_the_error_of_a_single_one() -> None:
    sides = TESTS["y-balance-anterior"].sides
    assert sides is not None
    assert sides.detectable is not None
    assert sides.detectable == round(1.96 * math.sqrt(2) * 3.1, 1)
    assert "house" in sides.basis
    assert "3.1" in (evidence_for(["NT-14"])["NT-14"].figure or "")


def test_what_was_recalled_is_marked_where_it_is_used() -> None:
    hop, squat = TESTS["hop-distance"], TESTS["five-rep-squat"]
    assert hop.sides is not None
    assert not hop.sides.reread
    assert not squat.cuts[0].reread
    assert squat.cuts[0].convention


def test_conventions_are_called_conventions() -> None:
    conventions = {cut.id for test in TESTS.values() for cut in test.cuts if cut.convention}
    assert conventions == {
        "return-target",
        "stiff",
        "short",
        "short-from-fifty",
        "not-ready",
        "runner-target",
    }
