"""Flat shapes of round and straight things in space, and of the body, as seen from one side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from math import cos, pi, radians, sin, sqrt
from typing import TYPE_CHECKING, Final

from ironstride.drawing.figure import body
from ironstride.drawing.figure.description import View
from ironstride.drawing.figure.geometry import Point, add, between, dot, times, turned
from ironstride.drawing.figure.skeleton import SIDES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ironstride.drawing.figure.skeleton import Skeleton

UNITS: Final = 200.0
"""Units of a picture for a metre: whole numbers are exact to 5 mm."""
CLOSE_UNITS: Final = 800.0
"""And of one of a foot alone."""
_OBLIQUE: Final = (38.0, 14.0)
_TURNS: Final = {
    View.SIDE: (0.0, 0.0),
    View.FOOT: (0.0, 0.0),
    View.FRONT: (90.0, 0.0),
    View.BACK: (-90.0, 0.0),
}
_ACROSS: Final = 0.9
"""Share of a direction along z above which it counts as across the figure."""
_AROUND: Final = 14
"""Directions in which an outline is sampled: within half a unit of round for a head."""
_RIM: Final = 18
"""Corners of a flat round plate."""

Flat = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One shape: its path, how near it is to the eye, and its class in the style sheet."""

    css: str
    path: str
    depth: float
    extent: tuple[float, float, float, float]


class Eye:
    """Looks at points in space from one side."""

    def __init__(self, view: View) -> None:
        """Look from a view."""
        self.is_close = view is View.FOOT
        self.units = CLOSE_UNITS if self.is_close else UNITS
        turn, rise = _TURNS.get(view, _OBLIQUE)
        if view is View.ABOVE:
            self._across: Point = (1.0, 0.0, 0.0)
            self._up: Point = (0.0, 0.0, -1.0)
            self._near: Point = (0.0, 1.0, 0.0)
            return
        c, s = cos(radians(turn)), sin(radians(turn))
        e, f = cos(radians(rise)), sin(radians(rise))
        self._across = (c, 0.0, -s)
        self._near = (s * e, f, c * e)
        self._up = (-s * f, e, -c * f)

    def flat(self, point: Point) -> Flat:
        """Return a point's place in the picture, y downward."""
        return (dot(point, self._across) * self.units, -dot(point, self._up) * self.units)

    def depth(self, point: Point) -> float:
        """Return how near a point is."""
        return dot(point, self._near)


Round = tuple[Point, float]
"""A round place: its middle and its radius, metres."""


def outline(css: str, rounds: Sequence[Round], eye: Eye) -> Shape:
    """Return the smallest shape without dents around round places."""
    flats = [(eye.flat(at), radius * eye.units) for at, radius in rounds]
    points = []
    for step in range(_AROUND):
        angle = 2 * pi * step / _AROUND
        c, s = cos(angle), sin(angle)
        (x, y), radius = max(flats, key=lambda each: each[0][0] * c + each[0][1] * s + each[1])
        points.append((x + radius * c, y + radius * s))
    depth = sum(eye.depth(at) for at, _ in rounds) / len(rounds)
    return _shape(css, points, depth, closed=True)


def tapered(css: str, first: Round, second: Round, eye: Eye) -> Shape:
    """Return a limb: two round ends and straight sides."""
    (ax, ay), (bx, by) = eye.flat(first[0]), eye.flat(second[0])
    ar, br = first[1] * eye.units, second[1] * eye.units
    dx, dy = bx - ax, by - ay
    if dx == dy == 0.0:
        # Seen end-on: any direction makes a round.
        dx = 0.001
    far = sqrt(dx * dx + dy * dy)
    ux, uy = dx / far, dy / far
    c = max(-0.97, min(0.97, (ar - br) / far))
    s = sqrt(1 - c * c)
    left, right = (ux * c - uy * s, uy * c + ux * s), (ux * c + uy * s, uy * c - ux * s)
    a1, a2 = (ax + ar * left[0], ay + ar * left[1]), (ax + ar * right[0], ay + ar * right[1])
    b1, b2 = (bx + br * left[0], by + br * left[1]), (bx + br * right[0], by + br * right[1])
    big = 1 if ar >= br else 0
    start, over, down, back = _ways((a2, a1, b1, b2))
    path = (
        f"M{start}a{ar:.0f} {ar:.0f} 0 {big} 0 {over}"
        f"l{down}a{br:.0f} {br:.0f} 0 {1 - big} 0 {back}Z"
    ).replace(" -", "-")
    depth = (eye.depth(first[0]) + eye.depth(second[0])) / 2
    extent = (
        min(ax - ar, bx - br),
        min(ay - ar, by - br),
        max(ax + ar, bx + br),
        max(ay + ar, by + br),
    )
    return Shape(css=css, path=path, depth=depth, extent=extent)


def lines(css: str, points: Sequence[Point], eye: Eye, *, closed: bool = False) -> Shape:
    """Return straight lines through points."""
    depth = sum(eye.depth(point) for point in points) / len(points)
    return _shape(css, [eye.flat(point) for point in points], depth, closed=closed)


def _shape(css: str, points: Sequence[Flat], depth: float, *, closed: bool) -> Shape:
    start, *ways = _ways(points)
    path = f"M{start}l{' '.join(ways)}{'Z' if closed else ''}".replace(" -", "-")
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return Shape(css=css, path=path, depth=depth, extent=(min(xs), min(ys), max(xs), max(ys)))


def _ways(points: Sequence[Flat]) -> list[str]:
    """Return the first point, and from each to the next the way, in whole units without drift."""
    places = [(0, 0), *((round(x), round(y)) for x, y in points)]
    return [f"{there[0] - here[0]} {there[1] - here[1]}" for here, there in pairwise(places)]


def disc(css: str, middle: Point, radius: float, axis: Point, eye: Eye) -> Shape:
    """Return a flat round plate whose axis points along a direction."""
    side = (axis[1], -axis[0], 0.0) if abs(axis[2]) < _ACROSS else (1.0, 0.0, 0.0)
    size = sqrt(dot(side, side)) or 1.0
    side = times(side, 1 / size)
    other = (
        axis[1] * side[2] - axis[2] * side[1],
        axis[2] * side[0] - axis[0] * side[2],
        axis[0] * side[1] - axis[1] * side[0],
    )
    rim = [
        add(middle, add(times(side, radius * cos(a)), times(other, radius * sin(a))))
        for a in (2 * pi * step / _RIM for step in range(_RIM))
    ]
    return lines(css, rim, eye, closed=True)


# The body.


def body_shapes(skeleton: Skeleton, eye: Eye) -> list[Shape]:
    """Return the body's shapes, limbs of the far side in a class of their own."""
    p, t = skeleton.points, skeleton.turns
    near = "right" if eye.depth((0.0, 0.0, 1.0)) >= 0 else "left"
    shapes = []
    for side in SIDES:
        tone = "near" if side == near else "far"
        shapes += _leg(skeleton, side, tone, eye) + _arm(skeleton, side, tone, eye)

    def beside(point: str, turn: str, wide: float, ahead: float = 0.0) -> list[Point]:
        return [add(p[point], turned(t[turn], (ahead, 0.0, way * wide))) for way in (-1.0, 1.0)]

    hips = [(at, 0.09) for at in beside("pelvis", "hips", 0.075)]
    waist = [(at, 0.085) for at in beside("waist", "chest", 0.05)]
    ribs = [
        (add(at, turned(t["chest"], (0.0, -0.07, 0.0))), 0.105)
        for at in beside("chest", "chest", 0.06)
    ]
    shoulders = [(at, 0.06) for at in beside("chest", "chest", 0.135)]
    shapes.append(outline("trunk", hips + waist, eye))
    shapes.append(outline("trunk", waist + ribs + shoulders, eye))
    shapes.append(tapered("head", (p["chest"], 0.05), (p["neck"], 0.045), eye))
    nose = add(p["head"], turned(t["head"], (0.112, -0.012, 0.0)))
    crown = add(p["head"], turned(t["head"], (-0.012, 0.015, 0.0)))
    jaw = add(p["head"], turned(t["head"], (0.03, -0.055, 0.0)))
    shapes.append(outline("head", [(crown, 0.098), (jaw, 0.062), (nose, 0.016)], eye))
    return shapes


def _leg(skeleton: Skeleton, side: str, tone: str, eye: Eye) -> list[Shape]:
    p = skeleton.points
    hip, knee, ankle = (p[f"{name}_{side}"] for name in ("hip", "knee", "ankle"))
    heel, ball, toe = (p[f"{name}_{side}"] for name in ("heel", "ball", "toe"))
    calf = between(knee, ankle, 0.3)
    back = between(knee, heel, 0.3)
    calf = between(calf, back, 0.25)
    sole = [(heel, 0.03), (ball, 0.022), (ankle, 0.036)]
    return [
        tapered(tone, (hip, 0.082), (knee, 0.053), eye),
        outline(tone, [(knee, 0.051), (calf, 0.055), (ankle, 0.034)], eye),
        outline(f"{tone} foot", sole, eye),
        tapered(f"{tone} foot", (ball, 0.022), (toe, 0.016), eye),
    ]


_UPPER_FOOT: Final = (
    *((0.128, -0.026), (0.075, 0.0), (0.04, 0.035), (-0.042, 0.035), (-0.062, -0.01)),
    *((-0.085, -0.035), (-0.08, -0.065), (-0.055, -0.0745)),
)
"""Points of a foot seen from its side, from the ball over the instep to the heel: ahead of and over
the ankle, metres."""


def foot_shapes(skeleton: Skeleton, eye: Eye) -> list[Shape]:
    """Return the right foot close: shank, foot with its arch, small toes behind the big one."""
    p, sole = skeleton.points, skeleton.turns["foot_right"]
    arch = skeleton.angles["arch_right"] / 1000.0
    ankle = p["ankle_right"]

    def at(x: float, y: float) -> Point:
        return add(ankle, turned(sole, (x, y, 0.0)))

    # A drawn-up arch brings the ball nearer to the heel.
    ball = body.BALL_AHEAD - 0.6 * arch
    under = [
        *((-0.02, -0.073 + 0.3 * arch), (0.025, -0.068 + arch), (0.07, -0.069 + 0.9 * arch)),
        *((ball - 0.015, -0.0745), (ball + 0.012, -0.0745)),
    ]
    toes = []
    for css, name, far in (("far foot", "small_toes", 0.8), ("near foot", "toes", 1.0)):
        lifted = radians(skeleton.angles[f"{name}_right"])
        base = at(ball + 0.005, body.RADII["ball"] - body.ANKLE_HEIGHT)
        reach = body.TOES * far
        way = turned(sole, (reach * cos(lifted), reach * sin(lifted) - 0.004, 0.0))
        toes.append(tapered(css, (base, 0.021), (add(base, way), 0.014), eye))
    shank = (between(ankle, p["knee_right"], 0.3), 0.05)
    shapes = [
        tapered("near", shank, (at(0.0, 0.02), 0.042), eye),
        toes[0],
        lines("near foot", [at(x, y) for x, y in (*_UPPER_FOOT, *under)], eye, closed=True),
        toes[1],
    ]
    # Drawn one over the other in this order, however the leg is turned.
    return [replace(shape, depth=float(step)) for step, shape in enumerate(shapes)]


def _arm(skeleton: Skeleton, side: str, tone: str, eye: Eye) -> list[Shape]:
    p = skeleton.points
    shoulder, elbow, wrist, hand = (
        p[f"{name}_{side}"] for name in ("shoulder", "elbow", "wrist", "hand")
    )
    tip = add(hand, times(add(hand, times(wrist, -1.0)), 0.6))
    return [
        tapered(tone, (shoulder, 0.055), (elbow, 0.04), eye),
        tapered(tone, (elbow, 0.039), (wrist, 0.028), eye),
        tapered(tone, (wrist, 0.028), (tip, 0.022), eye),
    ]


def all_extents(shapes: Iterable[Shape]) -> tuple[float, float, float, float]:
    """Return the box around shapes: left, top, right, bottom."""
    boxes = [shape.extent for shape in shapes]
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
