"""Things around the figure, and the bands and cables between them and the body."""

from __future__ import annotations

from math import radians, tan
from typing import TYPE_CHECKING, Final

from ironstride.drawing.figure.contact import BOARD, board_of, facing
from ironstride.drawing.figure.description import ThingKind
from ironstride.drawing.figure.geometry import Point, add, between, times
from ironstride.drawing.figure.shapes import Eye, Shape, lines, outline, tapered

if TYPE_CHECKING:
    from ironstride.drawing.figure.description import Figure, Thing
    from ironstride.drawing.figure.skeleton import Skeleton

_THICK: Final = 0.06
"""Of walls and platforms, away from the figure, metres."""
_BOARD_RADIUS: Final = 0.025
_SLOPE_REACH: Final = 0.9


def band_shape(figure: Figure, ends: tuple[str, str], skeleton: Skeleton, eye: Eye) -> Shape:
    """Return a band or cable from one end to the other."""
    return lines("band", [_end(figure, name, skeleton) for name in ends], eye)


def _end(figure: Figure, name: str, skeleton: Skeleton) -> Point:
    """Return where a band ends: at a point of the body, the middle of two, or a thing.

    Raises:
        KeyError: there is neither.
    """
    p = skeleton.points
    name = name.replace("foot", "ball").replace("feet", "balls")
    if name in p:
        return p[name]
    if name.endswith("s") and f"{name[:-1]}_left" in p:
        return between(p[f"{name[:-1]}_left"], p[f"{name[:-1]}_right"], 0.5)
    thing = figure.thing(name)
    if thing is None:
        raise KeyError(name)
    return (thing.x, thing.y, thing.z or 0.0)


def thing_shapes(thing: Thing, eye: Eye) -> list[Shape]:
    """Return the shapes of a thing that stands around."""
    return _DRAWN[thing.kind](thing, eye)


def _solid(thing: Thing, eye: Eye) -> list[Shape]:
    return [_block(_along(thing), (0.0, thing.height), _across(thing), eye)]


def _ball(thing: Thing, eye: Eye) -> list[Shape]:
    radius = thing.height / 2
    return [outline("thing", [((thing.x, radius, thing.z or 0.0), radius)], eye)]


def _wall(thing: Thing, eye: Eye) -> list[Shape]:
    up = (0.0, thing.height)
    if thing.z is not None:
        behind = thing.z + (_THICK if thing.z > 0 else -_THICK)
        return [_block((thing.x - 0.6, thing.x + 0.6), up, (thing.z, behind), eye)]
    behind = thing.x - facing(thing) * _THICK
    return [_block((thing.x, behind), up, (-0.5, 0.5), eye)]


def _platform(thing: Thing, eye: Eye) -> list[Shape]:
    half = thing.height / 2
    behind = thing.x - facing(thing) * _THICK
    return [_block((thing.x, behind), (thing.y - half, thing.y + half), (-0.3, 0.3), eye)]


def _bar(thing: Thing, eye: Eye) -> list[Shape]:
    ends = [(thing.x, thing.y, (thing.z or 0.0) + way * 0.6) for way in (-1.0, 1.0)]
    return [tapered("bar", (ends[0], 0.018), (ends[1], 0.018), eye)]


def _post(thing: Thing, eye: Eye) -> list[Shape]:
    top = max(thing.y, thing.height)
    foot, head = ((thing.x, y, thing.z or 0.0) for y in (0.0, top))
    return [tapered("post", (foot, 0.015), (head, 0.015), eye)]


def _hurdle(thing: Thing, eye: Eye) -> list[Shape]:
    low, high = _across(thing)
    corners = [(0.0, low), (thing.height, low), (thing.height, high), (0.0, high)]
    return [lines("handle", [(thing.x, y, z) for y, z in corners], eye)]


def _slope(thing: Thing, eye: Eye) -> list[Shape]:
    rise = tan(radians(thing.angle))
    return [lines("floor", [(x, x * rise, 0.0) for x in (-_SLOPE_REACH, _SLOPE_REACH)], eye)]


def _along(thing: Thing) -> tuple[float, float]:
    return (thing.x - thing.width / 2, thing.x + thing.width / 2)


def _across(thing: Thing) -> tuple[float, float]:
    z = thing.z or 0.0
    return (z - thing.depth / 2, z + thing.depth / 2)


def _block(
    along: tuple[float, float], up: tuple[float, float], across: tuple[float, float], eye: Eye
) -> Shape:
    return outline("thing", [((x, y, z), 0.0) for x in along for y in up for z in across], eye)


def _on_legs(thing: Thing, eye: Eye) -> list[Shape]:
    """Return a chair, bench or table: its top, its legs, and a chair's back behind."""
    z = thing.z or 0.0
    low, high = thing.x - thing.width / 2, thing.x + thing.width / 2
    deep = thing.depth / 2
    top = thing.height
    shapes = [
        lines("leg", [(x, 0.0, z + way * deep * 0.8), (x, top - 0.04, z + way * deep * 0.8)], eye)
        for x in (low + 0.03, high - 0.03)
        for way in (-1.0, 1.0)
    ]
    shapes.append(_block((low, high), (top - 0.05, top), (z - deep, z + deep), eye))
    if thing.kind is ThingKind.BENCH and thing.angle:
        shapes.append(_raised(thing, eye))
    if thing.kind is ThingKind.CHAIR:
        back = high if thing.angle else low
        shapes.append(
            _block((back - 0.02, back + 0.02), (top, top + 0.42), (z - deep, z + deep), eye)
        )
    return shapes


def _raised(thing: Thing, eye: Eye) -> Shape:
    """Return the raised back part of a bench."""
    board = board_of(thing)
    low, high = _across(thing)
    thick = times(board.away, -_BOARD_RADIUS)
    ends = [board.edge, add(board.edge, times(board.along, BOARD))]
    return outline(
        "thing",
        [(add(add(end, thick), (0.0, 0.0, z)), _BOARD_RADIUS) for end in ends for z in (low, high)],
        eye,
    )


_DRAWN: Final = {
    ThingKind.STEP: _solid,
    ThingKind.BOX: _solid,
    ThingKind.PAD: _solid,
    ThingKind.MAT: _solid,
    ThingKind.BENCH: _on_legs,
    ThingKind.CHAIR: _on_legs,
    ThingKind.TABLE: _on_legs,
    ThingKind.BALL: _ball,
    ThingKind.WALL: _wall,
    ThingKind.PLATFORM: _platform,
    ThingKind.BAR: _bar,
    ThingKind.POST: _post,
    ThingKind.HURDLE: _hurdle,
    ThingKind.SLOPE: _slope,
}
