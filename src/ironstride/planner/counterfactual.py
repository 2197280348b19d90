"""One week of a plan asked otherwise: with an exercise, without it, with other sets, and its price.

The week is solved again as the plan was, under the same rules and facts and in the same places,
with one hard row more. The difference of the two is the price, rule by rule.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from ironstride.domain.athlete import Pin
from ironstride.domain.clock import monday_of
from ironstride.domain.exercise import Exercise
from ironstride.domain.plan import LedgerLine, Level, Plan, PlannedWeek, Strength
from ironstride.planner.assemble import build_week
from ironstride.planner.content import allowed_exercises, build_model, options_of
from ironstride.planner.content_model import (
    Choice,
    ContentModel,
    ContentRule,
    ContentTerms,
    OptionModel,
    Relation,
    Row,
)
from ironstride.planner.content_solver import DETERMINISTIC_LIMIT, ContentSolution, solve_content
from ironstride.planner.facts import Facts, facts_of
from ironstride.planner.history import History, history_of
from ironstride.planner.incumbent import exercises_of
from ironstride.planner.ledger import week_lines
from ironstride.planner.refit import to_come
from ironstride.planner.request import PlanRequest
from ironstride.planner.rule import KEPT, Rule
from ironstride.planner.rulebook import Rulebook, rulebook
from ironstride.planner.season import SeasonWeek
from ironstride.planner.sessions import SessionFrame, frame_of, placed_of


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekAsked:
    """A week of a plan with all that its content depends on.

    Args:
        request: what the plan was made from.
        planned: the week as it stands, from the plan's today on.
        earlier: the plan's weeks before it.
        lines: what the week costs as it stands.
        proven: whether the plan's own proof says that no content of the week costs less.
    """

    request: PlanRequest
    facts: Facts
    book: Rulebook
    week: SeasonWeek
    planned: PlannedWeek
    earlier: tuple[PlannedWeek, ...]
    history: History
    frames: tuple[SessionFrame, ...]
    lines: tuple[LedgerLine, ...]
    proven: bool

    @property
    def rules(self) -> tuple[ContentRule, ...]:
        """The rules of the content, without those that the plan could not keep."""
        broken = {x.rule for x in self.lines if x.strength is Strength.HARD and x.amount}
        return tuple(r for r in self.book.content if r.id not in broken)

    def options(self, exercises: frozenset[str] | None = None) -> OptionModel:
        """Return what unary hard rules look at: some exercises, or all, in every session."""
        every = options_of(self.facts, self.frames)
        mine = every if exercises is None else tuple(o for o in every if o.exercise.id in exercises)
        return OptionModel(facts=self.facts, week=self.week, history=self.history, options=mine)

    def allowed(self, exercises: frozenset[str] | None = None) -> tuple[tuple[Exercise, ...], ...]:
        """Return by session the exercises that no unary hard rule forbids."""
        return allowed_exercises(self.options(exercises), self.book.options, len(self.frames))


@dataclass(frozen=True, slots=True, kw_only=True)
class Having:
    """The week has one of some exercises; ``date``: in that day's session."""

    exercises: frozenset[str]
    date: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """The week has none of some exercises; ``date``: that day's session."""

    exercises: frozenset[str]
    date: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCount:
    """A day's session has an exercise with a number of working sets."""

    exercise: str
    date: dt.date
    sets: int

    @property
    def exercises(self) -> frozenset[str]:
        """The exercise alone."""
        return frozenset({self.exercise})


Question = Having | Without | SetCount


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCost:
    """What one rule costs in two plans, in points, with what it lacks in the second."""

    rule: str
    old: int
    new: int
    lacks: tuple[str, ...] = ()

    @property
    def more(self) -> int:
        """Points that the second costs beyond the first."""
        return self.new - self.old


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A week as it stands and as it was asked for.

    Args:
        new: the cheapest week that is as asked; None where hard rules leave none.
        costs: the rules that differ, the dearest first; they sum to ``price``.
        price: points beyond the week as it stands.
        least: points below which no such week can be; equal to ``price`` where it is proven.
        old_proven: whether the week as it stands is proven to be the cheapest.
    """

    question: Question
    old: PlannedWeek
    new: PlannedWeek | None
    costs: tuple[RuleCost, ...]
    price: int
    least: int
    old_proven: bool

    @property
    def new_proven(self) -> bool:
        """Whether no week that is as asked costs less."""
        return self.least == self.price

    @property
    def is_equivalent(self) -> bool:
        """Whether it costs nothing, proven on both sides."""
        return self.new is not None and not self.price and self.new_proven and self.old_proven


def week_asked(request: PlanRequest, plan: Plan, day: dt.date) -> WeekAsked | None:
    """Return the week of a plan that holds a day; None where it has no session to come.

    Args:
        request: what the plan was made from, with the plan before it as ``previous``.
    """
    weeks = to_come(plan)
    position = next((i for i, w in enumerate(weeks) if w.start == monday_of(day)), None)
    if position is None or not weeks[position].sessions:
        return None
    book = rulebook(request.rules_off)
    planned, earlier = weeks[position], weeks[:position]
    week = SeasonWeek(start=planned.start, phase=planned.phase, light=planned.light)
    ordered = tuple(sorted(planned.sessions, key=lambda s: (s.date, s.start_minute)))
    planned = replace(planned, sessions=ordered)
    facts = _as_kept(facts_of(replace(request, weeks=len(weeks))), planned)
    history = history_of(facts, earlier, week.start)
    frames = tuple(frame_of(facts, placed_of(s)) for s in ordered)
    lines = tuple(week_lines(facts, book, planned, earlier))
    return WeekAsked(
        request=request,
        facts=facts,
        book=book,
        week=week,
        planned=planned,
        earlier=earlier,
        history=history,
        frames=frames,
        lines=lines,
        proven=_is_proven(plan, week, content_cost(lines)),
    )


def _as_kept(facts: Facts, planned: PlannedWeek) -> Facts:
    """Return the facts without the edits by hand that the week, as it stands, could not keep."""
    held = {s.date: (s.start_minute, exercises_of(s)) for s in planned.sessions}

    def is_kept(pin: Pin) -> bool:
        if monday_of(pin.date) != planned.start or pin.date < facts.today:
            return True
        minute, exercises = held.get(pin.date, (None, frozenset[str]()))
        if pin.session == "none":
            return minute is None
        if pin.session == "place" and (minute is None or pin.start_minute not in {None, minute}):
            return False
        if pin.exercise is None or minute is None:
            return True
        return pin.exercise in exercises and pin.instead_of not in exercises

    pins = tuple(pin for pin in facts.athlete.pins if is_kept(pin))
    if pins == facts.athlete.pins:
        return facts
    return replace(facts, athlete=replace(facts.athlete, pins=pins))


def _is_proven(plan: Plan, week: SeasonWeek, cost: int) -> bool:
    """Return whether the plan's proof of a week is one of what the week costs now."""
    return any(
        p.level is Level.CONTENT and p.week == week.start and p.optimal and p.objective == cost
        for p in plan.proofs
    )


def content_cost(lines: tuple[LedgerLine, ...]) -> int:
    """Return what the content of a week costs."""
    return sum(line.penalty for line in lines if line.level is Level.CONTENT)


def model_of(asked: WeekAsked, exercises: frozenset[str] = frozenset()) -> ContentModel:
    """Return the choices of a week as the plan's solve had them, with all of some exercises beside.

    An exercise that was not on the shortlist is there, too, so that its price is exact; nothing
    leaves the list for it.
    """
    facts, week, history, frames = asked.facts, asked.week, asked.history, asked.frames
    model = build_model(facts, week, history, frames, asked.allowed())
    listed = {(c.session, c.exercise.id) for c in model.choices}
    # A pin keeps an exercise on the shortlist; the rule about pins looks at the facts as they are.
    pins = tuple(Pin(date=f.placed.date, exercise=e) for f in frames for e in sorted(exercises))
    pinning = replace(facts, athlete=replace(facts.athlete, pins=(*facts.athlete.pins, *pins)))
    beside = build_model(pinning, week, history, frames, asked.allowed(exercises))
    more = [c for c in beside.choices if (c.session, c.exercise.id) not in listed]
    first = len(model.choices)
    choices = (*model.choices, *(replace(c, index=first + i) for i, c in enumerate(more)))
    heavy = tuple(len(choices) + s for s in range(len(frames)))
    return replace(model, choices=choices, heavy=heavy)


def asked_rule(question: Question) -> ContentRule:
    """Return the hard rule that a week is as it was asked for; it counts in no ledger."""

    def encode(model: ContentModel, _: object) -> ContentTerms:
        mine = [c for c in model.choices if _is_meant(model, question, c)]
        if isinstance(question, Without):
            return ContentTerms(costs={c.index: 1 for c in mine})
        row = Row(weights={c.index: 1 for c in mine}, relation=Relation.AT_LEAST, bound=1)
        return ContentTerms(rows=(row,))

    return Rule(
        id="question.asked",
        level=Level.CONTENT,
        strength=Strength.HARD,
        weight=0,
        unit="exercises",
        evidence=("house",),
        parameters=(),
        title="What is asked about is so.",
        encode=encode,
        measure=lambda _view, _values: KEPT,
        why="You asked for it.",
    )


def _is_meant(model: ContentModel, question: Question, choice: Choice) -> bool:
    return (
        choice.exercise.id in question.exercises
        and question.date in {None, model.frames[choice.session].placed.date}
        and (not isinstance(question, SetCount) or choice.sets == question.sets)
    )


Solve = Callable[[ContentModel, tuple[ContentRule, ...]], ContentSolution | None]


def outcome_of(
    asked: WeekAsked, question: Question, *, limit: float = DETERMINISTIC_LIMIT
) -> Outcome:
    """Return the cheapest week that is as asked, beside the week as it stands.

    Args:
        limit: deterministic time of the solver.
    """
    rules = (*asked.rules, asked_rule(question))
    model = model_of(asked, question.exercises)
    solution = solve_content(model, rules, seed=asked.request.seed, limit=limit)
    if solution is None:
        return Outcome(
            question=question,
            old=asked.planned,
            new=None,
            costs=(),
            price=0,
            least=0,
            old_proven=asked.proven,
        )
    new = built(asked, model, solution)
    lines = tuple(week_lines(asked.facts, asked.book, new, asked.earlier))
    costs = compared(asked.lines, lines)
    price = sum(cost.more for cost in costs)
    left_open = 0 if solution.optimal else solution.objective - solution.bound
    return Outcome(
        question=question,
        old=asked.planned,
        new=new,
        costs=costs,
        price=price,
        least=price - left_open,
        old_proven=asked.proven,
    )


def built(asked: WeekAsked, model: ContentModel, solution: ContentSolution) -> PlannedWeek:
    """Return a week with the chosen content, sessions without any left out as the plan does."""
    week = build_week(
        asked.facts, asked.week, asked.history, model, solution.chosen, asked.planned.reasons
    )
    held = tuple(s for s in week.sessions if any(b.kind != "warm-up" for b in s.blocks))
    return replace(week, sessions=held)


def compared(old: tuple[LedgerLine, ...], new: tuple[LedgerLine, ...]) -> tuple[RuleCost, ...]:
    """Return what rules cost in two ledgers where they differ, the dearest difference first."""
    before, after = _penalties(old), _penalties(new)
    lacks: dict[str, list[str]] = {}
    for line in new:
        lacks.setdefault(line.rule, []).extend(b.sentence for b in line.breaches)
    found = [
        RuleCost(
            rule=rule,
            old=before.get(rule, 0),
            new=after.get(rule, 0),
            lacks=tuple(dict.fromkeys(lacks.get(rule, ()))),
        )
        for rule in before.keys() | after.keys()
        if before.get(rule, 0) != after.get(rule, 0)
    ]
    return tuple(sorted(found, key=lambda c: (-c.more, c.rule)))


def _penalties(lines: tuple[LedgerLine, ...]) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in lines:
        if line.penalty:
            found[line.rule] = found.get(line.rule, 0) + line.penalty
    return found
