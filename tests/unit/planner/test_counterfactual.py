"""A week asked otherwise: the price is the difference of two solves, and what forbids is named."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

import pytest

from benchmarks.runners import Runner, document
from ironstride.domain.athlete import Forbidden, Limit, Pin
from ironstride.domain.plan import Level, Plan, PlannedSession
from ironstride.planner.content_solver import solve_content
from ironstride.planner.counterfactual import (
    Having,
    SetCount,
    WeekAsked,
    Without,
    asked_rule,
    content_cost,
    model_of,
    outcome_of,
    week_asked,
)
from ironstride.planner.day_prices import day_prices, day_worth
from ironstride.planner.forbidding import forbidden_in, forbidden_together, sets_on_offer
from ironstride.planner.ledger import week_lines
from ironstride.planner.request import PlanRequest
from ironstride.planner.solve import make_plan


@cache
def asked() -> PlanRequest:
    runner = Runner(name="x", document=document(kit="gym", week="three-easy", minutes=30))
    return runner.request(weeks=4, detail=1)


@cache
def plan() -> Plan:
    return make_plan(asked())


@cache
def week() -> WeekAsked:
    found = week_asked(asked(), plan(), plan().weeks[0].start)
    assert found is not None
    return found


def work(session: PlannedSession) -> dict[str, int]:
    return {
        each.exercise: sum(one.kind == "working" for one in each.sets)
        for block in session.blocks
        if block.kind != "warm-up"
        for each in block.exercises
    }


def held() -> dict[str, int]:
    return {e: n for session in week().planned.sessions for e, n in work(session).items()}


def offered() -> list[str]:
    """Return exercises that the week could have and has not, by id."""
    return sorted({c.exercise.id for c in model_of(week()).choices} - held().keys())


def test_the_week_as_it_stands_costs_what_the_plan_says() -> None:
    proof = next(p for p in plan().proofs if p.level is Level.CONTENT)
    assert content_cost(week().lines) == proof.objective
    assert week().proven is proof.optimal


def test_a_week_without_a_session_to_come_cannot_be_asked() -> None:
    assert week_asked(asked(), plan(), plan().weeks[-1].start + dt.timedelta(weeks=1)) is None
    assert week_asked(asked(), plan(), plan().weeks[2].start) is None


@pytest.mark.parametrize("number", range(6))
def test_the_price_of_having_it_is_the_difference_of_two_full_solves(number: int) -> None:
    exercise = offered()[number * len(offered()) // 6]
    question = Having(exercises=frozenset({exercise}))
    model = model_of(week(), question.exercises)
    free = solve_content(model, week().rules, seed=1)
    forced = solve_content(model, (*week().rules, asked_rule(question)), seed=1)
    outcome = outcome_of(week(), question)
    assert free is not None
    if forced is None:
        assert outcome.new is None
        return
    assert free.optimal
    assert forced.optimal
    assert outcome.price == forced.objective - free.objective
    assert outcome.price == sum(cost.more for cost in outcome.costs)
    assert outcome.new_proven
    assert outcome.new is not None
    assert any(exercise in work(session) for session in outcome.new.sessions)


def test_every_allowed_exercise_can_be_priced_or_is_told_why_not() -> None:
    listed = {(c.session, c.exercise.id) for c in model_of(week()).choices}
    allowed = {(s, e.id) for s, each in enumerate(week().allowed()) for e in each}
    beside = sorted({exercise for _, exercise in allowed - listed})
    for exercise in beside:
        choices = model_of(week(), frozenset({exercise})).choices
        assert [c.index for c in choices] == list(range(len(choices)))
        there = {c.session for c in choices if c.exercise.id == exercise}
        told = {bar.date for bar in forbidden_in(week(), frozenset({exercise}))}
        for session, frame in enumerate(week().frames):
            assert (session in there) != (frame.placed.date in told), exercise


def test_what_a_week_has_costs_nothing_to_have_and_is_equivalent() -> None:
    outcome = outcome_of(week(), Having(exercises=frozenset({min(held())})))
    assert outcome.is_equivalent
    assert outcome.costs == () or sum(c.more for c in outcome.costs) == 0


def test_without_an_exercise_the_week_does_not_have_it() -> None:
    exercise = max(held())
    outcome = outcome_of(week(), Without(exercises=frozenset({exercise})))
    assert outcome.new is not None
    assert all(exercise not in work(session) for session in outcome.new.sessions)
    assert outcome.price >= 0
    lines = tuple(week_lines(week().facts, week().book, outcome.new, week().earlier))
    assert sum(x.penalty for x in lines) - sum(x.penalty for x in week().lines) == outcome.price


def test_a_number_of_sets_is_forced_in_its_session_alone() -> None:
    session = week().planned.sessions[0]
    exercise, now = next(iter(work(session).items()))
    question = SetCount(exercise=exercise, date=session.date, sets=now)
    numbers = sets_on_offer(week(), question)
    assert now in numbers
    for sets in numbers:
        outcome = outcome_of(week(), replace(question, sets=sets))
        if outcome.new is None:
            assert forbidden_together(week(), replace(question, sets=sets))
            continue
        mine = next(s for s in outcome.new.sessions if s.date == session.date)
        assert work(mine)[exercise] == sets
        assert outcome.price >= 0
    assert outcome_of(week(), replace(question, sets=max(numbers) + 1)).new is None


def test_a_rule_that_forbids_by_itself_is_named_in_every_session_with_its_sentence() -> None:
    bars = forbidden_in(week(), frozenset({"box-jump"}))
    dates = [session.date for session in week().planned.sessions]
    assert {bar.date for bar in bars} == set(dates)
    assert "dose.phase_methods" in {bar.rule for bar in bars}
    assert all("Box jump" in bar.sentence or bar.sentence for bar in bars)
    assert outcome_of(week(), Having(exercises=frozenset({"box-jump"}))).new is None


def test_kit_that_is_missing_and_a_professionals_no_are_named() -> None:
    exercise = offered()[0]
    limit = Limit(set_by="Dr. Lang", forbid=Forbidden.EXERCISE, exercise=exercise)
    request = replace(asked(), athlete=replace(asked().athlete, limits=(limit,)))
    found = week_asked(request, plan(), plan().today)
    assert found is not None
    (said, *_) = {bar.sentence for bar in forbidden_in(found, frozenset({exercise}))}
    assert "Dr. Lang" in said
    at_home = Runner(name="y", document=document(kit="home", week="three-easy")).request(
        weeks=4, detail=1
    )
    made = make_plan(at_home)
    home = week_asked(at_home, made, made.today)
    assert home is not None
    assert "kit.available" in {b.rule for b in forbidden_in(home, frozenset({"leg-press"}))}


def test_mobility_belongs_to_the_warm_up() -> None:
    bars = forbidden_in(week(), frozenset({"cat-cow"}))
    assert {bar.rule for bar in bars} == {"dose.phase_methods"}
    assert "warm-up" in bars[0].sentence


def test_what_does_not_fit_together_names_each_rule_that_would_let_it() -> None:
    limits = tuple(Limit(set_by="Physio", require=e) for e in ("side-plank", "push-up"))
    runner = Runner(name="z", document=document(kit="gym", week="no-runs", minutes=8))
    base = runner.request(weeks=4, detail=1)
    request = replace(base, athlete=replace(base.athlete, limits=limits))
    made = make_plan(request)
    found = week_asked(request, made, made.today)
    assert found is not None
    question = SetCount(exercise="leg-press", date=found.planned.sessions[0].date, sets=3)
    assert outcome_of(found, question).new is None
    told = {bar.rule: bar.sentence for bar in forbidden_together(found, question)}
    assert told.keys() == {"time.session_minutes", "limits.required"}
    assert "8 are there" in told["time.session_minutes"]


def test_an_edit_by_hand_that_the_plan_keeps_holds_in_the_other_world_too() -> None:
    session = week().planned.sessions[0]
    pinned = offered()[-1]
    pin = Pin(date=session.date, exercise=pinned)
    request = replace(asked(), athlete=replace(asked().athlete, pins=(pin,)))
    made = make_plan(request)
    found = week_asked(request, made, made.today)
    assert found is not None
    if not any(pinned in work(s) for s in found.planned.sessions if s.date == session.date):
        pytest.fail("the plan did not keep an edit that it could keep")
    others = sorted(set(work(found.planned.sessions[0])) - {pinned})
    outcome = outcome_of(found, Without(exercises=frozenset({others[0]})))
    assert outcome.new is not None
    mine = next(s for s in outcome.new.sessions if s.date == session.date)
    assert pinned in work(mine)


def test_every_day_of_the_week_has_a_price_or_a_rule_against_it() -> None:
    days = day_prices(week())
    assert [d.date.weekday() for d in days] == list(range(asked().today.weekday(), 7))
    dates = {session.date for session in week().planned.sessions}
    for day in days:
        assert (day.extra is None) == bool(day.forbidden)
        assert day.is_best == (day.date in dates)
        if day.is_best:
            assert day.extra == 0
        if day.extra is not None:
            assert day.extra >= 0
            assert day.extra == sum(cost.more for cost in day.costs)
            assert day.date in day.days


def test_a_day_is_worth_what_the_week_without_it_costs_more() -> None:
    date = week().planned.sessions[0].date
    worth = day_worth(week(), date)
    assert worth is not None
    assert worth.extra is not None
    assert worth.extra >= 0
    assert date not in worth.days
    free = next(d for d in day_prices(week()) if not d.is_best)
    assert day_worth(week(), free.date) is None


def test_a_rest_day_forbids_and_says_so() -> None:
    runner = Runner(
        name="r",
        document=document(
            kit="gym",
            week="three-easy",
            availability={"sessions_per_week": 2, "minutes": 30, "rest_days": ["fri"]},
        ),
    )
    request = runner.request(weeks=4, detail=1)
    made = make_plan(request)
    found = week_asked(request, made, made.today)
    assert found is not None
    friday = next(d for d in day_prices(found) if d.date.weekday() == 4)
    assert friday.extra is None
    assert "rest day" in friday.forbidden[0].sentence
