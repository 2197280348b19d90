from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from ironstride.domain.athlete import CheckIn, Illness, PlannedRun
from ironstride.domain.body_region import Region, Side
from ironstride.domain.performance import LoggedSession, LoggedSet, PainReport, SetKind
from ironstride.domain.run import ActivityKind, RunKind
from ironstride.storage import (
    Database,
    PutStatus,
    RedFlagAnswer,
    StorageError,
    TechniqueTick,
    UnitOfWork,
)
from ironstride.storage.dialect import sqlite_connection
from tests.storage.builders import NOW, START, TODAY, fill, make_original, make_run, make_set

DAY = dt.timedelta(days=1)


def test_a_set_comes_back_as_it_was_logged(database: Database) -> None:
    with database.begin() as unit:
        unit.sets.log(make_set(), now=NOW)
    with database.snapshot() as unit:
        assert unit.sets.get("set-1") == make_set()
        assert unit.sets.of_session("session-1") == (make_set(),)


def test_a_set_sent_again_changes_nothing_and_takes_back_no_edit(database: Database) -> None:
    with database.begin() as unit:
        first = unit.sets.log(make_set(reps=5), now=NOW)
        unit.sets.edit("set-1", make_set(reps=6), now=NOW)
        again = unit.sets.log(make_set(reps=5), now=NOW)
        assert unit.sets.get("set-1") == make_set(reps=6)
    assert (first.status, again.status) == (PutStatus.NEW, PutStatus.KNOWN)


def test_an_edit_and_a_deletion_are_versions_and_history_keeps_all(database: Database) -> None:
    with database.begin() as unit:
        unit.sets.log(make_set(reps=5), now=NOW)
        unit.sets.edit("set-1", make_set(reps=6), now=NOW + DAY)
        unit.sets.delete("set-1", now=NOW + 2 * DAY)
        history = unit.sets.history("set-1")
        assert unit.sets.get("set-1") is None
        assert unit.sets.all() == ()
        assert unit.summaries.sets(TODAY, TODAY) == ()
    assert [(one.number, one.value, one.recorded_at) for one in history] == [
        (1, make_set(reps=5), NOW),
        (2, make_set(reps=6), NOW + DAY),
        (3, None, NOW + 2 * DAY),
    ]


def test_undo_takes_back_the_last_step_and_undoing_the_undo_brings_it_back(
    database: Database,
) -> None:
    with database.begin() as unit:
        unit.sets.log(make_set(reps=5), now=NOW)
        unit.sets.edit("set-1", make_set(reps=6), now=NOW)
        unit.sets.undo("set-1", now=NOW)
        assert unit.sets.get("set-1") == make_set(reps=5)
        unit.sets.undo("set-1", now=NOW)
        assert unit.sets.get("set-1") == make_set(reps=6)
        unit.sets.delete("set-1", now=NOW)
        unit.sets.undo("set-1", now=NOW)
        assert unit.sets.get("set-1") == make_set(reps=6)


def test_undoing_what_was_just_logged_deletes_it(database: Database) -> None:
    with database.begin() as unit:
        unit.sets.log(make_set(), now=NOW)
        unit.sets.undo("set-1", now=NOW)
        assert unit.sets.get("set-1") is None
        unit.sets.undo("set-1", now=NOW)
        assert unit.sets.get("set-1") == make_set()


def test_a_change_sent_twice_is_one_change(database: Database) -> None:
    with database.begin() as unit:
        unit.sets.log(make_set(reps=5), now=NOW)
        unit.sets.edit("set-1", make_set(reps=6), now=NOW, change_id="c1")
        unit.sets.edit("set-1", make_set(reps=7), now=NOW, change_id="c2")
        late = unit.sets.edit("set-1", make_set(reps=6), now=NOW, change_id="c1")
        assert unit.sets.get("set-1") == make_set(reps=7)
        undone = unit.sets.undo("set-1", now=NOW, change_id="c3")
        again = unit.sets.undo("set-1", now=NOW, change_id="c3")
        assert unit.sets.get("set-1") == make_set(reps=6)
        assert len(unit.sets.history("set-1")) == 4
    assert (late.status, undone.status, again.status) == (
        PutStatus.KNOWN,
        PutStatus.CHANGED,
        PutStatus.KNOWN,
    )


def test_what_was_never_logged_cannot_be_changed(database: Database) -> None:
    with database.begin() as unit:
        edited = unit.sets.edit("nothing", make_set(), now=NOW)
        deleted = unit.sets.delete("nothing", now=NOW)
        undone = unit.sets.undo("nothing", now=NOW)
    assert {edited.status, deleted.status, undone.status} == {PutStatus.MISSING}


def test_a_log_without_ids_read_twice_counts_once(database: Database) -> None:
    log = tuple(replace(make_set(None), order=order) for order in range(3))
    with database.begin() as unit:
        first = [unit.sets.log(one, now=NOW).status for one in log]
        again = [unit.sets.log(one, now=NOW + DAY).status for one in log]
        assert len(unit.sets.all()) == 3
    assert set(first) == {PutStatus.NEW}
    assert set(again) == {PutStatus.KNOWN}


def test_the_newest_sets_of_an_exercise_come_oldest_first(database: Database) -> None:
    with database.begin() as unit:
        for day in range(10):
            unit.sets.log(make_set(f"set-{day}", reps=day + 1, day=day), now=NOW)
        unit.sets.log(replace(make_set("other"), exercise="pogo"), now=NOW)
        newest = unit.sets.of_exercise("back-squat", limit=3)
        older = unit.sets.of_exercise("back-squat", limit=1, until=TODAY - 4 * DAY)
        assert unit.sets.exercises() == (("back-squat", TODAY, 10), ("pogo", TODAY, 1))
    assert [one.reps for one in newest] == [3, 2, 1]
    assert [one.reps for one in older] == [5]


def test_the_last_actions_are_offered_newest_first(database: Database) -> None:
    with database.begin() as unit:
        unit.sets.log(make_set("a"), now=NOW)
        unit.sets.log(make_set("b"), now=NOW + DAY)
        unit.sets.delete("a", now=NOW + 2 * DAY)
        recent = unit.sets.recent(2)
    assert [(one.id, one.number) for one in recent] == [("a", 2), ("b", 1)]


def test_pain_is_completed_the_next_morning_as_a_new_version(database: Database) -> None:
    during = PainReport(date=TODAY, region=Region.SHIN, side=Side.LEFT, during=3.0)
    morning = replace(during, next_morning=1.0)
    with database.begin() as unit:
        first = unit.pains.put(during, now=NOW)
        second = unit.pains.put(morning, now=NOW + DAY)
        assert unit.pains.between(TODAY, TODAY) == (morning,)
    assert first.id == second.id
    assert (second.status, second.version) == (PutStatus.CHANGED, 2)


def test_every_noun_comes_back_as_it_went_in(database: Database) -> None:
    session = LoggedSession(session_id="s", date=TODAY, start_minute=1080, skipped=True)
    checkin = CheckIn(date=TODAY, soreness=4.0, stress=2.0, illness=Illness.FEVER)
    tick = TechniqueTick(exercise="back-squat", date=TODAY, session_id="s", confirmed_by="film")
    rest = PlannedRun(date=TODAY, start_minute=0, kind=None, minutes=0.0)
    flag = RedFlagAnswer(
        flag="night-pain",
        asked_on=TODAY,
        yes=True,
        answered_on=TODAY,
        region=Region.GROIN,
        side=Side.RIGHT,
        note="Since Sunday.",
    )
    with database.begin() as unit:
        unit.sessions.put(session, now=NOW)
        unit.checkins.put(checkin, now=NOW)
        unit.technique.put(tick, now=NOW)
        unit.planned_runs.put(rest, now=NOW)
        unit.red_flags.put(flag, now=NOW)
    with database.snapshot() as unit:
        assert unit.sessions.get("s") == session
        assert unit.checkins.all() == (checkin,)
        assert unit.technique.all() == (tick,)
        assert unit.planned_runs.all() == (rest,)
        assert unit.red_flags.all() == (flag,)


def test_a_red_flag_stands_until_it_is_withdrawn_or_cleared(database: Database) -> None:
    asked = RedFlagAnswer(flag="night-pain", asked_on=TODAY)
    yes = replace(asked, yes=True, answered_on=TODAY)
    with database.begin() as unit:
        unit.red_flags.put(asked, now=NOW)
        assert (unit.red_flags.open(), unit.red_flags.standing()) == ((asked,), ())
        unit.red_flags.put(yes, now=NOW)
        assert (unit.red_flags.open(), unit.red_flags.standing()) == ((), (yes,))
        unit.red_flags.put(replace(yes, withdrawn_on=TODAY), now=NOW)
        assert unit.red_flags.standing() == ()
        put = unit.red_flags.put(yes, now=NOW)
        assert unit.red_flags.standing() == (yes,)
        unit.red_flags.put(replace(yes, cleared_by="Dr Example", cleared_on=TODAY), now=NOW)
        assert unit.red_flags.standing() == ()
        assert len(unit.red_flags.history(put.id)) == 5


def test_technique_counts_sessions_not_ticks(database: Database) -> None:
    with database.begin() as unit:
        for session in ("s1", "s1", "s2"):
            unit.technique.put(
                TechniqueTick(exercise="back-squat", date=TODAY, session_id=session), now=NOW
            )
        unit.technique.put(TechniqueTick(exercise="pogo", date=TODAY, session_id="s1"), now=NOW)
        assert unit.technique.confirmed(2) == {"back-squat"}


def test_sums_by_week_are_those_of_the_week(database: Database) -> None:
    warm_up = replace(make_set("warm"), kind=SetKind.WARM_UP)
    contacts = replace(
        make_set("hops", day=7), reps=None, load_kg=None, contacts=40, exercise="pogo"
    )
    with database.begin() as unit:
        for one in (make_set("a"), make_set("b", reps=7), warm_up, contacts):
            unit.sets.log(one, now=NOW)
        weeks = unit.summaries.sets(TODAY - 30 * DAY, TODAY)
        done = LoggedSession(session_id="1", date=TODAY, minutes=25.0)
        skipped = LoggedSession(session_id="2", date=TODAY, skipped=True)
        unit.sessions.put(done, now=NOW)
        unit.sessions.put(skipped, now=NOW)
        (sessions,) = unit.summaries.sessions(TODAY, TODAY)
        stored = unit.activities.store(make_run(), make_original(), now=NOW)
        unit.activities.store(
            make_run(start=START - DAY, distance_m=None, kind=ActivityKind.RUN),
            make_original("b"),
            now=NOW,
        )
        unit.analyses.put(stored.id, "{}", version=1, now=NOW, load=321.0, run_kind=RunKind.LONG)
        (runs,) = unit.summaries.runs(START.date() - DAY, START.date())
    assert [(one.exercise, one.sets, one.reps, one.contacts, one.tonnage_kg) for one in weeks] == [
        ("pogo", 1, 0, 40, 0.0),
        ("back-squat", 2, 12, 0, 750.0),
    ]
    assert (sessions.done, sessions.skipped, sessions.minutes) == (1, 1, 25.0)
    assert (runs.activities, runs.duration_s, runs.distance_m, runs.longest_m) == (
        2,
        7200.0,
        10_000.0,
        10_000.0,
    )
    assert (runs.load, runs.analysed) == (321.0, 1)


def test_plans_and_documents_come_back_byte_for_byte(database: Database) -> None:
    text = '{"schema":"ironstride/plan/1", "ü": 1.10}\n'
    with database.begin() as unit:
        assert unit.plans.latest() is None
        first = unit.plans.add("{}", facts_hash="a", why="First.", now=NOW)
        second = unit.plans.add(text, facts_hash="b", why="Shin hurts.", now=NOW)
        latest = unit.plans.latest()
        assert unit.plans.latest_hash() == "b"
        assert [one.id for one in unit.plans.history()] == [second, first]
        assert unit.plans.get(99) is None
        assert unit.documents.put("athlete", text, now=NOW) == 1
        assert unit.documents.put("athlete", text, now=NOW) == 1
        assert unit.documents.put("athlete", "{}", now=NOW, why="New race.") == 2
        old = unit.documents.version("athlete", 1)
        assert [one.why for one in unit.documents.history("athlete")] == ["New race.", ""]
        assert unit.documents.last("usual-week") is None
    assert latest is not None
    assert (latest.id, latest.document, latest.why) == (second, text, "Shin hurts.")
    assert old is not None
    assert old.text == text


def test_a_card_stays_until_it_is_read_or_taken_back(database: Database) -> None:
    with database.begin() as unit:
        plan = unit.plans.add("{}", facts_hash="a", why="First.", now=NOW)
        moved = unit.changes.add(plan, what="moved", sentence="Squats moved.", now=NOW)
        swapped = unit.changes.add(plan, what="swap", sentence="Swapped.", now=NOW, undo="{}")
        assert [card.id for card in unit.changes.open()] == [swapped, moved]
        assert unit.changes.acknowledge(moved, now=NOW)
        assert not unit.changes.acknowledge(moved, now=NOW + DAY)
        assert unit.changes.undo(swapped, now=NOW)
        assert unit.changes.open() == ()
        assert [card.id for card in unit.changes.history()] == [swapped, moved]
        card = unit.changes.get(moved)
        assert not unit.changes.undo(99, now=NOW)
    assert card is not None
    assert card.acknowledged_at == NOW


def test_settings_have_one_value(database: Database) -> None:
    with database.begin() as unit:
        assert unit.settings.get("units") is None
        unit.settings.put("units", "metric")
        unit.settings.put("units", "imperial")
        assert unit.settings.all() == {"units": "imperial"}
        unit.settings.remove("units")
        assert unit.settings.all() == {}


def test_a_broken_unit_of_work_stores_nothing(database: Database) -> None:
    def broken(unit: UnitOfWork) -> None:
        fill(unit)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        database.write(broken)
    with database.snapshot() as unit:
        assert unit.transfer.is_empty()
    with database.begin() as unit:
        fill(unit)
        assert not unit.transfer.is_empty()


@pytest.mark.parametrize(("durable", "level"), [(True, 2), (False, 1)])
def test_what_a_person_logs_waits_for_the_disk_and_an_import_does_not(
    database: Database,
    durable: bool,  # noqa: FBT001 (a parameter of the table above)
    level: int,
) -> None:
    found = []
    for other in (True, False, durable):  # whatever the connection did before
        with database.begin(durable=other) as unit:
            found.append(unit.connection.exec_driver_sql("PRAGMA synchronous").scalar())
    assert found == [2, 1, level]
    with database.snapshot() as unit:
        raw = sqlite_connection(unit.connection)
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert raw.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_a_value_without_meaning_for_the_table_is_a_bug_not_a_row(database: Database) -> None:
    nameless = LoggedSet(id="x", exercise="squat", date=TODAY, reps=1)
    with database.begin() as unit:
        unit.sets.log(nameless, now=NOW)
    with pytest.raises(StorageError, match="does not fit"), database.begin() as unit:
        unit.transfer.insert_rows("logged_set", [{"id": "y"}])


def test_a_card_that_says_the_same_again_stands_once(database: Database) -> None:
    with database.begin() as unit:
        plan = unit.plans.add("{}", facts_hash="a", why="", now=NOW)
        unit.changes.add(plan, what="moved", sentence="Squats moved.", now=NOW)
        unit.changes.add(plan, what="swap", sentence="Swapped.", now=NOW)
        again = unit.changes.add(plan, what="moved", sentence="Squats moved.", now=NOW)
        assert [card.sentence for card in unit.changes.open()] == ["Squats moved.", "Swapped."]
        assert unit.changes.open()[0].id == again
        assert len(unit.changes.history()) == 3
