"""Whether a self-test may be done: nothing that a flag, pain, a screen or a limit rules out."""

from __future__ import annotations

import datetime as dt

from ironstride.body.gates import GateState
from ironstride.body.permissions import Permissions, Refusal, exercise_allowed
from ironstride.body.screening import Finding, Withheld
from ironstride.body.words import pain_words, region_words
from ironstride.domain.assessment import Assessment, TestUnit, TimedBy
from ironstride.domain.athlete import Forbidden, Limit
from ironstride.domain.evidence import HOUSE
from ironstride.domain.exercise import Exercise, Impact

EASE_FROM_GRADE = 2
"""House: a region that a test loads this much must be at ease; less may be sore."""


def refusal_of(
    test: Assessment,
    shown_by: Exercise,
    allowed: Permissions,
    limits: tuple[Limit, ...],
    date: dt.date,
) -> Refusal | None:
    """Return why a test may not be done on a date, or None where it may.

    Args:
        shown_by: the exercise that the test's figure shows; what rules it out rules out the test.
        allowed: the lasting permissions; the day's own restrictions are looked up here.
        limits: the professionals' limits in force on the date.
    """
    day = allowed.on(date)
    return (
        exercise_allowed(shown_by, day)
        or _by_effort(test, day)
        or _by_pain(test, day)
        or _by_posture(test, day)
        or _by_limit(test, shown_by, limits)
    )


def _found(allowed: Permissions, *withheld: Withheld) -> Finding | None:
    return next((f for f in allowed.findings if f.withheld in withheld), None)


def _refusal(found: Finding | None, sentence: str) -> Refusal:
    if found is not None:
        return Refusal(rule=found.rule, evidence=found.evidence, sentence=found.sentence)
    return Refusal(rule="readiness.day", evidence=("RM-08", "RM-09", "RM-11"), sentence=sentence)


def _by_effort(test: Assessment, day: Permissions) -> Refusal | None:
    if test.impact.level > day.max_impact_level:
        return _refusal(
            _found(day, Withheld.IMPACT, Withheld.ALL),
            "No jumps today: you said that you are ill or slept short.",
        )
    if not test.maximal:
        return None
    hard = day.maximum_tests_allowed and day.heavy_lower_allowed and day.heavy_upper_allowed
    if not hard:
        return _refusal(
            _found(day, Withheld.MAXIMUM_TESTS, Withheld.HEAVY, Withheld.ALL),
            "No test to the end of your strength today: you said that you are ill, sore or short "
            "of sleep.",
        )
    if test.timing.by is TimedBy.STOPWATCH and day.max_hold_seconds is not None:
        return _refusal(_found(day, Withheld.LONG_HOLDS), "No long holds now.")
    return None


def _by_pain(test: Assessment, day: Permissions) -> Refusal | None:
    """Refuse what loads a region that is held or stopped, or loads a sore one with weight."""
    for region, grade in test.loads.items():
        gate = day.gates.get(region)
        if gate is None:
            continue
        sore = gate.state is not GateState.GO or gate.asks_bone_questions
        if grade > gate.max_grade or (sore and grade >= EASE_FROM_GRADE):
            return Refusal(
                rule="gate.pain",
                evidence=(*gate.evidence, HOUSE),
                sentence=f"This test waits while the {region_words(region, gate.side)} hurts "
                f"({pain_words(gate.pain)}).",
            )
    return None


def _by_posture(test: Assessment, day: Permissions) -> Refusal | None:
    for is_so, avoided, withheld in (
        (test.supine, day.avoid_supine, Withheld.SUPINE),
        (test.fall_risk, day.avoid_fall_risk, Withheld.FALL_RISK),
    ):
        if is_so and avoided:
            return _refusal(_found(day, withheld), "This test waits.")
    return None


def _by_limit(test: Assessment, shown_by: Exercise, limits: tuple[Limit, ...]) -> Refusal | None:
    named: set[str] = {shown_by.id, *(e.exercise for e in test.effects if e.exercise is not None)}
    for limit in limits:
        if _forbids(limit, test, shown_by, named):
            return Refusal(
                rule="limits.forbidden",
                evidence=(HOUSE,),
                sentence=f"{limit.set_by} has set a limit that rules this test out.",
            )
    return None


def _forbids(  # noqa: PLR0911 (a word each)
    limit: Limit, test: Assessment, shown_by: Exercise, named: set[str]
) -> bool:
    """Whether a limit forbids a test, or caps what the test takes to its end."""
    loads = limit.region is None or max(
        test.loads.get(limit.region, 0), shown_by.regions_loaded.get(limit.region, 0)
    )
    capped = limit.max_load_kg is not None or limit.max_percent_1rm is not None
    if capped and test.unit is TestUnit.KILOGRAMS and loads:
        return limit.exercise is None or limit.exercise in named
    if limit.max_contacts is not None and test.impact is not Impact.NONE and loads:
        return limit.exercise is None or limit.exercise in named
    match limit.forbid:
        case Forbidden.ALL:
            return bool(loads)
        case Forbidden.EXERCISE:
            return limit.exercise in named
        case Forbidden.IMPACT | Forbidden.RUNNING:
            return test.impact is not Impact.NONE and bool(loads)
        case Forbidden.END_RANGE:
            return shown_by.end_range and bool(loads)
        case Forbidden.HEAVY_LOWER | Forbidden.HEAVY_UPPER:
            lower = limit.forbid is Forbidden.HEAVY_LOWER
            return test.maximal and shown_by.is_lower is lower and bool(loads)
        case None:
            return False
