"""What pages show while a plan is made: the preview of its first weeks, empty ones, too."""

from __future__ import annotations

from dataclasses import replace
from threading import Event

import pytest

from ironstride.domain.plan import Blocks, Plan, Stop
from ironstride.domain.problem import Parsed
from ironstride.services import planning
from ironstride.services.current_plan import current_plan
from ironstride.storage import Database
from ironstride.web.replanning import Replanner
from tests.support.web import NOW, TODAY

STOP = Stop(flag="RF-01", sentence="Stop now.", see="a doctor", blocks=Blocks.ALL)


@pytest.fixture
def stored(database: Database) -> Plan:
    """Return the plan before, with sessions in its first weeks."""
    with database.snapshot() as unit:
        current = current_plan(unit)
    assert current is not None
    assert all(week.sessions for week in current.plan.weeks[:2])
    return current.plan


def shown_beside(database: Database, preview: Plan, monkeypatch: pytest.MonkeyPatch) -> Plan:
    """Return the plan that pages show while the one after a preview is being made."""
    go_on = Event()

    def replan(*_: object, **__: object) -> Parsed[object]:
        go_on.wait()
        return Parsed(value=None)

    monkeypatch.setattr(planning, "preview", lambda *_, **__: Parsed(value=preview))
    monkeypatch.setattr(planning, "replan", replan)
    replanner = Replanner()
    with database.snapshot() as unit:
        current = current_plan(unit)
    try:
        replanner.ask(database, today=TODAY, now=NOW, why="You said something.")
        shown = replanner.shown(database, current)
    finally:
        go_on.set()
    assert shown is not None
    return shown.plan


def test_a_week_that_the_preview_empties_is_shown_empty(
    database: Database, stored: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = replace(stored.weeks[0], sessions=())
    preview = replace(stored, weeks=(first, *stored.weeks[1:]))
    shown = shown_beside(database, preview, monkeypatch)
    assert shown.weeks[0].sessions == ()
    assert shown.weeks[1:] == stored.weeks[1:]


def test_weeks_that_the_preview_does_not_reach_stay_as_they_were(
    database: Database, stored: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = tuple(replace(week, sessions=()) for week in stored.weeks[2:])
    impact = replace(STOP, blocks=Blocks.IMPACT)
    preview = replace(stored, weeks=(*stored.weeks[:2], *bare), stops=(impact,))
    assert shown_beside(database, preview, monkeypatch).weeks == stored.weeks


def test_past_a_stop_no_week_holds_a_session(
    database: Database, stored: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = tuple(replace(week, sessions=()) for week in stored.weeks)
    preview = replace(stored, weeks=bare, stops=(STOP,))
    shown = shown_beside(database, preview, monkeypatch)
    assert not any(week.sessions for week in shown.weeks)
