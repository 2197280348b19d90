"""The body from the front and from the back, with regions that can be tapped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ironstride.domain.body_region import Region, Side
from ironstride.drawing.body_shapes import (
    BACK,
    BACK_LINES,
    BACK_MIDDLE,
    FRONT,
    FRONT_LINES,
    FRONT_MIDDLE,
    OUTLINE,
    Points,
)
from ironstride.drawing.svg import (
    Canvas,
    Drawing,
    Table,
    Told,
    circle,
    drawing,
    element,
    escape,
    line,
    number,
    rect,
    text,
)

MIDDLE: Final = 76.0
CANVAS: Final = Canvas(width=152, height=472)
CAPTION: Final = 464.0
TENSION: Final = 1.0 / 6.0
"""Of Catmull and Rom: how far a control point lies towards the neighbours."""


class View(StrEnum):
    """From where the body is seen."""

    FRONT = "front"
    BACK = "back"


class Mark(StrEnum):
    """What a region's gate says; each has a shape of its own."""

    GO = "go"
    HOLD = "hold"
    STOP = "stop"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionMark:
    """A region that hurts: its mark, and the words that say so."""

    mark: Mark
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What a body drawing shows.

    Args:
        names: plain name of every region.
        marks: what hurts, by region and side; ``Side.BOTH`` marks both.
        href: where a tap on a region leads.
        chosen: the region that is being told about, drawn with a thick border.
    """

    names: Mapping[Region, str]
    marks: Mapping[tuple[Region, Side], RegionMark]
    href: Callable[[Region, Side], str]
    chosen: tuple[Region, Side] | None = None


def smooth(points: Points, *, closed: bool = True) -> str:
    """Return the steps of a smooth curve through points (Catmull and Rom, as cubic Béziers)."""
    count = len(points)

    def at(place: int) -> tuple[float, float]:
        return points[place % count] if closed else points[min(max(place, 0), count - 1)]

    steps = [f"M{_pair(points[0])}"]
    for n in range(count if closed else count - 1):
        before, here, there, after = at(n - 1), at(n), at(n + 1), at(n + 2)
        first = (
            here[0] + (there[0] - before[0]) * TENSION,
            here[1] + (there[1] - before[1]) * TENSION,
        )
        second = (
            there[0] - (after[0] - here[0]) * TENSION,
            there[1] - (after[1] - here[1]) * TENSION,
        )
        steps.append(f"C{_pair(first)} {_pair(second)} {_pair(there)}")
    return "".join(steps) + ("Z" if closed else "")


def _pair(point: tuple[float, float]) -> str:
    return f"{number(point[0])} {number(point[1])}"


def _placed(points: Points, sign: int) -> Points:
    return tuple((MIDDLE + sign * x, y) for x, y in points)


def _whole(points: Points) -> Points:
    """Return a shape of both halves from one that begins and ends near the middle line."""
    other = tuple(reversed(_placed(points, -1)))
    here = _placed(points, 1)
    # A point on the middle line belongs to both halves and counts once.
    start = 1 if points[0][0] == 0 else 0
    end = 1 if points[-1][0] == 0 else 0
    return (*here, *other[end : len(other) - start])


def side_at(view: View, sign: int) -> Side:
    """Return whose side lies left (-1) or right (1) on the picture: a face looks back at us."""
    on_left = Side.RIGHT if view is View.FRONT else Side.LEFT
    on_right = Side.LEFT if view is View.FRONT else Side.RIGHT
    return on_left if sign < 0 else on_right


def draw_body(figure: Figure, view: View, key: str) -> Drawing:
    """Return one view of the body; every region is a link with its name and what it says."""
    sides, middle, lines = (
        (FRONT, FRONT_MIDDLE, FRONT_LINES)
        if view is View.FRONT
        else (BACK, BACK_MIDDLE, BACK_LINES)
    )
    parts = [element("path", {"d": smooth(_whole(OUTLINE)), "class": "outline"})]
    for points in lines:
        parts += [
            element("path", {"d": smooth(_placed(points, sign), closed=False), "class": "detail"})
            for sign in (-1, 1)
        ]
    for region, points in middle.items():
        parts.append(_region(figure, view, region, Side.BOTH, _whole(points)))
    for region, points in sides.items():
        for sign in (-1, 1):
            side = side_at(view, sign)
            parts.append(_region(figure, view, region, side, _placed(points, sign)))
    parts += [
        text("your " + side_at(view, -1), 4, CAPTION, "label"),
        text(view.value, MIDDLE, CAPTION, "label strong", "middle"),
        text("your " + side_at(view, 1), CANVAS.width - 4, CAPTION, "label", "end"),
    ]
    told = Told(
        title=f"Your body from the {view}",
        description="Every region is a link: choose where it hurts. "
        + (_sentence(figure, view) or "Nothing hurts here."),
        table=_table(figure),
    )
    return drawing(CANVAS, key, parts, told, css="body", is_interactive=True)


def mark_of(figure: Figure, region: Region, side: Side) -> RegionMark | None:
    """Return what a region on a side says; a mark for both sides counts for each."""
    exact = figure.marks.get((region, side)) or figure.marks.get((region, Side.BOTH))
    if exact is None and side is Side.BOTH:
        either = (figure.marks.get((region, each)) for each in (Side.LEFT, Side.RIGHT))
        return next((mark for mark in either if mark is not None), None)
    return exact


def _name(figure: Figure, region: Region, side: Side) -> str:
    name = figure.names[region]
    return name if side is Side.BOTH else f"{side.value} {name}"


def _region(figure: Figure, view: View, region: Region, side: Side, points: Points) -> str:
    mark = mark_of(figure, region, side)
    name = _name(figure, region, side)
    label = name if mark is None else f"{name}: {mark.words}"
    css = ["region", *([] if mark is None else [mark.mark.value])]
    if figure.chosen == (region, side):
        css.append("chosen")
    return element(
        "a",
        {
            "href": figure.href(region, side),
            "id": f"{view}-{region}-{side}",
            "class": " ".join(css),
            "aria-label": label,
            "data-region": region.value,
            "data-side": side.value,
        },
        element("title", {}, escape(label)),
        element("path", {"d": smooth(points)}),
        *([] if mark is None else _glyph(mark.mark, points)),
    )


def _glyph(mark: Mark, points: Points) -> list[str]:
    """Return the mark's own shape in the middle of a region: ring, two bars, cross."""
    x = sum(p[0] for p in points) / len(points)
    y = sum(p[1] for p in points) / len(points)
    if mark is Mark.GO:
        return [circle(x, y, 3, "glyph")]
    if mark is Mark.HOLD:
        return [
            rect(x - 3.2, y - 4, 2.2, 8, "glyph full"),
            rect(x + 1, y - 4, 2.2, 8, "glyph full"),
        ]
    return [line(x - 4, y - 4, x + 4, y + 4, "glyph"), line(x - 4, y + 4, x + 4, y - 4, "glyph")]


def _sentence(figure: Figure, view: View) -> str:
    shown = (*FRONT, *FRONT_MIDDLE) if view is View.FRONT else (*BACK, *BACK_MIDDLE)
    told = [
        f"{_name(figure, region, side)}: {mark.words}"
        for (region, side), mark in figure.marks.items()
        if region in shown
    ]
    return f"{'; '.join(told)}." if told else ""


def _table(figure: Figure) -> Table:
    return Table(
        caption="What hurts",
        head=("Region", "Side", "Now"),
        rows=tuple(
            (figure.names[region], side.value, mark.words)
            for (region, side), mark in figure.marks.items()
        ),
    )


__all__ = ["Figure", "Mark", "RegionMark", "View", "draw_body", "mark_of", "side_at"]
