"""A log of lifts counts once, whatever is said of its names and of the runner's clock since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ironstride.catalogue import load
from ironstride.domain.performance import LoggedSet
from ironstride.services.imports import ImportReport, ImportSettings, import_upload
from ironstride.services.lift_names import (
    NameIndex,
    answer_name,
    answers,
    open_names,
    outside_named,
    take_up_names,
)
from ironstride.storage import Database, PutStatus, open_database

TODAY = dt.date(2026, 11, 23)
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
NAME = "Wobble board thing"
LOG = (
    "date,exercise,reps,load_kg,session\n"
    f"2026-11-20,{NAME},8,40,a\n2026-11-20,{NAME},8,40,a\n2026-11-20,Push Up,12,,a\n"
)
LATE = dt.datetime(2026, 11, 20, 23, 30, tzinfo=dt.UTC)
TOLD = LoggedSet(exercise=NAME, date=LATE.date(), reps=8, logged_at=LATE, session_id="a")
MEANT = replace(TOLD, exercise="back-squat", date=dt.date(2026, 11, 21))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "own.db")
    yield opened
    opened.close()


def read(database: Database, log: str = LOG) -> ImportReport:
    settings = ImportSettings(now=NOW, today=TODAY)
    parsed = import_upload(database, "lifts.csv", log.encode(), settings)
    assert parsed.value is not None, parsed.problems
    return parsed.value


def exercises(database: Database) -> list[str]:
    with database.snapshot() as unit:
        return sorted(each.exercise for each in unit.sets.all())


def test_a_log_read_again_after_its_names_were_told_counts_once(database: Database) -> None:
    assert read(database).taken
    assert exercises(database) == [NAME, NAME, "push-up"]
    assert answer_name(database, load(), NAME, "back-squat", now=NOW).value == 2
    assert read(database).known
    assert exercises(database) == ["back-squat", "back-squat", "push-up"]


def test_a_set_told_on_another_day_by_a_clock_given_later_counts_once(database: Database) -> None:
    with database.begin() as unit:
        before = unit.sets.log_read([(TOLD, TOLD)], now=NOW)
        again = unit.sets.log_read([(TOLD, MEANT)], now=NOW)
        assert len(unit.sets.all()) == 1
    assert [each.status for each in before] == [PutStatus.NEW]
    assert PutStatus.NEW not in {each.status for each in again}


@pytest.mark.parametrize("earlier", [MEANT, replace(MEANT, date=TOLD.date)])
def test_what_an_earlier_program_stored_as_it_understood_it_counts_once(
    database: Database, earlier: LoggedSet
) -> None:
    with database.begin() as unit:
        unit.sets.log_all([earlier], now=NOW)
        assert unit.sets.log_read([(TOLD, MEANT)], now=NOW) == ()
        assert len(unit.sets.all()) == 1


def test_an_exercise_of_the_catalogue_is_never_renamed(database: Database) -> None:
    read(database)
    answered = answer_name(database, load(), "push-up", "back-squat", now=NOW)
    assert [each.code for each in answered.problems] == ["known-exercise"]
    assert "push-up" in exercises(database)


def test_a_log_with_a_head_alone_is_refused_with_what_to_do(database: Database) -> None:
    (problem,) = read(database, "date,exercise,reps,load_kg\n").refused
    assert (problem.code, problem.location) == ("no-sets", "lifts.csv")
    assert problem.remedy


def test_a_name_that_the_catalogue_learns_later_is_taken_up(database: Database) -> None:
    day = dt.date(2026, 11, 20)
    with database.begin() as unit:
        for name in ("Lat Pulldown (Cable)", "Basket lift", "Squat"):
            one = LoggedSet(exercise=name, date=day, reps=5, load_kg=40.0)
            unit.sets.log_all([one], now=NOW)
    assert take_up_names(database, now=NOW) == 1
    assert exercises(database) == ["Basket lift", "Squat", "cable-pulldown"]
    assert take_up_names(database, now=NOW) == 0


def test_names_outside_the_catalogue_are_known_and_not_asked_about(database: Database) -> None:
    log = "date,exercise,reps,load_kg\n2026-11-20,Hammer Curl,8,12\n2026-11-20,Squat,5,80\n"
    report = read(database, log)
    (note,) = report.taken[0].notes
    assert note.code == "unknown-exercises"
    assert "“Squat”" in note.sentence
    assert "Curl" not in note.sentence
    assert exercises(database) == ["Hammer Curl", "Squat"]
    with database.snapshot() as unit:
        (asked,) = open_names(unit)
    assert (asked.name, asked.sets) == ("Squat", 1)
    assert asked.candidates[0].id == "back-squat"
    assert answer_name(database, load(), "Squat", "outside:squat-variant", now=NOW).value == 0
    with database.snapshot() as unit:
        assert open_names(unit) == ()
        found = outside_named(("Squat", "Hammer Curl", "push-up"), answers(unit))
    assert {name: each.id for name, each in found.items()} == {
        "Squat": "squat-variant",
        "Hammer Curl": "biceps-curl",
    }
    assert read(database, log).known[0].notes == (), "an answer is not asked for again"


def test_a_log_of_a_program_that_knows_the_bar_alone_means_the_bar() -> None:
    index = NameIndex(load())
    rows = [
        LoggedSet(exercise="Squat", date=TODAY, reps=5, load_kg=60.0, session_id="stronglifts:1")
    ]
    assert index.map_sets(rows).sets[0].exercise == "back-squat"
    others = [replace(each, session_id="strong:1") for each in rows]
    assert index.map_sets(others).unknown == ("Squat",)
