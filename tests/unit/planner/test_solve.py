"""A plan from a request: what a caller may ask for, and what is refused as a bug."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from ortools.sat.python import cp_model_helper as cp

from benchmarks.runners import Runner, document
from ironstride.body.permissions import Permissions
from ironstride.body.readiness import DayLimit, DayRestriction
from ironstride.domain.plan import Breach, Level, Phase, Plan, Proof
from ironstride.planner import solve
from ironstride.planner.content_model import Curve, Relation, Row
from ironstride.planner.content_solver import solver_model
from ironstride.planner.descent import Statement, WeightedRow
from ironstride.planner.dose import Dose, dose_for
from ironstride.planner.facts import Facts, facts_of
from ironstride.planner.request import PlanRequest
from ironstride.planner.rule import Measured
from ironstride.planner.rulebook import Rulebook, rulebook
from ironstride.planner.season import SeasonWeek
from ironstride.planner.solve import make_plan
from tests.support.small_catalogue import small_catalogue


def asked(**tables: Any) -> PlanRequest:  # noqa: ANN401 (tables of the athlete file)
    told = {"kit": "no-kit", "week": "no-runs", **tables}
    request = Runner(name="x", document=document(**told)).request(weeks=6, detail=1)
    return replace(request, catalogue=small_catalogue())


def with_book(monkeypatch: pytest.MonkeyPatch, book: Rulebook) -> None:
    def given(_: frozenset[str]) -> Rulebook:
        return book

    monkeypatch.setattr(solve, "rulebook", given)


def test_weeks_beyond_the_detail_have_a_phase_and_a_reason_and_no_sessions() -> None:
    plan = make_plan(asked(), preview=True)
    assert plan.weeks[0].sessions
    assert all(not w.sessions and w.reasons for w in plan.weeks[1:])
    light = [w for w in plan.weeks if w.light]
    assert light
    assert all("A lighter week" in w.reasons[1].sentence for w in light)


def test_a_season_that_is_shorter_than_the_detail_is_planned_to_its_end() -> None:
    plan = make_plan(replace(asked(), weeks=2, detail=16), preview=True)
    assert len(plan.weeks) == 2
    assert all(w.sessions for w in plan.weeks)


def test_a_preview_is_safe_and_owns_that_it_is_not_proven_the_best() -> None:
    quick = make_plan(asked(), preview=True)
    best = make_plan(asked(), limit=0.3)

    def content(plan: Plan) -> Proof:
        return next(p for p in plan.proofs if p.level is Level.CONTENT)

    assert content(quick).bound <= content(quick).objective
    assert content(best).objective <= content(quick).objective


def test_nobody_who_must_not_train_gets_a_session() -> None:
    plan = make_plan(asked(red_flags=["RF-01"]))
    assert plan.stops
    assert {w.phase for w in plan.weeks} == {Phase.OFF}
    assert not any(w.sessions for w in plan.weeks)
    assert plan.changes == ()


def test_a_plan_without_one_before_has_no_changes() -> None:
    assert make_plan(asked(), preview=True).changes == ()


def test_hard_rules_that_leave_no_placement_are_a_bug_and_are_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    book = rulebook()
    hard = next(rule for rule in book.week if rule.id == "recovery.rest_days")
    never = replace(hard, encode=lambda model, _: model.none() + 1)
    with_book(monkeypatch, replace(book, week=(never,)))
    with pytest.raises(ArithmeticError, match="no placement"):
        make_plan(asked(), preview=True)


def test_a_week_in_which_a_hard_rule_is_broken_is_never_handed_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    book = rulebook()
    hard = next(rule for rule in book.week if rule.id == "recovery.rest_days")
    breach = Breach(where="2026-11-24", sentence="Not so.")
    broken = replace(hard, measure=lambda *_: Measured(amount=1, breaches=(breach,)))
    week = tuple(broken if rule is hard else rule for rule in book.week)
    with_book(monkeypatch, replace(book, week=week))
    with pytest.raises(ArithmeticError, match=r"recovery\.rest_days is broken"):
        make_plan(asked(), preview=True)


def test_a_dose_that_is_kept_is_the_one_that_would_be_reckoned_anew_on_every_day() -> None:
    request = Runner(name="x", document=document(kit="gym", experience="advanced")).request(weeks=4)
    slept = replace(
        facts_of(request),
        permissions=Permissions(
            days=(
                DayRestriction(
                    date=request.today,
                    limit=DayLimit.FEWER_SETS,
                    rule="readiness.day",
                    evidence=("RM-09",),
                    sentence="You slept short.",
                ),
            )
        ),
    )
    squat = slept.catalogue.by_id["back-squat"]
    place = slept.athlete.places[0]
    week = SeasonWeek(start=request.today, phase=Phase.MAXIMUM_STRENGTH, light=False)

    def dose(facts: Facts, days: int, *, heavy: bool) -> Dose:
        day = request.today + dt.timedelta(days=days)
        return dose_for(squat, place, week, day, facts, heavy=heavy, practised=True)

    asked_for = [(days, heavy) for days in (0, 1, 2) for heavy in (True, False)]
    kept = [dose(slept, days, heavy=heavy) for days, heavy in asked_for * 2]
    anew = [dose(replace(slept), days, heavy=heavy) for days, heavy in asked_for]
    assert kept == anew * 2
    assert dose(slept, 0, heavy=True).most < dose(slept, 1, heavy=True).most
    assert dose(slept, 1, heavy=True) is dose(slept, 2, heavy=True)


def test_the_solver_gets_a_step_of_a_square_for_every_exercise_a_session_can_hold() -> None:
    one_each = tuple(
        Row(weights=dict.fromkeys(range(f, f + 4), 1), relation=Relation.AT_MOST, bound=1)
        for f in (0, 4, 8)
    )
    many = Row(
        weights=dict.fromkeys(range(12), 1), relation=Relation.OVER, bound=1, curve=Curve.SQUARE
    )
    statement = Statement(
        size=12,
        decisions=12,
        costs=(-5, *(-4,) * 11),
        soft=(WeightedRow(row=many, weight=1),),
        hard=one_each,
    )
    proto = solver_model(statement)
    assert len(proto.variables) == 12 + 2
    response: cp.CpSolverResponse = cp.SolveWrapper().solve(proto)  # type: ignore[no-untyped-call]  # its stub has no types
    best = min(  # by hand: each family one or none
        -5 * first - 4 * others + max(0, first + others - 1) ** 2
        for first in (0, 1)
        for others in (0, 1, 2)
    )
    assert round(response.objective_value) == best
