"""A plan from a request: season, then week after week its placement and its content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from ironstride.domain.plan import (
    Dropped,
    LedgerLine,
    Level,
    Phase,
    Plan,
    PlannedWeek,
    Proof,
    Reason,
    Strength,
)
from ironstride.planner.assemble import build_week
from ironstride.planner.content import allowed_exercises, build_model, options_of
from ironstride.planner.content_model import OptionModel
from ironstride.planner.content_solver import (
    DETERMINISTIC_LIMIT,
    ContentSolution,
    preview_content,
    solve_content,
)
from ironstride.planner.difference import changes_between
from ironstride.planner.facts import Facts, facts_of
from ironstride.planner.history import History, history_of
from ironstride.planner.ledger import placed_before, season_lines, week_lines
from ironstride.planner.reasons import PHASE_WORDS
from ironstride.planner.request import PlanRequest
from ironstride.planner.rulebook import Rulebook, rulebook
from ironstride.planner.season import SeasonWeek, solve_season
from ironstride.planner.sessions import frame_of
from ironstride.planner.wanted import Wanted, wanted_sessions
from ironstride.planner.week import Placed, WeekSolution, solve_week, week_models

ENGINE: Final = "ironstride/0.1"
Progress = Callable[[int, int], None]
"""Called with weeks done and weeks in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Solved:
    """One week with its lines, proofs and what could not hold."""

    week: PlannedWeek
    lines: tuple[LedgerLine, ...]
    proofs: tuple[Proof, ...]
    dropped: tuple[Dropped, ...]


def make_plan(
    request: PlanRequest,
    *,
    limit: float = DETERMINISTIC_LIMIT,
    preview: bool = False,
    progress: Progress | None = None,
) -> Plan:
    """Return the plan of least cost for a request, with its ledger and proofs.

    Args:
        limit: deterministic time of the solver per week.
        preview: answer at once without the solver; the plan is safe, and not proven.
        progress: told after every week.
    """
    facts = facts_of(request)
    book = rulebook(request.switched_off)
    if facts.permissions.all_blocked:
        return _blocked(facts)
    season = solve_season(facts, book.season)
    done: list[PlannedWeek] = []
    lines: list[LedgerLine] = []
    proofs = [
        Proof(
            level=Level.SEASON,
            week=None,
            optimal=True,
            objective=season.objective,
            bound=season.objective,
        )
    ]
    dropped: list[Dropped] = []
    for position, week in enumerate(season.weeks):
        if position >= facts.detail:
            done.append(_bare(week))
            continue
        solved = _solve_week(facts, book, week, tuple(done), limit=limit, preview=preview)
        done.append(solved.week)
        lines.extend(solved.lines)
        proofs.extend(solved.proofs)
        dropped.extend(solved.dropped)
        if progress is not None:
            progress(position + 1, facts.detail)
    weeks = tuple(done)
    plan = Plan(
        today=facts.today,
        seed=facts.seed,
        engine=ENGINE,
        stops=facts.permissions.stops,
        runs=facts.runs,
        weeks=weeks,
        analysis=(*season_lines(facts, book, weeks), *lines),
        proofs=tuple(proofs),
        conflict=_merged(dropped),
        notes=(*facts.notes, *facts.permissions.notes),
    )
    if request.previous is None:
        return plan
    return replace(plan, changes=changes_between(request.previous, plan, facts))


def _blocked(facts: Facts) -> Plan:
    """Return the plan of somebody who must not train: every week off, and whom to see."""
    return Plan(
        today=facts.today,
        seed=facts.seed,
        engine=ENGINE,
        stops=facts.permissions.stops,
        runs=facts.runs,
        weeks=tuple(
            PlannedWeek(start=w, phase=Phase.OFF, light=False, sessions=(), reasons=())
            for w in facts.weeks
        ),
        analysis=(),
        proofs=(),
        notes=(*facts.notes, *facts.permissions.notes),
    )


def _bare(week: SeasonWeek) -> PlannedWeek:
    return PlannedWeek(
        start=week.start,
        phase=week.phase,
        light=week.light,
        sessions=(),
        reasons=_week_reasons(week),
    )


def _week_reasons(week: SeasonWeek, wanted: Wanted | None = None) -> tuple[Reason, ...]:
    found = [
        Reason(
            rule="race.calendar" if week.phase in {Phase.RACE, Phase.OFF} else "dose.phase_methods",
            evidence=("RD-01", "RD-03", "RD-08"),
            sentence=f"This week is there to {PHASE_WORDS[week.phase]}.",
        )
    ]
    if week.light:
        found.append(
            Reason(
                rule="recovery.light_rhythm",
                evidence=("LP-28",),
                sentence="A lighter week: fewer sets, more in reserve, so that the work settles.",
            )
        )
    if wanted is not None and wanted.sentence is not None:
        found.append(
            Reason(rule="time.sessions_wanted", evidence=wanted.evidence, sentence=wanted.sentence)
        )
    return tuple(found)


def _solve_week(
    facts: Facts,
    book: Rulebook,
    week: SeasonWeek,
    earlier: tuple[PlannedWeek, ...],
    *,
    limit: float,
    preview: bool,
) -> _Solved:
    history = history_of(facts, earlier, week.start)
    wanted = wanted_sessions(facts, week)
    placement = _placement(facts, book, week, wanted, earlier, history)
    dropped: list[Dropped] = []
    if len(placement.sessions) < wanted.sessions:
        dropped.append(_too_few(placement))
    built, solution = _content(
        _Asked(facts=facts, book=book, week=week, history=history, wanted=wanted),
        placement,
        limit=limit,
        preview=preview,
    )
    lines = tuple(week_lines(facts, book, built, earlier))
    placed = _sum(lines, Level.WEEK)
    content = _sum(lines, Level.CONTENT)
    _vet(lines)
    return _Solved(
        week=built,
        lines=lines,
        proofs=(
            Proof(level=Level.WEEK, week=week.start, optimal=True, objective=placed, bound=placed),
            Proof(
                level=Level.CONTENT,
                week=week.start,
                optimal=solution.optimal,
                objective=content,
                bound=content if solution.optimal else solution.bound,
            ),
        ),
        dropped=tuple(dropped),
    )


def _placement(
    facts: Facts,
    book: Rulebook,
    week: SeasonWeek,
    wanted: Wanted,
    earlier: tuple[PlannedWeek, ...],
    history: History,
) -> WeekSolution:
    models = week_models(facts, week, wanted.sessions, placed_before(earlier), history.leg_sessions)
    solution = solve_week(models, book.week)
    if solution is None:
        raise ArithmeticError(f"the hard rules leave no placement for the week of {week.start}")
    return solution


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What the content of a week is asked from."""

    facts: Facts
    book: Rulebook
    week: SeasonWeek
    history: History
    wanted: Wanted


def _content(
    asked: _Asked, placement: WeekSolution, *, limit: float, preview: bool
) -> tuple[PlannedWeek, ContentSolution]:
    facts, book, week, history = asked.facts, asked.book, asked.week, asked.history
    frames = tuple(
        frame_of(
            facts,
            Placed(
                date=slot.date,
                start_minute=slot.start_minute,
                place=slot.place,
                minutes=slot.minutes,
            ),
        )
        for slot in placement.sessions
    )
    options = OptionModel(
        facts=facts, week=week, history=history, options=options_of(facts, frames)
    )
    allowed = allowed_exercises(options, book.options, len(frames))
    model = build_model(facts, week, history, frames, allowed)
    solution = (
        preview_content(model, book.content)
        if preview
        else solve_content(model, book.content, seed=facts.seed, limit=limit)
    )
    if solution is None:
        raise ArithmeticError(f"the hard rules leave no content for the week of {week.start}")
    built = build_week(
        facts, week, history, model, solution.chosen, _week_reasons(week, asked.wanted)
    )
    return built, solution


def _sum(lines: tuple[LedgerLine, ...], level: Level) -> int:
    return sum(line.penalty for line in lines if line.level is level)


def _vet(lines: tuple[LedgerLine, ...]) -> None:
    """Refuse to hand out a week in which a hard rule is broken: that would be a bug."""
    for line in lines:
        if line.strength is Strength.HARD and line.amount:
            raise ArithmeticError(f"{line.rule} is broken: {line.breaches}")


def _too_few(placement: WeekSolution) -> Dropped:
    found, asked = len(placement.sessions), placement.wanted
    return Dropped(
        what=f"{asked} sessions a week",
        rule="time.sessions_wanted",
        remedy=f"Only {found} fit between your runs, windows and rest days: ask for {found}, "
        "or open a window on another day.",
    )


def _merged(dropped: list[Dropped]) -> tuple[Dropped, ...]:
    """Return each conflict once, however many weeks it concerns."""
    found: dict[str, Dropped] = {}
    for each in dropped:
        found.setdefault(each.what, each)
    return tuple(found.values())
