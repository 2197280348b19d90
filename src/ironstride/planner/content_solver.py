"""The content of least cost, with its proof: CP-SAT for the optimum, a descent behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ortools.sat.python import cp_model_helper as cp

from ironstride.planner.content import structure
from ironstride.planner.content_model import (
    ContentModel,
    ContentRule,
    Curve,
    Relation,
    Row,
)
from ironstride.planner.descent import Statement, WeightedRow, descend
from ironstride.planner.incumbent import choices_before, cost_before

DETERMINISTIC_LIMIT: Final = 1.0
"""Deterministic seconds of the solver per week (studies: 0.16 to 0.43 of them are a CPU second)."""
UNBOUNDED: Final = 2**40


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentSolution:
    """Indices of the chosen choices with objective and bound; equal where proven."""

    chosen: tuple[int, ...]
    objective: int
    bound: int
    optimal: bool


def statement_of(model: ContentModel, rules: tuple[ContentRule, ...]) -> Statement:
    """Return the summed statement of all rules: costs, soft rows with weights, hard rows."""
    size = len(model.choices) + len(model.heavy)
    costs = [0] * size
    soft: list[WeightedRow] = []
    hard: list[Row] = list(structure(model))
    for rule in rules:
        terms = rule.encode(model, rule.values)
        if rule.is_hard:
            hard.extend(terms.rows)
            hard.extend(
                Row(weights={i: 1}, relation=Relation.AT_MOST, bound=0)
                for i, amount in terms.costs.items()
                if amount
            )
            continue
        for index, amount in terms.costs.items():
            costs[index] += rule.weight * amount
        soft.extend(WeightedRow(row=row, weight=rule.weight) for row in terms.rows)
    return Statement(
        size=size,
        decisions=len(model.choices),
        costs=tuple(costs),
        soft=tuple(soft),
        hard=tuple(hard),
    )


def solve_content(
    model: ContentModel,
    rules: tuple[ContentRule, ...],
    *,
    seed: int,
    limit: float = DETERMINISTIC_LIMIT,
) -> ContentSolution | None:
    """Return the content of least cost; None where the hard rules leave none.

    The limit is deterministic, never the clock; where it is reached the solution says how far
    from the best it can be. A descent without the solver stands behind it.
    """
    statement = statement_of(model, rules)
    before = _before(model, statement)
    proto = solver_model(statement, None if before is None else before.taken)
    wrapper = cp.SolveWrapper()
    wrapper.set_parameters(_parameters(seed, limit))
    response: cp.CpSolverResponse = wrapper.solve(proto)  # type: ignore[no-untyped-call]  # its stub has no types
    if response.status == cp.CpSolverStatus.INFEASIBLE:
        return None
    bound = max(0, _ceil(response.best_objective_bound))
    if response.status in {cp.CpSolverStatus.OPTIMAL, cp.CpSolverStatus.FEASIBLE}:
        chosen = tuple(i for i in range(statement.decisions) if response.solution[i])
        objective = round(response.objective_value)
        if response.status == cp.CpSolverStatus.OPTIMAL:
            bound = objective
        else:
            # Stopped early, variables that follow the choices may stand higher than they must.
            objective = _priced(statement, chosen).cost
        return _settled(model, before, _solution(chosen, objective, bound))
    start = descend(statement, () if before is None else before.taken)
    if start is None:
        return None
    return _settled(model, before, _solution(start.chosen, start.objective, bound))


def _solution(chosen: tuple[int, ...], objective: int, bound: int) -> ContentSolution:
    return ContentSolution(
        chosen=chosen,
        objective=objective,
        bound=min(bound, objective),
        optimal=bound >= objective,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Before:
    """What the plan before had, under today's rules: the variables that it takes, and its price.

    Attributes:
        objective: None where a hard rule forbids it today.
    """

    taken: tuple[int, ...]
    chosen: tuple[int, ...]
    objective: int | None


def _before(model: ContentModel, statement: Statement) -> _Before | None:
    """Return what the plan before had for the week; None where it had nothing."""
    chosen = choices_before(model)
    if not chosen:
        return None
    priced = _priced(statement, chosen)
    taken = set(priced.taken)
    allowed = not any(row.amount(_total(row, taken)) for row in statement.hard)
    return _Before(taken=priced.taken, chosen=chosen, objective=priced.cost if allowed else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Priced:
    """Choices with the variables that follow from them, and what all of it costs."""

    taken: tuple[int, ...]
    cost: int


def _priced(statement: Statement, chosen: tuple[int, ...]) -> _Priced:
    taken = set(chosen)
    for flag in range(statement.decisions, statement.size):
        # A variable that follows is set where a row is broken without it (heavy legs, DESIGN §4).
        needed = any(
            row.amount(_total(row, taken)) for row in statement.hard if row.weights.get(flag, 0) < 0
        )
        if needed:
            taken.add(flag)
    cost = sum(statement.costs[i] for i in taken) + sum(
        each.weight * each.row.amount(_total(each.row, taken)) for each in statement.soft
    )
    return _Priced(taken=tuple(sorted(taken)), cost=cost)


def _total(row: Row, taken: set[int]) -> int:
    return sum(weight for index, weight in row.weights.items() if index in taken)


def _settled(
    model: ContentModel, before: _Before | None, found: ContentSolution
) -> ContentSolution:
    """Return what was found, or what the plan before had where that is no worse.

    Where nothing speaks about the week (it costs today what it cost then), a better plan must be
    better by more than the proof of before left open: within that, plans would jump about on
    equal facts.
    """
    if before is None or before.objective is None:
        return found
    cost, left_open = cost_before(model.facts, model.week.start)
    least = before.objective - (left_open if before.objective == cost else 0)
    if found.objective < least:
        return found
    return _solution(before.chosen, before.objective, found.bound)


def preview_content(model: ContentModel, rules: tuple[ContentRule, ...]) -> ContentSolution | None:
    """Return a safe plan at once, without the solver and without a proof."""
    statement = statement_of(model, rules)
    before = _before(model, statement)
    start = descend(statement, () if before is None else before.taken)
    if start is None:
        return None
    return _settled(model, before, _solution(start.chosen, start.objective, 0))


def _ceil(value: float) -> int:
    return -int(-(value - 1e-6) // 1)


def _parameters(seed: int, limit: float) -> cp.SatParameters:
    """One worker and a deterministic limit, so that the same facts give the same plan."""
    parameters = cp.SatParameters()
    parameters.num_workers = 1
    parameters.random_seed = seed % 2**31
    parameters.max_deterministic_time = limit
    parameters.symmetry_level = 0
    parameters.cp_model_probing_level = 0
    parameters.max_presolve_iterations = 1
    parameters.linearization_level = 2
    return parameters


def solver_model(statement: Statement, hint: tuple[int, ...] | None = None) -> cp.CpModelProto:
    """Return the solver's model: choices, slacks of soft rows, hard rows, the objective.

    Args:
        hint: the variables that are taken where the search begins; slacks are told, too, because
            a hint that is not whole is not used (studies).
    """
    taken = set(hint or ())
    values = [int(i in taken) for i in range(statement.size)]
    proto = cp.CpModelProto()
    for _ in range(statement.size):
        proto.variables.add().domain.extend([0, 1])
    one_of = _one_of(statement)
    objective: dict[int, int] = {i: c for i, c in enumerate(statement.costs) if c}
    for row in statement.hard:
        _add(proto, row.weights, row.relation, row.bound)
    for weighted in statement.soft:
        slacks = list(_slacks(proto, weighted, one_of))
        row = weighted.row
        values.extend(_filled(row, len(slacks), row.distance(_total(row, taken))))
        sign = 1 if row.relation is Relation.SHORT else -1
        weights = dict(row.weights) | {index: sign for index, _ in slacks}
        relation = Relation.AT_LEAST if row.relation is Relation.SHORT else Relation.AT_MOST
        _add(proto, weights, relation, row.bound)
        objective |= dict(slacks)
    proto.objective.vars.extend(list(objective))
    proto.objective.coeffs.extend(list(objective.values()))
    if hint:
        proto.solution_hint.vars.extend(range(len(values)))
        proto.solution_hint.values.extend(values)
    return proto


def _filled(row: Row, slacks: int, distance: int) -> tuple[int, ...]:
    """Return the values of a row's slack variables for a distance; a square's steps in order."""
    if row.curve is Curve.LINEAR:
        return (distance,) * slacks
    return tuple(int(step < distance) for step in range(slacks))


def _slacks(
    proto: cp.CpModelProto, weighted: WeightedRow, one_of: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    """Yield slack variables of a soft row with their cost; a square is its odd steps."""
    row = weighted.row
    most = _reach(row, one_of)
    if most <= 0:
        return
    if row.curve is Curve.LINEAR:
        index = len(proto.variables)
        proto.variables.add().domain.extend([0, most])
        yield index, weighted.weight
        return
    for step in range(most):
        index = len(proto.variables)
        proto.variables.add().domain.extend([0, 1])
        yield index, weighted.weight * (2 * step + 1)


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


def _add(proto: cp.CpModelProto, weights: object, relation: Relation, bound: int) -> None:
    if not isinstance(weights, dict) or not weights:
        weights = dict(weights) if isinstance(weights, dict) else {}
    linear = proto.constraints.add().linear
    linear.vars.extend(list(weights))
    linear.coeffs.extend(list(weights.values()))
    at_least = relation in {Relation.AT_LEAST, Relation.SHORT}
    linear.domain.extend([bound, UNBOUNDED] if at_least else [-UNBOUNDED, bound])
