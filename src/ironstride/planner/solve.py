"""A plan from a request: season, then week after week its placement and its content."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

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
from ironstride.planner.assemble import build_week
from ironstride.planner.content import allowed_exercises, build_model, options_of
from ironstride.planner.content_model import ContentModel, ContentRule, OptionModel
from ironstride.planner.content_solver import (
    DETERMINISTIC_LIMIT,
    ContentSolution,
    preview_content,
    solve_content,
)
from ironstride.planner.difference import changes_between, changes_of_stop
from ironstride.planner.facts import Facts, facts_of
from ironstride.planner.history import History, history_of
from ironstride.planner.ledger import placed_before, season_lines, week_lines
from ironstride.planner.reasons import PHASE_WORDS
from ironstride.planner.relax import (
    ROOM,
    SWAPS,
    Relaxed,
    keep_possible_pins,
    keep_possible_swaps,
    limits_alone_conflict,
    no_room,
    nothing_left,
    required_too_long,
    unused_swaps,
    without_pins,
)
from ironstride.planner.request import PlanRequest
from ironstride.planner.rulebook import Rulebook, rulebook
from ironstride.planner.rules import RULES
from ironstride.planner.season import SeasonWeek, past_weeks, solve_season
from ironstride.planner.sessions import SessionFrame, frame_of
from ironstride.planner.slots import Slot
from ironstride.planner.wanted import Wanted, wanted_sessions
from ironstride.planner.week import Placed, WeekSolution, solve_week, week_models
from ironstride.units import DAYS_PER_WEEK

ENGINE: Final = "ironstride/0.1"
MORE_MINUTES: Final = 5
"""House: the step by which more time is asked for."""
Solve = Callable[[ContentModel, tuple[ContentRule, ...]], ContentSolution | None]
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
    book = rulebook(request.rules_off)

    def solve(model: ContentModel, rules: tuple[ContentRule, ...]) -> ContentSolution | None:
        if preview:
            return preview_content(model, rules)
        return solve_content(model, rules, seed=request.seed, limit=limit)

    if facts.permissions.all_blocked:
        return _blocked(facts, request)
    season = solve_season(facts, book.season)
    relaxed = keep_possible_pins(facts, book, season.weeks[: facts.detail])
    facts = relaxed.facts
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
    dropped = list(relaxed.dropped)
    for position, week in enumerate(season.weeks):
        if position >= facts.detail:
            done.append(_bare(week))
            continue
        solved = _solve_week(facts, book, week, tuple(done), solve)
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
        notes=(
            *facts.notes,
            *facts.permissions.notes,
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
) -> _Solved:
    history = history_of(facts, earlier, week.start)
    wanted = wanted_sessions(facts, week)
    models = week_models(facts, week, wanted.sessions, placed_before(earlier), history.leg_sessions)
    placement = solve_week(models, book.week)
    if placement is None:
        raise ArithmeticError(f"the hard rules leave no placement for the week of {week.start}")
    asked = _Asked(facts=facts, book=book, week=week, history=history, wanted=wanted, solve=solve)
    content = _content(asked, placement)
    dropped = content.dropped
    if len(placement.sessions) < wanted.sessions and _is_ordinary(facts, week):
        dropped = (*dropped, _too_few(placement))
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
        dropped=dropped,
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What the content of a week is asked from."""

    facts: Facts
    book: Rulebook
    week: SeasonWeek
    history: History
    wanted: Wanted
    solve: Solve


@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    """A week with its content, the facts it keeps, and what could not hold."""

    week: PlannedWeek
    facts: Facts
    optimal: bool
    bound: int
    dropped: tuple[Dropped, ...] = ()


def _content(asked: _Asked, placement: WeekSolution) -> _Content:
    facts, book, week, history = asked.facts, asked.book, asked.week, asked.history
    frames = tuple(frame_of(facts, _placed(slot)) for slot in placement.sessions)
    options = OptionModel(
        facts=facts, week=week, history=history, options=options_of(facts, frames)
    )
    allowed = allowed_exercises(options, book.options, len(frames))
    impossible = limits_alone_conflict(facts, book, options, allowed)
    if impossible is not None:
        return _without_sessions(asked, facts, (impossible,))
    if frames and not any(allowed):
        return _without_sessions(asked, facts, (nothing_left(),))
    relaxed = keep_possible_swaps(facts, book, options, allowed)
    for rules, dropped in _attempts(book, relaxed, frames):
        model = build_model(relaxed.facts, week, history, frames, allowed)
        solution = asked.solve(model, rules)
        if solution is None:
            continue
        built = build_week(
            relaxed.facts, week, history, model, solution.chosen, _week_reasons(week, asked.wanted)
        )
        held = tuple(s for s in built.sessions if any(b.kind != "warm-up" for b in s.blocks))
        kept = (
            relaxed.facts if dropped == relaxed.dropped else without_pins(facts, facts.athlete.pins)
        )
        return _Content(
            week=replace(built, sessions=held),
            facts=kept,
            optimal=solution.optimal,
            bound=solution.bound,
            dropped=dropped,
        )
    lost = required_too_long(facts, frames)
    return _without_sessions(asked, relaxed.facts, (*relaxed.dropped, *([lost] if lost else [])))


def _placed(slot: Slot) -> Placed:
    return Placed(
        date=slot.date, start_minute=slot.start_minute, place=slot.place, minutes=slot.minutes
    )


def _attempts(
    book: Rulebook, relaxed: Relaxed, frames: tuple[SessionFrame, ...]
) -> Iterator[tuple[tuple[ContentRule, ...], tuple[Dropped, ...]]]:
    """Yield the rules with ever fewer wishes, and what has been dropped by then."""
    yield book.content, relaxed.dropped
    no_swaps = tuple(r for r in book.content if r.id != SWAPS)
    swaps = tuple(
        Dropped(
            what=f"{p.exercise} on {p.date.isoformat()}",
            rule=SWAPS,
            remedy="Give the session more minutes, or release the swap.",
        )
        for p in relaxed.facts.athlete.pins
        if p.exercise is not None and any(f.placed.date == p.date for f in frames)
    )
    if swaps:
        yield no_swaps, (*relaxed.dropped, *swaps)
    least = min((f.placed.minutes for f in frames), default=0)
    yield (
        tuple(r for r in no_swaps if r.id != ROOM),
        (*relaxed.dropped, *swaps, no_room(least, least + MORE_MINUTES)),
    )


def _without_sessions(asked: _Asked, facts: Facts, dropped: tuple[Dropped, ...]) -> _Content:
    week = asked.week
    return _Content(
        week=PlannedWeek(
            start=week.start,
            phase=week.phase,
            light=week.light,
            sessions=(),
            reasons=_week_reasons(week, asked.wanted),
        ),
        facts=without_pins(facts, facts.athlete.pins),
        optimal=False,
        bound=0,
        dropped=dropped,
    )


def _sum(lines: tuple[LedgerLine, ...], level: Level) -> int:
    return sum(line.penalty for line in lines if line.level is level)


def _vet(lines: tuple[LedgerLine, ...]) -> None:
    """Refuse to hand out a week in which a hard rule is broken: that would be a bug."""
    for line in lines:
        if line.strength is Strength.HARD and line.amount:
            raise ArithmeticError(f"{line.rule} is broken: {line.breaches}")


def _too_few(placement: WeekSolution) -> Dropped:
    found, asked = len(placement.sessions), placement.wanted
    fewer = f"ask for {found}" if found else "free one of your rest days"
    return Dropped(
        what=f"{asked} sessions a week",
        rule="time.sessions_wanted",
        remedy=f"{'Only ' if found else ''}{found or 'None'} of them fit between your runs, "
        f"windows and rest days: {fewer}, or open a window on another day.",
    )


def _merged(dropped: list[Dropped]) -> tuple[Dropped, ...]:
    """Return each conflict once, however many weeks it concerns."""
    found: dict[str, Dropped] = {}
    for each in dropped:
        found.setdefault(each.what, each)
    return tuple(found.values())
