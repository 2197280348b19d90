"""Where every point of the body is, from its joints' angles and what hands and feet hold to.

Angles are in degrees, flexion positive, by the names in ``body.LIMITS``, with ``_left`` or
``_right`` for limbs, and ``lean`` (forward), ``tilt`` (to the right) and ``turn`` (to the left) of
the pelvis. A limb that is planted gets its angles from where its end is: the end stays put, and
hip, knee and ankle follow.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import acos, atan2, cos, degrees, radians, sin
from typing import TYPE_CHECKING, Final

from ironstride.drawing.figure import body
from ironstride.drawing.figure.geometry import (
    Point,
    Turn,
    about_x,
    about_y,
    about_z,
    add,
    after,
    angles_zxy,
    axes,
    between,
    columns,
    cross,
    dot,
    length,
    minus,
    times,
    turned,
    unit,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

SIDES: Final = ("left", "right")
TRUNK_ANGLES: Final = ("lean", "tilt", "turn", "bend", "side_bend", "twist", "nod", "look")
LEG_ANGLES: Final = (
    "hip",
    "hip_out",
    "hip_turn",
    "knee",
    "ankle",
    "foot_in",
    "toes",
    "small_toes",
    "arch",
)
ARM_ANGLES: Final = ("shoulder", "shoulder_out", "shoulder_turn", "elbow", "wrist")
SWINGS: Final = ("knee_swing", "elbow_swing")
"""Degrees by which the knee or elbow of a planted limb swings outward about the line from hip to
ankle or shoulder to hand."""
LIMB_ANGLES: Final = frozenset({*LEG_ANGLES, *ARM_ANGLES, *SWINGS})
_OPPOSED: Final = -0.5
"""Cosine below which a foot points away from where the belly does: more than 120 degrees apart."""
_SHORT: Final = 0.05
_STEEP: Final = 0.9
_QUARTER: Final = 90.0
_STRAIGHT: Final = 0.9995
"""A limb reaches at most this share of its length, so that its bend keeps a direction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FootAt:
    """A foot that stays put: where its ankle is and how the foot is turned."""

    ankle: Point
    turn: Turn
    toes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HandAt:
    """A hand that stays put: the middle of its palm.

    Args:
        aim: where the fingers point; None for a grip, in line with the forearm.
    """

    palm: Point
    aim: Point | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Skeleton:
    """The body in space.

    Args:
        points: by name, ``_left`` and ``_right`` for limbs.
        angles: of every joint, degrees.
        turns: of the chest, hands and feet.
        misses: by limb, how far a planted end is from where it should be, metres.
    """

    points: Mapping[str, Point]
    angles: Mapping[str, float]
    turns: Mapping[str, Turn]
    misses: Mapping[str, float]

    def mass_centre(self) -> Point:
        """Return the centre of the body's mass (de Leva 1996)."""
        x = y = z = 0.0
        for mass, ends in _MASSES:
            at = between(self.points[ends[0]], self.points[ends[1]], mass.at)
            x, y, z = x + mass.share * at[0], y + mass.share * at[1], z + mass.share * at[2]
        return times((x, y, z), 1.0 / _ALL_MASS)


_MASSES: Final = tuple(
    [(mass, (mass.first, mass.second)) for mass in body.TRUNK_MASSES]
    + [
        (mass, (f"{mass.first}_{side}", f"{mass.second}_{side}"))
        for side in SIDES
        for mass in body.LIMB_MASSES
    ]
)
_ALL_MASS: Final = sum(mass.share for mass, _ in _MASSES)


def outward(side: str) -> float:
    """Return 1 for the right side, whose outside is ahead on the z axis, and -1 for the left."""
    return 1.0 if side == "right" else -1.0


def build(
    angles: Mapping[str, float],
    pelvis: Point,
    feet: Mapping[str, FootAt] | None = None,
    hands: Mapping[str, HandAt] | None = None,
) -> Skeleton:
    """Return the body with its pelvis at a point.

    Args:
        angles: degrees; what is missing is 0.
        feet: by side; a foot that is here keeps its place, and the leg's angles are found.
        hands: by side, likewise.
    """
    maker = _Maker(angles, pelvis)
    for side in SIDES:
        maker.leg(side, (feet or {}).get(side))
        maker.arm(side, (hands or {}).get(side))
    return Skeleton(
        points=maker.points, angles=maker.angles, turns=maker.turns, misses=maker.misses
    )


class _Maker:
    """Builds one body from the pelvis outward."""

    def __init__(self, angles: Mapping[str, float], pelvis: Point) -> None:
        """Place the trunk and the head."""
        self._told = angles
        self.angles: dict[str, float] = {name: angles.get(name, 0.0) for name in TRUNK_ANGLES}
        self.misses: dict[str, float] = {}
        told = self.angles
        self.hips = after(about_y(told["turn"]), about_z(-told["lean"]), about_x(told["tilt"]))
        self.ribs = after(
            self.hips,
            about_y(told["twist"]),
            about_z(-told["bend"]),
            about_x(told["side_bend"]),
        )
        skull = after(self.ribs, about_y(told["look"]), about_z(-told["nod"]))
        waist = add(pelvis, turned(self.hips, (0.0, body.PELVIS, 0.0)))
        chest = add(waist, turned(self.ribs, (0.0, body.CHEST, 0.0)))
        neck = add(chest, turned(self.ribs, (0.01, body.NECK, 0.0)))
        head = add(neck, turned(skull, (0.02, body.HEAD, 0.0)))
        self.points: dict[str, Point] = {
            "pelvis": pelvis,
            "waist": waist,
            "chest": chest,
            "neck": neck,
            "head": head,
        }
        self.turns: dict[str, Turn] = {"hips": self.hips, "chest": self.ribs, "head": skull}

    def _angle(self, name: str, side: str) -> float:
        return self._told.get(f"{name}_{side}", 0.0)

    def _keep(self, side: str, **angles: float) -> None:
        for name, angle in angles.items():
            self.angles[f"{name}_{side}"] = angle

    def leg(self, side: str, foot: FootAt | None) -> None:
        """Add a leg, by its angles or to a planted foot."""
        out = outward(side)
        hip = add(self.points["pelvis"], turned(self.hips, (0.0, 0.0, out * body.HIP_HALF)))
        if foot is None:
            thigh = self._limb(self.hips, "hip", side)
            bend = self._angle("knee", side)
            self._keep(side, knee=bend)
        else:
            # The knee points where the foot and the belly do; a foot on its laces points back.
            hint, toward = turned(self.hips, (1.0, 0.0, 0.0)), turned(foot.turn, (1.0, 0.0, 0.0))
            if dot(hint, toward) > _OPPOSED:
                hint = add(hint, toward)
            swing = out * self._angle("knee_swing", side)
            thigh, bend, miss = _reach(
                hip, foot.ankle, (hint, swing), (body.THIGH, body.SHANK), forward=True
            )
            self.misses[f"foot_{side}"] = miss
            self._found(self.hips, thigh, "hip", side)
            self._keep(side, knee=bend)
        knee = add(hip, turned(thigh, (0.0, -body.THIGH, 0.0)))
        shin = after(thigh, about_z(-bend))
        ankle = add(knee, turned(shin, (0.0, -body.SHANK, 0.0)))
        if foot is None:
            angle, laid = self._angle("ankle", side), 0.0
            aside = self._angle("foot_in", side)
            sole = after(shin, about_y(out * aside), about_z(angle))
        else:
            sole, laid, aside = foot.turn, foot.toes, 0.0
            ahead = turned(columns(shin), turned(sole, (1.0, 0.0, 0.0)))
            angle = degrees(atan2(ahead[1], ahead[0]))
        told = self._angle("toes", side)
        toes = laid + told
        small = laid + self._told.get(f"small_toes_{side}", told)
        arch = self._angle("arch", side)
        self._keep(side, ankle=angle, toes=toes, small_toes=small, arch=arch, foot_in=aside)
        self._foot(side, ankle, sole, toes)
        self.points |= {f"hip_{side}": hip, f"knee_{side}": knee, f"ankle_{side}": ankle}

    def _foot(self, side: str, ankle: Point, sole: Turn, toes: float) -> None:
        heel = (-body.HEEL_BACK, body.RADII["heel"] - body.ANKLE_HEIGHT, 0.0)
        ball = (body.BALL_AHEAD, body.RADII["ball"] - body.ANKLE_HEIGHT, 0.0)
        drop = body.RADII["toe"] - body.RADII["ball"]
        lifted = radians(toes)
        toe = (
            ball[0] + body.TOES * cos(lifted) - drop * sin(lifted),
            ball[1] + body.TOES * sin(lifted) + drop * cos(lifted),
            0.0,
        )
        for name, at in (("heel", heel), ("ball", ball), ("toe", toe)):
            self.points[f"{name}_{side}"] = add(ankle, turned(sole, at))
        self.turns[f"foot_{side}"] = sole

    def arm(self, side: str, hand: HandAt | None) -> None:
        """Add an arm, by its angles or to a planted hand."""
        out = outward(side)
        shoulder = add(
            self.points["chest"], turned(self.ribs, (0.0, 0.0, out * body.SHOULDER_HALF))
        )
        palm_along = 0.0 if hand is None or hand.aim is not None else body.PALM
        if hand is None:
            upper = self._limb(self.ribs, "shoulder", side)
            bend = self._angle("elbow", side)
        else:
            target = hand.palm
            if hand.aim is not None:
                target = minus(target, times(unit(hand.aim), body.PALM))
            hint = turned(self.ribs, (-0.5, -1.0, 0.0))
            swing = -out * self._angle("elbow_swing", side)
            upper, bend, miss = _reach(
                shoulder,
                target,
                (hint, swing),
                (body.UPPER_ARM, body.FOREARM + palm_along),
                forward=False,
            )
            self.misses[f"hand_{side}"] = miss
            self._found(self.ribs, upper, "shoulder", side)
        elbow = add(shoulder, turned(upper, (0.0, -body.UPPER_ARM, 0.0)))
        lower = after(upper, about_z(bend))
        wrist = add(elbow, turned(lower, (0.0, -body.FOREARM, 0.0)))
        if hand is None or hand.aim is None:
            angle = self._angle("wrist", side)
        else:
            fingers = turned(columns(lower), unit(hand.aim))
            angle = degrees(atan2(fingers[0], -fingers[1]))
        palm = after(lower, about_z(angle))
        self._keep(side, elbow=bend, wrist=angle)
        aim = turned(palm, (0.0, -1.0, 0.0)) if hand is None or hand.aim is None else unit(hand.aim)
        self.turns[f"hand_{side}"] = palm
        self.points |= {
            f"shoulder_{side}": shoulder,
            f"elbow_{side}": elbow,
            f"wrist_{side}": wrist,
            f"hand_{side}": add(wrist, times(aim, body.PALM)),
        }

    def _limb(self, root: Turn, joint: str, side: str) -> Turn:
        """Return how a limb's first bone is turned by its angles."""
        out = outward(side)
        flexed = self._angle(joint, side)
        away = self._angle(f"{joint}_out", side)
        inward = self._angle(f"{joint}_turn", side)
        self._keep(side, **{joint: flexed, f"{joint}_out": away, f"{joint}_turn": inward})
        return after(root, about_z(flexed), about_x(-out * away), about_y(out * inward))

    def _found(self, root: Turn, limb: Turn, joint: str, side: str) -> None:
        """Note the angles of a limb whose turn was found."""
        out = outward(side)
        flexed, away, inward = angles_zxy(after(columns(root), limb))
        if joint == "shoulder" and abs(inward) > _QUARTER and out * away <= 0:
            # The same place said another way: raised sideways instead of forward and turned.
            flexed, away, inward = flexed - 180.0, 180.0 - away, inward - 180.0
        self._keep(
            side,
            **{
                joint: _within_a_turn(flexed, -90.0),
                f"{joint}_out": _within_a_turn(-out * away, -90.0),
                f"{joint}_turn": _within_a_turn(out * inward, -180.0),
            },
        )


def _within_a_turn(angle: float, low: float) -> float:
    """Return an angle within a full turn above a lowest one, degrees: a raised arm is at 180."""
    return (angle - low) % 360.0 + low


def _reach(
    origin: Point,
    target: Point,
    bulge: tuple[Point, float],
    bones: tuple[float, float],
    *,
    forward: bool,
) -> tuple[Turn, float, float]:
    """Return the turn of the first of two bones, the bend between them, and what is missed.

    Args:
        bulge: the direction to which the middle joint points, and degrees by which it swings
            about the line from origin to target.
        forward: whether the joint bends so that it points to its own front, like a knee.
    """
    way = minus(target, origin)
    far = length(way)
    first, second = bones
    reached = min(max(far, abs(first - second) + 0.01), (first + second) * _STRAIGHT)
    along = unit(way)
    hint = minus(bulge[0], times(along, dot(bulge[0], along)))
    if length(hint) < _SHORT:
        # It lies along the limb and shows no side: any will do.
        hint = cross(along, (0.0, 0.0, 1.0) if abs(along[2]) < _STEEP else (1.0, 0.0, 0.0))
    hint = unit(hint)
    swing = radians(bulge[1])
    hint = add(times(hint, cos(swing)), times(cross(along, hint), sin(swing)))
    cosine = (first**2 + reached**2 - second**2) / (2 * first * reached)
    opening = acos(max(-1.0, min(1.0, cosine)))
    bone = add(times(along, cos(opening)), times(hint, sin(opening)))
    front = minus(times(hint, cos(opening)), times(along, sin(opening)))
    if not forward:
        front = times(front, -1.0)
    inner = (first**2 + second**2 - reached**2) / (2 * first * second)
    bend = 180.0 - degrees(acos(max(-1.0, min(1.0, inner))))
    return axes(front, times(bone, -1.0)), bend, abs(far - reached)
