"""Self-tests as they are done: what is asked before, what is entered, what the result says."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ironstride.body.assess import judge, occasions_of, said
from ironstride.body.findings import effects_now, effects_of, lifted, person_of
from ironstride.body.permissions import Refusal, limits_on, permissions
from ironstride.body.safe_to_test import refusal_of
from ironstride.catalogue import load
from ironstride.catalogue.self_tests import ids_of_tests, known_tests, self_test, self_tests
from ironstride.domain.assessment import TestUnit
from ironstride.domain.body_region import Side
from ironstride.domain.problem import Parsed, Problem
from ironstride.services.analyses import STRANGER
from ironstride.services.planning import PAIN_DAYS, bone_answers
from ironstride.services.runner import athlete_now
from ironstride.strength.e1rm import estimate

if TYPE_CHECKING:
    from ironstride.body.findings import Effect
    from ironstride.body.permissions import Permissions
    from ironstride.body.verdicts import Occasion, Verdict
    from ironstride.domain.assessment import Assessment, LoggedResult
    from ironstride.domain.athlete import Athlete
    from ironstride.storage import Database, Put, UnitOfWork, Version

REMEDY: Final = "`ironstride test list` names the tests."


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedTest:
    """One test in a list.

    Args:
        last: the newest occasion; None before the first.
        refusal: why it may not be done today.
    """

    assessment: Assessment
    last: Occasion | None
    refusal: Refusal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOfTest:
    """All that the page of a test shows.

    Args:
        refusal: why it may not be done today; None where it may.
        first_side: the side that begins today; None for a test without sides.
        occasions: oldest first.
        results: what was entered and counts, oldest first, each with its id.
        verdict: of the newest occasion; None before the first.
        effects: what that verdict changes in the plan; the ones whose time is over are left out.
        maximum: the one-repetition maximum that a tested lift comes to, in a sentence; else empty.
    """

    assessment: Assessment
    refusal: Refusal | None
    first_side: Side | None
    occasions: tuple[Occasion, ...]
    results: tuple[LoggedResult, ...]
    verdict: Verdict | None
    effects: tuple[Effect, ...]
    maximum: str = ""

    @property
    def unchanged(self) -> str:
        """What is said where a result changes nothing; empty where it does, or there is none."""
        if self.verdict is None or self.effects:
            return ""
        return "Your plan stays as it is."


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """A runner with what is needed to say which tests may be done."""

    athlete: Athlete
    allowed: Permissions

    def refusal(self, test: Assessment, date: dt.date) -> Refusal | None:
        """Return why a test may not be done on a date, or None where it may."""
        shown_by = load().by_id[test.figure]
        limits = limits_on(self.athlete, date)
        return refusal_of(test, shown_by, self.allowed, limits, date) or self._waits(test)

    def _waits(self, test: Assessment) -> Refusal | None:
        """Return why a test waits for another one that was failed; None where it does not."""
        for each in test.waits:
            other = self_test(each.test)
            occasions = occasions_on_record(self.athlete, other)
            if occasions and occasions[-1].worst(other.better) < each.least:
                return Refusal(rule="test.waits", evidence=each.evidence, sentence=each.words)
        return None


def tested_now(unit: UnitOfWork, today: dt.date) -> Tested:
    """Return the runner as she stands today; a stranger where nothing was told."""
    athlete = athlete_now(unit, today) or STRANGER
    allowed = permissions(
        athlete,
        today,
        bone_answers=bone_answers(unit, today),
        pain_reports=unit.pains.between(today - dt.timedelta(days=PAIN_DAYS), today),
    )
    return Tested(athlete=athlete, allowed=allowed)


def occasions_on_record(athlete: Athlete, test: Assessment) -> tuple[Occasion, ...]:
    """Return the occasions of a test, oldest first."""
    return occasions_of(one for one in athlete.tests if one.test == test.id and test.takes(one))


def first_side(test: Assessment, occasions: tuple[Occasion, ...]) -> Side | None:
    """Return the side that begins: left at first, then in turn, so that neither is always fresh."""
    if not test.per_side:
        return None
    return Side.RIGHT if len(occasions) % 2 else Side.LEFT


def list_of_tests(unit: UnitOfWork, today: dt.date) -> tuple[ListedTest, ...]:
    """Return every test with its newest occasion, the first choice for a first day first."""
    tested = tested_now(unit, today)
    found = []
    for test in self_tests():
        occasions = occasions_on_record(tested.athlete, test)
        found.append(
            ListedTest(
                assessment=test,
                last=occasions[-1] if occasions else None,
                refusal=tested.refusal(test, today),
            )
        )
    return tuple(found)


def page_of_test(unit: UnitOfWork, test_id: str, today: dt.date) -> PageOfTest | None:
    """Return what the page of a test shows; None where there is no such test."""
    if test_id not in ids_of_tests():
        return None
    test = self_test(test_id)
    tested = tested_now(unit, today)
    occasions = occasions_on_record(tested.athlete, test)
    verdict = judge(test, occasions, person_of(tested.athlete, today)) if occasions else None
    effects = () if verdict is None else effects_of(test, verdict)
    return PageOfTest(
        assessment=test,
        refusal=tested.refusal(test, today),
        first_side=first_side(test, tuple(one for one in occasions if one.date < today)),
        occasions=occasions,
        results=unit.results.of_test(test_id),
        verdict=verdict,
        effects=tuple(effect for effect in effects if today <= effect.until),
        maximum=_maximum(effects, tested.athlete),
    )


def _maximum(effects: tuple[Effect, ...], athlete: Athlete) -> str:
    """Return what a tested lift comes to for one repetition, on the day it was tested.

    Source: LP-03 to LP-09; the spread is that of one person's estimate (dossier §20.4).
    """
    for one in lifted(effects):
        exercise = load().by_id[one.exercise]
        found = estimate(exercise, (one,), athlete.profile, one.date)
        if found is not None:
            return (
                f"Your one-repetition maximum is estimated at {found.external_kg:.0f} kg; for two "
                f"of three people it lies from {found.low - found.body_kg:.0f} kg to "
                f"{found.high - found.body_kg:.0f} kg."
            )
    return ""


def effects_in_force(athlete: Athlete, today: dt.date) -> tuple[Effect, ...]:
    """Return every effect of an athlete's results that holds today; only their tests are read."""
    tests = known_tests(one.test for one in athlete.tests)
    return effects_now(tests, athlete.tests, person_of(athlete, today), today)


# What is entered


def check_result(result: LoggedResult, *, today: dt.date) -> tuple[Problem, ...]:
    """Return every fault of a result that somebody enters; none where it can be stored."""
    if result.test not in ids_of_tests():
        return (
            Problem(
                code="unknown-test",
                sentence=f"“{result.test}” is no self-test that is known here.",
                location="test",
                remedy=REMEDY,
            ),
        )
    test = self_test(result.test)
    return (
        *_date_problems(result, today),
        *_side_problems(test, result),
        *_value_problems(test, result),
        *_item_problems(test, result),
    )


def _date_problems(result: LoggedResult, today: dt.date) -> tuple[Problem, ...]:
    if result.date <= today:
        return ()
    return (
        Problem(
            code="in-the-future",
            sentence=f"{result.date} is after today, {today}.",
            location="date",
            remedy="Enter it when it is done.",
        ),
    )


def _side_problems(test: Assessment, result: LoggedResult) -> tuple[Problem, ...]:
    if test.per_side and result.side not in {Side.LEFT, Side.RIGHT}:
        sentence, remedy = "This test is done side by side.", "Say left or right."
    elif not test.per_side and result.side is not None:
        sentence, remedy = "This test has no sides.", "Leave the side out."
    else:
        return ()
    return (Problem(code="wrong-side", sentence=sentence, location="side", remedy=remedy),)


def _value_problems(test: Assessment, result: LoggedResult) -> tuple[Problem, ...]:
    low, high = test.range
    found = []
    for place, value in (
        ("value", result.value),
        *((f"trials[{i}]", v) for i, v in enumerate(result.trials)),
    ):
        # Written so that a figure that is no number is refused, too.
        if not low <= value <= high:
            shown = said(test, value) if math.isfinite(value) else f"{value}"
            found.append(
                Problem(
                    code="out-of-range",
                    sentence=f"{shown} can't be: {test.name} lies from {said(test, low)} to "
                    f"{said(test, high)}.",
                    location=place,
                    remedy="Correct the figure.",
                )
            )
        elif test.unit in {TestUnit.REPS, TestUnit.ITEMS} and value != int(value):
            found.append(
                Problem(
                    code="not-whole",
                    sentence=f"{value:g} is no whole number of {test.unit.value}.",
                    location=place,
                    remedy="Count whole ones.",
                )
            )
    if len(result.trials) > test.trials:
        found.append(
            Problem(
                code="too-many-trials",
                sentence=f"{len(result.trials)} tries were entered; this test has {test.trials}.",
                location="trials",
                remedy="Enter the tries that count.",
            )
        )
    return tuple(found)


def _item_problems(test: Assessment, result: LoggedResult) -> tuple[Problem, ...]:
    known = range(len(test.items))
    if all(place in known for place in result.missed) and (
        not test.items or len(set(result.missed)) == len(known) - result.value
    ):
        return ()
    return (
        Problem(
            code="wrong-items",
            sentence=f"{len(set(result.missed))} items not seen and {result.value:g} seen do not "
            f"make the {len(known)} of this list.",
            location="missed",
            remedy="Name each item that was not seen, once.",
        ),
    )


def log_result(
    database: Database, result: LoggedResult, *, today: dt.date, now: dt.datetime
) -> Parsed[Put]:
    """Ensure that a result is stored once, durably, under the id made where it was entered."""
    problems = check_result(result, today=today)
    if problems:
        return Parsed(value=None, problems=problems)
    logged = replace(result, logged_at=result.logged_at or now)
    return database.write(lambda unit: unit.results.log(logged, now=now, id=result.id))


def edit_result(
    database: Database,
    result: LoggedResult,
    *,
    today: dt.date,
    now: dt.datetime,
    change_id: str | None = None,
) -> Parsed[Put]:
    """Ensure that a result has this as its last version; the versions before stay."""
    problems = check_result(result, today=today)
    if result.id is None:
        problems += (
            Problem(
                code="missing-id",
                sentence="The result has no id.",
                location="id",
                remedy="Say which result it is.",
            ),
        )
    if problems or result.id is None:
        return Parsed(value=None, problems=problems)
    key = result.id
    return database.write(
        lambda unit: unit.results.edit(
            key,
            replace(result, logged_at=result.logged_at or now),
            now=now,
            change_id=change_id,
        )
    )


def delete_result(
    database: Database, result_id: str, *, now: dt.datetime, change_id: str | None = None
) -> Parsed[Put]:
    """Ensure that a result counts no more; its versions stay."""
    return database.write(lambda unit: unit.results.delete(result_id, now=now, change_id=change_id))


def undo_result(
    database: Database, result_id: str, *, now: dt.datetime, change_id: str | None = None
) -> Parsed[Put]:
    """Ensure that the version of a result before the last holds again."""
    return database.write(lambda unit: unit.results.undo(result_id, now=now, change_id=change_id))


def recent_results(
    database: Database, limit: int = 20
) -> Parsed[tuple[Version[LoggedResult], ...]]:
    """Return the versions of results recorded last, the newest first: what undo can offer."""
    return database.read(lambda unit: unit.results.recent(limit))
