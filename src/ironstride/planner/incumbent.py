"""What the plan before had for a week: its sessions, its choices, and how far it was from the best.

A plan that is made again starts from the one before it. What that one had stays unless something
is better, so that equal facts give the equal plan, also where a proof was left open.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from ironstride.domain.plan import (
    Block,
    BlockKind,
    Level,
    PlannedSession,
    PlannedWeek,
    PrescribedExercise,
    PrescribedSet,
)
from ironstride.planner.content_model import Choice, ContentModel, Role
from ironstride.planner.facts import Facts
from ironstride.planner.sessions import SessionFrame

RULE: Final = "continuity.same_plan"
"""The rule whose price a plan pays for differing from the one before: not a cost of the content."""
ENGINE: Final = "ironstride/0.1"
PREVIEW_ENGINE: Final = f"{ENGINE} preview"
"""Who made a plan: the planner, or the planner in a hurry, whose bounds say nothing."""
ASIDE: Final = frozenset({BlockKind.WARM_UP, BlockKind.COOL_DOWN})


def week_before(facts: Facts, monday: dt.date) -> PlannedWeek | None:
    """Return a week as the plan before had it; None where it had no session then."""
    if facts.previous is None:
        return None
    return next((w for w in facts.previous.weeks if w.start == monday and w.sessions), None)


def sessions_before(
    facts: Facts, monday: dt.date, dates: tuple[dt.date, ...]
) -> tuple[PlannedSession | None, ...]:
    """Return for each date of a week the session that the plan before had in its place.

    The one of the same date; what is left of those from today on follows in order, so that a
    session that moves to another day takes its exercises along.
    """
    week = week_before(facts, monday)
    if week is None:
        return tuple(None for _ in dates)
    ordered = sorted(week.sessions, key=lambda s: (s.date, s.start_minute))
    same = {s.date: s for s in ordered if s.date in dates}
    left = iter([s for s in ordered if s.date not in same and s.date >= facts.today])
    return tuple(same[d] if d in same else next(left, None) for d in dates)


def exercises_of(session: PlannedSession) -> frozenset[str]:
    """Return the exercises of a session beside its warm-up."""
    return frozenset(e.exercise for b in session.blocks if b.kind not in ASIDE for e in b.exercises)


def offered_before(
    facts: Facts, monday: dt.date, frames: tuple[SessionFrame, ...]
) -> tuple[frozenset[str], ...]:
    """Return by session the exercises that the plan before had in its place."""
    found = sessions_before(facts, monday, tuple(f.placed.date for f in frames))
    return tuple(frozenset() if each is None else exercises_of(each) for each in found)


def choices_before(model: ContentModel) -> tuple[int, ...]:
    """Return the choices, each once, that say what the plan before had; what cannot be is out."""
    dates = tuple(f.placed.date for f in model.frames)
    return _choices(model, sessions_before(model.facts, model.week.start, dates))


def choices_after(model: ContentModel, week: PlannedWeek) -> tuple[int, ...]:
    """Return the choices that repeat another week, session by session; what cannot be is out.

    A block goes on much as it began, so the search for a week's best content begins there.
    """
    dates = tuple(f.placed.date for f in model.frames)
    ordered = sorted(week.sessions, key=lambda s: (s.date, s.start_minute))
    same = {
        s.date.weekday(): s for s in ordered if s.date.weekday() in {d.weekday() for d in dates}
    }
    left = iter([s for s in ordered if s not in same.values()])
    found = (same[d.weekday()] if d.weekday() in same else next(left, None) for d in dates)
    return _choices(model, tuple(found))


def _choices(model: ContentModel, sessions: tuple[PlannedSession | None, ...]) -> tuple[int, ...]:
    """Return the choices that say what each session had in its place."""
    found: set[int] = set()
    for position, session in enumerate(sessions):
        if session is None:
            continue
        here = tuple(model.in_session(position))
        for block in session.blocks:
            if block.kind not in ASIDE:
                found.update(_of_block(here, block))
    return tuple(sorted(found))


def _of_block(choices: tuple[Choice, ...], block: Block) -> tuple[int, ...]:
    pair = len(block.exercises) > 1
    roles = (Role.LEAD, Role.PARTNER) if pair else (Role.ALONE,)
    taken = [_like(choices, each, role) for each, role in zip(block.exercises, roles, strict=False)]
    found = tuple(c.index for c in taken if c is not None)
    if pair and len(found) == 1:
        # Half a pair is no pair: what is left of it stands alone.
        (left,) = (e for e, c in zip(block.exercises, taken, strict=False) if c is not None)
        alone = _like(choices, left, Role.ALONE)
        return () if alone is None else (alone.index,)
    return found


def _like(choices: tuple[Choice, ...], each: PrescribedExercise, role: Role) -> Choice | None:
    """Return the choice with as many sets and the same role, and the same work if there is one."""
    working = [s for s in each.sets if s.kind == "working"]
    like = [
        c
        for c in choices
        if c.exercise.id == each.exercise and c.sets == len(working) and c.role is role
    ]
    if not like:
        return None
    one = working[0]
    return next((c for c in like if _work(c.dose.work) == _work(one)), like[0])


def _work(one: PrescribedSet) -> tuple[float | None, ...]:
    return one.reps, one.seconds, one.contacts, one.percent_1rm, one.rir


def cost_before(facts: Facts, monday: dt.date) -> tuple[int, int]:
    """Return what the content of a week cost in the plan before, and what its proof left open.

    The cost is without what it paid for differing from the plan before it. A preview, whose bounds
    say nothing, leaves nothing open.
    """
    previous = facts.previous
    if previous is None:
        return 0, 0
    proof = next(
        (p for p in previous.proofs if p.level is Level.CONTENT and p.week == monday), None
    )
    if proof is None:
        return 0, 0
    moved = sum(x.penalty for x in previous.analysis if x.rule == RULE and x.week == monday)
    left = 0 if previous.engine == PREVIEW_ENGINE else proof.objective - proof.bound
    return proof.objective - moved, left
