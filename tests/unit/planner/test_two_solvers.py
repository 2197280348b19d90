"""HiGHS, another method in a process of its own, finds the optimum that our solver finds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.greedy import greedy, improved, told
from benchmarks.highs_model import broken, farthest_of, price, problem_of, solve_with_highs
from benchmarks.sets import tight
from benchmarks.weeks import WeekAsked, week_asked
from ironstride.planner.content_model import Curve, Relation, Row
from ironstride.planner.content_solver import solve_content, statement_of
from ironstride.planner.descent import Statement, WeightedRow

SECONDS = 30.0
SMALL = tuple(runner for runner in tight() if runner.athlete().availability.sessions_per_week == 1)[
    :4
]


def asked_of(number: int) -> WeekAsked:
    asked = week_asked(SMALL[number].request(), 0)
    assert asked is not None
    return asked


@pytest.mark.parametrize("number", range(len(SMALL)), ids=[runner.name for runner in SMALL])
def test_two_solvers_find_the_same_optimum(number: int) -> None:
    asked = asked_of(number)
    model, rules = asked.content(), asked.book.content
    ours = solve_content(model, rules, seed=1, limit=5.0)
    theirs = solve_with_highs(statement_of(model, rules), seconds=SECONDS)
    assert ours is not None
    assert ours.optimal
    assert theirs.proven
    assert theirs.cost == ours.objective


def test_what_an_app_fills_in_costs_no_less_than_the_optimum_and_swaps_only_help() -> None:
    asked = asked_of(0)
    model, rules = asked.content(), asked.book.content
    statement = statement_of(model, rules)
    best = solve_content(model, rules, seed=1, limit=5.0)
    assert best is not None
    first = greedy(model, statement)
    assert first.chosen
    swapped = improved(model, statement, first)
    assert best.objective <= swapped.cost <= first.cost
    assert told(statement, frozenset(best.chosen)).cost == best.objective


def toy(*soft: WeightedRow, hard: tuple[Row, ...] = ()) -> Statement:
    """Return four variables; the last one costs five."""
    return Statement(size=4, decisions=4, costs=(0, 0, 0, 5), soft=soft, hard=hard)


SHORT_BY_FOUR = WeightedRow(
    row=Row(weights={0: 2, 1: 1, 3: 4}, relation=Relation.SHORT, bound=6, curve=Curve.SQUARE),
    weight=3,
)


def test_a_square_is_priced_by_its_steps() -> None:
    found = solve_with_highs(toy(SHORT_BY_FOUR), seconds=SECONDS)
    # All but the third: seven are enough. Without the last one three are missing, nine times three.
    assert (found.proven, found.cost) == (True, 5)
    assert price(toy(SHORT_BY_FOUR), frozenset({0, 1})) == 27


def test_a_hard_row_is_kept_and_counted_where_it_is_not() -> None:
    one = Row(weights={0: 1, 1: 1, 3: 1}, relation=Relation.AT_MOST, bound=1)
    found = solve_with_highs(toy(SHORT_BY_FOUR, hard=(one,)), seconds=SECONDS)
    assert (found.taken, found.cost) == ((3,), 5 + 3 * 4)
    assert broken(toy(hard=(one,)), frozenset({0, 1})) == 1


def test_rows_that_contradict_each_other_leave_nothing() -> None:
    low = Row(weights={0: 1}, relation=Relation.AT_MOST, bound=0)
    high = Row(weights={0: 1}, relation=Relation.AT_LEAST, bound=1)
    found = solve_with_highs(toy(hard=(low, high)), seconds=SECONDS)
    assert found.infeasible
    assert found.cost is None


def test_steps_reach_as_far_as_any_content_goes() -> None:
    over = Row(weights={0: 2, 1: 3, 2: -4}, relation=Relation.OVER, bound=1, curve=Curve.SQUARE)
    assert farthest_of(over, {}) == 4
    assert farthest_of(over, {0: 7, 1: 7}) == 2
    assert farthest_of(replace(over, relation=Relation.SHORT), {}) == 5


def test_only_choices_need_be_whole() -> None:
    problem = problem_of(toy(SHORT_BY_FOUR))
    assert problem["whole"] == [1] * 4 + [0] * 6
    assert problem["cost"][4:] == [3 * step for step in (1, 3, 5, 7, 9, 11)]
