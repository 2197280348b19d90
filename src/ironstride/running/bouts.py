"""Bouts within a run: stretches that stand out from the rest, told by laps or by the streams."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ironstride.domain.run import Lap
from ironstride.running.gap import Column, smoothed
from ironstride.running.gears import TWO_GEARS, two_classes, variation
from ironstride.running.track import Track

WORK: Final = frozenset({"active", "interval"})
REST: Final = frozenset({"rest", "recovery"})
SMOOTHING_S: Final = 9.0
"""Short enough for a stride of 15 s, long enough for GPS. House."""
SHORTEST_BOUT_S: Final = 8.0
BRIDGE_S: Final = 8.0
"""A dip shorter than this (a kerb, a turn) does not end a bout. House."""
SURGES: Final = "surges"
SURGE: Final = 0.18
SURGE_SPREADS: Final = 2.5
"""Over the usual speed of the run by this share, and by so many of its spreads: a surge, such as
a stride. House."""
DEAD_BAND: Final = 0.15
"""A bout starts and ends this share of the gap between the classes apart. House."""
WALK_SHARE: Final = 0.6
WALK_MPS: Final = 1.8
"""Walked recoveries would otherwise be the lower of the two classes. House."""
MOST_BOUTS: Final = 150
MOST_OF_RUN: Final = 0.9
"""What covers more of the run than this does not stand out from it. House."""
HEART_LAG_S: Final = 15.0
"""The heart follows late: the peak of a bout is looked for this long after it. House."""
SAME_LAP: Final = 0.03
"""Laps that differ by less in distance were cut by the watch itself. House."""
HEART_BOUT_S: Final = 45.0
"""Without speed and power only the heart is left, and it shows no shorter bouts. House."""
HEART_SMOOTHING_S: Final = 21.0
FEWEST_LAPS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Bout:
    """One stretch that stands out.

    Args:
        start_s: recorded seconds from the start.
        speed_mps: grade-adjusted mean; None where speed is not known.
        climb_m: net height gained; grade: the same over the distance.
        peak_heart_rate_bpm: within the bout and shortly after it.
    """

    start_s: float
    duration_s: float
    speed_mps: float | None = None
    mean_heart_rate_bpm: float | None = None
    peak_heart_rate_bpm: float | None = None
    power_w: float | None = None
    climb_m: float = 0.0
    grade: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bouts:
    """The bouts of a run and what told them.

    Args:
        source: ``workout-laps``, ``laps``, ``speed``, ``power``, ``heart-rate``, ``none``, or
            ``surges``: fast spots in a run of one gear.
        contrast: how much faster (or stronger) the bouts are than what lies between, as a share.
    """

    bouts: tuple[Bout, ...] = ()
    source: str = "none"
    contrast: float = 0.0


NO_BOUTS: Final = Bouts()


def bouts_of(track: Track | None, laps: tuple[Lap, ...]) -> Bouts:
    """Return the bouts of a run, from the watch's workout, else the streams, else laps by hand."""
    sound = tuple(lap for lap in laps if _is_sound(lap))
    told = _workout_laps(sound)
    if told:
        return _from_laps(told, sound, track, "workout-laps")
    if track is not None:
        return _from_streams(track)
    return _from_lap_speeds(sound)


def _is_sound(lap: Lap) -> bool:
    """Whether a lap has finite figures."""
    return bool(
        np.isfinite(lap.start_s)
        and np.isfinite(lap.duration_s)
        and lap.duration_s >= SHORTEST_BOUT_S
        and (lap.distance_m is None or (np.isfinite(lap.distance_m) and lap.distance_m >= 0))
    )


def _workout_laps(laps: tuple[Lap, ...]) -> tuple[Lap, ...]:
    """Return the working laps of a structured workout; empty where the watch marks no rests.

    Watches mark every ordinary lap as active, so that only a rest between tells a workout.
    """
    if not any(lap.intensity in REST for lap in laps):
        return ()
    return tuple(lap for lap in laps if lap.intensity in WORK)


def _lap_speed(lap: Lap) -> float | None:
    return None if lap.distance_m is None else lap.distance_m / lap.duration_s


def _from_laps(
    work: tuple[Lap, ...], laps: tuple[Lap, ...], track: Track | None, source: str
) -> Bouts:
    """Return laps as bouts, measured on the track where there is one."""
    if track is None:
        found = tuple(
            Bout(
                start_s=lap.start_s,
                duration_s=lap.duration_s,
                speed_mps=_lap_speed(lap),
                mean_heart_rate_bpm=lap.mean_heart_rate_bpm,
                peak_heart_rate_bpm=lap.mean_heart_rate_bpm,
            )
            for lap in work
        )
        others = [_lap_speed(lap) for lap in laps if lap not in work]
        between = [speed for speed in others if speed is not None]
        fast = [bout.speed_mps for bout in found if bout.speed_mps is not None]
        contrast = _contrast(fast, between)
    else:
        edges = [
            (track.cell_at(lap.start_s), track.cell_at(lap.start_s + lap.duration_s))
            for lap in work
        ]
        edges = [(first, last) for first, last in edges if last > first]
        found = tuple(_measured(track, first, last) for first, last in edges)
        contrast = _contrast_of(track, edges)
    return Bouts(bouts=found[:MOST_BOUTS], source=source, contrast=contrast)


def _from_lap_speeds(laps: tuple[Lap, ...]) -> Bouts:
    """Return the faster laps of an activity without streams, if they were cut by hand."""
    speeds = [(lap, _lap_speed(lap)) for lap in laps]
    known = [(lap, speed) for lap, speed in speeds if speed is not None]
    if len(known) < FEWEST_LAPS or _are_automatic(laps):
        return NO_BOUTS
    column = np.array([speed for _, speed in known])
    weights = np.array([lap.duration_s for lap, _ in known])
    threshold, separation = two_classes(column, weights)
    if separation < TWO_GEARS:
        return NO_BOUTS
    return _from_laps(tuple(lap for lap, speed in known if speed > threshold), laps, None, "laps")


def _are_automatic(laps: tuple[Lap, ...]) -> bool:
    """Whether the watch cut the laps itself, by an equal distance (the last may be short)."""
    whole = [lap.distance_m for lap in laps[:-1] if lap.distance_m]
    if not whole:
        return False
    return max(whole) - min(whole) <= SAME_LAP * max(whole)


def _from_streams(track: Track) -> Bouts:
    """Return the bouts that stand out in grade-adjusted speed, else power, else heart rate."""
    if track.grade_adjusted_mps is not None:
        signal = smoothed(track.grade_adjusted_mps, _odd(track, SMOOTHING_S))
        usual = float(np.median(signal[track.moving])) if track.moving.any() else 0.0
        floor = min(WALK_MPS, WALK_SHARE * usual)
        return _standing_out(track, signal, floor, "speed")
    if track.power_w is not None:
        signal = smoothed(np.nan_to_num(track.power_w), _odd(track, SMOOTHING_S))
        return _standing_out(track, signal, WALK_SHARE * float(np.median(signal)), "power")
    if track.heart_rate_bpm is not None:
        known = np.isfinite(track.heart_rate_bpm)
        filled = np.where(known, track.heart_rate_bpm, float(np.nanmedian(track.heart_rate_bpm)))
        signal = smoothed(filled, _odd(track, HEART_SMOOTHING_S))
        return _standing_out(track, signal, 0.0, "heart-rate")
    return NO_BOUTS


def _odd(track: Track, seconds: float) -> int:
    """Return an odd number of cells that covers the seconds."""
    return track.cells(seconds) // 2 * 2 + 1


def _standing_out(track: Track, signal: Column, floor: float, source: str) -> Bouts:
    """Return the bouts of one signal: by two classes where it has them, else as surges."""
    above = signal[signal > floor]
    if above.size < SHORTEST_BOUT_S:
        return NO_BOUTS
    threshold, separation = two_classes(above)
    if separation >= TWO_GEARS:
        low = float(above[above <= threshold].mean())
        high = float(above[above > threshold].mean())
        band = DEAD_BAND * (high - low)
    elif source == "heart-rate":
        return NO_BOUTS
    else:
        usual, source = float(np.median(above)), SURGES
        over = max(SURGE, SURGE_SPREADS * variation(above))
        threshold, band = usual * (1.0 + over), usual * over * DEAD_BAND
    shortest = HEART_BOUT_S if source == "heart-rate" else SHORTEST_BOUT_S
    edges = _stretches(signal, threshold, band, track.cells(shortest), track.cells(BRIDGE_S))[
        :MOST_BOUTS
    ]
    if not edges:
        return NO_BOUTS
    inside = _inside(edges, signal.size)
    if inside.mean() > MOST_OF_RUN:
        return NO_BOUTS
    contrast = _contrast(signal[inside].tolist(), signal[~inside & (signal > floor)].tolist())
    return Bouts(
        bouts=tuple(_measured(track, first, last) for first, last in edges),
        source=source,
        contrast=contrast,
    )


def _stretches(
    signal: Column, threshold: float, band: float, shortest: int, bridge: int
) -> list[tuple[int, int]]:
    """Return first and one-past-last cell of stretches above a threshold, with hysteresis."""
    state = np.zeros(signal.size, dtype=np.int8)
    state[signal > threshold + band] = 1
    state[signal < threshold - band] = -1
    state[0] = state[0] or -1
    held = np.maximum.accumulate(np.where(state != 0, np.arange(signal.size), 0))
    high = np.concatenate(([False], state[held] == 1, [False]))
    turns = np.flatnonzero(high[1:] != high[:-1])
    firsts, lasts = turns[::2], turns[1::2]
    if firsts.size == 0:
        return []
    apart = np.concatenate(([True], firsts[1:] - lasts[:-1] >= bridge))
    firsts = firsts[apart]
    lasts = lasts[np.concatenate((np.flatnonzero(apart)[1:] - 1, [lasts.size - 1]))]
    long_enough = lasts - firsts >= shortest
    return list(zip(firsts[long_enough].tolist(), lasts[long_enough].tolist(), strict=True))


def _inside(edges: list[tuple[int, int]], size: int) -> NDArray[np.bool_]:
    """Return which cells lie within the bouts."""
    inside = np.zeros(size, dtype=np.bool_)
    for first, last in edges:
        inside[first:last] = True
    return inside


def _contrast(fast: list[float], between: list[float]) -> float:
    """Return how much the mean of the first exceeds that of the second; 0 where one is missing."""
    if not fast or not between:
        return 0.0
    slow = float(np.mean(between))
    return 0.0 if slow <= 0 else float(np.mean(fast)) / slow - 1.0


def _contrast_of(track: Track, edges: list[tuple[int, int]]) -> float:
    """Return the contrast in grade-adjusted speed between laps and what lies between."""
    if track.grade_adjusted_mps is None or not edges:
        return 0.0
    inside = _inside(edges, track.moving.size)
    moving = track.moving
    speed = track.grade_adjusted_mps
    return _contrast(speed[inside & moving].tolist(), speed[~inside & moving].tolist())


def _measured(track: Track, first: int, last: int) -> Bout:
    """Return one bout of a track from its first cell to one past its last."""
    speed = track.grade_adjusted_mps
    beats = None if track.heart_rate_bpm is None else track.heart_rate_bpm[first:last]
    late = (
        None
        if track.heart_rate_bpm is None
        else track.heart_rate_bpm[first : last + track.cells(HEART_LAG_S)]
    )
    climb = grade = 0.0
    if track.climbed_m is not None and track.distance_m is not None:
        end = min(last, track.climbed_m.size - 1)
        climb = float(track.climbed_m[end] - track.climbed_m[first])
        metres = float(track.distance_m[end] - track.distance_m[first])
        grade = climb / metres if metres > 0 else 0.0
    return Bout(
        start_s=first * track.step_s,
        duration_s=(last - first) * track.step_s,
        speed_mps=None if speed is None else float(speed[first:last].mean()),
        mean_heart_rate_bpm=None if beats is None else _finite(beats, np.mean),
        peak_heart_rate_bpm=None if late is None else _finite(late, np.max),
        power_w=None if track.power_w is None else _finite(track.power_w[first:last], np.mean),
        climb_m=climb,
        grade=grade,
    )


def _finite(column: Column, measure: Callable[[Column], np.float64]) -> float | None:
    """Return a measure of the finite values; None where there are none."""
    known = column[np.isfinite(column)]
    return float(measure(known)) if known.size else None
