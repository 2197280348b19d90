from __future__ import annotations

import json
from dataclasses import replace

import pytest

from ironstride.catalogue import evidence, evidence_ids
from ironstride.catalogue.protocols import protocols
from ironstride.domain.body_region import Region
from ironstride.domain.evidence import Checked
from ironstride.domain.exercise import ExerciseId
from ironstride.domain.protocol import Dose, Injury
from ironstride.services.protocol_document import SCHEMA, document
from ironstride.services.protocol_pages import INJURIES, cited_by, listed, page_of
from ironstride.services.protocol_words import (
    length_of,
    mark_of,
    often_words,
    rest_words,
    seconds_words,
    span,
    weeks_words,
)

IDS = [each.id for each in protocols()]
DOSE = Dose(
    exercise=ExerciseId("calf-raise"), sets=(3, 3), amount=(10, 15), every_days=2, evidence=("x",)
)


def test_the_list_names_every_injury_once_and_every_protocol() -> None:
    names = [injury for injury, _ in listed()]
    assert names == [INJURIES[injury] for injury in Injury]
    assert [line.protocol.id for _, lines in listed() for line in lines] == IDS


def test_a_region_narrows_the_list() -> None:
    found = [line.protocol.id for _, lines in listed(Region.CALF) for line in lines]
    assert found == ["calf-strain-green"]
    assert listed(Region.NECK) == ()


@pytest.mark.parametrize("id", IDS)
def test_a_protocol_is_complete_as_it_is_read(id: str) -> None:
    page = page_of(id)
    assert page is not None
    assert page.flags
    assert page.approach
    assert page.avoid
    assert page.course
    assert {row.id for row in page.evidence} <= set(evidence_ids())
    assert [row.id for row in page.evidence] == list(cited_by(page.protocol))
    for view in page.stages:
        assert view.stage.aim.endswith(".")
        assert view.exit
        assert view.rows or view.practice
        for line in (*view.enter, *view.exit):
            assert line.said.text.endswith(".")
            assert line.said.evidence
            assert line.measured
    sentences = [page.protocol.what, *(said.text for said in (*page.course, *page.approach))]
    assert all(text.endswith(".") and "!" not in text for text in sentences)


def test_what_was_recalled_is_marked_and_what_was_read_is_not() -> None:
    page = page_of("plantar-fascia-rathleff")
    assert page is not None
    marks = {said.text: said.mark for said in page.course}
    assert marks["Expect 3 to 12 months."] == "not re-checked"
    trial = next(text for text in marks if text.startswith("In 48 people"))
    assert marks[trial] == ""


def test_a_row_that_was_not_read_again_marks_all_that_rests_on_it() -> None:
    unread = next(row.id for row in evidence().values() if row.checked is Checked.NONE)
    read = next(row.id for row in evidence().values() if row.checked is Checked.ALL)
    assert mark_of((read, unread)) == "not re-checked"
    assert mark_of((read, "house")) == ""
    assert mark_of((read,), recalled=True) == "not re-checked"


def test_an_exercise_that_stops_at_less_pain_than_its_stage_says_so() -> None:
    page = page_of("achilles-hsr")
    assert page is not None
    pogo = next(row for row in page.stages[1].rows if row.exercise.id == "pogo")
    assert pogo.leave_out == "Leave it out above 3 of 10."
    assert page.stages[0].rows[0].leave_out == ""
    shin = page_of("mtss-graded-run")
    assert shin is not None
    assert shin.stages[3].rows[0].leave_out == "Leave it out while it hurts at all."


def test_the_doses_of_weeks_stand_under_one_exercise() -> None:
    page = page_of("achilles-hsr")
    assert page is not None
    row = page.stages[0].rows[0]
    assert [(line.weeks, line.work) for line in row.lines[:2]] == [
        ("week 1", "3 × 15RM"),  # noqa: RUF001 (as it is shown)
        ("weeks 2–3", "3 × 12RM"),  # noqa: RUF001 (as it is shown)
    ]
    assert row.often == "3 days a week"
    assert "Rest 2–3 min." in row.how  # noqa: RUF001 (as it is shown)


def test_a_sign_off_is_said_by_whom_it_is_given() -> None:
    page = page_of("bsi-walk-run")
    assert page is not None
    walk, run = page.stages[1], page.stages[2]
    assert walk.enter[0].said.text.startswith("Confirmed by a doctor: ")
    assert any(
        line.said.text.startswith("Confirmed by a doctor or a physiotherapist: ")
        for line in run.enter
    )
    assert len(page.sign_offs) == 3


def test_criteria_lead_to_what_measures_them() -> None:
    page = page_of("calf-strain-green")
    assert page is not None
    hrefs = {line.href for view in page.stages for line in (*view.enter, *view.exit)}
    assert {"/tests/heel-raise", "#ladder", "/exercises/calf-raise", None} <= hrefs


def test_no_such_protocol_is_none() -> None:
    assert page_of("rest-and-hope") is None


def test_the_document_says_all_as_json() -> None:
    pages = [page for id in IDS if (page := page_of(id)) is not None]
    told = json.loads(json.dumps(document(pages)))
    assert told["schema"] == SCHEMA
    assert [each["id"] for each in told["protocols"]] == IDS
    bone = next(each for each in told["protocols"] if each["id"] == "bsi-walk-run")
    asked = bone["stages"][1]["exit"][0]
    assert asked["kind"] == "pain"
    assert asked["asks"] == {"doing": "walking", "at_most": 0.0, "days": 14, "minutes": 30}
    assert bone["walk_run"]["steps"][0] == {"run_seconds": 30, "walk_seconds": 60, "repeats": 10}
    walkback = next(each for each in told["protocols"] if each["id"] == "low-back-walkback")
    assert walkback["walk_run"] is None


@pytest.mark.parametrize(
    ("dose", "words"),
    [
        (DOSE, "every 2nd day"),
        (replace(DOSE, every_days=3), "every 3rd day"),
        (replace(DOSE, every_days=4), "every 4th day"),
        (replace(DOSE, every_days=1), "every day"),
        (replace(DOSE, every_days=None, days_per_week=(7, 7)), "every day"),
        (replace(DOSE, every_days=None, days_per_week=(3, 3)), "3 days a week"),
        (replace(DOSE, every_days=None, days_per_week=(1, 1)), "1 day a week"),
        (replace(DOSE, every_days=1, times_per_day=(2, 2)), "every day, twice"),
        (replace(DOSE, times_per_day=(3, 3)), "every 2nd day, 3 times"),
    ],
)
def test_how_often_is_said_in_words(dose: Dose, words: str) -> None:
    assert often_words(dose) == words


def test_spans_weeks_lengths_and_rests_are_said_in_words() -> None:
    assert span((3, 3)) == "3"
    assert weeks_words(None) == ""
    assert weeks_words((1, 1)) == "week 1"
    assert length_of(None) == "until its criteria are met"
    assert length_of((1, 1)) == "1 week"
    assert [seconds_words(s) for s in (30, 60, 90)] == ["30 s", "1 min", "1 min 30 s"]
    assert rest_words((60, 60)) == "rest 1 min"
    assert rest_words((60, 90)).endswith("90 s")
