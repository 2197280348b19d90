"""What a week's placed sessions hold, with as few wishes dropped as the hard rules ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from ironstride.domain.clock import monday_of
from ironstride.domain.exercise import Exercise
from ironstride.domain.plan import Dropped, PlannedWeek, Reason
from ironstride.planner.arithmetic import kit_missing, required_too_long
from ironstride.planner.assemble import build_week
from ironstride.planner.content import allowed_exercises, build_model
from ironstride.planner.content_model import ContentModel, ContentRule
from ironstride.planner.content_solver import ContentSolution
from ironstride.planner.elastic import SWAPS, fewest_swaps
from ironstride.planner.facts import Facts
from ironstride.planner.relax import (
    keep_possible_swaps,
    limits_alone_conflict,
    lost_swaps,
    nothing_left,
    without_pins,
)
from ironstride.planner.remedies import Asked, Unfit, frames_of
from ironstride.planner.sessions import SessionFrame
from ironstride.planner.slots import Slot
from ironstride.planner.week import WeekModel

Solve = Callable[[ContentModel, tuple[ContentRule, ...]], ContentSolution | None]
Allowed = tuple[tuple[Exercise, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A week with its content, the facts that it keeps, and what could not hold."""

    week: PlannedWeek
    facts: Facts
    optimal: bool = False
    bound: int = 0
    dropped: tuple[Dropped, ...] = ()


def without_slots(models: tuple[WeekModel, ...], unfit: frozenset[Slot]) -> tuple[WeekModel, ...]:
    """Return the ways of placing a week that use none of some slots."""
    if not unfit:
        return models
    found = []
    for model in models:
        gone = [i for i, slot in enumerate(model.slots) if slot in unfit]
        rows = ~np.isin(model.choices, gone).any(axis=1)
        if rows.any():
            found.append(replace(model, choices=model.choices[rows]))
    return tuple(found)


def fill(
    asked: Asked, slots: tuple[Slot, ...], reasons: tuple[Reason, ...], solve: Solve
) -> Filled | Unfit:
    """Return the week with its content; or, where no content keeps the hard rules, why not."""
    frames = frames_of(asked.facts, slots)
    options = asked.options(frames)
    allowed = allowed_exercises(options, asked.book.options, len(frames))
    lacking = _without_required(asked, allowed, frames)
    if lacking is not None:
        return lacking
    impossible = limits_alone_conflict(asked.facts, asked.book, options, allowed)
    if impossible is None and frames and not any(allowed):
        impossible = nothing_left()
    if impossible is not None:
        return _empty(asked, reasons, (impossible,))
    relaxed = keep_possible_swaps(asked, options, allowed)
    rules = asked.book.content
    kept = replace(asked, facts=relaxed.facts)
    dropped = relaxed.dropped
    model = _model(kept, frames, allowed)
    solution = solve(model, rules)
    if solution is None:
        elastic = fewest_swaps(model, rules, seed=asked.facts.seed)
        if elastic is None:
            return _unfit(kept, frames, allowed)
        chosen = elastic.chosen
        if elastic.gone:
            dropped = (*dropped, *lost_swaps(kept, slots, elastic.gone, proven=elastic.proven))
            kept = replace(kept, facts=without_pins(kept.facts, elastic.gone))
            model = _model(kept, frames, allowed)
            solution = solve(model, rules)
            if solution is None:
                found = fewest_swaps(model, rules, seed=asked.facts.seed)
                chosen = () if found is None else found.chosen
        solution = solution or ContentSolution(chosen=chosen, objective=0, bound=0, optimal=False)
    built = build_week(kept.facts, asked.week, asked.history, model, solution.chosen, reasons)
    held = tuple(s for s in built.sessions if any(b.kind != "warm-up" for b in s.blocks))
    return Filled(
        week=replace(built, sessions=held),
        facts=kept.facts,
        optimal=solution.optimal,
        bound=solution.bound,
        dropped=dropped,
    )


def _model(asked: Asked, frames: tuple[SessionFrame, ...], allowed: Allowed) -> ContentModel:
    return build_model(asked.facts, asked.week, asked.history, frames, allowed, few=asked.few)


def _without_required(
    asked: Asked, allowed: Allowed, frames: tuple[SessionFrame, ...]
) -> Unfit | None:
    """Return the sessions whose place lacks the kit for what a professional wants in each.

    None where no place of the runner's has it: then the limit and the kit contradict each other.
    """
    kits = {place.id: place.equipment for place in asked.facts.athlete.places}
    by_id = asked.facts.catalogue.by_id
    poor = []
    for session, frame in enumerate(frames):
        here = {exercise.id for exercise in allowed[session]}
        for limit in asked.facts.limits_on(frame.placed.date):
            if limit.require is None or limit.require in here or limit.require not in by_id:
                continue
            needs = by_id[limit.require].equipment
            elsewhere = any(kit <= held for held in kits.values() for kit in needs)
            if elsewhere and not any(kit <= kits[frame.placed.place] for kit in needs):
                poor.append(frame)
    if not poor:
        return None
    lacks = (
        kit_missing(asked.facts, limit.require or "", poor[0].placed.place)
        for limit in asked.facts.limits_on(poor[0].placed.date)
    )
    return Unfit(
        frames=tuple(poor), check=next((check for check in lacks if check is not None), None)
    )


def _unfit(asked: Asked, frames: tuple[SessionFrame, ...], allowed: Allowed) -> Unfit:
    """Return the sessions that no content fits: each by itself, else the fewest of them together.

    Edits by hand are left aside: what no session can hold is no matter of theirs.
    """
    rules = tuple(rule for rule in asked.book.content if rule.id != SWAPS)
    seed = asked.facts.seed

    def fits(positions: tuple[int, ...]) -> bool:
        model = _model(
            asked, tuple(frames[i] for i in positions), tuple(allowed[i] for i in positions)
        )
        return fewest_swaps(model, rules, seed=seed) is not None

    alone = tuple(i for i in range(len(frames)) if not fits((i,)))
    gone = alone or next(_apart(len(frames), fits))
    model = _model(asked, frames, allowed)
    checks = (required_too_long(model, frames[i], i) for i in gone)
    return Unfit(
        frames=tuple(frames[i] for i in gone),
        check=next((check for check in checks if check is not None), None),
        together=not alone,
    )


def _apart(count: int, fits: Callable[[tuple[int, ...]], bool]) -> Iterator[tuple[int, ...]]:
    """Yield what to leave out so that the rest fits together, the fewest first, late ones first."""
    for left in range(count - 1, -1, -1):
        for kept in combinations(range(count), left):
            if not kept or fits(kept):
                yield tuple(i for i in range(count) if i not in kept)


def _empty(asked: Asked, reasons: tuple[Reason, ...], dropped: tuple[Dropped, ...]) -> Filled:
    """Return a week without sessions; what was put into it by hand goes with them."""
    week, facts = asked.week, asked.facts
    mine = tuple(p for p in facts.athlete.pins if monday_of(p.date) == week.start)
    return Filled(
        week=PlannedWeek(
            start=week.start, phase=week.phase, light=week.light, sessions=(), reasons=reasons
        ),
        facts=without_pins(facts, mine),
        dropped=dropped,
    )
