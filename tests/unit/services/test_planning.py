from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ironstride.domain.athlete import CheckIn, Illness
from ironstride.domain.body_region import Region, Side
from ironstride.domain.performance import LoggedSession, LoggedSet, PainReport
from ironstride.services.checkins import (
    answer_red_flag,
    check_in,
    clear_red_flag,
    mornings_to_ask,
    open_questions,
    report_pain,
    standing_flags,
    withdraw_red_flag,
)
from ironstride.services.doctor import examine
from ironstride.services.exports import backup, export_archive, import_archive, is_archive
from ironstride.services.log import (
    confirm_technique,
    delete_set,
    edit_set,
    last_time,
    log_session,
    log_set,
    recent_versions,
    undo_set,
)
from ironstride.services.planning import (
    PlanSettings,
    bone_answers,
    facts_hash,
    is_stale,
    preview,
    replan,
    request_now,
)
from ironstride.services.runner import athlete_now, set_athlete, set_athlete_text, stored_athlete
from ironstride.storage import Database, TechniqueTick, open_database
from tests.support.athletes import small

TODAY = dt.date(2026, 11, 23)
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
SHORT = PlanSettings(weeks=2, detail=1)
RUNS = [
    {"day": "tue", "start": "07:00", "kind": "intervals", "minutes": 60},
    {"day": "sun", "start": "09:00", "kind": "long", "minutes": 100},
]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "own.db")
    text = json.dumps(small(usual_week=RUNS))
    parsed = set_athlete_text(
        opened, text, location="me.json", file_format="json", today=TODAY, now=NOW
    )
    assert parsed.value is not None, parsed.problems
    yield opened
    opened.close()


def one_set(**more: object) -> LoggedSet:
    plain = LoggedSet(exercise="push-up", date=TODAY, reps=10, id="s1", session_id="a")
    return replace(plain, **more)  # type: ignore[arg-type]  # a test names the fields it changes


def codes(problems: object) -> list[str]:
    assert isinstance(problems, tuple)
    return [problem.code for problem in problems]


def test_nobody_gets_no_plan(tmp_path: Path) -> None:
    empty = open_database(tmp_path / "empty.db")
    parsed = replan(empty, today=TODAY, now=NOW, why="first")
    assert codes(parsed.problems) == ["no-runner"]
    assert codes(preview(empty, today=TODAY).problems) == ["no-runner"]
    assert is_stale(empty, today=TODAY).value is False
    empty.close()


def test_equal_facts_give_the_plan_that_is_there(database: Database) -> None:
    first = replan(database, today=TODAY, now=NOW, why="first", settings=SHORT).value
    again = replan(database, today=TODAY, now=NOW, why="again", settings=SHORT).value
    assert first is not None
    assert again is not None
    assert first.is_new
    assert not again.is_new
    assert again.current == first.current
    assert again.current.why == "first"


def test_a_change_makes_a_new_plan_with_cards_that_say_what_changed(database: Database) -> None:
    first = replan(database, today=TODAY, now=NOW, why="first", settings=SHORT).value
    assert first is not None
    with database.snapshot() as unit:
        athlete = stored_athlete(unit, TODAY)
    assert athlete is not None
    days = frozenset(session.date for session in first.current.plan.weeks[0].sessions)
    rest = [day for day in ("tue", "wed", "thu", "fri", "sat") if _date(day) in days]
    document = small(usual_week=RUNS, availability={"rest_days": rest})
    text = json.dumps(document)
    set_athlete_text(database, text, location="", file_format="json", today=TODAY, now=NOW)
    second = replan(
        database, today=TODAY, now=NOW, why="You moved your rest days.", settings=SHORT
    ).value
    assert second is not None
    assert second.is_new
    assert second.current.plan.changes
    with database.snapshot() as unit:
        cards = unit.changes.open()
    assert {card.sentence for card in cards} == {
        change.sentence for change in second.current.plan.changes
    }


def _date(day: str) -> dt.date:
    return TODAY + dt.timedelta(days=["mon", "tue", "wed", "thu", "fri", "sat"].index(day))


def test_a_preview_is_never_stored(database: Database) -> None:
    made = preview(database, today=TODAY, settings=SHORT).value
    assert made is not None
    with database.snapshot() as unit:
        assert unit.plans.latest() is None


def test_the_athlete_file_is_kept_in_versions_and_its_past_races_fall_away(
    database: Database,
) -> None:
    race = {"date": "2026-11-29", "distance_m": 10000, "priority": "B"}
    text = json.dumps(small(races=[race]))
    set_athlete_text(database, text, location="", file_format="json", today=TODAY, now=NOW)
    with database.snapshot() as unit:
        assert len(unit.documents.history("athlete")) == 2
        now, later = stored_athlete(unit, TODAY), stored_athlete(unit, dt.date(2026, 12, 1))
    assert now is not None
    assert later is not None
    assert len(now.races) == 1
    assert later.races == ()


def test_a_wrong_athlete_is_not_stored(database: Database) -> None:
    with database.snapshot() as unit:
        athlete = stored_athlete(unit, TODAY)
    assert athlete is not None
    young = replace(athlete, profile=replace(athlete.profile, birth_year=2020))
    parsed = set_athlete(database, young, today=TODAY, now=NOW)
    assert codes(parsed.errors) == ["impossible-age"]
    with database.snapshot() as unit:
        assert stored_athlete(unit, TODAY) == athlete


def test_what_was_logged_joins_the_athlete(database: Database) -> None:
    check_in(database, CheckIn(date=TODAY, sleep_hours=5.0), today=TODAY, now=NOW)
    answer_red_flag(database, "RF-05", yes=True, today=TODAY, now=NOW)
    for session in ("a", "b"):
        tick = TechniqueTick(exercise="push-up", date=TODAY, session_id=session)
        assert confirm_technique(database, tick, now=NOW).value is not None
    with database.snapshot() as unit:
        athlete = athlete_now(unit, TODAY)
    assert athlete is not None
    assert athlete.checkins[0].sleep_hours == 5.0
    assert athlete.red_flags == ("RF-05",)
    assert athlete.technique == {"push-up"}


def test_a_red_flag_stops_until_it_is_cleared_by_a_name_or_withdrawn(database: Database) -> None:
    answer_red_flag(database, "RF-05", yes=True, today=TODAY, now=NOW)
    stopped = replan(database, today=TODAY, now=NOW, why="flag", settings=SHORT).value
    assert stopped is not None
    assert stopped.current.plan.stops
    assert not any(week.sessions for week in stopped.current.plan.weeks)
    unnamed = clear_red_flag(database, "RF-05", cleared_by=" ", today=TODAY, now=NOW)
    assert codes(unnamed.problems) == ["missing-name"]
    assert clear_red_flag(database, "RF-05", cleared_by="Doctor", today=TODAY, now=NOW).value == 1
    assert standing_flags(database).value == ()
    answer_red_flag(database, "RF-06", yes=True, today=TODAY, now=NOW)
    assert withdraw_red_flag(database, "RF-06", today=TODAY, now=NOW).value == 1
    going = replan(database, today=TODAY, now=NOW, why="cleared", settings=SHORT).value
    assert going is not None
    assert not going.current.plan.stops
    assert codes(answer_red_flag(database, "RF-99", yes=True, today=TODAY, now=NOW).problems) == [
        "unknown-red-flag"
    ]


def test_pain_where_bone_may_be_behind_it_asks_first(database: Database) -> None:
    report = PainReport(date=TODAY, region=Region.SHIN, side=Side.LEFT, during=2.0)
    assert report_pain(database, report, today=TODAY, now=NOW).value is not None
    (question,) = open_questions(database).value or ()
    assert (question.flag, question.region, question.side) == ("RF-03", Region.SHIN, Side.LEFT)
    with database.snapshot() as unit:
        assert bone_answers(unit, TODAY) == frozenset()
    answer_red_flag(
        database, "RF-03", yes=False, today=TODAY, now=NOW, region=Region.SHIN, side=Side.LEFT
    )
    assert open_questions(database).value == ()
    with database.snapshot() as unit:
        assert bone_answers(unit, TODAY) == {(Region.SHIN, Side.LEFT)}
        assert bone_answers(unit, TODAY + dt.timedelta(days=15)) == frozenset()


def test_the_next_morning_completes_a_report(database: Database) -> None:
    report = PainReport(date=TODAY, region=Region.ACHILLES, side=Side.LEFT, during=3.0)
    report_pain(database, report, today=TODAY, now=NOW)
    tomorrow = TODAY + dt.timedelta(days=1)
    (asked,) = mornings_to_ask(database, today=tomorrow).value or ()
    morning = replace(asked, during=None, next_morning=1.0)
    report_pain(database, morning, today=tomorrow, now=NOW)
    with database.snapshot() as unit:
        (kept,) = unit.pains.all()
    assert (kept.during, kept.next_morning) == (3.0, 1.0)
    assert mornings_to_ask(database, today=tomorrow).value == ()


@pytest.mark.parametrize(
    ("report", "code"),
    [
        (PainReport(date=TODAY, region=Region.KNEE_FRONT, side=Side.LEFT), "missing-figure"),
        (
            PainReport(date=TODAY, region=Region.KNEE_FRONT, side=Side.LEFT, after=11.0),
            "out-of-range",
        ),
        (
            PainReport(
                date=TODAY + dt.timedelta(days=1),
                region=Region.KNEE_FRONT,
                side=Side.LEFT,
                after=1.0,
            ),
            "in-the-future",
        ),
    ],
)
def test_an_impossible_report_is_refused(database: Database, report: PainReport, code: str) -> None:
    assert codes(report_pain(database, report, today=TODAY, now=NOW).problems) == [code]


def test_an_impossible_checkin_is_refused(database: Database) -> None:
    wrong = CheckIn(date=TODAY, sleep_hours=25.0, illness=Illness.FEVER)
    assert codes(check_in(database, wrong, today=TODAY, now=NOW).problems) == ["out-of-range"]


def test_a_set_is_stored_once_however_often_it_is_sent(database: Database) -> None:
    for _ in range(3):
        assert log_set(database, one_set(), today=TODAY, now=NOW).value is not None
    with database.snapshot() as unit:
        assert len(unit.sets.all()) == 1


def test_edits_and_deletions_are_versions_and_can_be_undone(database: Database) -> None:
    log_set(database, one_set(), today=TODAY, now=NOW)
    edit_set(database, one_set(reps=12), today=TODAY, now=NOW)
    delete_set(database, "s1", now=NOW)
    with database.snapshot() as unit:
        assert unit.sets.all() == ()
    undo_set(database, "s1", now=NOW)
    with database.snapshot() as unit:
        assert [each.reps for each in unit.sets.all()] == [12]
    assert len(recent_versions(database).value or ()) == 4


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"reps": None}, "wrong-amounts"),
        ({"seconds": 10.0}, "wrong-amounts"),
        ({"reps": 0}, "out-of-range"),
        ({"load_kg": float("nan")}, "out-of-range"),
        ({"load_kg": -5.0}, "out-of-range"),
        ({"rir": 11.0}, "out-of-range"),
        ({"exercise": "levitation"}, "unknown-exercise"),
        ({"date": TODAY + dt.timedelta(days=1)}, "in-the-future"),
    ],
)
def test_an_impossible_set_is_refused(
    database: Database, change: dict[str, object], code: str
) -> None:
    parsed = log_set(database, one_set(**change), today=TODAY, now=NOW)
    assert codes(parsed.problems) == [code]


def test_an_edit_needs_an_id(database: Database) -> None:
    parsed = edit_set(database, one_set(id=None), today=TODAY, now=NOW)
    assert codes(parsed.problems) == ["missing-id"]


def test_ticks_in_two_sessions_confirm_technique(database: Database) -> None:
    for number, session in enumerate(("a", "b")):
        one = one_set(id=f"s{number}", session_id=session, technique_ok=True)
        log_set(database, one, today=TODAY, now=NOW)
    with database.snapshot() as unit:
        assert unit.technique.confirmed(2) == {"push-up"}


def test_last_time_gives_the_sets_of_the_day_before(database: Database) -> None:
    for number, days in enumerate((5, 2, 2, 0)):
        one = one_set(id=f"s{number}", date=TODAY - dt.timedelta(days=days), order=number)
        log_set(database, one, today=TODAY, now=NOW)
    with database.snapshot() as unit:
        found = last_time(unit, "push-up", TODAY)
        assert last_time(unit, "pull-up", TODAY) is None
    assert found is not None
    assert found.date == TODAY - dt.timedelta(days=2)
    assert len(found.sets) == 2


def test_a_missed_session_makes_another_plan_due(database: Database) -> None:
    replan(database, today=TODAY, now=NOW, why="first")
    assert is_stale(database, today=TODAY).value is False
    skipped = LoggedSession(session_id="x", date=TODAY, skipped=True)
    assert log_session(database, skipped, today=TODAY, now=NOW).value is not None
    assert is_stale(database, today=TODAY).value is True
    hard = LoggedSession(session_id="y", date=TODAY, session_rpe=11.0, minutes=-1.0)
    assert codes(log_session(database, hard, today=TODAY, now=NOW).problems) == [
        "out-of-range",
        "out-of-range",
    ]


def test_the_digest_of_facts_is_the_same_in_every_process(database: Database) -> None:
    with database.snapshot() as unit:
        one, other = request_now(unit, TODAY), request_now(unit, TODAY)
    assert one is not None
    assert other is not None
    assert facts_hash(one) == facts_hash(other)
    assert facts_hash(one) != facts_hash(replace(other, seed=2))


def test_an_archive_brings_everything_to_an_empty_database(
    database: Database, tmp_path: Path
) -> None:
    log_set(database, one_set(), today=TODAY, now=NOW)
    replan(database, today=TODAY, now=NOW, why="first", settings=SHORT)
    target = tmp_path / "all.zip"
    assert export_archive(database, target, now=NOW).value is not None
    assert is_archive(target)
    assert codes(export_archive(database, target, now=NOW).problems) == ["archive-exists"]
    other = open_database(tmp_path / "other.db")
    assert import_archive(other, target).value is not None
    with database.snapshot() as mine, other.snapshot() as theirs:
        assert mine.transfer.counts() == theirs.transfer.counts()
        assert mine.plans.latest() == theirs.plans.latest()
        assert mine.sets.all() == theirs.sets.all()
    assert codes(import_archive(other, target).problems) == ["database-not-empty"]
    other.close()


def test_a_broken_archive_brings_nothing(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.zip"
    wrong.write_bytes(b"PK\x03\x04")
    other = open_database(tmp_path / "other.db")
    assert codes(import_archive(other, wrong).problems) == ["not-an-archive"]
    assert not is_archive(wrong)
    other.close()


def test_a_backup_is_a_whole_database(database: Database, tmp_path: Path) -> None:
    made = backup(database, tmp_path / "copy.db").value
    assert made is not None
    copy = open_database(made.path)
    with copy.snapshot() as unit:
        assert stored_athlete(unit, TODAY) is not None
    copy.close()


def test_the_doctor_finds_a_sound_database_sound_and_a_broken_one_not(
    database: Database, tmp_path: Path
) -> None:
    assert all(check.is_sound for check in examine(tmp_path / "own.db", today=TODAY))
    assert all(check.is_sound for check in examine(tmp_path / "none.db", today=TODAY))
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"no database at all, whatever its name says")
    found = [check for check in examine(broken, today=TODAY) if not check.is_sound]
    assert [check.name for check in found] == ["database"]
    assert found[0].remedy
    assert database.damage() == ()


def test_what_was_asked_for_last_is_kept_to(database: Database) -> None:
    replan(database, today=TODAY, now=NOW, why="first", settings=SHORT)
    skipped = LoggedSession(session_id="x", date=TODAY, skipped=True)
    log_session(database, skipped, today=TODAY, now=NOW)
    made = replan(database, today=TODAY, now=NOW, why="missed").value
    assert made is not None
    assert made.is_new
    assert len(made.current.plan.weeks) == SHORT.weeks
