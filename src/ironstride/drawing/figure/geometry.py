"""Points and turns in space: x forward, y up, z to the figure's own right; lengths in metres."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, radians, sin, sqrt
from typing import Final

Point = tuple[float, float, float]
Turn = tuple[Point, Point, Point]
"""A rotation as the rows of its matrix."""

NO_TURN: Final[Turn] = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


def add(a: Point, b: Point) -> Point:
    """Return the sum."""
    return (a[0] + b[0], a[1] + b[1], a[2] + b[2])


def minus(a: Point, b: Point) -> Point:
    """Return the way from b to a."""
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def times(a: Point, factor: float) -> Point:
    """Return the point farther out by a factor."""
    return (a[0] * factor, a[1] * factor, a[2] * factor)


def dot(a: Point, b: Point) -> float:
    """Return the scalar product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Point, b: Point) -> Point:
    """Return the vector product."""
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def length(a: Point) -> float:
    """Return the distance from the origin."""
    return sqrt(dot(a, a))


def unit(a: Point) -> Point:
    """Return the direction, 1 long.

    Raises:
        ZeroDivisionError: the point is the origin, which has none.
    """
    return times(a, 1.0 / length(a))


def between(a: Point, b: Point, share: float) -> Point:
    """Return the point a share of the way from a to b."""
    return add(a, times(minus(b, a), share))


def about_x(angle: float) -> Turn:
    """Return the turn about the forward axis by degrees."""
    c, s = cos(radians(angle)), sin(radians(angle))
    return ((1.0, 0.0, 0.0), (0.0, c, -s), (0.0, s, c))


def about_y(angle: float) -> Turn:
    """Return the turn about the upward axis by degrees."""
    c, s = cos(radians(angle)), sin(radians(angle))
    return ((c, 0.0, s), (0.0, 1.0, 0.0), (-s, 0.0, c))


def about_z(angle: float) -> Turn:
    """Return the turn about the axis to the right by degrees."""
    c, s = cos(radians(angle)), sin(radians(angle))
    return ((c, -s, 0.0), (s, c, 0.0), (0.0, 0.0, 1.0))


def columns(turn: Turn) -> Turn:
    """Return the turn back: rows and columns changed over."""
    (a, b, c), (d, e, f), (g, h, i) = turn
    return ((a, d, g), (b, e, h), (c, f, i))


def turned(turn: Turn, point: Point) -> Point:
    """Return the point after the turn."""
    return (dot(turn[0], point), dot(turn[1], point), dot(turn[2], point))


def after(first: Turn, *others: Turn) -> Turn:
    """Return the product of turns; the last acts first, as in its own limb's frame."""
    result = first
    for other in others:
        a, b, c = columns(other)
        result = (
            (dot(result[0], a), dot(result[0], b), dot(result[0], c)),
            (dot(result[1], a), dot(result[1], b), dot(result[1], c)),
            (dot(result[2], a), dot(result[2], b), dot(result[2], c)),
        )
    return result


def axes(x: Point, y: Point) -> Turn:
    """Return the turn whose forward and upward axes are two right-angled directions."""
    z = cross(x, y)
    return columns((x, y, z))


def angles_zxy(turn: Turn) -> Point:
    """Return a, b, c in degrees with ``turn = about_z(a) · about_x(b) · about_y(c)``."""
    b = asin(max(-1.0, min(1.0, turn[2][1])))
    a = atan2(-turn[0][1], turn[1][1])
    c = atan2(-turn[2][0], turn[2][2])
    return (degrees(a), degrees(b), degrees(c))
