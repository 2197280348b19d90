"""Season and placement as small models of CP-SAT: another search for the same optimum.

The season is a path of states, priced by the rules' ``encode`` as the dynamic programme's is. The
placement takes nothing of the enumeration but its ways: what each costs is what the audit's
``measure`` counts in plain Python.
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
from ironstride.planner.slots import Slot
from ironstride.planner.week import Placed, WeekModel, WeekRule, WeekView


@dataclass(frozen=True, slots=True, kw_only=True)
class _Priced:
    """What weeks and states, steps and first states cost, (W, S), (A,), (S,); what is forbidden."""

    node: NDArray[np.int64]
    step: NDArray[np.int64]
    first: NDArray[np.int64]
    banned: NDArray[np.bool_]


def season_by_solver(facts: Facts) -> int:
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
    return _least(model)


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


def placement_by_solver(models: tuple[WeekModel, ...], rules: tuple[WeekRule, ...]) -> int | None:
    """Return the least cost of a week's placement by CP-SAT; None where hard rules leave none.

    A boolean says of each slot whether a session lies there; a table of allowed placements gives
    what the audit counts of each.
    """
    slots = models[0].slots
    rows: list[list[int]] = []
    for each in models:
        for way in each.choices:
            cost = _audited(each, tuple(slots[i] for i in way), rules)
            if cost is not None:
                rows.append([int(i in set(way.tolist())) for i in range(len(slots))] + [cost])
    if not rows:
        return None
    model = cp_model.CpModel()
    used = [model.new_bool_var("") for _ in slots]
    cost_of = model.new_int_var(0, max(row[-1] for row in rows), "")
    model.add_allowed_assignments([*used, cost_of], rows)
    model.minimize(cost_of)
    return _least(model)


def _audited(
    model: WeekModel, sessions: tuple[Slot, ...], rules: tuple[WeekRule, ...]
) -> int | None:
    """Return what the audit counts of a placement; None where it finds a hard breach."""
    view = WeekView(
        facts=model.facts,
        week=model.week,
        wanted=model.wanted,
        sessions=tuple(
            Placed(date=s.date, start_minute=s.start_minute, place=s.place, minutes=s.minutes)
            for s in sessions
        ),
        before=model.before,
        leg_sessions=model.leg_sessions,
    )
    total = 0
    for rule in rules:
        measured = rule.measure(view, rule.values)
        if rule.is_hard and measured.amount:
            return None
        total += rule.penalty(measured)
    return total


def _least(model: cp_model.CpModel) -> int:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    if solver.solve(model) != cp_model.OPTIMAL:
        raise ArithmeticError("the small model proved no optimum")
    return round(solver.objective_value)
