"""The content of least cost, with its proof: CP-SAT for the optimum, a descent behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model_helper as cp

from ironstride.planner.content import structure
from ironstride.planner.content_model import (
    ContentModel,
    ContentRule,
    Relation,
    Row,
)
from ironstride.planner.descent import Statement, WeightedRow, descend
from ironstride.planner.incumbent import choices_before, cost_before
from ironstride.planner.linear_relaxation import LinearRelaxation, relax
from ironstride.planner.reduction import Kept, Reduced, restricted, undominated
from ironstride.planner.slacks import filled, slacks_of

DETERMINISTIC_LIMIT: Final = 2.0
"""Deterministic seconds of the solver per week (studies: 0.16 to 0.43 of them are a CPU second)."""
FIRST_LIMIT: Final = 0.03
"""Deterministic seconds for a good content among few choices (house: about 0.08 CPU seconds)."""
LEAST_LIMIT: Final = 0.01
FEW: Final = (120, 360)
"""House: choices that a first search looks at, those nearest to a best content; then more."""
NEAR: Final = 1.1
"""House: a content within a tenth of the bound is good enough to begin the proof from."""
ROUNDS: Final = 3
"""House: how often, at most, every session is solved anew between the others."""
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
        soft.extend(WeightedRow(row=_tight(row), weight=rule.weight) for row in terms.rows)
    return Statement(
        size=size,
        decisions=len(model.choices),
        costs=tuple(costs),
        soft=tuple(soft),
        hard=tuple(hard),
    )


def _tight(row: Row) -> Row:
    """Return the same row with no weight beyond its bound: more than enough is enough.

    It counts the same for every content, and its relaxation is nearer to it.
    """
    weights = row.weights.values()
    if row.relation is not Relation.SHORT or min(weights, default=0) < 0:
        return row
    if max(weights, default=0) <= row.bound or row.bound < 0:
        return row
    return replace(row, weights={i: min(w, row.bound) for i, w in row.weights.items()})


def solve_content(
    model: ContentModel,
    rules: tuple[ContentRule, ...],
    *,
    seed: int,
    limit: float = DETERMINISTIC_LIMIT,
    like: tuple[int, ...] = (),
) -> ContentSolution | None:
    """Return the content of least cost; None where the hard rules leave none.

    First choices that others can always replace are left out, then the linear relaxation shows
    which of the rest are near a best content: among a few of those a good content is found soon,
    and with its cost many more choices are ruled out before the proof begins. The limit is
    deterministic, never the clock; where it is reached the solution says how far from the best it
    can be. A descent without the solver stands behind it.

    Args:
        like: choices that may be near the best ones, such as the week's before: looked at first.
    """
    statement = statement_of(model, rules)
    before = _before(model, statement)
    kept = undominated(model, statement)
    kept[list(like)] = True
    if before is not None:
        kept[list(before.taken)] = True
    whole = restricted(statement, kept)
    of_session = np.full(statement.size, -1)
    of_session[: len(model.choices)] = [choice.session for choice in model.choices]
    search = _Search(
        whole=whole,
        of_session=of_session[list(whole.columns)],
        seed=seed,
        left=limit,
        near=whole.part(like),
    )
    if before is not None:
        search.know(search.whole.part(before.taken), is_allowed=before.objective is not None)
    search.run()
    if search.is_impossible:
        return None
    if search.best is None:
        start = descend(statement, () if before is None else before.taken)
        if start is None:
            return None
        return _settled(model, before, _solution(start.chosen, start.objective, search.bound))
    chosen = search.whole.whole(search.best.chosen)
    return _settled(model, before, _solution(chosen, search.best.cost, search.bound))


@dataclass(slots=True, kw_only=True)
class _Search:
    """The way to the best content: what is known on it, in the variables that are left.

    Attributes:
        of_session: (N,) the session of each variable; none for those that follow the choices.
        left: deterministic time that is left.
        near: variables that are looked at first, beside those nearest to a best content.
        hint: where a search begins while nothing allowed is known.
        best: the cheapest that is known; None while there is none.
    """

    whole: Reduced
    of_session: NDArray[np.int_]
    seed: int
    left: float
    near: tuple[int, ...] = ()
    hint: tuple[int, ...] = ()
    best: _Priced | None = None
    bound: int = 0
    is_impossible: bool = False

    def know(self, taken: tuple[int, ...], *, is_allowed: bool) -> None:
        """Begin from what is known, which may break a hard row."""
        self.hint = taken
        if is_allowed:
            self._keep(taken)

    def run(self) -> None:
        """Look among a few choices, then among all that may still be in a better content."""
        statement = self.whole.statement
        relaxation = relax(statement) if statement.decisions > FEW[0] else None
        kept = np.ones(statement.size, dtype=np.bool_)
        if relaxation is not None:
            self.bound = relaxation.points
            self._look_near(relaxation)
            if self.best is not None:
                self._go_round(relaxation)
                if self.best.cost <= self.bound:
                    return
                kept = relaxation.may_be_in(self.best.cost)
                kept[list(self.best.taken)] = True
        response = self._solve(kept, limit=self.left)
        if response.status == cp.CpSolverStatus.INFEASIBLE:
            self.is_impossible = True
        elif response.status == cp.CpSolverStatus.OPTIMAL and self.best is not None:
            self.bound = self.best.cost
        else:
            self.bound = max(self.bound, _ceil(response.best_objective_bound))

    def _look_near(self, relaxation: LinearRelaxation) -> None:
        """Look for a good content among the choices that are nearest to a best one."""
        statement = self.whole.statement
        order = np.argsort(relaxation.reduced[: statement.decisions], kind="stable")
        near = np.zeros(statement.size, dtype=np.bool_)
        for few in FEW:
            near[order[:few]] = True
            near[list(self.near)] = True
            near[list(self.hint if self.best is None else self.best.taken)] = True
            self._solve(near, limit=min(FIRST_LIMIT, self.left / 2))
            if few >= statement.decisions or self._is_near():
                return
        if self.best is None:
            few_choices = restricted(statement, near)
            start = descend(few_choices.statement, few_choices.part(self.hint))
            if start is not None:
                self._keep(few_choices.whole(start.chosen))

    def _is_near(self) -> bool:
        return self.best is not None and self.best.cost <= NEAR * self.bound

    def _go_round(self, relaxation: LinearRelaxation) -> None:
        """Solve one session anew between the others, in turn, as long as that helps."""
        sessions = int(self.of_session.max(initial=-1)) + 1
        enough = self.left / 2
        order = np.argsort(relaxation.reduced, kind="stable")
        in_vain = 0
        for turn in range(ROUNDS * sessions):
            if self.best is None or self._is_near() or in_vain >= sessions or self.left < enough:
                return
            known = self.best
            own = order[self.of_session[order] == turn % sessions][: FEW[-1]]
            kept = np.zeros(self.of_session.size, dtype=np.bool_)
            kept[own] = relaxation.may_be_in(known.cost)[own]
            kept[list(known.taken)] = True
            self._solve(kept, limit=FIRST_LIMIT)
            in_vain = in_vain + 1 if self.best is known else 0

    def _solve(self, kept: Kept, limit: float) -> cp.CpSolverResponse:
        """Look for something cheaper among the kept variables; what is found is kept."""
        part = restricted(self.whole.statement, kept)
        hint = (self.hint or self.near) if self.best is None else self.best.taken
        proto = solver_model(part.statement, part.part(hint))
        wrapper = cp.SolveWrapper()
        wrapper.set_parameters(search_parameters(self.seed, limit))
        response: cp.CpSolverResponse = wrapper.solve(proto)  # type: ignore[no-untyped-call]  # its stub has no types
        self.left = max(LEAST_LIMIT, self.left - response.deterministic_time)
        if response.status in {cp.CpSolverStatus.OPTIMAL, cp.CpSolverStatus.FEASIBLE}:
            chosen = (i for i in range(part.statement.decisions) if response.solution[i])
            self._keep(part.whole(tuple(chosen)))
        return response

    def _keep(self, chosen: tuple[int, ...]) -> None:
        """Keep a content that holds every hard row if it is the cheapest so far.

        It is priced anew: stopped early, variables that follow the choices may stand higher than
        they must.
        """
        statement = self.whole.statement
        found = _priced(statement, tuple(i for i in chosen if i < statement.decisions))
        if self.best is None or found.cost < self.best.cost:
            self.best = found


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
    chosen: tuple[int, ...]
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
    return _Priced(taken=tuple(sorted(taken)), chosen=chosen, cost=cost)


def _total(row: Row, taken: set[int]) -> int:
    return sum(weight for index, weight in row.weights.items() if index in taken)


def _settled(
    model: ContentModel, before: _Before | None, found: ContentSolution
) -> ContentSolution:
    """Return what was found, or what the plan before had where that is no worse.

    Where nothing speaks about the week (it costs today what it cost then), and the best isn't
    proven, a better plan must be better by more than the proof of before left open: within that,
    plans would jump about on equal facts.
    """
    if before is None or before.objective is None:
        return found
    cost, left_open = cost_before(model.facts, model.week.start)
    is_open = before.objective == cost and not found.optimal
    least = before.objective - (left_open if is_open else 0)
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


def search_parameters(seed: int, limit: float) -> cp.SatParameters:
    """Return how the solver searches: one worker and a deterministic limit.

    So the same facts give the same plan. Looking for overlaps of long rows takes a third of a
    solve and gives back nothing (measured); Control-C is for the command, not for the search.
    """
    parameters = cp.SatParameters()
    parameters.num_workers = 1
    parameters.random_seed = seed % 2**31
    parameters.max_deterministic_time = limit
    parameters.symmetry_level = 0
    parameters.cp_model_probing_level = 0
    parameters.max_presolve_iterations = 1
    parameters.linearization_level = 2
    parameters.find_big_linear_overlap = False
    parameters.inprocessing_dtime_ratio = 0.0
    parameters.catch_sigint_signal = False
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
    objective: dict[int, int] = {i: c for i, c in enumerate(statement.costs) if c}
    for row in statement.hard:
        _add(proto, row.weights, row.relation, row.bound)
    for weighted, slacks in zip(statement.soft, slacks_of(statement), strict=True):
        row = weighted.row
        first = len(values)
        for slack in slacks:
            proto.variables.add().domain.extend([0, slack.most])
        values.extend(filled(row, len(slacks), row.distance(_total(row, taken))))
        own = range(first, len(values))
        sign = 1 if row.relation is Relation.SHORT else -1
        weights = dict(row.weights) | dict.fromkeys(own, sign)
        relation = Relation.AT_LEAST if row.relation is Relation.SHORT else Relation.AT_MOST
        _add(proto, weights, relation, row.bound)
        objective |= {index: slack.cost for index, slack in zip(own, slacks, strict=True)}
    proto.objective.vars.extend(list(objective))
    proto.objective.coeffs.extend(list(objective.values()))
    if hint:
        proto.solution_hint.vars.extend(range(len(values)))
        proto.solution_hint.values.extend(values)
    return proto


def _add(
    proto: cp.CpModelProto, weights: Mapping[int, int], relation: Relation, bound: int
) -> None:
    linear = proto.constraints.add().linear
    linear.vars.extend(list(weights))
    linear.coeffs.extend(list(weights.values()))
    at_least = relation in {Relation.AT_LEAST, Relation.SHORT}
    linear.domain.extend([bound, UNBOUNDED] if at_least else [-UNBOUNDED, bound])
