"""How far a battery of self-tests has come: kept for two weeks, done today or some days ago."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from ironstride.catalogue.self_tests import self_test
from ironstride.domain.problem import Parsed, Problem
from ironstride.services.battery import LeftOut, battery
from ironstride.services.self_tests import list_of_tests

if TYPE_CHECKING:
    from ironstride.body.verdicts import Occasion
    from ironstride.domain.assessment import Assessment
    from ironstride.domain.body_region import Side
    from ironstride.storage import Database, UnitOfWork

SETTING: Final = "test-battery"
OPEN_FOR: Final = dt.timedelta(days=14)
"""A battery that is interrupted goes on within two weeks; results further back are another one's
(house)."""


class StepState(StrEnum):
    """How it stands with one test of a battery."""

    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"


class SkipReason(StrEnum):
    """Why somebody leaves a test out."""

    TIME = "time"
    KIT = "kit"
    HURTS = "hurts"
    UNSURE = "unsure"


REASONS: Final = {
    SkipReason.TIME: "no time",
    SkipReason.KIT: "I lack the kit",
    SkipReason.HURTS: "something hurts",
    SkipReason.UNSURE: "I don't feel safe",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One test of a battery, in its order."""

    assessment: Assessment
    first_side: Side | None
    minutes: float
    state: StepState
    occasion: Occasion | None = None
    reason: SkipReason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A battery as it stands: done and left out count, the first open one is next.

    Args:
        against: why it is not for today; empty where it is.
    """

    steps: tuple[Step, ...]
    left_out: tuple[LeftOut, ...]
    against: str

    @property
    def next(self) -> Step | None:
        """The test to go on with; None when nothing is open."""
        return next((step for step in self.steps if step.state is StepState.OPEN), None)

    @property
    def settled(self) -> int:
        """How many are done or left out."""
        return sum(step.state is not StepState.OPEN for step in self.steps)

    @property
    def minutes_left(self) -> float:
        """Minutes that the open ones take."""
        return sum(step.minutes for step in self.steps if step.state is StepState.OPEN)


def battery_progress(unit: UnitOfWork, today: dt.date) -> Progress:
    """Return today's battery with what was done or left out in the last two weeks."""
    planned = battery(unit, today)
    since = today - OPEN_FOR
    recent: dict[str, Occasion] = {
        each.assessment.id: each.last
        for each in list_of_tests(unit, today)
        if each.last is not None and since < each.last.date <= today
    }
    skipped = _skipped(unit, since)
    steps = tuple(
        Step(
            assessment=item.assessment,
            first_side=item.first_side,
            minutes=item.minutes,
            state=_state(item.assessment.id, recent, skipped),
            occasion=recent.get(item.assessment.id),
            reason=None if item.assessment.id in recent else skipped.get(item.assessment.id),
        )
        for item in planned.items
    )
    return Progress(steps=steps, left_out=planned.left_out, against=planned.against)


def is_first_day(unit: UnitOfWork) -> bool:
    """Return whether nothing was lifted and nothing was tested yet, as far as is logged here."""
    return not unit.sets.was_ever_used() and not unit.results.was_ever_used()


def _state(test: str, recent: dict[str, Occasion], skipped: dict[str, SkipReason]) -> StepState:
    if test in recent:
        return StepState.DONE
    return StepState.SKIPPED if test in skipped else StepState.OPEN


def _kept(unit: UnitOfWork) -> dict[str, dict[str, str]]:
    text = unit.settings.get(SETTING)
    kept: dict[str, dict[str, str]] = {} if text is None else json.loads(text)
    return kept


def _skipped(unit: UnitOfWork, since: dt.date) -> dict[str, SkipReason]:
    return {
        test: SkipReason(row["reason"])
        for test, row in _kept(unit).items()
        if dt.date.fromisoformat(row["on"]) > since
    }


def skip(database: Database, test: str, reason: SkipReason, *, today: dt.date) -> Parsed[bool]:
    """Ensure that a test is left out of the battery, with the reason."""
    try:
        self_test(test)
    except KeyError:
        return Parsed(value=None, problems=(unknown_test(test),))
    with database.begin() as unit:
        kept = _kept(unit)
        kept[test] = {"reason": reason.value, "on": today.isoformat()}
        unit.settings.put(SETTING, json.dumps(kept))
    return Parsed(value=True)


def take_in_again(database: Database, test: str) -> Parsed[bool]:
    """Ensure that a test that was left out is in again; the value says whether it was out."""
    try:
        self_test(test)
    except KeyError:
        return Parsed(value=None, problems=(unknown_test(test),))
    with database.begin() as unit:
        kept = _kept(unit)
        was_out = kept.pop(test, None) is not None
        unit.settings.put(SETTING, json.dumps(kept))
    return Parsed(value=was_out)


def unknown_test(test: str) -> Problem:
    """Return the problem of a name that no test has."""
    return Problem(
        code="unknown-test",
        sentence=f"“{test[:40]}” is no self-test.",
        location="test",
        remedy="Choose one of `ironstride test list`.",
    )
