"""A plan from a request: season, then week after week its placement and its content."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from ironstride.domain.athlete import Pin
from ironstride.domain.clock import monday_of
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
from ironstride.planner.content_model import ContentModel, ContentRule
from ironstride.planner.content_solver import (
    DETERMINISTIC_LIMIT,
    ContentSolution,
    preview_content,
    solve_content,
)
from ironstride.planner.difference import changes_between, changes_of_stop
from ironstride.planner.facts import Facts, facts_of
from ironstride.planner.fill import Solve, fill, without_slots
from ironstride.planner.history import history_of
from ironstride.planner.incumbent import ENGINE, PREVIEW_ENGINE, choices_after
from ironstride.planner.ledger import placed_before, season_lines, week_lines
from ironstride.planner.reasons import PHASE_WORDS, limit_reasons
from ironstride.planner.relax import keep_possible_pins, unused_pins, unused_swaps, without_pins
from ironstride.planner.remedies import Asked, Shortage, Unfit, dropped_for
from ironstride.planner.request import PlanRequest
from ironstride.planner.rulebook import Rulebook, rulebook
from ironstride.planner.rules import RULES
from ironstride.planner.season import SeasonWeek, past_weeks, solve_season
from ironstride.planner.season_reasons import season_reasons
from ironstride.planner.wanted import Wanted, wanted_sessions
from ironstride.planner.week import WeekSolution, solve_week, week_models
from ironstride.units import DAYS_PER_WEEK

NEAR_WEEKS: Final = 4
FAR_SHARE: Final = 0.15
"""House: what lies more than four weeks ahead will be planned anew before it is trained; a plan
within some per cent of the best, which says so, is enough for it until then."""
Progress = Callable[[int, int], None]
"""Called with weeks done and weeks in all."""
Cancelled = Callable[[], bool]
"""Returns whether the plan is wanted no more."""


class Stopped(Exception):  # noqa: N818 (no error: somebody asked for it)
    """A plan was wanted no more while it was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Solved:
    """One week with its lines, proofs and what could not hold."""

    week: PlannedWeek
    lines: tuple[LedgerLine, ...]
    proofs: tuple[Proof, ...]
    dropped: tuple[Dropped, ...]
    gone: tuple[Pin, ...] = ()
    shortage: Shortage | None = None


def make_plan(
    request: PlanRequest,
    *,
    limit: float = DETERMINISTIC_LIMIT,
    preview: bool = False,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Plan:
    """Return the plan of least cost for a request, with its ledger and proofs.

    Args:
        limit: deterministic time of the solver for each of the next weeks; weeks further ahead
            get a share of it, and are proven when they come near.
        preview: answer at once without the solver; the plan is safe, and not proven.
        progress: told after every week.
        cancelled: asked before every week whether anybody still wants the plan.

    Raises:
        Stopped: nobody does.
    """
    facts = facts_of(request)
    book = rulebook(request.rules_off)
    done: list[PlannedWeek] = []

    def solve(model: ContentModel, rules: tuple[ContentRule, ...]) -> ContentSolution | None:
        if preview:
            return preview_content(model, rules)
        like = choices_after(model, done[-1]) if done else ()
        own = limit if len(done) < NEAR_WEEKS else limit * FAR_SHARE
        return solve_content(model, rules, seed=request.seed, limit=own, like=like)

    if facts.permissions.all_blocked:
        return _blocked(facts, request)
    season = solve_season(facts, book.season)
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
    shortages: list[Shortage] = []
    for position, week in enumerate(season.weeks):
        if position >= facts.detail:
            done.append(_bare(week))
            continue
        if cancelled is not None and cancelled():
            raise Stopped
        solved = _solve_week(facts, book, week, tuple(done), solve, few=preview)
        done.append(solved.week)
        lines.extend(solved.lines)
        proofs.extend(solved.proofs)
        dropped.extend(solved.dropped)
        shortages.extend([solved.shortage] if solved.shortage else [])
        facts = without_pins(facts, solved.gone)
        if progress is not None:
            progress(position + 1, facts.detail)
    weeks = tuple(done)
    plan = Plan(
        today=facts.today,
        seed=facts.seed,
        engine=PREVIEW_ENGINE if preview else ENGINE,
        stops=facts.permissions.stops,
        runs=facts.runs,
        weeks=weeks,
        analysis=(*season_lines(facts, book, weeks), *lines),
        proofs=tuple(proofs),
        conflict=_merged([*dropped, *dropped_for(shortages)]),
        notes=(
            *facts.notes,
            *facts.permissions.notes,
            *unused_pins(facts),
            *unused_swaps(facts, weeks[: facts.detail]),
            *_switched_off(request),
        ),
        past=past_weeks(facts),
    )
    if request.previous is None:
        return plan
    return replace(plan, changes=changes_between(request.previous, plan, facts))


def _switched_off(request: PlanRequest) -> tuple[str, ...]:
    """Return which rules the runner does without, so that nobody takes the plan for more."""
    off = request.athlete.rules_off
    return tuple(
        f"You switched a rule off, and the plan does without it: {rule.title}"
        for rule in RULES
        if rule.id in off and not rule.is_hard
    )


def _blocked(facts: Facts, request: PlanRequest) -> Plan:
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
        changes=changes_of_stop(request.previous, facts.permissions.stops, facts.today),
        notes=(*facts.notes, *facts.permissions.notes, *_switched_off(request)),
        past=past_weeks(facts),
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
    solve: Solve,
    *,
    few: bool,
) -> _Solved:
    asked = Asked(
        facts=facts,
        book=book,
        week=week,
        history=history_of(facts, earlier, week.start),
        before=placed_before(earlier),
        few=few,
    )
    unfit: list[Unfit] = []
    while True:
        tried = _placed(asked, unfit)
        reasons = (
            *_week_reasons(week, tried.wanted),
            *season_reasons(facts, week),
            *limit_reasons(facts, week),
        )
        content = fill(tried.asked, tried.placement.sessions, reasons, solve)
        if not isinstance(content, Unfit):
            break
        unfit.append(content)
    placement, wanted = tried.placement, tried.wanted
    lines = tuple(week_lines(content.facts, book, content.week, earlier))
    _vet(lines)
    whole = len(content.week.sessions) == len(placement.sessions)
    cost = _sum(lines, Level.CONTENT)
    return _Solved(
        week=content.week,
        lines=lines,
        proofs=(
            _proof(Level.WEEK, week, _sum(lines, Level.WEEK), placement.objective, whole=whole),
            Proof(
                level=Level.CONTENT,
                week=week.start,
                optimal=content.optimal,
                objective=cost,
                bound=cost if content.optimal else min(cost, content.bound),
            ),
        ),
        dropped=(*tried.dropped, *content.dropped),
        gone=tuple(p for p in facts.athlete.pins if p not in content.facts.athlete.pins),
        shortage=_shortage(replace(tried.asked, facts=content.facts), placement, wanted, unfit),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tried:
    """A week's placement without the edits and the slots that cannot be."""

    asked: Asked
    wanted: Wanted
    placement: WeekSolution
    dropped: tuple[Dropped, ...] = ()


def _placed(asked: Asked, unfit: list[Unfit]) -> _Tried:
    """Return the best placement that keeps as many edits by hand as can be kept."""
    dropped: tuple[Dropped, ...] = ()
    while True:
        facts, week = asked.facts, asked.week
        wanted = wanted_sessions(facts, week)
        every = week_models(facts, week, wanted.sessions, asked.before, asked.history.leg_sessions)
        gone = frozenset(s for each in unfit for s in each.slots(facts, every[0].slots))
        models = without_slots(every, gone)
        placement = solve_week(models, asked.book.week)
        if placement is not None:
            return _Tried(asked=asked, wanted=wanted, placement=placement, dropped=dropped)
        relaxed = keep_possible_pins(asked, models, tuple(unfit))
        dropped = (*dropped, *relaxed.dropped)
        asked = replace(asked, facts=relaxed.facts)


def _shortage(
    asked: Asked, placement: WeekSolution, wanted: Wanted, unfit: list[Unfit]
) -> Shortage | None:
    """Return what makes a week hold fewer sessions than it wants; None where nothing does."""
    found = len(placement.sessions)
    if found >= wanted.sessions or not (unfit or _is_ordinary(asked.facts, asked.week)):
        return None
    return Shortage(
        asked=asked,
        wanted=wanted.sessions,
        found=found,
        unfit=tuple(frame for each in unfit for frame in each.frames),
        check=next((each.check for each in unfit if each.check is not None), None),
    )


def _proof(level: Level, week: SeasonWeek, cost: int, least: int, *, whole: bool) -> Proof:
    """Return the proof of a placement; it is not the best where sessions found no content."""
    return Proof(
        level=level,
        week=week.start,
        optimal=whole,
        objective=cost,
        bound=cost if whole else min(cost, least),
    )


def _is_ordinary(facts: Facts, week: SeasonWeek) -> bool:
    """Whether a week has nothing of its own that takes days away: then wishes are in conflict."""
    days = [week.start + dt.timedelta(days=d) for d in range(DAYS_PER_WEEK)]
    away = facts.athlete.availability.away
    return not (
        days[0] < facts.today
        or any(a.first <= day <= a.last for a in away for day in days)
        or any(facts.permissions.on(day).all_blocked for day in days)
        or facts.limits_in(days[0], days[-1])
        or any(
            abs((race.date - day).days) <= DAYS_PER_WEEK
            for race in facts.athlete.races
            for day in days
        )
        or any(monday_of(pin.date) == week.start for pin in facts.athlete.pins)
    )


def _sum(lines: tuple[LedgerLine, ...], level: Level) -> int:
    return sum(line.penalty for line in lines if line.level is level)


def _vet(lines: tuple[LedgerLine, ...]) -> None:
    """Refuse to hand out a week in which a hard rule is broken: that would be a bug."""
    for line in lines:
        if line.strength is Strength.HARD and line.amount:
            raise ArithmeticError(f"{line.rule} is broken: {line.breaches}")


def _merged(dropped: list[Dropped]) -> tuple[Dropped, ...]:
    """Return each conflict once, however many weeks it concerns."""
    found: dict[str, Dropped] = {}
    for each in dropped:
        found.setdefault(each.what, each)
    return tuple(found.values())
