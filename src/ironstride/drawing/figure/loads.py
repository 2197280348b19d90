"""Loads that go with the body: bars, dumbbells, kettlebells, plates and what else is carried."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ironstride.drawing.figure.geometry import (
    Point,
    add,
    between,
    length,
    minus,
    times,
    turned,
    unit,
)
from ironstride.drawing.figure.shapes import Eye, Shape, disc, lines, outline, tapered
from ironstride.drawing.figure.skeleton import SIDES

if TYPE_CHECKING:
    from ironstride.drawing.figure.description import Held
    from ironstride.drawing.figure.skeleton import Skeleton

PAIRS: Final = frozenset({"dumbbells", "kettlebells"})
ROUND_LOADS: Final = {
    "ball": 0.12,
    "bag": 0.14,
    "roller": 0.055,
    "wheel": 0.09,
    "handle": 0.03,
    "towel": 0.04,
}
"""Radius of loads that are drawn round, metres."""
LIMB_POINTS: Final = {"hand": "hand", "foot": "ball", "ankle": "ankle", "knee": "knee"}
MIDDLES: Final = {
    "hands": "hand",
    "overhead": "hand",
    "knees": "knee",
    "ankles": "ankle",
    "feet": "ball",
}
"""Places halfway between two points of the body."""
OFFSETS: Final[dict[str, tuple[str, Point]]] = {
    "back": ("chest", (-0.085, 0.03, 0.0)),
    "front": ("chest", (0.115, 0.0, 0.0)),
    "chest": ("chest", (0.17, -0.12, 0.0)),
    "trunk": ("chest", (0.0, 0.0, 0.0)),
    "shoulder": ("chest", (0.0, 0.1, 0.1)),
    "hips": ("hips", (0.12, 0.03, 0.0)),
}
"""Places on the trunk: the part they go with, and how far from chest or pelvis."""
_APART: Final = 0.05
"""Hands nearer to each other than this hold one grip, and say nothing of a bar's direction."""


def load_shapes(held: Held, skeleton: Skeleton, eye: Eye) -> list[Shape]:
    """Return the shapes of a load where the body carries it; a pair has one in each hand."""
    if held.what in PAIRS and held.where == "hands":
        return [
            shape
            for side in SIDES
            for shape in load_shapes(replace(held, where=f"{side} hand"), skeleton, eye)
        ]
    at, side = _place(held.where, skeleton)
    if held.what in {"barbell", "trap-bar", "stick"}:
        return _bar(held, at, skeleton, eye)
    if held.what in {"dumbbell", "dumbbells"}:
        return _dumbbell(at, _grip(skeleton, side), eye)
    if held.what in {"kettlebell", "kettlebells"}:
        return _kettlebell(at, eye, is_hanging=bool(side))
    return [_other(held, at, skeleton, eye)]


def _other(held: Held, at: Point, skeleton: Skeleton, eye: Eye) -> Shape:
    """Return a vest round the trunk, a plate flat before it, or a round load."""
    chest, waist = skeleton.points["chest"], skeleton.points["waist"]
    if held.what == "vest":
        rounds = [(between(chest, waist, 0.2), 0.125), (between(chest, waist, 0.85), 0.11)]
        return outline("load", rounds, eye)
    if held.what == "plate":
        return disc("plate", at, 0.17, turned(skeleton.turns["chest"], (1.0, 0.0, 0.0)), eye)
    return outline("load", [(at, ROUND_LOADS[held.what])], eye)


def _bar(held: Held, at: Point, skeleton: Skeleton, eye: Eye) -> list[Shape]:
    """Return a bar across the body, with plates unless it is a stick."""
    p = skeleton.points
    belt = "hips" if held.where in {"hips", "thighs", "ankles", "shins"} else "chest"
    across = turned(skeleton.turns[belt], (0.0, 0.0, 1.0))
    between_hands = minus(p["hand_right"], p["hand_left"])
    if held.where in {"hands", "overhead"} and length(between_hands) > _APART:
        across = unit(between_hands)
    reach = 0.55 if held.what == "stick" else 0.85
    ends = [add(at, times(across, way * reach)) for way in (-1.0, 1.0)]
    shapes = [tapered("bar", (ends[0], 0.014), (ends[1], 0.014), eye)]
    if held.what != "stick":
        plates = [add(at, times(across, way * 0.68)) for way in (-1.0, 1.0)]
        shapes += [disc("plate", plate, 0.2, across, eye) for plate in plates]
    return shapes


def _kettlebell(at: Point, eye: Eye, *, is_hanging: bool) -> list[Shape]:
    """Return a kettlebell; one that hangs from a hand has its handle there."""
    if not is_hanging:
        return [outline("load", [(at, 0.09)], eye)]
    bow = [add(at, (-0.05, -0.07, 0.0)), at, add(at, (0.05, -0.07, 0.0))]
    bell = add(at, (0.0, -0.15, 0.0))
    return [outline("load", [(bell, 0.09)], eye), lines("handle", bow, eye)]


def _grip(skeleton: Skeleton, side: str) -> Point:
    """Return along what a dumbbell lies: in one hand from front to back, else across."""
    if not side:
        return turned(skeleton.turns["chest"], (0.0, 0.0, 1.0))
    return turned(skeleton.turns[f"hand_{side}"], (1.0, 0.0, 0.0))


def _dumbbell(at: Point, axis: Point, eye: Eye) -> list[Shape]:
    ends = [
        (add(at, times(axis, way * 0.085)), add(at, times(axis, way * 0.15))) for way in (-1.0, 1.0)
    ]
    return [
        tapered("bar", (ends[0][0], 0.014), (ends[1][0], 0.014), eye),
        *(tapered("load", (a, 0.05), (b, 0.05), eye) for a, b in ends),
    ]


def _place(where: str, skeleton: Skeleton) -> tuple[Point, str]:
    """Return where a load is, and the hand that alone holds it; "" where none does."""
    p, t = skeleton.points, skeleton.turns
    side, _, limb = where.partition(" ")
    if limb:
        return (p[f"{LIMB_POINTS[limb]}_{side}"], side if limb == "hand" else "")

    def middle(point: str) -> Point:
        return between(p[f"{point}_left"], p[f"{point}_right"], 0.5)

    if where in MIDDLES:
        return (middle(MIDDLES[where]), "")
    if where == "thighs":
        return (add(between(middle("hip"), middle("knee"), 0.75), (0.0, 0.06, 0.0)), "")
    if where == "shins":
        return (between(middle("knee"), middle("ankle"), 0.6), "")
    belt, off = OFFSETS[where]
    origin = p["pelvis"] if belt == "hips" else p["chest"]
    return (add(origin, turned(t[belt], off)), "")
