"""What the page of a result shows: figures, others beside them, verdicts, effects, all before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ironstride.body.verdicts import Position
from ironstride.domain.assessment import NormKind, Statistic
from ironstride.domain.body_region import Side
from ironstride.drawing.self_test import Beside, Day, History, Measured, draw_beside, draw_history
from ironstride.services.test_values import shown_unit, value_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from ironstride.body.verdicts import NormVerdict, Occasion, Verdict
    from ironstride.domain.assessment import Assessment, LoggedResult
    from ironstride.drawing.svg import Drawing
    from ironstride.services.measures import Measures
    from ironstride.services.self_tests import PageOfTest

SIDES: Final = {Side.LEFT: "left", Side.RIGHT: "right"}
EXPECTED: Final = {
    Statistic.MEAN: "average",
    Statistic.MEDIAN: "middle",
    Statistic.LEAST_AVERAGE: "edge of average",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that a result says.

    Args:
        about: against what it is held.
        is_flag: whether it is something to act on.
        evidence: ids of what it rests on; ``rechecked`` is False where its figure is recalled.
    """

    about: str
    sentence: str
    is_flag: bool = False
    evidence: tuple[str, ...] = ()
    rechecked: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One result as it was entered."""

    id: str
    date: dt.date
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A test's last result with what it means; ``date`` is None before the first one."""

    date: dt.date | None
    figures: tuple[tuple[str, str], ...] = ()
    beside: Drawing | None = None
    lines: tuple[Line, ...] = ()
    missed: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    unchanged: str = ""
    history: Drawing | None = None
    entered: tuple[Kept, ...] = ()


def result_of(shown: PageOfTest, measures: Measures) -> Result:
    """Return what the page of a test's result shows."""
    test = shown.assessment
    if not shown.occasions or shown.verdict is None:
        return Result(date=None)
    last = shown.occasions[-1]
    measured = _measured(last)

    def words(value: float) -> str:
        return value_words(test, value, measures)

    return Result(
        date=last.date,
        figures=tuple((m.name, words(m.value)) for m in measured),
        beside=_beside(test, measured, shown.verdict, measures),
        lines=_lines(test, shown.verdict),
        missed=_missed(shown, last),
        effects=tuple(effect.sentence for effect in shown.effects),
        unchanged=shown.unchanged,
        history=_history(test, shown.occasions, measures),
        entered=_entered(shown.results, words),
    )


def _measured(occasion: Occasion) -> tuple[Measured, ...]:
    """Return the values of an occasion, left first."""
    named = (("", occasion.whole), ("left", occasion.left), ("right", occasion.right))
    return tuple(Measured(name=name, value=value) for name, value in named if value is not None)


def _missed(shown: PageOfTest, last: Occasion) -> tuple[str, ...]:
    items = shown.assessment.items
    places = {place for one in shown.results if one.date == last.date for place in one.missed}
    return tuple(items[place] for place in sorted(places) if place < len(items))


def _in_shown(value: float | None, factor: float) -> float | None:
    return None if value is None else value / factor


def _beside(
    test: Assessment, measured: tuple[Measured, ...], verdict: Verdict, measures: Measures
) -> Drawing | None:
    """Return the drawing beside others; None where nothing is known of others."""
    unit = shown_unit(test, measures)
    norm = next((each for each in verdict.norms if each.row is not None), None)
    lines = tuple(
        (each.line / unit.factor, "convention" if each.cut.convention else "line")
        for each in verdict.cuts
        if each.line is not None
    )
    if norm is None and not lines:
        return None
    if norm is not None and norm.norm.kind is NormKind.LEVELS and norm.row is not None:
        names = norm.norm.level_names
        lines += tuple(
            (bound / unit.factor, name) for bound, name in zip(norm.row.levels, names, strict=False)
        )
    shown = Beside(
        title=f"{test.name}: you and others" if norm else f"{test.name}: you and the line",
        measured=tuple(Measured(name=m.name, value=m.value / unit.factor) for m in measured),
        words=lambda value: unit.words(value * unit.factor),
        expected=None if norm is None else _in_shown(norm.expected, unit.factor),
        expected_name=_expected_name(norm),
        low=None if norm is None else _in_shown(norm.low, unit.factor),
        high=None if norm is None else _in_shown(norm.high, unit.factor),
        band_name=_band_name(norm),
        lines=lines,
    )
    return draw_beside(shown, f"beside-{test.id}")


def _expected_name(norm: NormVerdict | None) -> str:
    return "typical" if norm is None else EXPECTED.get(norm.norm.statistic, "typical")


def _band_name(norm: NormVerdict | None) -> str:
    if norm is not None and norm.norm.statistic is Statistic.QUARTILES:
        return "middle half"
    return "one standard deviation"


def _lines(test: Assessment, verdict: Verdict) -> tuple[Line, ...]:
    found = [
        Line(
            about="Others of your age and sex" if each.norm.by_sex else "Others of your age",
            sentence=f"{each.sentence} {each.norm.note if each.row else ''}".strip(),
            is_flag=each.position is Position.WORSE,
            evidence=each.norm.evidence,
            rechecked=each.reread,
        )
        for each in verdict.norms
    ]
    found += [
        Line(
            about="A convention" if each.cut.convention else "A line that is in use",
            sentence=each.sentence,
            is_flag=each.crossed,
            evidence=each.cut.evidence,
            rechecked=each.cut.reread,
        )
        for each in verdict.cuts
    ]
    if verdict.sides is not None:
        found.append(
            Line(
                about="Left against right",
                sentence=verdict.sides.sentence,
                is_flag=verdict.sides.weaker is not None,
                evidence=() if test.sides is None else test.sides.evidence,
                rechecked=test.sides is None or test.sides.reread,
            )
        )
    found += [
        Line(
            about=f"You on {each.before_on.day} {each.before_on:%B %Y}",
            sentence=each.sentence,
            evidence=() if test.change is None else test.change.evidence,
        )
        for each in verdict.own
    ]
    return tuple(found)


def _history(
    test: Assessment, occasions: tuple[Occasion, ...], measures: Measures
) -> Drawing | None:
    if len(occasions) < 2:  # noqa: PLR2004  one occasion is no history
        return None
    unit = shown_unit(test, measures)
    days = tuple(
        Day(
            date=each.date,
            measured=tuple(
                Measured(name=m.name, value=m.value / unit.factor) for m in _measured(each)
            ),
        )
        for each in occasions
    )
    first = occasions[0].date
    return draw_history(
        History(
            title=f"{len(occasions)} times since {first.day} {first:%B %Y}",
            days=days,
            words=lambda value: unit.words(value * unit.factor),
        ),
        f"history-{test.id}",
    )


def _entered(results: tuple[LoggedResult, ...], words: Callable[[float], str]) -> tuple[Kept, ...]:
    """Return all that was entered here, newest first; the athlete file is another place."""
    return tuple(
        Kept(id=one.id, date=one.date, words=f"{_name(one.side)}{words(one.value)}")
        for one in sorted(results, key=lambda one: (one.date, _name(one.side)), reverse=True)
        if one.id is not None
    )


def _name(side: Side | None) -> str:
    return f"{SIDES[side]} " if side in SIDES else ""
