"""What a self-test's results say: against the norm, against oneself, left against right.

Nothing is judged beyond what the sources give: without a spread or an error of the test a
difference from a norm is told and not judged, and a difference of sides counts only beyond both the
test's flag and what the test can see.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Final

from ironstride.body.verdicts import (
    CutVerdict,
    NormVerdict,
    Occasion,
    OwnVerdict,
    Person,
    Position,
    SideVerdict,
    Verdict,
)
from ironstride.domain.assessment import (
    Assessment,
    Better,
    Cut,
    Norm,
    NormKind,
    NormRow,
    Score,
    Statistic,
    TestUnit,
    Wrong,
)
from ironstride.domain.athlete import SelfTest, Sex
from ironstride.domain.body_region import Side

ONE_OCCASION: Final = dt.timedelta(days=7)
"""House: a left and a right side tested within a week belong together."""
EXACT: Final = 9
"""Decimals to which shares are compared: 3 of 30 is a tenth, whatever binary fractions say."""
SHOWN: Final = 1
YEARS_A_DECADE: Final = 10.0
UNIT_WORDS: Final = {
    TestUnit.REPS: "",
    TestUnit.SECONDS: " s",
    TestUnit.CENTIMETRES: " cm",
    TestUnit.KILOGRAMS: " kg",
    TestUnit.ITEMS: "",
}
NO_DIFFERENCE: Final = "No difference that this test can see."


def score_of(test: Assessment, trials: tuple[float, ...]) -> float:
    """Return the value of some trials, at least one, as the test scores them."""
    if test.score is Score.MEAN:
        return sum(trials) / len(trials)
    return max(trials) if test.better is Better.MORE else min(trials)


def occasions_of(results: Iterable[SelfTest]) -> tuple[Occasion, ...]:
    """Return the occasions of one test's results, oldest first.

    Left and right within a week are one occasion, dated by the later of them.
    """
    found: list[dict[Side | None, SelfTest]] = []
    for one in sorted(results, key=lambda each: (each.date, each.side or "")):
        side = None if one.side is Side.BOTH else one.side
        if found and side not in found[-1] and None not in {side, *found[-1]}:
            first = min(each.date for each in found[-1].values())
            if one.date - first <= ONE_OCCASION:
                found[-1][side] = one
                continue
        found.append({side: one})
    return tuple(
        Occasion(
            date=max(each.date for each in sides.values()),
            whole=None if None not in sides else sides[None].value,
            left=None if Side.LEFT not in sides else sides[Side.LEFT].value,
            right=None if Side.RIGHT not in sides else sides[Side.RIGHT].value,
        )
        for sides in found
    )


def judge(test: Assessment, occasions: tuple[Occasion, ...], person: Person) -> Verdict:
    """Return what the last of some occasions of a test says; there is at least one."""
    last = occasions[-1]
    return Verdict(
        occasion=last,
        norms=_that_say_something(
            tuple(_against_all(test, norm, last, person) for norm in test.norms)
        ),
        cuts=tuple(
            verdict
            for cut in test.cuts
            if (verdict := against_cut(test, cut, last, person)) is not None
        ),
        own=against_own(test, occasions),
        sides=None
        if last.left is None or last.right is None
        else against_side(test, last.left, last.right),
    )


def _against_all(test: Assessment, norm: Norm, occasion: Occasion, person: Person) -> NormVerdict:
    """Return an occasion against a norm; it says so where both sides were averaged."""
    found = against_norm(test, norm, occasion.mean, person)
    if found.row is None or occasion.left is None or occasion.right is None:
        return found
    return replace(found, sentence=f"Both sides averaged: {found.sentence}")


def _that_say_something(found: tuple[NormVerdict, ...]) -> tuple[NormVerdict, ...]:
    """Return the norms that are about the person; where none is, the first that says why not."""
    about = tuple(each for each in found if each.row is not None)
    return about or found[:1]


def said(test: Assessment, value: float) -> str:
    """Return a value with its unit: ``24``, ``37.5 s``."""
    return f"{round(value, SHOWN):g}{UNIT_WORDS[test.unit]}"


def _is_worse(test: Assessment, value: float, than: float) -> bool:
    return value < than if test.better is Better.MORE else value > than


# Against others


def against_norm(test: Assessment, norm: Norm, value: float, person: Person) -> NormVerdict:
    """Return a value against a norm for the age and sex of a person."""
    missing = _missing(norm, person)
    if missing is not None or person.age is None:
        return NormVerdict(norm=norm, sentence=missing or "")
    row = _row_for(norm, person.age, person.sex)
    if row is None:
        return NormVerdict(norm=norm, sentence=_uncovered(norm, person.age))
    if norm.kind is NormKind.LEVELS:
        return _levelled(test, norm, row, value)
    if norm.statistic is Statistic.QUARTILES:
        return _quartiled(test, norm, row, value)
    return _against_figure(test, norm, row, value)


def _missing(norm: Norm, person: Person) -> str | None:
    if person.age is None:
        return "The table goes by age, and yours is not known, so there is no norm for you."
    if norm.by_sex and person.sex is Sex.UNSPECIFIED and not _covers_all(norm, person.age):
        return (
            "The table goes by sex, and you have not said yours, so there is no norm for you. Your "
            "own course counts as much."
        )
    return None


def _covers_all(norm: Norm, age: int) -> bool:
    return _row_for(norm, age, Sex.UNSPECIFIED) is not None


def _row_for(norm: Norm, age: int, sex: Sex) -> NormRow | None:
    """Return the row for an age and sex, between two points one on the line between them."""
    if norm.kind is not NormKind.POINTS:
        return next((row for row in norm.rows if row.holds_for(age, sex)), None)
    points = sorted(
        (row for row in norm.rows if row.sex in {None, sex}), key=lambda row: row.first_age
    )
    for point in points:
        if point.first_age == age:
            return point
    for young, old in pairwise(points):
        if young.first_age < age < old.first_age:
            share = (age - young.first_age) / (old.first_age - young.first_age)
            a, b = young.value or 0.0, old.value or 0.0
            return NormRow(
                first_age=age,
                last_age=age,
                sex=young.sex,
                value=a + share * (b - a),
                spread=young.spread if young.spread == old.spread else None,
                reread=young.reread and old.reread,
            )
    return None


def _uncovered(norm: Norm, age: int) -> str:
    first = min(row.first_age for row in norm.rows)
    lasts = [row.last_age for row in norm.rows]
    until = "" if None in lasts else f" to {max(last for last in lasts if last is not None)}"
    return f"The table is for ages {first}{until or ' and up'}; for {age} it says nothing."


def _levelled(test: Assessment, norm: Norm, row: NormRow, value: float) -> NormVerdict:
    reached = next((i for i, bound in enumerate(row.levels) if value >= bound), len(row.levels))
    level = norm.level_names[reached]
    is_last = reached == len(row.levels)
    line = row.levels[-1] if is_last else row.levels[reached]
    how = f"below {said(test, line)}" if is_last else f"{said(test, line)} or more"
    return NormVerdict(
        norm=norm,
        row=row,
        value=value,
        level=level,
        position=Position.WORSE
        if is_last
        else Position.BETTER
        if reached == 0
        else Position.WITHIN,
        reread=row.reread,
        sentence=f"{said(test, value)} is {level} for your age: {how}. Measured: {norm.people}.",
    )


def _quartiled(test: Assessment, norm: Norm, row: NormRow, value: float) -> NormVerdict:
    low, high = row.low or 0.0, row.high or 0.0
    position = _within(test, value, low, high)
    words = {
        Position.BETTER: "better than that",
        Position.WITHIN: "within it",
        Position.WORSE: "short of it",
    }[position]
    return NormVerdict(
        norm=norm,
        row=row,
        value=value,
        low=low,
        high=high,
        position=position,
        reread=row.reread,
        sentence=f"Half of {norm.people} of your age do {said(test, low)} to {said(test, high)}; "
        f"{said(test, value)} is {words}.",
    )


def _within(test: Assessment, value: float, low: float, high: float) -> Position:
    if low <= value <= high:
        return Position.WITHIN
    return (
        Position.WORSE
        if _is_worse(test, value, low if value < low else high)
        else (Position.BETTER)
    )


def _against_figure(test: Assessment, norm: Norm, row: NormRow, value: float) -> NormVerdict:
    expected = row.value or 0.0
    if norm.statistic is Statistic.LEAST_AVERAGE:
        worse = _is_worse(test, value, expected)
        position = Position.WORSE if worse else Position.WITHIN
        words = (
            f"{said(test, value)} is below average for your age: the line is "
            f"{said(test, expected)}."
            if worse
            else f"{said(test, value)} is not below average for your age: the line is "
            f"{said(test, expected)}."
        )
        return NormVerdict(
            norm=norm,
            row=row,
            value=value,
            expected=expected,
            position=position,
            reread=row.reread,
            sentence=words,
        )
    margin = row.spread
    if margin is None and test.change is not None:
        margin = test.change.detectable
    name = "middle" if norm.statistic is Statistic.MEDIAN else "average"
    told = f"{said(test, value)}; the {name} for your age is {said(test, expected)}"
    if margin is None:
        position = Position.TOLD
        tail = ". The source gives no spread, so how unusual that is nobody can say."
    else:
        position = _within(test, value, expected - margin, expected + margin)
        tail = _margin_words(row, position, said(test, margin))
    return NormVerdict(
        norm=norm,
        row=row,
        value=value,
        expected=expected,
        low=None if row.spread is None else expected - row.spread,
        high=None if row.spread is None else expected + row.spread,
        position=position,
        reread=row.reread,
        sentence=told + tail,
    )


def _margin_words(row: NormRow, position: Position, margin: str) -> str:
    kind = "the spread of those measured" if row.spread is not None else "what the test can see"
    size = f"{kind}, {margin} either way"
    match position:
        case Position.WITHIN:
            return f". You are within {size}."
        case Position.BETTER:
            return f". You are better by more than {size}."
        case _:
            return f". You are behind it by more than {size}."


# Against a line


def line_for(cut: Cut, person: Person) -> float | None:
    """Return where a line lies for a person; None where sex or body mass is not known."""
    line = cut.values.get(Sex.UNSPECIFIED)
    if line is None:
        line = cut.values.get(person.sex)
    if line is None or (cut.of_body_mass and person.body_mass_kg is None):
        return None
    if cut.scale_from_age is not None and person.age is not None:
        decades = max(0.0, person.age - cut.scale_from_age) / YEARS_A_DECADE
        line *= cut.scale_per_decade**decades
    return line * (person.body_mass_kg or 0.0) if cut.of_body_mass else line


def against_cut(
    test: Assessment, cut: Cut, occasion: Occasion, person: Person
) -> CutVerdict | None:
    """Return the worse side against a line; None where the line is for other ages."""
    age = person.age
    if (cut.first_age or cut.last_age is not None) and age is None:
        return None
    if age is not None and not (
        cut.first_age <= age and (cut.last_age is None or age <= cut.last_age)
    ):
        return None
    line = line_for(cut, person)
    if line is None:
        return CutVerdict(
            cut=cut,
            line=None,
            crossed=False,
            sentence="This line goes by sex and body mass; one of them is not known.",
        )
    value = occasion.worst(test.better)
    crossed = value < line if cut.wrong is Wrong.BELOW else value > line
    ways = {Wrong.BELOW: ("is below", "reaches"), Wrong.ABOVE: ("is above", "stays within")}
    beyond, within = ways[cut.wrong]
    way = f"{said(test, value)} {beyond if crossed else within} the line of {said(test, line)}"
    return CutVerdict(cut=cut, line=line, crossed=crossed, sentence=f"{way}. {cut.words}")


# Against oneself


def against_own(test: Assessment, occasions: tuple[Occasion, ...]) -> tuple[OwnVerdict, ...]:
    """Return each side of the last occasion against the one before on which it was tested."""
    *earlier, last = occasions
    found = []
    for side in (None, Side.LEFT, Side.RIGHT):
        value = last.of(side)
        before = next((one for one in reversed(earlier) if one.of(side) is not None), None)
        then = None if before is None else before.of(side)
        if value is None or before is None or then is None:
            continue
        counts = _change_counts(test, then, value)
        found.append(
            OwnVerdict(
                side=side,
                before=then,
                value=value,
                before_on=before.date,
                counts=counts,
                sentence=_own_words(test, side, then, value, counts=counts),
            )
        )
    return tuple(found)


def _change_counts(test: Assessment, before: float, value: float) -> bool | None:
    change = test.change
    if change is None:
        return None
    if change.below is not None and max(before, value) >= change.below:
        return None
    return round(abs(value - before), EXACT) > change.detectable


def _own_words(
    test: Assessment, side: Side | None, before: float, value: float, *, counts: bool | None
) -> str:
    name = "" if side is None else f"{side.value.capitalize()}: "
    told = f"{name}{said(test, value)} after {said(test, before)}"
    change = test.change
    if change is None:
        return f"{told}. No source says which change this test can see, so it is not judged."
    if counts is None:
        return f"{told}. At the ceiling of the test no change can be judged."
    size = said(test, change.detectable)
    if not counts:
        return f"{told}: no change that this test can see; it would take more than {size}."
    better = "worse" if _is_worse(test, value, before) else "better"
    return f"{told}: {better}, by more than the {size} that the test can err."


# Left against right


def against_side(test: Assessment, left: float, right: float) -> SideVerdict:
    """Return left against right: different only beyond the flag and beyond the test's error."""
    told = f"Left {said(test, left)}, right {said(test, right)}. "
    rule = test.sides
    if rule is None:
        return SideVerdict(
            left=left,
            right=right,
            weaker=None,
            sentence=told + "No source says from which difference on sides differ here.",
        )
    difference = abs(left - right)
    best = max(left, right)
    share = rule.flag_share
    flagged = (rule.flag is None or round(difference, EXACT) > rule.flag) and (
        share is None or round(difference, EXACT) > round(share * best, EXACT)
    )
    seen = rule.detectable is None or round(difference, EXACT) > rule.detectable
    if not (flagged and seen):
        return SideVerdict(left=left, right=right, weaker=None, sentence=told + NO_DIFFERENCE)
    weaker = Side.LEFT if _is_worse(test, left, right) else Side.RIGHT
    limit = [] if rule.flag is None else [said(test, rule.flag)]
    limit += [] if share is None else [f"{share * 100:g} %"]
    limit += [] if rule.detectable is None else [f"what the test can see, {_about(test)}"]
    return SideVerdict(
        left=left,
        right=right,
        weaker=weaker,
        sentence=f"{told}Your {weaker.value} side is weaker, by more than {' and '.join(limit)}.",
    )


def _about(test: Assessment) -> str:
    rule = test.sides
    return "" if rule is None or rule.detectable is None else said(test, rule.detectable)
