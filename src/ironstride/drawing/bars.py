"""Sums by week as bars, stacked where they have parts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ironstride.drawing.scales import Scale, plain_number, short_date, ticks
from ironstride.drawing.svg import (
    Canvas,
    Drawing,
    Stops,
    Table,
    Told,
    drawing,
    line,
    path,
    rect,
    text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

CANVAS: Final = Canvas(width=360, height=200)
LEFT: Final = 40.0
RIGHT: Final = 10.0
LABELS: Final = 84.0
"""Room at the right for the names of the parts."""
TOP: Final = 14.0
BOTTOM: Final = 26.0
GAP: Final = 0.25
"""Share of a week's width that stays empty."""
MOST_LABELS: Final = 5
LEAST_APART: Final = 14.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekBar:
    """One week's values by part, in the order of the parts; None where nothing is known.

    Args:
        mark: a word for a week that stands out, e.g. ``spike``; shown by a triangle.
    """

    monday: dt.date
    values: tuple[float | None, ...]
    mark: str = ""

    @property
    def total(self) -> float:
        """The sum of what is known."""
        return sum(value for value in self.values if value is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekBars:
    """What bars show: the title is their finding; ``parts`` name the values of every week.

    Args:
        css: a class for each part: ``strength``, ``run``, ``part-0`` to ``part-7``.
    """

    title: str
    unit: str
    parts: tuple[str, ...]
    css: tuple[str, ...]
    weeks: tuple[WeekBar, ...]
    words: Callable[[float], str] = plain_number

    def told(self, value: float | None) -> str:
        """Return a value with its unit, or that it is not known."""
        return "not known" if value is None else f"{self.words(value)} {self.unit}".strip()


def draw_bars(bars: WeekBars, key: str, canvas: Canvas = CANVAS) -> Drawing:
    """Return weeks as bars from the first to the last, weeks without a value as gaps."""
    weeks = _every_week(bars)
    table = _table(bars, weeks)
    if not weeks:
        words = text("Nothing yet.", canvas.width / 2, canvas.height / 2, "label", "middle")
        told = Told(title=bars.title, description="No weeks yet.", table=table)
        return drawing(canvas, key, [words], told)
    marks = ticks(0.0, max(1e-9, *(week.total for week in weeks), 0.0))
    right = canvas.width - (LABELS if len(bars.parts) > 1 else RIGHT)
    y = Scale(low=0.0, high=marks[-1], start=canvas.height - BOTTOM, end=TOP)
    x = Scale(low=0.0, high=float(len(weeks)), start=LEFT, end=right)
    parts = []
    for value in marks:
        parts.append(line(LEFT, y(value), right, y(value), "grid"))
        parts.append(text(bars.words(value), LEFT - 6, y(value) + 4, "label", "end"))
    for place, week in enumerate(weeks):
        parts += _bar(bars, week, x(place + GAP / 2), x(place + 1 - GAP / 2), y)
    parts += _dates(weeks, x, canvas)
    if len(bars.parts) > 1:
        parts += _names(bars, weeks, right + 6, y)
    return drawing(
        canvas,
        key,
        parts,
        Told(title=bars.title, description=_description(bars, weeks), table=table),
        stops=Stops(
            xs=tuple(x(place + 0.5) for place in range(len(weeks))),
            labels=tuple(_label(bars, week) for week in weeks),
        ),
    )


def _every_week(bars: WeekBars) -> tuple[WeekBar, ...]:
    """Return the weeks from first to last, with empty ones where nothing was."""
    known = {week.monday: week for week in bars.weeks}
    if not known:
        return ()
    first, last = min(known), max(known)
    nothing = (None,) * len(bars.parts)
    mondays = (first + dt.timedelta(weeks=n) for n in range((last - first).days // 7 + 1))
    return tuple(known.get(m, WeekBar(monday=m, values=nothing)) for m in mondays)


def _bar(bars: WeekBars, week: WeekBar, left: float, right: float, y: Scale) -> list[str]:
    parts = []
    below = 0.0
    for value, css in zip(week.values, bars.css, strict=True):
        if not value:
            continue
        top = y(below + value)
        parts.append(rect(left, top, right - left, y(below) - top, f"bar {css}"))
        below += value
    if week.mark:
        middle, tip = (left + right) / 2, y(below) - 3
        parts.append(
            path([(middle - 4, tip - 7), (middle + 4, tip - 7), (middle, tip)], "mark", closed=True)
        )
    return parts


def _dates(weeks: tuple[WeekBar, ...], x: Scale, canvas: Canvas) -> list[str]:
    step = max(1, -(-len(weeks) // MOST_LABELS))
    base = canvas.height - BOTTOM + 18
    return [
        text(short_date(week.monday), x(place + 0.5), base, "label", "middle")
        for place, week in enumerate(weeks)
        if place % step == 0
    ]


def _names(bars: WeekBars, weeks: tuple[WeekBar, ...], left: float, y: Scale) -> list[str]:
    """Return the parts' names beside the last week that has any, none over another."""
    last = next((week for week in reversed(weeks) if week.total), weeks[-1])
    below, before, parts = 0.0, _lowest(y), []
    for name, value, css in zip(bars.parts, last.values, bars.css, strict=True):
        middle = y(below + (value or 0.0) / 2.0) + 4
        place = min(middle, before - LEAST_APART)
        before = place
        below += value or 0.0
        parts.append(rect(left, place - 8, 8, 8, f"bar {css}"))
        parts.append(text(name, left + 12, place, "label"))
    return parts


def _lowest(y: Scale) -> float:
    """Return where the lowest name may lie: just under the base line."""
    return y.start + LEAST_APART + 4


def _label(bars: WeekBars, week: WeekBar) -> str:
    told = [
        f"{name} {bars.words(value)}" if len(bars.parts) > 1 else bars.told(value)
        for name, value in zip(bars.parts, week.values, strict=True)
        if value is not None
    ]
    mark = f" ({week.mark})" if week.mark else ""
    return f"Week of {short_date(week.monday)}: {', '.join(told) or 'nothing'}{mark}"


def _description(bars: WeekBars, weeks: tuple[WeekBar, ...]) -> str:
    most = max(weeks, key=lambda week: week.total)
    return (
        f"{len(weeks)} weeks from {short_date(weeks[0].monday)}; the most was "
        f"{bars.told(most.total)} in the week of {short_date(most.monday)}, the last "
        f"{bars.told(weeks[-1].total)}."
    )


def _table(bars: WeekBars, weeks: Iterable[WeekBar]) -> Table:
    has_marks = any(week.mark for week in bars.weeks)
    return Table(
        caption=bars.title,
        head=("Week of", *bars.parts, *(("Note",) if has_marks else ())),
        rows=tuple(
            (
                f"{short_date(week.monday)} {week.monday.year}",
                *(bars.told(value) for value in week.values),
                *((week.mark,) if has_marks else ()),
            )
            for week in weeks
        ),
    )
