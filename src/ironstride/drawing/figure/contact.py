"""Parts of the body that bear load, and the surfaces that bear them."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, degrees, hypot, radians, sin, tan
from typing import TYPE_CHECKING, Final

from ironstride.drawing.figure import body
from ironstride.drawing.figure.description import SOLIDS, UPRIGHTS, ThingKind
from ironstride.drawing.figure.geometry import (
    Point,
    Turn,
    about_y,
    about_z,
    add,
    after,
    axes,
    dot,
    minus,
    turned,
)
from ironstride.drawing.figure.skeleton import SIDES, FootAt, HandAt, outward

if TYPE_CHECKING:
    from ironstride.drawing.figure.description import Figure, Plant, Thing
    from ironstride.drawing.figure.skeleton import Skeleton

_TRUNK_PARTS: Final = {
    "seat": (("pelvis", "pelvis"),),
    "belly": (("waist", "waist"),),
    "back": (("chest", "chest"),),
    "chest": (("chest", "chest"),),
    "head": (("head", "head"),),
}
_LIMB_PARTS: Final = {
    "hip": (("hip", "hip"),),
    "shoulder": (("shoulder", "shoulder"),),
    "elbow": (("elbow", "elbow"),),
    "forearm": (("elbow", "elbow"), ("wrist", "wrist")),
    "hand": (("hand", "hand"),),
    "thigh": (("thigh", "knee"),),
    "knee": (("knee", "knee"),),
    "shin": (("knee", "knee"), ("ankle", "ankle")),
    "calf": (("calf", "knee"),),
    "heel": (("heel", "heel"),),
    "ball": (("ball", "ball"),),
    "toe": (("toe", "toe"),),
    "instep": (("ankle", "ankle"), ("toe", "toe")),
    "ankle": (("ankle", "ankle"),),
}
BOARD: Final = 0.8
"""How long the raised part of a bench is, metres."""
PARTS: Final = frozenset(_TRUNK_PARTS) | {
    name for part in _LIMB_PARTS for name in (f"{part}s", *(f"{part}_{side}" for side in SIDES))
}
"""Parts that may rest on something: of the trunk, of one side, or of both (``knees``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bump:
    """A round place of the body: its middle and how thick it is, metres."""

    at: Point
    radius: float


def bumps(part: str, skeleton: Skeleton) -> tuple[Bump, ...]:
    """Return the round places of a part.

    Raises:
        KeyError: there is no such part.
    """
    if part in _TRUNK_PARTS:
        return tuple(_bump(skeleton, *each) for each in _TRUNK_PARTS[part])
    if part.endswith("s") and part[:-1] in _LIMB_PARTS:
        return tuple(
            _bump(skeleton, point, thick, side)
            for side in SIDES
            for point, thick in _LIMB_PARTS[part[:-1]]
        )
    name, _, side = part.rpartition("_")
    return tuple(_bump(skeleton, point, thick, side) for point, thick in _LIMB_PARTS[name])


def _bump(skeleton: Skeleton, point: str, thick: str, side: str = "") -> Bump:
    radius = body.RADII[thick]
    if point in {"thigh", "calf"}:
        ends = ("hip", "knee") if point == "thigh" else ("knee", "ankle")
        a, b = (skeleton.points[f"{end}_{side}"] for end in ends)
        return Bump(at=((a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2), radius=radius)
    return Bump(at=skeleton.points[f"{point}_{side}" if side else point], radius=radius)


def floor_height(figure: Figure, x: float) -> float:
    """Return the height of the floor at x: 0, or the slope."""
    for thing in figure.things:
        if thing.kind is ThingKind.SLOPE:
            return x * tan(radians(thing.angle))
    return 0.0


def slope_angle(figure: Figure) -> float:
    """Return how steep the floor is, degrees uphill."""
    return sum(each.angle for each in figure.things if each.kind is ThingKind.SLOPE)


def top_of(figure: Figure, on: str, x: float) -> float:
    """Return the height of what bears at x: the floor or a thing's top.

    Raises:
        KeyError: the figure has no thing of that name.
    """
    if on == "floor":
        return floor_height(figure, x)
    thing = figure.thing(on)
    if thing is None:
        raise KeyError(on)
    return thing.y if thing.kind is ThingKind.BAR else thing.height


def is_upright(figure: Figure, on: str) -> bool:
    """Return whether a thing bears by its face."""
    thing = figure.thing(on)
    return thing is not None and thing.kind in UPRIGHTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The raised back part of a bench in the drawn plane.

    Args:
        edge: where it leaves the seat.
        along: unit vector up the board; away: unit vector to whom it bears.
    """

    edge: Point
    along: Point
    away: Point


def board_of(thing: Thing) -> Board:
    """Return the raised part of a bench: behind its seat, in front where its angle is below 0."""
    way = -1.0 if thing.angle > 0 else 1.0
    c, s = cos(radians(abs(thing.angle))), sin(radians(abs(thing.angle)))
    edge = (thing.x + way * thing.width / 2, thing.height, 0.0)
    return Board(edge=edge, along=(way * c, s, 0.0), away=(-way * s, c, 0.0))


def facing(thing: Thing) -> float:
    """Return the direction along x in which a wall's face looks: towards the figure."""
    return -1.0 if thing.x > 0 else 1.0


def gap(figure: Figure, bump: Bump, on: str) -> float:
    """Return how far a round place is from what bears it; negative where it is inside, metres."""
    thing = figure.thing(on)
    if thing is not None and thing.kind in UPRIGHTS:
        if thing.z is not None:
            return abs(thing.z - bump.at[2]) - bump.radius
        return (bump.at[0] - thing.x) * facing(thing) - bump.radius
    if thing is not None and thing.kind is ThingKind.BENCH and thing.angle:
        on_board = _board_gap(thing, bump)
        level = _flat_gap(thing, bump)
        return level if on_board is None else min(level, on_board, key=abs)
    if thing is not None and thing.kind in SOLIDS:
        return _flat_gap(thing, bump)
    if thing is not None:
        return hypot(bump.at[0] - thing.x, bump.at[1] - thing.y) - bump.radius
    steep = radians(slope_angle(figure))
    return (bump.at[1] - floor_height(figure, bump.at[0])) * cos(steep) - bump.radius


def _flat_gap(thing: Thing, bump: Bump) -> float:
    """Return how far a round place is from a level top."""
    beside = max(abs(bump.at[0] - thing.x) - thing.width / 2, 0.0)
    above = bump.at[1] - bump.radius - thing.height
    return above if beside <= bump.radius else beside


def _board_gap(thing: Thing, bump: Bump) -> float | None:
    """Return how far a round place is from the raised part of a bench; None where it is past it."""
    board = board_of(thing)
    way = minus((bump.at[0], bump.at[1], 0.0), board.edge)
    up = dot(way, board.along)
    beside = max(-up, up - BOARD, 0.0)
    return dot(way, board.away) - bump.radius if beside <= bump.radius else None


def foot_at(figure: Figure, side: str, plant: Plant) -> FootAt:
    """Return where a planted foot's ankle is and how the foot is turned."""
    out = outward(side)
    z = plant.z if plant.z is not None else out * 0.10
    thing = figure.thing(plant.on)
    if thing is not None and thing.kind in UPRIGHTS:
        face = facing(thing)
        flat = axes((0.0, 1.0, 0.0), (face, 0.0, 0.0))
        ground = (thing.x, plant.y if plant.y is not None else 0.0, z)
        return _pitched(plant, ground, flat)
    y = top_of(figure, plant.on, plant.x) if plant.y is None else plant.y
    if plant.part == "instep":
        turn = about_z(-180.0 + plant.pitch)
        return FootAt(ankle=(plant.x, y + body.RADII["ankle"], z), turn=turn, toes=0.0)
    steep = slope_angle(figure) if plant.on == "floor" else 0.0
    flat = after(about_y(-out * plant.out), about_z(steep))
    return _pitched(plant, (plant.x, y, z), flat)


def _pitched(plant: Plant, ground: Point, flat: Turn) -> FootAt:
    """Return a foot turned about its ball or its heel.

    Args:
        ground: the spot of what bears it that is under the ankle when it stands flat.
        flat: how the foot is turned when it stands flat.
    """
    sole = after(flat, about_z(-plant.pitch))
    pivot: Point
    toes = plant.pitch
    if plant.pitch >= 0 or plant.part == "ball":
        pivot = (body.BALL_AHEAD, body.RADII["ball"], 0.0)
        arm = (-body.BALL_AHEAD, body.ANKLE_HEIGHT - body.RADII["ball"], 0.0)
    else:
        pivot = (-body.HEEL_BACK, body.RADII["heel"], 0.0)
        arm = (body.HEEL_BACK, body.ANKLE_HEIGHT - body.RADII["heel"], 0.0)
        toes = 0.0
    ankle = add(add(ground, turned(flat, pivot)), turned(sole, arm))
    return FootAt(ankle=ankle, turn=sole, toes=toes)


def hand_at(figure: Figure, side: str, plant: Plant) -> HandAt:
    """Return where a planted hand's palm is and where its fingers point."""
    z = plant.z if plant.z is not None else outward(side) * body.SHOULDER_HALF
    thick = body.RADII["hand"]
    thing = figure.thing(plant.on)
    if thing is not None and thing.kind in UPRIGHTS:
        y = plant.y if plant.y is not None else 1.3
        if thing.z is not None:
            inner = thing.z - thick if thing.z > 0 else thing.z + thick
            return HandAt(palm=(plant.x, y, inner), aim=plant.aim or (0.0, 1.0, 0.0))
        palm = (thing.x + facing(thing) * thick, y, z)
        return HandAt(palm=palm, aim=plant.aim or (0.0, 1.0, 0.0))
    if thing is not None and thing.kind in {ThingKind.BAR, ThingKind.POST}:
        return HandAt(palm=(thing.x, thing.y, z), aim=plant.aim)
    if plant.part == "grip":
        y = plant.y if plant.y is not None else top_of(figure, plant.on, plant.x) + thick
        return HandAt(palm=(plant.x, y, z), aim=plant.aim)
    y = top_of(figure, plant.on, plant.x) + thick if plant.y is None else plant.y
    return HandAt(palm=(plant.x, y, z), aim=plant.aim or (1.0, 0.0, 0.0))


def level_toes(skeleton: Skeleton, side: str) -> float:
    """Return the angle of the toes that lays them level, degrees."""
    ahead = turned(skeleton.turns[f"foot_{side}"], (1.0, 0.0, 0.0))
    low, high = body.LIMITS["toes"]
    return max(low, min(high, degrees(asin(max(-1.0, min(1.0, -ahead[1]))))))
