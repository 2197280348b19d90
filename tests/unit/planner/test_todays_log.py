"""What was done today counts today: hours between heavy legs, sessions of the week, one a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from benchmarks.runners import MONDAY, Runner, document
from ironstride.domain.athlete import Forbidden, Limit, Pin
from ironstride.domain.performance import LoggedSession
from ironstride.domain.plan import Phase, Plan
from ironstride.planner.audit import audit
from ironstride.planner.facts import Facts, facts_of
from ironstride.planner.history import history_of
from ironstride.planner.request import PlanRequest
from ironstride.planner.season import SeasonWeek
from ironstride.planner.solve import make_plan
from ironstride.planner.wanted import wanted_sessions
from ironstride.planner.week import solve_week
from tests.support.planning import Scene

TUESDAY = MONDAY + dt.timedelta(days=1)
SQUATS = {0: ("back-squat 5 80", "romanian-deadlift 6 70")}
LIFTER = Runner(
    name="lifter",
    document=document(kit="gym", week="two-hard", experience="intermediate", minutes=40),
    today=TUESDAY,
)
AFTER_SQUATS = replace(LIFTER, log=SQUATS)


def week_of(phase: Phase = Phase.MAXIMUM_STRENGTH) -> SeasonWeek:
    return SeasonWeek(start=MONDAY, phase=phase, light=False)


def wanted(facts: Facts) -> int:
    return wanted_sessions(facts, week_of()).sessions


def dates(facts: Facts) -> list[dt.date]:
    return [slot.date for slot in Scene(facts=facts, week=week_of()).best_slots()]


def made(request: PlanRequest) -> Plan:
    return make_plan(request, preview=True)


def broken(plan: Plan, request: PlanRequest) -> set[str]:
    """Return the hard rules that a plan breaks."""
    return {x.rule for x in audit(plan, request) if x.strength == "hard" and x.amount}


def test_heavy_legs_of_this_morning_count_as_the_last_ones() -> None:
    before = history_of(facts_of(LIFTER.request(weeks=4)), (), MONDAY).last_heavy
    assert before is None
    history = history_of(facts_of(AFTER_SQUATS.request(weeks=4)), (), MONDAY)
    assert history.last_heavy == (TUESDAY, 18 * 60)
    assert history.last_done["back-squat"] == TUESDAY


def test_heavy_legs_of_this_morning_keep_two_days_free_of_heavy_legs() -> None:
    plan = made(AFTER_SQUATS.request(weeks=4, detail=1))
    first = plan.weeks[0].sessions[0]
    assert first.date > TUESDAY
    heavy = [s for s in plan.weeks[0].sessions if s.heavy_lower]
    assert all((s.date - TUESDAY).days >= 2 for s in heavy)


def test_a_session_done_today_is_one_less_this_week_and_none_is_put_beside_it() -> None:
    without, with_it = facts_of(LIFTER.request(weeks=4)), facts_of(AFTER_SQUATS.request(weeks=4))
    assert (wanted(without), wanted(with_it)) == (2, 1)
    assert TUESDAY in dates(without)
    assert TUESDAY not in dates(with_it)


def test_warm_up_alone_of_a_session_that_was_finished_counts_too() -> None:
    told = LoggedSession(session_id="elsewhere", date=TUESDAY, start_minute=7 * 60)
    facts = facts_of(replace(LIFTER.request(weeks=4), logged_sessions=(told,)))
    assert facts.trained == ((TUESDAY, 7 * 60),)
    assert wanted(facts) == 1


def test_a_session_left_out_does_not_count_as_done() -> None:
    told = LoggedSession(session_id="elsewhere", date=TUESDAY, skipped=True)
    facts = facts_of(replace(LIFTER.request(weeks=4), logged_sessions=(told,)))
    assert facts.trained == ()
    assert wanted(facts) == 2


@pytest.mark.parametrize("session", ["s-2026-11-24", None])
def test_sets_of_the_session_under_way_are_no_history_yet(session: str | None) -> None:
    request = AFTER_SQUATS.request(weeks=4)
    lifts = tuple(replace(one, session_id=session) for one in request.lifts)
    facts = facts_of(replace(request, lifts=lifts, under_way=frozenset({"s-2026-11-24"})))
    assert facts.done == ()
    assert history_of(facts, (), MONDAY).last_heavy is None
    assert wanted(facts) == 2
    assert TUESDAY in dates(facts)


def test_a_session_that_has_begun_stays_whatever_else_was_logged() -> None:
    request = AFTER_SQUATS.request(weeks=4)
    one, *others = request.lifts
    lifts = (
        replace(one, session_id="s-2026-11-24"),
        *(replace(other, session_id="strong:this morning") for other in others),
    )
    facts = facts_of(replace(request, lifts=lifts, under_way=frozenset({"s-2026-11-24"})))
    assert facts.trained == ()
    assert history_of(facts, (), MONDAY).last_heavy == (TUESDAY, 18 * 60)
    assert TUESDAY in dates(facts)


def test_a_session_logged_elsewhere_takes_the_place_of_todays() -> None:
    request = AFTER_SQUATS.request(weeks=4)
    lifts = tuple(replace(one, session_id="strong:this morning") for one in request.lifts)
    facts = facts_of(replace(request, lifts=lifts, under_way=frozenset({"s-2026-11-24"})))
    assert TUESDAY not in dates(facts)


def test_a_plan_stands_its_audit_when_todays_session_was_done_since() -> None:
    request = LIFTER.request(weeks=4, detail=1)
    plan = made(request)
    today = plan.weeks[0].sessions[0]
    assert today.date == TUESDAY
    done = replace(request, lifts=AFTER_SQUATS.lifts())
    assert broken(plan, done) == {"time.one_a_day"}
    assert not broken(plan, replace(done, under_way=frozenset({today.id})))


def test_a_session_that_has_begun_is_audited_whatever_else_was_logged_on_its_day() -> None:
    request = AFTER_SQUATS.request(weeks=4, detail=1)
    one, *others = request.lifts
    lifts = (
        replace(one, session_id="s-2026-11-24"),
        *(replace(other, session_id="strong:this morning") for other in others),
    )
    begun = replace(request, lifts=lifts, under_way=frozenset({"s-2026-11-24"}))
    plan = made(begun)
    today = plan.weeks[0].sessions[0]
    assert today.date == TUESDAY
    held = today.blocks[-1].exercises[0].exercise
    forbidden = Limit(set_by="Physiotherapist", forbid=Forbidden.EXERCISE, exercise=held)
    limited = replace(begun, athlete=replace(begun.athlete, limits=(forbidden,)))
    assert broken(plan, limited) == {"limits.forbidden"}


def test_a_session_still_to_do_is_audited_though_another_one_was_done_elsewhere() -> None:
    request = LIFTER.request(weeks=4, detail=1)
    plan = made(request)
    lifts = tuple(replace(one, session_id="strong:x") for one in AFTER_SQUATS.lifts())
    held = plan.weeks[0].sessions[0].blocks[-1].exercises[0].exercise
    forbidden = Limit(set_by="Physiotherapist", forbid=Forbidden.EXERCISE, exercise=held)
    limited = replace(request, lifts=lifts, athlete=replace(request.athlete, limits=(forbidden,)))
    assert {"limits.forbidden", "time.one_a_day"} <= broken(plan, limited)


def test_a_session_put_by_hand_beside_one_that_was_done_keeps_a_professionals_limit() -> None:
    thursday = TUESDAY + dt.timedelta(days=2)
    done = LoggedSession(session_id="elsewhere", date=MONDAY)
    request = replace(LIFTER.request(weeks=4, detail=1), logged_sessions=(done,))
    pins = (Pin(date=thursday, session="place"),)
    pinned = replace(request, athlete=replace(request.athlete, pins=pins))
    assert [s.date for s in made(pinned).weeks[0].sessions] == [thursday]
    limit = Limit(set_by="Physiotherapist", max_sessions_per_week=1)
    plan = made(replace(pinned, athlete=replace(pinned.athlete, limits=(limit,))))
    assert not plan.weeks[0].sessions
    (dropped,) = plan.conflict
    assert dropped.rule == "preference.pins"


START = {"three-easy": "novice", "two-hard": "intermediate"}


@pytest.mark.parametrize(
    ("day", "asked", "week", "sessions"),
    [
        (0, 2, "three-easy", 2),
        (1, 2, "three-easy", 2),
        (2, 2, "three-easy", 1),  # the share of five days is nearer to one
        (3, 2, "three-easy", 1),
        (4, 2, "three-easy", 1),
        (5, 2, "three-easy", 0),  # the eve of the long run
        (5, 2, "two-hard", 0),
        (5, 2, "evenings", 1),  # the long run is over by then
        (6, 2, "three-easy", 0),  # the long run's own day
        (6, 2, "two-hard", 0),
        (6, 2, "no-runs", 1),
        (2, 3, "two-hard", 2),
        (3, 3, "two-hard", 1),  # two days apart, only Thursday is left before the eve
        (4, 3, "two-hard", 1),
        (3, 1, "three-easy", 1),
        (6, 1, "three-easy", 0),
    ],
)
def test_a_week_begun_late_takes_its_share_and_leaves_the_long_run_its_day(
    day: int, asked: int, week: str, sessions: int
) -> None:
    experience = START.get(week, "novice")
    runner = Runner(
        name="x",
        document=document(week=week, sessions=asked, experience=experience),
        today=MONDAY + dt.timedelta(days=day),
    )
    facts = facts_of(runner.request(weeks=4))
    first = week_of(Phase.ADAPTATION)
    assert wanted_sessions(facts, first).sessions == sessions
    scene = Scene(facts=facts, week=first)
    assert solve_week(scene.placements(), scene.book.week) is not None
    long = [run.date for run in facts.runs if run.kind == "long"]
    assert not set(dates(facts)[:1]) & set(long)


def planned_on(day: int, previous: Plan, **more: object) -> Facts:
    runner = Runner(name="x", document=document(), today=MONDAY + dt.timedelta(days=day))
    request = replace(runner.request(weeks=4, detail=1), previous=previous)
    return facts_of(replace(request, **more))  # type: ignore[arg-type]  # a test names the fields


def test_what_is_planned_for_the_rest_of_a_week_stays_and_what_was_missed_may_come() -> None:
    monday = made(Runner(name="x", document=document()).request(weeks=4, detail=1))
    days = [s.date.weekday() for s in monday.weeks[0].sessions]
    assert len(days) == 2
    for day in range(days[1] + 1):
        assert wanted(planned_on(day, monday)) == (2 if day <= 2 else 1)
    assert wanted(planned_on(6, monday)) == 0  # missed is not put on the day of the long run


def test_a_week_that_was_begun_late_gets_no_more_sessions_when_it_is_planned_again() -> None:
    runner = Runner(name="x", document=document(), today=MONDAY + dt.timedelta(days=3))
    thursday = made(runner.request(weeks=4, detail=1))
    assert len(thursday.weeks[0].sessions) == 1
    assert wanted(planned_on(3, thursday)) == 1
