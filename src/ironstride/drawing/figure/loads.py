"""Loads that go with the body: bars, dumbbells, kettlebells, plates and what else is carried."""

from __future__ import annotations

from dataclasses import replace
from math import cos, pi, sin
from typing import TYPE_CHECKING, Final

from ironstride.drawing.figure import body
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
from ironstride.drawing.figure.skeleton import SIDES, outward

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
GYM_BALL: Final = 0.275
"""Radius of a ball to sit on, metres."""
UP: Final[Point] = (0.0, 1.0, 0.0)
THIGHS: Final = frozenset({"left thigh", "right thigh"})
"""Where a load stands on the body, above the knee of somebody who sits."""
LIMB_POINTS: Final = {
    "hand": "hand",
    "foot": "ball",
    "heel": "heel",
    "ankle": "ankle",
    "knee": "knee",
}
MIDDLES: Final = {
    "hands": "hand",
    "overhead": "hand",
    "knees": "knee",
    "ankles": "ankle",
    "feet": "ball",
    "heels": "heel",
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
PLACES: Final = frozenset(
    {"thighs", "shins", *THIGHS, *MIDDLES, *OFFSETS}
    | {f"{side} {limb}" for side in SIDES for limb in LIMB_POINTS}
)
"""Where a body carries loads."""
MACHINE_PLACES: Final = {
    "footplate": frozenset({"feet", "left foot", "right foot"}),
    "pad": frozenset({"inner knees", "outer knees", "shins", "left shin", "right shin"}),
}
"""Where the parts of machines meet the body."""
LOADS: Final = (
    frozenset({"barbell", "trap-bar", "stick", "dumbbell", "kettlebell", "backrest"})
    | {"vest", "plate", "gym-ball", "slider", "rope"}
    | PAIRS
    | ROUND_LOADS.keys()
    | MACHINE_PLACES.keys()
)
_FRAME_HALF: Final = 0.33
_FRAME: Final = ((-0.3, 0.16), (0.0, _FRAME_HALF), (0.3, 0.16))
"""Half of a trap bar's frame: ahead and to the side of its middle, metres; one stands inside it."""
_CLEAR: Final = 0.05
"""How high the feet are when a skipping rope is right below them, metres."""
_ROPE_LOW: Final = 0.012
"""Where it passes the floor, metres."""
_ROPE_PARTS: Final = 16
_APART: Final = 0.05
"""Hands nearer to each other than this hold one grip, and say nothing of a bar's direction."""


def places_for(what: str) -> frozenset[str]:
    """Return the places at which a load can be drawn."""
    return MACHINE_PLACES.get(what, PLACES)


def load_shapes(held: Held, skeleton: Skeleton, eye: Eye) -> list[Shape]:
    """Return the shapes of a load where the body carries it; a pair has one in each hand."""
    if held.what in PAIRS and held.where == "hands":
        return [
            shape
            for side in SIDES
            for shape in load_shapes(replace(held, where=f"{side} hand"), skeleton, eye)
        ]
    if held.what in {"barbell", "trap-bar", "stick"}:
        return _bar(held, place_of(held.where, skeleton)[0], skeleton, eye)
    if held.what in {"dumbbell", "dumbbells"}:
        return _dumbbell_at(held.where, skeleton, eye)
    if held.what in {"kettlebell", "kettlebells"}:
        return _kettlebell_at(held.where, skeleton, eye)
    if held.what in {"backrest", "pad"}:
        return _of_a_machine(held, skeleton, eye)
    return [_other(held, skeleton, eye)]


def _dumbbell_at(where: str, skeleton: Skeleton, eye: Eye) -> list[Shape]:
    """Return a dumbbell, turned as one holds it there."""
    at, side = place_of(where, skeleton)
    if where in THIGHS:
        return _dumbbell(add(at, times(UP, 0.2)), UP, eye)
    if where == "hands":
        # Both hands hold one by its head: it hangs from them.
        way = _from_hands(skeleton)
        return _dumbbell(add(at, times(way, 0.09)), way, eye)
    if where == "chest":
        return _dumbbell(at, turned(skeleton.turns["chest"], UP), eye)
    if where == "hips":
        # It lies across, its ends outside the hands that hold it.
        ends = _dumbbell(at, _grip(skeleton, side), eye)
        return [replace(end, depth=end.depth + body.SHOULDER_HALF) for end in ends]
    return _dumbbell(at, _grip(skeleton, side), eye)


def _kettlebell_at(where: str, skeleton: Skeleton, eye: Eye) -> list[Shape]:
    """Return a kettlebell, turned as one holds it there."""
    at, side = place_of(where, skeleton)
    if where in THIGHS:
        return _kettlebell(add(at, times(UP, 0.09)), None, eye)
    if where == "hands":
        return _kettlebell(at, _from_hands(skeleton), eye)
    if where == "chest":
        # Held by the horns, the bell hangs below the hands.
        down = turned(skeleton.turns["chest"], times(UP, -1.0))
        return _kettlebell(add(at, times(down, -0.04)), down, eye)
    hangs = bool(side) or where.endswith(" foot")
    return _kettlebell(at, times(UP, -1.0) if hangs else None, eye)


def _other(held: Held, skeleton: Skeleton, eye: Eye) -> Shape:
    """Return a vest round the trunk, a plate flat before it, a bag, a rope, or a round load."""
    at, hand = place_of(held.where, skeleton)
    chest, waist = skeleton.points["chest"], skeleton.points["waist"]
    if held.what == "vest":
        rounds = [(between(chest, waist, 0.2), 0.125), (between(chest, waist, 0.85), 0.11)]
        return outline("load", rounds, eye)
    if held.what == "plate":
        return disc("plate", at, 0.17, turned(skeleton.turns["chest"], (1.0, 0.0, 0.0)), eye)
    if held.what == "gym-ball":
        return outline("thing", [((at[0], GYM_BALL, at[2]), GYM_BALL)], eye)
    if held.what in {"slider", "footplate"}:
        return _under_foot(held, at, skeleton, eye)
    if held.what == "rope":
        return _rope(skeleton, eye)
    radius = ROUND_LOADS[held.what]
    at = add(at, times(UP, radius)) if held.where in THIGHS else at
    rounds = [(at, radius)]
    if held.what == "handle" and hand:
        # A machine's grip lies across the palm, so that it shows on both sides of the hand.
        along = times(_grip(skeleton, hand), 0.08)
        rounds = [(add(at, along), 0.02), (minus(at, along), 0.02)]
    if held.what == "bag" and hand:
        # It hangs from its handles.
        rounds = [(at, 0.015), *((add(at, times(UP, -down)), 0.1) for down in (0.22, 0.32))]
    return outline("load", rounds, eye)


def _rope(skeleton: Skeleton, eye: Eye) -> Shape:
    """Return a skipping rope: over the head while a foot stands, under the feet in the air."""
    p = skeleton.points
    air = min(p[f"ball_{side}"][1] for side in SIDES) - body.RADII["ball"]
    turn = pi * (1.0 - max(0.0, min(1.0, air / _CLEAR)))
    reach = (p["hand_left"][1] + p["hand_right"][1]) / 2 - _ROPE_LOW
    way = (sin(turn) * reach, -cos(turn) * reach, 0.0)
    shares = [step / _ROPE_PARTS for step in range(_ROPE_PARTS + 1)]
    bow = [
        add(between(p["hand_left"], p["hand_right"], at), times(way, 1.0 - (2.0 * at - 1.0) ** 4))
        for at in shares
    ]
    return lines("handle", bow, eye)


def _of_a_machine(held: Held, skeleton: Skeleton, eye: Eye) -> list[Shape]:
    """Return what a machine has behind the back, or what its levers press against."""
    if held.what == "backrest":
        return [_backrest(skeleton, eye)]
    return _pads(held.where, skeleton, eye)


def _backrest(skeleton: Skeleton, eye: Eye) -> Shape:
    """Return a machine's pad behind seat and back; it slides with the body where that slides."""
    p, t = skeleton.points, skeleton.turns
    ends = (
        add(p["pelvis"], turned(t["hips"], (-0.125, -0.08, 0.0))),
        add(p["chest"], turned(t["chest"], (-0.135, 0.12, 0.0))),
    )
    return outline(
        "thing",
        [(add(end, (0.0, 0.0, wide)), 0.025) for end in ends for wide in (-0.17, 0.17)],
        eye,
    )


def _pads(where: str, skeleton: Skeleton, eye: Eye) -> list[Shape]:
    """Return the pads of a machine that knees press apart or together, or shins lift."""
    p = skeleton.points
    if where in {"outer knees", "inner knees"}:
        way = 0.09 if where == "outer knees" else -0.09
        return [
            outline(
                "load",
                [
                    (add(between(p[f"hip_{side}"], p[f"knee_{side}"], share), off), 0.03)
                    for share in (0.78, 1.0)
                ],
                eye,
            )
            for side in SIDES
            for off in [_aside(skeleton, side, way)]
        ]
    sides = SIDES if where == "shins" else (where.removesuffix(" shin"),)
    rounds = []
    for side in sides:
        shin = unit(minus(p[f"ankle_{side}"], p[f"knee_{side}"]))
        front = add(
            p[f"ankle_{side}"], add(times(shin, -0.06), (-shin[1] * 0.085, shin[0] * 0.085, 0.0))
        )
        rounds += [(add(front, (0.0, 0.0, wide)), 0.048) for wide in (-0.09, 0.09)]
    return [outline("load", rounds, eye)]


def _aside(skeleton: Skeleton, side: str, far: float) -> Point:
    """Return the way from a thigh to its outside, level and so far."""
    p = skeleton.points
    thigh = minus(p[f"knee_{side}"], p[f"hip_{side}"])
    level = unit((thigh[2], 0.0, -thigh[0]))
    sign = 1.0 if level[2] * outward(side) > 0 else -1.0
    return times(level, sign * far)


def _under_foot(held: Held, at: Point, skeleton: Skeleton, eye: Eye) -> Shape:
    """Return a slider, or the plate of a press, across the way from the hips to the feet."""
    if held.what == "slider":
        ends = [((at[0] + way * 0.07, 0.014, at[2]), 0.014) for way in (-1.0, 1.0)]
        return outline("load", ends, eye)
    side = held.where.removesuffix(" foot")
    foot = "right" if side == "feet" else side
    hip, ball = skeleton.points[f"hip_{foot}"], skeleton.points[f"ball_{foot}"]
    push = unit((ball[0] - hip[0], ball[1] - hip[1], 0.0))
    under = add(at, times(push, 0.05))
    along = (-push[1], push[0], 0.0)
    corners = [
        (add(add(under, times(along, up)), (0.0, 0.0, wide)), 0.02)
        for up in (-0.24, 0.16)
        for wide in (-0.25, 0.25)
    ]
    return outline("thing", corners, eye)


def _bar(held: Held, at: Point, skeleton: Skeleton, eye: Eye) -> list[Shape]:
    """Return a bar across the body, with plates unless it is a stick."""
    p = skeleton.points
    belt = "hips" if held.where in {"hips", "thighs", "ankles", "shins"} else "chest"
    across = turned(skeleton.turns[belt], (0.0, 0.0, 1.0))
    between_hands = minus(p["hand_right"], p["hand_left"])
    if held.where in {"hands", "overhead"} and length(between_hands) > _APART:
        across = unit(between_hands)
    reach = 0.55 if held.what == "stick" else 0.85
    inner = _FRAME_HALF if held.what == "trap-bar" else 0.0
    shapes = []
    for way in (-1.0, 1.0) if inner else (1.0,):
        near, far = (add(at, times(across, way * end)) for end in (inner or -reach, reach))
        shapes.append(tapered("bar", (near, 0.014), (far, 0.014), eye))
    if inner:
        ahead = unit((across[2], 0.0, -across[0]))
        frame = [
            add(at, add(times(across, z), times(ahead, x)))
            for x, z in (*_FRAME, *((-x, -z) for x, z in _FRAME))
        ]
        shapes.append(lines("handle", frame, eye, closed=True))
    if held.what != "stick":
        plates = [add(at, times(across, way * 0.68)) for way in (-1.0, 1.0)]
        shapes += [disc("plate", plate, 0.2, across, eye) for plate in plates]
    return shapes


def _kettlebell(at: Point, way: Point | None, eye: Eye) -> list[Shape]:
    """Return a kettlebell; one that hangs some way from hands has its handle there."""
    if way is None:
        return [outline("load", [(at, 0.09)], eye)]
    bell, foot = add(at, times(way, 0.15)), add(at, times(way, 0.07))
    side = unit((way[1], -way[0], 0.0))
    bow = [add(foot, times(side, -0.05)), at, add(foot, times(side, 0.05))]
    return [outline("load", [(bell, 0.09)], eye), lines("handle", bow, eye)]


def _from_hands(skeleton: Skeleton) -> Point:
    """Return the way in which what both hands hold hangs or flies: in line with them."""
    left, right = (turned(skeleton.turns[f"hand_{side}"], (0.0, -1.0, 0.0)) for side in SIDES)
    return unit((left[0] + right[0], left[1] + right[1], 0.0))


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


def place_of(where: str, skeleton: Skeleton) -> tuple[Point, str]:
    """Return where a load is, and the hand that alone holds it; "" where none does."""
    p, t = skeleton.points, skeleton.turns
    side, _, limb = where.partition(" ")
    if limb == "thigh":
        near_knee = between(p[f"hip_{side}"], p[f"knee_{side}"], 0.85)
        return (add(near_knee, times(UP, 0.055)), "")
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
