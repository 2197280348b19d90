from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ironstride.catalogue import load
from ironstride.domain.performance import LoggedSession, LoggedSet
from ironstride.services.carry import first_day
from ironstride.services.exports import export_archive, import_archive
from ironstride.services.imports import ImportReport, ImportSettings, import_upload
from ironstride.services.lift_names import answer_name, open_names
from ironstride.services.log import delete_set, edit_set, log_session, log_set
from ironstride.services.progress import progress_of
from ironstride.services.runs import correct_run
from ironstride.services.watch_lifts import CAUGHT_UP, is_from_watch
from ironstride.storage import ActivityCorrection, ActivityId, Database, open_database
from ironstride.strength.e1rm import Basis, estimate
from tests.support.fit_writer import WrittenSet, write_strength
from tests.support.lifts import PROFILE

TODAY = dt.date(2026, 11, 23)
NOW = dt.datetime(2026, 11, 23, 20, tzinfo=dt.UTC)
START = dt.datetime(2026, 11, 20, 17, tzinfo=dt.UTC)
DAY = START.date()
SETTINGS = ImportSettings(now=NOW, today=TODAY)
GOBLET = WrittenSet(seconds=40, reps=10, load_kg=16, category=28, exercise=37)
REST = WrittenSet(seconds=90, rest=True)
PLANK = WrittenSet(seconds=45, reps=1, category=19, exercise=43)
SOME_SQUAT = WrittenSet(seconds=30, reps=8, load_kg=40, category=28, exercise=None)
NAMELESS = WrittenSet(seconds=20, reps=5, category=None, exercise=None)
SESSION = (GOBLET, REST, GOBLET, REST, PLANK, REST, SOME_SQUAT, REST, NAMELESS)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "own.db")
    yield opened
    opened.close()


def sent(database: Database, content: bytes, name: str = "gym.fit") -> ImportReport:
    parsed = import_upload(database, name, content, SETTINGS)
    assert parsed.value is not None, parsed.problems
    return parsed.value


def sets(database: Database) -> tuple[LoggedSet, ...]:
    with database.snapshot() as unit:
        return unit.sets.all()


def activity(database: Database) -> ActivityId:
    with database.snapshot() as unit:
        return unit.activities.lines()[0].id


def test_the_sets_of_a_watch_are_logged_sets(database: Database) -> None:
    report = sent(database, write_strength(START, SESSION))
    goblet, again, plank, squat, nameless = sets(database)
    assert (goblet.exercise, goblet.reps, goblet.load_kg) == ("goblet-squat", 10, 16.0)
    assert (goblet.rir, goblet.technique_ok) == (None, None)
    assert goblet.logged_at == START + dt.timedelta(seconds=40)
    assert again.order == 1
    assert again.id != goblet.id
    assert (plank.exercise, plank.reps, plank.seconds) == ("plank", None, 45.0)
    assert squat.exercise == "squat (kind not told)"
    assert nameless.exercise == "not recognised"
    assert all(is_from_watch(each) and each.date == DAY for each in sets(database))
    (file,) = report.taken
    assert file.activities[0].sets == 5
    assert {note.code for note in file.notes} == {"unknown-exercises", "unrecognised-sets"}
    assert "“squat (kind not told)”" in file.notes[0].sentence
    with database.snapshot() as unit:
        (session,) = unit.sessions.all()
    assert session.session_id == goblet.session_id
    assert session.minutes == pytest.approx(sum(s.seconds for s in SESSION) / 60, abs=0.1)


def test_however_often_a_file_comes_each_set_is_there_once(database: Database) -> None:
    content = write_strength(START, SESSION)
    sent(database, content)
    before = sets(database)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("again/copy.fit", content)
    assert sent(database, packed.getvalue(), "all.zip").known
    assert sets(database) == before


def test_what_was_made_of_a_set_by_hand_stays(database: Database) -> None:
    sent(database, write_strength(START, SESSION))
    first, second = sets(database)[:2]
    assert first.id is not None
    assert second.id is not None
    edit_set(database, replace(first, reps=12, rir=2.0), today=TODAY, now=NOW)
    delete_set(database, second.id, now=NOW)
    with database.begin() as unit:
        unit.settings.remove(CAUGHT_UP)
    sent(database, write_strength(START, SESSION))
    sent(database, write_strength(START, (*SESSION, replace(REST, seconds=1))), "other.fit")
    held = {each.id: each for each in sets(database)}
    assert held[first.id].reps == 12
    assert second.id not in held
    assert len(held) == 4
    with database.snapshot() as unit:
        assert [version.value is None for version in unit.sets.history(second.id)] == [False, True]


def test_sets_of_activities_that_an_older_program_stored_are_caught_up(database: Database) -> None:
    sent(database, write_strength(START, SESSION))
    before = sets(database)
    with database.begin() as unit:
        unit.settings.remove(CAUGHT_UP)
        rows = [each.id or "" for each in before]
    assert len(rows) == 5
    sent(database, write_strength(START + dt.timedelta(days=1), (GOBLET,)), "next.fit")
    assert sets(database)[:5] == before
    assert len(sets(database)) == 6


def test_a_name_is_asked_once_and_the_answer_holds(database: Database) -> None:
    catalogue = load()
    sent(database, write_strength(START, SESSION))
    with database.snapshot() as unit:
        assert [(each.name, each.sets) for each in open_names(unit)] == [
            ("squat (kind not told)", 1)
        ]
    name = "squat (kind not told)"
    wrong = answer_name(database, catalogue, name, "no-such-thing", now=NOW)
    assert wrong.problems[0].code == "unknown-exercise"
    assert answer_name(database, catalogue, name, "back-squat", now=NOW).value == 1
    assert [each.exercise for each in sets(database)][3] == "back-squat"
    later = START + dt.timedelta(days=2)
    report = sent(database, write_strength(later, (SOME_SQUAT,)), "later.fit")
    assert report.taken[0].notes == ()
    assert sets(database)[-1].exercise == "back-squat"
    with database.snapshot() as unit:
        assert open_names(unit) == ()


def test_a_name_that_means_no_exercise_is_not_asked_again(database: Database) -> None:
    sent(database, write_strength(START, (SOME_SQUAT,)))
    assert answer_name(database, load(), "squat (kind not told)", "", now=NOW).value == 0
    with database.snapshot() as unit:
        assert open_names(unit) == ()
    assert sets(database)[0].exercise == "squat (kind not told)"


def test_sets_go_with_an_activity_that_is_left_out_and_come_back_with_it(
    database: Database,
) -> None:
    sent(database, write_strength(START, SESSION))
    whole = sets(database)
    assert whole[0].id is not None
    delete_set(database, whole[0].id, now=NOW)
    id = activity(database)
    for minute, hidden in ((1, True), (2, False)):
        correct_run(
            database,
            id,
            ActivityCorrection(hidden=hidden),
            today=TODAY,
            now=NOW + dt.timedelta(minutes=minute),
        )
        with database.snapshot() as unit:
            assert bool(unit.sessions.all()) is not hidden
        if hidden:
            assert sets(database) == ()
    assert sets(database) == whole[1:]


def test_sets_follow_the_day_that_the_runner_gives_the_activity(database: Database) -> None:
    sent(database, write_strength(START, SESSION))
    moved = START - dt.timedelta(days=3)
    correction = ActivityCorrection(start=moved, session_rpe=8.0)
    correct_run(database, activity(database), correction, today=TODAY, now=NOW)
    assert {each.date for each in sets(database)} == {moved.date()}
    with database.snapshot() as unit:
        (session,) = unit.sessions.all()
    assert (session.date, session.session_rpe) == (moved.date(), 8.0)


def by_hand(minutes: float, day: dt.date = DAY) -> LoggedSet:
    return LoggedSet(
        id="made-on-the-phone",
        exercise="goblet-squat",
        date=day,
        reps=10,
        load_kg=16.0,
        rir=2.0,
        session_id="2026-11-20-1",
        logged_at=START + dt.timedelta(minutes=minutes),
    )


def test_a_session_that_was_logged_by_hand_is_not_counted_twice(database: Database) -> None:
    log_set(database, by_hand(5), today=TODAY, now=NOW)
    report = sent(database, write_strength(START, SESSION))
    assert [note.code for note in report.taken[0].notes] == ["logged-by-hand"]
    assert [each.id for each in sets(database)] == ["made-on-the-phone"]


def test_the_log_of_a_phone_that_comes_later_counts_instead(database: Database) -> None:
    sent(database, write_strength(START, SESSION))
    log_set(database, by_hand(5), today=TODAY, now=NOW)
    done = LoggedSession(session_id="2026-11-20-1", date=DAY, minutes=20.0, session_rpe=6.0)
    log_session(database, done, today=TODAY, now=NOW)
    assert [each.id for each in sets(database)] == ["made-on-the-phone"]


def test_another_session_of_the_same_day_counts_beside_it(database: Database) -> None:
    log_set(database, by_hand(-300), today=TODAY, now=NOW)
    sent(database, write_strength(START, SESSION))
    assert len(sets(database)) == 6


def test_a_maximum_from_a_watch_is_a_lower_bound_until_the_reserve_is_told(
    database: Database,
) -> None:
    sent(database, write_strength(START, SESSION))
    squat = load().exercise("goblet-squat")
    known = estimate(squat, sets(database), PROFILE, TODAY)
    assert known is not None
    assert known.basis is Basis.LOWER_BOUND
    with database.snapshot() as unit:
        (chart,) = progress_of(unit, TODAY).strength
    assert chart.exercise == "goblet-squat"
    edit_set(database, replace(sets(database)[1], rir=2.0), today=TODAY, now=NOW)
    known = estimate(squat, sets(database), PROFILE, TODAY)
    assert known is not None
    assert known.basis is Basis.SETS


def test_after_lifting_with_a_watch_today_the_plan_begins_tomorrow(database: Database) -> None:
    with database.snapshot() as unit:
        assert first_day(unit, DAY) == DAY
    sent(database, write_strength(START, SESSION))
    with database.snapshot() as unit:
        assert first_day(unit, DAY) == DAY + dt.timedelta(days=1)
        assert first_day(unit, TODAY) == TODAY


def test_export_and_import_keep_the_sets_and_what_was_said_of_names(
    database: Database, tmp_path: Path
) -> None:
    sent(database, write_strength(START, SESSION))
    answer_name(database, load(), "squat (kind not told)", "back-squat", now=NOW)
    target = tmp_path / "all.zip"
    assert export_archive(database, target, now=NOW).value is not None
    elsewhere = open_database(tmp_path / "elsewhere.db")
    try:
        assert import_archive(elsewhere, target).value is not None
        assert sets(elsewhere) == sets(database)
        assert sent(elsewhere, write_strength(START, SESSION)).known
        assert sets(elsewhere) == sets(database)
    finally:
        elsewhere.close()


def test_a_real_watch_brings_its_sets_with_what_it_could_not_name(
    database: Database, corpus: Path
) -> None:
    content = (corpus / "fit" / "garmin_fenix6s_core_sets.fit").read_bytes()
    report = sent(database, content)
    logged = sets(database)
    assert len(logged) == report.taken[0].activities[0].sets == 8
    assert {each.date for each in logged} == {dt.date(2023, 1, 2)}
    with database.snapshot() as unit:
        names = [each.name for each in open_names(unit)]
    # A triceps extension of whatever kind is known, outside the catalogue.
    assert names == ["sit up (kind not told)"]
    assert [each.exercise for each in logged].count("not recognised") == 4
    # A set of which the watch counted no repetition is kept by its time.
    assert [each.seconds for each in logged if each.reps is None] == [pytest.approx(20.2, abs=0.1)]
