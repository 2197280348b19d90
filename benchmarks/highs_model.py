"""The content of a week for HiGHS: the rules' statement as a mixed-integer problem, solved apart.

It checks our solver from outside: another formulation of squares, another method, another program,
and the price of what it found is summed here once more, row by row.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from benchmarks.machine import ROOT
from ironstride.planner.content_model import Curve, Relation, Row
from ironstride.planner.descent import Statement

CHILD: Final = "benchmarks.highs_child"
EPSILON: Final = 1e-6
UPWARDS: Final = frozenset({Relation.AT_LEAST, Relation.SHORT})
"""Relations that are kept by large sums."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HighsContent:
    """What HiGHS found: its variables, what they cost, and what it proved.

    Attributes:
        cost: summed here from the statement; None where nothing was found.
        infeasible: whether it proved that hard rows leave nothing.
    """

    taken: tuple[int, ...]
    cost: int | None
    bound: int
    proven: bool
    infeasible: bool
    cpu_s: float


@dataclass(slots=True)
class _Problem:
    """Columns and rows as HiGHS takes them."""

    cost: list[int] = field(default_factory=list)
    most: list[int | None] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    lower: list[int | None] = field(default_factory=list)
    upper: list[int | None] = field(default_factory=list)
    start: list[int] = field(default_factory=lambda: [0])
    index: list[int] = field(default_factory=list)
    value: list[int] = field(default_factory=list)

    def column(self, cost: int, most: int | None, *, whole: bool) -> int:
        """Add a column and return its number."""
        self.cost.append(cost)
        self.most.append(most)
        self.whole.append(int(whole))
        return len(self.cost) - 1

    def row(self, weights: Mapping[int, int], lower: int | None, upper: int | None) -> None:
        """Add a row between two bounds, None for none."""
        self.index.extend(weights)
        self.value.extend(weights.values())
        self.start.append(len(self.index))
        self.lower.append(lower)
        self.upper.append(upper)


def solve_with_highs(statement: Statement, *, seconds: float) -> HighsContent:
    """Return the content of least cost that HiGHS finds in so many seconds of CPU time.

    Raises:
        ArithmeticError: what it calls a solution breaks a hard row.
        subprocess.CalledProcessError: it did not run.
    """
    problem = {**problem_of(statement), "seconds": seconds}
    ran = subprocess.run(
        (sys.executable, "-m", CHILD),
        cwd=ROOT,
        input=json.dumps(problem),
        capture_output=True,
        text=True,
        check=True,
    )
    answer = json.loads(ran.stdout)
    taken = tuple(answer["taken"])
    if answer["found"] and broken(statement, frozenset(taken)):
        raise ArithmeticError("HiGHS took a content that breaks a hard row")
    return HighsContent(
        taken=taken,
        cost=price(statement, frozenset(taken)) if answer["found"] else None,
        bound=-int(-(answer["bound"] - EPSILON) // 1),
        proven=answer["proven"],
        infeasible=answer["none"],
        cpu_s=answer["cpu_s"],
    )


def problem_of(statement: Statement) -> dict[str, Any]:
    """Return columns and rows; a square is a column of length one for each of its steps.

    Their prices rise, so that a linear programme fills them in order; only choices and the
    variables that follow them need be whole.
    """
    problem = _Problem()
    for cost in statement.costs:
        problem.column(cost, 1, whole=True)
    cliques = _cliques(statement)
    for row in statement.hard:
        _add(problem, row, {})
    for weighted in statement.soft:
        row, weight = weighted.row, weighted.weight
        farthest = farthest_of(row, cliques)
        if farthest <= 0:
            continue
        if row.curve is Curve.LINEAR:
            slack = [problem.column(weight, farthest, whole=False)]
        else:
            slack = [
                problem.column(weight * (2 * step + 1), 1, whole=False) for step in range(farthest)
            ]
        _add(problem, row, dict.fromkeys(slack, 1 if row.relation in UPWARDS else -1))
    return {
        name: getattr(problem, name)
        for name in ("cost", "most", "whole", "lower", "upper", "start", "index", "value")
    } | {"size": statement.size}


def _add(problem: _Problem, row: Row, slack: Mapping[int, int]) -> None:
    upwards = row.relation in UPWARDS
    problem.row(
        {**row.weights, **slack}, row.bound if upwards else None, None if upwards else row.bound
    )


def _cliques(statement: Statement) -> dict[int, int]:
    """Return the clique of each variable of which hard rows let one be taken; largest first."""
    rows = [
        row
        for row in statement.hard
        if row.relation is Relation.AT_MOST and row.bound == 1 and set(row.weights.values()) == {1}
    ]
    found: dict[int, int] = {}
    for number, row in enumerate(sorted(rows, key=lambda row: -len(row.weights))):
        for index in row.weights:
            found.setdefault(index, number)
    return found


def farthest_of(row: Row, cliques: Mapping[int, int]) -> int:
    """Return a distance from the bound that no content exceeds."""
    sign = -1 if row.relation in UPWARDS else 1
    heaviest: dict[int, int] = {}
    for index, weight in row.weights.items():
        clique = cliques.get(index, -1 - index)
        heaviest[clique] = max(heaviest.get(clique, 0), sign * weight)
    return sum(heaviest.values()) - sign * row.bound


def price(statement: Statement, taken: frozenset[int]) -> int:
    """Return what variables at one cost: their own costs and every soft row's."""
    total = sum(statement.costs[index] for index in taken)
    for weighted in statement.soft:
        distance = _distance(weighted.row, taken)
        squared = weighted.row.curve is Curve.SQUARE
        total += weighted.weight * (distance**2 if squared else distance)
    return total


def broken(statement: Statement, taken: frozenset[int]) -> int:
    """Return how many hard rows variables at one break."""
    return sum(_distance(row, taken) > 0 for row in statement.hard)


def _distance(row: Row, taken: frozenset[int]) -> int:
    total = sum(weight for index, weight in row.weights.items() if index in taken)
    beyond = row.bound - total if row.relation in UPWARDS else total - row.bound
    return max(0, beyond)
