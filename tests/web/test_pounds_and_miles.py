"""A runner who chose pounds and miles sees, types and steps in them; SI stays inside."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from ironstride.services.gym import GymSession, Step, gym_session
from ironstride.services.measures import IMPERIAL, METRIC, NAME, measures_of
from ironstride.services.runner import NAME as DOCUMENT
from ironstride.services.runner import set_athlete, stored_athlete
from ironstride.storage import Database
from ironstride.units import KG_PER_LB
from ironstride.web.pages import PAGES
from tests.support.web import NOW, TODAY, TestClient
from tests.web.markup import Element, Markup

SESSION = f"s-{TODAY.isoformat()}"
SI = re.compile(r"\d (kg|km)\b")
EVIDENCE = {"evidence"}
"""What studies claim is said as they published it."""


@pytest.fixture
def pounds(database: Database) -> Database:
    """Return the database of a runner who reads pounds and miles."""
    with database.snapshot() as unit:
        athlete = stored_athlete(unit, TODAY)
    assert athlete is not None
    changed = replace(athlete, imperial=True)
    assert set_athlete(database, changed, today=TODAY, now=NOW).value is not None
    return database


def gym_of(database: Database) -> GymSession:
    with database.snapshot() as unit:
        gym = gym_session(unit, SESSION, TODAY)
    assert gym is not None
    return gym


def loaded(database: Database) -> Step:
    return next(step for step in gym_of(database).steps if step.target.load_kg)


def fields_of(page: Markup, form: Element) -> dict[str, str]:
    return {
        each.attributes["name"]: each.attributes.get("value", "")
        for each in page.elements
        if form in each.ancestors and each.tag == "input"
    }


def form_of(client: TestClient, step: Step) -> tuple[str, dict[str, str]]:
    page = Markup(client.get(f"/log/{SESSION}").text)
    for form in page.all("form"):
        fields = fields_of(page, form)
        if fields.get("exercise") == step.exercise and fields.get("side", "") == (step.side or ""):
            return form.attributes["action"], fields
    raise AssertionError(f"no form for {step.key}")


def said_in_si(page: Markup) -> list[str]:
    """Return the texts that name kilograms or kilometres, evidence and scripts left out."""
    inner = [
        each
        for each in page.all("li") + page.all("p") + page.all("td") + page.all("b")
        if not any(
            EVIDENCE & set(a.attributes.get("class", "").split()) for a in (*each.ancestors, each)
        )
    ]
    return [each.text for each in inner if SI.search(each.text)]


def test_the_name_of_the_document_is_the_runners() -> None:
    assert NAME == DOCUMENT


def test_units_are_those_of_the_athlete_and_metric_before_anything_was_said(
    pounds: Database, empty_client: TestClient
) -> None:
    with pounds.snapshot() as unit:
        assert measures_of(unit) == IMPERIAL
    assert "kilograms and kilometres" in empty_client.get("/settings").text
    assert not METRIC.imperial


@pytest.mark.parametrize("path", [page.example or page.path for page in PAGES])
def test_no_page_says_kilograms_or_kilometres_to_who_chose_pounds(
    client: TestClient, pounds: Database, path: str
) -> None:
    del pounds
    assert said_in_si(Markup(client.get(path).text)) == []


def test_the_same_pages_say_them_to_who_did_not(client: TestClient) -> None:
    assert said_in_si(Markup(client.get("/").text))


def test_today_and_log_say_the_load_of_a_set_in_pounds(
    client: TestClient, pounds: Database
) -> None:
    kept = loaded(pounds).target.load_kg
    assert kept is not None
    for path in ("/", f"/log/{SESSION}"):
        assert f"{kept:g} kg" not in Markup(client.get(path).text).all("main")[0].text
    one = kept / (loaded(pounds).target.implements or 1)
    assert IMPERIAL.mass(one) in client.get("/").text


def test_a_form_sent_back_as_it_was_shown_logs_the_load_that_was_planned(
    client: TestClient, pounds: Database
) -> None:
    step = loaded(pounds)
    action, fields = form_of(client, step)
    assert fields["load_unit"] == "lb"
    assert float(fields["load"]) == IMPERIAL.mass_value(step.target.load_kg or 0)
    client.post(action, data=fields)
    with pounds.snapshot() as unit:
        (one,) = unit.sets.all()
    assert one.load_kg == step.target.load_kg


@pytest.mark.parametrize(("typed", "unit", "kept"), [
    ("135", "lb", 135 * KG_PER_LB),
    ("17.5", "lb", 17.5 * KG_PER_LB),
    ("44.1", "lb", 20.0),
    ("61.5", "kg", 61.5),
    ("", "lb", None),
    ("0", "lb", None),
])  # fmt: skip
def test_what_is_typed_is_kept_in_kilograms_and_shown_as_typed(
    client: TestClient, pounds: Database, typed: str, unit: str, kept: float | None
) -> None:
    action, fields = form_of(client, loaded(pounds))
    client.post(action, data={**fields, "load": typed, "load_unit": unit})
    with pounds.snapshot() as stored:
        (one,) = stored.sets.all()
    assert one.load_kg == (None if kept is None else pytest.approx(kept, abs=1e-9))
    if unit == "lb" and kept:
        # A pair is said as two of its halves, by its page as what was typed.
        each = IMPERIAL.mass(kept / (loaded(pounds).target.implements or 1))
        for path in (f"/log/{SESSION}", f"/log/{SESSION}/done"):
            assert each in client.get(path).text, path
        assert f"{typed} lb" in client.get(f"/exercises/{one.exercise}").text


def test_a_unit_that_is_none_is_refused(client: TestClient, pounds: Database) -> None:
    action, fields = form_of(client, loaded(pounds))
    answer = client.post(action, data={**fields, "load_unit": "stone"})
    assert answer.status_code == 400
    with pounds.snapshot() as unit:
        assert unit.sets.all() == ()


@pytest.mark.parametrize("name", ["load", "load_lb", "load_unit"])
def test_a_phone_can_send_no_load_but_kilograms(
    client: TestClient, pounds: Database, name: str
) -> None:
    one: dict[str, Any] = {
        "id": "set-00000001", "exercise": loaded(pounds).exercise, "date": TODAY.isoformat(),
        "reps": 5, name: 135,
    }  # fmt: skip
    change = {"change": "c", "kind": "log", "runner": "own", "set": one}
    answer = client.post("/log/sets", json={"changes": [change]}).json()
    assert answer["stored"] == []
    assert "load_kg" in answer["refused"][0]["sentence"]


def test_the_gym_document_is_si_and_says_how_to_show_it(
    client: TestClient, pounds: Database
) -> None:
    page = Markup(client.get(f"/log/{SESSION}").text)
    document = json.loads("".join(page.all("script", id="gym-session")[0].parts))
    assert document["units"] == {"mass": "lb", "kg": KG_PER_LB, "plates": 0.02}
    step = loaded(pounds)
    planned = next(each for each in document["steps"] if each["key"] == step.key)
    assert planned["target"]["load_kg"] == step.target.load_kg
    with pounds.snapshot() as unit:
        athlete = stored_athlete(unit, TODAY)
    assert athlete is not None
    made = set(document["exercises"][step.exercise]["loads"])
    weights = set(athlete.places[0].dumbbells_kg)
    assert made <= weights | {2 * weight for weight in weights} | {0.0}


def test_a_kit_in_kilograms_outlives_the_set_up_in_pounds(
    client: TestClient, pounds: Database
) -> None:
    page = Markup(client.get("/setup/kit").text)
    fields: dict[str, list[str]] = {}
    for each in page.elements:
        kind = each.attributes.get("type")
        is_taken = kind not in {"checkbox", "radio"} or "checked" in each.attributes
        if each.tag == "input" and "name" in each.attributes and is_taken:
            fields.setdefault(each.attributes["name"], []).append(each.attributes.get("value", ""))
    client.post("/setup/kit", data=fields)
    client.post("/setup/done")
    with pounds.snapshot() as unit:
        athlete = stored_athlete(unit, TODAY)
    assert athlete is not None
    assert athlete.places[0].dumbbells_kg == (8, 8, 10, 10, 12, 12, 16, 16, 20, 20)
