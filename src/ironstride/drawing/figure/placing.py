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
from ironstride.drawing.figure.geometry import Point, about_z, add, minus, turned
from ironstride.drawing.figure.skeleton import (
    ARM_ANGLES,
    LEG_ANGLES,
    SIDES,
    SWINGS,
    FootAt,
    HandAt,
    Skeleton,
    build,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ironstride.drawing.figure.description import Figure, Frame

_ROUNDS: Final = 40
_EXACT: Final = 0.0004
"""Metres within which a place counts as found."""
_FURTHEST_LEAN: Final = 60.0
LIMB_ANGLES: Final = frozenset({*LEG_ANGLES, *ARM_ANGLES, *SWINGS})
STANDING_KNEE: Final = 4.0
"""Degrees that a knee bends where nothing is told: nobody stands locked (house)."""


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

        step = 2.0
        for reach in range(1, int(_FURTHEST_LEAN / step) + 1):
            for sign in (1.0, -1.0):
                near, far = told + sign * (reach - 1) * step, told + sign * reach * step
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
        return add(left, _scaled(minus(right, left), weight))

    def _height(self, pelvis: Point) -> float:
        """Return how high the pelvis is by the bend of the standing leg or the hanging arm."""
        side = self._frame.stance
        if self._feet:
            if side not in self._feet:
                side = "right" if "right" in self._feet else "left"
            ankle = self._feet[side].ankle
            hip = self._offset(f"hip_{side}")
            bend = self._angles.get(f"knee_{side}", STANDING_KNEE)
            far = _length_bent(body.THIGH, body.SHANK, bend)
            flat = minus((pelvis[0] + hip[0], 0.0, pelvis[2] + hip[2]), (ankle[0], 0.0, ankle[2]))
            rise = sqrt(max(far**2 - flat[0] ** 2 - flat[2] ** 2, 0.01))
            return ankle[1] + rise - hip[1]
        if side not in self._hands:
            side = "right" if "right" in self._hands else "left"
        palm = self._hands[side].palm
        shoulder = self._offset(f"shoulder_{side}")
        bend = self._angles.get(f"elbow_{side}", 5.0)
        far = _length_bent(body.UPPER_ARM, body.FOREARM + body.PALM, bend)
        flat = minus(
            (pelvis[0] + shoulder[0], 0.0, pelvis[2] + shoulder[2]), (palm[0], 0.0, palm[2])
        )
        drop = sqrt(max(far**2 - flat[0] ** 2 - flat[2] ** 2, 0.01))
        return palm[1] - drop - shoulder[1]

    def _offset(self, point: str) -> Point:
        """Return the way from the pelvis to a point of the trunk."""
        return build(self._angles, (0.0, 0.0, 0.0)).points[point]


def _middle_of(foot: FootAt) -> Point:
    """Return the spot of a foot over which one stands: the arch, or the ball on tiptoe."""
    ahead = body.BALL_AHEAD + 0.01 if foot.toes else 0.055
    return add(foot.ankle, turned(foot.turn, (ahead, -body.ANKLE_HEIGHT, 0.0)))


def _scaled(point: Point, factor: float) -> Point:
    return (point[0] * factor, point[1] * factor, point[2] * factor)


def _length_bent(first: float, second: float, bend: float) -> float:
    """Return the distance between the far ends of two bones with a bend between them."""
    end = add((0.0, -first, 0.0), turned(about_z(-bend), (0.0, -second, 0.0)))
    return sqrt(end[0] ** 2 + end[1] ** 2)


def _root(apart: Callable[[float], float], low: float, high: float) -> float:
    """Return where a function that changes its sign between two angles is 0."""
    at_low = apart(low)
    for _ in range(30):
        middle = (low + high) / 2
        here = apart(middle)
        if here * at_low > 0:
            low, at_low = middle, here
        else:
            high = middle
    return (low + high) / 2


def in_between(figure: Figure, before: Placed, behind: Placed, share: float) -> Skeleton:
    """Return the body a share of the way from one placed frame to the next.

    Joints turn evenly; limbs planted in both frames stay planted, and what rests in both stays.
    Feet that leave for a flight push until it begins, and feet that land are there before it ends.
    """
    from_angles, to_angles = before.skeleton.angles, behind.skeleton.angles
    angles = {name: _mixed(from_angles[name], to_angles[name], share) for name in from_angles}
    for name in (f"{swing}_{side}" for swing in SWINGS for side in SIDES):
        a, b = before.frame.angles.get(name, 0.0), behind.frame.angles.get(name, 0.0)
        angles[name] = _mixed(a, b, share)
    feet: dict[str, FootAt] = {}
    hands: dict[str, HandAt] = {}
    for limb in before.frame.plants.keys() & behind.frame.plants.keys():
        a_plant, b_plant = before.frame.plants[limb], behind.frame.plants[limb]
        if (a_plant.on, a_plant.part) != (b_plant.on, b_plant.part):
            continue
        mixed = replace(
            a_plant,
            x=_mixed(a_plant.x, b_plant.x, share),
            y=None
            if a_plant.y is None or b_plant.y is None
            else _mixed(a_plant.y, b_plant.y, share),
            z=None
            if a_plant.z is None or b_plant.z is None
            else _mixed(a_plant.z, b_plant.z, share),
            pitch=_mixed(a_plant.pitch, b_plant.pitch, share),
            out=_mixed(a_plant.out, b_plant.out, share),
        )
        kind, _, side = limb.partition("_")
        if kind == "foot":
            feet[side] = foot_at(figure, side, mixed)
        else:
            hands[side] = hand_at(figure, side, mixed)
    for side in feet:
        # A planted foot lays its toes by itself; the angles told are on top of that.
        for name in ("toes", "small_toes"):
            a, b = (_told_toes(each.frame, name, side) for each in (before, behind))
            angles[f"{name}_{side}"] = _mixed(a, b, share)
    pelvis = _pelvis_between(figure, angles, (before, behind), share)
    skeleton = build(angles, pelvis, feet, hands)
    if not before.frame.rests or before.frame.rests[:1] != behind.frame.rests[:1]:
        return skeleton
    part = before.frame.rests[0].part
    here = bumps(part, skeleton)[0].at
    a_at, b_at = bumps(part, before.skeleton)[0].at, bumps(part, behind.skeleton)[0].at
    wanted = add(a_at, _scaled(minus(b_at, a_at), share))
    return build(angles, add(pelvis, minus(wanted, here)), feet, hands)


def _pelvis_between(
    figure: Figure, angles: Mapping[str, float], ends: tuple[Placed, Placed], share: float
) -> Point:
    """Return where the pelvis is: straight on its way, but for legs that push off or land."""
    before, behind = ends
    start, end = (each.skeleton.points["pelvis"] for each in ends)
    pelvis = add(start, _scaled(minus(end, start), share))
    pushed = None
    if behind.is_flight:
        pushed = _pushed_off(angles, before, behind, share)
    elif before.is_flight:
        pushed = _pushed_off(angles, behind, before, 1.0 - share)
    if pushed is None:
        return pelvis
    # A runner who is shown on the spot goes evenly; the ground goes back under the feet.
    return (pelvis[0], pushed[1], pelvis[2]) if figure.cycles else pushed


def _pushed_off(
    angles: Mapping[str, float], ground: Placed, flight: Placed, share: float
) -> Point | None:
    """Return where the pelvis is on its way from the ground into a flight; None without a foot.

    The balls of the feet stay where they were at first, while the legs stretch: the flight comes on
    with the cube of the share, and its height comes to rest in the frame that is flown.
    """
    balls = [
        f"ball_{limb.removeprefix('foot_')}"
        for limb in ground.frame.plants
        if limb.startswith("foot_")
    ]
    if not balls:
        return None

    def over_feet(posture: Mapping[str, float]) -> Point:
        points = build(posture, (0.0, 0.0, 0.0)).points
        ways = [minus(ground.skeleton.points[ball], points[ball]) for ball in balls]
        sums = (sum(way[axis] for way in ways) for axis in range(3))
        x, y, z = (total / len(ways) for total in sums)
        return (x, y, z)

    flown = minus(flight.skeleton.points["pelvis"], over_feet(flight.skeleton.angles))
    far, high = share**3, share**3 * (4.0 - 3.0 * share)
    return add(over_feet(angles), (flown[0] * far, flown[1] * high, flown[2] * far))


def _told_toes(frame: Frame, name: str, side: str) -> float:
    """Return the told angle of the toes; the small ones go with the big one by themselves."""
    big = frame.angles.get(f"toes_{side}", 0.0)
    return frame.angles.get(f"{name}_{side}", big)


def _mixed(a: float, b: float, share: float) -> float:
    return a + (b - a) * share


def expanded(angles: Mapping[str, float]) -> dict[str, float]:
    """Return angles by side: a name without a side counts for both, a name with one wins."""
    both = {
        f"{name}_{side}": angle
        for name, angle in angles.items()
        if name in LIMB_ANGLES
        for side in SIDES
    }
    return both | {name: angle for name, angle in angles.items() if name not in LIMB_ANGLES}
