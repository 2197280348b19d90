"""The content with parts of choices allowed: a bound, and what each choice is away from a best one.

The linear relaxation is solved in floating point; what is made of it is exact. Its prices of the
rows are rounded to integers, and any prices of the right sign give a bound (duality): cost of the
rows' bounds plus, of every variable whose reduced cost is below zero, that cost. A variable whose
reduced cost lifts the bound beyond what is known to be possible is in no better content.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from ortools.linear_solver.python import model_builder_helper as lp

from ironstride.planner.content_model import Relation
from ironstride.planner.descent import Statement
from ironstride.planner.slacks import Slack, slacks_of

SCALE: Final = 2**16
"""Rows are priced in these parts of a point: sums of them fit into 64 bits (house)."""
ABOVE: Final = frozenset({Relation.AT_LEAST, Relation.SHORT})


@dataclass(frozen=True, slots=True, kw_only=True)
class LinearRelaxation:
    """What the relaxation proves, in parts of a point.

    Attributes:
        bound: no content costs less.
        reduced: (N,) by how much at least the bound rises where a variable is taken.
    """

    bound: int
    reduced: NDArray[np.int64]

    @property
    def points(self) -> int:
        """The bound in whole points."""
        return max(0, -(-self.bound // SCALE))

    def may_be_in(self, cost: int) -> NDArray[np.bool_]:
        """Return (N,): which variables may be in a content that costs less than ``cost``."""
        found: NDArray[np.bool_] = self.bound + np.maximum(self.reduced, 0) <= (cost - 1) * SCALE
        return found


def relax(statement: Statement) -> LinearRelaxation | None:
    """Return the relaxation of a statement; None where it could not be solved."""
    rows = [*statement.hard, *(each.row for each in statement.soft)]
    slacks = slacks_of(statement)
    hard, size = len(statement.hard), statement.size
    highest = np.array([1.0] * size + [float(s.most) for each in slacks for s in each])
    costs = [float(c) for c in statement.costs] + [float(s.cost) for each in slacks for s in each]
    problem = lp.ModelBuilderHelper()
    whole = np.zeros(highest.size, dtype=np.bool_)
    problem.add_var_array_with_bounds(np.zeros(highest.size), highest, whole, "")  # type: ignore[arg-type]  # its stub writes arrays by their first dimension
    problem.set_objective_coefficients(list(range(highest.size)), costs)
    variables = [lp.Variable(problem, index) for index in range(highest.size)]
    after = size
    for position, row in enumerate(rows):
        number = problem.add_linear_constraint()
        sign = 1.0 if row.relation in ABOVE else -1.0
        own = range(0)
        if position >= hard:
            own = range(after, after + len(slacks[position - hard]))
            after = own.stop
        problem.add_terms_to_constraint(
            number,
            [variables[i] for i in (*row.weights, *own)],
            [*map(float, row.weights.values()), *(sign for _ in own)],
        )
        if row.relation in ABOVE:
            problem.set_constraint_lower_bound(number, float(row.bound))
        else:
            problem.set_constraint_upper_bound(number, float(row.bound))
    solver = lp.ModelSolverHelper("GLOP")
    solver.solve(problem)
    if solver.status() != lp.SolveStatus.OPTIMAL:
        return None
    duals = np.asarray(solver.dual_values(), dtype=np.float64).ravel()
    return _exact(statement, slacks, duals)


def _exact(
    statement: Statement, slacks: tuple[tuple[Slack, ...], ...], duals: NDArray[np.float64]
) -> LinearRelaxation:
    """Return what the prices of the rows prove, reckoned in integers."""
    prices = np.rint(duals * SCALE).astype(np.int64)
    rows = [*statement.hard, *(each.row for each in statement.soft)]
    above = np.array([row.relation in ABOVE for row in rows], dtype=np.bool_)
    prices = np.where(above, np.maximum(prices, 0), np.minimum(prices, 0))
    reduced = np.array(statement.costs, dtype=np.int64) * SCALE
    bound = 0
    for row, price in zip(rows, prices.tolist(), strict=True):
        if price:
            bound += price * row.bound
            reduced[list(row.weights)] -= price * np.array([*row.weights.values()], dtype=np.int64)
    bound += int(np.minimum(reduced, 0).sum())
    for own, price in zip(slacks, prices[len(statement.hard) :].tolist(), strict=True):
        bound += sum(min(0, slack.cost * SCALE - abs(price)) * slack.most for slack in own)
    return LinearRelaxation(bound=bound, reduced=reduced)
