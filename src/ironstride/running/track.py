"""One activity's streams on an even grid of recorded seconds, with what cannot be true cut out.

Source: MX-23 (guards against poor GPS, stops and clock nonsense); figures are house.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ironstride.domain.run import Activity, ActivityKind, Channel, Pause, Streams
from ironstride.running import gap
from ironstride.running.gap import Column
from ironstride.running.gears import TWO_GEARS, two_classes, variation

FASTEST_MPS: Final = 12.0
"""Nobody runs faster (the sprint record peaks at 12.4 m/s); such steps are GPS jumps. House."""
SLOWEST_MOVING_MPS: Final = 0.5
"""Below this somebody stands; steep hikes are faster. House."""
GAP_S: Final = 30.0
"""A longer silence is a stop, unless the device always records so rarely. House."""
GAP_INTERVALS: Final = 5.0
LONGEST_GAP_S: Final = 300.0
HEART_RATES: Final = (30.0, 230.0)
"""Beats per minute that a heart can show; anything else is the sensor. House."""
POWERS: Final = (0.0, 2000.0)
GRADES: Final = (-45.0, 45.0)
ALTITUDES: Final = (-500.0, 9000.0)
FEWEST_SAMPLES: Final = 10
SHORTEST_S: Final = 30.0
MOST_CELLS: Final = 200_000
"""At one second a cell this is 55 hours; what is longer gets wider cells."""
EARTH_RADIUS_M: Final = 6_371_008.8
SPEED_WINDOW_S: Final = 5.0
"""Speed is measured over this, where a watch or a foot pod gave distance or speed. House."""
POSITION_WINDOW_S: Final = 11.0
"""Bare positions jitter more. House."""
STEEPEST_MEAN_GRADE: Final = 0.25
"""A vertical kilometre averages less over a round trip; above it the altimeter is broken. House."""
SETTLED_CELLS: Final = 9
MORE_VARIED: Final = 1.25
MORE_BY: Final = 0.06
"""Heights may make the speed vary by this factor and this much more, not beyond. House."""
HEART_CELLS: Final = 31
HEART_LAG_CELLS: Final = 20
FOLLOWING: Final = 0.5
"""The heart follows hill repeats, a lag behind, and knows nothing of a wandering GPS. House."""
SURE_GEARS: Final = 0.75
"""Without a heart rate only two clear gears are believed. House."""
SHORTEST_DISTANCE_M: Final = 50.0
"""Less than this over a whole recording is no measured distance. House."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """Columns of shape (n,) on one even grid of recorded time; None where nothing was measured.

    Args:
        step_s: seconds between cells.
        distance_m: cumulative, not decreasing.
        speed_mps: over a short window; grade_adjusted_mps: the equally costly speed on the flat.
        heart_rate_bpm, power_w: NaN where the sensor gave nothing.
        moving: whether somebody moves, as far as speed tells.
        knots_s, recorded_s: seconds since the start, and the recorded seconds they fall on.
        doubts: what was cut out, in sentences.
    """

    step_s: float
    distance_m: Column | None
    speed_mps: Column | None
    grade_adjusted_mps: Column | None
    heart_rate_bpm: Column | None
    power_w: Column | None
    moving: NDArray[np.bool_]
    ascent_m: float | None
    climbed_m: Column | None
    """Smoothed height at every cell; None without altitude."""
    knots_s: Column
    recorded_s: Column
    doubts: tuple[str, ...]

    @property
    def seconds(self) -> float:
        """Recorded seconds, stops of the timer left out."""
        return self.moving.size * self.step_s

    def cells(self, seconds: float) -> int:
        """Return how many cells cover a duration; at least one."""
        return max(1, round(seconds / self.step_s))

    def cell_at(self, start_s: float) -> int:
        """Return the cell of a moment, given in seconds since the start of the activity."""
        recorded = float(np.interp(start_s, self.knots_s, self.recorded_s))
        return min(self.moving.size, max(0, round(recorded / self.step_s)))


def track_of(activity: Activity) -> Track | None:
    """Return the track of an activity; None where the streams hold too little to say anything."""
    streams = activity.streams
    if streams is None:
        return None
    kept = _sound_times(streams.time_s)
    if int(np.count_nonzero(kept)) < FEWEST_SAMPLES:
        return None
    time = streams.time_s[kept]
    is_run = activity.kind is ActivityKind.RUN
    metres, window_s = _distance(streams, kept, time) if is_run else (None, SPEED_WINDOW_S)
    recorded, doubts = _recorded_seconds(time, metres, activity.pauses)
    total = float(recorded[-1])
    if total < SHORTEST_S:
        return None
    step = max(1.0, float(np.ceil(total / MOST_CELLS)))
    grid: Column = np.arange(int(total / step) + 1, dtype=np.float64) * step
    reach = max(GAP_S, GAP_INTERVALS * float(np.median(np.diff(time))))
    heart = _on_grid(
        _channel(streams, Channel.HEART_RATE, kept, HEART_RATES), recorded, grid, reach
    )
    power = _on_grid(_channel(streams, Channel.POWER, kept, POWERS), recorded, grid, reach)
    distance = speed = adjusted = heights = None
    climbed = None
    moving = np.ones(grid.size, dtype=np.bool_)
    if metres is not None:
        distance = np.interp(grid, recorded, _without_cuts(metres, recorded))
        if distance[-1] - distance[0] < SHORTEST_DISTANCE_M:
            distance = None
    if distance is not None:
        distance = distance - distance[0]
        speed = _speed(distance, step, window_s)
        moving = speed >= SLOWEST_MOVING_MPS
        adjusted, heights, climbed = _graded(streams, kept, recorded, grid, distance, speed, heart)
    return Track(
        step_s=step,
        distance_m=distance,
        speed_mps=speed,
        grade_adjusted_mps=adjusted,
        heart_rate_bpm=heart,
        power_w=power,
        moving=moving,
        ascent_m=climbed,
        climbed_m=heights,
        knots_s=time,
        recorded_s=recorded,
        doubts=doubts,
    )


def _sound_times(time_s: Column) -> NDArray[np.bool_]:
    """Return which samples have a finite time that is later than all before."""
    finite = np.isfinite(time_s)
    filled = np.where(finite, time_s, -np.inf)
    highest = np.maximum.accumulate(filled)
    later = np.ones(time_s.size, dtype=np.bool_)
    later[1:] = filled[1:] > highest[:-1]
    sound: NDArray[np.bool_] = finite & later
    return sound


def _channel(
    streams: Streams, channel: Channel, kept: NDArray[np.bool_], limits: tuple[float, float]
) -> Column | None:
    """Return a channel at the kept samples, NaN outside its limits; None if it holds nothing."""
    column = streams.channels.get(channel)
    if column is None or column.shape != kept.shape:
        return None
    values = np.asarray(column[kept], dtype=np.float64)
    with np.errstate(invalid="ignore"):
        possible = (values >= limits[0]) & (values <= limits[1])
    if not possible.any():
        return None
    result: Column = np.where(possible, values, np.nan)
    return result


def _distance(
    streams: Streams, kept: NDArray[np.bool_], time: Column
) -> tuple[Column | None, float]:
    """Return cumulative metres at the kept samples (it may still fall or jump) and a speed window.

    From the distance channel, else from speed, else from positions.
    """
    metres = _channel(streams, Channel.DISTANCE, kept, (0.0, 1e7))
    if metres is not None:
        filled = _filled(metres, time)
        if np.abs(np.diff(filled)).sum() >= SHORTEST_DISTANCE_M:
            return filled, SPEED_WINDOW_S
    speeds = _channel(streams, Channel.SPEED, kept, (0.0, FASTEST_MPS))
    if speeds is not None:
        steady = _filled(speeds, time)
        steps = (steady[1:] + steady[:-1]) / 2 * np.diff(time)
        # Over a silence the speed is not known: the step is cut out with the gap.
        return np.concatenate(([0.0], np.cumsum(steps))), SPEED_WINDOW_S
    latitude = _channel(streams, Channel.LATITUDE, kept, (-90.0, 90.0))
    longitude = _channel(streams, Channel.LONGITUDE, kept, (-180.0, 180.0))
    if latitude is None or longitude is None:
        return None, SPEED_WINDOW_S
    return _along(_filled(latitude, time), _filled(longitude, time)), POSITION_WINDOW_S


def _along(latitude_deg: Column, longitude_deg: Column) -> Column:
    """Return cumulative metres along positions (equirectangular: exact between neighbours)."""
    north = np.radians(latitude_deg)
    turns = np.diff(np.radians(longitude_deg))
    turns = (turns + np.pi) % (2 * np.pi) - np.pi  # across the date line
    east = turns * np.cos((north[1:] + north[:-1]) / 2)
    return np.concatenate(([0.0], np.cumsum(EARTH_RADIUS_M * np.hypot(np.diff(north), east))))


def _filled(column: Column, time: Column) -> Column:
    """Return the column with its blanks filled on straight lines; it has at least one value."""
    known = np.isfinite(column)
    if known.all():
        return column
    return np.interp(time, time[known], column[known])


def _recorded_seconds(
    time: Column, metres: Column | None, pauses: tuple[Pause, ...]
) -> tuple[Column, tuple[str, ...]]:
    """Return seconds recorded up to each sample, and what was cut out.

    Silences, pauses, steps back in distance and impossible speeds take no time at all.
    """
    steps = np.diff(time)
    silence = min(max(GAP_S, GAP_INTERVALS * float(np.median(steps))), LONGEST_GAP_S)
    cut = steps > silence
    doubts = []
    if metres is not None:
        jumps = np.diff(metres)
        impossible = ~cut & ((jumps < 0) | (jumps > FASTEST_MPS * steps))
        if impossible.any():
            doubts.append(
                f"{int(impossible.sum())} jumps of position or distance were left out "
                f"(backwards, or faster than {FASTEST_MPS:g} m/s)."
            )
        cut |= impossible
    middle = (time[1:] + time[:-1]) / 2
    for pause in pauses:
        cut |= (middle > pause.start_s) & (middle < pause.end_s)
    return np.concatenate(([0.0], np.cumsum(np.where(cut, 0.0, steps)))), tuple(doubts)


def _without_cuts(metres: Column, recorded: Column) -> Column:
    """Return cumulative metres where every step that takes no recorded time is left out."""
    steps = np.where(np.diff(recorded) > 0, np.diff(metres), 0.0)
    return np.concatenate(([0.0], np.cumsum(steps)))


def _on_grid(
    column: Column | None, recorded: Column, grid: Column, reach_s: float
) -> Column | None:
    """Return a column on the grid, NaN where no sample lies within half the reach."""
    if column is None:
        return None
    known = np.isfinite(column)
    at = recorded[known]
    values = np.interp(grid, at, column[known])
    after = np.searchsorted(at, grid)
    nearest = np.minimum(
        np.abs(grid - at[np.minimum(after, at.size - 1)]),
        np.abs(grid - at[np.maximum(after - 1, 0)]),
    )
    values[nearest > reach_s / 2] = np.nan
    return values


def _speed(distance: Column, step: float, window_s: float) -> Column:
    """Return metres per second over a centred window, shorter at both ends."""
    half = max(1, round(window_s / step / 2))
    at = np.arange(distance.size)
    first = np.maximum(at - half, 0)
    last = np.minimum(at + half, distance.size - 1)
    speed: Column = (distance[last] - distance[first]) / (np.maximum(last - first, 1) * step)
    return speed


def _graded(
    streams: Streams,
    kept: NDArray[np.bool_],
    recorded: Column,
    grid: Column,
    distance: Column,
    speed: Column,
    beats: Column | None,
) -> tuple[Column, Column | None, float | None]:
    """Return grade-adjusted speed, the smoothed height and the metres climbed.

    From altitude; on a treadmill that tells its incline, from that.
    """
    altitude = _channel(streams, Channel.ALTITUDE, kept, ALTITUDES)
    if altitude is None:
        incline = _channel(streams, Channel.GRADE, kept, GRADES)
        if incline is None:
            return speed, None, None
        filled = np.interp(grid, recorded, _filled(incline, recorded)) / 100.0
        heights = np.concatenate(([0.0], np.cumsum(filled[1:] * np.diff(distance))))
        adjusted = np.minimum(speed * gap.flat_factor(filled), FASTEST_MPS)
        return adjusted, heights, gap.ascent(heights)
    on_grid = np.interp(grid, recorded, _filled(altitude, recorded))
    moving = speed >= SLOWEST_MOVING_MPS
    for smoothing in (gap.SMOOTHING_CELLS, gap.ROUGH_CELLS):
        cells, profile = gap.height_profile(distance, on_grid, smoothing)
        grades = gap.grades(cells, profile)
        if np.abs(grades).mean() > STEEPEST_MEAN_GRADE:
            continue
        factor = np.interp(distance, cells, gap.flat_factor(grades))
        # Noise in height must not make a speed that nobody can run.
        adjusted = np.minimum(speed * factor, FASTEST_MPS)
        if _is_believable(adjusted, speed, beats, moving):
            return adjusted, np.interp(distance, cells, profile), gap.ascent(profile)
    return speed, None, None


def _is_believable(
    adjusted: Column, speed: Column, beats: Column | None, moving: NDArray[np.bool_]
) -> bool:
    """Whether heights explain the speed rather than add noise to it.

    On real hills people slow down going up, so that the grade-adjusted speed varies hardly more
    than the speed over ground. It does vary more in hill repeats, which have two gears that the
    heart follows.
    """
    smooth = gap.smoothed(adjusted, SETTLED_CELLS)[moving]
    limit = MORE_VARIED * variation(gap.smoothed(speed, SETTLED_CELLS)[moving]) + MORE_BY
    if variation(smooth) <= limit:
        return True
    gears = two_classes(smooth)[1]
    follows = None if beats is None else _following(adjusted, beats)
    if follows is None:
        return gears >= SURE_GEARS
    return gears >= TWO_GEARS and follows >= FOLLOWING


def _following(adjusted: Column, beats: Column) -> float | None:
    """Return how the heart follows the effort (correlation); None where it is hardly known."""
    effort = gap.smoothed(adjusted, HEART_CELLS)[:-HEART_LAG_CELLS]
    late = beats[HEART_LAG_CELLS:]
    known = np.isfinite(late)
    if not late.size or known.mean() < 0.5 or np.ptp(late[known]) == 0:  # noqa: PLR2004 (half)
        return None
    return float(np.corrcoef(effort[known], late[known])[0, 1])
