"""The speed of the event that somebody trains for, which decides about jumps alone (RE-08)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from ironstride.domain.athlete import Athlete, Race, RacePriority
from ironstride.domain.run import AnalysedRun, RunKind
from ironstride.running.critical_speed import CriticalSpeed
from ironstride.running.race_times import predicted_seconds

RECENT_DAYS: Final = 365
"""Older results don't tell today's pace. House."""
USUAL_EVENT_M: Final = 10_000.0
"""Without a race ahead the pace over 10 km counts. House."""
LEAST_CERTAINTY: Final = 0.5
"""A weaker estimate decides nothing: where no pace is known the work is combined (RE-09). House."""
RACE_CERTAINTY: Final = 0.7
SHORTEST_M: Final = 1_000.0
FASTEST_MPS: Final = 8.0


def event_pace(
    athlete: Athlete,
    runs: Sequence[AnalysedRun],
    today: dt.date,
    *,
    critical: CriticalSpeed | None = None,
) -> float | None:
    """Return the speed in m/s of the event trained for; None where nothing sure tells it.

    The next most important race and its goal; else the fastest that recent results, races among
    the runs or a sure critical speed promise over its distance (10 km without a race).

    Source: RE-08 (the threshold of 12 km/h), MX-03, MX-04 (from one distance to another).
    """
    race = _event(athlete.races, today)
    if race is not None and race.goal_seconds:
        return race.distance_m / race.goal_seconds
    distance = USUAL_EVENT_M if race is None else race.distance_m
    shown = [
        (result.distance_m, result.seconds)
        for result in athlete.results
        if 0 <= (today - result.date).days <= RECENT_DAYS
    ]
    shown += [
        (run.distance_m, run.duration_s)
        for run in runs
        if run.kind is RunKind.RACE
        and run.kind_certainty >= RACE_CERTAINTY
        and run.distance_m is not None
        and 0 <= (today - run.date).days <= RECENT_DAYS
    ]
    speeds = [
        distance / predicted_seconds(seconds, metres, distance)
        for metres, seconds in shown
        if metres >= SHORTEST_M and seconds > 0 and metres / seconds <= FASTEST_MPS
    ]
    if speeds:
        return max(speeds)
    if critical is not None and critical.speed.certainty >= LEAST_CERTAINTY:
        return distance / critical.seconds_over(distance)
    return None


def _event(races: Sequence[Race], today: dt.date) -> Race | None:
    """Return the race that matters most of those ahead: priority first, then date."""
    order = list(RacePriority)
    ahead = [race for race in races if race.date >= today]
    return min(ahead, key=lambda race: (order.index(race.priority), race.date), default=None)
