"""What the runner switches off does not count; what must hold can't be switched off."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from ironstride.services.planning import PlanSettings, replan, request_now
from ironstride.services.rule_choices import switch, switched_off
from ironstride.services.runner import NAME, set_athlete_text
from ironstride.storage import Database, open_database
from tests.support.athletes import small

TODAY = dt.date(2026, 11, 23)
NOW = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)
VARIETY = "variety.within_week"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "own.db")
    text = json.dumps(small())
    set_athlete_text(opened, text, location="", file_format="json", today=TODAY, now=NOW)
    yield opened
    opened.close()


def test_a_rule_that_was_switched_off_leaves_the_plan_and_its_ledger(database: Database) -> None:
    assert switched_off(database, today=TODAY) == frozenset()
    assert switch(database, VARIETY, on=False, today=TODAY, now=NOW) is None
    assert switched_off(database, today=TODAY) == {VARIETY}
    request = database.read(lambda unit: request_now(unit, TODAY)).value
    assert request is not None
    assert VARIETY in request.rules_off
    short = PlanSettings(weeks=2, detail=1)
    made = replan(database, today=TODAY, now=NOW, why="test", settings=short).value
    assert made is not None
    counted = {line.rule for line in made.current.plan.analysis}
    assert counted
    assert VARIETY not in counted


def test_a_rule_that_was_switched_on_again_counts_and_both_are_kept(database: Database) -> None:
    switch(database, VARIETY, on=False, today=TODAY, now=NOW)
    assert switch(database, VARIETY, on=True, today=TODAY, now=NOW) is None
    assert switched_off(database, today=TODAY) == frozenset()
    with database.snapshot() as unit:
        whys = [version.why for version in unit.documents.history(NAME)]
    assert whys[:2] == [f"You switched {VARIETY} on again.", f"You switched {VARIETY} off."]


def test_switching_to_what_holds_makes_no_version(database: Database) -> None:
    assert switch(database, VARIETY, on=True, today=TODAY, now=NOW) is None
    with database.snapshot() as unit:
        assert len(unit.documents.history(NAME)) == 1


@pytest.mark.parametrize("rule", ["safety.effort", "limits.amounts", "recovery.heavy_legs_apart"])
def test_a_hard_rule_is_refused_with_a_sentence(database: Database, rule: str) -> None:
    problem = switch(database, rule, on=False, today=TODAY, now=NOW)
    assert problem is not None
    assert problem.code == "rule-always-counts"
    assert "can't be switched off" in problem.sentence
    assert problem.remedy
    assert switched_off(database, today=TODAY) == frozenset()


def test_a_rule_that_is_none_is_refused(database: Database) -> None:
    problem = switch(database, "variety.none", on=False, today=TODAY, now=NOW)
    assert problem is not None
    assert problem.code == "unknown-rule"


def test_without_a_runner_there_is_nothing_to_switch(tmp_path: Path) -> None:
    empty = open_database(tmp_path / "empty.db")
    assert switched_off(empty, today=TODAY) == frozenset()
    problem = switch(empty, VARIETY, on=False, today=TODAY, now=NOW)
    empty.close()
    assert problem is not None
    assert problem.code == "no-runner"
