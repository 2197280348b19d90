"""Which side begins: the weaker one, by a self-test or by what the log says."""

from __future__ import annotations

import datetime as dt
from functools import cache

from benchmarks.named_runners import NAMED
from benchmarks.runners import MONDAY
from ironstride.catalogue import load
from ironstride.domain.body_region import Side
from ironstride.domain.exercise import Need
from ironstride.domain.performance import LoggedSet
from ironstride.domain.plan import Plan, PrescribedExercise, Sides
from ironstride.exporters.plan_json import plan_document, plan_json
from ironstride.importers.plan_json import read_plan
from ironstride.planner.solve import make_plan
from ironstride.planner.weak_side import did_less
from tests.support.athletes import validator


def one(days_ago: int, side: Side, reps: int, load_kg: float = 10.0) -> LoggedSet:
    date = MONDAY - dt.timedelta(days=days_ago)
    return LoggedSet(exercise="single-leg-calf-raise", date=date, side=side, reps=reps,
                     load_kg=load_kg)  # fmt: skip


LEFT, RIGHT = Side.LEFT, Side.RIGHT


def test_the_side_that_did_less_begins() -> None:
    assert did_less((one(2, LEFT, 8), one(2, RIGHT, 10))) is LEFT
    assert did_less((one(2, LEFT, 8), one(2, RIGHT, 6))) is RIGHT


def test_a_lighter_load_is_less_whatever_the_repetitions() -> None:
    assert did_less((one(2, LEFT, 8), one(2, RIGHT, 12, load_kg=8))) is RIGHT


def test_sides_that_did_alike_have_no_weaker_one() -> None:
    assert did_less((one(2, LEFT, 8), one(2, RIGHT, 8))) is None


def test_the_last_session_that_told_both_counts() -> None:
    before = (one(5, LEFT, 8), one(5, RIGHT, 10))
    assert did_less((*before, one(2, LEFT, 12))) is LEFT
    assert did_less((*before, one(2, LEFT, 12), one(2, RIGHT, 9))) is RIGHT


def test_nothing_logged_says_nothing() -> None:
    assert did_less(()) is None


@cache
def weaker_on_the_left() -> Plan:
    return make_plan(NAMED["left-calf-is-weaker"].request(weeks=1, detail=1))


def prescribed(plan: Plan) -> tuple[PrescribedExercise, ...]:
    return tuple(e for w in plan.weeks for s in w.sessions for b in s.blocks for e in b.exercises)


def test_a_plan_says_which_side_begins_and_why_where_a_test_found_one_weaker() -> None:
    by_id = load().by_id
    each = [e for e in prescribed(weaker_on_the_left()) if e.side is Sides.EACH]
    calves = [e for e in each if by_id[e.exercise].need is Need.CALF_STRAIGHT]
    assert calves
    assert {e.first_side for e in calves} == {LEFT}
    assert {e.first_side for e in each if e not in calves} <= {None}
    for exercise in calves:
        said = [r.sentence for r in exercise.reasons if r.rule == "dose.weak_side_first"]
        assert said == [
            "The left side first: it is the weaker one. The right does no more than it did."
        ]


def test_the_document_of_the_plan_keeps_the_side_and_fits_the_schema() -> None:
    plan = weaker_on_the_left()
    document = plan_document(plan)
    assert not list(validator("plan").iter_errors(document))
    read = read_plan(plan_json(plan), location="plan.json").value
    assert read is not None
    assert [e.first_side for e in prescribed(read)] == [e.first_side for e in prescribed(plan)]
