"""Results of self-tests in words and in the runner's own units; kept as the test has them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ironstride.domain.assessment import TestUnit
from ironstride.domain.problem import Parsed, Problem
from ironstride.units import KG_PER_LB, M_PER_INCH

if TYPE_CHECKING:
    from ironstride.body.verdicts import Occasion
    from ironstride.domain.assessment import Assessment
    from ironstride.services.measures import Measures

NAMES: Final = {
    TestUnit.REPS: ("rep", "reps"),
    TestUnit.SECONDS: ("s", "s"),
    TestUnit.CENTIMETRES: ("cm", "cm"),
    TestUnit.KILOGRAMS: ("kg", "kg"),
    TestUnit.ITEMS: ("item", "items"),
}
INCH_CM: Final = 100.0 * M_PER_INCH
IMPERIAL_DECIMALS: Final = 1
"""A tenth of an inch is 2.5 mm, finer than a tape is read; a tenth of a pound is no plate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownUnit:
    """How the values of a test are shown and typed.

    Args:
        one: its name beside 1, ``many`` beside all else.
        factor: the test's own unit in one of what is shown.
        decimals: how many are shown and taken.
        step: what the keys add and take away.
        low: with ``high``, what can be typed.
    """

    one: str
    many: str
    factor: float
    decimals: int
    step: float
    low: float
    high: float

    def text(self, value: float) -> str:
        """Return a value of the test's own unit as it is shown, without the unit."""
        shown = round(value / self.factor, self.decimals)
        return f"{shown:g}" if shown.is_integer() else f"{shown:.{self.decimals}f}"

    def words(self, value: float) -> str:
        """Return a value of the test's own unit with the unit: ``27 reps``, ``9.5 cm``."""
        text = self.text(value)
        return f"{text} {self.one if text == '1' else self.many}"


def shown_unit(test: Assessment, measures: Measures) -> ShownUnit:
    """Return how a runner reads the values of a test."""
    one, many = NAMES[test.unit]
    low, high = test.range
    imperial = {TestUnit.CENTIMETRES: ("in", INCH_CM), TestUnit.KILOGRAMS: ("lb", KG_PER_LB)}
    if measures.imperial and test.unit in imperial:
        name, factor = imperial[test.unit]
        tenth = 10.0**IMPERIAL_DECIMALS
        return ShownUnit(
            one=name,
            many=name,
            factor=factor,
            decimals=IMPERIAL_DECIMALS,
            step=1.0 if test.unit is TestUnit.KILOGRAMS else 1.0 / tenth,
            low=math.ceil(low / factor * tenth - 1e-9) / tenth,
            high=math.floor(high / factor * tenth + 1e-9) / tenth,
        )
    return ShownUnit(
        one=one,
        many=many,
        factor=1.0,
        decimals=_decimals(test.step),
        step=test.step,
        low=low,
        high=high,
    )


def _decimals(step: float) -> int:
    return next((n for n in range(3) if math.isclose(step * 10**n, round(step * 10**n))), 3)


def value_words(test: Assessment, value: float, measures: Measures) -> str:
    """Return a value in words: ``27 reps``, ``12.3 s``, ``3.7 in``, ``4 of 6``."""
    if test.items:
        return f"{value:g} of {len(test.items)}"
    return shown_unit(test, measures).words(value)


def occasion_words(test: Assessment, occasion: Occasion, measures: Measures) -> str:
    """Return what was measured on one occasion: ``left 27 reps, right 24 reps``, or one value."""
    named = (("", occasion.whole), ("left ", occasion.left), ("right ", occasion.right))
    told = [(name, value) for name, value in named if value is not None]
    return ", ".join(f"{name}{value_words(test, value, measures)}" for name, value in told)


def typed_value(test: Assessment, text: str, where: str, unit: ShownUnit) -> Parsed[float]:
    """Return what somebody typed in the test's own unit; nothing typed is no number either.

    Args:
        where: the name of the field.
    """
    said = text.strip().replace(",", ".")
    try:
        shown = float(said)
    except ValueError:
        return _refused(f"“{text.strip()[:40]}” is no number.", where, unit)
    if not math.isfinite(shown) or not unit.low <= shown <= unit.high:
        return _refused(f"{said[:40]} {unit.many} can't be for “{test.name}”.", where, unit)
    whole = test.unit in {TestUnit.REPS, TestUnit.ITEMS}
    if whole and not shown.is_integer():
        return _refused(f"{said[:40]} is no whole number.", where, unit)
    return Parsed(value=shown * unit.factor)


def _refused(sentence: str, where: str, unit: ShownUnit) -> Parsed[float]:
    problem = Problem(
        code="wrong-value",
        sentence=sentence,
        location=where,
        remedy=f"Enter a number from {unit.low:g} to {unit.high:g} {unit.many}.",
    )
    return Parsed(value=None, problems=(problem,))
