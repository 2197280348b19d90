"""Where a key frame's body is: planted limbs, things it rests on, and its balance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt
from typing import TYPE_CHECKING, Final

from ironstride.drawing.figure import body
from ironstride.drawing.figure.contact import (
    bumps,
    facing,
    foot_at,
    gap,
    hand_at,
    is_upright,
    level_toes,
)
from ironstride.drawing.figure.geometry import Point, about_z, add, between, minus, turned
from ironstride.drawing.figure.skeleton import SIDES, FootAt, HandAt, Skeleton, build

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from ironstride.drawing.figure.description import Figure, Frame

_ROUNDS: Final = 40
_EXACT: Final = 0.0004
"""Metres within which a place counts as found."""
_LEAN_STEP: Final = 2.0
_LEAN_STEPS: Final = 30
"""Degrees of a step, and how many to either side, in which a second rest is looked for (house)."""
_HALVINGS: Final = 30
_STANDING_KNEE: Final = 4.0
"""Degrees that a knee bends where nothing is told: nobody stands locked (house)."""
_HANGING_ELBOW: Final = 5.0
"""Degrees that an elbow bends where nothing is told: nobody hangs locked (house)."""
_LEAST_RISE: Final = 0.1
"""A limb that does not reach stands this far up at least, metres: what it misses is a fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A key frame with its body in place.

    Args:
        anchor: x of the first rest, which the next frames keep.
    """

    frame: Frame
    skeleton: Skeleton
    anchor: float | None

    @property
    def is_flight(self) -> bool:
        """Whether nothing bears the body."""
        return not self.frame.plants and not self.frame.rests


def place(figure: Figure, frame: Frame, anchor: float | None = None) -> Placed:
    """Return a frame's body where its rests, plants and balance put it.

    Args:
        anchor: x of the first rest in the frame before; None in the first frame.
    """
    return _Placing(figure, frame, anchor).placed()


def place_all(figure: Figure) -> tuple[Placed, ...]:
    """Return every key frame's body; a part that rests stays where it is from frame to frame."""
    placed: list[Placed] = []
    rest = ""
    anchor: float | None = None
    for frame in figure.frames:
        first = frame.rests[0].part if frame.rests else ""
        if first != rest:
            anchor = None
        placed.append(place(figure, frame, anchor))
        rest, anchor = first, placed[-1].anchor
    return tuple(placed)


class _Placing:
    """Finds the place of one frame's body."""

    def __init__(self, figure: Figure, frame: Frame, anchor: float | None) -> None:
        self._figure = figure
        self._frame = frame
        self._anchor = anchor
        self._angles = dict(frame.angles)
        self._feet: dict[str, FootAt] = {}
        self._hands: dict[str, HandAt] = {}
        for limb, plant in frame.plants.items():
            kind, _, side = limb.partition("_")
            if kind == "foot":
                self._feet[side] = foot_at(figure, side, plant)
            else:
                self._hands[side] = hand_at(figure, side, plant)

    def placed(self) -> Placed:
        """Return the frame with its body in place."""
        x, y, z = self._frame.pelvis
        if x is not None and y is not None:
            return self._done((x, y, z or 0.0))
        if self._frame.rests:
            return self._at_rest()
        if self._feet or self._hands:
            return self._done(self._balanced((x, y, z)))
        return self._done((x or 0.0, y if y is not None else 1.0, z or 0.0))

    def _done(self, pelvis: Point, anchor: float | None = None) -> Placed:
        return Placed(frame=self._frame, skeleton=self._built(pelvis), anchor=anchor)

    def _built(self, pelvis: Point) -> Skeleton:
        return build(self._angles, pelvis, self._feet, self._hands)

    # Rests: the first decides where the body is, the second how it leans.

    def _at_rest(self) -> Placed:
        frame = self._frame
        first = frame.rests[0]
        self._lay_toes()
        if len(frame.rests) > 1 and frame.settle:
            self._angles[frame.settle] = self._settled(frame.settle)
            self._lay_toes()
        pelvis = self._resting()
        anchor = bumps(first.part, self._built(pelvis))[0].at[0]
        return self._done(pelvis, anchor)

    def _lay_toes(self) -> None:
        """Lay the toes of a foot that rests on its ball level, where nobody told them."""
        for rest in self._frame.rests:
            if rest.part.startswith("ball"):
                skeleton = self._built((0.0, 0.0, 0.0))
                for side in SIDES:
                    if f"toes_{side}" not in self._frame.angles:
                        self._angles[f"toes_{side}"] = level_toes(skeleton, side)

    def _settled(self, name: str) -> float:
        """Return the angle at which the second rest touches, or the told one where none does."""
        told = self._angles.get(name, 0.0)
        second = self._frame.rests[1]

        def apart(angle: float) -> float:
            self._angles[name] = angle
            skeleton = self._built(self._resting())
            return min(gap(self._figure, bump, second.on) for bump in bumps(second.part, skeleton))

        # Outward from the told angle, so that the nearest one at which it touches is found.
        for reach in range(1, _LEAN_STEPS + 1):
            for step in (_LEAN_STEP, -_LEAN_STEP):
                near, far = told + step * (reach - 1), told + step * reach
                if apart(near) * apart(far) <= 0:
                    return _root(apart, near, far)
        return told

    def _resting(self) -> Point:
        """Return where the pelvis is when the first rest touches, with knees and z as told."""
        x, y, z = self._frame.pelvis
        first = self._frame.rests[0]
        flat = self._built((0.0, 0.0, z or 0.0))
        parts = bumps(first.part, flat)
        if is_upright(self._figure, first.on):
            thing = self._figure.thing(first.on)
            if thing is None:
                raise KeyError(first.on)
            if thing.z is not None:
                way = 1.0 if thing.z > 0 else -1.0
                beside = thing.z - way * max(part.at[2] * way + part.radius for part in parts)
                return self._balanced((x, y, beside))
            reach = max(part.radius - part.at[0] * facing(thing) for part in parts)
            return self._balanced((thing.x + facing(thing) * reach, y, z))
        at = x
        if at is None:
            wanted = self._frame.at if self._frame.at is not None else self._anchor
            at = 0.0 if wanted is None else wanted - parts[0].at[0]
        low = min(
            gap(self._figure, replace(part, at=add(part.at, (at, 10.0, 0.0))), first.on) - 10.0
            for part in parts
        )
        return (at, -low if y is None else y, z or 0.0)

    # Balance: the centre of mass lies over what is planted, the knee is as told.

    def _balanced(self, told: tuple[float | None, float | None, float | None]) -> Point:
        aim = self._aim()
        pelvis = (
            told[0] if told[0] is not None else aim[0],
            told[1] if told[1] is not None else 0.9,
            told[2] if told[2] is not None else aim[2],
        )
        for _ in range(_ROUNDS):
            y = told[1] if told[1] is not None else self._height(pelvis)
            pelvis = (pelvis[0], y, pelvis[2])
            off = minus(aim, self._built(pelvis).mass_centre())
            step = (
                off[0] if told[0] is None else 0.0,
                0.0,
                off[2] if told[2] is None else 0.0,
            )
            pelvis = add(pelvis, step)
            if abs(step[0]) + abs(step[2]) < _EXACT:
                break
        return (pelvis[0], told[1] if told[1] is not None else self._height(pelvis), pelvis[2])

    def _aim(self) -> Point:
        """Return the place over (or, hanging, under) which the body balances."""
        spots = {side: _middle_of(foot) for side, foot in self._feet.items()}
        if not spots:
            spots = {side: hand.palm for side, hand in self._hands.items()}
        if len(spots) == 1:
            return next(iter(spots.values()))
        weight = self._frame.weight
        if weight is None:
            weight = {"left": 0.2, "right": 0.8}.get(self._frame.stance, 0.5)
        left, right = spots["left"], spots["right"]
        return between(left, right, weight)

    def _height(self, pelvis: Point) -> float:
        """Return how high the pelvis is by the bend of the standing leg or the hanging arm."""
        if self._feet:
            side = self._bearing_side(self._feet)
            bend = self._angles.get(f"knee_{side}", _STANDING_KNEE)
            far = _length_bent(body.THIGH, body.SHANK, bend)
            hip, ankle = self._offset(f"hip_{side}"), self._feet[side].ankle
            return ankle[1] + _rise(far, add(pelvis, hip), ankle) - hip[1]
        side = self._bearing_side(self._hands)
        bend = self._angles.get(f"elbow_{side}", _HANGING_ELBOW)
        far = _length_bent(body.UPPER_ARM, body.FOREARM + body.PALM, bend)
        shoulder, palm = self._offset(f"shoulder_{side}"), self._hands[side].palm
        return palm[1] - _rise(far, add(pelvis, shoulder), palm) - shoulder[1]

    def _bearing_side(self, planted: Collection[str]) -> str:
        """Return the stance's side where its limb is planted, else the right or the only one."""
        stance = self._frame.stance
        return stance if stance in planted else "right" if "right" in planted else "left"

    def _offset(self, point: str) -> Point:
        """Return the way from the pelvis to a point of the trunk."""
        return build(self._angles, (0.0, 0.0, 0.0)).points[point]


def _middle_of(foot: FootAt) -> Point:
    """Return the spot of a foot over which one stands: the arch, or the ball on tiptoe."""
    ahead = body.BALL_AHEAD + 0.01 if foot.toes else 0.055
    return add(foot.ankle, turned(foot.turn, (ahead, -body.ANKLE_HEIGHT, 0.0)))


def _rise(far: float, upper: Point, lower: Point) -> float:
    """Return how much higher one end of a limb is than the other, from how far it is beside it."""
    beside = (upper[0] - lower[0], upper[2] - lower[2])
    return sqrt(max(far**2 - beside[0] ** 2 - beside[1] ** 2, _LEAST_RISE**2))


def _length_bent(first: float, second: float, bend: float) -> float:
    """Return the distance between the far ends of two bones with a bend between them."""
    end = add((0.0, -first, 0.0), turned(about_z(-bend), (0.0, -second, 0.0)))
    return sqrt(end[0] ** 2 + end[1] ** 2)


def _root(apart: Callable[[float], float], low: float, high: float) -> float:
    """Return where a function that changes its sign between two angles is 0."""
    at_low = apart(low)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        here = apart(middle)
        if here * at_low > 0:
            low, at_low = middle, here
        else:
            high = middle
    return (low + high) / 2
