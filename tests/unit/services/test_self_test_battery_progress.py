"""A battery goes on where it was left: done and left out count for two weeks, no longer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from ironstride.domain.assessment import LoggedResult
from ironstride.services.battery_progress import (
    OPEN_FOR,
    Progress,
    SkipReason,
    StepState,
    battery_progress,
    is_first_day,
    skip,
    take_in_again,
)
from ironstride.services.self_tests import log_result
from ironstride.storage import Database
from tests.support.web import NOW, TODAY, database_with_plan

DAY = dt.timedelta(days=1)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Return a database with a runner and a plan."""
    made = database_with_plan(tmp_path / "own.db")
    yield made
    made.close()


def progress(database: Database, today: dt.date = TODAY) -> Progress:
    with database.snapshot() as unit:
        return battery_progress(unit, today)


def state_of(database: Database, test: str, today: dt.date = TODAY) -> StepState:
    return next(s.state for s in progress(database, today).steps if s.assessment.id == test)


def first(database: Database) -> str:
    return progress(database).steps[0].assessment.id


def test_at_first_all_is_open_and_the_first_one_is_next(database: Database) -> None:
    found = progress(database)
    assert {step.state for step in found.steps} == {StepState.OPEN}
    assert found.next is found.steps[0]
    assert found.settled == 0
    assert found.minutes_left == sum(step.minutes for step in found.steps) <= 20


@pytest.mark.parametrize(
    ("days", "state"),
    [(0, StepState.DONE), (13, StepState.DONE), (14, StepState.OPEN), (60, StepState.OPEN)],
)
def test_a_result_of_the_last_two_weeks_counts_as_done(
    database: Database, days: int, state: StepState
) -> None:
    test = progress(database).steps[0].assessment
    one = LoggedResult(
        id="result-1",
        test=test.id,
        date=TODAY - days * DAY,
        value=test.range[1] / 2,
        side=progress(database).steps[0].first_side,
    )
    assert log_result(database, one, today=TODAY, now=NOW).value is not None
    assert state_of(database, test.id) is state


def test_what_is_left_out_keeps_its_reason_until_it_is_taken_in_again(database: Database) -> None:
    name = first(database)
    assert skip(database, name, SkipReason.KIT, today=TODAY).value
    step = progress(database).steps[0]
    assert (step.state, step.reason) == (StepState.SKIPPED, SkipReason.KIT)
    assert progress(database).next is not None
    assert progress(database).next != step
    assert take_in_again(database, name).value is True
    assert take_in_again(database, name).value is False
    assert state_of(database, name) is StepState.OPEN


def test_what_was_left_out_is_open_again_after_two_weeks(database: Database) -> None:
    name = first(database)
    skip(database, name, SkipReason.TIME, today=TODAY)
    assert state_of(database, name, TODAY + OPEN_FOR - DAY) is StepState.SKIPPED
    assert state_of(database, name, TODAY + OPEN_FOR) is StepState.OPEN


def test_done_counts_more_than_left_out(database: Database) -> None:
    found = progress(database).steps[0]
    skip(database, found.assessment.id, SkipReason.UNSURE, today=TODAY)
    one = LoggedResult(
        id="result-1",
        test=found.assessment.id,
        date=TODAY,
        value=found.assessment.range[1] / 2,
        side=found.first_side,
    )
    assert log_result(database, one, today=TODAY, now=NOW).value is not None
    step = progress(database).steps[0]
    assert (step.state, step.reason) == (StepState.DONE, None)


@pytest.mark.parametrize("name", ["levitation", ""])
def test_a_name_that_no_test_has_is_told(database: Database, name: str) -> None:
    for parsed in (
        skip(database, name, SkipReason.TIME, today=TODAY),
        take_in_again(database, name),
    ):
        (problem,) = parsed.problems
        assert parsed.value is None
        assert problem.code == "unknown-test"
        assert problem.remedy


def test_the_first_day_ends_with_the_first_result(database: Database) -> None:
    def now() -> bool:
        with database.snapshot() as unit:
            return is_first_day(unit)

    assert now()
    one = LoggedResult(id="result-1", test="push-ups", date=TODAY, value=20)
    assert log_result(database, one, today=TODAY, now=NOW).value is not None
    assert not now()
