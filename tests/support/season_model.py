"""The season as a small CP-SAT model: a boolean for each week and state, one for each step between.

The path is priced by the rules' ``encode``, as the dynamic programme's is; the search is another.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from ironstride.domain.plan import Phase
from ironstride.planner.facts import Facts
from ironstride.planner.rulebook import rulebook
from ironstride.planner.season import SeasonModel, may_start
from ironstride.planner.season_graph import season_graph, state_of


@dataclass(frozen=True, slots=True, kw_only=True)
class _Priced:
    """What weeks and states, steps and first states cost, (W, S), (A,), (S,); what is forbidden."""

    node: NDArray[np.int64]
    step: NDArray[np.int64]
    first: NDArray[np.int64]
    banned: NDArray[np.bool_]


def least_season(facts: Facts) -> int:
    """Return the least cost of a season, found by CP-SAT over states and steps.

    Raises:
        ArithmeticError: it proved no optimum.
    """
    graph, price = season_graph(), _priced(facts)
    starts = {
        state_of(phase, 1, since, based=False)
        for phase in Phase
        if may_start(facts, None, phase)
        for since in (0, 1)
    }
    model = cp_model.CpModel()
    at: list[dict[int, cp_model.IntVar]] = []
    cost: list[cp_model.LinearExprT] = []
    for w in range(len(facts.weeks)):
        open_states = starts if w == 0 else range(graph.size)
        free = {s: model.new_bool_var("") for s in open_states if not price.banned[w, s]}
        model.add_exactly_one(free.values())
        cost.extend(
            int(price.node[w, s] + (price.first[s] if w == 0 else 0)) * v for s, v in free.items()
        )
        at.append(free)
    for here, there in itertools.pairwise(at):
        cost.extend(_flow(model, here, there, price.step))
    model.minimize(sum(cost))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    if solver.solve(model) != cp_model.OPTIMAL:
        raise ArithmeticError("the model of the season proved no optimum")
    return round(solver.objective_value)


def _priced(facts: Facts) -> _Priced:
    model = SeasonModel(facts=facts, graph=season_graph())
    node, step, first = model.none(), model.no_step(), model.no_first()
    banned = node > 0
    for rule in rulebook().season:
        terms = rule.encode(model, rule.values)
        nodes = model.none() if terms.node is None else terms.node
        if rule.is_hard:
            if terms.step is not None or terms.first is not None:
                raise ArithmeticError(f"{rule.id} forbids a step: this model knows states alone")
            banned |= nodes > 0
            continue
        node += rule.weight * nodes
        step += rule.weight * (model.no_step() if terms.step is None else terms.step)
        first += rule.weight * (model.no_first() if terms.first is None else terms.first)
    return _Priced(node=node, step=step, first=first, banned=banned)


def _flow(
    model: cp_model.CpModel,
    here: dict[int, cp_model.IntVar],
    there: dict[int, cp_model.IntVar],
    step: NDArray[np.int64],
) -> Iterator[cp_model.LinearExprT]:
    """Yield the cost of every step from one week to the next, one of which is taken."""
    graph = season_graph()
    into: dict[int, list[cp_model.IntVar]] = {s: [] for s in there}
    out: dict[int, list[cp_model.IntVar]] = {s: [] for s in here}
    for arc, (source, target) in enumerate(zip(graph.source, graph.target, strict=True)):
        if int(source) in out and int(target) in into:
            taken = model.new_bool_var("")
            out[int(source)].append(taken)
            into[int(target)].append(taken)
            yield int(step[arc]) * taken
    for states, arcs in ((here, out), (there, into)):
        for s, var in states.items():
            model.add(sum(arcs[s]) == var)
