"""Today answers what the runner says: less time, pain, a session left out, a red flag."""

from __future__ import annotations

import datetime as dt

from ironstride.body.red_flags import BONE_FLAG, BY_ID
from ironstride.domain.body_region import Region, Side
from ironstride.domain.performance import PainReport
from ironstride.services import checkins
from ironstride.services.current_plan import current_plan
from ironstride.services.today import today_of
from ironstride.storage import Database
from ironstride.web.app import create_app
from ironstride.web.shelf import Shelf
from tests.support.web import NOW, SETTINGS, TODAY, TestClient, client_of
from tests.web.markup import Markup

SESSION = f"s-{TODAY.isoformat()}"


def minutes_of(database: Database) -> float:
    with database.snapshot() as unit:
        current = current_plan(unit)
    assert current is not None
    session = current.session(SESSION)
    assert session is not None
    return session.minutes_planned


def cards_of(database: Database) -> list[str]:
    with database.snapshot() as unit:
        return [card.sentence for card in unit.changes.open()]


def test_today_shows_the_run_the_session_and_every_line_with_its_why(client: TestClient) -> None:
    markup = Markup(client.get("/").text)
    text = markup.all("main")[0].text
    assert "Monday 23 November" in text
    assert "Easy run" in text
    assert "leave" in text
    rows = [e for e in markup.elements if e.attributes.get("class") == "set-list block"]
    why = f"/why/session/{SESSION}#"
    whys = [a for a in markup.all("a") if a.attributes["href"].startswith(why)]
    assert rows
    assert len(whys) >= len(rows) + 1


def test_each_why_opens_rule_cost_and_evidence(client: TestClient) -> None:
    markup = Markup(client.get(f"/why/session/{SESSION}").text)
    rules = [e for e in markup.elements if e.attributes.get("class") == "why-rule"]
    assert rules
    for rule in rules:
        assert "Rule:" in rule.text
        assert "What it cost in this plan" in rule.text
        assert "certainty" in rule.text or "our own choice" in rule.text


def test_less_time_cuts_the_session_and_says_what_went(
    client: TestClient, database: Database
) -> None:
    before = minutes_of(database)
    client.post("/today/less-time", data={"session": SESSION, "minutes": "15"})
    assert minutes_of(database) <= 15 < before
    assert any("you have 15" in told and "Left out" in told for told in cards_of(database))


def test_a_cut_holds_when_the_plan_is_made_anew_and_can_be_undone(
    client: TestClient, database: Database
) -> None:
    before = minutes_of(database)
    client.post("/today/less-time", data={"session": SESSION, "minutes": "15"})
    client.post("/today/checkin", data={"sleep": "7.5", "soreness": "0", "stress": "0"})
    assert minutes_of(database) <= 15
    with database.snapshot() as unit:
        card = next(c for c in unit.changes.open() if c.undo is not None)
    client.post(f"/today/change/{card.id}/undo")
    assert minutes_of(database) == before


def test_minutes_that_make_no_session_are_refused(client: TestClient) -> None:
    answer = client.post("/today/less-time", data={"session": SESSION, "minutes": "2"})
    assert answer.status_code == 409
    assert "leave the session out" in answer.text


def test_pain_says_its_gate_and_asks_about_the_bone(client: TestClient, database: Database) -> None:
    page = client.post("/today/hurts", data={"region": "shin", "side": "left", "pain": "4"})
    assert "four questions about the bone" in page.text
    assert any("shin (left)" in sentence for sentence in cards_of(database))
    answered = client.post("/today/bone", data={"region": "shin", "side": "left", "yes": "false"})
    assert "four questions about the bone" not in answered.text


def test_a_region_that_must_rest_is_said_first_and_the_rest_goes_on(client: TestClient) -> None:
    page = client.post("/today/hurts", data={"region": "achilles", "side": "left", "pain": "7"})
    markup = Markup(page.text)
    stops = [e for e in markup.elements if e.attributes.get("class") == "card stop"]
    assert "Training elsewhere goes on" in stops[0].text
    assert markup.all("h1")[0].text != "Stop"
    first = next(e for e in markup.elements if e.attributes.get("class") == "change")
    assert "Achilles tendon" in first.text


def test_a_yes_to_the_bone_questions_stops_training_until_it_is_withdrawn(
    client: TestClient,
) -> None:
    client.post("/today/hurts", data={"region": "shin", "side": "left", "pain": "4"})
    stopped = client.post("/today/bone", data={"region": "shin", "side": "left", "yes": "true"})
    assert Markup(stopped.text).all("h1")[0].text == "Stop"
    assert "doctor" in stopped.text
    assert "Start" not in stopped.text
    again = client.post("/body/withdraw", data={"flag": "RF-03", "then": "/"})
    assert Markup(again.text).all("h1")[0].text != "Stop"


def test_the_stop_says_the_same_on_today_and_on_body(client: TestClient) -> None:
    def said(path: str) -> str:
        return Markup(client.get(path).text).all("section", aria_labelledby="stop")[0].text

    client.post("/today/hurts", data={"region": "shin", "side": "left", "pain": "4"})
    assert "A part is out" in said("/body/stop")
    assert "No training is planned" not in said("/body/stop")
    client.post("/today/bone", data={"region": "shin", "side": "left", "yes": "true"})
    assert said("/") == said("/body/stop")
    flag = BY_ID[BONE_FLAG]
    for told in (flag.sentence, flag.see, flag.soon, "shin (left)", *flag.questions):
        assert told in said("/"), told
    for path, back in (("/", "/"), ("/body/stop", "/body")):
        page = Markup(client.get(path).text)
        assert {e.attributes["value"] for e in page.all("input", name="then")} == {back}


def test_a_red_flag_is_cleared_by_somebody_with_a_name(client: TestClient) -> None:
    client.post("/today/hurts", data={"region": "shin", "side": "left", "pain": "4"})
    client.post("/today/bone", data={"region": "shin", "side": "left", "yes": "true"})
    refused = client.post("/body/clear", data={"flag": "RF-03", "cleared_by": "  "})
    assert refused.status_code == 400
    cleared = client.post(
        "/body/clear", data={"flag": "RF-03", "cleared_by": "A. Doctor", "then": "/"}
    )
    assert Markup(cleared.text).all("h1")[0].text != "Stop"


def test_a_session_left_out_can_be_done_after_all(client: TestClient, database: Database) -> None:
    page = client.post("/today/leave-out", data={"session": SESSION})
    assert "Do it after all" in page.text
    with database.snapshot() as unit:
        assert today_of(unit, TODAY).sessions[0].is_skipped
    back = client.post(f"/today/take-back/{SESSION}")
    assert "Start" in back.text


def test_the_morning_after_is_asked_once(client: TestClient, database: Database) -> None:
    yesterday = TODAY - dt.timedelta(days=1)
    report = PainReport(date=yesterday, region=Region.KNEE_FRONT, side=Side.RIGHT, during=3)
    checkins.report_pain(database, report, today=TODAY, now=NOW)
    assert "this morning?" in client.get("/").text
    page = client.post("/today/morning", data={"report": "knee-front/right", "pain": "1"})
    assert "this morning?" not in page.text


def test_a_missed_session_is_told_the_next_day(database: Database) -> None:
    later = NOW + dt.timedelta(days=1)
    shelf = Shelf(own=database, now=lambda: later, in_background=False, settings=SETTINGS)
    page = client_of(create_app(shelf)).get("/").text
    assert "Mon 23 Nov&#39;s" in page
    assert "was not done. Nothing is doubled up" in page


def test_a_day_without_strength_offers_nothing_to_do(database: Database) -> None:
    friday = NOW + dt.timedelta(days=4)
    shelf = Shelf(own=database, now=lambda: friday, in_background=False, settings=SETTINGS)
    text = Markup(client_of(create_app(shelf)).get("/").text).all("main")[0].text
    assert "Nothing to do here today" in text
    assert "Start" not in text


def test_cards_are_put_away_when_read(client: TestClient, database: Database) -> None:
    client.post("/today/less-time", data={"session": SESSION, "minutes": "15"})
    with database.snapshot() as unit:
        card = unit.changes.open()[0]
    assert card.sentence.split(":")[0] in client.get("/").text
    client.post(f"/today/change/{card.id}/read")
    with database.snapshot() as unit:
        assert card.id not in {each.id for each in unit.changes.open()}


def test_fever_shows_no_run_to_come_and_says_that_nothing_is_trained(client: TestClient) -> None:
    assert "run-row" in client.get("/").text
    page = client.post("/today/checkin", data={"illness": "fever"})
    markup = Markup(page.text)
    stops = [e for e in markup.elements if e.attributes.get("class") == "card stop"]
    assert "no training until they are gone" in stops[0].text
    assert "run-row" not in page.text
