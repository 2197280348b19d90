"""A value over dates: a line with its band where there is enough, else points with their bars."""

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
    path,
    rect,
    text,
)

if TYPE_CHECKING:
    from collections.abc import Callable

CANVAS: Final = Canvas(width=360, height=200)
LEFT: Final = 40.0
RIGHT: Final = 48.0
TOP: Final = 14.0
BOTTOM: Final = 26.0
FEWEST_FOR_LINE: Final = 4
WIDEST_GAP: Final = dt.timedelta(days=28)
"""Fewer points, or a longer silence, are drawn as points: a line would claim more (house)."""
HALF_SQUARE: Final = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """One value with its interval; ``is_bound``: at least this much."""

    date: dt.date
    value: float
    low: float
    high: float
    is_bound: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """What a trend shows: the title is its finding.

    Args:
        name: of the value, as the table's column says it.
        unit: after every value, e.g. ``kg``; empty where ``words`` says it.
        words: how a value is written.
        limits: values with their names, drawn as thin lines across.
        floor: the axis begins here or below; None lets the values decide.
    """

    title: str
    name: str
    unit: str
    points: tuple[TrendPoint, ...]
    words: Callable[[float], str] = plain_number
    limits: tuple[tuple[float, str], ...] = ()
    floor: float | None = None

    def told(self, value: float) -> str:
        """Return a value with its unit."""
        return f"{self.words(value)} {self.unit}".strip()


def is_sparse(points: tuple[TrendPoint, ...]) -> bool:
    """Whether too little is known between the points to join them."""
    if len(points) < FEWEST_FOR_LINE:
        return True
    gaps = (b.date - a.date for a, b in itertools.pairwise(points))
    return max(gaps) > WIDEST_GAP


def draw_trend(trend: Trend, key: str, canvas: Canvas = CANVAS) -> Drawing:
    """Return a trend as a drawing; without points it says so."""
    points = tuple(sorted(trend.points, key=lambda p: p.date))
    table = _table(trend, points)
    if not points:
        words = text("Nothing yet.", canvas.width / 2, canvas.height / 2, "label", "middle")
        told = Told(title=trend.title, description="No values yet.", table=table)
        return drawing(canvas, key, [words], told)
    floors = [] if trend.floor is None else [trend.floor]
    marks = ticks(
        min([p.low for p in points] + floors),
        max([p.high for p in points] + [value for value, _ in trend.limits]),
    )
    y = Scale(low=marks[0], high=marks[-1], start=canvas.height - BOTTOM, end=TOP)
    first, last = points[0].date, points[-1].date
    x = Scale(
        low=first.toordinal(), high=last.toordinal(), start=LEFT + 8, end=canvas.width - RIGHT
    )
    xs = tuple(x(p.date.toordinal()) for p in points)
    parts = [
        *_axes(trend, canvas, y, marks),
        *_dates(canvas, x, first, last),
        *(_points(points, xs, y) if is_sparse(points) else _band(points, xs, y)),
        text(trend.words(points[-1].value), xs[-1] + 8, y(points[-1].value) + 4, "label strong"),
    ]
    return drawing(
        canvas,
        key,
        parts,
        Told(title=trend.title, description=_description(trend, points), table=table),
        stops=Stops(xs=xs, labels=tuple(_label(trend, p) for p in points)),
    )


def _axes(trend: Trend, canvas: Canvas, y: Scale, marks: tuple[float, ...]) -> list[str]:
    right = canvas.width - RIGHT
    parts = []
    for value in marks:
        parts.append(line(LEFT, y(value), right, y(value), "grid"))
        parts.append(text(trend.words(value), LEFT - 6, y(value) + 4, "label", "end"))
    for value, name in trend.limits:
        parts.append(line(LEFT, y(value), right, y(value), "limit"))
        parts.append(text(name, right + 4, y(value) + 4, "label"))
    return parts


def _dates(canvas: Canvas, x: Scale, first: dt.date, last: dt.date) -> list[str]:
    base = canvas.height - BOTTOM
    dates = week_ticks(first, last, 3) if (last - first).days >= 14 else (first,)  # noqa: PLR2004 (two weeks hold two Mondays)
    return [text(short_date(d), x(d.toordinal()), base + 18, "label", "middle") for d in dates]


def _points(points: tuple[TrendPoint, ...], xs: tuple[float, ...], y: Scale) -> list[str]:
    parts = []
    for place, point in zip(xs, points, strict=True):
        if point.high > point.low:
            parts.append(line(place, y(point.low), place, y(point.high), "whisker"))
        parts.append(_mark(place, point, y))
    return parts


def _band(points: tuple[TrendPoint, ...], xs: tuple[float, ...], y: Scale) -> list[str]:
    upper = [(a, y(p.high)) for a, p in zip(xs, points, strict=True)]
    lower = [(a, y(p.low)) for a, p in zip(xs, points, strict=True)]
    middle = [(a, y(p.value)) for a, p in zip(xs, points, strict=True)]
    marks = [_mark(a, p, y) for a, p in zip(xs, points, strict=True)]
    return [path([*upper, *reversed(lower)], "band", closed=True), path(middle, "line"), *marks]


def _mark(place: float, point: TrendPoint, y: Scale) -> str:
    """Return a dot, or an open square where the value is only a bound: shape, not colour alone."""
    if point.is_bound:
        side = 2 * HALF_SQUARE
        return rect(place - HALF_SQUARE, y(point.value) - HALF_SQUARE, side, side, "bound")
    return circle(place, y(point.value), 3.2, "dot")


def _label(trend: Trend, point: TrendPoint) -> str:
    least = "at least " if point.is_bound else ""
    between = (
        f", {trend.words(point.low)} to {trend.words(point.high)}" if point.high > point.low else ""
    )
    return f"{short_date(point.date)}: {least}{trend.told(point.value)}{between}"


def _description(trend: Trend, points: tuple[TrendPoint, ...]) -> str:
    first, last = points[0], points[-1]
    if first is last:
        return f"{trend.name}: one value, {_label(trend, first)}."
    return (
        f"{trend.name} from {short_date(first.date)} to {short_date(last.date)}: "
        f"{trend.told(first.value)} first, {trend.told(last.value)} last, {len(points)} values."
    )


def _table(trend: Trend, points: tuple[TrendPoint, ...]) -> Table:
    return Table(
        caption=trend.title,
        head=("Date", trend.name, "From", "To"),
        rows=tuple(
            (
                f"{short_date(p.date)} {p.date.year}",
                ("at least " if p.is_bound else "") + trend.told(p.value),
                trend.told(p.low),
                trend.told(p.high),
            )
            for p in points
        ),
    )
