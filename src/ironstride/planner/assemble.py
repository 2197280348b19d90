"""From chosen exercises to a session that can be done: order, pairs, warm-up, times and reasons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ironstride.domain.clock import clock_text
from ironstride.domain.exercise import Exercise, Need
from ironstride.domain.plan import (
    Block,
    BlockKind,
    PlannedSession,
    PlannedWeek,
    PrescribedExercise,
    PrescribedSet,
    Reason,
    Sides,
)
from ironstride.planner.content_model import Choice, ContentModel, Role
from ironstride.planner.dose import TRANSITION_SECONDS, set_work_seconds
from ironstride.planner.facts import Facts
from ironstride.planner.history import NOVEL_AFTER_DAYS, History
from ironstride.planner.reasons import exercise_reasons, placement_reasons, warm_up_reason
from ironstride.planner.scheme import CALVES
from ironstride.planner.season import SeasonWeek
from ironstride.planner.sessions import (
    SessionFrame,
    is_heavy_session,
    view_of,
)
from ironstride.planner.warm_up import warm_up_moves
from ironstride.planner.weak_side import first_side

ORDER: Final[tuple[frozenset[Need], ...]] = (
    frozenset({Need.POWER}),
    frozenset({Need.LEGS_KNEE, Need.LEGS_HIP}),
    CALVES,
    frozenset({Need.UPPER_PULL, Need.UPPER_PUSH}),
    frozenset({Need.HIP}),
    frozenset({Need.BALANCE, Need.FOOT}),
    frozenset({Need.TRUNK}),
)
"""Power, strength, accessory, trunk (LP-33, scheduling default 5)."""
IN_ORDER: Final = "dose.order_in_session"
"""The rule that asks for the order."""
WEAK_FIRST: Final = "dose.weak_side_first"
"""The rule that asks for the weaker side to begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What is done together: one choice, or a lead and its partner."""

    choices: tuple[Choice, ...]

    @property
    def rank(self) -> tuple[int, int, int, str]:
        """Where it stands in the order of a session; heavy lifts come first of their kind."""
        first = min(self.choices, key=_rank)
        return _rank(first)


def _rank(choice: Choice) -> tuple[int, int, int, str]:
    """Return its place in the order: by need, the heaviest first, small hops before big jumps.

    Hops for the foot are jumps: they come with them.
    """
    exercise = choice.exercise
    place = next((i for i, needs in enumerate(ORDER) if exercise.need in needs), len(ORDER))
    if exercise.impact.level:
        return 0, 0, exercise.impact.level, exercise.id
    load = round(choice.dose.work.load_kg or 0)
    return place, 0 if choice.dose.main else 1, -load, exercise.id


def units_of(choices: tuple[Choice, ...], *, ordered: bool = True) -> tuple[Unit, ...]:
    """Return the choices of a session in order, leads matched with partners of another class.

    Args:
        ordered: False where no order is asked for: by the names of the exercises.
    """
    units = [Unit(choices=(c,)) for c in choices if c.role is Role.ALONE]
    for sets in sorted({c.sets for c in choices}):
        leads = sorted((c for c in choices if c.role is Role.LEAD and c.sets == sets), key=_rank)
        partners = sorted(
            (c for c in choices if c.role is Role.PARTNER and c.sets == sets), key=_rank
        )
        units.extend(Unit(choices=pair) for pair in _match(leads, partners))
    if not ordered:
        return tuple(sorted(units, key=lambda u: u.choices[0].exercise.id))
    return tuple(sorted(units, key=lambda u: u.rank))


def _match(leads: list[Choice], partners: list[Choice]) -> list[tuple[Choice, Choice]]:
    """Return leads with partners, of other classes as far as possible, by augmenting paths."""
    taken: dict[int, int] = {}

    def place(lead: int, seen: set[int]) -> bool:
        for p, partner in enumerate(partners):
            if p in seen or partner.pair_class is leads[lead].pair_class:
                continue
            seen.add(p)
            if p not in taken or place(taken[p], seen):
                taken[p] = lead
                return True
        return False

    alone = [lead for lead in range(len(leads)) if not place(lead, set())]
    # competing pairs exist only where somebody switched the rule time.fair_pairs off
    free = [p for p in range(len(partners)) if p not in taken]
    taken.update(zip(free, alone, strict=False))
    return sorted(
        ((leads[lead], partners[p]) for p, lead in taken.items()), key=lambda t: _rank(t[0])
    )


def side_of(exercise: Exercise) -> Sides:
    """Return which sides the sets of an exercise are for."""
    return Sides.EACH if exercise.is_per_side else Sides.BOTH


def build_week(
    facts: Facts,
    week: SeasonWeek,
    history: History,
    model: ContentModel,
    chosen: tuple[int, ...],
    reasons: tuple[Reason, ...],
) -> PlannedWeek:
    """Return the week with its sessions as they are to be done."""
    last_done = dict(history.last_done)
    sessions: list[PlannedSession] = []
    for position, frame in enumerate(model.frames):
        picked = tuple(model.choices[i] for i in chosen if model.choices[i].session == position)
        session = _session(facts, model, frame, picked, last_done)
        sessions.append(session)
        for each in picked:
            last_done[each.exercise.id] = frame.placed.date
    return PlannedWeek(
        start=week.start,
        phase=week.phase,
        light=week.light,
        sessions=tuple(sessions),
        reasons=reasons,
    )


def _session(
    facts: Facts,
    model: ContentModel,
    frame: SessionFrame,
    picked: tuple[Choice, ...],
    last_done: dict[str, dt.date],
) -> PlannedSession:
    units = units_of(picked, ordered=facts.counts(IN_ORDER))
    warm_up = _warm_up(facts, frame, picked)
    blocks = (*warm_up, *(_block(facts, model, unit) for unit in units))
    placed = frame.placed
    draft = PlannedSession(
        id=f"s-{placed.date.isoformat()}",
        date=placed.date,
        start_minute=placed.start_minute,
        place=placed.place,
        title="",
        minutes_budget=placed.minutes,
        minutes_planned=round(sum(b.seconds_planned for b in blocks) / 60, 6),
        heavy_lower=False,
        contacts=sum(c.contacts for c in picked),
        blocks=blocks,
        reasons=placement_reasons(facts, model.week, frame),
    )
    exercises = view_of(facts, draft).exercises
    heavy = is_heavy_session(exercises, placed.date, last_done, NOVEL_AFTER_DAYS)
    return PlannedSession(
        id=draft.id,
        date=draft.date,
        start_minute=draft.start_minute,
        place=draft.place,
        title=title_of(picked, heavy=heavy),
        minutes_budget=draft.minutes_budget,
        minutes_planned=draft.minutes_planned,
        heavy_lower=heavy,
        contacts=draft.contacts,
        blocks=draft.blocks,
        reasons=draft.reasons,
    )


def _block(facts: Facts, model: ContentModel, unit: Unit) -> Block:
    exercises = tuple(_prescribed(facts, model, c) for c in unit.choices)
    return Block(
        kind=BlockKind.SUPERSET if len(unit.choices) > 1 else BlockKind.SINGLE,
        exercises=exercises,
        seconds_planned=sum(
            block_seconds(c.exercise, e) for c, e in zip(unit.choices, exercises, strict=True)
        ),
    )


def block_seconds(exercise: Exercise, prescribed: PrescribedExercise) -> float:
    """Return the seconds one exercise takes in its block: set-up, sets, sides and rests."""
    return exercise.setup_seconds + sum(
        set_work_seconds(exercise, s) + s.rest_seconds for s in prescribed.sets
    )


def _prescribed(facts: Facts, model: ContentModel, choice: Choice) -> PrescribedExercise:
    rest = {
        Role.ALONE: choice.dose.rest,
        Role.LEAD: TRANSITION_SECONDS,
        Role.PARTNER: choice.dose.paired,
    }[choice.role]
    return PrescribedExercise(
        exercise=choice.exercise.id,
        side=side_of(choice.exercise),
        first_side=first_side(facts, choice.exercise, model.frames[choice.session].placed.date)
        if facts.counts(WEAK_FIRST)
        else None,
        sets=(
            *choice.dose.warm_up,
            *(_rested(choice.dose.work, rest) for _ in range(choice.sets)),
        ),
        reasons=exercise_reasons(facts, model, choice),
    )


def _rested(work: PrescribedSet, rest: int) -> PrescribedSet:
    return PrescribedSet(
        rest_seconds=rest,
        reps=work.reps,
        seconds=work.seconds,
        contacts=work.contacts,
        distance_m=work.distance_m,
        hold_seconds=work.hold_seconds,
        load_kg=work.load_kg,
        implements=work.implements,
        band=work.band,
        body_mass_share=work.body_mass_share,
        percent_1rm=work.percent_1rm,
        rir=work.rir,
        tempo=work.tempo,
        kind=work.kind,
    )


def _warm_up(facts: Facts, frame: SessionFrame, picked: tuple[Choice, ...]) -> Iterator[Block]:
    moves = warm_up_moves(facts, frame, tuple(c.exercise for c in picked))
    if not moves:
        return
    exercises = tuple(
        PrescribedExercise(
            exercise=exercise.id,
            side=side_of(exercise),
            sets=(work,),
            reasons=(warm_up_reason(exercise),),
        )
        for exercise, work in moves
    )
    yield Block(
        kind=BlockKind.WARM_UP,
        exercises=exercises,
        seconds_planned=sum(block_seconds(m[0], e) for m, e in zip(moves, exercises, strict=True)),
    )


NEED_WORDS: Final[tuple[tuple[frozenset[Need], str], ...]] = (
    (frozenset({Need.POWER}), "jumps"),
    (frozenset({Need.LEGS_KNEE, Need.LEGS_HIP}), "legs"),
    (CALVES, "calves"),
    (frozenset({Need.UPPER_PUSH, Need.UPPER_PULL}), "upper body"),
    (frozenset({Need.HIP}), "hips"),
    (frozenset({Need.TRUNK}), "trunk"),
    (frozenset({Need.FOOT}), "feet"),
    (frozenset({Need.BALANCE}), "balance"),
)


def title_of(picked: tuple[Choice, ...], *, heavy: bool) -> str:
    """Return a short title: what the session is mostly about."""
    sets: list[tuple[int, int, str]] = []
    for position, (needs, word) in enumerate(NEED_WORDS):
        count = sum(c.sets for c in picked if c.exercise.need in needs)
        if count:
            sets.append((-count, position, word))
    words = [word for _, _, word in sorted(sets)[:2]]
    words.sort(key=lambda w: next(i for i, (_, n) in enumerate(NEED_WORDS) if n == w))
    if "jumps" in words and not any(c.contacts for c in picked):
        words[words.index("jumps")] = "drills"
    if heavy and "legs" in words:
        words[words.index("legs")] = "heavy legs"
    return " and ".join(words).capitalize() if words else "Rest"


def when(date: dt.date, minute: int) -> str:
    """Return a date and local time as a person says it."""
    return f"{date:%a} {date.day} {date:%b} {clock_text(minute)}"
