"""A runner's own tick for technique stands as long as a set that bears it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ironstride.domain.performance import LoggedSet
from ironstride.services.log import confirm_technique, delete_set, edit_set, log_set, undo_set
from ironstride.storage import Database, TechniqueTick, open_database

TODAY = dt.date(2026, 11, 24)
NOW = dt.datetime(2026, 11, 24, 18, 0, tzinfo=dt.UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "one.db")
    yield opened
    opened.close()


def squat(number: int, *, ok: bool | None = True) -> LoggedSet:
    return LoggedSet(
        exercise="goblet-squat",
        date=TODAY,
        session_id="s-2026-11-24",
        id=f"set-{number}",
        order=number,
        reps=8,
        load_kg=16.0,
        technique_ok=ok,
    )


def confirmed_in(database: Database) -> int:
    with database.snapshot() as unit:
        return len(unit.technique.all())


def logged(database: Database, *sets: LoggedSet) -> None:
    for one in sets:
        assert log_set(database, one, today=TODAY, now=NOW).value is not None


def test_a_deleted_set_takes_its_tick_along_and_brings_it_back(database: Database) -> None:
    logged(database, squat(1))
    assert confirmed_in(database) == 1
    delete_set(database, "set-1", now=NOW)
    assert confirmed_in(database) == 0
    undo_set(database, "set-1", now=NOW)
    assert confirmed_in(database) == 1


def test_another_set_of_the_session_with_a_tick_keeps_it(database: Database) -> None:
    logged(database, squat(1), squat(2))
    delete_set(database, "set-1", now=NOW)
    assert confirmed_in(database) == 1
    delete_set(database, "set-2", now=NOW)
    assert confirmed_in(database) == 0


def test_a_set_edited_to_another_word_on_technique_is_no_tick(database: Database) -> None:
    logged(database, squat(1))
    edit_set(database, squat(1, ok=False), today=TODAY, now=NOW)
    assert confirmed_in(database) == 0
    edit_set(database, squat(1), today=TODAY, now=NOW)
    assert confirmed_in(database) == 1


def test_a_set_moved_to_another_exercise_takes_its_tick_there(database: Database) -> None:
    logged(database, squat(1))
    edit_set(database, replace(squat(1), exercise="split-squat"), today=TODAY, now=NOW)
    with database.snapshot() as unit:
        assert [tick.exercise for tick in unit.technique.all()] == ["split-squat"]


def test_what_a_professional_saw_does_not_hang_on_a_set(database: Database) -> None:
    logged(database, squat(1))
    tick = TechniqueTick(
        exercise="goblet-squat", date=TODAY, session_id="s-2026-11-24", confirmed_by="the physio"
    )
    confirm_technique(database, tick, now=NOW)
    delete_set(database, "set-1", now=NOW)
    assert confirmed_in(database) == 1
