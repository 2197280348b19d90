"""Sets come from phones and plain forms, each is stored once, and nothing is lost on the way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ironstride.domain.body_region import Side
from ironstride.domain.performance import LoggedSet
from ironstride.services.current_plan import current_plan
from ironstride.services.gym import gym_session, weaker_side
from ironstride.services.log import LastTime
from ironstride.storage import Database
from tests.support.web import TODAY, TestClient, app_of, client_of, database_with_plan
from tests.web.markup import Markup

SESSION = f"s-{TODAY.isoformat()}"


def first_exercise(database: Database) -> str:
    with database.snapshot() as unit:
        gym = gym_session(unit, SESSION, TODAY)
    assert gym is not None
    return gym.steps[0].exercise


def change(
    database: Database, name: str = "c-1", kind: str = "log", **told: object
) -> dict[str, Any]:
    one = {
        "id": "set-00000001",
        "exercise": first_exercise(database),
        "date": TODAY.isoformat(),
        "reps": 8,
        "load_kg": 10,
        "rir": 2,
        "session_id": SESSION,
    }
    return {"change": name, "kind": kind, "runner": "own", "set": {**one, **told}}


def send(client: TestClient, *changes: dict[str, Any]) -> dict[str, Any]:
    answer = client.post("/log/sets", json={"changes": list(changes)})
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def stored(database: Database) -> list[LoggedSet]:
    with database.snapshot() as unit:
        return list(unit.sets.all())


def test_a_set_sent_twice_is_stored_once(client: TestClient, database: Database) -> None:
    for _ in range(2):
        assert send(client, change(database))["stored"] == ["c-1"]
    (one,) = stored(database)
    assert (one.reps, one.load_kg, one.rir, one.session_id) == (8, 10.0, 2.0, SESSION)


def test_an_edit_and_a_deletion_are_versions(client: TestClient, database: Database) -> None:
    send(client, change(database))
    send(client, change(database, "c-2", "edit", reps=6))
    assert stored(database)[0].reps == 6
    send(client, change(database, "c-3", "delete"))
    assert stored(database) == []
    send(client, change(database, "c-4", "undo"))
    assert stored(database)[0].reps == 6
    with database.snapshot() as unit:
        assert len(unit.sets.history("set-00000001")) == 4


@pytest.mark.parametrize(
    "told",
    [
        {"reps": "eight"},
        {"reps": 8.5},
        {"reps": None},
        {"reps": -3},
        {"rir": 99},
        {"exercise": "moon-walk"},
        {"date": "yesterday"},
        {"date": "2031-01-01"},
        {"side": "up"},
        {"kind": "odd"},
        {"id": ""},
        {"logged_at": "2026-11-23T07:00:00"},
        {"technique_ok": "yes"},
        {"load_kg": True},
        {"load_kg": 10**400},
    ],
    ids=lambda told: str(told)[:40],
)
def test_a_wrong_set_is_refused_with_a_sentence_and_holds_nothing_up(
    client: TestClient, database: Database, told: dict[str, Any]
) -> None:
    wrong = change(database, "c-bad", **told)
    right = change(database, "c-good", id="set-00000002")
    answer = send(client, wrong, right)
    assert answer["stored"] == ["c-good"]
    assert answer["refused"][0]["change"] == "c-bad"
    assert answer["refused"][0]["sentence"].endswith(".")
    assert [one.id for one in stored(database)] == ["set-00000002"]


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"changes": 3}', b"{}", b'{"changes": [7]}'])
def test_a_body_of_the_wrong_shape_is_refused(client: TestClient, body: bytes) -> None:
    answer = client.post("/log/sets", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["problems"]


def test_a_set_goes_to_the_runner_whose_it_is(database: Database, tmp_path: Path) -> None:
    demo = database_with_plan(tmp_path / "demo.db")
    client = client_of(app_of(database, demo=demo))
    of_demo = change(database)
    of_demo["runner"] = "demo"
    client.post("/runner", data={"runner": "own"})
    send(client, of_demo)
    assert stored(database) == []
    assert len(stored(demo)) == 1
    demo.close()


def test_a_finished_session_is_kept_with_how_hard_it_was_and_stays_on_today(
    client: TestClient, database: Database
) -> None:
    send(client, change(database))
    session = {"id": SESSION, "date": TODAY.isoformat(), "minutes": 27, "session_rpe": 5}
    finished = {"change": "c-9", "kind": "session", "runner": "own", "session": session}
    assert send(client, finished)["stored"] == ["c-9"]
    with database.snapshot() as unit:
        assert unit.sessions.all()[0].minutes == 27
        current = current_plan(unit)
    assert current is not None
    assert current.plan.today > TODAY
    assert [s.id for s in current.sessions_on(TODAY)] == [SESSION]
    text = Markup(client.get("/").text).all("main")[0].text
    assert "done" in text
    assert "Start" not in text
    assert "Done" in client.get(f"/log/{SESSION}/done").text


def test_the_plain_form_logs_a_set_once_and_takes_it_back(
    client: TestClient, database: Database
) -> None:
    page = Markup(client.get(f"/log/{SESSION}").text)
    form = next(f for f in page.all("form") if f.attributes["action"].endswith("/set"))
    fields = {
        e.attributes["name"]: e.attributes.get("value", "")
        for e in page.elements
        if form in e.ancestors and e.tag == "input"
    }
    client.post(form.attributes["action"], data=fields)
    answer = client.post(form.attributes["action"], data=fields)
    assert answer.status_code == 200
    assert "Take it back" in answer.text
    (one,) = stored(database)
    assert one.id == fields["id"]
    client.post(f"/log/{SESSION}/delete", data={"id": one.id})
    assert stored(database) == []


def test_the_plain_form_finishes_a_session(client: TestClient, database: Database) -> None:
    page = client.post(f"/log/{SESSION}/finish", data={"session_rpe": "4", "minutes": "25"})
    assert Markup(page.text).all("h1")[0].text == "Done"
    with database.snapshot() as unit:
        assert unit.sessions.all()[0].session_rpe == 4


def test_every_set_of_the_plan_is_a_step_side_by_side(database: Database) -> None:
    with database.snapshot() as unit:
        gym = gym_session(unit, SESSION, TODAY)
    assert gym is not None
    assert len({step.key for step in gym.steps}) == len(gym.steps)
    for before, after in zip(gym.steps, gym.steps[1:], strict=False):
        if before.side is Side.LEFT:
            assert (after.exercise, after.number, after.side) == (
                before.exercise,
                before.number,
                Side.RIGHT,
            )


def test_the_weaker_side_comes_first() -> None:
    def done(side: Side, reps: int) -> LoggedSet:
        return LoggedSet(exercise="x", date=TODAY, side=side, reps=reps, load_kg=10.0)

    last = LastTime(date=TODAY, sets=(done(Side.LEFT, 8), done(Side.RIGHT, 6)))
    assert weaker_side(last) is Side.RIGHT
    even = LastTime(date=TODAY, sets=(done(Side.LEFT, 8), done(Side.RIGHT, 8)))
    assert weaker_side(even) is None
    assert weaker_side(None) is None


def test_what_can_stand_in_serves_the_same_need_and_fits(
    client: TestClient, database: Database
) -> None:
    offers = client.get(f"/log/{SESSION}/swaps").json()["swaps"]
    exercise = first_exercise(database)
    new = offers[exercise][0]["exercise"]
    swap = {"id": SESSION, "old": exercise, "new": new}
    told = {"change": "c-5", "kind": "swap", "runner": "own", "swap": swap}
    for _ in range(2):
        assert send(client, told)["stored"] == ["c-5"]
    with database.snapshot() as unit:
        gym = gym_session(unit, SESSION, TODAY)
    assert gym is not None
    names = {step.exercise for step in gym.steps}
    assert new in names
    assert exercise not in names


def test_the_screen_document_cannot_end_its_script_element(client: TestClient) -> None:
    markup = Markup(client.get(f"/log/{SESSION}").text)
    element = markup.all("script", id="gym-session")[0]
    document = json.loads("".join(element.parts))
    assert document["id"] == SESSION
    assert "<" not in "".join(element.parts)


def test_a_session_that_is_gone_is_a_page_that_helps(client: TestClient) -> None:
    answer = client.get("/log/s-1999-01-01")
    assert answer.status_code == 404
    assert "sets that you logged are kept" in answer.text
