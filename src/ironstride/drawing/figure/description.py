"""A figure as an exercise's file describes it: views, things around, and two to four key frames."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from ironstride.drawing.figure.geometry import Point

if TYPE_CHECKING:
    from collections.abc import Mapping


class View(StrEnum):
    """From where the figure is seen."""

    SIDE = "side"
    """From its right, so that it looks to the right of the picture."""
    FRONT = "front"
    BACK = "back"
    ABOVE = "above"
    FOOT = "foot"
    """Its right foot alone, close, from its right: for work that a whole body does not show."""
    OBLIQUE = "oblique"
    """From its right and a little from the front and above."""


class ThingKind(StrEnum):
    """What stands around the figure."""

    STEP = "step"
    BOX = "box"
    BENCH = "bench"
    CHAIR = "chair"
    TABLE = "table"
    PAD = "pad"
    MAT = "mat"
    BALL = "ball"
    WALL = "wall"
    PLATFORM = "platform"
    """A plate that the feet push, of a leg press."""
    BAR = "bar"
    """A bar across, fixed: pull-up bar, rail, or the grip of a machine."""
    POST = "post"
    """What a band or cable is tied to."""
    HURDLE = "hurdle"
    SLOPE = "slope"


SOLIDS: Final = frozenset(
    {
        ThingKind.STEP,
        ThingKind.BOX,
        ThingKind.BENCH,
        ThingKind.CHAIR,
        ThingKind.TABLE,
        ThingKind.PAD,
        ThingKind.MAT,
        ThingKind.BALL,
    }
)
"""Things with a top that bears."""
UPRIGHTS: Final = frozenset({ThingKind.WALL, ThingKind.PLATFORM})
"""Things with a face that bears."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Something around the figure; lengths in metres, the floor is at height 0.

    Args:
        name: by which frames call it; its kind where the file gives none.
        x: its middle, or the face of a wall; None where it stands beside the figure, at ``z``.
        y: height of a bar, of a post's hook, of a platform's middle.
        height: of its top above the floor; for a ball its diameter.
        width: along x; depth: along z.
        angle: of a slope, degrees uphill to the front; of a bench, how steep its back part is
            raised, behind, or in front where it is below 0.
    """

    kind: ThingKind
    name: str
    x: float = 0.0
    y: float = 0.0
    z: float | None = None
    width: float = 0.4
    depth: float = 0.5
    height: float = 0.0
    angle: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plant:
    """Where a foot or hand stays put.

    Args:
        on: name of the thing, or ``floor``.
        x: of a foot, the floor under its ankle when it stands flat; of a hand, its palm.
        y: height on a wall or a platform; None where the thing's top decides.
        pitch: degrees that the heel is lifted about the ball; below 0 the toes about the heel.
        out: degrees that the toes point outward.
        part: ``sole`` or ``instep`` (laces down) of a foot; ``palm`` or ``grip`` of a hand.
        aim: where the fingers point; None for straight ahead on a top, up on a wall.
    """

    on: str = "floor"
    x: float = 0.0
    y: float | None = None
    z: float | None = None
    pitch: float = 0.0
    out: float = 5.0
    part: str = ""
    aim: Point | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """A part of the body that lies on something by the angles alone."""

    part: str
    on: str = "floor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One key position; nothing is inherited any more.

    Args:
        say: what is done, in words: the picture's caption.
        angles: degrees by joint and side.
        plants: by limb (``foot_left``, ``hand_right``).
        rests: the first decides where the body is, the second how it leans.
        at: x of the first rest; None leaves the pelvis over 0.
        pelvis: what is told of its place: x, y, z; None is found.
        stance: ``left``, ``right`` or ``both``: the leg whose knee is told and that bears more.
        weight: share of the body over the right foot, both planted; None by ``stance``.
        settle: the angle that is found so that the second rest touches: ``lean`` or ``tilt``.
        moving: whether it is passed through or flown; otherwise it could be held.
        stay: seconds that the moving picture rests here.
    """

    say: str
    angles: Mapping[str, float] = field(default_factory=dict)
    plants: Mapping[str, Plant] = field(default_factory=dict)
    rests: tuple[Rest, ...] = ()
    at: float | None = None
    pelvis: tuple[float | None, float | None, float | None] = (None, None, None)
    stance: str = "both"
    weight: float | None = None
    settle: str = "lean"
    moving: bool = False
    stay: float = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A load that goes with the body: what, and where."""

    what: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A moving figure.

    Args:
        second: a further view; None where one shows enough.
        bands: bands, ropes and cables, each from a point of the body or a thing to another.
        returns: whether the movement goes back the way it came; otherwise it starts anew.
        cycles: whether it runs on from the last key frame into the first, as a step does.
        seconds: from one key frame to the next.
    """

    view: View
    frames: tuple[Frame, ...]
    second: View | None = None
    things: tuple[Thing, ...] = ()
    holds: tuple[Held, ...] = ()
    bands: tuple[tuple[str, str], ...] = ()
    returns: bool = True
    cycles: bool = False
    seconds: float = 1.2

    def thing(self, name: str) -> Thing | None:
        """Return the thing of a name; None where there is none, as for the floor."""
        return next((each for each in self.things if each.name == name), None)
