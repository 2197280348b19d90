"""A run's way as a line, without a map from outside."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ironstride.drawing.scales import round_step
from ironstride.drawing.svg import (
    Canvas,
    Drawing,
    Table,
    Told,
    circle,
    drawing,
    line,
    path,
    rect,
    text,
)
from ironstride.units import M_PER_FOOT, M_PER_KM, M_PER_MILE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Column = NDArray[np.float64]

CANVAS: Final = Canvas(width=360, height=240)
MARGIN: Final = 20.0
FOOT: Final = 24.0
"""Room below for the bar of the scale."""
METRES_PER_DEGREE: Final = 111_195.0
"""Of latitude, on a sphere of 6,371 km."""
MOST_POINTS: Final = 400
TOLERANCE: Final = 0.4
"""Pixels that a left-out point may lie beside the line: less than the eye sees."""
BAR_SHARE: Final = 3
CLOSE_M: Final = 200.0
"""Start and finish nearer than this make a loop (house)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where a run went: degrees, shape (n,), NaN where no position is known."""

    title: str
    latitude: Column
    longitude: Column
    is_imperial: bool = False


def draw_route(route: Route, key: str, canvas: Canvas = CANVAS) -> Drawing | None:
    """Return the way as a line, north up, with its scale; None where it has no extent."""
    known = np.isfinite(route.latitude) & np.isfinite(route.longitude)
    latitude, longitude = route.latitude[known], route.longitude[known]
    if latitude.size < 2:  # noqa: PLR2004 (one place is no way)
        return None
    shrink = math.cos(math.radians(float(latitude.mean())))
    turned = (longitude - longitude[0] + 180.0) % 360.0 - 180.0  # across the date line, too
    east = turned * METRES_PER_DEGREE * shrink
    north = (latitude - latitude[0]) * METRES_PER_DEGREE
    wide, tall = float(np.ptp(east)), float(np.ptp(north))
    if max(wide, tall) < 1.0:
        return None
    scale = min(
        (canvas.width - 2 * MARGIN) / max(wide, 1.0),
        (canvas.height - 2 * MARGIN - FOOT) / max(tall, 1.0),
    )
    left = (canvas.width - wide * scale) / 2.0
    top = (canvas.height - FOOT - tall * scale) / 2.0
    xs = left + (east - east.min()) * scale
    ys = top + (north.max() - north) * scale
    points = _thinned(xs, ys)
    (first_x, first_y), (last_x, last_y) = points[0], points[-1]
    parts = [
        path(points, "line route"),
        circle(first_x, first_y, 5, "start"),
        rect(last_x - 4, last_y - 4, 8, 8, "finish"),
        *_scale_bar(canvas, scale, route),
    ]
    apart = math.hypot(float(east[-1] - east[0]), float(north[-1] - north[0]))
    told = Told(
        title=route.title,
        description=_description(wide, tall, apart, route),
        table=_table(wide, tall, apart, route),
    )
    return drawing(canvas, key, parts, told, css="chart route-map")


def _thinned(xs: Column, ys: Column) -> list[tuple[float, float]]:
    """Return the points that the line needs to stay within the tolerance, ends included."""
    step = max(1, -(-xs.size // (4 * MOST_POINTS)))
    chosen = np.unique(np.append(np.arange(0, xs.size, step), xs.size - 1))
    places = np.column_stack((xs[chosen], ys[chosen]))
    tolerance = TOLERANCE
    kept = _needed(places, tolerance)
    while len(kept) > MOST_POINTS:
        tolerance *= 1.6
        kept = _needed(places, tolerance)
    return [(float(places[n, 0]), float(places[n, 1])) for n in kept]


def _needed(places: NDArray[np.float64], tolerance: float) -> list[int]:
    """Return the places to keep (Douglas and Peucker, with a stack instead of recursion)."""
    kept = {0, len(places) - 1}
    waiting = [(0, len(places) - 1)]
    while waiting:
        first, last = waiting.pop()
        if last - first < 2:  # noqa: PLR2004 (nothing lies between)
            continue
        between = places[first + 1 : last] - places[first]
        way = places[last] - places[first]
        length = float(way @ way)
        along = np.clip(between @ way / length, 0.0, 1.0) if length else np.zeros(len(between))
        off = between - along[:, None] * way
        beside = np.einsum("ij,ij->i", off, off)
        furthest = int(beside.argmax())
        if float(beside[furthest]) > tolerance**2:
            middle = first + 1 + furthest
            kept.add(middle)
            waiting += [(first, middle), (middle, last)]
    return sorted(kept)


def _far(metres: float, *, is_imperial: bool) -> str:
    if is_imperial:
        miles = metres / M_PER_MILE
        return f"{miles:.2g} mi" if miles >= 0.1 else f"{metres / M_PER_FOOT:.0f} ft"  # noqa: PLR2004 (a tenth of a mile)
    return f"{metres / M_PER_KM:.2g} km" if metres >= M_PER_KM else f"{metres:.0f} m"


def _scale_bar(canvas: Canvas, scale: float, route: Route) -> Iterable[str]:
    unit = M_PER_MILE if route.is_imperial else 1.0
    longest = (canvas.width - 2 * MARGIN) / scale / unit
    length = round_step(longest, BAR_SHARE) * unit
    if length * scale > canvas.width - 2 * MARGIN:
        length /= 2.0
    base = canvas.height - 8
    end = MARGIN + length * scale
    yield line(MARGIN, base, end, base, "scale")
    yield line(MARGIN, base - 4, MARGIN, base, "scale")
    yield line(end, base - 4, end, base, "scale")
    yield text(_far(length, is_imperial=route.is_imperial), MARGIN, base - 6, "label")
    yield text("north is up", canvas.width - MARGIN, base, "label", "end")


def _ends(apart: float, route: Route) -> str:
    if apart < CLOSE_M:
        return "It ends where it began."
    return f"It ends {_far(apart, is_imperial=route.is_imperial)} from where it began."


def _description(wide: float, tall: float, apart: float, route: Route) -> str:
    across = _far(wide, is_imperial=route.is_imperial)
    up = _far(tall, is_imperial=route.is_imperial)
    return f"The way as a line, {across} from west to east and {up} from south to north. " + _ends(
        apart, route
    )


def _table(wide: float, tall: float, apart: float, route: Route) -> Table:
    rows = (("West to east", wide), ("South to north", tall), ("Start to finish", apart))
    return Table(
        caption=route.title,
        head=("Measure", "Distance"),
        rows=tuple((name, _far(value, is_imperial=route.is_imperial)) for name, value in rows),
    )
