"""One run's channels in panels over one shared axis of time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ironstride.drawing.scales import Scale, minute_ticks
from ironstride.drawing.svg import (
    Canvas,
    Drawing,
    Stops,
    Table,
    Told,
    drawing,
    line,
    path,
    text,
)
from ironstride.units import MIN_PER_HOUR, S_PER_MIN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    Column = NDArray[np.float64]

PANEL: Final = 62.0
HEAD: Final = 18.0
"""Room above a panel for its name."""
BOTTOM: Final = 24.0
LEFT: Final = 6.0
RIGHT: Final = 64.0
MOST_POINTS: Final = 180
MOST_STOPS: Final = 48
TABLE_ROWS: Final = 12
MOST_LAPS: Final = 60
OUTLIERS: Final = 1.0
"""Percent of values at either end that may leave the panel: a stop would flatten all else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One channel over the run.

    Args:
        values: shape (n,), NaN where nothing is known.
        words: how a value is written with its unit.
        css: a class for the line.
        is_inverted: whether small values lie on top, as seconds per kilometre do.
        least_span: the panel shows at least so much, so that noise does not look like change.
    """

    name: str
    values: Column
    words: Callable[[float], str]
    css: str
    is_inverted: bool = False
    least_span: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RunChart:
    """What a run's chart shows: ``time_s`` has the shape of every panel's values."""

    title: str
    time_s: Column
    panels: tuple[Panel, ...]
    laps_s: tuple[float, ...] = ()


def clock(seconds: float) -> str:
    """Return a duration as ``12:05`` or ``1:02:05``.

    Example:
        >>> clock(725), clock(3725)
        ('12:05', '1:02:05')
    """
    whole = round(seconds)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, MIN_PER_HOUR)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def downsampled(time_s: Column, values: Column, cells: int) -> Column:
    """Return means of equal stretches of time, shape (cells,); NaN where a stretch has none."""
    sums, counts = _cells(time_s, values, cells)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(counts > 0, sums / counts, np.nan)


def _cells(time_s: Column, values: Column, cells: int) -> tuple[Column, Column]:
    span = float(time_s[-1] - time_s[0]) or 1.0
    places = np.minimum(((time_s - time_s[0]) / span * cells).astype(np.int64), cells - 1)
    known = np.isfinite(values)
    sums = np.bincount(places[known], weights=values[known], minlength=cells)
    counts = np.bincount(places[known], minlength=cells)
    return sums.astype(np.float64), counts.astype(np.float64)


def draw_run(chart: RunChart, key: str, width: float = 360.0) -> Drawing:
    """Return a run's panels one below the other; channels without a value are left out.

    Args:
        width: 360 for a phone, more for a wide page; heights stay.
    """
    panels = tuple(p for p in chart.panels if np.isfinite(p.values).any())
    canvas = Canvas(width=width, height=len(panels) * (PANEL + HEAD) + BOTTOM)
    if not panels or chart.time_s.size < 2:  # noqa: PLR2004 (one moment has no axis)
        table = Table(caption=chart.title, head=("Time",), rows=())
        told = Told(title=chart.title, description="The file has no streams.", table=table)
        middle = text("No streams in the file.", width / 2, BOTTOM, "label", "middle")
        return drawing(Canvas(width=width, height=2 * BOTTOM), key, [middle], told)
    duration = float(chart.time_s[-1] - chart.time_s[0])
    x = Scale(low=0.0, high=duration, start=LEFT, end=width - RIGHT)
    cells = min(MOST_POINTS, chart.time_s.size)
    sampled = tuple(downsampled(chart.time_s, p.values, cells) for p in panels)
    parts = [*_time_axis(chart, x, canvas)]
    for row, (panel, values) in enumerate(zip(panels, sampled, strict=True)):
        parts += _panel(panel, values, x, row * (PANEL + HEAD) + HEAD)
    told = Told(
        title=chart.title,
        description=_description(panels, duration),
        table=_table(chart, panels, duration),
    )
    return drawing(canvas, key, parts, told, css="chart run", stops=_stops(chart, panels, x))


def _time_axis(chart: RunChart, x: Scale, canvas: Canvas) -> Iterator[str]:
    base = canvas.height - BOTTOM
    laps = [at for at in chart.laps_s if 0.0 < at < x.high]
    for at in laps if len(laps) <= MOST_LAPS else ():
        yield line(x(at), HEAD, x(at), base, "lap")
    for minute in minute_ticks(x.high / S_PER_MIN):
        place = x(minute * S_PER_MIN)
        yield line(place, base, place, base + 4, "grid")
        words = f"{minute} min" if minute == 0 else str(minute)
        yield text(words, place, base + 17, "label", "middle" if minute else None)


def _range(values: Column, least: float) -> tuple[float, float]:
    known = values[np.isfinite(values)]
    low, high = (float(v) for v in np.percentile(known, [OUTLIERS, 100.0 - OUTLIERS]))
    missing = max(0.0, least - (high - low)) / 2.0
    return low - missing, high + missing


def _panel(panel: Panel, values: Column, x: Scale, top: float) -> Iterator[str]:
    low, high = _range(values, panel.least_span)
    ends = (top + 4, top + PANEL - 6) if panel.is_inverted else (top + PANEL - 6, top + 4)
    y = Scale(low=low, high=high, start=ends[0], end=ends[1])
    right = x.end
    yield line(LEFT, top + PANEL, right, top + PANEL, "grid")
    mean = float(np.nanmean(panel.values))
    yield text(f"{panel.name}  {panel.words(mean)}", LEFT, top - 3, "label strong")
    yield text(panel.words(low), right + 5, y(low) + 4, "label")
    if panel.words(high) != panel.words(low):
        yield text(panel.words(high), right + 5, y(high) + 4, "label")
    kept = np.clip(values, low, high)
    width = (x.end - x.start) / values.size
    places = x.start + (np.arange(values.size) + 0.5) * width
    for first, last in _stretches(kept):
        points = [(float(places[n]), y(float(kept[n]))) for n in range(first, last)]
        if len(points) == 1:
            points.append((points[0][0] + width, points[0][1]))
        yield path(points, f"line {panel.css}")


def _stretches(values: Column) -> Iterator[tuple[int, int]]:
    """Yield where values are known without a break: first place, and one after the last."""
    known = np.concatenate(([False], np.isfinite(values), [False]))
    edges = np.flatnonzero(known[1:] != known[:-1])
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def _stops(chart: RunChart, panels: tuple[Panel, ...], x: Scale) -> Stops:
    cells = min(MOST_STOPS, chart.time_s.size)
    columns = [downsampled(chart.time_s, p.values, cells) for p in panels]
    width = x.high / cells
    labels = []
    for cell in range(cells):
        told = [
            panel.words(float(column[cell]))
            for panel, column in zip(panels, columns, strict=True)
            if np.isfinite(column[cell])
        ]
        labels.append(" · ".join([clock((cell + 0.5) * width), *told]))
    return Stops(xs=tuple(x((cell + 0.5) * width) for cell in range(cells)), labels=tuple(labels))


def _description(panels: tuple[Panel, ...], duration: float) -> str:
    told = "; ".join(f"{p.name} {p.words(float(np.nanmean(p.values)))} on average" for p in panels)
    return f"{clock(duration)} on one axis: {told}."


def _table(chart: RunChart, panels: tuple[Panel, ...], duration: float) -> Table:
    cells = min(TABLE_ROWS, chart.time_s.size)
    columns = [downsampled(chart.time_s, p.values, cells) for p in panels]
    width = duration / cells
    return Table(
        caption=f"{chart.title}: means of equal parts",
        head=("From, to", *(p.name for p in panels)),
        rows=tuple(
            (
                f"{clock(cell * width)} to {clock((cell + 1) * width)}",
                *(
                    panel.words(float(column[cell])) if np.isfinite(column[cell]) else "not known"
                    for panel, column in zip(panels, columns, strict=True)
                ),
            )
            for cell in range(cells)
        ),
    )
