"""Elements of SVG as text, and a drawing with its title, description and table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

Value = str | float | None

ESCAPES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The values of a drawing as words, for those who can't or don't want to see it.

    Args:
        rows: cells of equal number as ``head``; the first cell of a row names it.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """An SVG element with its accessible name, and the same values as a table."""

    svg: str
    title: str
    description: str
    table: Table

    def __html__(self) -> str:
        """Return the SVG for a template that escapes everything else."""
        return self.svg


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a drawing says in words: its accessible name and description, and its values."""

    title: str
    description: str
    table: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Canvas:
    """The size of a drawing in its own units, which are pixels at the width it is made for."""

    width: float
    height: float


def escape(text: str) -> str:
    """Return text that is safe between tags and in attributes.

    Example:
        >>> escape("5 < 6 & “7”")
        '5 &lt; 6 &amp; “7”'
    """
    for letter, entity in ESCAPES.items():
        if letter in text:
            text = text.replace(letter, entity)
    return text


def number(value: float) -> str:
    """Return a coordinate with one decimal at most.

    Example:
        >>> number(12.0), number(3.14159), number(-0.04)
        ('12', '3.1', '0')
    """
    text = f"{value:.1f}"
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text


def element(name: str, attributes: dict[str, Value], *children: str) -> str:
    """Return one element; attributes that are None are left out.

    Args:
        attributes: names with ``_`` for ``-``; numbers get one decimal.
        children: elements, or text that is escaped already.
    """
    parts = [f"<{name}"]
    for key, value in attributes.items():
        if value is None:
            continue
        told = escape(value) if isinstance(value, str) else number(value)
        parts.append(f' {key.replace("_", "-")}="{told}"')
    if not children:
        parts.append("/>")
        return "".join(parts)
    parts.append(">")
    parts.extend(children)
    parts.append(f"</{name}>")
    return "".join(parts)


def text(words: str, x: float, y: float, css: str = "", anchor: str | None = None) -> str:
    """Return words at a place; anchor is ``start`` (None), ``middle`` or ``end``."""
    where: dict[str, Value] = {"x": x, "y": y, "class": css or None, "text-anchor": anchor}
    return element("text", where, escape(words))


def line(x1: float, y1: float, x2: float, y2: float, css: str) -> str:
    """Return a straight line."""
    return element("line", {"x1": x1, "y1": y1, "x2": x2, "y2": y2, "class": css})


def rect(x: float, y: float, width: float, height: float, css: str) -> str:
    """Return a rectangle, at least half a pixel high so that a small value is seen."""
    return element(
        "rect", {"x": x, "y": y, "width": width, "height": max(height, 0.5), "class": css}
    )


def circle(x: float, y: float, radius: float, css: str) -> str:
    """Return a circle."""
    return element("circle", {"cx": x, "cy": y, "r": radius, "class": css})


def path(points: Iterable[tuple[float, float]], css: str, *, closed: bool = False) -> str:
    """Return straight lines through points, written as short as one decimal allows."""
    return element("path", {"d": path_steps(points) + ("Z" if closed else ""), "class": css})


def path_steps(points: Iterable[tuple[float, float]]) -> str:
    """Return the steps of a path through points: the first absolute, the others relative.

    Steps are taken between rounded places, so that rounding does not add up.
    """
    steps: list[str] = []
    before: tuple[int, int] | None = None
    for x, y in points:
        here = (round(x * 10), round(y * 10))
        if before is None:
            steps.append(f"M{_tenths(here[0])} {_tenths(here[1])}")
        else:
            down = _tenths(here[1] - before[1])
            joint = "" if down.startswith("-") else " "
            steps.append(f"l{_tenths(here[0] - before[0])}{joint}{down}")
        before = here
    return "".join(steps)


def _tenths(value: int) -> str:
    whole, rest = divmod(abs(value), 10)
    sign = "-" if value < 0 else ""
    if not rest:
        return f"{sign}{whole}"
    return f"{sign}{whole or ''}.{rest}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stops:
    """Places along the horizontal axis that a pointer can read, with what it reads there."""

    xs: tuple[float, ...]
    labels: tuple[str, ...]


def drawing(
    canvas: Canvas,
    key: str,
    parts: Iterable[str],
    told: Told,
    *,
    css: str = "chart",
    stops: Stops | None = None,
    is_interactive: bool = False,
) -> Drawing:
    """Return parts as one drawing with an accessible name.

    Args:
        key: makes the ids unique on a page; letters, digits and hyphens.
        css: class of the element, beside which styles are found in the pages' style sheet.
        stops: for the hover module; None where there is nothing to read.
        is_interactive: whether links lie inside: then it is a group, not one picture.
    """
    attributes: dict[str, Value] = {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": f"0 0 {number(canvas.width)} {number(canvas.height)}",
        "class": css,
        "role": "group" if is_interactive else "img",
        "aria-labelledby": f"{key}-title",
        "aria-describedby": f"{key}-desc",
    }
    if stops is not None:
        attributes["data-stops"] = " ".join(number(x) for x in stops.xs)
        attributes["data-labels"] = "|".join(label.replace("|", "/") for label in stops.labels)
    svg = element(
        "svg",
        attributes,
        element("title", {"id": f"{key}-title"}, escape(told.title)),
        element("desc", {"id": f"{key}-desc"}, escape(told.description)),
        *parts,
    )
    return Drawing(svg=svg, title=told.title, description=told.description, table=told.table)
