"""The pages of self-tests without script: what is shown, entered, taken back, and due."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from ironstride.catalogue.self_tests import self_tests
from ironstride.domain.assessment import Assessment, LoggedResult
from ironstride.domain.body_region import Side
from ironstride.services.figures import pictures_of
from ironstride.services.runner import set_athlete_text
from ironstride.services.self_tests import log_result
from ironstride.storage import Database
from ironstride.web.app import create_app
from ironstride.web.shelf import Shelf
from tests.support.web import ATHLETE, NOW, SETTINGS, TODAY, TestClient, client_of
from tests.web.markup import Markup

TESTS = self_tests()
TUESDAY = NOW + dt.timedelta(days=1)
"""The day after an easy run: one on which tests may lie."""


def entered(
    database: Database, test: str, value: float, side: str | None = None, *, weeks: int = 0
) -> str:
    """Store a result of some weeks ago; return its id."""
    id = f"{test}-{side}-{weeks}"
    one = LoggedResult(
        id=id,
        test=test,
        date=TODAY - dt.timedelta(weeks=weeks),
        value=value,
        side=None if side is None else Side(side),
    )
    assert log_result(database, one, today=TODAY, now=NOW).value is not None
    return id


def both(database: Database, left: float, right: float, *, weeks: int = 0) -> None:
    entered(database, "heel-raise", left, "left", weeks=weeks)
    entered(database, "heel-raise", right, "right", weeks=weeks)


def page(client: TestClient, path: str) -> Markup:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return Markup(answer.text)


def text_of(client: TestClient, path: str) -> str:
    return page(client, path).all("main", id="main")[0].text


def is_a(database: Database, **person: object) -> None:
    """Tell more of the runner."""
    told: dict[str, Any] = dict(ATHLETE)
    told["athlete"] = told["athlete"] | person
    stored = set_athlete_text(
        database, json.dumps(told), location="athlete", file_format="json", today=TODAY, now=NOW
    )
    assert stored.value is not None, stored.problems


@pytest.fixture
def on_tuesday(database: Database) -> Iterator[TestClient]:
    """Return a client on the day after an easy run."""
    shelf = Shelf(own=database, now=lambda: TUESDAY, in_background=False, settings=SETTINGS)
    with client_of(create_app(shelf)) as made:
        yield made


# What there is


def test_every_test_is_listed_and_leads_to_its_page(client: TestClient) -> None:
    links = {a.attributes["href"] for a in page(client, "/tests").all("a")}
    assert {f"/tests/{test.id}" for test in TESTS} <= links
    assert "/tests/battery" in links


@pytest.mark.parametrize("test", TESTS, ids=lambda test: test.id)
def test_the_page_of_a_test_holds_all_that_must_be_known_before(
    client: TestClient, test: Assessment
) -> None:
    markup = page(client, f"/tests/{test.id}")
    main = markup.all("main", id="main")[0].text
    for words in (test.tells, test.does_not_tell, *test.steps, *test.not_for, *test.stop_when):
        assert words in main
    assert bool(markup.all("input", name="confirmed")) is test.has_risk
    assert bool(markup.all("figure")) is bool(pictures_of(test.figure))
    for row in test.cited:
        assert row == "house" or f"/evidence/{row}" in {
            a.attributes.get("href") for a in markup.all("a")
        }


@pytest.mark.parametrize("test", TESTS, ids=lambda test: test.id)
def test_a_result_can_be_entered_without_script(client: TestClient, test: Assessment) -> None:
    markup = page(client, f"/tests/{test.id}")
    form = next(f for f in markup.all("form") if f.attributes.get("action") == f"/tests/{test.id}")
    inside = [e for e in markup.elements if form in e.ancestors]
    sent: dict[str, Any] = {}
    for each in inside:
        name = each.attributes.get("name")
        if each.tag != "input" or name is None:
            continue
        kind = each.attributes.get("type")
        if kind == "hidden":
            sent.setdefault(name, []).append(each.attributes["value"])
        elif kind == "radio":
            sent[name] = "yes"
        elif kind == "checkbox":
            sent[name] = each.attributes["value"]
        else:
            low, high = test.range
            sent[name] = f"{round((low + high) / 4 / test.step) * test.step:g}"
    answer = client.post(f"/tests/{test.id}", data=sent)
    assert answer.status_code == 200, answer.text
    assert answer.url.path == f"/tests/{test.id}/result"
    main = Markup(answer.text).all("main", id="main")[0].text
    assert "What it changes in the plan" in main
    again = client.post(f"/tests/{test.id}", data=sent)
    assert again.status_code == 200
    assert len(again.text.split("/delete")) - 1 == (2 if test.per_side else 1), "stored twice"


def test_an_unknown_test_is_no_page(client: TestClient) -> None:
    assert client.get("/tests/levitation").status_code == 404
    assert client.get("/tests/levitation/result").status_code == 404


# What a result says


def test_without_a_result_the_page_says_what_will_be_there(client: TestClient) -> None:
    assert "No result yet." in text_of(client, "/tests/heel-raise/result")


def test_a_result_is_held_against_others_where_age_and_sex_are_known(
    client: TestClient, database: Database
) -> None:
    both(database, 27, 26)
    assert "you have not said yours" in text_of(client, "/tests/heel-raise/result")
    is_a(database, sex="female", birth_year=1986)
    markup = page(client, "/tests/heel-raise/result")
    main = markup.all("main", id="main")[0].text
    assert "the middle for your age is 25" in main
    table = " ".join(row.text for row in markup.all("tr"))
    assert re.search(r"You, left ?27 reps .*Middle ?25 reps", table)
    drawn = [e.attributes.get("class") for e in markup.elements if e.tag == "rect"]
    assert "band" not in drawn, "a spread that the source does not give"


def test_a_norm_by_bands_with_a_spread_shows_its_band(
    client: TestClient, database: Database
) -> None:
    is_a(database, sex="male", birth_year=1990)
    for side in ("left", "right"):
        entered(database, "stance-eyes-open", 44.0, side)
    markup = page(client, "/tests/stance-eyes-open/result")
    assert "one standard deviation" in markup.all("main", id="main")[0].text.lower()


@pytest.mark.parametrize(
    ("left", "right", "said"),
    [
        (27, 21, "No difference that this test can see."),
        (27, 20, "Your right side is weaker"),
        (20, 27, "Your left side is weaker"),
    ],
)
def test_sides_differ_only_beyond_what_the_test_can_see(
    client: TestClient, database: Database, left: float, right: float, said: str
) -> None:
    both(database, left, right)
    main = text_of(client, "/tests/heel-raise/result")
    assert said in main
    assert ("leg goes first" in main) is ("weaker" in said)


@pytest.mark.parametrize(
    ("now", "said"), [(26, "no change that this test can see"), (27, "better, by more than")]
)
def test_a_change_counts_only_beyond_what_the_test_can_see(
    client: TestClient, database: Database, now: float, said: str
) -> None:
    both(database, 20, 20, weeks=9)
    both(database, now, now)
    assert said in text_of(client, "/tests/heel-raise/result")


def test_a_recalled_figure_is_called_not_re_checked(client: TestClient, database: Database) -> None:
    recalled = [
        test
        for test in TESTS
        if any(not row.reread for norm in test.norms for row in norm.rows)
        or any(not cut.reread for cut in test.cuts)
    ]
    assert recalled
    for side in ("left", "right"):
        entered(database, "hop-distance", 120, side)
    assert "not re-checked" in text_of(client, "/tests/hop-distance/result")


def test_results_of_all_days_stand_in_a_chart_and_its_table(
    client: TestClient, database: Database
) -> None:
    for weeks, value in ((24, 18), (16, 20), (8, 21)):
        both(database, value, value, weeks=weeks)
    markup = page(client, "/tests/heel-raise/result")
    assert "3 times since" in markup.all("main", id="main")[0].text
    dates = [th.text for th in markup.all("th", scope="row") if re.search(r"20\d\d", th.text)]
    assert len(dates) == 3


# Taken back


def test_a_result_is_deleted_and_brought_back_and_its_versions_stay(
    client: TestClient, database: Database
) -> None:
    kept = entered(database, "push-ups", 21)
    answer = client.post("/tests/push-ups/delete", data={"result": kept})
    assert answer.status_code == 200
    assert "Deleted." in answer.text
    assert "No result yet." in answer.text
    with database.snapshot() as unit:
        assert unit.results.of_test("push-ups") == ()
        assert len(unit.results.history(kept)) == 2
    answer = client.post("/tests/push-ups/undo", data={"result": kept})
    assert "21" in Markup(answer.text).all("p", **{"class": "result-figures"})[0].text
    with database.snapshot() as unit:
        assert [one.value for one in unit.results.of_test("push-ups")] == [21.0]


# When it must not be


def test_a_test_that_the_body_forbids_cannot_be_started_or_entered(client: TestClient) -> None:
    client.post("/body/pain", data={"region": "calf", "side": "left", "during": "6"})
    markup = page(client, "/tests/heel-raise")
    main = markup.all("main", id="main")[0].text
    assert "Not now" in main
    assert "calf" in main
    assert not markup.all("button", id="begin")
    assert not [f for f in markup.all("form") if f.attributes.get("action") == "/tests/heel-raise"]
    sent = {"id": ["0123456789", "9876543210"], "left": "20", "confirmed": "yes"}
    answer = client.post("/tests/heel-raise", data=sent)
    assert answer.status_code == 400
    assert "calf" in answer.text


def test_while_all_training_stops_nothing_can_be_tested(client: TestClient) -> None:
    client.post("/body/signs", data={"question": "0", "answer": "true"})
    for test in TESTS:
        markup = page(client, f"/tests/{test.id}")
        assert "Not now" in markup.all("main", id="main")[0].text, test.id
        assert not markup.all("button", id="begin")
    assert "Nothing can be tested today." in text_of(client, "/tests/battery")
    assert text_of(client, "/tests").count("not now") == len(TESTS)


# Due, and the battery


def test_a_test_that_comes_round_is_one_line_on_today_and_on_body(
    on_tuesday: TestClient, database: Database
) -> None:
    for path in ("/", "/body"):
        assert "due:" not in text_of(on_tuesday, path)
    entered(database, "push-ups", 20, weeks=9)
    for path in ("/", "/body"):
        assert "Test due: Push-ups." in text_of(on_tuesday, path)
    assert "Due now" in text_of(on_tuesday, "/tests")


def test_today_offers_the_battery_until_something_was_tested_or_lifted(
    client: TestClient, database: Database
) -> None:
    offer = "Twenty minutes of tests"
    assert offer in text_of(client, "/")
    kept = entered(database, "push-ups", 20)
    assert offer not in text_of(client, "/")
    client.post("/tests/push-ups/delete", data={"result": kept})
    assert offer not in text_of(client, "/"), "who has seen a test knows of them"


def test_no_test_is_due_on_the_day_after_a_long_run(client: TestClient, database: Database) -> None:
    entered(database, "push-ups", 20, weeks=9)
    assert "due:" not in text_of(client, "/")
    main = text_of(client, "/tests")
    assert "Due now" not in main
    assert "Not sooner: the day before holds a hard or a long run." in main


def test_the_battery_keeps_its_order_what_was_done_and_what_was_left_out(
    client: TestClient, database: Database
) -> None:
    first = [h.text for h in page(client, "/tests/battery").all("h2")]
    assert len(first) >= 3
    test = next(each for each in TESTS if each.name == first[1])
    client.post("/tests/battery/skip", data={"test": test.id, "reason": "kit"})
    done = next(each for each in TESTS if each.name == first[0])
    for side in ("left", "right") if done.per_side else (None,):
        entered(database, done.id, done.range[1] / 2, side)
    markup = page(client, "/tests/battery")
    assert [h.text for h in markup.all("h2")] == first
    cards = [li.text for li in markup.all("li", **{"class": "card"})]
    assert "done" in cards[0]
    assert "left out" in cards[1]
    assert "I lack the kit" in cards[1]
    assert f"2 of {len(first)}" in markup.all("main", id="main")[0].text
    go_on = next(a for a in markup.all("a") if a.text.startswith("Go on"))
    assert first[2] in go_on.text
    client.post("/tests/battery/unskip", data={"test": test.id})
    assert f"1 of {len(first)}" in text_of(client, "/tests/battery")


def test_leaving_a_test_out_for_pain_leads_to_where_pain_is_said(client: TestClient) -> None:
    sent = {"test": "heel-raise", "reason": "hurts"}
    answer = client.post("/tests/battery/skip", data=sent, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/body")


def test_what_was_left_out_long_ago_is_open_again(client: TestClient, database: Database) -> None:
    client.post("/tests/battery/skip", data={"test": "heel-raise", "reason": "time"})
    with database.begin() as unit:
        kept = json.loads(unit.settings.get("test-battery") or "{}")
        kept["heel-raise"]["on"] = (TODAY - dt.timedelta(days=14)).isoformat()
        unit.settings.put("test-battery", json.dumps(kept))
    assert "left out" not in text_of(client, "/tests/battery")


# Units


def test_inches_are_typed_and_shown_where_they_were_chosen(
    client: TestClient, database: Database
) -> None:
    client.post("/settings/units", data={"units": "imperial"})
    main = text_of(client, "/tests/knee-to-wall")
    assert "Left side, in" in main
    sent = {"id": ["0123456789", "9876543210"], "unit": "in", "left": "4", "right": "3.5"}
    answer = client.post("/tests/knee-to-wall", data=sent)
    told = Markup(answer.text).all("main", id="main")[0].text
    assert "4 in" in told
    assert " cm" not in told.partition("What it rests on")[0]
    with database.snapshot() as unit:
        values = sorted(one.value for one in unit.results.of_test("knee-to-wall"))
    assert values == pytest.approx([8.89, 10.16])


def test_a_form_opened_before_the_units_were_changed_means_what_it_said(
    client: TestClient, database: Database
) -> None:
    sent = {"id": ["0123456789", "9876543210"], "unit": "cm", "left": "10"}
    client.post("/settings/units", data={"units": "imperial"})
    assert client.post("/tests/knee-to-wall", data=sent).status_code == 200
    with database.snapshot() as unit:
        assert [one.value for one in unit.results.of_test("knee-to-wall")] == [10.0]
