"""A fast plan without the solver: take what helps most, swap while it improves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ironstride.planner.content_model import Curve, Relation, Row

BROKEN: Final = 10**7
"""Cost of one unit of a broken hard row: more than all soft rows together."""
MOST_MOVES: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightedRow:
    """A soft row with the weight of its rule."""

    row: Row
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """All rules together: the first ``decisions`` variables are choices, the rest follow them."""

    size: int
    decisions: int
    costs: tuple[int, ...]
    soft: tuple[WeightedRow, ...]
    hard: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Descended:
    """Where the descent ended."""

    chosen: tuple[int, ...]
    objective: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """Rows as a matrix (R, N) with signs so that what is beyond the bound is counted upward."""

    weights: NDArray[np.int64]
    bounds: NDArray[np.int64]
    price: NDArray[np.int64]
    square: NDArray[np.bool_]
    costs: NDArray[np.int64]

    def cost(self, totals: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the cost of row totals (R, ...) summed over rows."""
        extra = (1,) * (totals.ndim - 1)
        distance = np.maximum(0, totals - self.bounds.reshape(-1, *extra))
        amount = np.where(self.square.reshape(-1, *extra), distance * distance, distance)
        found: NDArray[np.int64] = (amount * self.price.reshape(-1, *extra)).sum(axis=0)
        return found


def _table(statement: Statement) -> _Table:
    rows = [(r, BROKEN) for r in statement.hard] + [(w.row, w.weight) for w in statement.soft]
    weights = np.zeros((len(rows), statement.size), dtype=np.int64)
    bounds = np.zeros(len(rows), dtype=np.int64)
    for position, (row, _) in enumerate(rows):
        sign = -1 if row.relation in {Relation.AT_LEAST, Relation.SHORT} else 1
        weights[position, list(row.weights)] = [sign * w for w in row.weights.values()]
        bounds[position] = sign * row.bound
    return _Table(
        weights=weights,
        bounds=bounds,
        price=np.array([p for _, p in rows], dtype=np.int64),
        square=np.array([r.curve is Curve.SQUARE for r, _ in rows], dtype=np.bool_),
        costs=np.array(statement.costs, dtype=np.int64),
    )


def descend(statement: Statement) -> Descended | None:
    """Return a content that keeps every hard row and that no single move improves; None if stuck.

    Moves: take a choice, take one and leave another, take two at once that only make sense
    together (a pair), leave one.
    """
    table = _table(statement)
    taken = np.zeros(statement.size, dtype=np.bool_)
    totals = np.zeros(table.bounds.size, dtype=np.int64)
    _raise_flags(statement, table, taken, totals)
    for _ in range(MOST_MOVES):
        now = int(table.cost(totals)) + int(table.costs[taken].sum())
        best = _best_move(statement, table, taken, totals)
        if best is None or best[0] >= now:
            break
        for index, value in best[1]:
            totals += table.weights[:, index] * (1 if value else -1)
            taken[index] = value
    hard = len(statement.hard)
    if np.any(totals[:hard] > table.bounds[:hard]):
        return None
    objective = int(table.cost(totals)) + int(table.costs[taken].sum())
    chosen = tuple(int(i) for i in np.flatnonzero(taken[: statement.decisions]))
    return Descended(chosen=chosen, objective=objective)


def _raise_flags(
    statement: Statement,
    table: _Table,
    taken: NDArray[np.bool_],
    totals: NDArray[np.int64],
) -> None:
    """Raise every flag after the choices that alone breaks no hard row: it only permits."""
    for flag in range(statement.decisions, statement.size):
        raised = totals + table.weights[:, flag]
        if int(table.cost(raised)) <= int(table.cost(totals)):
            totals += table.weights[:, flag]
            taken[flag] = True


Move = tuple[int, tuple[tuple[int, bool], ...]]


def _best_move(
    statement: Statement,
    table: _Table,
    taken: NDArray[np.bool_],
    totals: NDArray[np.int64],
) -> Move | None:
    """Return the cost and the changes of the best move from here."""
    free = np.flatnonzero(~taken[: statement.decisions])
    held = np.flatnonzero(taken[: statement.decisions])
    spent = int(table.costs[taken].sum())
    found: Move | None = None
    added = table.weights[:, free]
    now = int(table.cost(totals)) + spent
    for leave in (None, *held.tolist()):
        if found is not None and found[0] < now and found[1][0][1]:
            break  # while taking one more helps, leaving is not looked at
        base = totals if leave is None else totals - table.weights[:, leave]
        less = spent - (0 if leave is None else int(table.costs[leave]))
        cost = table.cost(base[:, None] + added) + table.costs[free] + less
        at = int(np.argmin(cost)) if cost.size else -1
        changes: tuple[tuple[int, bool], ...] = () if leave is None else ((leave, False),)
        if at >= 0 and (found is None or int(cost[at]) < found[0]):
            found = (int(cost[at]), (*changes, (int(free[at]), True)))
        if leave is not None:
            alone = int(table.cost(base)) + less
            if found is None or alone < found[0]:
                found = (alone, changes)
    return found
