"""The demo runner's runs: ten weeks of invented ones, the same for the same day.

Paces, heart rates, hills and habits are house; nothing of it comes from a real person. Chance is
seeded by the date of the run, so that a run does not depend on what else is made.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from ironstride.domain.run import Channel, RunKind, Streams
from ironstride.services.demo.fit_file import LapMark, WatchRun

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Column = NDArray[np.float64]

WEEKS: Final = 10
EASY_MPS: Final = 2.85
"""5:51 per kilometre."""
THRESHOLD_MPS: Final = 3.55
FAST_MPS: Final = 3.95
JOG_MPS: Final = 2.3
GAIN: Final = 0.0035
"""Share of speed gained every week."""
HEART_REST: Final = 50.0
HEART_EASY: Final = 138.0
HEART_PER_MPS: Final = 31.0
HEART_MOST: Final = 187.0
HEART_LAG_S: Final = 45.0
DRIFT_PER_HOUR: Final = 6.0
HOME: Final = (52.075, 5.125)
"""Degrees; a place with paths in the green, nobody's home."""
METRES_PER_DEGREE: Final = 111_195.0


FRIDAY: Final = 4
SATURDAY: Final = 5
SUNDAY: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of a run at one effort."""

    seconds: float
    speed_mps: float
    is_rest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outing:
    """A run of the history: when, what, how hard it felt (0 to 10, None not told)."""

    date: dt.date
    start_minute: int
    kind: RunKind
    stretches: tuple[Stretch, ...]
    rpe: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """The days of the demo runner's week, 0 for Monday, chosen so that today has strength."""

    long: int
    quality: int
    steady: int
    easy: tuple[int, ...]
    strength: tuple[int, int]


def habit_of(today: dt.date) -> Habit:
    """Return a week in which strength falls on today and on a day that suits the runs.

    The long run ends the week on a day that is not today, the intervals lie away from both.
    """
    day = today.weekday()
    long = {SATURDAY: FRIDAY, SUNDAY: SATURDAY}.get(day, SUNDAY)
    quality = {0: 3, 1: 4, 2: 1, 3: 1, 4: 2, 5: 1, 6: 2}[day]
    second = {0: 3, 1: 4, 2: 5, 3: 0, 4: 1, 5: 1, 6: 2}[day]
    free = [d for d in range(7) if d not in {long, quality}]
    steady = free[len(free) // 2]
    rest = next(d for d in ((long + 1) % 7, (quality + 1) % 7) if d != steady)
    easy = tuple(d for d in free if d not in {steady, rest})[:2]
    return Habit(long=long, quality=quality, steady=steady, easy=easy, strength=(day, second))


def history(today: dt.date) -> tuple[Outing, ...]:
    """Return the runs of the ten weeks before today, in their order."""
    habit = habit_of(today)
    monday = today - dt.timedelta(days=today.weekday(), weeks=WEEKS)
    found = []
    for week in range(WEEKS + 1):
        found += [
            outing
            for outing in _week(habit, monday + dt.timedelta(weeks=week), week)
            if outing.date < today
        ]
    return tuple(sorted(found, key=lambda each: each.date))


def _week(habit: Habit, monday: dt.date, week: int) -> Iterator[Outing]:
    gain = 1.0 + GAIN * week
    light = week in {3, 7}
    easy = EASY_MPS * gain
    long_minutes = (72, 78, 84, 66, 88, 92, 96, 76, 118, 104, 108)[week]
    yield Outing(
        date=monday + dt.timedelta(days=habit.long),
        start_minute=9 * 60,
        kind=RunKind.LONG,
        stretches=(Stretch(seconds=long_minutes * 60, speed_mps=easy * 0.985),),
        rpe=6.0 if week == WEEKS - 2 else 5.0,
    )
    if week != 5:  # noqa: PLR2004 (one quality run is missed, as happens)
        yield Outing(
            date=monday + dt.timedelta(days=habit.quality),
            start_minute=6 * 60 + 30,
            kind=RunKind.INTERVALS if week % 2 == 0 else RunKind.TEMPO,
            stretches=_intervals(gain, 4 if light else 6)
            if week % 2 == 0
            else _tempo(gain, 24 if light else 28),
            rpe=8.0 if week % 2 == 0 else 7.0,
        )
    yield Outing(
        date=monday + dt.timedelta(days=habit.steady),
        start_minute=18 * 60,
        kind=RunKind.EASY,
        stretches=(Stretch(seconds=(35 if light else 50) * 60, speed_mps=easy),),
        rpe=3.0,
    )
    for place, day in enumerate(habit.easy):
        if place == 1 and week in {2, 7}:
            continue
        yield Outing(
            date=monday + dt.timedelta(days=day),
            start_minute=6 * 60 + 30,
            kind=RunKind.EASY,
            stretches=(Stretch(seconds=(40 + 5 * place) * 60, speed_mps=easy * 0.99),),
        )


def _intervals(gain: float, count: int) -> tuple[Stretch, ...]:
    warm = Stretch(seconds=900, speed_mps=EASY_MPS)
    work = Stretch(seconds=240, speed_mps=FAST_MPS * gain)
    jog = Stretch(seconds=120, speed_mps=JOG_MPS, is_rest=True)
    cool = Stretch(seconds=600, speed_mps=EASY_MPS * 0.95)
    return (warm, *(each for _ in range(count) for each in (work, jog)), cool)


def _tempo(gain: float, minutes: int) -> tuple[Stretch, ...]:
    warm = Stretch(seconds=900, speed_mps=EASY_MPS)
    work = Stretch(seconds=minutes * 60, speed_mps=THRESHOLD_MPS * gain)
    cool = Stretch(seconds=600, speed_mps=EASY_MPS * 0.95)
    return (warm, work, cool)


def watch_run(outing: Outing, utc_offset_s: int) -> WatchRun:
    """Return what the watch would have recorded of a run."""
    chance = np.random.default_rng(outing.date.toordinal())
    outing = _varied(outing, chance)
    seconds = int(sum(each.seconds for each in outing.stretches))
    time = np.arange(seconds + 1, dtype=np.float64)
    speed = _speed(outing.stretches, time, chance)
    distance = np.concatenate(([0.0], np.cumsum((speed[1:] + speed[:-1]) / 2.0)))
    latitude, longitude, height = _way(distance, chance)
    beats = _heart(speed, time, chance)
    channels = {
        Channel.LATITUDE: latitude,
        Channel.LONGITUDE: longitude,
        Channel.ALTITUDE: height,
        Channel.DISTANCE: distance,
        Channel.SPEED: speed,
        Channel.HEART_RATE: np.round(beats),
        **_form(speed, time, chance),
    }
    local = dt.datetime.combine(outing.date, dt.time(), dt.UTC)
    start = local + dt.timedelta(minutes=outing.start_minute, seconds=-utc_offset_s)
    climbs = np.diff(height)
    return WatchRun(
        start=start,
        utc_offset_s=utc_offset_s,
        streams=Streams(time_s=time, channels=channels),
        laps=_laps(outing.stretches, distance, beats),
        ascent_m=float(climbs[climbs > 0].sum()),
        rpe=outing.rpe,
    )


def _varied(outing: Outing, chance: np.random.Generator) -> Outing:
    """Return a run whose warm-up, or whole where it has one part, is a little longer or shorter."""
    first, *rest = outing.stretches
    seconds = first.seconds * chance.uniform(0.95, 1.06)
    speed = first.speed_mps * chance.uniform(0.985, 1.012)
    varied = replace(first, seconds=float(int(seconds)), speed_mps=speed)
    return replace(outing, stretches=(varied, *rest))


def _smooth(values: Column, width: int) -> Column:
    """Return a moving mean; the ends are held so that nothing falls off."""
    held = np.pad(values, (width // 2, width - 1 - width // 2), mode="edge")
    sums = np.concatenate(([0.0], np.cumsum(held)))
    return (sums[width:] - sums[:-width]) / width


def _speed(stretches: tuple[Stretch, ...], time: Column, chance: np.random.Generator) -> Column:
    speed = np.empty_like(time)
    at = 0
    for each in stretches:
        speed[at : at + int(each.seconds) + 1] = each.speed_mps
        at += int(each.seconds)
    wander = _smooth(chance.normal(0.0, 0.35, time.size), 40)
    return np.maximum(_smooth(speed, 9) + wander, 1.2)


def _heart(speed: Column, time: Column, chance: np.random.Generator) -> Column:
    target = HEART_EASY + (speed - EASY_MPS) * HEART_PER_MPS + time / 3600.0 * DRIFT_PER_HOUR
    target = np.minimum(target, HEART_MOST - 2.0)
    # The heart follows with a lag: a first-order filter, summed in blocks of one lag each.
    beats = np.empty_like(target)
    level = HEART_REST + 25.0
    share = 1.0 - math.exp(-1.0 / HEART_LAG_S)
    for place, goal in enumerate(target.tolist()):
        level += share * (goal - level)
        beats[place] = level
    return np.minimum(beats + _smooth(chance.normal(0.0, 3.0, time.size), 15), HEART_MOST)


def _way(distance: Column, chance: np.random.Generator) -> tuple[Column, Column, Column]:
    """Return a closed round of the run's own length and shape over rolling ground."""
    bends, turned, hill = chance.uniform(0.2, 0.4), chance.uniform(0.0, 6.28), chance.uniform(5, 13)
    turn = np.linspace(0.0, 2.0 * np.pi, 721)
    x = np.cos(turn) + bends * np.cos(2 * turn + turned) + 0.12 * np.sin(5 * turn)
    y = 0.8 * np.sin(turn) + 0.22 * np.sin(3 * turn) + 0.1 * np.cos(4 * turn)
    length = np.concatenate(([0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))))
    scale = float(distance[-1]) / float(length[-1])
    at = distance / scale
    east = (np.interp(at, length, x) - x[0]) * scale
    north = (np.interp(at, length, y) - y[0]) * scale
    share = distance / float(distance[-1]) * 2.0 * np.pi
    height = 42.0 + hill * (1 - np.cos(share)) + hill * 0.6 * np.sin(5 * share)
    latitude = HOME[0] + north / METRES_PER_DEGREE
    longitude = HOME[1] + east / (METRES_PER_DEGREE * math.cos(math.radians(HOME[0])))
    return latitude, longitude, height


def _form(speed: Column, time: Column, chance: np.random.Generator) -> dict[Channel, Column]:
    """Return running dynamics that fit the speed: faster means quicker, longer steps."""
    cadence = 166.0 + 9.0 * (speed - EASY_MPS) + _smooth(chance.normal(0.0, 2.0, time.size), 20)
    even = np.round(cadence / 2.0) * 2.0
    step = speed * 60.0 / cadence
    contact = 0.262 - 0.030 * (speed - EASY_MPS) + _smooth(chance.normal(0, 0.006, time.size), 20)
    bounce = 0.088 - 0.004 * (speed - EASY_MPS) + _smooth(chance.normal(0, 0.003, time.size), 20)
    balance = 50.6 + _smooth(chance.normal(0.0, 0.5, time.size), 60)
    return {
        Channel.CADENCE: even,
        Channel.STEP_LENGTH: step,
        Channel.CONTACT_TIME: contact,
        Channel.VERTICAL_OSCILLATION: bounce,
        Channel.VERTICAL_RATIO: bounce / step * 100.0,
        Channel.CONTACT_BALANCE: balance,
    }


def _laps(stretches: tuple[Stretch, ...], distance: Column, beats: Column) -> tuple[LapMark, ...]:
    """Return a lap for each part; a run of one part has a lap for each kilometre."""
    if len(stretches) == 1:
        marks = np.searchsorted(distance, np.arange(1000.0, float(distance[-1]), 1000.0))
        edges = [0, *marks.tolist(), distance.size - 1]
        rests = [False] * (len(edges) - 1)
    else:
        edges = [0, *np.cumsum([int(each.seconds) for each in stretches]).tolist()]
        rests = [each.is_rest for each in stretches]
    return tuple(
        LapMark(
            start_s=float(first),
            end_s=float(last),
            distance_m=float(distance[last] - distance[first]),
            mean_heart_rate_bpm=float(beats[first : last + 1].mean()),
            is_rest=rest,
        )
        for first, last, rest in zip(edges[:-1], edges[1:], rests, strict=True)
        if last > first
    )
