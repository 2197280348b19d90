"""A plan with its weeks improved together: what week after week could not see, window by window.

The weeks of a window are solved together, with the weeks behind them counted as they stand. What
is found is taken only where the ledger of the whole plan says that it costs less and breaks
nothing: the account decides, not the solver's model.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from ironstride.domain.plan import LedgerLine, Level, Plan, PlannedWeek, Proof, Strength
from ironstride.planner.content import allowed_exercises, build_model, options_of
from ironstride.planner.content_model import OptionModel
from ironstride.planner.content_solver import DETERMINISTIC_LIMIT, solve_content
from ironstride.planner.difference import changes_between
from ironstride.planner.facts import Facts, facts_of
from ironstride.planner.history import history_of
from ironstride.planner.joint import (
    JOINT_LIMIT,
    joint_statement,
    lines_of,
    solve_joint,
    weeks_with,
)
from ironstride.planner.joint_model import joint_model
from ironstride.planner.request import PlanRequest
from ironstride.planner.rulebook import Rulebook, rulebook
from ironstride.planner.season import SeasonWeek
from ironstride.planner.sessions import frame_of, placed_of
from ironstride.planner.solve import Cancelled, Progress, Stopped, make_plan

WINDOW: Final = 3
"""House: weeks that are solved together."""
STEP: Final = 2
"""House: weeks from one window to the next; they overlap, so that no border is looked over."""
COUNTED: Final = 2
"""Weeks behind a window that count as they stand: exercises are held against two weeks before."""
Lines = dict[int, tuple[LedgerLine, ...]]
"""The ledger of each week by its position."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a plan's weeks are improved under.

    Attributes:
        limit: deterministic seconds of the solver per window.
    """

    facts: Facts
    book: Rulebook
    limit: float = JOINT_LIMIT


def better_plan(
    plan: Plan,
    request: PlanRequest,
    *,
    limit: float = JOINT_LIMIT,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Plan | None:
    """Return a plan that costs less than the one that stands, and says what changed; else None.

    Season, days and minutes stay; exercises and sets may be others. It takes many times as long
    as the plan itself, so it is offered when it is there, and never swapped in.

    Args:
        plan: made from the same request.
        limit: deterministic seconds of the solver per window.
        progress: told after every window, with windows done and windows in all.
        cancelled: asked before every window whether anybody still wants the plan.

    Raises:
        Stopped: nobody does.
    """
    asked = Asked(facts=facts_of(request), book=rulebook(request.rules_off), limit=limit)
    found = improved(plan, asked, progress=progress, cancelled=cancelled)
    if found is None:
        return None
    return replace(found, changes=changes_between(plan, found, asked.facts))


def make_joint_plan(
    request: PlanRequest,
    *,
    limit: float = JOINT_LIMIT,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Plan:
    """Return the plan of a request, its weeks improved together; as deterministic as any plan.

    Raises:
        Stopped: ``cancelled`` said that nobody wants it any more.
    """
    plan = make_plan(request, progress=progress, cancelled=cancelled)
    asked = Asked(facts=facts_of(request), book=rulebook(request.rules_off), limit=limit)
    found = improved(plan, asked, progress=progress, cancelled=cancelled)
    if found is None:
        return plan
    if request.previous is None:
        return found
    return replace(found, changes=changes_between(request.previous, found, asked.facts))


def improved(
    plan: Plan,
    asked: Asked,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Plan | None:
    """Return the plan with what joint windows found, None where they found nothing better.

    A week whose ledger isn't that of the facts (a wish was dropped for it) stays as it is, and so
    do those before it.
    """
    facts = asked.facts
    if facts.permissions.all_blocked:
        return None
    told = [_told(plan, week) for week in plan.weeks[: facts.detail]]
    lines = {p: lines_of(facts, asked.book, plan.weeks, p) for p in range(facts.detail)}
    first = next(
        (p + 1 for p in reversed(range(facts.detail)) if _amounts(lines[p]) != _amounts(told[p])),
        0,
    )
    lines |= dict(enumerate(told[:first]))
    starts = range(first, max(first + 1, facts.detail - 1), STEP)
    found = plan
    for number, start in enumerate(starts, 1):
        window = range(start, min(start + WINDOW, facts.detail))
        if cancelled is not None and cancelled():
            raise Stopped
        if window:
            found, lines = _window(found, lines, asked, window)
        if progress is not None:
            progress(number, len(starts))
    if found is plan:
        return None
    return _accounted(plan, found, lines, asked)


def _told(plan: Plan, week: PlannedWeek) -> tuple[LedgerLine, ...]:
    return tuple(line for line in plan.analysis if line.week == week.start)


def _amounts(lines: tuple[LedgerLine, ...]) -> dict[str, float]:
    return {line.rule: line.amount for line in lines if line.amount}


def _window(plan: Plan, lines: Lines, asked: Asked, window: range) -> tuple[Plan, Lines]:
    """Return the plan and its lines with a window's weeks as they are best together."""
    joint = joint_model(asked.facts, asked.book, plan, window, COUNTED)
    statement = joint_statement(joint, asked.book)
    solution = solve_joint(joint, statement, seed=plan.seed, limit=asked.limit)
    if solution is None or solution.objective >= solution.planned:
        return plan, lines
    weeks = weeks_with(asked.facts, joint, plan, solution.chosen)
    after = lines | {
        p: lines_of(asked.facts, asked.book, weeks, p)
        for p in range(window.start, asked.facts.detail)
    }
    broken = any(
        line.strength is Strength.HARD and line.amount for each in after.values() for line in each
    )
    if broken or _cost(after) >= _cost(lines):
        return plan, lines
    return replace(plan, weeks=weeks), after


def _cost(lines: Lines) -> int:
    return sum(line.penalty for each in lines.values() for line in each)


def _accounted(plan: Plan, found: Plan, lines: Lines, asked: Asked) -> Plan:
    """Return the improved plan with its own ledger and proofs."""
    changed = next(
        p for p, (a, b) in enumerate(zip(plan.weeks, found.weeks, strict=True)) if a != b
    )
    season = tuple(line for line in plan.analysis if line.week is None)
    proofs = {(p.level, p.week): p for p in plan.proofs}
    for position in range(changed, asked.facts.detail):
        week = found.weeks[position]
        proofs[Level.WEEK, week.start] = _placement(proofs[Level.WEEK, week.start], lines[position])
        proofs[Level.CONTENT, week.start] = _alone(asked, found.weeks, position, lines[position])
    return replace(
        found,
        analysis=(*season, *(line for p in sorted(lines) for line in lines[p])),
        proofs=tuple(proofs.values()),
    )


def _placement(proof: Proof, lines: tuple[LedgerLine, ...]) -> Proof:
    """Return a placement's proof at the cost of the ledger: the days are the same."""
    cost = sum(line.penalty for line in lines if line.level is Level.WEEK)
    return replace(proof, objective=cost, bound=min(cost, proof.bound))


def _alone(
    asked: Asked, weeks: tuple[PlannedWeek, ...], position: int, lines: tuple[LedgerLine, ...]
) -> Proof:
    """Return the proof of a week by itself, with what now comes before it.

    A week that gives something up for the next ones costs more than the best it could be alone.
    """
    planned = weeks[position]
    facts = asked.facts
    week = SeasonWeek(start=planned.start, phase=planned.phase, light=planned.light)
    history = history_of(facts, weeks[:position], week.start)
    ordered = sorted(planned.sessions, key=lambda s: (s.date, s.start_minute))
    frames = tuple(frame_of(facts, placed_of(s)) for s in ordered)
    options = OptionModel(
        facts=facts, week=week, history=history, options=options_of(facts, frames)
    )
    allowed = allowed_exercises(options, asked.book.options, len(frames))
    model = build_model(facts, week, history, frames, allowed)
    best = solve_content(model, asked.book.content, seed=facts.seed, limit=DETERMINISTIC_LIMIT)
    cost = sum(line.penalty for line in lines if line.level is Level.CONTENT)
    bound = 0 if best is None else min(cost, best.bound)
    return Proof(
        level=Level.CONTENT,
        week=week.start,
        optimal=bound >= cost,
        objective=cost,
        bound=bound,
    )
