"""The content of least cost for several weeks together, season and placement as they stand.

One statement holds the weeks' own rules and the ties between them; its cost is the sum that the
ledger finds on the weeks. So a proof here says how much was lost by planning one after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from ortools.sat.python import cp_model_helper as cp

from ironstride.domain.plan import LedgerLine, Level, Plan, PlannedWeek
from ironstride.planner.assemble import build_week
from ironstride.planner.content import PRACTISED_SESSIONS, structure
from ironstride.planner.content_model import ContentModel, ContentRule, Relation, Row
from ironstride.planner.content_solver import search_parameters, solver_model
from ironstride.planner.descent import Statement, WeightedRow
from ironstride.planner.facts import Facts
from ironstride.planner.history import History, history_of
from ironstride.planner.joint_model import JointModel, JointWeek
from ironstride.planner.joint_rules import BY_NEWNESS, COUPLED, weighed_by_newness
from ironstride.planner.joint_unlocks import doses_follow, legs_stay, new_is_heavy
from ironstride.planner.ledger import week_lines
from ironstride.planner.rule import Rule
from ironstride.planner.rulebook import Rulebook

JOINT_LIMIT: Final = 4.0
"""House: deterministic seconds of the solver for a stretch of weeks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JointSolution:
    """The choices of all weeks with objective and bound; equal where proven.

    Attributes:
        planned: what the weeks cost as they were planned.
    """

    chosen: tuple[int, ...]
    objective: int
    bound: int
    optimal: bool
    planned: int


@dataclass(slots=True)
class _Sum:
    """The statement as rules are added to it."""

    costs: dict[int, int] = field(default_factory=dict)
    soft: list[WeightedRow] = field(default_factory=list)
    hard: list[Row] = field(default_factory=list)

    def add(self, rule: Rule[Any, Any, Any], rows: Iterable[Row]) -> None:
        """Add the rows of a rule."""
        if rule.is_hard:
            self.hard.extend(rows)
        else:
            self.soft.extend(WeightedRow(row=row, weight=rule.weight) for row in rows)

    def add_own(self, week: JointWeek, rule: ContentRule) -> None:
        """Add a rule that counts on a week by itself, with the weeks before it as planned."""
        terms = rule.encode(replace(week.model, history=week.before), rule.values)
        self.add(rule, (_moved(week, row) for row in terms.rows))
        for index, amount in terms.costs.items():
            where = week.everywhere(index)
            if not rule.is_hard:
                self.costs[where] = self.costs.get(where, 0) + rule.weight * amount
            elif amount:
                self.hard.append(Row(weights={where: 1}, relation=Relation.AT_MOST, bound=0))


def joint_statement(joint: JointModel, book: Rulebook) -> Statement:
    """Return the summed statement of all weeks: their own rules, and what looks back."""
    found = _Sum()
    every: tuple[Rule[Any, Any, Any], ...] = (*book.options, *book.content)
    for number, week in enumerate(joint.weeks):
        found.hard.extend(_structure(week))
        found.hard.extend(new_is_heavy(joint, number))
        found.hard.extend(doses_follow(joint, number))
        found.hard.extend(legs_stay(joint, number) if week.is_free else _stands(week))
        for rule in every:
            if rule.id in COUPLED:
                found.add(rule, COUPLED[rule.id](joint, number, rule.values))
        for own in book.content:
            if own.id in BY_NEWNESS:
                found.add(own, weighed_by_newness(joint, number, own))
            elif own.id not in COUPLED:
                found.add_own(week, own)
    for each in joint.follows:
        found.hard.extend(each.rows())
    return Statement(
        size=joint.size,
        decisions=joint.decisions,
        costs=tuple(found.costs.get(i, 0) for i in range(joint.size)),
        soft=tuple(found.soft),
        hard=tuple(row for row in found.hard if row.weights or row.amount(0)),
    )


def _stands(week: JointWeek) -> Iterator[Row]:
    """Yield the rows by which a week keeps what was planned."""
    for index in week.planned:
        yield Row(weights={index: 1}, relation=Relation.AT_LEAST, bound=1)


def _structure(week: JointWeek) -> Iterator[Row]:
    """Yield the rows that make choices sessions; what is new is stated apart, over all weeks."""
    yesterday = week.monday.fromordinal(week.monday.toordinal() - 1)
    names = {c.exercise.id for c in week.model.choices}
    old = replace(week.model.history, last_done=dict.fromkeys(names, yesterday))
    for row in structure(replace(week.model, history=old)):
        yield _moved(week, row)


def _moved(week: JointWeek, row: Row) -> Row:
    return replace(row, weights={week.everywhere(i): w for i, w in row.weights.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Choices with all variables that follow from them, and what they cost.

    Attributes:
        breaks: how far hard rows are broken, all together.
    """

    variables: frozenset[int]
    cost: int
    breaks: int


def taken(joint: JointModel, statement: Statement, chosen: tuple[int, ...]) -> Taken:
    """Return choices with the variables that follow from them."""
    found = set(chosen)
    flags = {flag for week in joint.weeks for flag in week.flags}
    for row in statement.hard:
        # A session is heavy legs where a row is broken unless it says so (DESIGN §4).
        flag = next((i for i, w in row.weights.items() if i in flags and w < 0), None)
        if flag is not None and row.relation is Relation.AT_MOST and row.amount(_sum(row, found)):
            found.add(flag)
    for each in joint.follows:
        if each.holds(found):
            found.add(each.index)
    cost = sum(statement.costs[i] for i in found)
    cost += sum(each.weight * each.row.amount(_sum(each.row, found)) for each in statement.soft)
    breaks = sum(row.amount(_sum(row, found)) for row in statement.hard)
    return Taken(variables=frozenset(found), cost=cost, breaks=breaks)


def _sum(row: Row, variables: set[int] | frozenset[int]) -> int:
    return sum(weight for index, weight in row.weights.items() if index in variables)


def planned_choices(joint: JointModel) -> tuple[int, ...]:
    """Return the choices that the weeks were planned with."""
    return tuple(i for week in joint.weeks for i in week.planned)


def solve_joint(
    joint: JointModel, statement: Statement, *, seed: int, limit: float = JOINT_LIMIT
) -> JointSolution | None:
    """Return the content of least cost for the weeks together, begun from what was planned.

    None where what was planned isn't among the choices: then there is nothing to compare with.
    The limit is deterministic, never the clock.
    """
    start = taken(joint, statement, planned_choices(joint))
    if start.breaks:
        return None
    proto = solver_model(statement, tuple(sorted(start.variables)))
    wrapper = cp.SolveWrapper()
    wrapper.set_parameters(search_parameters(seed, limit))
    response: cp.CpSolverResponse = wrapper.solve(proto)  # type: ignore[no-untyped-call]  # its stub has no types
    bound = max(0, -int(-(response.best_objective_bound - 1e-6) // 1))
    if response.status not in {cp.CpSolverStatus.OPTIMAL, cp.CpSolverStatus.FEASIBLE}:
        if response.status is cp.CpSolverStatus.INFEASIBLE:
            raise ArithmeticError("the solver finds no content where one was planned")
        return JointSolution(
            chosen=planned_choices(joint),
            objective=start.cost,
            bound=min(bound, start.cost),
            optimal=bound >= start.cost,
            planned=start.cost,
        )
    chosen = tuple(i for i in range(statement.decisions) if response.solution[i])
    cost = taken(joint, statement, chosen).cost
    if cost >= start.cost:
        chosen, cost = planned_choices(joint), start.cost
    if response.status == cp.CpSolverStatus.OPTIMAL:
        bound = cost
    return JointSolution(
        chosen=chosen,
        objective=cost,
        bound=min(bound, cost),
        optimal=bound >= cost,
        planned=start.cost,
    )


def weeks_with(
    facts: Facts, joint: JointModel, plan: Plan, chosen: tuple[int, ...]
) -> tuple[PlannedWeek, ...]:
    """Return the weeks of a plan with other choices for those that may be planned otherwise."""
    weeks = list(plan.weeks)
    position_of = {week.start: position for position, week in enumerate(plan.weeks)}
    picked = set(chosen)
    for week in joint.weeks:
        if not week.is_free:
            continue
        position = position_of[week.monday]
        history = history_of(facts, tuple(weeks[:position]), week.monday)
        model = _worded(week, history)
        own = tuple(c.index for c in model.choices if week.first + c.index in picked)
        weeks[position] = build_week(
            facts, model.week, history, model, own, plan.weeks[position].reasons
        )
    return tuple(weeks)


def _worded(week: JointWeek, history: History) -> ContentModel:
    """Return a week's model with its history and, for lifts known by then, the words of that."""
    choices = tuple(
        replace(c, dose=week.learned[c.index])
        if c.index in week.learned and history.knows(c.exercise.id, PRACTISED_SESSIONS)
        else c
        for c in week.model.choices
    )
    return replace(week.model, history=history, choices=choices)


def content_cost(facts: Facts, book: Rulebook, weeks: tuple[PlannedWeek, ...], among: range) -> int:
    """Return what the ledger finds on the content of some weeks."""
    return sum(
        line.penalty
        for position in among
        for line in lines_of(facts, book, weeks, position)
        if line.level is Level.CONTENT
    )


def lines_of(
    facts: Facts, book: Rulebook, weeks: tuple[PlannedWeek, ...], position: int
) -> tuple[LedgerLine, ...]:
    """Return the ledger of one week, given the weeks before it."""
    return tuple(week_lines(facts, book, weeks[position], weeks[:position]))
