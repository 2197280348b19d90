"""Recorded runs made by arithmetic: steady, repeats, hills, races, with seeded noise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ironstride.domain.run import Activity, ActivityKind, Channel, Lap, Streams

Stretch = tuple[float, float, float]
"""Seconds, grade-adjusted speed in m/s, grade."""

CRITICAL_MPS = 4.0
HR_MAX = 190.0
HR_REST = 50.0
START = dt.datetime(2026, 3, 2, 6, 30, tzinfo=dt.UTC)
"""A Monday."""


def flat_cost_factor(grade: float) -> float:
    """Return the cost of a grade over that of the flat, written out apart from the product's."""
    g = grade
    cost = 155.4 * g**5 - 30.4 * g**4 - 43.3 * g**3 + 46.3 * g**2 + 19.5 * g + 3.6
    return max(0.85, cost / 3.6)


def heart_rates(effort: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
    """Return beats that follow the effort (share of critical speed) with half a minute's lag."""
    target = HR_REST + np.clip(0.86 * effort, 0.1, 1.0) * (HR_MAX - HR_REST)
    beats = np.empty_like(target)
    now = 95.0
    for index, goal in enumerate(target):
        now += (goal - now) / 30.0
        beats[index] = now
    return np.round(beats + rng.normal(0.0, 1.0, beats.size))


def run_of(  # noqa: PLR0913 (each is one property of a made run)
    stretches: Sequence[Stretch],
    *,
    start: dt.datetime = START,
    seed: int = 1,
    heart: bool = True,
    speed_noise: float = 0.08,
    altitude: bool = True,
    power: bool = False,
    fatigue: float = 0.0,
) -> Activity:
    """Return a recorded run at 1 Hz.

    Args:
        stretches: each with the grade-adjusted speed meant; the speed over ground follows from it.
        fatigue: extra share of effort at the end, so that the heart drifts.
    """
    rng = np.random.default_rng(seed)
    adjusted = np.concatenate([np.full(int(s), v) for s, v, _ in stretches])
    grade = np.concatenate([np.full(int(s), g) for s, _, g in stretches])
    ground = np.concatenate([np.full(int(s), v / flat_cost_factor(g)) for s, v, g in stretches])
    size = adjusted.size
    noise = np.convolve(rng.normal(0.0, speed_noise, size + 8), np.ones(9) / 3.0, "valid")
    ground = np.maximum(ground + np.where(ground > 0, noise, 0.0), 0.0)
    distance = np.concatenate(([0.0], np.cumsum(ground)))
    channels: dict[Channel, NDArray[np.float64]] = {
        Channel.DISTANCE: distance,
        Channel.SPEED: np.concatenate((ground[:1], ground)),
    }
    if heart:
        effort = adjusted / CRITICAL_MPS * np.linspace(1.0, 1.0 + fatigue, size)
        beats = heart_rates(effort, rng)
        channels[Channel.HEART_RATE] = np.concatenate((beats[:1], beats))
    if altitude:
        height = 200.0 + np.concatenate(([0.0], np.cumsum(ground * grade)))
        channels[Channel.ALTITUDE] = np.round((height + rng.normal(0.0, 0.1, height.size)) * 5) / 5
    if power:
        watts = 75.0 * adjusted + rng.normal(0.0, 8.0, size)
        channels[Channel.POWER] = np.concatenate((watts[:1], watts))
    return Activity(
        kind=ActivityKind.RUN,
        sport="running",
        start=start,
        utc_offset_s=0,
        duration_s=float(size),
        elapsed_s=float(size),
        distance_m=float(distance[-1]),
        source_format="fit",
        streams=Streams(time_s=np.arange(size + 1, dtype=np.float64), channels=channels),
    )


def easy(minutes: float = 45, speed: float = 3.0) -> list[Stretch]:
    """Return easy running on the flat."""
    return [(minutes * 60, speed, 0.0)]


def intervals(repeats: int = 6, seconds: float = 180, rest: float = 120) -> list[Stretch]:
    """Return warm-up, repeats at 108 % of critical speed with jogs between, cool-down."""
    block = [(seconds, 4.32, 0.0), (rest, 2.6, 0.0)]
    return [(720, 3.0, 0.0), *(block * repeats), (600, 2.9, 0.0)]


def tempo(minutes: float = 25) -> list[Stretch]:
    """Return warm-up, one block at 96 % of critical speed, cool-down."""
    return [(720, 3.0, 0.0), (minutes * 60, 3.84, 0.0), (600, 2.9, 0.0)]


def strides(count: int = 6) -> list[Stretch]:
    """Return easy running with strides of 20 s and 80 s of jogging."""
    return [(1500, 3.0, 0.0), *([(20.0, 5.2, 0.0), (80.0, 2.9, 0.0)] * count), (300, 2.9, 0.0)]


def hills(count: int = 8) -> list[Stretch]:
    """Return hill repeats: a minute up at 7 % hard, jogged down."""
    climb = [(60.0, 4.3, 0.07), (110.0, 2.4, -0.07)]
    return [(900, 3.0, 0.0), *(climb * count), (600, 2.9, 0.0)]


def race(distance_m: float = 10_000.0, speed: float = 3.98) -> list[Stretch]:
    """Return a race at one speed."""
    return [(distance_m / speed, speed, 0.0)]


def at(day: int, hour: int = 6, minute: int = 30) -> dt.datetime:
    """Return a UTC start so many days after the first Monday."""
    return START.replace(hour=hour, minute=minute) + dt.timedelta(days=day)


def without_streams(activity: Activity) -> Activity:
    """Return the summary alone, as an archive's table gives it."""
    return replace(activity, streams=None, source_format="table")


def laps_of(stretches: Sequence[Stretch], marks: Sequence[str | None]) -> tuple[Lap, ...]:
    """Return one lap for each stretch on the flat, with the watch's own word for it."""
    starts = np.concatenate(([0.0], np.cumsum([s for s, _, _ in stretches])))
    return tuple(
        Lap(start_s=float(start), duration_s=s, distance_m=s * v, intensity=mark)
        for start, (s, v, _), mark in zip(starts, stretches, marks, strict=False)
    )


def training(weeks: int, *, seed: int = 10) -> list[Activity]:
    """Return weeks of ordinary training: Tue intervals, Thu tempo, Sat easy, Sun long, Mon easy."""
    runs = []
    for week in range(weeks):
        for day, stretches, hour in (
            (0, easy(40), 6),
            (1, intervals(), 17),
            (3, tempo(), 17),
            (5, easy(50), 8),
            (6, easy(100 + 2 * (week % 3), 2.95), 8),
        ):
            start = at(week * 7 + day, hour)
            runs.append(run_of(stretches, start=start, seed=seed + week * 7 + day))
    return runs
