"""A run's drawings: its way, and its channels on one axis, in the runner's units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ironstride.domain.run import ActivityKind, Channel
from ironstride.drawing.route import Route, draw_route
from ironstride.drawing.run_chart import Panel, RunChart, draw_run
from ironstride.services.runs import DYNAMICS, channel_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from ironstride.domain.run import Activity
    from ironstride.drawing.svg import Drawing
    from ironstride.services.measures import Measures

    Column = NDArray[np.float64]

SLOWEST_MPS: Final = 0.6
"""Slower is standing: a pace would be a number without meaning (house)."""
WIDE: Final = 880.0
SMOOTH_S: Final = 15.0
LEAST: Final = {
    Channel.HEART_RATE: 20.0,
    Channel.ALTITUDE: 10.0,
    Channel.CADENCE: 12.0,
    Channel.STEP_LENGTH: 0.2,
    Channel.CONTACT_TIME: 0.04,
    Channel.CONTACT_BALANCE: 4.0,
    Channel.VERTICAL_OSCILLATION: 0.02,
    Channel.VERTICAL_RATIO: 2.0,
    Channel.POWER: 40.0,
}
"""Spans that a panel shows at least, so that noise does not look like change (house)."""
LEAST_PACE_S: Final = 40.0
CSS: Final = {Channel.HEART_RATE: "heart", Channel.ALTITUDE: "height"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RunDrawings:
    """The drawings of one run; None where the recording holds nothing for them."""

    route: Drawing | None
    narrow: Drawing | None
    wide: Drawing | None


def run_drawings(activity: Activity, measures: Measures) -> RunDrawings:
    """Return the drawings of an activity that was read with its streams."""
    streams = activity.streams
    if streams is None or streams.time_s.size < 2:  # noqa: PLR2004 (one moment has no axis)
        return RunDrawings(route=None, narrow=None, wide=None)
    channels = streams.channels
    route = None
    if Channel.LATITUDE in channels and Channel.LONGITUDE in channels:
        way = Route(
            title="The way",
            latitude=channels[Channel.LATITUDE],
            longitude=channels[Channel.LONGITUDE],
            is_imperial=measures.imperial,
        )
        route = draw_route(way, "route")
    panels = _panels(activity, measures)
    if not panels:
        return RunDrawings(route=route, narrow=None, wide=None)
    laps = tuple(lap.start_s for lap in activity.laps)
    chart = RunChart(title="On one axis of time", time_s=streams.time_s, panels=panels, laps_s=laps)
    return RunDrawings(
        route=route, narrow=draw_run(chart, "run"), wide=draw_run(chart, "run-wide", WIDE)
    )


def _panels(activity: Activity, measures: Measures) -> tuple[Panel, ...]:
    streams = activity.streams
    if streams is None:
        return ()
    found = []
    speed = _speed(streams.time_s, streams.channels)
    if speed is not None and activity.kind is ActivityKind.RUN:
        with np.errstate(invalid="ignore", divide="ignore"):
            pace = np.where(speed >= SLOWEST_MPS, measures.metres_a_unit / speed, np.nan)
        found.append(
            Panel(
                name="Pace",
                values=pace,
                words=measures.pace_of,
                css="run",
                is_inverted=True,
                least_span=LEAST_PACE_S,
            )
        )
    for channel in (Channel.HEART_RATE, Channel.ALTITUDE, *(Channel(name) for name in DYNAMICS)):
        column = streams.channels.get(channel)
        if column is None or not np.isfinite(column).any():
            continue
        found.append(_panel(channel, column, measures))
    return tuple(found)


def _panel(channel: Channel, column: Column, measures: Measures) -> Panel:
    names = {Channel.HEART_RATE.value: "Heart rate", Channel.ALTITUDE.value: "Height", **DYNAMICS}
    # A sensor that says zero says that it lost the foot.
    values = column if channel is Channel.ALTITUDE else np.where(column > 0, column, np.nan)
    return Panel(
        name=names[channel.value],
        values=values,
        words=lambda value: channel_words(channel, value, measures),
        css=CSS.get(channel, "form"),
        least_span=LEAST.get(channel, 0.0),
    )


def _speed(time_s: Column, channels: Mapping[Channel, Column]) -> Column | None:
    """Return metres per second: as recorded, else from the distance over a quarter minute."""
    recorded = channels.get(Channel.SPEED)
    if recorded is not None and np.isfinite(recorded).any():
        return recorded
    distance = channels.get(Channel.DISTANCE)
    if distance is None or not np.isfinite(distance).any():
        return None
    known = np.isfinite(distance)
    at = np.interp(time_s, time_s[known], distance[known])
    before = np.interp(time_s - SMOOTH_S / 2, time_s, at)
    after = np.interp(time_s + SMOOTH_S / 2, time_s, at)
    return np.asarray((after - before) / SMOOTH_S, dtype=np.float64)
