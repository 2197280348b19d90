from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from ironstride.domain.athlete import Athlete, Race, RacePriority, Result
from ironstride.domain.run import RunKind
from ironstride.running.analyse import analyse
from ironstride.running.critical_speed import from_results
from ironstride.running.event_pace import event_pace
from ironstride.running.profile import stranger
from tests.support import runs
from tests.unit.running.test_analyse import ATHLETE

TODAY = dt.date(2026, 5, 1)


def race(days: int, metres: float, priority: RacePriority, goal: float | None = None) -> Race:
    date = TODAY + dt.timedelta(days=days)
    return Race(date=date, distance_m=metres, priority=priority, goal_seconds=goal)


def with_races(*races: Race) -> Athlete:
    return replace(ATHLETE, races=races)


def test_the_goal_of_the_most_important_race_is_the_event_pace() -> None:
    athlete = with_races(
        race(10, 5_000, RacePriority.C, 1200),
        race(60, 21_097.5, RacePriority.A, 5400),
        race(-10, 10_000, RacePriority.A, 2400),
    )
    assert event_pace(athlete, (), TODAY) == pytest.approx(21_097.5 / 5400)


def test_results_are_carried_to_the_distance_of_the_race() -> None:
    athlete = replace(
        with_races(race(60, 21_097.5, RacePriority.A)),
        results=(Result(date=dt.date(2026, 4, 1), distance_m=10_000, seconds=3000),),
    )
    assert event_pace(athlete, (), TODAY) == pytest.approx(21_097.5 / 6619, rel=1e-3)


def test_old_and_impossible_results_do_not_count() -> None:
    athlete = replace(
        ATHLETE,
        results=(
            Result(date=dt.date(2024, 4, 1), distance_m=10_000, seconds=2400),
            Result(date=dt.date(2026, 4, 1), distance_m=10_000, seconds=600),
        ),
    )
    assert event_pace(athlete, (), TODAY) is None


def test_a_race_among_the_runs_tells_the_pace_over_ten_kilometres() -> None:
    run = analyse(runs.run_of(runs.race(10_000, 3.5)), stranger())
    raced = replace(run, kind=RunKind.RACE, kind_certainty=0.95)
    assert event_pace(ATHLETE, [raced], TODAY) == pytest.approx(3.5, rel=0.02)
    assert event_pace(ATHLETE, [replace(raced, kind_certainty=0.5)], TODAY) is None
    assert event_pace(ATHLETE, [run], TODAY) is None


def test_a_sure_critical_speed_tells_it_and_an_unsure_one_does_not() -> None:
    critical = from_results([Result(date=TODAY, distance_m=5_000, seconds=1197)], TODAY)
    assert critical is not None
    told = event_pace(ATHLETE, (), TODAY, critical=critical)
    assert told == pytest.approx(10_000 / 2481, rel=0.01)
    unsure = replace(critical, speed=replace(critical.speed, certainty=0.35))
    assert event_pace(ATHLETE, (), TODAY, critical=unsure) is None


def test_nothing_known_is_no_pace() -> None:
    assert event_pace(ATHLETE, (), TODAY) is None
