"""Sessions move where a slot's price allows; the plan answers, and the move can be undone."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from ironstride.services.current_plan import current_plan
from ironstride.services.moves import Verdict, offers
from ironstride.storage import Database
from tests.support.web import TODAY, TestClient
from tests.web.markup import Markup

SESSION = f"s-{TODAY.isoformat()}"
TUESDAY = TODAY + dt.timedelta(days=1)


def dates_of(database: Database) -> list[dt.date]:
    with database.snapshot() as unit:
        current = current_plan(unit)
    assert current is not None
    week = current.week_of(TODAY)
    assert week is not None
    return [session.date for session in week.sessions]


def test_the_week_holds_runs_and_strength_on_one_calendar(client: TestClient) -> None:
    markup = Markup(client.get("/week").text)
    days = [e for e in markup.elements if "data-date" in e.attributes]
    assert len(days) == 7
    assert "Intervals" in days[2].text
    assert "quality" in days[2].text
    assert "Long run" in days[6].text
    assert sum("Move" in day.text for day in days) == 2


def test_past_a_stop_the_week_shows_no_run_to_come(client: TestClient) -> None:
    client.post("/body/signs", data={"question": "0", "answer": "true"})
    markup = Markup(client.get("/week").text)
    days = [e for e in markup.elements if "data-date" in e.attributes]
    assert len(days) == 7
    assert not any("run" in day.text or "Intervals" in day.text for day in days)
    client.post("/body/withdraw", data={"flag": "RF-01", "then": "/"})
    assert "Intervals" in client.get("/week").text


def test_every_slot_has_a_word_and_every_day_a_slot_or_a_reason(database: Database) -> None:
    with database.snapshot() as unit:
        found = offers(unit, SESSION, TODAY)
    assert {offer.date for offer in found} == {TODAY + dt.timedelta(days=d) for d in range(7)}
    for offer in found:
        if offer.is_now:
            continue
        start = {
            Verdict.FITS: "fits",
            Verdict.COSTS: "costs a little",
            Verdict.NOT_POSSIBLE: "not possible: ",
        }[offer.verdict]
        assert offer.words.startswith(start)
    friday = next(o for o in found if o.date == TODAY + dt.timedelta(days=4))
    assert friday.words == "not possible: Friday is a rest day"


def test_a_moved_session_stays_where_it_was_put_and_can_go_back(
    client: TestClient, database: Database
) -> None:
    assert TODAY in dates_of(database)
    page = client.post("/week/move", data={"session": SESSION, "slot": f"{TUESDAY}T17:30"})
    assert page.status_code == 200
    assert TODAY not in dates_of(database)
    assert TUESDAY in dates_of(database)
    with database.snapshot() as unit:
        card = next(c for c in unit.changes.open() if c.what == "moved")
    assert card.undo is not None
    client.post(f"/today/change/{card.id}/undo")
    assert TODAY in dates_of(database)
    assert TUESDAY not in dates_of(database)


def test_a_slot_that_a_rule_forbids_is_refused_with_the_reason(
    client: TestClient, database: Database
) -> None:
    friday = TODAY + dt.timedelta(days=4)
    before = dates_of(database)
    answer = client.post("/week/move", data={"session": SESSION, "slot": f"{friday}T17:30"})
    assert answer.status_code == 409
    assert "rest day" in answer.text
    assert dates_of(database) == before


def test_a_slot_that_is_none_is_refused(client: TestClient) -> None:
    answer = client.post("/week/move", data={"session": SESSION, "slot": "soon"})
    assert answer.status_code == 400


def test_the_list_of_slots_works_without_script(client: TestClient) -> None:
    markup = Markup(client.get(f"/week/move/{SESSION}").text)
    buttons = [b for b in markup.all("button", name="slot") if "disabled" not in b.attributes]
    assert buttons
    assert all(b.ancestors[-1].tag == "li" for b in buttons)


def test_the_season_names_every_week_phase_and_race(client: TestClient) -> None:
    markup = Markup(client.get("/season").text)
    text = markup.all("main")[0].text
    assert "Spring half" in text
    assert "Taper" in text
    weeks = [a for a in markup.all("a") if "run load" in a.attributes.get("aria-label", "")]
    assert len(weeks) >= 16
    assert all(a.attributes["href"].startswith("/why/week/") for a in weeks)
    first = client.get(weeks[0].attributes["href"])
    assert first.status_code == 200


def test_other_weeks_open_before_and_after_the_plan(client: TestClient) -> None:
    for date in ("2025-01-01", "2026-12-02", "2031-01-01"):
        assert client.get(f"/week/{date}").status_code == 200
    assert client.get("/week/never").status_code == 400


@pytest.mark.parametrize("date", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_time_are_refused(client: TestClient, date: str) -> None:
    answer = client.get(f"/week/{date}")
    assert answer.status_code == 404
    assert date in answer.text


@pytest.mark.parametrize("path", ["/", "/week", "/season"])
def test_each_page_says_which_week_of_the_phase_it_is_and_what_comes_next(
    client: TestClient, path: str
) -> None:
    text = Markup(client.get(path).text).all("main")[0].text
    assert re.search(r"Adaptation · week 1 of \d+, until \w+ \d+ \w+, then \w+", text), text[:300]
