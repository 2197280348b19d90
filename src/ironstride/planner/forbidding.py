"""What forbids an exercise in the sessions of a week: each hard rule with its own sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from ironstride.domain.exercise import Exercise, Method, Need
from ironstride.domain.plan import (
    Block,
    BlockKind,
    PlannedSession,
    PrescribedExercise,
    PrescribedSet,
)
from ironstride.planner.assemble import side_of
from ironstride.planner.content import PRACTISED_SESSIONS, heavy_possible
from ironstride.planner.content_solver import solve_content
from ironstride.planner.counterfactual import (
    Question,
    SetCount,
    WeekAsked,
    asked_rule,
    built,
    model_of,
)
from ironstride.planner.dose import dose_for
from ironstride.planner.rule import Rule
from ironstride.planner.sessions import content_view

MINUTES: Final = "time.session_minutes"
LOAD: Final = "kit.load_exists"
METHODS: Final = "dose.phase_methods"
FIRST: Final = ("safety", "limits", "kit", "time")
"""Groups of rules that are told before the others."""
ENOUGH: Final = 0.2
"""House: deterministic seconds for a week that shows how far a rule would be broken; no proof."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forbidding:
    """A hard rule that keeps an exercise out of a day's session, and why; None: of the week."""

    rule: str
    exercise: str
    date: dt.date | None
    sentence: str


def forbidden_in(asked: WeekAsked, exercises: frozenset[str]) -> tuple[Forbidding, ...]:
    """Return what keeps each exercise by itself out of each session, by day and rule."""
    options = asked.options(exercises)
    by_id = asked.facts.catalogue.by_id
    found: list[Forbidding] = []
    out: set[tuple[int, str]] = set()
    for rule in asked.book.options:
        for position in sorted(rule.encode(options, rule.values)):
            option = options.options[position]
            out.add((option.session, option.exercise.id))
            found.append(
                Forbidding(
                    rule=rule.id,
                    exercise=option.exercise.id,
                    date=option.frame.placed.date,
                    sentence=_said_alone(asked, rule, option.session, option.exercise),
                )
            )
    offered = {(c.session, c.exercise.id) for c in model_of(asked, exercises).choices}
    for session in range(len(asked.frames)):
        found += (
            _not_offered(asked, session, by_id[each])
            for each in sorted(exercises)
            if (session, each) not in out | offered
        )
    return tuple(sorted(found, key=_rank))


def _rank(found: Forbidding) -> tuple[dt.date, str, int, str]:
    """Return where a rule stands among those of its day: what cannot be argued with goes first."""
    group = found.rule.partition(".")[0]
    weight = FIRST.index(group) if group in FIRST else len(FIRST)
    return found.date or dt.date.min, found.exercise, weight, found.rule


def _said_alone(
    asked: WeekAsked, rule: Rule[Any, Any, Any], session: int, exercise: Exercise
) -> str:
    """Return what a rule says of an exercise that stands alone in a session."""
    planned = asked.planned.sessions[session]
    probe = replace(planned, blocks=(_probe(exercise),), heavy_lower=False)
    return _said(asked, rule, (probe,)) or rule.title


def _said(asked: WeekAsked, rule: Rule[Any, Any, Any], sessions: tuple[PlannedSession, ...]) -> str:
    week = replace(asked.planned, sessions=sessions)
    view = content_view(asked.facts, week, asked.history)
    breaches = rule.measure(view, rule.values).breaches
    return breaches[0].sentence if breaches else ""


def _probe(exercise: Exercise) -> Block:
    """Return a block with one set of an exercise as it may be done."""
    low = exercise.reps[0]
    is_jump = exercise.method is Method.PLYOMETRIC
    work = PrescribedSet(
        rest_seconds=0.0,
        reps=None if exercise.is_timed or is_jump else low,
        seconds=float(low) if exercise.is_timed else None,
        contacts=low if is_jump else None,
    )
    prescribed = PrescribedExercise(
        exercise=exercise.id, side=side_of(exercise), sets=(work,), reasons=()
    )
    return Block(kind=BlockKind.SINGLE, exercises=(prescribed,), seconds_planned=0.0)


def _not_offered(asked: WeekAsked, session: int, exercise: Exercise) -> Forbidding:
    """Return why an exercise that no rule forbids by itself has no dose in a session."""
    frame = asked.frames[session]
    dose = dose_for(
        exercise,
        frame.place,
        asked.week,
        frame.placed.date,
        asked.facts,
        heavy=heavy_possible(asked.facts, frame),
        practised=asked.history.knows(exercise.id, PRACTISED_SESSIONS),
    )
    if exercise.need is Need.MOBILITY:
        rule, why = METHODS, "Mobility belongs to the warm-up, which is made for each session."
    elif not dose.usable:
        why = dose.sentence or f"{exercise.name}: no weight there is light enough."
        rule = LOAD
    else:
        rule = MINUTES
        why = (
            f"{exercise.name} with its set-up and rests takes longer than the "
            f"{frame.work_seconds // 60} minutes that the warm-up leaves."
        )
    return Forbidding(rule=rule, exercise=exercise.id, date=frame.placed.date, sentence=why)


def forbidden_together(
    asked: WeekAsked, question: Question, *, limit: float = ENOUGH
) -> tuple[Forbidding, ...]:
    """Return the hard rules of which each, left out, would let the week be as asked.

    Empty where no single one does.
    """
    return tuple(_together(asked, question, limit))


def _together(asked: WeekAsked, question: Question, limit: float) -> Iterator[Forbidding]:
    model = model_of(asked, question.exercises)
    wish = asked_rule(question)
    hard = tuple(r for r in asked.rules if r.is_hard)
    for rule in hard:
        # Whether there is any week at all is quickly said: without costs there is nothing to prove.
        possible = (*(r for r in hard if r is not rule), wish)
        if solve_content(model, possible, seed=asked.request.seed, limit=limit) is None:
            continue
        others = (*(r for r in asked.rules if r is not rule), wish)
        solution = solve_content(model, others, seed=asked.request.seed, limit=limit)
        if solution is None:
            continue
        week = built(asked, model, solution)
        yield Forbidding(
            rule=rule.id,
            exercise=", ".join(sorted(question.exercises)),
            date=question.date,
            sentence=_said(asked, rule, week.sessions) or rule.title,
        )


def sets_on_offer(asked: WeekAsked, question: SetCount) -> tuple[int, ...]:
    """Return the numbers of sets that the dose of the week offers for an exercise in a session."""
    return tuple(
        sorted(
            {
                c.sets
                for c in model_of(asked, question.exercises).choices
                if c.exercise.id == question.exercise
                and asked.frames[c.session].placed.date == question.date
            }
        )
    )
