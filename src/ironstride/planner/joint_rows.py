"""Rows over the choices of several weeks, as rules that look back state them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from ironstride.domain.exercise import Exercise
from ironstride.planner.content_model import Relation, Row
from ironstride.planner.joint_model import JointModel, Truth, Use, any_of
from ironstride.planner.rule import Values

Couple = Callable[[JointModel, int, Values], Iterator[Row]]
"""The rows of a rule on one week, over the variables of all weeks."""


def by_session(joint: JointModel, number: int) -> Iterator[tuple[Exercise, Use]]:
    """Yield every exercise of a week with each session that may hold it."""
    by_id = joint.facts.catalogue.by_id
    for exercise in sorted({c.exercise.id for c in joint.weeks[number].model.choices}):
        for use in joint.used(exercise, range(number, number + 1)):
            yield by_id[exercise], use


def unless(taken: Use, helps: Iterable[Use], times: int = 1) -> Row:
    """Return the soft row that counts so much where a use is taken and none that helps is."""
    weights = any_of([taken], times) | any_of(list(helps), -times)
    return Row(weights=weights, relation=Relation.OVER, bound=0)


def all_of(parts: Iterable[Mapping[int, int]], count: int, times: int = 1) -> Row:
    """Return the soft row that counts so much where each of some parts is taken."""
    weights: dict[int, int] = {}
    for part in parts:
        weights |= {i: times * w for i, w in part.items()}
    return Row(weights=weights, relation=Relation.OVER, bound=times * (count - 1))


def never(variables: Iterable[int]) -> Row:
    """Return the hard row by which none of the variables is taken."""
    return Row(weights=dict.fromkeys(variables, 1), relation=Relation.AT_MOST, bound=0)


def only_where(variables: Iterable[int], helps: Mapping[int, int]) -> Row:
    """Return the hard row that lets at most one of the variables be taken where something helps."""
    weights = dict.fromkeys(variables, 1) | {i: -w for i, w in helps.items()}
    return Row(weights=weights, relation=Relation.AT_MOST, bound=0)


def where(truth: Truth, variables: list[int]) -> Iterator[Row]:
    """Yield the hard rows that let variables be taken only where something is true."""
    if truth is True:
        return
    for variable in variables:
        yield only_where([variable], {} if truth is False else {int(truth): 1})
