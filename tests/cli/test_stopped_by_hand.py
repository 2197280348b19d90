"""Control-C while a plan is made: the stored plan stands, a sentence says so, exit code 130."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ironstride.planner import solve
from ironstride.services.current_plan import CurrentPlan, current_plan
from ironstride.services.planning import CANCELLED, replan
from ironstride.storage import Database
from tests.support.athletes import small
from tests.support.door import Terminal, ask
from tests.support.web import NOW, SETTINGS, TODAY, database_with_plan


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """Return a database with a runner and a plan."""
    return database_with_plan(tmp_path / "own.db")


def interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensure that somebody presses Control-C after the first week."""
    made = solve.make_plan

    def press(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(
        solve, "make_plan", lambda request, **_: made(request, preview=True, progress=press)
    )


def stored(database: Database) -> CurrentPlan:
    with database.snapshot() as unit:
        found = current_plan(unit)
    assert found is not None
    return found


@pytest.mark.parametrize("looks", [False, True], ids=["unseen", "on a terminal"])
def test_the_stored_plan_stands_and_a_sentence_says_so(
    looks: bool,  # noqa: FBT001 (a parameter of the test)
    database: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = stored(database)
    interrupted(monkeypatch)
    answer = ask(
        "plan", "--seed", 7, "--weeks", 4, "--detail", 2, "--database", tmp_path / "own.db",
        home=tmp_path, now=NOW, err=Terminal() if looks else None,
    )  # fmt: skip
    assert answer.code == 130
    assert "no plan was stored" in " ".join(answer.err.split())
    assert "Traceback" not in answer.err
    assert stored(database) == before


def test_a_plan_from_files_says_it_in_its_one_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner = tmp_path / "me.json"
    runner.write_text(json.dumps(small()), encoding="utf-8")
    interrupted(monkeypatch)
    answer = ask(
        "plan", "--athlete", runner, "--today", "2026-11-23", "--weeks", 4, "--json", home=tmp_path
    )
    assert answer.code == 130
    assert [each["code"] for each in answer.document["problems"]] == ["interrupted"]


def test_a_planning_that_nobody_wants_any_more_stores_nothing(database: Database) -> None:
    before = stored(database)
    weeks: list[int] = []
    made = replan(
        database,
        today=TODAY,
        now=NOW,
        why="Anew.",
        settings=type(SETTINGS)(seed=9, weeks=4, detail=3),
        progress=lambda done, _: weeks.append(done),
        cancelled=lambda: len(weeks) >= 1,
    )
    assert made.problems == (CANCELLED,)
    assert weeks == [1], "it is given up between weeks"
    assert stored(database) == before
