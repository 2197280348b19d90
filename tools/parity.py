"""One problem solved level by level and counted again by the audit: do the two agree?

The optimiser's objective of each level and week is compared with the sum of what the rules measure
on the plan that was built, which share nothing with it but facts and parameters. Whatever differs
is a sentence in ``differences``; a hard rule that the audit finds broken is one in ``breaches``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final
from unittest import mock

from ortools.sat.python import cp_model_helper as cp

from benchmarks.weeks import WeekAsked, week_asked
from ironstride.domain.plan import LedgerLine, Level, Plan, PlannedWeek, Strength
from ironstride.planner import solve as planner
from ironstride.planner.assemble import build_week
from ironstride.planner.audit import audit
from ironstride.planner.content_model import ContentModel
from ironstride.planner.content_solver import (
    DETERMINISTIC_LIMIT,
    ContentSolution,
    solve_content,
    solver_model,
    statement_of,
)
from ironstride.planner.descent import Statement
from ironstride.planner.history import history_of
from ironstride.planner.incumbent import choices_after
from ironstride.planner.ledger import season_lines, week_lines
from ironstride.planner.request import PlanRequest
from ironstride.planner.season import solve_season
from ironstride.planner.solve import make_plan
from ironstride.planner.week import solve_week

SEED: Final = 1
WHOLE_LIMIT: Final = 20.0
"""Deterministic seconds for a proof among all choices, none of them left out before."""


@dataclass(slots=True, kw_only=True)
class Checked:
    """What one problem showed.

    Attributes:
        levels: objectives that were compared with the audit's sum.
        contents, proven: contents of weeks, and how many of them were proven to be the best.
        again: contents whose optimum was found once more with no choice left out.
        without: contents for which no choice keeps the hard rules: wishes had to be dropped.
        pairs: comparisons with a change of the problem.
    """

    levels: int = 0
    contents: int = 0
    proven: int = 0
    again: int = 0
    without: int = 0
    pairs: int = 0
    differences: list[str] = field(default_factory=list)
    breaches: list[str] = field(default_factory=list)

    def compare(self, what: str, optimiser: int, lines: Iterable[LedgerLine]) -> None:
        """Note whether the audit's lines sum to what the optimiser says, and what they break."""
        counted = tuple(lines)
        self.levels += 1
        total = sum(line.penalty for line in counted)
        if total != optimiser:
            self.differences.append(f"{what}: the optimiser says {optimiser}, the audit {total}")
        self.breaches.extend(f"{what}: {said}" for said in broken(counted))

    def note(self, what: str, solution: ContentSolution) -> None:
        """Note how far a content is proven, and whether its proof can be one."""
        self.contents += 1
        self.proven += solution.optimal
        if not 0 <= solution.bound <= solution.objective or (
            solution.optimal != (solution.bound == solution.objective)
        ):
            self.differences.append(
                f"{what}: bound {solution.bound} and objective {solution.objective} make no proof"
            )


def broken(lines: Iterable[LedgerLine]) -> list[str]:
    """Return the hard rules that lines count something on."""
    return [
        f"{line.rule} counts {line.amount}"
        for line in lines
        if line.strength is Strength.HARD and line.amount
    ]


def checked_week(
    request: PlanRequest,
    position: int,
    *,
    limit: float = DETERMINISTIC_LIMIT,
    again: bool = False,
) -> Checked:
    """Return what the season and one week of it show.

    Args:
        position: of the week in the season; the weeks before it are planned without the solver.
        again: prove the content's optimum once more, with no choice left out beforehand.
    """
    found = Checked()
    asked = week_asked(request, position)
    if asked is None:
        return found
    season = solve_season(asked.facts, asked.book.season)
    bare = tuple(
        PlannedWeek(start=w.start, phase=w.phase, light=w.light, sessions=(), reasons=())
        for w in season.weeks
    )
    lines = season_lines(asked.facts, asked.book, bare)
    found.compare("season", season.objective, lines)
    placement, model = asked.placement(), asked.content()
    solution = solved(asked, model, limit)
    what = f"week of {asked.week.start}"
    if solution is None:
        found.without += 1
        return found
    counted = ledger_of(asked, model, solution.chosen)
    on = by_level(counted)
    found.compare(f"{what}, placement", placement.objective, on[Level.WEEK])
    found.compare(f"{what}, content", solution.objective, on[Level.CONTENT])
    found.note(what, solution)
    if again:
        _prove_again(found, what, statement_of(model, asked.book.content), solution)
    return found


def solved(asked: WeekAsked, model: ContentModel, limit: float) -> ContentSolution | None:
    """Return the content of a week as the planner solves it."""
    like = choices_after(model, asked.earlier[-1]) if asked.earlier else ()
    return solve_content(model, asked.book.content, seed=SEED, limit=limit, like=like)


def ledger_of(
    asked: WeekAsked, model: ContentModel, chosen: tuple[int, ...]
) -> tuple[LedgerLine, ...]:
    """Return what the rules of placement and content count on choices built into a week."""
    history = history_of(asked.facts, asked.earlier, asked.week.start)
    week = build_week(asked.facts, asked.week, history, model, chosen, ())
    return tuple(week_lines(asked.facts, asked.book, week, asked.earlier))


def by_level(lines: Iterable[LedgerLine]) -> dict[Level, list[LedgerLine]]:
    """Return lines by their level."""
    found: dict[Level, list[LedgerLine]] = defaultdict(list)
    for line in lines:
        found[line.level].append(line)
    return found


def least(statement: Statement, limit: float = WHOLE_LIMIT) -> tuple[int, int] | None:
    """Return cost and bound of a whole statement, by the solver alone; None where it has none."""
    parameters = cp.SatParameters()
    parameters.num_workers = 1
    parameters.linearization_level = 2
    parameters.max_deterministic_time = limit
    wrapper = cp.SolveWrapper()
    wrapper.set_parameters(parameters)
    response: cp.CpSolverResponse = wrapper.solve(solver_model(statement))  # type: ignore[no-untyped-call]  # its stub has no types
    if response.status not in {cp.CpSolverStatus.OPTIMAL, cp.CpSolverStatus.FEASIBLE}:
        return None
    return round(response.objective_value), round(response.best_objective_bound)


def _prove_again(
    found: Checked, what: str, statement: Statement, solution: ContentSolution
) -> None:
    """Note where the solver, with every choice before it, proves something else."""
    whole = least(statement)
    if whole is None:
        found.differences.append(f"{what}: all choices together hold no content in the limit")
        return
    cost, bound = whole
    found.again += solution.optimal and cost == bound == solution.objective
    if solution.optimal and cost < solution.objective:
        found.differences.append(f"{what}: proven {solution.objective}, but {cost} is possible")
    if bound > solution.objective:
        found.differences.append(f"{what}: found {solution.objective}, below the bound {bound}")


@contextmanager
def listened() -> Iterator[dict[tuple[Level, object], Any]]:
    """Yield what the solvers of each level say while plans are made: the last word for each."""
    said: dict[tuple[Level, object], Any] = {}

    def keep(level: Level, solver: Callable[..., Any], week: Callable[..., object]) -> Any:  # noqa: ANN401 (any level's solver)
        def asked(*given: Any, **more: Any) -> Any:  # noqa: ANN401 (passed on as it came)
            answer = solver(*given, **more)
            said[level, week(given[0])] = answer
            return answer

        return mock.patch.object(planner, solver.__name__, asked)

    with (
        keep(Level.SEASON, solve_season, lambda _: None),
        keep(Level.WEEK, solve_week, lambda models: models[0].week.start),
        keep(Level.CONTENT, solve_content, lambda model: model.week.start),
    ):
        yield said


def checked_plan(request: PlanRequest, *, limit: float = DETERMINISTIC_LIMIT) -> Checked:
    """Return what a whole plan shows, made as every door makes it and audited from without.

    Where wishes had to be dropped, the audit knows of the wish and the plan does without it: what
    the audit then finds broken has to be a wish that the plan names.
    """
    found = Checked()
    with listened() as said:
        plan = make_plan(request, limit=limit)
    lines = audit(plan, request)
    by_week: dict[tuple[Level, object], list[LedgerLine]] = defaultdict(list)
    for line in lines:
        by_week[line.level, line.week].append(line)
    for proof in plan.proofs:
        what = f"{proof.level} {proof.week or ''}".strip()
        counted = by_week[proof.level, proof.week]
        if plan.conflict and broken(counted):
            found.without += 1
            continue
        answer = said.get((proof.level, proof.week))
        found.compare(what, proof.objective, counted)
        if proof.bound > proof.objective or proof.optimal != (proof.bound == proof.objective):
            found.differences.append(f"{what}: {proof} is no proof")
        if answer is None or _is_cut(plan, proof.week, said):
            found.without += proof.level is Level.CONTENT
            continue
        found.compare(what, answer.objective, counted)
        if proof.level is Level.CONTENT:
            found.note(what, answer)
    return found


def _is_cut(plan: Plan, week: object, said: dict[tuple[Level, object], Any]) -> bool:
    """Whether sessions of a week found no content, so that it holds fewer than were placed."""
    placed = said.get((Level.WEEK, week))
    held = next((len(w.sessions) for w in plan.weeks if w.start == week), 0)
    return placed is not None and len(placed.sessions) != held
