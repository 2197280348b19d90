"""Results of self-tests as they are entered, kept, judged, and honoured by the plan."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ironstride.domain.assessment import LoggedResult
from ironstride.domain.body_region import Region, Side
from ironstride.domain.performance import PainReport
from ironstride.domain.plan import BlockKind
from ironstride.exporters.athlete_json import athlete_document
from ironstride.planner.facts import facts_of
from ironstride.services.checkins import report_pain
from ironstride.services.exports import export_archive, import_archive
from ironstride.services.gym import gym_session
from ironstride.services.outbox import receive
from ironstride.services.planning import facts_hash, request_now
from ironstride.services.runner import athlete_now, set_athlete_text
from ironstride.services.self_tests import (
    check_result,
    delete_result,
    edit_result,
    list_of_tests,
    log_result,
    page_of_test,
    recent_results,
    undo_result,
)
from ironstride.storage import Database, PutStatus, open_database
from tests.support.web import ATHLETE, NOW, TODAY, database_with_plan

LEFT = LoggedResult(test="heel-raise", date=TODAY, value=18, side=Side.LEFT, id="r-left")
RIGHT = replace(LEFT, value=33, side=Side.RIGHT, id="r-right")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = database_with_plan(tmp_path / "one.db")
    yield opened
    opened.close()


def enter(database: Database, *results: LoggedResult) -> None:
    for one in results:
        stored = log_result(database, one, today=TODAY, now=NOW)
        assert stored.value is not None, stored.problems


def values(database: Database) -> list[float]:
    with database.snapshot() as unit:
        return [one.value for one in unit.results.all()]


# Kept


def test_a_result_sent_twice_is_stored_once(database: Database) -> None:
    enter(database, LEFT, LEFT, replace(LEFT, value=40))
    assert values(database) == [18]


def test_a_deleted_result_counts_no_more_and_comes_back(database: Database) -> None:
    enter(database, LEFT)
    assert delete_result(database, "r-left", now=NOW).value is not None
    assert values(database) == []
    with database.snapshot() as unit:
        assert page_of_test(unit, "heel-raise", TODAY).verdict is None  # type: ignore[union-attr]  # it is there
    undo_result(database, "r-left", now=NOW)
    assert values(database) == [18]


def test_an_edited_result_keeps_its_versions(database: Database) -> None:
    enter(database, LEFT)
    put = edit_result(database, replace(LEFT, value=20), today=TODAY, now=NOW).value
    assert put is not None
    assert put.status is PutStatus.CHANGED
    assert values(database) == [20]
    recent = recent_results(database).value
    assert recent is not None
    assert [version.number for version in recent] == [2, 1]
    nameless = edit_result(database, replace(LEFT, id=None), today=TODAY, now=NOW)
    assert [problem.code for problem in nameless.problems] == ["missing-id"]


@pytest.mark.parametrize(
    ("result", "code", "location"),
    [
        (replace(LEFT, test="handstand"), "unknown-test", "test"),
        (replace(LEFT, date=TODAY + dt.timedelta(days=1)), "in-the-future", "date"),
        (replace(LEFT, side=None), "wrong-side", "side"),
        (replace(LEFT, side=Side.BOTH), "wrong-side", "side"),
        (replace(LEFT, test="push-ups"), "wrong-side", "side"),
        (replace(LEFT, value=101), "out-of-range", "value"),
        (replace(LEFT, value=float("nan")), "out-of-range", "value"),
        (replace(LEFT, value=18.5), "not-whole", "value"),
        (replace(LEFT, trials=(18, 19)), "too-many-trials", "trials"),
        (replace(LEFT, trials=(500,)), "out-of-range", "trials[0]"),
        (replace(LEFT, missed=(0,)), "wrong-items", "missed"),
        (LoggedResult(test="form-film", date=TODAY, value=7, missed=()), "wrong-items", "missed"),
        (LoggedResult(test="form-film", date=TODAY, value=7, missed=(8,)), "wrong-items", "missed"),
    ],
)
def test_a_wrong_result_is_refused_with_where_and_why(
    database: Database, result: LoggedResult, code: str, location: str
) -> None:
    refused = log_result(database, result, today=TODAY, now=NOW)
    assert refused.value is None
    assert [(p.code, p.location) for p in refused.problems] == [(code, location)]
    assert all(p.remedy for p in refused.problems)
    assert values(database) == []


def test_a_check_list_counts_what_was_seen() -> None:
    seen = LoggedResult(test="form-film", date=TODAY, value=6, missed=(1, 6))
    assert check_result(seen, today=TODAY) == ()


def test_results_go_out_with_an_archive_and_come_back(database: Database, tmp_path: Path) -> None:
    enter(database, replace(LEFT, trials=(18.0,)), RIGHT)
    delete_result(database, "r-right", now=NOW)
    zipped = tmp_path / "all.zip"
    assert export_archive(database, zipped, now=NOW).value is not None
    other = open_database(tmp_path / "two.db")
    assert import_archive(other, zipped).value is not None
    with database.snapshot() as before, other.snapshot() as after:
        assert after.results.history("r-left") == before.results.history("r-left")
        assert after.results.history("r-right") == before.results.history("r-right")
        assert athlete_now(after, TODAY) == athlete_now(before, TODAY)
    other.close()


def test_results_stand_beside_those_of_the_athlete_file_and_over_them(database: Database) -> None:
    told = [{"test": "heel-raise", "date": TODAY.isoformat(), "side": "left", "value": 10}]
    told += [{"test": "push-ups", "date": "2026-10-01", "value": 12}]
    stored = set_athlete_text(
        database,
        json.dumps({**ATHLETE, "tests": told}),
        location="athlete",
        file_format="json",
        today=TODAY,
        now=NOW,
    )
    assert stored.value is not None
    enter(database, LEFT)
    with database.snapshot() as unit:
        athlete = athlete_now(unit, TODAY)
    assert athlete is not None
    assert [(one.test, one.value) for one in athlete.tests] == [
        ("push-ups", 12),
        ("heel-raise", 18),
    ]
    assert athlete_document(athlete)["tests"] == [
        {"test": "push-ups", "date": "2026-10-01", "value": 12},
        {"test": "heel-raise", "date": TODAY.isoformat(), "side": "left", "value": 18},
    ]


def test_a_phone_sends_results_that_were_entered_without_a_network(database: Database) -> None:
    row = {
        "id": "from-phone",
        "test": "stance-eyes-open",
        "date": TODAY.isoformat(),
        "side": "left",
        "value": 20.5,
        "trials": [10, 21.5, 30],
        "logged_at": NOW.isoformat(),
    }
    change = {"change": "c1", "kind": "test", "test": row}
    for _ in range(2):
        assert receive(database, change, today=TODAY, now=NOW).problems == ()
    assert values(database) == [20.5]
    edit = {"change": "c2", "kind": "test-edit", "test": {**row, "value": 30}}
    assert receive(database, edit, today=TODAY, now=NOW).problems == ()
    assert values(database) == [30]
    for change_id, kind, left in (("c3", "test-undo", [20.5]), ("c4", "test-delete", [])):
        back = {"change": change_id, "kind": kind, "test": {"id": "from-phone"}}
        assert receive(database, back, today=TODAY, now=NOW).problems == ()
        assert values(database) == left


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("side", "up"),
        ("value", None),
        ("value", "ten"),
        ("trials", 3),
        ("trials", ["a"]),
        ("trials", [18, None]),
        ("missed", [0.5]),
        ("date", "yesterday"),
        ("test", None),
    ],
)
def test_a_wrong_shape_from_a_phone_is_told_and_nothing_is_stored(
    database: Database, key: str, value: object
) -> None:
    row: dict[str, object] = {
        "id": "x",
        "test": "stance-eyes-open",
        "date": TODAY.isoformat(),
        "side": "left",
        "value": 20,
        key: value,
    }
    sent = {"change": "c1", "kind": "test", "test": row}
    received = receive(database, sent, today=TODAY, now=NOW)
    assert [(p.code, p.location) for p in received.problems] == [("wrong-change", key)]
    assert values(database) == []


# Shown


def test_the_page_of_a_test_says_what_the_result_changes(database: Database) -> None:
    enter(database, LEFT, RIGHT)
    with database.snapshot() as unit:
        page = page_of_test(unit, "heel-raise", TODAY)
    assert page is not None
    assert page.verdict is not None
    assert page.verdict.weaker is Side.LEFT
    (effect,) = page.effects
    assert effect.sentence.startswith("Your left leg goes first in calf raises")
    assert page.unchanged == ""


def test_a_tested_lift_is_told_as_a_maximum_with_how_sure_it_is(database: Database) -> None:
    enter(database, LoggedResult(test="five-rep-squat", date=TODAY, value=60))
    with database.snapshot() as unit:
        page = page_of_test(unit, "five-rep-squat", TODAY)
        other = page_of_test(unit, "push-ups", TODAY)
    assert page is not None
    assert other is not None
    # Six repetitions to failure: the mean of Epley 1.2, Brzycki 1.161 and Wathan 1.196.
    assert page.maximum == (
        "Your one-repetition maximum is estimated at 71 kg; for two of three people it lies from "
        "64 kg to 78 kg."
    )
    assert other.maximum == ""


def test_a_result_without_effect_says_that_the_plan_stays(database: Database) -> None:
    enter(database, replace(LEFT, value=30), replace(RIGHT, value=31))
    with database.snapshot() as unit:
        page = page_of_test(unit, "heel-raise", TODAY)
    assert page is not None
    assert page.effects == ()
    assert page.unchanged == "Your plan stays as it is."


def test_there_is_no_page_of_a_test_that_is_not(database: Database) -> None:
    with database.snapshot() as unit:
        assert page_of_test(unit, "../athlete", TODAY) is None


def test_the_side_that_begins_changes_from_occasion_to_occasion(database: Database) -> None:
    before = TODAY - dt.timedelta(days=60)
    with database.snapshot() as unit:
        first = page_of_test(unit, "heel-raise", before)
    enter(database, replace(LEFT, date=before), replace(RIGHT, date=before))
    with database.snapshot() as unit:
        second = page_of_test(unit, "heel-raise", TODAY)
        whole = page_of_test(unit, "push-ups", TODAY)
    assert first is not None
    assert second is not None
    assert whole is not None
    assert (first.first_side, second.first_side, whole.first_side) == (Side.LEFT, Side.RIGHT, None)


def test_the_side_that_began_today_stays_the_first_until_the_day_is_over(
    database: Database,
) -> None:
    enter(database, LEFT)
    with database.snapshot() as unit:
        page = page_of_test(unit, "heel-raise", TODAY)
    assert page is not None
    assert page.first_side is Side.LEFT


def test_who_is_well_may_do_every_test_and_who_hurts_may_not_do_all(database: Database) -> None:
    with database.snapshot() as unit:
        assert [line.assessment.id for line in list_of_tests(unit, TODAY) if line.refusal] == []
    sore = PainReport(date=TODAY, region=Region.ACHILLES, side=Side.LEFT, during=4.0)
    report_pain(database, sore, today=TODAY, now=NOW)
    with database.snapshot() as unit:
        refused = {str(x.assessment.id): x.refusal for x in list_of_tests(unit, TODAY) if x.refusal}
    assert {"heel-raise", "hop-distance", "hop-reach", "jump-reach"} <= set(refused)
    assert "push-ups" not in refused
    assert "Achilles tendon (left)" in refused["heel-raise"].sentence


def test_a_test_waits_for_another_one_that_was_failed(database: Database) -> None:
    stand = replace(LEFT, test="stance-eyes-open", value=9.9)
    enter(database, stand, replace(stand, side=Side.RIGHT, id="s-right", value=30))
    with database.snapshot() as unit:
        refused = {str(x.assessment.id): x.refusal for x in list_of_tests(unit, TODAY) if x.refusal}
    hops = {"hop-distance", "hop-reach"}
    assert set(refused) == {"stance-eyes-closed", "y-balance-anterior"} | hops
    assert "practise those first" in refused["hop-distance"].sentence
    edit_result(database, replace(stand, value=10), today=TODAY, now=NOW)
    with database.snapshot() as unit:
        assert not any(line.refusal for line in list_of_tests(unit, TODAY))


# Honoured


def test_the_request_carries_what_results_change_and_its_digest_moves(database: Database) -> None:
    with database.snapshot() as unit:
        before = request_now(unit, TODAY)
    enter(database, LEFT, RIGHT)
    with database.snapshot() as unit:
        after = request_now(unit, TODAY)
    assert before is not None
    assert after is not None
    assert facts_of(before).effects == ()
    assert [effect.test for effect in facts_of(after).effects] == ["heel-raise"]
    assert facts_hash(before) != facts_hash(after)


def test_loads_start_from_a_five_repetition_maximum(database: Database) -> None:
    enter(database, LoggedResult(test="five-rep-squat", date=TODAY, value=60))
    with database.snapshot() as unit:
        request = request_now(unit, TODAY)
    assert request is not None
    facts = facts_of(request)
    assert [one.load_kg for one in facts.log.recent["back-squat"]] == [60]
    assert not facts.done


def test_the_weaker_side_begins_in_the_gym(database: Database) -> None:
    with database.snapshot() as unit:
        request = request_now(unit, TODAY)
        assert request is not None
        assert request.previous is not None
        sessions = [s for week in request.previous.weeks for s in week.sessions]
        by_id = request.catalogue.by_id
        found = next(
            (session, each.exercise)
            for session in sessions
            for block in session.blocks
            if block.kind is not BlockKind.WARM_UP
            for each in block.exercises
            if by_id[each.exercise].is_per_side and by_id[each.exercise].need == "balance"
        )
    session, exercise = found
    first = {}
    for weaker in (None, Side.RIGHT):
        if weaker is not None:
            reach = LoggedResult(test="y-balance-anterior", date=TODAY, value=70, side=Side.LEFT)
            enter(database, reach, replace(reach, side=weaker, value=50))
        with database.snapshot() as unit:
            gym = gym_session(unit, session.id, TODAY)
        assert gym is not None
        first[weaker] = next(step.side for step in gym.steps if step.exercise == exercise)
    assert first == {None: Side.LEFT, Side.RIGHT: Side.RIGHT}
