"""Several weeks together: the same account as week by week, and never a dearer plan."""

from __future__ import annotations

import inspect
import random
import re
import sys
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any

import pytest
from ortools.sat.python import cp_model_helper as cp

from benchmarks.runners import Runner
from benchmarks.sets import tight
from ironstride.domain.plan import Level, Plan, PlannedWeek, Strength
from ironstride.planner.audit import audit
from ironstride.planner.content_solver import solver_model
from ironstride.planner.descent import Statement
from ironstride.planner.facts import Facts, facts_of
from ironstride.planner.joint import (
    content_cost,
    joint_statement,
    lines_of,
    planned_choices,
    solve_joint,
    taken,
    weeks_with,
)
from ironstride.planner.joint_model import JointModel, Threshold, joint_model
from ironstride.planner.joint_plan import better_plan, make_joint_plan
from ironstride.planner.joint_rules import BY_NEWNESS, COUPLED, KEPT_AS_PLANNED
from ironstride.planner.request import PlanRequest
from ironstride.planner.rule import Rule
from ironstride.planner.rulebook import Rulebook, rulebook
from ironstride.planner.solve import Stopped, make_plan

WEEKS = 3
FOLLOWS_CONTENT = re.compile(
    r"history\.(last_done|sessions|earned|knows|is_novel|last_week|last_week_days|weeks_running"
    r"|sets_last_week|sets_before|best_contacts|leg_sessions|last_heavy|legs_since)\b"
)
"""What of the history rests on the content of the weeks before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Some weeks of a runner as one problem."""

    facts: Facts
    book: Rulebook
    plan: Plan
    joint: JointModel
    statement: Statement

    def hard_breaches(self, weeks: tuple[PlannedWeek, ...]) -> list[str]:
        return [
            line.rule
            for position in range(self.facts.detail)
            for line in lines_of(self.facts, self.book, weeks, position)
            if line.strength is Strength.HARD and line.amount
        ]


def asked(runner: Runner, detail: int = WEEKS) -> PlanRequest:
    return replace(runner.request(), weeks=12, detail=detail)


def together(request: PlanRequest, free: range = range(WEEKS)) -> Together:
    facts, book = facts_of(request), rulebook()
    plan = make_plan(request, preview=True)
    joint = joint_model(facts, book, plan, free, WEEKS)
    return Together(
        facts=facts, book=book, plan=plan, joint=joint, statement=joint_statement(joint, book)
    )


RUNNERS = (tight()[8], tight()[25], tight()[58], tight()[75])


@pytest.fixture(scope="module", params=RUNNERS, ids=lambda r: r.name[:9])
def weeks(request: pytest.FixtureRequest) -> Together:
    return together(asked(request.param))


def any_choices(found: Together, seed: int) -> tuple[int, ...]:
    """Return choices that keep the hard rows, as dice with this seed like them."""
    dice = random.Random(seed)
    statement = replace(
        found.statement,
        costs=tuple(dice.randint(-9, 30) for _ in found.statement.costs),
        soft=(),
    )
    wrapper = cp.SolveWrapper()
    parameters = cp.SatParameters()
    parameters.num_workers = 1
    parameters.max_deterministic_time = 0.5
    wrapper.set_parameters(parameters)
    start = taken(found.joint, found.statement, planned_choices(found.joint))
    response: cp.CpSolverResponse = wrapper.solve(  # type: ignore[no-untyped-call]  # its stub has no types
        solver_model(statement, tuple(sorted(start.variables)))
    )
    return tuple(i for i in range(statement.decisions) if response.solution[i])


def test_what_was_planned_costs_in_the_statement_what_the_ledger_finds(weeks: Together) -> None:
    found = taken(weeks.joint, weeks.statement, planned_choices(weeks.joint))
    assert found.breaks == 0
    assert found.cost == content_cost(weeks.facts, weeks.book, weeks.plan.weeks, range(WEEKS))


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_the_weeks_hold_costs_in_the_statement_what_the_ledger_finds(
    weeks: Together, seed: int
) -> None:
    chosen = any_choices(weeks, seed)
    found = taken(weeks.joint, weeks.statement, chosen)
    other = weeks_with(weeks.facts, weeks.joint, weeks.plan, chosen)
    assert other != weeks.plan.weeks
    assert found.breaks == 0
    assert weeks.hard_breaches(other) == []
    assert found.cost == content_cost(weeks.facts, weeks.book, other, range(WEEKS))


def test_the_best_together_costs_what_the_ledger_finds_and_no_more_than_what_was_planned(
    weeks: Together,
) -> None:
    best = solve_joint(weeks.joint, weeks.statement, seed=1, limit=0.5)
    assert best is not None
    assert best.bound <= best.objective <= best.planned
    other = weeks_with(weeks.facts, weeks.joint, weeks.plan, best.chosen)
    assert weeks.hard_breaches(other) == []
    assert best.objective == content_cost(weeks.facts, weeks.book, other, range(WEEKS))


def test_weeks_that_stand_are_counted_and_stay() -> None:
    found = together(asked(RUNNERS[1]), range(1))
    assert [week.is_free for week in found.joint.weeks] == [True, False, False]
    best = solve_joint(found.joint, found.statement, seed=1, limit=0.3)
    assert best is not None
    other = weeks_with(found.facts, found.joint, found.plan, best.chosen)
    assert other[1:] == found.plan.weeks[1:]
    assert best.objective == content_cost(found.facts, found.book, other, range(WEEKS))


def source_of(module: ModuleType) -> str:
    """Return the source of a rule's module and of the planner's functions that it calls."""
    called = [
        inspect.getsource(each)
        for each in vars(module).values()
        if inspect.isfunction(each)
        and each.__module__.startswith("ironstride.planner.")
        and each.__module__ != module.__name__
    ]
    return "\n".join((inspect.getsource(module), *called))


def test_every_rule_that_looks_back_on_content_is_stated_over_the_weeks_or_kept() -> None:
    book = rulebook()
    rules: tuple[Rule[Any, Any, Any], ...] = (*book.options, *book.content)
    known = {*COUPLED, *BY_NEWNESS, *KEPT_AS_PLANNED}
    looks_back = {
        rule.id
        for rule in rules
        if FOLLOWS_CONTENT.search(source_of(sys.modules[rule.measure.__module__]))
    }
    assert looks_back <= known, looks_back - known
    assert known <= {rule.id for rule in rules}


def test_a_threshold_is_one_exactly_where_its_sum_reaches_the_bound() -> None:
    threshold = Threshold(index=9, weights={0: 2, 1: 1, 2: -1}, least=2)
    for number in range(8):
        chosen = {i for i in range(3) if number >> i & 1}
        for value in (False, True):
            variables = chosen | ({9} if value else set())
            kept = all(
                row.amount(sum(w for i, w in row.weights.items() if i in variables)) == 0
                for row in threshold.rows()
            )
            assert kept is (value is threshold.holds(chosen))


@pytest.fixture(scope="module")
def improved() -> tuple[Plan, Plan, PlanRequest]:
    request = asked(RUNNERS[1], 4)
    plan = make_plan(request)
    better = better_plan(plan, request, limit=1.0)
    assert better is not None
    return plan, better, request


def cost(plan: Plan) -> int:
    return sum(line.penalty for line in plan.analysis)


def test_a_better_plan_costs_less_breaks_nothing_and_agrees_with_the_audit(
    improved: tuple[Plan, Plan, PlanRequest],
) -> None:
    plan, better, request = improved
    assert cost(better) < cost(plan)
    lines = audit(better, request)
    assert lines == better.analysis
    assert not [line for line in lines if line.strength is Strength.HARD and line.amount]


def test_a_better_plan_keeps_days_and_says_what_changed(
    improved: tuple[Plan, Plan, PlanRequest],
) -> None:
    plan, better, _ = improved
    for old, new in zip(plan.weeks, better.weeks, strict=True):
        assert (old.phase, old.light) == (new.phase, new.light)
        assert [s.date for s in old.sessions] == [s.date for s in new.sessions]
    assert better.changes


def test_the_proofs_of_a_better_plan_are_of_what_it_holds(
    improved: tuple[Plan, Plan, PlanRequest],
) -> None:
    _, better, _ = improved
    for proof in better.proofs:
        assert proof.bound <= proof.objective
        assert proof.optimal is (proof.bound == proof.objective)
        if proof.level is not Level.SEASON:
            lines = [x for x in better.analysis if (x.week, x.level) == (proof.week, proof.level)]
            assert proof.objective == sum(line.penalty for line in lines)


def test_nothing_is_better_than_a_plan_that_is_best_already() -> None:
    request = asked(RUNNERS[1], 1)
    plan = make_plan(request)
    assert better_plan(plan, request, limit=0.3) is None
    assert make_joint_plan(request, limit=0.3) == plan


def test_a_search_for_a_better_plan_can_be_cancelled_and_tells_how_far_it_is() -> None:
    request = asked(RUNNERS[1])
    plan = make_plan(request, preview=True)
    with pytest.raises(Stopped):
        better_plan(plan, request, cancelled=lambda: True)
    told: list[tuple[int, int]] = []
    better_plan(plan, request, limit=0.1, progress=lambda done, all_: told.append((done, all_)))
    assert told == [(1, 1)]
