"""Values of self-tests are typed and said in the runner's units and kept in the test's own."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.body.verdicts import Occasion
from ironstride.catalogue.self_tests import self_test, self_tests
from ironstride.domain.assessment import Assessment, TestUnit
from ironstride.services.measures import IMPERIAL, METRIC, Measures
from ironstride.services.test_values import (
    occasion_words,
    shown_unit,
    typed_value,
    value_words,
)

DAY = dt.date(2026, 11, 23)
TESTS = self_tests()
NAMES = [test.id for test in TESTS]


def typed(test: Assessment, text: str, measures: Measures = METRIC) -> float | None:
    return typed_value(test, text, "left", shown_unit(test, measures)).value


@pytest.mark.parametrize(
    ("name", "value", "metric", "imperial"),
    [
        ("heel-raise", 27.0, "27 reps", "27 reps"),
        ("heel-raise", 1.0, "1 rep", "1 rep"),
        ("stance-eyes-open", 12.34, "12.3 s", "12.3 s"),
        ("knee-to-wall", 9.5, "9.5 cm", "3.7 in"),
        ("five-rep-squat", 61.23496995, "61.2 kg", "135 lb"),
        ("form-film", 5.0, "5 of 8", "5 of 8"),
    ],
)
def test_a_value_is_said_in_the_runners_units(
    name: str, value: float, metric: str, imperial: str
) -> None:
    test = self_test(name)
    assert value_words(test, value, METRIC) == metric
    assert value_words(test, value, IMPERIAL) == imperial


@given(st.sampled_from(TESTS), st.sampled_from((METRIC, IMPERIAL)), st.floats(0, 1))
def test_what_is_typed_comes_back_as_it_was_typed(
    test: Assessment, measures: Measures, share: float
) -> None:
    unit = shown_unit(test, measures)
    decimals = 0 if test.unit in {TestUnit.REPS, TestUnit.ITEMS} else unit.decimals
    shown = round(unit.low + share * (unit.high - unit.low), decimals)
    shown = min(unit.high, max(unit.low, shown))
    value = typed_value(test, f"{shown:.{decimals}f}", "value", unit).value
    assert value is not None
    assert float(unit.text(value)) == pytest.approx(shown)
    low, high = test.range
    assert low - 1e-9 <= value <= high + 1e-9


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("measures", [METRIC, IMPERIAL])
def test_what_can_be_typed_lies_within_the_tests_range(name: str, measures: Measures) -> None:
    test = self_test(name)
    unit = shown_unit(test, measures)
    low, high = test.range
    assert low - 1e-6 <= unit.low * unit.factor < unit.high * unit.factor <= high + 1e-6
    assert unit.step > 0


def test_a_comma_is_taken_for_a_point() -> None:
    assert typed(self_test("knee-to-wall"), "9,5") == 9.5
    assert typed(self_test("knee-to-wall"), "4", IMPERIAL) == pytest.approx(10.16)


@pytest.mark.parametrize("text", ["", "many", "-3", "101", "nan", "inf", "1e9", "3.5", "0x10"])
def test_what_cannot_be_is_refused_with_its_range(text: str) -> None:
    parsed = typed_value(
        self_test("heel-raise"), text, "left", shown_unit(self_test("heel-raise"), METRIC)
    )
    assert parsed.value is None
    (problem,) = parsed.problems
    assert problem.location == "left"
    assert problem.sentence.endswith(".")
    assert problem.remedy == "Enter a number from 0 to 100 reps."


@pytest.mark.parametrize(
    ("text", "taken"), [("0", True), ("100", True), ("100.5", False), ("101", False)]
)
def test_the_edges_of_a_range_can_be_typed(text: str, *, taken: bool) -> None:
    assert (typed(self_test("heel-raise"), text) is not None) is taken


def test_an_occasion_names_its_sides_left_first() -> None:
    test = self_test("heel-raise")
    both = Occasion(date=DAY, left=27, right=24)
    assert occasion_words(test, both, METRIC) == "left 27 reps, right 24 reps"
    assert occasion_words(test, Occasion(date=DAY, right=24), METRIC) == "right 24 reps"
    alone = Occasion(date=DAY, whole=20)
    assert occasion_words(self_test("push-ups"), alone, METRIC) == "20 reps"
