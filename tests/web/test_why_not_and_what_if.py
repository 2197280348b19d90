"""Why not and what if in the browser's pages: prices, both plans, and nothing stored."""

from __future__ import annotations

import pytest

from ironstride.services.current_plan import current_plan
from ironstride.storage import Database
from tests.support.web import TODAY, TestClient
from tests.web.markup import Markup


def shown(client: TestClient, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    return str(answer.text)


def main_of(text: str) -> str:
    return " ".join(Markup(text).all("main", id="main")[0].text.split())


def first_session(database: Database) -> str:
    with database.snapshot() as unit:
        current = current_plan(unit)
    assert current is not None
    return current.plan.weeks[0].sessions[0].id


def test_the_reasons_of_a_session_lead_to_its_prices(
    client: TestClient, database: Database
) -> None:
    markup = Markup(shown(client, f"/why/session/{first_session(database)}"))
    links = [a.attributes["href"] for a in markup.all("a") if "/why/ask" in a.attributes["href"]]
    assert len(links) >= 5
    for link in (links[0], links[1], links[2]):
        assert "point" in main_of(shown(client, link))
    forms = [f for f in markup.all("form") if f.attributes.get("action") == "/why/ask"]
    assert forms
    assert forms[0].attributes["method"] == "get"


def test_an_absence_is_asked_by_the_form_and_names_what_forbids(client: TestClient) -> None:
    told = main_of(shown(client, "/why/ask?what=no+box+jump&week=2026-11-23"))
    assert "Box jump can't be in this week." in told
    assert "What forbids it" in told
    assert "On whose word" in told


def test_a_day_is_answered_with_every_other_days_price(client: TestClient) -> None:
    told = main_of(shown(client, "/why/ask?what=friday&week=2026-11-23"))
    assert "No session can lie on Fri 27 Nov: Friday is a rest day." in told
    assert "A session on Tue 24 Nov" in told


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("what=bananas", 404, "is no session, day, exercise or rule"),
        ("what=", 404, "is no session, day, exercise or rule"),
        ("what=squat&week=tomorrow", 400, "is no date"),
        ("what=squat&week=2030-01-01", 404, "No session is planned"),
    ],
)
def test_a_question_that_means_nothing_says_what_can_be_asked(
    client: TestClient, query: str, status: int, words: str
) -> None:
    assert words in shown(client, f"/why/ask?{query}", status)


def test_every_world_has_a_form_that_works_without_script(client: TestClient) -> None:
    markup = Markup(shown(client, "/what-if"))
    forms = [f for f in markup.all("form") if f.attributes.get("action") == "/what-if/plan"]
    kinds = {
        e.attributes["value"]
        for e in markup.all("input")
        if e.attributes.get("name") == "kind" and e.attributes.get("type") == "hidden"
    }
    assert kinds == {
        "closed", "sessions", "minutes", "pain", "race", "away", "without", "with",
    }  # fmt: skip
    assert len(forms) == len(kinds)
    assert {f.attributes["method"] for f in forms} == {"get"}


def test_the_week_and_the_reasons_lead_to_what_if(client: TestClient) -> None:
    assert 'href="/what-if"' in shown(client, "/week")
    assert 'href="/what-if"' in shown(client, "/why/week")


@pytest.mark.parametrize(
    ("query", "words", "real"),
    [
        ("kind=minutes&count=20", "20 minutes a session", "/setup/time"),
        ("kind=race&old=2027-03-14&new=2027-02-14", "the race of Sun 14 Mar", "/setup/races"),
        ("kind=pain&region=calf&side=left&level=4", "pain of 4 out of 10", "/body"),
    ],
)
def test_both_plans_stand_side_by_side_and_nothing_is_stored(
    client: TestClient, database: Database, query: str, words: str, real: str
) -> None:
    before = database.read(lambda unit: len(unit.plans.history())).value
    text = shown(client, f"/what-if/plan?{query}")
    told = main_of(text)
    assert words in told
    for heading in ("What would change", "Week by week", "What it would cost", "To make it real"):
        assert heading in told
    assert f'href="{real}"' in text
    assert database.read(lambda unit: len(unit.plans.history())).value == before
    with database.snapshot() as unit:
        assert unit.pains.between(TODAY, TODAY) == ()


@pytest.mark.parametrize(
    "query",
    [
        "",
        "kind=moon",
        "kind=sessions&count=many",
        "kind=sessions&count=9",
        "kind=closed&place=moon&first=2026-11-30&last=2026-12-06",
        "kind=away&first=x&last=2026-12-06",
        "kind=race&old=2026-12-01&new=2026-12-06",
        "kind=pain&region=elbows&side=left&level=3",
        "kind=pain&region=calf&side=up&level=3",
        "kind=with&exercise=bananas",
        "kind=without&exercise=squat",
    ],
)
def test_a_world_that_cannot_be_is_refused_with_the_remedy(client: TestClient, query: str) -> None:
    answer = client.get(f"/what-if/plan?{query}")
    assert answer.status_code in {400, 409}


def test_without_a_plan_both_say_what_comes_first(empty_client: TestClient) -> None:
    assert "eight questions" in shown(empty_client, "/why/ask?what=squat", 404)
    assert "eight questions" in shown(empty_client, "/what-if/plan?kind=minutes&count=20", 404)
