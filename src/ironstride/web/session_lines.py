"""A strength session as its component shows it: blocks with labels, one line an exercise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ironstride.domain.performance import SetKind
from ironstride.domain.plan import BlockKind
from ironstride.web import words

if TYPE_CHECKING:
    from ironstride.domain.exercise import Exercise
    from ironstride.domain.plan import Block, PrescribedExercise, PrescribedSet
    from ironstride.services.measures import Measures
    from ironstride.services.today import DaySession


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One exercise: ``A1 Split squat, 3 x 6, 22 kg, leave 2``."""

    label: str
    name: str
    work: str
    load: str
    reserve: str
    note: str
    done: str
    anchor: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockLines:
    """Exercises done together."""

    is_warm_up: bool
    words: str
    seconds: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLines:
    """A session with its blocks; ``state`` is open, started, done or skipped."""

    id: str
    title: str
    start_minute: int
    place: str
    minutes: float
    heavy_lower: bool
    contacts: int
    state: str
    state_words: str
    blocks: tuple[BlockLines, ...]


def label_of(block: int, position: int, count: int) -> str:
    """Return ``A`` for a block of one exercise, ``B2`` for the second of a pair."""
    letter = chr(ord("A") + block % 26)
    return letter if count == 1 else f"{letter}{position + 1}"


def lines_of(
    day: DaySession, exercises: Mapping[str, Exercise], measures: Measures
) -> SessionLines:
    """Return a session of a day as its component shows it."""
    session = day.planned
    done = Counter(each.exercise for each in day.sets if each.kind is not SetKind.WARM_UP)
    work = [block for block in session.blocks if block.kind is not BlockKind.WARM_UP]
    letters = {id(block): i for i, block in enumerate(work)}
    state, state_words = _state(day)
    return SessionLines(
        id=session.id,
        title=session.title,
        start_minute=session.start_minute,
        place=session.place,
        minutes=session.minutes_planned,
        heavy_lower=session.heavy_lower,
        contacts=session.contacts,
        state=state,
        state_words=state_words,
        blocks=tuple(
            _block(block, letters.get(id(block)), exercises, done, measures)
            for block in session.blocks
        ),
    )


def _state(day: DaySession) -> tuple[str, str]:
    if day.is_done:
        return "done", "done"
    if day.is_skipped:
        return "skipped", "left out"
    if day.sets:
        return "started", f"started, {words.plural(len(day.sets), 'set')} logged"
    return "open", ""


def _block(
    block: Block,
    letter: int | None,
    exercises: Mapping[str, Exercise],
    done: Counter[str],
    measures: Measures,
) -> BlockLines:
    count = len(block.exercises)
    return BlockLines(
        is_warm_up=letter is None,
        words="" if count == 1 else "In turn: one set of each, then the next",
        seconds=block.seconds_planned,
        lines=tuple(
            _line(
                each,
                "" if letter is None else label_of(letter, position, count),
                exercises.get(each.exercise),
                done[each.exercise],
                measures,
            )
            for position, each in enumerate(block.exercises)
        ),
    )


def name_of(exercise_id: str, exercises: Mapping[str, Exercise]) -> str:
    """Return an exercise's name; its id where the catalogue no longer has it."""
    exercise = exercises.get(exercise_id)
    return exercise_id if exercise is None else exercise.name


def _line(
    each: PrescribedExercise,
    label: str,
    exercise: Exercise | None,
    done: int,
    measures: Measures,
) -> Line:
    working = [s for s in each.sets if s.kind == "working"] or list(each.sets)
    sides = words.sides(each.side)
    per_side = 2 if sides == "each side" else 1
    ramp = sum(s.kind == "warm-up" for s in each.sets) if len(working) < len(each.sets) else 0
    return Line(
        label=label,
        name=each.exercise if exercise is None else exercise.name,
        work=" ".join(part for part in (_work(working), sides) if part),
        load=_same([words.load(s, measures) for s in working]),
        reserve=_same([words.reserve(s) for s in working]),
        note=", ".join(
            (
                *([f"after {words.plural(ramp, 'lighter set')}"] if ramp else []),
                *([] if each.first_side is None else [f"{each.first_side.value} side first"]),
            )
        ),
        done=f"{done // per_side} of {len(working)}" if done else "",
        anchor=each.exercise,
        href=f"/exercises/{each.exercise}",
    )


def _work(sets: list[PrescribedSet]) -> str:
    """Return ``3 x 6``; where sets differ, all of them: ``8, 6, 4``."""
    amounts = [words.amount(s) for s in sets]
    if len(set(amounts)) == 1:
        return f"{len(amounts)} {words.TIMES} {amounts[0]}"
    return ", ".join(amounts)


def _same(texts: list[str]) -> str:
    unique = list(dict.fromkeys(texts))
    return unique[0] if len(unique) == 1 else " / ".join(unique)
