"""What was cut or swapped by hand stays with its session when that moves to another day."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ironstride.domain.plan import Plan, PlannedSession
from ironstride.services import adapt
from ironstride.services.current_plan import current_plan
from ironstride.services.edits import SessionEdit, edits_of, followed
from ironstride.services.moves import Verdict, move, offers
from ironstride.services.planning import PlanSettings, replan
from ironstride.services.runner import set_athlete_text
from ironstride.storage import Database, open_database
from tests.support.athletes import small

TODAY = dt.date(2026, 11, 23)
NOW = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)
SHORT = PlanSettings(weeks=2, detail=1)
DAY = dt.timedelta(days=1)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "own.db")
    set_athlete_text(
        opened, json.dumps(small()), location="", file_format="json", today=TODAY, now=NOW
    )
    assert replan(opened, today=TODAY, now=NOW, why="First.", settings=SHORT).value is not None
    yield opened
    opened.close()


def held(database: Database) -> Plan:
    with database.snapshot() as unit:
        found = current_plan(unit)
    assert found is not None
    return found.plan


def on(plan: Plan, was: PlannedSession, date: dt.date) -> Plan:
    """Return a plan with one session on another day of its week."""
    now = replace(was, id=f"s-{date.isoformat()}", date=date)
    return replace(
        plan,
        weeks=tuple(
            replace(w, sessions=tuple(now if s is was else s for s in w.sessions))
            for w in plan.weeks
        ),
    )


def free_day(plan: Plan) -> dt.date:
    taken = {s.date for s in plan.weeks[0].sessions}
    return next(day for day in (TODAY + n * DAY for n in range(7)) if day not in taken)


def test_edits_follow_a_session_to_its_new_day_and_others_stay(database: Database) -> None:
    plan = held(database)
    first, other = plan.weeks[0].sessions[:2]
    day = free_day(plan)
    edits = {
        first.id: SessionEdit(date=first.date, minutes=12),
        other.id: SessionEdit(date=other.date, swaps={"a": "b"}),
    }
    moved = followed(edits, plan, on(plan, first, day))
    assert moved == {
        f"s-{day.isoformat()}": SessionEdit(date=day, minutes=12),
        other.id: edits[other.id],
    }
    assert followed(edits, plan, plan) == edits
    assert followed(edits, None, plan) == edits


def test_an_edit_of_a_session_that_is_over_or_left_out_stays_where_it_was(
    database: Database,
) -> None:
    plan = held(database)
    first = plan.weeks[0].sessions[0]
    edits = {first.id: SessionEdit(date=first.date, minutes=12)}
    week = replace(plan.weeks[0], sessions=plan.weeks[0].sessions[1:])
    assert followed(edits, plan, replace(plan, weeks=(week, *plan.weeks[1:]))) == edits
    tomorrow = replace(on(plan, first, free_day(plan)), today=first.date + DAY)
    assert followed(edits, plan, tomorrow) == edits


def test_a_session_cut_and_then_moved_by_hand_stays_cut_and_goes_back_so(
    database: Database,
) -> None:
    first, *others = held(database).weeks[0].sessions
    whole = first.minutes_planned
    assert adapt.shorten(database, first.id, 12, today=TODAY, now=NOW).value is not None
    with database.snapshot() as unit:
        slots = offers(unit, first.id, TODAY)
    there = next(s for s in slots if s.date != first.date and s.verdict is not Verdict.NOT_POSSIBLE)
    way_back = move(database, first.id, there.date, there.start_minute, today=TODAY, now=NOW)
    assert way_back.value is not None, way_back.problems
    undo = way_back.value
    assert replan(database, today=TODAY, now=NOW, why="Moved.", undo=undo).value is not None
    now = next(s for s in held(database).weeks[0].sessions if s.date == there.date)
    assert now.minutes_planned <= 12 < whole
    with database.snapshot() as unit:
        assert {id: e.minutes for id, e in edits_of(unit, TODAY).items()} == {now.id: 12}
        card = next(each for each in unit.changes.open() if each.undo == undo)
    assert adapt.undo_change(database, card.id, today=TODAY, now=NOW).value is True
    assert replan(database, today=TODAY, now=NOW, why="Taken back.").value is not None
    back = held(database).weeks[0].sessions
    assert [s.id for s in back] == [first.id, *(s.id for s in others)]
    assert back[0].minutes_planned <= 12


def test_a_cut_taken_back_leaves_what_was_changed_in_another_session(database: Database) -> None:
    first, other = held(database).weeks[0].sessions[:2]
    for each in (first, other):
        assert adapt.shorten(database, each.id, 12, today=TODAY, now=NOW).value is not None
    with database.snapshot() as unit:
        card = next(c for c in reversed(unit.changes.open()) if c.undo is not None)
    assert first.title in card.sentence
    assert adapt.undo_change(database, card.id, today=TODAY, now=NOW).value is True
    assert replan(database, today=TODAY, now=NOW, why="Taken back.").value is not None
    whole, cut = held(database).weeks[0].sessions[:2]
    assert (whole.id, whole.minutes_planned) == (first.id, first.minutes_planned)
    assert cut.id == other.id
    assert cut.minutes_planned <= 12
