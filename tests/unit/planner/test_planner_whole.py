"""Plans as a whole: times add up, faults by hand are found, changes are told."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from benchmarks.named_runners import NAMED
from benchmarks.runners import MONDAY, Runner, away, crowd, document, race, run, window
from ironstride.domain.plan import (
    Block,
    BlockKind,
    Phase,
    Plan,
    PlannedSession,
    PrescribedExercise,
    PrescribedSet,
    Sides,
)
from ironstride.planner.audit import audit
from ironstride.planner.facts import facts_of
from ironstride.planner.request import PlanRequest
from ironstride.planner.season import SeasonWeek
from ironstride.planner.slots import slots_of, windows_on
from ironstride.planner.solve import make_plan
from ironstride.planner.wanted import wanted_sessions
from ironstride.planner.week import prices, solve_week
from tests.support.planning import Scene

LIFTER = NAMED["gym-lifter-with-key-runs"]


def first_session(plan: Plan) -> PlannedSession:
    return plan.weeks[0].sessions[0]


def with_session(plan: Plan, session: PlannedSession) -> Plan:
    week = plan.weeks[0]
    return replace(
        plan, weeks=(replace(week, sessions=(session, *week.sessions[1:])), *plan.weeks[1:])
    )


def with_work(session: PlannedSession, exercise: str, **one: float) -> PlannedSession:
    sets = tuple(PrescribedSet(rest_seconds=60, **one) for _ in range(3))  # type: ignore[arg-type]  # keys of the test's own
    block = Block(
        kind=BlockKind.SINGLE,
        exercises=(PrescribedExercise(exercise=exercise, side=Sides.BOTH, sets=sets, reasons=()),),
        seconds_planned=300,
    )
    return replace(session, blocks=(*session.blocks, block))


def broken(plan: Plan, request: PlanRequest) -> set[str]:
    return {x.rule for x in audit(plan, request) if x.strength == "hard" and x.amount}


@pytest.fixture(scope="module")
def planned() -> tuple[PlanRequest, Plan]:
    request = LIFTER.request(weeks=8, detail=2)
    return request, make_plan(request, limit=0.1)


def test_the_blocks_of_a_session_add_up_to_its_minutes(planned: tuple[PlanRequest, Plan]) -> None:
    for week in planned[1].weeks:
        for session in week.sessions:
            seconds = sum(block.seconds_planned for block in session.blocks)
            assert seconds / 60 == pytest.approx(session.minutes_planned, abs=1e-5)
            assert session.minutes_planned <= session.minutes_budget


def test_both_members_of_a_pair_have_as_many_sets(planned: tuple[PlanRequest, Plan]) -> None:
    for session in (s for week in planned[1].weeks for s in week.sessions):
        for block in session.blocks:
            if block.kind is BlockKind.SUPERSET:
                counts = [sum(s.kind == "working" for s in e.sets) for e in block.exercises]
                assert len(counts) == 2
                assert counts[0] == counts[1]


def test_every_exercise_and_session_has_its_reason(planned: tuple[PlanRequest, Plan]) -> None:
    for session in (s for week in planned[1].weeks for s in week.sessions):
        assert session.reasons
        assert all(e.reasons for block in session.blocks for e in block.exercises)
        assert all(r.evidence for r in session.reasons)


def test_a_plan_as_it_was_made_breaks_nothing_hard(planned: tuple[PlanRequest, Plan]) -> None:
    assert broken(planned[1], planned[0]) == set()


def test_heavy_legs_on_the_eve_of_intervals_are_found(planned: tuple[PlanRequest, Plan]) -> None:
    request, plan = planned
    eve = replace(first_session(plan), date=MONDAY, start_minute=18 * 60, heavy_lower=True)
    assert "interference.heavy_before_key_run" in broken(with_session(plan, eve), request)


def test_strength_before_the_intervals_is_found(planned: tuple[PlanRequest, Plan]) -> None:
    request, plan = planned
    early = replace(first_session(plan), date=MONDAY + dt.timedelta(days=1), start_minute=300)
    assert "interference.run_first" in broken(with_session(plan, early), request)


def test_too_much_for_the_minutes_is_found(planned: tuple[PlanRequest, Plan]) -> None:
    request, plan = planned
    long = first_session(plan)
    for _ in range(9):
        long = with_work(long, "push-up", reps=8)
    assert "time.session_minutes" in broken(with_session(plan, long), request)


def test_kit_that_is_not_there_is_found() -> None:
    request = NAMED["twenty-minutes"].request(weeks=4, detail=1)
    plan = make_plan(request, limit=0.1)
    heavy = with_work(first_session(plan), "back-squat", reps=5, load_kg=60.0)
    assert "kit.available" in broken(with_session(plan, heavy), request)


def test_an_exercise_that_nobody_knows_is_found(planned: tuple[PlanRequest, Plan]) -> None:
    request, plan = planned
    odd = with_work(first_session(plan), "beach-press", reps=5)
    assert "safety.contraindicated" in broken(with_session(plan, odd), request)


def test_squats_on_a_sore_knee_are_found() -> None:
    request = NAMED["sore-knee"].request(weeks=4, detail=1)
    plan = make_plan(request, limit=0.1)
    sore = with_work(first_session(plan), "drop-jump", contacts=5)
    assert "safety.contraindicated" in broken(with_session(plan, sore), request)


def test_jumps_that_a_professional_forbids_are_found() -> None:
    request = NAMED["no-impact-by-a-professional"].request(weeks=4, detail=1)
    plan = make_plan(request, limit=0.1)
    jumps = with_work(first_session(plan), "pogo", contacts=10)
    assert "limits.forbidden" in broken(with_session(plan, jumps), request)


def test_a_session_on_a_rest_day_is_found() -> None:
    request = NAMED["friday-is-for-rest"].request(weeks=4, detail=1)
    plan = make_plan(request, limit=0.1)
    friday = replace(first_session(plan), date=MONDAY + dt.timedelta(days=4))
    assert "recovery.rest_days" in broken(with_session(plan, friday), request)


def test_a_plan_is_told_apart_from_the_one_before(planned: tuple[PlanRequest, Plan]) -> None:
    request, plan = planned
    again = make_plan(replace(request, previous=plan), limit=0.1)
    assert [c for c in again.changes if c.what in {"moved", "dropped", "added"}] == []
    hurt = Runner(
        name="hurt",
        document={
            **LIFTER.document,
            "conditions": [{"region": "knee-front", "side": "left", "pain_during": 4}],
        },
        log=LIFTER.log,
    )
    changed = make_plan(replace(hurt.request(weeks=8, detail=2), previous=plan), limit=0.1)
    assert {c.what for c in changed.changes} & {"phase", "content"}


def test_fewer_sessions_are_dropped_and_more_are_added() -> None:
    two = make_plan(crowd()[1].request(weeks=4, detail=1), limit=0.05)
    ask = Runner(name="x", document=document(kit="no-kit", week="no-runs", sessions=3, minutes=40))
    more = make_plan(replace(ask.request(weeks=4, detail=1), previous=two), limit=0.05)
    assert "added" in {c.what for c in more.changes}
    back = replace(crowd()[1].request(weeks=4, detail=1), previous=more)
    assert "dropped" in {c.what for c in make_plan(back, limit=0.05).changes}


def test_progress_is_told_after_every_week() -> None:
    told: list[tuple[int, int]] = []
    make_plan(
        NAMED["twenty-minutes"].request(weeks=4, detail=2),
        preview=True,
        progress=lambda done, of: told.append((done, of)),
    )
    assert told == [(1, 2), (2, 2)]


def test_more_sessions_than_find_a_place_are_a_conflict_with_a_remedy() -> None:
    runner = Runner(
        name="x",
        document=document(sessions=3, availability={"windows": [window("tue 17:00-19:30")]}),
    )
    plan = make_plan(runner.request(weeks=4, detail=1), preview=True)
    assert any("3 sessions" in each.what and each.remedy for each in plan.conflict)


def test_slots_lie_every_half_hour_from_the_start_of_a_window_and_off_the_runs() -> None:
    runner = Runner(
        name="x",
        document={
            **document(
                availability={"windows": [window("tue 17:10-20:00"), window("fri 06:00-06:20")]}
            ),
            "usual_week": [run("tue 17:00 easy 60")],
        },
    )
    facts = facts_of(runner.request(weeks=2))
    slots = slots_of(facts, MONDAY)
    assert {(s.date.weekday(), s.start_minute, s.minutes) for s in slots} == {
        (1, 18 * 60 + 10, 30),
        (4, 6 * 60, 20),
    }


def test_days_that_are_over_have_no_slots() -> None:
    runner = Runner(
        name="x", document=document(week="no-runs"), today=MONDAY + dt.timedelta(days=3)
    )
    assert min(s.date for s in slots_of(facts_of(runner.request(weeks=1)), MONDAY)) >= runner.today


def test_who_is_away_trains_where_there_is_a_place() -> None:
    runner = Runner(
        name="x", document=document(availability={"away": [away(0, 1), away(2, 3, "home")]})
    )
    facts = facts_of(runner.request(weeks=1))
    assert windows_on(facts, MONDAY) == ()
    assert [w.place for w in windows_on(facts, MONDAY + dt.timedelta(days=2))] == ["home"]


@pytest.mark.parametrize(
    ("phase", "age", "sessions"),
    [
        (Phase.ADAPTATION, 36, 2),
        (Phase.MAINTENANCE, 36, 1),
        (Phase.MAINTENANCE, 66, 2),
        (Phase.TAPER, 36, 2),
        (Phase.RECOVERY, 36, 1),
        (Phase.RACE, 36, 1),
        (Phase.OFF, 36, 0),
    ],
)
def test_a_phase_wants_its_sessions(phase: Phase, age: int, sessions: int) -> None:
    facts = facts_of(Runner(name="x", document=document(age=age)).request(weeks=4))
    week = SeasonWeek(start=MONDAY, phase=phase, light=False)
    assert wanted_sessions(facts, week).sessions == sessions


def test_a_race_early_in_the_week_leaves_no_room_before_it() -> None:
    early = {**race("10k", 0), "date": (MONDAY + dt.timedelta(days=2)).isoformat()}
    facts = facts_of(Runner(name="x", document=document(races=[early])).request(weeks=2))
    week = SeasonWeek(start=MONDAY, phase=Phase.RACE, light=False)
    assert wanted_sessions(facts, week).sessions == 0


def test_what_was_missed_is_not_doubled_up() -> None:
    runner = Runner(name="x", document=document(), today=MONDAY + dt.timedelta(days=4))
    week = SeasonWeek(start=MONDAY, phase=Phase.ADAPTATION, light=False)
    wanted = wanted_sessions(facts_of(runner.request(weeks=2)), week)
    assert wanted.sessions == 1
    assert wanted.sentence is not None


def test_the_price_of_a_slot_is_what_the_best_week_with_it_costs_more() -> None:
    scene = Scene(
        facts=facts_of(LIFTER.request(weeks=3)),
        week=SeasonWeek(start=MONDAY, phase=Phase.ADAPTATION, light=False),
    )
    models = scene.placements()
    best = solve_week(models, scene.book.week)
    assert best is not None
    found = prices(models, scene.book.week)
    assert {p.slot for p in found if p.extra == 0} >= set(best.sessions)
    assert all(p.forbidden_by for p in found if p.extra is None)
