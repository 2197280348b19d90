"""Sessions cut or swapped by hand stay so whoever plans anew; what cannot hold is told."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ironstride.catalogue import load
from ironstride.domain.athlete import CheckIn, Forbidden, Limit
from ironstride.domain.plan import PlannedSession
from ironstride.domain.problem import Parsed
from ironstride.services import adapt
from ironstride.services.by_hand import as_left
from ironstride.services.checkins import check_in
from ironstride.services.current_plan import CurrentPlan, current_plan
from ironstride.services.edits import SessionEdit, edits_of
from ironstride.services.planning import PlanSettings, preview, replan, request_now
from ironstride.services.runner import set_athlete_text
from ironstride.storage import Database, open_database
from tests.support.athletes import small

TODAY = dt.date(2026, 11, 23)
NOW = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)
SHORT = PlanSettings(weeks=2, detail=1)
RUNS = [{"day": "sun", "start": "09:00", "kind": "long", "minutes": 100}]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "own.db")
    text = json.dumps(small(usual_week=RUNS))
    set_athlete_text(opened, text, location="", file_format="json", today=TODAY, now=NOW)
    assert replan(opened, today=TODAY, now=NOW, why="First.", settings=SHORT).value is not None
    yield opened
    opened.close()


def held(database: Database) -> CurrentPlan:
    with database.snapshot() as unit:
        found = current_plan(unit)
    assert found is not None
    return found


def first(database: Database) -> PlannedSession:
    return held(database).plan.weeks[0].sessions[0]


def exercises(session: PlannedSession) -> list[str]:
    return [
        each.exercise
        for block in session.blocks
        if block.kind != "warm-up"
        for each in block.exercises
    ]


def slept_badly(database: Database) -> None:
    said = CheckIn(date=TODAY - dt.timedelta(days=1), sleep_hours=7.5)
    assert not check_in(database, said, today=TODAY, now=NOW).problems


def test_a_cut_is_in_the_plan_from_its_first_version_on_and_makes_no_card(
    database: Database,
) -> None:
    session = first(database)
    assert adapt.shorten(database, session.id, 12, today=TODAY, now=NOW).value is not None
    cut = exercises(first(database))
    slept_badly(database)
    with database.snapshot() as unit:
        count, cards = len(unit.plans.history()), len(unit.changes.open())
    made = replan(database, today=TODAY, now=NOW, why="Anew.").value
    assert made is not None
    assert made.is_new
    with database.snapshot() as unit:
        assert len(unit.plans.history()) == count + 1, "a plan without the cut was stored between"
        new = unit.changes.open()  # the newest first
        told = [each.sentence for each in new[: len(new) - cards]]
    assert not [sentence for sentence in told if session.title in sentence], told
    assert first(database).minutes_planned <= 12
    assert exercises(first(database)) == cut


def swapped(database: Database) -> tuple[str, str]:
    """Return what was swapped in the first session, and for what."""
    session = first(database)
    offered = (
        (old, adapt.swap_offers(database, session.id, old, today=TODAY).value or ())
        for old in exercises(session)
    )
    old, new = next((old, offers[0].exercise) for old, offers in offered if offers)
    made = adapt.swap(database, session.id, old, new, today=TODAY, now=NOW)
    assert made.value is not None, made.problems
    return old, new


def test_a_swap_is_in_the_plan_made_anew(database: Database) -> None:
    old, new = swapped(database)
    slept_badly(database)
    assert replan(database, today=TODAY, now=NOW, why="Anew.").value is not None
    assert new in exercises(first(database))
    assert old not in exercises(first(database))


def test_a_swap_that_cannot_hold_any_more_is_told_once(database: Database) -> None:
    fresh = held(database).plan
    old, new = swapped(database)
    request, edits = database.read(
        lambda unit: (request_now(unit, TODAY), edits_of(unit, TODAY))
    ).value or (None, {})
    assert request is not None
    limit = Limit(set_by="Physiotherapist", forbid=Forbidden.EXERCISE, exercise=new)
    limited = replace(request, athlete=replace(request.athlete, limits=(limit,)))
    told = as_left(limited, fresh, edits)
    back = f"{load().by_id[old].name} is back on Monday"
    assert [each.sentence for each in told.changes if back in each.sentence], told.changes
    assert told.weeks == fresh.weeks
    again = as_left(replace(limited, previous=told), fresh, edits)
    assert not [each for each in again.changes if back in each.sentence]


def test_minutes_that_hold_nothing_any_more_are_told(database: Database) -> None:
    fresh = held(database).plan
    session = first(database)
    adapt.shorten(database, session.id, 12, today=TODAY, now=NOW)
    request = database.read(lambda unit: request_now(unit, TODAY)).value
    assert request is not None
    told = as_left(request, fresh, {session.id: SessionEdit(date=TODAY, minutes=1)})
    assert told.weeks == fresh.weeks
    assert not told.changes, "no plan held one minute, so nothing is lost"
    short = replace(session, minutes_planned=1.0)
    week = replace(fresh.weeks[0], sessions=(short, *fresh.weeks[0].sessions[1:]))
    before = replace(fresh, weeks=(week, *fresh.weeks[1:]))
    told = as_left(
        replace(request, previous=before), fresh, {session.id: SessionEdit(date=TODAY, minutes=1)}
    )
    assert "again: nothing that matters now fits into 1." in told.changes[-1].sentence


def test_a_preview_shows_the_cut_too(database: Database) -> None:
    session = first(database)
    adapt.shorten(database, session.id, 12, today=TODAY, now=NOW)
    slept_badly(database)
    shown = preview(database, today=TODAY).value
    assert shown is not None
    (same,) = [s for w in shown.weeks for s in w.sessions if s.id == session.id]
    assert same.minutes_planned <= 12


def test_a_session_cut_while_a_plan_is_made_stays_cut(database: Database) -> None:
    """The plan takes seconds; what a runner says meanwhile in the browser must not be lost."""
    session = first(database)
    slept_badly(database)
    said: list[Parsed[CurrentPlan]] = []

    def meanwhile(_done: int, _total: int) -> None:
        if not said:
            said.append(adapt.shorten(database, session.id, 12, today=TODAY, now=NOW))

    made = replan(database, today=TODAY, now=NOW, why="Anew.", progress=meanwhile).value
    assert made is not None
    assert said[0].value is not None
    assert first(database).minutes_planned <= 12
