"""A fast plan without the solver: take what helps most, then walk on and keep the best.

The walk is a tabu search. It may pass through what hard rows forbid, at a price that rises while
they stay broken, and hands out only what keeps them all. It has no randomness and no clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ironstride.planner.content_model import Curve, Relation, Row

STEPS: Final = 120
"""House: a step costs 0.15 ms, and an answer at once has 50 ms in all."""
DOWNHILL_STEPS: Final = 100
REST_STEPS: Final = 3
"""Steps, at least, for which what was changed stays as it is; up to twice as many."""
BROKEN: Final = 1e6
"""Price of a broken hard row on the way down: more than all soft rows together."""
FIRST_PRICE: Final = 50.0
"""Price of a hard row broken by as much as one choice can break it, when the walk begins."""
DEARER: Final = 1.3
"""Factor of a hard row's price for a step in which it is broken."""
CHEAPER: Final = 0.93
"""Factor of its price for a step in which it is kept, down to a share of the first price."""
LEAST_SHARE: Final = 0.3


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


Floats = NDArray[np.float64]
Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """The rows as a matrix whose signs make what is beyond a bound positive, and its entries.

    Attributes:
        weights: (R, N + 1); the last column is empty and stands for no choice.
        linear, square: (R,) prices of the distance and of its square; zero for hard rows.
        reach: (R,) the most that one choice adds to the row, at least 1.
        row, weight: (E,) the entries that are not zero, ordered by column, one more for each.
        starts: (N,) where the entries of a column begin.
        group: (N,) columns of which at most one may be taken share a number.
        row_bound, row_square, row_start, in_group: (E,) of each entry the bound and the price of
            its row, where the row begins in the flat matrix, and the group of its column; gathered
            once, because every step of the walk asks for them.
    """

    weights: Floats
    bounds: Floats
    linear: Floats
    square: Floats
    costs: Floats
    hard: int
    reach: Floats
    row: Indices
    weight: Floats
    column: Indices
    starts: Indices
    group: Indices
    row_bound: Floats
    row_square: Floats
    row_start: Indices
    in_group: Indices

    def amounts(self, totals: Floats, prices: Floats) -> Floats:
        """Return (R,) what each row counts; ``prices`` are the linear ones, hard rows included."""
        over = np.maximum(totals - self.bounds, 0.0)
        found: Floats = over * (self.square * over + prices)
        return found


def _table(statement: Statement) -> _Table:
    rows = [*statement.hard, *(weighted.row for weighted in statement.soft)]
    size, hard = statement.size, len(statement.hard)
    # A last row that counts nothing has an entry in every column: reduceat wants none empty.
    weights = np.zeros((len(rows) + 1, size + 1))
    bounds, linear, square = (np.zeros(len(rows) + 1) for _ in range(3))
    for position, row in enumerate(rows):
        sign = -1 if row.relation in {Relation.AT_LEAST, Relation.SHORT} else 1
        weights[position, list(row.weights)] = [sign * w for w in row.weights.values()]
        bounds[position] = sign * row.bound
        if position >= hard:
            price = square if row.curve is Curve.SQUARE else linear
            price[position] = statement.soft[position - hard].weight
    filled = weights[:, :size] != 0
    filled[-1] = True
    column, row_of = np.nonzero(filled.T)
    group = _groups(statement)
    return _Table(
        weights=weights,
        bounds=bounds,
        linear=linear,
        square=square,
        costs=np.array(statement.costs, dtype=np.float64),
        hard=hard,
        reach=np.maximum(1.0, np.abs(weights).max(axis=1)),
        row=row_of,
        weight=weights[row_of, column],
        column=column,
        starts=np.searchsorted(column, np.arange(size)),
        group=group,
        row_bound=bounds[row_of],
        row_square=square[row_of],
        row_start=row_of * (size + 1),
        in_group=group[column],
    )


def _groups(statement: Statement) -> Indices:
    """Return (N,) a number for each set of columns of which a hard row lets one be taken."""
    group = np.full(statement.size, -1, dtype=np.int64)
    count = 0
    for row in statement.hard:
        one = row.relation is Relation.AT_MOST and row.bound == 1
        if one and all(weight == 1 for weight in row.weights.values()):
            free = [index for index in row.weights if group[index] < 0]
            group[free] = count
            count += 1
    alone = np.flatnonzero(group < 0)
    group[alone] = count + np.arange(alone.size)
    return group


@dataclass(slots=True)
class _Walk:
    """Where the walk is: what is taken, the sums of the rows, and the best that was found."""

    table: _Table
    totals: Floats = field(init=False)
    held: Indices = field(init=False)
    """(G,) the column that is taken of each group; N for none."""
    prices: Floats = field(init=False)
    best: float = np.inf
    found: tuple[int, ...] | None = None

    def __post_init__(self) -> None:
        table = self.table
        self.totals = np.zeros(table.bounds.size)
        self.held = np.full(int(table.group.max(initial=-1)) + 1, table.costs.size)
        self.prices = table.linear.copy()
        self.prices[: table.hard] = BROKEN

    def look(self) -> None:
        """Keep what is taken if it breaks no hard row and is better than all before."""
        table = self.table
        if np.any(self.totals[: table.hard] > table.bounds[: table.hard]):
            return
        taken = self.held[self.held < table.costs.size]
        cost = float(table.amounts(self.totals, table.linear).sum() + table.costs[taken].sum())
        if cost < self.best:
            self.best, self.found = cost, tuple(sorted(int(i) for i in taken))

    def gains(self) -> Floats:
        """Return (N,) what changes if each column is taken instead of the one its group holds.

        For a column that is taken: if it is left.
        """
        table, prices = self.table, self.prices
        none = table.costs.size
        left_out = table.weights.ravel().take(self.held.take(table.in_group) + table.row_start)
        before = self.totals.take(table.row)
        before -= left_out
        before -= table.row_bound
        after = before + table.weight
        linear = prices.take(table.row)
        each = _priced(after, linear, table.row_square)
        each -= _priced(before, linear, table.row_square)
        found: Floats = np.add.reduceat(each, table.starts) + table.costs
        taken = self.held[self.held < none]
        left = np.maximum(
            self.totals[:, None] - table.weights[:, taken] - table.bounds[:, None], 0.0
        )
        alone = (left * (table.square[:, None] * left + prices[:, None])).sum(axis=0)
        alone -= table.amounts(self.totals, prices).sum() + table.costs[taken]
        leaving = np.zeros(self.held.size)
        leaving[table.group[taken]] = alone
        found += leaving[table.group]
        found[taken] = alone
        return found

    def change(self, column: int) -> int:
        """Take a column instead of what its group holds, or leave it; return its group."""
        table = self.table
        group = int(table.group[column])
        before = int(self.held[group])
        after = table.costs.size if before == column else column
        self.totals += table.weights[:, after] - table.weights[:, before]
        self.held[group] = after
        return group

    def downhill(self) -> None:
        """Change what helps most until nothing helps."""
        for _ in range(DOWNHILL_STEPS):
            gains = self.gains()
            column = int(np.argmin(gains))
            if gains[column] >= 0:
                break
            self.change(column)
        self.look()

    def on(self) -> None:
        """Go on from there, also uphill, never at once back to where it was."""
        table = self.table
        least = FIRST_PRICE / table.reach[: table.hard]
        self.prices[: table.hard] = least
        rests_until = np.zeros(self.held.size, dtype=np.int64)
        for step, rest in zip(range(STEPS), _rests(), strict=False):
            gains = self.gains()
            gains[rests_until[table.group] > step] = np.inf
            group = self.change(int(np.argmin(gains)))
            rests_until[group] = step + 1 + rest
            self.look()
            if self.best <= 0:
                return
            broken = self.totals[: table.hard] > table.bounds[: table.hard]
            price = self.prices[: table.hard]
            self.prices[: table.hard] = np.where(
                broken, price * DEARER, np.maximum(least * LEAST_SHARE, price * CHEAPER)
            )


def _priced(distance: Floats, linear: Floats, square: Floats) -> Floats:
    """Return what distances from bounds cost, in the arrays that are there: they are long."""
    np.maximum(distance, 0.0, out=distance)
    found: Floats = square * distance
    found += linear
    found *= distance
    return found


def _rests() -> Iterator[int]:
    """Yield for how many steps a change rests: of changing length, so that no circle closes."""
    turn = 0
    while True:
        turn = (turn * 5 + 3) % 16
        yield REST_STEPS + turn % REST_STEPS


def descend(statement: Statement, start: tuple[int, ...] = ()) -> Descended | None:
    """Return a content that keeps every hard row, the best that the walk met; None if it met none.

    A step takes a choice, leaves one, or takes one instead of another of the same family; pairs
    come about in two steps through a broken row. A week without sessions has nothing to choose.

    Args:
        start: the variables that are taken where the walk begins; hard rows may be broken there.
    """
    walk = _Walk(_table(statement))
    for column in start:
        walk.change(column)
    walk.look()
    if statement.size:
        walk.downhill()
        if walk.best > 0:
            walk.on()
    if walk.found is None:
        return None
    return Descended(
        chosen=tuple(i for i in walk.found if i < statement.decisions),
        objective=round(walk.best),
    )
