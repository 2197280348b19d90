"""The plan that is there at once: safe, better than a first grab, the same every time."""

from __future__ import annotations

from benchmarks.runners import tight
from benchmarks.weeks import week_asked
from ironstride.planner.content_model import Curve, Relation, Row
from ironstride.planner.content_solver import solve_content, statement_of
from ironstride.planner.descent import Statement, WeightedRow, descend


def statement(
    hard: tuple[Row, ...], soft: tuple[WeightedRow, ...], size: int, costs: tuple[int, ...] = ()
) -> Statement:
    return Statement(size=size, decisions=size, costs=costs or (0,) * size, soft=soft, hard=hard)


def row(
    weights: dict[int, int], relation: Relation, bound: int, curve: Curve = Curve.LINEAR
) -> Row:
    return Row(weights=weights, relation=relation, bound=bound, curve=curve)


def soft(weights: dict[int, int], bound: int, weight: int) -> WeightedRow:
    return WeightedRow(row=row(weights, Relation.SHORT, bound), weight=weight)


def test_the_minutes_are_kept_and_the_better_choice_of_a_family_is_taken() -> None:
    hard = (
        row({0: 1, 1: 1}, Relation.AT_MOST, 1),
        row({0: 5, 1: 4, 2: 6}, Relation.AT_MOST, 10),
    )
    found = descend(statement(hard, (soft({0: 2, 1: 1}, 2, 10), soft({2: 1}, 1, 15)), 3))
    assert found is not None
    assert found.chosen == (1, 2)
    assert found.objective == 10


def test_a_pair_that_only_makes_sense_together_is_found() -> None:
    equal = (row({0: 1, 1: -1}, Relation.AT_MOST, 0), row({0: -1, 1: 1}, Relation.AT_MOST, 0))
    found = descend(statement(equal, (soft({0: 1}, 1, 10), soft({1: 1}, 1, 10)), 2))
    assert found is not None
    assert found.chosen == (0, 1)
    assert found.objective == 0


def test_what_is_too_much_counts_by_its_square() -> None:
    over = WeightedRow(row=row({0: 1, 1: 1, 2: 1}, Relation.OVER, 0, Curve.SQUARE), weight=3)
    wanted = tuple(soft({index: 1}, 1, 10) for index in range(3))
    found = descend(statement((), (over, *wanted), 3))
    assert found is not None
    # One costs 3 + 20, two 12 + 10, three 27.
    assert found.objective == 22


def test_there_is_no_plan_where_hard_rows_leave_none() -> None:
    hard = (row({0: 1}, Relation.AT_LEAST, 1), row({0: 1}, Relation.AT_MOST, 0))
    assert descend(statement(hard, (), 1)) is None


def test_where_there_is_nothing_to_choose_the_empty_choice_is_found() -> None:
    found = descend(statement((), (), 0))
    assert found is not None
    assert (found.chosen, found.objective) == ((), 0)
    assert descend(statement((row({}, Relation.AT_LEAST, 1),), (), 0)) is None


def test_real_weeks_keep_every_hard_row_and_are_never_below_the_optimum() -> None:
    for number, runner in enumerate(tight()[:6]):
        asked = week_asked(runner.request(), number)
        if asked is None or not asked.placement().sessions:
            continue
        model = asked.content()
        found = descend(statement_of(model, asked.book.content))
        best = solve_content(model, asked.book.content, seed=1, limit=0.3)
        assert found is not None
        assert best is not None
        assert found.objective >= best.bound
        assert found == descend(statement_of(model, asked.book.content))
        _keeps_hard_rows(statement_of(model, asked.book.content), found.chosen)


def _keeps_hard_rows(asked: Statement, chosen: tuple[int, ...]) -> None:
    taken = set(chosen)
    flags = set(range(asked.decisions, asked.size))
    for each in asked.hard:
        if flags.isdisjoint(each.weights):
            assert each.amount(sum(w for i, w in each.weights.items() if i in taken)) == 0
