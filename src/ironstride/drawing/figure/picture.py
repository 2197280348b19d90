"""A figure as an accessible picture: moving on a page, two positions side by side on paper."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ironstride.drawing.figure.description import ThingKind, View
from ironstride.drawing.figure.geometry import length, minus
from ironstride.drawing.figure.loads import load_shapes
from ironstride.drawing.figure.moments import in_between
from ironstride.drawing.figure.placing import place_all
from ironstride.drawing.figure.shapes import (
    UNITS,
    Eye,
    Shape,
    all_extents,
    body_shapes,
    foot_shapes,
)
from ironstride.drawing.figure.surroundings import band_shape, thing_shapes
from ironstride.drawing.svg import Canvas, Drawing, Table, Told, drawing, element, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ironstride.drawing.figure.description import Figure
    from ironstride.drawing.figure.placing import Placed
    from ironstride.drawing.figure.skeleton import Skeleton

_STEPS: Final = 6
"""Pictures from one key frame to the next: limbs shorten by less than a hundredth between them."""
_MARGIN: Final = 0.06 * UNITS
_GAP: Final = 0.25 * UNITS
_STRAIGHT: Final = 1.5
"""Units that a point may lie off the straight way between two told moments: 7.5 mm, not seen."""
_ENDS: Final = (0, 7, 9, 16)
"""Where, among the numbers of a limb with round ends, its points are."""
_NUMBER: Final = re.compile(r"-?\d+")
_SWAPPED: Final = {"left": "right", "right": "left"}
_FOOT_PLACES: Final = frozenset({"feet", "right foot", "heels", "right heel"})
_UNDER_FEET: Final = frozenset({ThingKind.PAD, ThingKind.MAT, ThingKind.STEP})
_BEHIND: Final = ("thing", "leg", "post", "floor")
"""Classes of shapes that the body is drawn over."""


def moving_figure(figure: Figure, name: str, key: str, view: View | None = None) -> Drawing:
    """Return the figure in motion, from its first view or another.

    Args:
        name: of the exercise, for those who hear the picture.
        key: makes the ids unique on a page.
    """
    eye = Eye(view or figure.view)
    placed = place_all(figure)
    moments = _moments(figure, placed)
    bodies = {id(skeleton): skeleton for skeleton, _ in moments}
    drawn = {key: _shapes(figure, skeleton, eye) for key, skeleton in bodies.items()}
    pictures = [drawn[id(skeleton)] for skeleton, _ in moments]
    box = _box(figure, [shape for picture in pictures for shape in picture])
    total = moments[-1][1]
    times = [now / total for _, now in moments]
    parts = [_floor(figure, view or figure.view, box)]
    for index in _order(pictures):
        paths = [picture[index].path for picture in pictures]
        shape = pictures[0][index]
        if len(set(paths)) == 1:
            parts.append(element("path", {"class": shape.css, "d": shape.path}))
            continue
        kept = _told_moments(paths, times)
        move = element(
            "animate",
            {
                "attributeName": "d",
                "dur": f"{total:.2f}s",
                "repeatCount": "indefinite",
                "keyTimes": ";".join(_thousandths(times[moment]) for moment in kept),
                "values": ";".join(paths[moment] for moment in kept),
            },
        )
        parts.append(element("path", {"class": shape.css, "d": shape.path}, move))
    return _framed(figure, name, key, box, parts, "figure moving")


def _told_moments(paths: Sequence[str], times: Sequence[float]) -> list[int]:
    """Return the moments at which a path has to be told; between them it goes straight.

    Left out is what lies on the straight way between its neighbours, as near as can be seen.
    """
    numbers = [_places(path) for path in paths]

    def is_straight(first: int, last: int) -> bool:
        for moment in range(first + 1, last):
            share = (times[moment] - times[first]) / (times[last] - times[first])
            for a, here, b in zip(numbers[first], numbers[moment], numbers[last], strict=True):
                if abs(a + share * (b - a) - here) > _STRAIGHT:
                    return False
        return True

    kept = [0]
    for moment in range(2, len(paths)):
        if times[moment] > times[kept[-1]] and not is_straight(kept[-1], moment):
            kept.append(moment - 1)
    return [*kept, len(paths) - 1]


def _places(path: str) -> list[float]:
    """Return the numbers of a path; those of points told from one to the next as places."""
    numbers = [float(each) for each in _NUMBER.findall(path)]
    points = _ENDS if "a" in path else range(0, len(numbers), 2)
    for here, there in pairwise(points):
        numbers[there] += numbers[here]
        numbers[there + 1] += numbers[here + 1]
    return numbers


def _thousandths(share: float) -> str:
    return f"{share:.3f}".strip("0").rstrip(".") or "0"


def still_figure(figure: Figure, name: str, key: str, view: View | None = None) -> Drawing:
    """Return two positions side by side: the start, and the one farthest from it."""
    eye = Eye(view or figure.view)
    placed = place_all(figure)
    first, other = placed[0], _farthest(placed)
    left = _shapes(figure, first.skeleton, eye)
    right = _shapes(figure, other.skeleton, eye)
    box = _box(figure, [*left, *right])
    width = box[2] - box[0]
    parts = []
    for step, picture in enumerate((left, right)):
        ordered = [
            element("path", {"class": picture[index].css, "d": picture[index].path})
            for index in _order([picture])
        ]
        away = f"translate({number(step * (width + _GAP))} 0)" if step else None
        parts.append(
            element("g", {"transform": away}, _floor(figure, view or figure.view, box), *ordered)
        )
    wide = (box[0], box[1], box[2] + width + _GAP, box[3])
    return _framed(figure, name, key, wide, parts, "figure still")


def one_frame(figure: Figure, name: str, key: str, index: int) -> Drawing:
    """Return one key frame, not moving: for lists and small places."""
    eye = Eye(figure.view)
    picture = _shapes(figure, place_all(figure)[index].skeleton, eye)
    box = _box(figure, picture)
    parts = [_floor(figure, figure.view, box)]
    parts += [
        element("path", {"class": picture[place].css, "d": picture[place].path})
        for place in _order([picture])
    ]
    return _framed(figure, name, key, box, parts, "figure one")


def _moments(figure: Figure, placed: Sequence[Placed]) -> list[tuple[Skeleton, float]]:
    """Return the bodies of one round with their times in seconds; each key frame stays a while.

    Joints ease in and out of a frame where the picture rests and go evenly through one where it
    does not, so that the way back shows the bodies of the way there.
    """
    keys = [*placed, placed[0]] if figure.cycles else placed
    ways = [
        [
            in_between(figure, here, there, _eased(step / _STEPS, here, there))
            for step in range(1, _STEPS)
        ]
        for here, there in pairwise(keys)
    ]
    stays = [each.frame.stay for each in placed] + [0.0] * figure.cycles
    bodies = [each.skeleton for each in keys]
    if figure.returns:
        ways += [way[::-1] for way in reversed(ways)]
        stays += stays[-2::-1]
        bodies += bodies[-2::-1]
    moments: list[tuple[Skeleton, float]] = []
    now = 0.0
    for key, stay, way in zip(bodies, stays, [*ways, []], strict=True):
        moments += [(key, now), (key, now + stay)]
        now += stay
        for skeleton in way:
            now += figure.seconds / _STEPS
            moments.append((skeleton, now))
        now += figure.seconds / _STEPS
    return moments


def _eased(share: float, here: Placed, there: Placed) -> float:
    """Return how far a movement is after a share of its time: slow where it comes to rest."""
    away, on = (0.0 if each.frame.stay else 1.0 for each in (here, there))
    left = 1.0 - share
    return share * (away * left * left + share * (3 - 2 * share) - on * share * left)


def _shapes(figure: Figure, skeleton: Skeleton, eye: Eye) -> list[Shape]:
    """Return all shapes of one moment; their number and order are the same at every moment."""
    if eye.is_close:
        return _close_shapes(figure, skeleton, eye)
    shapes = body_shapes(skeleton, eye)
    for held in figure.holds:
        shapes += load_shapes(held, skeleton, eye)
    shapes += [band_shape(figure, ends, skeleton, eye) for ends in figure.bands]
    for thing in figure.things:
        shapes += thing_shapes(thing, eye)
    return shapes


def _close_shapes(figure: Figure, skeleton: Skeleton, eye: Eye) -> list[Shape]:
    """Return the shapes of the right foot, what it carries and what it stands on."""
    shapes = foot_shapes(skeleton, eye)
    for held in figure.holds:
        if held.where in _FOOT_PLACES:
            shapes += load_shapes(held, skeleton, eye)
    for thing in figure.things:
        if thing.kind in _UNDER_FEET:
            shapes += thing_shapes(thing, eye)
    return shapes


def _order(pictures: Sequence[Sequence[Shape]]) -> list[int]:
    """Return in what order shapes are drawn: things around first, then from far to near."""
    count = len(pictures[0])

    def rank(index: int) -> tuple[int, float]:
        css = pictures[0][index].css
        depth = sum(picture[index].depth for picture in pictures) / len(pictures)
        return (0 if css in _BEHIND else 1, depth)

    return sorted(range(count), key=rank)


def _farthest(placed: Sequence[Placed]) -> Placed:
    """Return the frame whose posture differs most from the first; where it stands matters less.

    A jump is told by a frame in the air, a step not by the same step of the other foot.
    """
    start = placed[0].skeleton.points

    def apart(other: Placed) -> float:
        points = other.skeleton.points
        moved = minus(points["pelvis"], start["pelvis"])
        there = {name: minus(at, points["pelvis"]) for name, at in points.items()}
        here = {name: minus(at, start["pelvis"]) for name, at in start.items()}
        swapped = {_other_side(name): (x, y, -z) for name, (x, y, z) in here.items()}
        return abs(moved[1]) + min(
            sum(length(minus(there[name], mine[name])) for name in there)
            for mine in (here, swapped)
        )

    others = placed[1:]
    if not placed[0].is_flight:
        others = [each for each in others if each.is_flight] or others
    return max(others, key=apart)


def _other_side(name: str) -> str:
    """Return the point of the other side; one of the trunk is its own."""
    point, _, side = name.rpartition("_")
    return f"{point}_{_SWAPPED[side]}" if side in _SWAPPED else name


def _box(figure: Figure, shapes: Sequence[Shape]) -> tuple[float, float, float, float]:
    left, top, right, bottom = all_extents(shapes)
    has_slope = any(thing.kind is ThingKind.SLOPE for thing in figure.things)
    ground = bottom if has_slope else max(bottom, 0.0)
    return (left - _MARGIN, top - _MARGIN, right + _MARGIN, ground + _MARGIN / 2)


def _floor(figure: Figure, view: View, box: tuple[float, float, float, float]) -> str:
    """Return the floor's line; none from above, nor where it slopes."""
    if view in {View.ABOVE, View.OBLIQUE}:
        return ""
    if any(thing.kind is ThingKind.SLOPE for thing in figure.things):
        return ""
    return element("path", {"class": "floor", "d": f"M{box[0]:.0f} 0L{box[2]:.0f} 0"})


def _framed(
    figure: Figure,
    name: str,
    key: str,
    box: tuple[float, float, float, float],
    parts: Sequence[str],
    css: str,
) -> Drawing:
    width, height = box[2] - box[0], box[3] - box[1]
    moved = element("g", {"transform": f"translate({number(-box[0])} {number(-box[1])})"}, *parts)
    rows = tuple((str(place), frame.say) for place, frame in enumerate(figure.frames, start=1))
    told = Told(
        title=f"{name}, how it is done",
        description=" Then: ".join(frame.say for frame in figure.frames),
        table=Table(caption=f"{name}: positions", head=("Position", "What you do"), rows=rows),
    )
    return drawing(Canvas(width=width, height=height), key, [moved], told, css=css)
