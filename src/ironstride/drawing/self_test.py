"""Results of a self-test: beside what others did, and from one occasion to the next."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ironstride.drawing.scales import Scale, plain_number, short_date, ticks, week_ticks
from ironstride.drawing.svg import (
    Canvas,
    Drawing,
    Stops,
    Table,
    Told,
    circle,
    drawing,
    line,
    rect,
    text,
)

if TYPE_CHECKING:
    from collections.abc import Callable

BESIDE: Final = Canvas(width=360, height=132)
OVER_TIME: Final = Canvas(width=360, height=200)
LEFT: Final = 44.0
RIGHT: Final = 52.0
TOP: Final = 14.0
BOTTOM: Final = 26.0
MARGIN: Final = 16.0
ROW: Final = 26.0
"""Height of one value's row beside a norm."""
HALF: Final = 4.5
"""Half a square's side, and about the radius of a circle."""
APART: Final = 13.0
"""Labels nearer than this would lie over each other."""
LETTER: Final = 6.4
"""About the width of a letter of a label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One value: ``name`` is ``left``, ``right`` or empty where both sides work together."""

    name: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A result beside what others did.

    Args:
        low: with ``high``, the range drawn as a band; None where the source gives none.
        expected: the middle of others, a line; None without one.
        lines: other lines with their names: cut-offs, bounds of levels.
        words: how a value is written, with its unit.
    """

    title: str
    measured: tuple[Measured, ...]
    words: Callable[[float], str]
    expected: float | None = None
    expected_name: str = "typical"
    low: float | None = None
    high: float | None = None
    band_name: str = "typical range"
    lines: tuple[tuple[float, str], ...] = ()

    @property
    def known(self) -> tuple[float, ...]:
        """Every value that the axis must hold."""
        others = (self.expected, self.low, self.high, *(value for value, _ in self.lines))
        return (*(m.value for m in self.measured), *(v for v in others if v is not None))


def draw_beside(beside: Beside, key: str) -> Drawing:
    """Return values as marks on one axis, over the band and the lines of others."""
    height = TOP + 18 + ROW * len(beside.measured) + BOTTOM + 14
    canvas = Canvas(width=BESIDE.width, height=height)
    marks = ticks(min(0.0, *beside.known), max(beside.known))
    x = Scale(low=marks[0], high=marks[-1], start=LEFT, end=canvas.width - MARGIN)
    top, base = TOP + 16, canvas.height - BOTTOM - 10
    parts = []
    if beside.low is not None and beside.high is not None:
        left, right = x(beside.low), x(beside.high)
        parts.append(rect(left, top, right - left, base - top, "band"))
    for value in marks:
        parts.append(line(x(value), top, x(value), base, "grid"))
        parts.append(text(plain_number(value), x(value), base + 16, "label", "middle"))
    parts += _lines(beside, x, top, base, canvas)
    for place, each in enumerate(beside.measured):
        y = top + ROW * (place + 0.5) + 2
        parts.append(_mark(each.name, x(each.value), y))
        parts.append(text(each.name, 4, y + 4, "label"))
        is_late = x(each.value) > canvas.width - MARGIN - LETTER * 9
        anchor, by = ("end", -9) if is_late else (None, 9)
        label = beside.words(each.value)
        parts.append(text(label, x(each.value) + by, y + 4, "label strong", anchor))
    return drawing(
        canvas,
        key,
        parts,
        Told(title=beside.title, description=_beside_words(beside), table=_beside_table(beside)),
    )


def _lines(beside: Beside, x: Scale, top: float, base: float, canvas: Canvas) -> list[str]:
    """Return the lines of others with their names above, none over another."""
    told = list(beside.lines)
    if beside.expected is not None:
        told.append((beside.expected, beside.expected_name))
    parts, free = [], 0.0
    for value, name in sorted(told):
        css = "scale" if name == beside.expected_name else "limit"
        parts.append(line(x(value), top - 2, x(value), base, css))
        width = len(name) * LETTER
        middle = min(max(x(value), width / 2 + 2), canvas.width - width / 2 - 2)
        if middle - width / 2 < free:
            continue  # the table says it
        free = middle + width / 2 + 4
        parts.append(text(name, middle, top - 6, "label", "middle"))
    return parts


def _mark(name: str, x: float, y: float) -> str:
    """Return a circle, or a square for the right side: shape, not colour alone."""
    if name == "right":
        return rect(x - HALF, y - HALF, 2 * HALF, 2 * HALF, "bound")
    return circle(x, y, HALF, "dot")


def _beside_words(beside: Beside) -> str:
    told = ", ".join(f"{m.name} {beside.words(m.value)}".strip() for m in beside.measured)
    parts = [f"You: {told}."]
    if beside.expected is not None:
        parts.append(f"{beside.expected_name.capitalize()}: {beside.words(beside.expected)}.")
    if beside.low is not None and beside.high is not None:
        between = f"{beside.words(beside.low)} to {beside.words(beside.high)}"
        parts.append(f"{beside.band_name.capitalize()}: {between}.")
    return " ".join(parts)


def _beside_table(beside: Beside) -> Table:
    rows = [(f"You, {m.name}" if m.name else "You", beside.words(m.value)) for m in beside.measured]
    if beside.expected is not None:
        rows.append((beside.expected_name.capitalize(), beside.words(beside.expected)))
    if beside.low is not None and beside.high is not None:
        between = f"{beside.words(beside.low)} to {beside.words(beside.high)}"
        rows.append((beside.band_name.capitalize(), between))
    rows += [(name.capitalize(), beside.words(value)) for value, name in beside.lines]
    return Table(caption=beside.title, head=("What", "Value"), rows=tuple(rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The results of one day."""

    date: dt.date
    measured: tuple[Measured, ...]

    def value(self, name: str) -> float | None:
        """Return the value of a side; None where it was not done."""
        return next((m.value for m in self.measured if m.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A test from one occasion to the next: points, as they lie weeks apart."""

    title: str
    days: tuple[Day, ...]
    words: Callable[[float], str]

    @property
    def names(self) -> tuple[str, ...]:
        """The sides that were ever measured, left first."""
        found = {m.name for day in self.days for m in day.measured}
        return tuple(name for name in ("", "left", "right") if name in found)


def draw_history(history: History, key: str) -> Drawing:
    """Return all occasions as points, a side's joined by a thin line; none: it says so."""
    days = tuple(sorted(history.days, key=lambda day: day.date))
    told = Told(
        title=history.title,
        description=_history_words(history, days),
        table=_history_table(history, days),
    )
    canvas = OVER_TIME
    if not days:
        words = text("Nothing yet.", canvas.width / 2, canvas.height / 2, "label", "middle")
        return drawing(canvas, key, [words], told)
    values = [m.value for day in days for m in day.measured]
    marks = ticks(min(0.0, *values), max(values))
    y = Scale(low=marks[0], high=marks[-1], start=canvas.height - BOTTOM, end=TOP)
    first, last = days[0].date, days[-1].date
    x = Scale(
        low=first.toordinal(), high=last.toordinal(), start=LEFT + 12, end=canvas.width - RIGHT
    )
    parts = []
    for value in marks:
        parts.append(line(LEFT, y(value), canvas.width - RIGHT, y(value), "grid"))
        parts.append(text(plain_number(value), LEFT - 6, y(value) + 4, "label", "end"))
    parts += _dates(days, x, canvas)
    ends: list[float] = []
    for name in history.names:
        points = [(x(d.date.toordinal()), y(v)) for d in days if (v := d.value(name)) is not None]
        css = "limit" if name == "right" else "whisker"
        parts += [line(*a, *b, css) for a, b in itertools.pairwise(points)]
        parts += [_mark(name, *point) for point in points]
        end = _free(points[-1][1] + 4, ends)
        ends.append(end)
        if name:
            parts.append(text(name, points[-1][0] + 9, end, "label"))
    xs = tuple(x(day.date.toordinal()) for day in days)
    labels = tuple(f"{short_date(day.date)}: {_said(history, day)}" for day in days)
    return drawing(canvas, key, parts, told, stops=Stops(xs=xs, labels=labels))


def _free(place: float, taken: list[float]) -> float:
    """Return a height for a label that lies over no other."""
    for other in taken:
        if abs(place - other) < APART:
            return other + APART if place >= other else other - APART
    return place


def _dates(days: tuple[Day, ...], x: Scale, canvas: Canvas) -> list[str]:
    base = canvas.height - BOTTOM + 18
    first, last = days[0].date, days[-1].date
    shown = (first,) if first == last else week_ticks(first, last) or (first, last)
    return [text(short_date(d), x(d.toordinal()), base, "label", "middle") for d in shown]


def _said(history: History, day: Day) -> str:
    return ", ".join(f"{m.name} {history.words(m.value)}".strip() for m in day.measured)


def _history_words(history: History, days: tuple[Day, ...]) -> str:
    if not days:
        return "No results yet."
    first, last = days[0], days[-1]
    if first is last:
        return f"One occasion, {short_date(first.date)}: {_said(history, first)}."
    return (
        f"{len(days)} occasions. {short_date(first.date)}: {_said(history, first)}. "
        f"{short_date(last.date)}: {_said(history, last)}."
    )


def _history_table(history: History, days: tuple[Day, ...]) -> Table:
    names = history.names or ("",)
    return Table(
        caption=history.title,
        head=("Date", *(name.capitalize() or "Result" for name in names)),
        rows=tuple(
            (
                f"{short_date(day.date)} {day.date.year}",
                *("not done" if (v := day.value(n)) is None else history.words(v) for n in names),
            )
            for day in reversed(days)
        ),
    )
