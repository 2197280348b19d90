"""The account of a plan: what every rule counts on it, level by level, week by week.

It reads a plan, never a model of the solver, so it serves plans from anywhere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from ironstride.domain.plan import LedgerLine, Plan, PlannedWeek
from ironstride.planner.facts import Facts
from ironstride.planner.history import History, history_of
from ironstride.planner.rule import Measured, Rule
from ironstride.planner.rulebook import Rulebook
from ironstride.planner.season import SeasonView, SeasonWeek, state_before
from ironstride.planner.sessions import content_view, placed_of
from ironstride.planner.wanted import wanted_sessions
from ironstride.planner.week import Placed, WeekView


def season_view(facts: Facts, weeks: tuple[PlannedWeek, ...]) -> SeasonView:
    """Return the season of a plan as rules measure it."""
    return SeasonView(
        facts=facts,
        weeks=tuple(SeasonWeek(start=w.start, phase=w.phase, light=w.light) for w in weeks),
        before=state_before(facts),
    )


def placed_before(earlier: tuple[PlannedWeek, ...]) -> tuple[Placed, ...]:
    """Return the sessions of earlier weeks of the plan, in order."""
    found = [placed_of(s) for week in earlier for s in week.sessions]
    return tuple(sorted(found, key=lambda p: (p.date, p.start_minute)))


def week_view(
    facts: Facts, week: PlannedWeek, earlier: tuple[PlannedWeek, ...], history: History
) -> WeekView:
    """Return the placement of a week as rules measure it."""
    ordered = sorted(week.sessions, key=lambda s: (s.date, s.start_minute))
    season_week = SeasonWeek(start=week.start, phase=week.phase, light=week.light)
    return WeekView(
        facts=facts,
        week=season_week,
        wanted=wanted_sessions(facts, season_week).sessions,
        sessions=tuple(placed_of(s) for s in ordered),
        before=placed_before(earlier),
        leg_sessions=history.leg_sessions,
    )


def season_lines(
    facts: Facts, book: Rulebook, weeks: tuple[PlannedWeek, ...]
) -> Iterator[LedgerLine]:
    """Yield the lines of the season."""
    view = season_view(facts, weeks)
    for rule in book.season:
        yield _line(rule, rule.measure(view, rule.values), None)


def week_lines(
    facts: Facts, book: Rulebook, week: PlannedWeek, earlier: tuple[PlannedWeek, ...]
) -> Iterator[LedgerLine]:
    """Yield the lines of one week's placement and content, given the weeks before it."""
    history = history_of(facts, earlier, week.start)
    placement = week_view(facts, week, earlier, history)
    for week_rule in book.week:
        yield _line(week_rule, week_rule.measure(placement, week_rule.values), week.start)
    content = content_view(facts, week, history)
    for option_rule in book.options:
        yield _line(option_rule, option_rule.measure(content, option_rule.values), week.start)
    for content_rule in book.content:
        yield _line(content_rule, content_rule.measure(content, content_rule.values), week.start)


def ledger(facts: Facts, book: Rulebook, plan: Plan) -> tuple[LedgerLine, ...]:
    """Return the whole account of a plan; weeks beyond the detail have no lines of their own."""
    lines = list(season_lines(facts, book, plan.weeks))
    for position, week in enumerate(plan.weeks[: facts.detail]):
        lines.extend(week_lines(facts, book, week, plan.weeks[:position]))
    return tuple(lines)


def _line(rule: Rule[Any, Any, Any], measured: Measured, week: dt.date | None) -> LedgerLine:
    return LedgerLine(
        rule=rule.id,
        level=rule.level,
        week=week,
        strength=rule.strength,
        weight=rule.weight,
        unit=rule.unit,
        amount=measured.amount,
        penalty=rule.penalty(measured),
        breaches=measured.breaches,
    )
