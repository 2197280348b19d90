from __future__ import annotations

import pytest

from ironstride.body.red_flags import BONE_QUESTIONS
from ironstride.storage import Database
from ironstride.web.pages.body import SIGNS
from tests.support.web import TestClient
from tests.web.markup import Markup

NOTHING = {"during": "", "after": "", "morning": ""}


def say(client: TestClient, region: str, side: str, **pain: str) -> str:
    answer = client.post("/body/pain", data={"region": region, "side": side, **NOTHING, **pain})
    assert answer.status_code == 200, answer.text
    text: str = answer.text
    return text


def test_every_region_can_be_chosen_on_the_drawing_and_in_the_list(client: TestClient) -> None:
    page = Markup(client.get("/body").text)
    tapped = {a.attributes["data-region"] for a in page.all("a") if "data-region" in a.attributes}
    listed = {option.attributes["value"] for option in page.all("option")}
    assert tapped == listed
    chosen = client.get("/body?region=calf&side=right").text
    assert "How much does your calf (right) hurt?" in chosen


@pytest.mark.parametrize(
    ("pain", "state"), [("2", "go on"), ("3", "hold"), ("5", "hold"), ("6", "stop")]
)
def test_a_report_says_at_once_what_it_means(client: TestClient, pain: str, state: str) -> None:
    page = Markup(say(client, "achilles", "left", during=pain))
    assert page.all("h2", id="now-title")[0].text == f"Achilles tendon (left): {state}"


def test_the_worst_of_during_after_and_morning_counts(client: TestClient) -> None:
    assert "6 of 10" in say(client, "achilles", "left", during="1", after="2", morning="6")


def test_a_report_without_a_figure_is_refused(client: TestClient) -> None:
    answer = client.post("/body/pain", data={"region": "calf", "side": "left", **NOTHING})
    assert answer.status_code in {400, 409}
    assert "0 to 10" in answer.text


def test_pain_near_bone_asks_four_questions_one_at_a_time(client: TestClient) -> None:
    page = say(client, "shin", "left", during="3")
    for number, question in enumerate(BONE_QUESTIONS):
        assert question in page
        assert f"Question {number + 1} of 4" in page
        fields = {"region": "shin", "side": "left", "question": str(number), "answer": "false"}
        page = client.post("/body/bone", data=fields).text
    assert "Shin (left)" in page
    assert "wait for an answer" not in client.get("/body").text


def test_until_they_are_answered_the_bone_questions_stand_on_the_page(client: TestClient) -> None:
    say(client, "shin", "left", during="3")
    page = client.get("/body").text
    assert "wait for an answer" in page
    assert "jumps are out" in page


def test_a_yes_about_bone_stops_all_training_and_says_whom_to_see(client: TestClient) -> None:
    say(client, "shin", "left", during="3")
    fields = {"region": "shin", "side": "left", "question": "1", "answer": "true"}
    page = client.post("/body/bone", data=fields).text
    for told in ("Stop", BONE_QUESTIONS[1], "a doctor who can order a scan", "today or tomorrow"):
        assert told in page
    assert "Stop: no training" in client.get("/body").text


def test_red_flag_questions_come_one_at_a_time_and_end(client: TestClient) -> None:
    page = client.get("/body/signs").text
    for number in range(len(SIGNS)):
        assert f"Question {number + 1} of {len(SIGNS)}" in page
        page = client.post("/body/signs", data={"question": str(number), "answer": "false"}).text
    assert f"No sign among {len(SIGNS)} questions" in page
    assert "Nothing stops you" in client.get("/body/stop").text


def test_a_red_flag_stands_until_it_is_withdrawn(client: TestClient, database: Database) -> None:
    page = client.post("/body/signs", data={"question": "0", "answer": "true"}).text
    assert "emergency" in page
    assert "take my yes back" in page
    client.post("/body/withdraw", data={"flag": "RF-01"})
    assert "Nothing stops you" in client.get("/body/stop").text
    with database.snapshot() as unit:
        assert [answer.flag for answer in unit.red_flags.all()] == ["RF-01"]


def test_a_red_flag_is_cleared_by_a_named_professional_alone(client: TestClient) -> None:
    client.post("/body/signs", data={"question": "0", "answer": "true"})
    nobody = client.post("/body/clear", data={"flag": "RF-01", "cleared_by": "  "})
    assert nobody.status_code == 400
    assert "with a name" in nobody.text
    client.post("/body/clear", data={"flag": "RF-01", "cleared_by": "Dr Example"})
    assert "Nothing stops you" in client.get("/body/stop").text
    assert client.post("/body/withdraw", data={"flag": "RF-99"}).status_code == 404


def test_what_was_told_is_shown_week_by_week_with_its_table(client: TestClient) -> None:
    say(client, "calf", "right", during="3")
    page = Markup(client.get("/body").text)
    assert any("Calf (right)" in caption.text for caption in page.all("caption"))


def test_pain_can_be_told_before_anything_else_is_known(empty_client: TestClient) -> None:
    assert "hold" in say(empty_client, "achilles", "right", during="4")


def test_four_noes_on_body_take_the_card_off_today_that_waited_for_them(
    client: TestClient,
) -> None:
    waits = "Until they are answered, impact is out"
    say(client, "shin", "left", during="4")
    assert waits in client.get("/").text
    for question in range(len(BONE_QUESTIONS)):
        fields = {"region": "shin", "side": "left", "question": str(question), "answer": "false"}
        client.post("/body/bone", data=fields)
    assert waits not in client.get("/").text
