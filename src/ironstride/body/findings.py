"""What results of self-tests change: the effects that are in force for somebody today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from ironstride.body.assess import judge, occasions_of
from ironstride.body.verdicts import Person, Verdict
from ironstride.domain.assessment import (
    BELOW_NORM,
    MEASURED,
    SIDE_GAP,
    Assessment,
    Does,
    EffectRule,
    TestId,
    TestUnit,
)
from ironstride.domain.athlete import Athlete, SelfTest
from ironstride.domain.body_region import Side
from ironstride.domain.exercise import Exercise, Laterality, LoadKind, Need
from ironstride.domain.performance import LoggedSet

VALID_WEEKS: Final = 26
"""House: after half a year a result says too little of today to change a plan."""

COUNTED: Final = frozenset({TestUnit.REPS})
"""Units in which a test counts what a set of its exercise counts."""

TESTED_RIR: Final = 1.0
"""The tests of lifts end with at most one repetition in reserve; counted as one (house)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one result changes in the plan.

    Args:
        side: the weaker side, where sides differ.
        value: of the result, where loads start from it.
        until: the last day on which it holds.
    """

    test: TestId
    rule: EffectRule
    on: dt.date
    until: dt.date
    sentence: str
    side: Side | None = None
    value: float | None = None


def person_of(athlete: Athlete, today: dt.date) -> Person:
    """Return what norms go by of an athlete."""
    return Person(
        age=athlete.age_on(today),
        sex=athlete.profile.sex,
        body_mass_kg=athlete.profile.body_mass_kg,
    )


def effects_of(test: Assessment, verdict: Verdict) -> tuple[Effect, ...]:
    """Return what a verdict changes, in the order of the test's file."""
    found = {MEASURED, *verdict.crossed}
    if verdict.weaker is not None:
        found.add(SIDE_GAP)
    if verdict.below_norm:
        found.add(BELOW_NORM)
    side = verdict.weaker
    on = verdict.occasion.date
    effects = tuple(
        Effect(
            test=test.id,
            rule=rule,
            on=on,
            until=on + dt.timedelta(weeks=VALID_WEEKS),
            side=side if rule.when == SIDE_GAP else None,
            value=verdict.occasion.worst(test.better) if rule.does is Does.LOAD_FROM else None,
            sentence=rule.words.replace("{side}", "" if side is None else side.value),
        )
        for rule in test.effects
        if rule.when in found
    )
    return tuple(each for i, each in enumerate(effects) if not _is_said(each, effects[:i]))


def _is_said(effect: Effect, before: tuple[Effect, ...]) -> bool:
    """Whether an effect was named for another finding of the same test: a warm-up comes once."""
    return effect.rule.does is Does.WARM_UP and any(
        (each.rule.does, each.rule.exercise) == (effect.rule.does, effect.rule.exercise)
        for each in before
    )


def effects_now(
    tests: Iterable[Assessment], results: Iterable[SelfTest], person: Person, today: dt.date
) -> tuple[Effect, ...]:
    """Return every effect of the last results that is in force on a day.

    Args:
        results: of any tests; those after today and those of unknown tests count for nothing.
    """
    known = tuple(each for each in results if each.date <= today)
    found: list[Effect] = []
    for test in tests:
        occasions = occasions_of(
            each for each in known if each.test == test.id and test.takes(each)
        )
        if occasions:
            effects = effects_of(test, judge(test, occasions, person))
            found.extend(effect for effect in effects if today <= effect.until)
    return tuple(found)


def shown_by_tests(
    tests: Iterable[Assessment],
    results: Iterable[SelfTest],
    by_id: Mapping[str, Exercise],
    today: dt.date,
) -> frozenset[str]:
    """Return the exercises that a self-test showed to be there: as many as the least of a set.

    The last results of the last 26 weeks count, of two sides the worse one; a test that measures
    kilograms or a distance shows no number of repetitions.
    """
    since = today - dt.timedelta(weeks=VALID_WEEKS)
    lately = tuple(each for each in results if since <= each.date <= today)
    found: set[str] = set()
    for test in tests:
        exercise = by_id.get(test.figure)
        done = [each for each in lately if each.test == test.id]
        if exercise is None or test.unit not in COUNTED or not done:
            continue
        last = max(each.date for each in done)
        if min(each.value for each in done if each.date == last) >= exercise.reps[0]:
            found.add(exercise.id)
    return frozenset(found)


def more_sets(effects: Iterable[Effect]) -> dict[Need, int]:
    """Return how many sets more a week each need gets: the most that any one result asks for."""
    found: dict[Need, int] = {}
    for effect in effects:
        if effect.rule.does in {Does.WEAK_SIDE_FIRST, Does.MORE_SETS}:
            for need in effect.rule.needs:
                found[need] = max(found.get(need, 0), effect.rule.sets)
    return found


def weak_sides(effects: Iterable[Effect]) -> dict[Need, Side]:
    """Return by need the side that goes first; a need on which two tests disagree is left out."""
    found: dict[Need, set[Side]] = {}
    for effect in effects:
        if effect.rule.does is Does.WEAK_SIDE_FIRST and effect.side is not None:
            for need in effect.rule.needs:
                found.setdefault(need, set()).add(effect.side)
    return {need: next(iter(sides)) for need, sides in found.items() if len(sides) == 1}


def holds_back(effect: Effect, exercise: Exercise) -> bool:
    """Whether an effect lets an exercise wait until its test is passed."""
    rule = effect.rule
    return (
        rule.does is Does.HOLD_BACK
        and exercise.family in rule.families
        and exercise.rung >= rule.from_rung
        and (not rule.one_leg or exercise.laterality is not Laterality.BILATERAL)
        and (not rule.loaded or exercise.load_kind is LoadKind.EXTERNAL)
        and exercise.impact.level >= rule.impact_from.level
    )


def is_unsteady(exercise: Exercise, most_impact: float) -> bool:
    """Whether one falls easily from it: nothing for those who can't stand on one leg (LG-17).

    Args:
        most_impact: the highest level of impact that one lands from steadily on two legs, 0 to 3.
    """
    one_leg = exercise.laterality is not Laterality.BILATERAL and exercise.contacts_per_rep > 0
    return exercise.fall_risk or one_leg or exercise.impact.level > most_impact


def lifted(effects: Iterable[Effect]) -> tuple[LoggedSet, ...]:
    """Return the sets that tests of lifts were: loads start from them as from any set."""
    return tuple(
        LoggedSet(
            exercise=effect.rule.exercise,
            date=effect.on,
            reps=effect.rule.reps,
            load_kg=effect.value,
            rir=TESTED_RIR,
        )
        for effect in effects
        if effect.rule.does is Does.LOAD_FROM and effect.rule.exercise is not None
    )


def first_in_warm_up(effects: Iterable[Effect]) -> frozenset[str]:
    """Return the exercises that come first in warm-ups."""
    return frozenset(
        effect.rule.exercise
        for effect in effects
        if effect.rule.does is Does.WARM_UP and effect.rule.exercise is not None
    )
