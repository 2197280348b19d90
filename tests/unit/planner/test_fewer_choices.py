"""What is left out before the solver begins can't make a plan cheaper, and the bound is a bound."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model_helper as cp

from benchmarks.runners import crowd, tight
from benchmarks.weeks import week_asked
from ironstride.planner.content_model import ContentModel, Curve, Relation, Row
from ironstride.planner.content_solver import ContentSolution, solve_content, solver_model
from ironstride.planner.content_solver import statement_of as stated
from ironstride.planner.descent import Statement, WeightedRow
from ironstride.planner.linear_relaxation import relax
from ironstride.planner.reduction import restricted, undominated

RUNNERS = (*tight()[:2], crowd()[2])


def best_of(statement: Statement) -> int | None:
    """Return the least cost of a statement, by the solver on all of it; None where it has none."""
    wrapper = cp.SolveWrapper()
    parameters = cp.SatParameters()
    parameters.num_workers = 1
    parameters.linearization_level = 2
    wrapper.set_parameters(parameters)
    response: cp.CpSolverResponse = wrapper.solve(solver_model(statement))  # type: ignore[no-untyped-call]  # its stub has no types
    if response.status == cp.CpSolverStatus.INFEASIBLE:
        return None
    assert response.status == cp.CpSolverStatus.OPTIMAL
    return round(response.objective_value)


@cache
def week(number: int) -> tuple[ContentModel, Statement, ContentSolution]:
    asked = week_asked(RUNNERS[number].request(), number)
    assert asked is not None
    model = asked.content()
    found = solve_content(model, asked.book.content, seed=1, limit=5.0)
    assert found is not None
    return model, stated(model, asked.book.content), found


@pytest.mark.parametrize("number", range(len(RUNNERS)))
def test_the_best_of_all_allowed_exercises_is_found(number: int) -> None:
    _, statement, found = week(number)
    assert found.optimal
    assert best_of(statement) == found.objective


@pytest.mark.parametrize("number", range(len(RUNNERS)))
def test_what_dominates_leaves_fewer_choices_and_as_good_a_best(number: int) -> None:
    model, statement, found = week(number)
    kept = undominated(model, statement)
    assert np.count_nonzero(kept) < statement.size
    assert best_of(restricted(statement, kept).statement) == found.objective


@pytest.mark.parametrize("number", range(len(RUNNERS)))
def test_no_content_is_cheaper_than_the_relaxation_and_none_better_needs_what_it_rules_out(
    number: int,
) -> None:
    _, statement, found = week(number)
    relaxation = relax(statement)
    assert relaxation is not None
    assert 0 < relaxation.points <= found.objective
    kept = relaxation.may_be_in(found.objective + 1)
    assert best_of(restricted(statement, kept).statement) == found.objective
    assert np.count_nonzero(relaxation.may_be_in(relaxation.points + 1)) < statement.size


weights = st.dictionaries(st.integers(0, 5), st.integers(-3, 4), min_size=1)
rows = st.builds(
    Row,
    weights=weights,
    relation=st.sampled_from([Relation.AT_MOST, Relation.AT_LEAST]),
    bound=st.integers(-3, 6),
)
soft_rows = st.builds(
    WeightedRow,
    row=st.builds(
        Row,
        weights=st.dictionaries(st.integers(0, 5), st.integers(0, 4), min_size=1),
        relation=st.sampled_from([Relation.SHORT, Relation.OVER]),
        bound=st.integers(0, 8),
        curve=st.sampled_from(Curve),
    ),
    weight=st.integers(1, 30),
)
statements = st.builds(
    Statement,
    size=st.just(6),
    decisions=st.just(6),
    costs=st.tuples(*[st.integers(0, 20)] * 6),
    soft=st.lists(soft_rows, max_size=4).map(tuple),
    hard=st.lists(rows, max_size=3).map(tuple),
)


def price(statement: Statement, taken: frozenset[int]) -> int | None:
    def total(row: Row) -> int:
        return sum(w for i, w in row.weights.items() if i in taken)

    if any(row.amount(total(row)) for row in statement.hard):
        return None
    return sum(statement.costs[i] for i in taken) + sum(
        each.weight * each.row.amount(total(each.row)) for each in statement.soft
    )


@settings(max_examples=60, deadline=None)
@given(statements)
def test_of_any_statement_the_bound_and_what_it_rules_out_hold_against_every_way(
    statement: Statement,
) -> None:
    ways = [frozenset(i for i in range(6) if bits >> i & 1) for bits in range(64)]
    prices = {way: cost for way in ways if (cost := price(statement, way)) is not None}
    relaxation = relax(statement)
    if relaxation is None or not prices:
        return
    least = min(prices.values())
    assert relaxation.points <= least
    for limit in (least + 1, least + 10):
        allowed = relaxation.may_be_in(limit)
        for way, cost in prices.items():
            assert cost >= limit or all(allowed[i] for i in way)
