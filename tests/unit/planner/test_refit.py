"""One session changed on the spot: less time, or one exercise for another."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from benchmarks.runners import Runner, document
from ironstride.catalogue import load
from ironstride.domain.exercise import Need
from ironstride.domain.plan import (
    Level,
    Phase,
    Plan,
    PlannedSession,
    PrescribedExercise,
    PrescribedSet,
    Sides,
)
from ironstride.planner.audit import audit
from ironstride.planner.refit import alternatives, shortened, swapped, with_session
from ironstride.planner.request import PlanRequest
from ironstride.planner.sessions import is_novel_kind
from ironstride.planner.solve import make_plan


@cache
def asked() -> PlanRequest:
    runner = Runner(name="x", document=document(kit="gym", week="no-runs", minutes=40))
    return runner.request(weeks=4, detail=2)


@cache
def plan() -> Plan:
    return make_plan(asked(), preview=True)


def first() -> PlannedSession:
    return plan().weeks[0].sessions[0]


def work(session: PlannedSession) -> list[PrescribedExercise]:
    return [e for b in session.blocks if b.kind != "warm-up" for e in b.exercises]


def ids(session: PlannedSession) -> set[str]:
    return {each.exercise for each in work(session)}


@pytest.mark.parametrize("preview", [True, False])
def test_less_time_keeps_exercises_of_the_session_and_its_day(preview: bool) -> None:  # noqa: FBT001 (a case)
    cut = shortened(asked(), plan(), first().id, 20, preview=preview)
    assert cut is not None
    assert cut.minutes_planned <= cut.minutes_budget == 20
    assert ids(cut) < ids(first())
    assert (cut.id, cut.date, cut.start_minute) == (
        first().id,
        first().date,
        first().start_minute,
    )


def test_minutes_that_hold_nothing_are_no_session() -> None:
    assert shortened(asked(), plan(), first().id, 1, preview=True) is None


def test_a_session_that_is_not_planned_cannot_be_changed() -> None:
    assert shortened(asked(), plan(), "s-1999-01-01", 20) is None
    assert alternatives(asked(), plan(), "s-1999-01-01", "push-up") == ()
    assert with_session(asked(), plan(), replace(first(), id="s-1999-01-01")) is None


def test_a_session_of_a_later_week_is_cut_on_what_comes_before_it() -> None:
    later = plan().weeks[1].sessions[0]
    cut = shortened(asked(), plan(), later.id, 20, preview=True)
    assert cut is not None
    assert ids(cut) <= ids(later)


def test_what_stands_in_serves_the_same_need_and_is_not_there_already() -> None:
    known = load().by_id
    offered = 0
    for each in work(first()):
        for offer in alternatives(asked(), plan(), first().id, each.exercise, most=3):
            offered += 1
            assert known[offer.exercise].need is known[each.exercise].need
            assert offer.exercise not in ids(first())
            assert offer.reasons[0].sentence == "You chose it for today."
            assert any(one.kind == "working" for one in offer.sets)
    assert offered


def test_no_more_is_offered_than_asked_for_and_the_same_ladder_comes_first() -> None:
    known = load().by_id
    for each in work(first()):
        families = [
            known[o.exercise].family is known[each.exercise].family
            for o in alternatives(asked(), plan(), first().id, each.exercise)
        ]
        assert families == sorted(families, reverse=True)
    assert len(alternatives(asked(), plan(), first().id, work(first())[0].exercise, most=1)) == 1


def test_nothing_stands_in_for_what_the_session_does_not_hold_or_nobody_knows() -> None:
    assert "box-jump" not in ids(first())
    assert alternatives(asked(), plan(), first().id, "box-jump") == ()
    assert alternatives(asked(), plan(), first().id, "beach-press") == ()


def test_every_offer_can_be_taken_and_the_week_is_accounted_for_anew() -> None:
    old = work(first())[0]
    offer = alternatives(asked(), plan(), first().id, old.exercise)[0]
    session = swapped(first(), old.exercise, offer, load().by_id[offer.exercise])
    changed = with_session(asked(), plan(), session)
    assert changed is not None
    assert changed.weeks[0].sessions[0] == session
    assert changed.weeks[0].sessions[1:] == plan().weeks[0].sessions[1:]
    assert changed.weeks[1:] == plan().weeks[1:]
    start = plan().weeks[0].start
    (proof,) = (p for p in changed.proofs if (p.level, p.week) == (Level.CONTENT, start))
    assert not proof.optimal
    assert proof.bound <= proof.objective
    assert proof.objective == sum(
        line.penalty
        for line in changed.analysis
        if line.week == start and line.level is Level.CONTENT
    )


def test_a_swap_leaves_the_other_blocks_and_counts_the_minutes_anew() -> None:
    old = work(first())[0]
    offer = alternatives(asked(), plan(), first().id, old.exercise)[0]
    session = swapped(first(), old.exercise, offer, load().by_id[offer.exercise])
    for was, now in zip(first().blocks, session.blocks, strict=True):
        if any(each.exercise == old.exercise for each in was.exercises):
            assert [e.exercise for e in now.exercises] == [
                offer.exercise if e.exercise == old.exercise else e.exercise for e in was.exercises
            ]
        else:
            assert now == was
    seconds = sum(block.seconds_planned for block in session.blocks)
    assert session.minutes_planned == pytest.approx(seconds / 60, abs=1e-5)


def unsaid(plan: Plan) -> Plan:
    """Return a plan that says of no session that it is heavy legs."""
    weeks = tuple(
        replace(w, sessions=tuple(replace(s, heavy_lower=False) for s in w.sessions))
        for w in plan.weeks
    )
    return replace(plan, weeks=weeks)


def test_a_swap_that_makes_the_legs_heavy_too_early_leaves_the_plan_as_it_was() -> None:
    by_id = load().by_id
    old = next(e for e in work(first()) if by_id[e.exercise].need is Need.LEGS_HIP)
    week = replace(plan().weeks[0], phase=Phase.MAXIMUM_STRENGTH)
    strong = replace(plan(), weeks=(week, *plan().weeks[1:]))
    light = PrescribedSet(rest_seconds=60, reps=8, rir=4.0)

    def swap_to(exercise: str) -> Plan | None:
        offer = PrescribedExercise(exercise=exercise, side=old.side, sets=(light,), reasons=())
        session = swapped(first(), old.exercise, offer, by_id[exercise])
        return with_session(asked(), strong, session)

    assert is_novel_kind(by_id["hamstring-slide"])
    assert not is_novel_kind(by_id["bridge"])
    assert swap_to("bridge") is not None
    assert swap_to("hamstring-slide") is None


def test_a_swap_says_anew_whether_legs_are_heavy_and_how_many_contacts_there_are() -> None:
    stale = replace(first(), heavy_lower=True, contacts=999)
    changed = with_session(asked(), plan(), stale)
    assert changed is not None
    assert changed.weeks[0].sessions[0] == first()


def test_heavy_legs_are_found_in_a_plan_that_does_not_say_so() -> None:
    lifts = ("back-squat", "romanian-deadlift")
    by_id = load().by_id
    assert any(is_novel_kind(by_id[each]) for each in lifts)
    one = PrescribedSet(rest_seconds=120, reps=5, load_kg=60.0, percent_1rm=70.0, rir=3.0)
    works = tuple(
        PrescribedExercise(exercise=each, side=Sides.BOTH, sets=(one,), reasons=())
        for each in lifts
    )
    block = replace(first().blocks[-1], exercises=works)
    session = replace(first(), blocks=(block,), heavy_lower=False)
    week = replace(plan().weeks[0], sessions=(session,))
    silent = replace(plan(), weeks=(week, *plan().weeks[1:]))
    broken = {x.rule for x in audit(silent, asked()) if x.strength == "hard" and x.amount}
    assert "dose.first_weeks_easy" in broken
    assert audit(unsaid(plan()), asked()) == audit(plan(), asked())


def test_a_session_that_a_hard_rule_forbids_leaves_the_plan_as_it_was() -> None:
    twice = replace(first(), blocks=first().blocks * 3)
    assert with_session(asked(), plan(), twice) is None


def test_where_the_minutes_are_full_an_offer_has_fewer_sets_or_none() -> None:
    old = work(first())[0]
    usual = {
        offer.exercise: len(offer.sets)
        for offer in alternatives(asked(), plan(), first().id, old.exercise, most=20)
    }
    full = replace(first(), minutes_budget=first().minutes_planned - 1.5)
    weeks = plan().weeks
    tight = replace(
        plan(),
        weeks=(replace(weeks[0], sessions=(full, *weeks[0].sessions[1:])), *weeks[1:]),
    )
    found = {
        offer.exercise: len(offer.sets)
        for offer in alternatives(asked(), tight, full.id, old.exercise, most=20)
    }
    assert sum(found.values()) < sum(usual.values())
    assert all(sets <= usual[exercise] for exercise, sets in found.items() if exercise in usual)
    hopeless = replace(full, minutes_budget=1.0)
    none = replace(
        plan(),
        weeks=(replace(weeks[0], sessions=(hopeless, *weeks[0].sessions[1:])), *weeks[1:]),
    )
    assert alternatives(asked(), none, full.id, old.exercise) == ()
