"""What if: a scenario changes a copy of the request, and both plans stand side by side."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

import pytest

from benchmarks.runners import Runner, document
from ironstride.domain.body_region import Region, Side
from ironstride.domain.plan import Phase, Plan
from ironstride.planner.request import PlanRequest
from ironstride.planner.solve import make_plan
from ironstride.planner.what_if import (
    Comparison,
    DaysAway,
    ExerciseIn,
    ExerciseOut,
    MinutesEach,
    PainToday,
    PlaceClosed,
    RaceMoved,
    Scenario,
    SessionsAWeek,
    changed,
    compare,
    dated,
    reach,
)

RACE = dt.date(2027, 3, 14)


@cache
def asked() -> PlanRequest:
    runner = Runner(
        name="x",
        document=document(
            kit="gym",
            week="three-easy",
            minutes=30,
            races=[{"date": RACE.isoformat(), "distance_m": 21097.5, "priority": "A"}],
        ),
    )
    return runner.request(detail=2)


@cache
def plan() -> Plan:
    return make_plan(asked())


def next_monday() -> dt.date:
    return plan().weeks[1].start


def tried(*scenarios: Scenario) -> Comparison:
    request = changed(asked(), dated(scenarios, plan(), asked().today))
    assert request.value is not None, request.problems
    return compare(request.value, plan())


def refused(scenario: Scenario) -> tuple[str, str, str]:
    request = changed(asked(), (scenario,))
    assert request.value is None
    (problem,) = request.problems
    assert problem.remedy
    return problem.code, problem.location, problem.sentence


def test_a_closed_place_sends_the_sessions_elsewhere_for_its_days_alone() -> None:
    place = asked().athlete.places[0].id
    last = next_monday() + dt.timedelta(days=6)
    found = tried(PlaceClosed(place=place, first=next_monday(), last=last))
    first, second = found.weeks
    assert first.is_same
    assert second.new is not None
    assert second.new.sessions
    assert place not in {s.place for s in second.new.sessions}
    assert found.old is plan()


def test_days_away_hold_no_session() -> None:
    last = next_monday() + dt.timedelta(days=6)
    found = tried(DaysAway(first=next_monday(), last=last))
    assert found.weeks[1].new is not None
    assert found.weeks[1].new.sessions == ()
    assert found.weeks[1].new.phase is Phase.OFF
    assert "away" in " ".join(c.sentence for c in found.changes)


def test_a_third_session_comes() -> None:
    found = tried(SessionsAWeek(sessions=3))
    assert found.weeks[1].new is not None
    assert len(found.weeks[1].new.sessions) == 3
    assert any(c.what == "added" for c in found.changes)


def test_twenty_minutes_hold_in_every_session() -> None:
    found = tried(MinutesEach(minutes=20))
    for pair in found.weeks:
        assert pair.new is not None
        assert all(s.minutes_planned <= 20 for s in pair.new.sessions)


def test_a_race_that_moves_moves_its_week() -> None:
    new = RACE - dt.timedelta(weeks=4)
    found = tried(RaceMoved(old=RACE, new=new))
    phases = {pair.start: pair.new.phase for pair in found.seasons if pair.new is not None}
    assert phases[new - dt.timedelta(days=6)] is Phase.RACE


def test_pain_spares_the_region_and_tells_whom_to_see() -> None:
    found = tried(PainToday(region=Region.CALF, side=Side.BOTH, level=6))
    loads = {
        e
        for pair in found.weeks
        if pair.new is not None
        for s in pair.new.sessions
        for b in s.blocks
        for each in b.exercises
        for e in [asked().catalogue.exercise(each.exercise)]
        if e.regions_loaded.get(Region.CALF, 0) == 3
    }
    assert not loads
    assert found.new.stops


def test_an_exercise_goes_out_or_comes_in() -> None:
    out = plan().weeks[0].sessions[0].blocks[-1].exercises[0].exercise
    found = tried(ExerciseOut(exercise=out))
    ids = {
        e.exercise
        for w in found.new.weeks
        for s in w.sessions
        for b in s.blocks
        for e in b.exercises
    }
    assert out not in ids
    back = tried(ExerciseIn(exercise="front-squat"))
    assert back.weeks[0].new is not None
    held = {e.exercise for b in back.weeks[0].new.sessions[0].blocks for e in b.exercises}
    conflict = {each.what for each in back.new.conflict}
    assert "front-squat" in held or any("front-squat" in what for what in conflict)


def test_costs_are_those_of_the_weeks_compared_and_sum_to_the_difference() -> None:
    found = tried(MinutesEach(minutes=20))
    assert sum(c.more for c in found.costs) == found.new_cost - found.old_cost
    assert found.new_cost > found.old_cost
    assert "continuity.same_plan" not in {c.rule for c in found.costs}


def test_a_world_that_is_the_same_changes_nothing() -> None:
    sessions = asked().athlete.availability.sessions_per_week
    found = tried(SessionsAWeek(sessions=sessions))
    assert all(pair.is_same for pair in found.weeks)
    assert found.changes == ()
    assert found.costs == ()


def test_the_request_that_was_asked_stays_as_it_was() -> None:
    before = replace(asked())
    tried(PainToday(region=Region.CALF, side=Side.LEFT, level=4))
    assert asked() == before


@pytest.mark.parametrize(
    ("scenario", "code"),
    [
        (SessionsAWeek(sessions=0), "out-of-range"),
        (SessionsAWeek(sessions=5), "out-of-range"),
        (MinutesEach(minutes=4), "out-of-range"),
        (MinutesEach(minutes=121), "out-of-range"),
        (PainToday(region=Region.CALF, side=Side.LEFT, level=10.5), "out-of-range"),
        (PlaceClosed(place="moon", first=RACE, last=RACE), "unknown-place"),
        (DaysAway(first=RACE, last=RACE - dt.timedelta(days=1)), "wrong-days"),
        (DaysAway(first=dt.date(2020, 1, 1), last=dt.date(2020, 1, 2)), "wrong-days"),
        (DaysAway(first=RACE, last=RACE + dt.timedelta(days=400)), "wrong-days"),
        (RaceMoved(old=RACE + dt.timedelta(days=1), new=RACE), "unknown-race"),
        (RaceMoved(old=RACE, new=dt.date(2020, 1, 1)), "wrong-days"),
        (ExerciseOut(exercise="moon-walk"), "unknown-exercise"),
        (ExerciseIn(exercise="moon-walk"), "unknown-exercise"),
    ],
)
def test_what_cannot_be_says_what_where_and_the_remedy(scenario: Scenario, code: str) -> None:
    assert refused(scenario)[0] == code


def test_the_limits_of_each_figure_are_taken() -> None:
    for scenario in (SessionsAWeek(sessions=4), MinutesEach(minutes=5), MinutesEach(minutes=120)):
        assert changed(asked(), (scenario,)).value is not None


def test_as_many_weeks_carry_sessions_as_the_scenario_reaches() -> None:
    today = asked().today
    assert reach((SessionsAWeek(sessions=3),), today) == 4
    far = DaysAway(first=today, last=today + dt.timedelta(weeks=7))
    assert reach((far,), today) == 9
