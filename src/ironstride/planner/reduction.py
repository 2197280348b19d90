"""Fewer choices for the solver, and the same best content: what another choice can always replace.

A choice is dominated where another one of its family stands in every row at least as well and
costs no more. Whoever has the worse in a plan may take the better: a family comes once in a
session, so its place is free. The better exercise may stand in another session already, and
coming twice has its price; therefore as many better exercises are asked for as the week has
sessions: one of them is free then. What is left out this way can't make a plan cheaper.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ironstride.planner.content_model import Choice, ContentModel, Curve, Relation, Row
from ironstride.planner.descent import Statement, WeightedRow

Kept = NDArray[np.bool_]
Weights = NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reduced:
    """A statement of fewer variables, and for each of them its index in the whole one."""

    statement: Statement
    columns: tuple[int, ...]

    def whole(self, chosen: tuple[int, ...]) -> tuple[int, ...]:
        """Return chosen variables by their index in the whole statement."""
        return tuple(self.columns[i] for i in chosen)

    def part(self, chosen: tuple[int, ...]) -> tuple[int, ...]:
        """Return chosen variables of the whole statement by their index here; others are out."""
        index = {column: i for i, column in enumerate(self.columns)}
        return tuple(index[i] for i in chosen if i in index)


def restricted(statement: Statement, kept: Kept) -> Reduced:
    """Return the statement of the kept variables alone; the others are not taken.

    Args:
        kept: (N,) of all variables; those that follow the choices always stay.
    """
    kept = kept.copy()
    kept[statement.decisions :] = True
    columns = tuple(int(i) for i in np.flatnonzero(kept))
    index = {column: i for i, column in enumerate(columns)}

    def left(row: Row) -> Row:
        weights = {index[i]: w for i, w in row.weights.items() if i in index}
        return replace(row, weights=weights)

    return Reduced(
        statement=Statement(
            size=len(columns),
            decisions=int(np.count_nonzero(kept[: statement.decisions])),
            costs=tuple(statement.costs[i] for i in columns),
            soft=tuple(replace(each, row=left(each.row)) for each in statement.soft),
            hard=tuple(row for row in map(left, statement.hard) if row.weights or row.distance(0)),
        ),
        columns=columns,
    )


def undominated(model: ContentModel, statement: Statement) -> Kept:
    """Return (N,): which variables a best content may need."""
    sessions = len(model.frames)
    weights = _weights(model, statement)
    kept = np.ones(statement.size, dtype=np.bool_)
    families: dict[tuple[int, str], list[Choice]] = {}
    for choice in model.choices:
        families.setdefault((choice.session, choice.exercise.family), []).append(choice)
    for choices in families.values():
        columns = np.array([c.index for c in choices])
        ids = sorted({c.exercise.id for c in choices})
        of_exercise = np.array([[c.exercise.id == e for e in ids] for c in choices])
        better = _better(weights[columns])
        # (K, E): whether some choice of an exercise may replace a choice
        replaced = (better.T.astype(np.int32) @ of_exercise.astype(np.int32)) > 0
        by_its_own = np.any(replaced & of_exercise, axis=1)
        kept[columns[by_its_own | (replaced.sum(axis=1) >= sessions)]] = False
    return kept


def _better(weights: Weights) -> Kept:
    """Return (K, K): whether the first may always replace the second; of equals the earlier may."""
    used = weights[:, (weights != 0).any(axis=0)]
    below: Kept = np.all(used[:, None, :] <= used[None, :, :], axis=2)
    equal = below & below.T
    earlier = np.triu(np.ones(equal.shape, dtype=np.bool_), 1)
    found: Kept = (below & ~equal) | (equal & earlier)
    return found


def _weights(model: ContentModel, statement: Statement) -> Weights:
    """Return (N, R): what each variable adds to each row, less being better, and its cost last.

    Left out are the rows that count how often one exercise comes beyond the first time.
    """
    rows = [
        *statement.hard,
        *(each.row for each in statement.soft if not _is_repeat(model, each)),
    ]
    found = np.zeros((statement.size, len(rows) + 1), dtype=np.int32)
    for position, row in enumerate(rows):
        sign = -1 if row.relation in {Relation.AT_LEAST, Relation.SHORT} else 1
        found[list(row.weights), position] = [sign * w for w in row.weights.values()]
    found[:, -1] = statement.costs
    return found


def _is_repeat(model: ContentModel, weighted: WeightedRow) -> bool:
    """Whether a row counts how often one exercise comes, and the first time is free."""
    row = weighted.row
    choices = len(model.choices)
    return (
        row.relation is Relation.OVER
        and row.curve is Curve.LINEAR
        and row.bound >= 1
        and all(weight == 1 for weight in row.weights.values())
        and all(index < choices for index in row.weights)
        and len({model.choices[index].exercise.id for index in row.weights}) == 1
    )
