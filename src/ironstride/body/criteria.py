"""The criteria of rehabilitation stages in plain words, and what measures each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ironstride.body.words import pain_words
from ironstride.domain.protocol import (
    Doing,
    ExerciseCriterion,
    LadderCriterion,
    PainCeiling,
    PainCriterion,
    Predicate,
    RunCriterion,
    Running,
    TestCriterion,
    TimeCriterion,
    TrendCriterion,
)

DAYS_A_WEEK: Final = 7


class MeasuredBy(StrEnum):
    """What tells whether a criterion is met."""

    QUESTION = "question"
    TEST = "test"
    SETS = "sets"
    RUNS = "runs"
    CALENDAR = "calendar"
    PROFESSIONAL = "professional"


QUESTIONS: Final[Mapping[Doing, str]] = {
    Doing.PRESSING: "How much does the spot hurt when you press it?",
    Doing.DAILY_LIFE: "How much does it hurt in daily life, at its worst today?",
    Doing.WALKING: "How much does it hurt while you walk?",
    Doing.STAIRS: "How much does it hurt on stairs, up or down?",
    Doing.SITTING: "How much does it hurt while you sit?",
    Doing.LYING: "How much does it hurt when you lie on that side?",
    Doing.EXERCISES: "How much does it hurt during the exercises?",
    Doing.MORNING: "How much does it hurt with the first steps of the morning, and is it stiff?",
    Doing.NIGHT: "How much did it hurt at night?",
    Doing.RUNNING: "How much does it hurt while you run, and right after?",
    Doing.HOPPING: "How much does it hurt when you hop on that leg?",
}
"""What is asked for a pain, always from 0 (none) to 10 (worst)."""

_WHILE: Final[Mapping[Doing, str]] = {
    Doing.PRESSING: "when the spot is pressed",
    Doing.DAILY_LIFE: "in daily life",
    Doing.WALKING: "while walking",
    Doing.STAIRS: "on stairs",
    Doing.SITTING: "while sitting",
    Doing.LYING: "lying on that side",
    Doing.EXERCISES: "during the exercises",
    Doing.MORNING: "with the first steps of the morning",
    Doing.NIGHT: "at night",
    Doing.RUNNING: "while running and right after",
    Doing.HOPPING: "when hopping on that leg",
}

RUNNING_WORDS: Final[Mapping[Running, str]] = {
    Running.NONE: "no running",
    Running.WALK: "walking, no running",
    Running.WALK_RUN: "walk and run by the ladder",
    Running.EASY: "easy running",
    Running.ALL: "all running, step by step",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TestName:
    """A self-test as a criterion names it; ``unit`` as after a number: ``reps``, ``cm``."""

    __test__ = False  # pytest takes the name for a set of tests

    name: str
    unit: str
    per_side: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseName:
    """An exercise as a criterion names it; ``unit`` as it counts: ``repetitions``, ``seconds``."""

    name: str
    unit: str
    per_side: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What criteria call tests, exercises and professionals.

    Args:
        professional: whose word a sign-off is, e.g. ``a doctor``.
        ladder_steps: how many steps the walk-run ladder has.
    """

    tests: Mapping[str, TestName]
    exercises: Mapping[str, ExerciseName]
    professional: str = "a professional"
    ladder_steps: int = 0


def measured_by(asked: Predicate) -> MeasuredBy:
    """Return what tells whether a predicate holds."""
    if isinstance(asked, PainCriterion | TrendCriterion):
        return MeasuredBy.QUESTION
    if isinstance(asked, TestCriterion):
        return MeasuredBy.TEST
    if isinstance(asked, ExerciseCriterion):
        return MeasuredBy.SETS
    if isinstance(asked, RunCriterion | LadderCriterion):
        return MeasuredBy.RUNS
    return MeasuredBy.CALENDAR if isinstance(asked, TimeCriterion) else MeasuredBy.PROFESSIONAL


def criterion_words(asked: Predicate, names: Names) -> str:
    """Return a predicate as one sentence."""
    if isinstance(asked, PainCriterion):
        return _pain(asked)
    if isinstance(asked, TrendCriterion):
        weeks = "From last week to this" if asked.weeks == 1 else f"Over {asked.weeks} weeks"
        return f"{weeks}, pain and morning stiffness do not rise."
    if isinstance(asked, TestCriterion | ExerciseCriterion):
        return _done(asked, names)
    if isinstance(asked, RunCriterion | LadderCriterion):
        return _run(asked, names)
    if isinstance(asked, TimeCriterion):
        since = "since the injury" if asked.since_injury else "in this stage"
        return f"At least {length_words(asked.days)} {since}."
    return f"Confirmed by {names.professional}: {asked.confirms}."


def _run(asked: RunCriterion | LadderCriterion, names: Names) -> str:
    if isinstance(asked, LadderCriterion):
        last = ", its last," if asked.step == names.ladder_steps else ""
        return f"The walk-run ladder is climbed up to step {asked.step}{last} without a flare."
    times = "One run" if asked.times == 1 else f"{asked.times} runs"
    return f"{times} of at least {asked.minutes} minutes, {_pain_limit(asked.pain_at_most)}."


def _pain(asked: PainCriterion) -> str:
    where = _WHILE[asked.doing]
    if asked.minutes is not None:
        where += f" for {asked.minutes} minutes"
    often = "" if asked.days == 1 else f", on {asked.days} days in a row"
    if asked.at_most == 0:
        return f"No pain {where}{often}."
    return f"Pain {where} of at most {pain_words(asked.at_most)}{often}."


def _pain_limit(most: float) -> str:
    return "without pain" if most == 0 else f"pain of at most {pain_words(most)}"


def _done(asked: TestCriterion | ExerciseCriterion, names: Names) -> str:
    if isinstance(asked, TestCriterion):
        test = names.tests[asked.test]
        name, parts = test.name, _test(asked, test)
    else:
        exercise = names.exercises[asked.exercise]
        name, parts = exercise.name, _exercise(asked, exercise)
    if asked.pain_at_most is not None:
        parts.append(_pain_limit(asked.pain_at_most))
    return f"{name}: {', '.join(parts)}."


def _test(asked: TestCriterion, test: TestName) -> list[str]:
    sides = "the sides differ by at most"
    parts = []
    if asked.at_least is not None:
        each = " on each side" if test.per_side else ""
        parts.append(f"at least {asked.at_least:g} {test.unit}{each}")
    if asked.side_difference_at_most is not None:
        parts.append(f"{sides} {asked.side_difference_at_most:g} {test.unit}")
    if asked.side_difference_at_most_percent is not None:
        parts.append(f"{sides} {asked.side_difference_at_most_percent:g} %")
    return parts


def _exercise(asked: ExerciseCriterion, exercise: ExerciseName) -> list[str]:
    parts = []
    if asked.amount is not None:
        each = " on each side" if exercise.per_side else ""
        parts.append(f"{asked.amount} {exercise.unit}{each}")
    if asked.side_difference_at_most_percent is not None:
        parts.append(
            f"the loads of the sides differ by at most {asked.side_difference_at_most_percent:g} %"
        )
    return parts


def length_words(days: int) -> str:
    """Return a number of days in words: ``5 days``, ``2 weeks``."""
    if days % DAYS_A_WEEK == 0:
        weeks = days // DAYS_A_WEEK
        return "1 week" if weeks == 1 else f"{weeks} weeks"
    return "1 day" if days == 1 else f"{days} days"


def ceiling_words(pain: PainCeiling) -> str:
    """Return how much pain a stage allows, and by when it has settled, as sentences."""
    if pain.during == 0:
        return "No pain at all: not during, not after, not the next morning."
    next_morning = f"at {pain_words(pain.next_morning)} or less"
    settled = (
        f"It has settled by the next morning, {next_morning}."
        if pain.settles_minutes is None
        else f"It is back to where it was within {pain.settles_minutes} minutes, and the next "
        f"morning {next_morning}."
    )
    return f"At most {pain_words(pain.during)} during and right after. {settled}"


def question_of(asked: Predicate) -> str | None:
    """Return the question that is asked for a predicate over pain; None where none is asked."""
    if isinstance(asked, PainCriterion):
        return QUESTIONS[asked.doing]
    return QUESTIONS[Doing.MORNING] if isinstance(asked, TrendCriterion) else None
