"""A plan such as a good app would make it: by rank of need until the minutes are full, then swaps.

The app knows each runner's kit, pain and limits (it chooses from what these leave), minutes, and
that an exercise family comes once. It has no solver, and pairs nothing. ``improved`` lets it look
at the published rules' price, and change one exercise at a time while that gets cheaper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.highs_model import UPWARDS, broken, price
from ironstride.domain.exercise import Need
from ironstride.planner.content_model import Choice, ContentModel, Curve, Role
from ironstride.planner.descent import Statement

RANK: Final = (
    Need.LEGS_KNEE, Need.CALF_STRAIGHT, Need.LEGS_HIP, Need.TRUNK, Need.HIP, Need.CALF_BENT,
    Need.POWER, Need.UPPER_PULL, Need.UPPER_PUSH, Need.FOOT, Need.BALANCE,
)  # fmt: skip
"""What an app thinks a runner needs, first things first."""
USUAL_SETS: Final = (3, 2, 4, 1)
MOST_STEPS: Final = 200
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """Choices of a week with what the published rules say of them.

    Attributes:
        cost: of the soft rules.
        broken: how many rows of hard rules the week breaks.
    """

    chosen: tuple[int, ...]
    cost: int
    broken: int


def greedy(model: ContentModel, statement: Statement) -> Baseline:
    """Return sessions filled by rank of need with the hardest exercise that is allowed."""
    chosen: list[int] = []
    seen: set[str] = set()
    for session, frame in enumerate(model.frames):
        left = frame.work_seconds
        families: set[str] = set()
        alone = [c for c in model.in_session(session) if c.role is Role.ALONE]
        for need in RANK:
            found = next(_preferred(alone, need, left, families, seen), None)
            if found is not None:
                chosen.append(found.index)
                families.add(found.exercise.family)
                seen.add(found.exercise.id)
                left -= found.seconds
    return told(statement, frozenset(chosen))


def _preferred(
    alone: list[Choice], need: Need, left: int, families: set[str], seen: set[str]
) -> Iterator[Choice]:
    """Yield what fits: something new this week, the highest rung, the usual number of sets."""
    ranked = sorted(
        (c for c in alone if c.exercise.need is need and c.sets in USUAL_SETS),
        key=lambda c: (
            c.exercise.id in seen, -c.exercise.rung, USUAL_SETS.index(c.sets), c.index,
        ),
    )  # fmt: skip
    return (c for c in ranked if c.seconds <= left and c.exercise.family not in families)


def improved(model: ContentModel, statement: Statement, start: Baseline) -> Baseline:
    """Return the week after changes of one exercise at a time, the cheapest first.

    A change adds, drops or swaps one choice and never breaks more hard rows than there are broken.
    """
    table = _Table.of(statement)
    taken = np.zeros(statement.size)
    taken[list(_with_flags(statement, frozenset(start.chosen)))] = 1.0
    alone = np.array([c.index for c in model.choices if c.role is Role.ALONE])
    follows = range(statement.decisions, statement.size)
    for _ in range(MOST_STEPS):
        if not table.step(taken, alone, follows):
            break
    return told(statement, frozenset(int(i) for i in np.flatnonzero(taken[: statement.decisions])))


def told(statement: Statement, chosen: frozenset[int]) -> Baseline:
    """Return choices with what the published rules say of them."""
    taken = _with_flags(statement, chosen)
    return Baseline(
        chosen=tuple(sorted(chosen)), cost=price(statement, taken), broken=broken(statement, taken)
    )


def _with_flags(statement: Statement, chosen: frozenset[int]) -> frozenset[int]:
    """Return the choices and those variables that follow them and have to be set.

    A variable that follows is set where fewer hard rows are broken with it, and else where it
    costs nothing more.
    """
    taken = chosen
    for flag in range(statement.decisions, statement.size):
        if broken(statement, taken | {flag}) < broken(statement, taken):
            taken |= {flag}
    return taken


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """Rows as a matrix whose positive side of a bound is the wrong one; hard rows first."""

    weights: Floats
    bounds: Floats
    linear: Floats
    square: Floats
    costs: Floats

    @classmethod
    def of(cls, statement: Statement) -> _Table:
        """Return the table of a statement; a hard row costs more than all soft ones."""
        rows = [*statement.hard, *(each.row for each in statement.soft)]
        weights = np.zeros((len(rows), statement.size))
        bounds, linear, square = (np.zeros(len(rows)) for _ in range(3))
        for position, row in enumerate(rows):
            sign = -1 if row.relation in UPWARDS else 1
            for index, weight in row.weights.items():
                weights[position, index] = sign * weight
            bounds[position] = sign * row.bound
            soft = position - len(statement.hard)
            dear = 1e7 if soft < 0 else float(statement.soft[soft].weight)
            (square if row.curve is Curve.SQUARE else linear)[position] = dear
        return cls(
            weights=weights,
            bounds=bounds,
            linear=linear,
            square=square,
            costs=np.array(statement.costs, dtype=float),
        )

    def cost(self, totals: Floats) -> Floats:
        """Return what sums of rows cost, (R, N) or (R,) to (N,) or a scalar."""
        over = np.maximum(totals - self.bounds.reshape(-1, *[1] * (totals.ndim - 1)), 0.0)
        found: Floats = self.linear @ over + self.square @ (over * over)
        return found

    def step(self, taken: Floats, offered: NDArray[np.int64], follows: range) -> bool:
        """Make the change that saves most, if there is one; say whether."""
        totals, own = self.weights @ taken, float(self.costs @ taken)
        best: tuple[int, ...] = ()
        columns = self.weights[:, offered]
        least = float(self.cost(totals)) + own - 0.5
        # Dropped is a choice; or a variable that follows is turned, so that heavy work may come.
        for first in ((), *((int(i),) for i in (*offered[taken[offered] > 0], *follows))):
            base, so_far = totals.copy(), own
            for change in first:
                sign = 1.0 - 2.0 * taken[change]
                base += sign * self.weights[:, change]
                so_far += sign * float(self.costs[change])
            alone = float(self.cost(base)) + so_far
            if alone < least:
                best, least = first, alone
            after = self.cost(base[:, None] + columns) + so_far + self.costs[offered]
            after[taken[offered] > 0] = np.inf
            add = int(np.argmin(after))
            if float(after[add]) < least:
                best, least = (*first, int(offered[add])), float(after[add])
        for change in best:
            taken[change] = 1.0 - taken[change]
        return bool(best)
