"""What the log shows over time: estimated maxima, weekly sets and minutes, findings in words."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ironstride.domain.clock import monday_of
from ironstride.domain.exercise import Need
from ironstride.strength.e1rm import (
    BOUND_HIGH,
    MOST_REPS,
    SPREAD,
    Reading,
    multiplier,
    readings,
)
from ironstride.strength.exposures import (
    TEACHING,
    Exposure,
    exposures,
    is_open_ended,
    of_side,
    reps_and_reserve,
    reserve_told,
    sides_seen,
    total_kg,
)
from ironstride.strength.reps_curve import is_leg_press_like, percent_1rm
from ironstride.units import DAYS_PER_WEEK

if TYPE_CHECKING:
    from ironstride.domain.athlete import Profile
    from ironstride.domain.body_region import Region
    from ironstride.domain.exercise import Exercise
    from ironstride.domain.performance import LoggedSession, LoggedSet

FINDING_SESSIONS: Final = 4
FINDING_DAYS: Final = 21
"""Fewer sessions or a shorter time than this say nothing yet (house)."""
NOISE: Final = 0.05
"""Changes under this are noise: a maximum measured twice differs by 4 to 5 % (§20.4, LP-11)."""
TREND_REPS: Final = 20.0
"""Sets too long for an estimate still show a trend (LP-08); beyond, what is told says no more."""
NOISE_LONG: Final = 0.08
SPREAD_LONG: Final = 0.20
"""Noise and standard deviation of such a set: reserve is told worse (LP-16, LP-18; house)."""
REGION_GRADE: Final = 2
"""A set counts for a region that it loads at least so much, 0 to 3 (house)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressPoint:
    """The maximum that one session shows, kg, with one standard deviation either side."""

    date: dt.date
    kg: float
    low: float
    high: float
    known: bool
    """False: at least this much, because no reserve was told, or only "four or more"."""
    noise: float = NOISE
    """One standard deviation of the same session done twice, as a share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklySets:
    """Working sets of a week, by need and by region, from its Monday."""

    week: dt.date
    by_need: Mapping[Need, int]
    by_region: Mapping[Region, int]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyMinutes:
    """Minutes of strength work of a week and how many sessions they came from."""

    week: dt.date
    minutes: float
    sessions: int


def _weaker_side(exercise: Exercise, session: Exposure, profile: Profile) -> ProgressPoint | None:
    sides = sides_seen(session.sets)
    parts = [of_side(session.sets, side) for side in sides] or [session.sets]
    found = [
        long if long is not None and long.kg >= reading.kg else reading
        for sets in parts
        for long in (_long(exercise, sets, profile),)
        for reading in readings(exercise, (Exposure(date=session.date, sets=sets),), profile)
    ]
    if not found:
        return None
    weaker = min(found, key=lambda r: r.kg)
    above = weaker.spread if weaker.known else BOUND_HIGH
    below = weaker.spread if weaker.known else SPREAD
    return ProgressPoint(
        date=session.date,
        kg=weaker.kg,
        low=weaker.kg * (1.0 - below),
        high=weaker.kg * (1.0 + above),
        known=weaker.known,
        noise=NOISE_LONG if weaker.spread == SPREAD_LONG else NOISE,
    )


def _long(exercise: Exercise, sets: tuple[LoggedSet, ...], profile: Profile) -> Reading | None:
    """Return what a session of sets too long for an estimate says, for the trend alone (LP-08).

    The reserve of its best set must be told, and by less than the scale's open end. On from the
    longest set that is estimated the chart goes on (LP-01), so that no set length jumps. Short sets
    with "four or more" left don't speak against it: they prove no more than a bound.
    """
    if is_leg_press_like(exercise) or any(
        reps_and_reserve(s) <= MOST_REPS and reserve_told(s) is not None and not is_open_ended(s)
        for s in sets
    ):
        return None
    shown = [
        (
            total
            * multiplier(MOST_REPS)
            * percent_1rm(MOST_REPS)
            / percent_1rm(reps_and_reserve(s)),
            s,
        )
        for s in sets
        if reps_and_reserve(s) > MOST_REPS and (total := total_kg(exercise, s, profile)) is not None
    ]
    kg, best = max(shown, key=lambda each: each[0], default=(0.0, None))
    if best is None or reps_and_reserve(best) > TREND_REPS:
        return None
    if reserve_told(best) is None or is_open_ended(best):
        return None
    return Reading(date=best.date, kg=kg, known=True, spread=SPREAD_LONG, sets=len(shown))


def e1rm_series(
    exercise: Exercise, sets: tuple[LoggedSet, ...], profile: Profile
) -> tuple[ProgressPoint, ...]:
    """Return the maximum of every session, oldest first, the weaker side deciding."""
    points = (_weaker_side(exercise, session, profile) for session in exposures(exercise, sets))
    return tuple(point for point in points if point is not None)


def weekly_sets(
    sets: tuple[LoggedSet, ...], exercises: Mapping[str, Exercise]
) -> tuple[WeeklySets, ...]:
    """Return working sets week by week, oldest first; exercises that aren't known are left out.

    A set of one side counts as half, so that both sides together are one set.
    """
    halves: dict[dt.date, Counter[str]] = defaultdict(Counter)
    for logged in sets:
        exercise = exercises.get(logged.exercise)
        if exercise is None or logged.kind not in TEACHING:
            continue
        count = 1 if exercise.is_per_side and logged.side is not None else 2
        week = halves[monday_of(logged.date)]
        week[""] += count
        week[f"need {exercise.need}"] += count
        for region, grade in exercise.regions_loaded.items():
            if grade >= REGION_GRADE:
                week[f"region {region}"] += count
    return tuple(_week_of(monday, halves[monday], exercises) for monday in sorted(halves))


def _week_of(
    monday: dt.date, halves: Counter[str], exercises: Mapping[str, Exercise]
) -> WeeklySets:
    def whole(key: str) -> int:
        return -(-halves[key] // 2)

    regions = {r for e in exercises.values() for r in e.regions_loaded if halves[f"region {r}"]}
    return WeeklySets(
        week=monday,
        by_need={need: whole(f"need {need}") for need in Need if halves[f"need {need}"]},
        by_region={region: whole(f"region {region}") for region in sorted(regions)},
        total=whole(""),
    )


def weekly_minutes(sessions: tuple[LoggedSession, ...]) -> tuple[WeeklyMinutes, ...]:
    """Return minutes of strength work week by week, oldest first; skipped sessions are left out."""
    weeks: dict[dt.date, list[float]] = defaultdict(list)
    for session in sessions:
        if not session.skipped and session.minutes is not None:
            weeks[monday_of(session.date)].append(session.minutes)
    return tuple(
        WeeklyMinutes(week=week, minutes=sum(weeks[week]), sessions=len(weeks[week]))
        for week in sorted(weeks)
    )


def session_load(session: LoggedSession) -> float | None:
    """Return session RPE times minutes (RM-01); None where either is missing."""
    if session.skipped or session.session_rpe is None or session.minutes is None:
        return None
    return session.session_rpe * session.minutes


def relative_change(points: tuple[ProgressPoint, ...]) -> tuple[float, float, float] | None:
    """Return the relative change from the first to the last third of sessions, with its interval.

    Low and high are one standard deviation of noise either side (§20.4: retest 4 to 5 %). None
    where the sessions are too few or too close.
    """
    known = [p for p in points if p.known]
    if len(known) < FINDING_SESSIONS or (known[-1].date - known[0].date).days < FINDING_DAYS:
        return None
    third = max(1, len(known) // 3)
    before = sum(p.kg for p in known[:third]) / third
    after = sum(p.kg for p in known[-third:]) / third
    ends = (*known[:third], *known[-third:])
    noise = sum(p.noise**2 for p in ends) ** 0.5 / third
    change = after / before - 1.0
    return change, change - noise, change + noise


def finding(name: str, points: tuple[ProgressPoint, ...]) -> str:
    """Return a chart's headline: what changed, how surely and over how long, or: too early."""
    change = relative_change(points)
    if change is None:
        return f"Too early to tell about {name}"
    known = [p for p in points if p.known]
    weeks = max(1, round((known[-1].date - known[0].date).days / DAYS_PER_WEEK))
    middle, low, high = (round(100.0 * c) for c in change)
    if low <= 0 <= high:
        return f"{name}: no clear change in {weeks} weeks ({middle:+d} %, {low} to {high})"
    word = "up" if middle > 0 else "down"
    near, far = sorted((abs(low), abs(high)))
    return f"{name} {word} {abs(middle)} %, {near} to {far}, in {weeks} weeks"
