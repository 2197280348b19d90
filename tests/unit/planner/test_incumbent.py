"""A plan made again starts from the one before it, and says honestly what was proven of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

import pytest

from benchmarks.runners import MONDAY, crowd, tight
from ironstride.domain.athlete import Forbidden, Limit
from ironstride.domain.plan import Level, Plan, Proof
from ironstride.exporters.plan_json import document_text, plan_document
from ironstride.importers.plan_json import read_plan
from ironstride.planner.incumbent import cost_before, exercises_of, sessions_before
from ironstride.planner.request import PlanRequest
from ironstride.planner.solve import make_plan
from tests.support.planning import facts_with

LITTLE = 0.05
"""Deterministic seconds in which no full week is proven."""


@cache
def asked(number: int) -> PlanRequest:
    return (*crowd()[:3], *tight()[:3])[number].request(weeks=8, detail=2)


@cache
def made(number: int) -> Plan:
    return make_plan(asked(number), limit=LITTLE)


def content(plan: Plan) -> list[Proof]:
    return [p for p in plan.proofs if p.level is Level.CONTENT]


def by_week(plan: Plan) -> dict[dt.date | None, Proof]:
    return {proof.week: proof for proof in content(plan)}


@pytest.mark.parametrize("number", range(6))
def test_equal_facts_give_the_equal_week_or_one_proven_to_be_the_best_that_costs_less(
    number: int,
) -> None:
    again = make_plan(replace(asked(number), previous=made(number)), limit=LITTLE)
    before, after = by_week(made(number)), by_week(again)
    changed = [
        new.start
        for old, new in zip(made(number).weeks, again.weeks, strict=True)
        if old.sessions != new.sessions
    ]
    if changed:
        # What follows the first change has another week before it.
        first = min(changed)
        assert after[first].optimal
        assert after[first].objective < before[first].objective
    else:
        assert again.changes == ()


def test_the_plan_before_may_come_from_its_file() -> None:
    read = read_plan(document_text(plan_document(made(3))), location="plan.json").value
    assert read is not None
    again = make_plan(replace(asked(3), previous=read), limit=LITTLE)
    assert plan_document(again)["weeks"] == plan_document(made(3))["weeks"]


def test_some_week_was_not_proven_and_the_plan_made_again_says_so_too() -> None:
    open_weeks = [p for n in range(6) for p in content(made(n)) if not p.optimal]
    assert open_weeks
    for number in range(6):
        again = make_plan(replace(asked(number), previous=made(number)), limit=LITTLE)
        for before, after in zip(content(made(number)), content(again), strict=True):
            assert after.optimal == (after.bound == after.objective)
            if not after.optimal:
                assert after.objective == before.objective
                break
            if after.objective != before.objective:
                break


def test_a_preview_leaves_nothing_open_so_that_the_best_plan_takes_its_place() -> None:
    better = 0
    for number in range(6):
        quick = make_plan(asked(number), preview=True)
        after = replace(asked(number), previous=quick)
        assert cost_before(facts_with(after), MONDAY)[1] == 0
        best = make_plan(after, limit=LITTLE)
        better += content(best)[0].objective < content(quick)[0].objective
    assert better


def test_what_a_professional_forbids_goes_though_it_was_planned_before() -> None:
    first = min(exercises_of(made(0).weeks[0].sessions[0]))
    limit = Limit(set_by="Physiotherapist", forbid=Forbidden.EXERCISE, exercise=first)
    athlete = replace(asked(0).athlete, limits=(limit,))
    after = make_plan(replace(asked(0), previous=made(0), athlete=athlete), limit=LITTLE)
    sessions = [s for week in after.weeks for s in week.sessions]
    assert not any(first in exercises_of(s) for s in sessions)
    kept = exercises_of(made(0).weeks[0].sessions[0]) & exercises_of(sessions[0])
    assert len(kept) >= 2


def test_a_session_stands_where_its_day_is_and_what_is_left_follows_in_order() -> None:
    facts = facts_with(replace(asked(0), previous=made(0)))
    days = tuple(s.date for s in made(0).weeks[0].sessions)
    sessions = made(0).weeks[0].sessions
    assert sessions_before(facts, MONDAY, days) == sessions
    moved = (days[0], days[1] + dt.timedelta(days=1), days[2])
    assert moved[1] not in days
    assert sessions_before(facts, MONDAY, moved) == sessions
    late = replace(facts, today=days[1] + dt.timedelta(days=1))
    assert sessions_before(late, MONDAY, moved[1:]) == (None, sessions[2])


def test_without_a_plan_before_nothing_stood_anywhere() -> None:
    facts = facts_with(asked(0))
    assert sessions_before(facts, MONDAY, (MONDAY,)) == (None,)
    assert cost_before(facts, MONDAY) == (0, 0)
    far = facts_with(replace(asked(0), previous=made(0)))
    assert cost_before(far, MONDAY + dt.timedelta(weeks=20)) == (0, 0)
