"""A week asked otherwise is never cheaper than the proven best of the same choices."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.runners import crowd
from ironstride.domain.plan import Strength
from ironstride.planner.content_solver import solve_content
from ironstride.planner.counterfactual import (
    Having,
    SetCount,
    WeekAsked,
    Without,
    model_of,
    outcome_of,
    week_asked,
)
from ironstride.planner.day_prices import day_prices
from ironstride.planner.ledger import week_lines
from ironstride.planner.solve import make_plan

RUNNERS = 8
FEW = settings(max_examples=20, deadline=None, derandomize=True)


@cache
def week_of(number: int) -> WeekAsked | None:
    request = crowd(RUNNERS)[number].request(weeks=6, detail=1)
    plan = make_plan(request)
    return week_asked(request, plan, plan.weeks[0].start)


@FEW
@given(number=st.integers(0, RUNNERS - 1), pick=st.integers(0, 10_000), kind=st.integers(0, 2))
def test_forcing_is_never_cheaper_than_the_proven_best(number: int, pick: int, kind: int) -> None:
    week = week_of(number)
    if week is None:
        return
    choices = model_of(week).choices
    choice = choices[pick % len(choices)]
    exercise = frozenset({choice.exercise.id})
    date = week.frames[choice.session].placed.date
    question = (
        Having(exercises=exercise),
        Without(exercises=exercise),
        SetCount(exercise=choice.exercise.id, date=date, sets=choice.sets),
    )[kind]
    outcome = outcome_of(week, question)
    if outcome.new is None:
        return
    # The choices may have grown by the exercise in sessions whose list it was not on.
    free = solve_content(model_of(week, exercise), week.rules, seed=week.request.seed)
    assert free is not None
    content = sum(
        x.penalty
        for x in week_lines(week.facts, week.book, outcome.new, week.earlier)
        if x.level.value == "content"
    )
    assert content >= free.bound
    assert outcome.least <= outcome.price
    assert outcome.price == sum(cost.more for cost in outcome.costs)


@FEW
@given(number=st.integers(0, RUNNERS - 1), pick=st.integers(0, 10_000))
def test_no_other_week_breaks_a_hard_rule_that_the_plan_keeps(number: int, pick: int) -> None:
    week = week_of(number)
    if week is None:
        return
    allowed = sorted({e.id for each in week.allowed() for e in each})
    outcome = outcome_of(week, Having(exercises=frozenset({allowed[pick % len(allowed)]})))
    if outcome.new is None:
        return
    before = {x.rule for x in week.lines if x.strength is Strength.HARD and x.amount}
    after = {
        x.rule
        for x in week_lines(week.facts, week.book, outcome.new, week.earlier)
        if x.strength is Strength.HARD and x.amount
    }
    assert after <= before


@pytest.mark.parametrize("number", range(RUNNERS))
def test_no_day_is_cheaper_than_the_proven_placement(number: int) -> None:
    week = week_of(number)
    if week is None:
        return
    for day in day_prices(week):
        assert day.extra is None or day.extra >= 0
        assert day.extra is not None or day.forbidden
