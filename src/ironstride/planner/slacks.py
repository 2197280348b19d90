"""How far beyond its bound each soft row may lie, as variables of a solver with their prices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ironstride.planner.content_model import Curve, Relation, Row
from ironstride.planner.descent import Statement, WeightedRow


class Slack(NamedTuple):
    """A variable from 0 up to ``most``, and what each unit of it costs."""

    most: int
    cost: int


def slacks_of(statement: Statement) -> tuple[tuple[Slack, ...], ...]:
    """Return for each soft row the variables that fill up its distance; a square is its odd steps.

    A row that can't be beyond its bound has none.
    """
    one_of = _one_of(statement)
    return tuple(_slacks(each, one_of) for each in statement.soft)


def _slacks(weighted: WeightedRow, one_of: Mapping[int, int]) -> tuple[Slack, ...]:
    most = _reach(weighted.row, one_of)
    if most <= 0:
        return ()
    if weighted.row.curve is Curve.LINEAR:
        return (Slack(most=most, cost=weighted.weight),)
    return tuple(Slack(most=1, cost=weighted.weight * (2 * step + 1)) for step in range(most))


def filled(row: Row, slacks: int, distance: int) -> tuple[int, ...]:
    """Return the values of a row's slack variables for a distance; a square's steps in order."""
    if row.curve is Curve.LINEAR:
        return (distance,) * slacks
    return tuple(int(step < distance) for step in range(slacks))


def _one_of(statement: Statement) -> dict[int, int]:
    """Return for variables of which a hard row lets one be taken a number they share."""
    found: dict[int, int] = {}
    for number, row in enumerate(statement.hard):
        one = row.relation is Relation.AT_MOST and row.bound == 1
        if one and all(weight == 1 for weight in row.weights.values()):
            for index in row.weights:
                found.setdefault(index, number)
    return found


def _reach(row: Row, one_of: Mapping[int, int]) -> int:
    """Return the largest distance from the bound that the row can have.

    Of variables that exclude each other the dearest counts: a session of 369 choices holds as many
    exercises as there are families, and a step of a square for each, not for every choice.
    """
    sign = -1 if row.relation is Relation.SHORT else 1
    most: dict[int, int] = {}
    for index, weight in row.weights.items():
        if sign * weight > 0:
            group = one_of.get(index, -1 - index)
            most[group] = max(most.get(group, 0), sign * weight)
    return sum(most.values()) - sign * row.bound
