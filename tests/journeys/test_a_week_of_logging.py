"""Sets, ticks, loads, swaps, short sessions and second thoughts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from ironstride.catalogue import load
from ironstride.storage import open_database
from ironstride.web.app import create_app
from ironstride.web.shelf import Shelf
from tests.support.journey import MONDAY, SHORT, Life, at, fit_run, plain, work_of
from tests.support.web import HOME, NOW, TestClient, client_of

THURSDAY = MONDAY + dt.timedelta(days=3)


def through(runner: Life, weeks: int, *, ticks: bool = True, spare: int = 0) -> dict[str, Any]:
    """Return the plan of the Monday after some weeks in which every session was done as planned.

    Args:
        spare: repetitions beyond what was asked, in every set.
    """
    for week in range(weeks):
        monday = MONDAY + dt.timedelta(weeks=week)
        runner.say(monday, "plan", *SHORT)
        for session in runner.sessions(monday):
            day = dt.date.fromisoformat(session["date"])
            now = next(s for s in runner.sessions(day) if s["id"] == session["id"])
            for each in work_of(now):
                for one in each["sets"]:
                    if one.get("reps") is not None:
                        one["reps"] += spare
            runner.does(day, now, ticks=ticks)
            runner.say(day, "log", "--done", now["id"], "--minutes", 30, "--no-plan")
    return runner.told(MONDAY + dt.timedelta(weeks=weeks), "plan", *SHORT)


def steps_of(plan: dict[str, Any]) -> dict[str, int]:
    """Return the highest step of each family that a plan holds."""
    known = load().by_id
    found: dict[str, int] = {}
    for week in plan["weeks"]:
        for session in week["sessions"]:
            for each in work_of(session):
                exercise = known[each["exercise"]]
                found[exercise.family] = max(exercise.rung, found.get(exercise.family, 0))
    return found


def test_ticks_for_technique_open_what_no_ticks_keep_shut(her: Life, tmp_path: Path) -> None:
    other = Life(tmp_path / "other")
    other.home.mkdir()
    her.begins()
    other.begins()
    ticked, unticked = steps_of(through(her, 3)), steps_of(through(other, 3, ticks=False))
    higher = {family for family, rung in ticked.items() if rung > unticked.get(family, rung)}
    assert higher, (ticked, unticked)


def test_two_more_than_asked_twice_raises_the_load_by_a_step_that_the_kit_has(
    runner: Life,
) -> None:
    kit = {8.0, 10.0, 12.0, 16.0, 20.0}
    first = {
        each["exercise"]: each["sets"][0]["load_kg"]
        for session in runner.sessions(MONDAY)
        for each in work_of(session)
        if each["sets"][0].get("load_kg")
    }
    plan = through(runner, 3, spare=2)
    raised = 0
    for week in plan["weeks"]:
        for session in week["sessions"]:
            for each in work_of(session):
                one = each["sets"][0]
                load_kg, was = one.get("load_kg"), first.get(each["exercise"])
                if load_kg is None or was is None:
                    continue
                hands = one.get("implements") or 1
                assert load_kg / hands in kit, each
                raised += load_kg > was
    assert raised


def test_a_lighter_week_comes_after_at_most_three_that_build(runner: Life) -> None:
    plan = runner.told(MONDAY, "plan", "--weeks", 8, "--detail", 8)
    light = [week["light"] for week in plan["weeks"]]
    assert any(light[:4])
    sets = [
        sum(len(e["sets"]) for s in week["sessions"] for e in work_of(s)) for week in plan["weeks"]
    ]
    first = light.index(True)
    assert sets[first] < max(sets[:first])


def test_a_set_can_be_corrected_deleted_and_taken_back(runner: Life) -> None:
    session = runner.sessions(MONDAY)[0]
    (one, *_) = runner.does(MONDAY, session)
    count = runner.told(MONDAY, "today")["sessions"][0]["sets_logged"]
    assert runner.told(MONDAY, "log", "--delete", one)["version"] == 2
    assert runner.told(MONDAY, "today")["sessions"][0]["sets_logged"] == count - 1
    assert runner.told(MONDAY, "log", "--undo", one)["version"] == 3
    assert runner.told(MONDAY, "today")["sessions"][0]["sets_logged"] == count
    wrong = runner.try_to(MONDAY, "log", "goblet squat", "--reps", 5, "--load", "5000")
    assert wrong.code == 2
    assert "must lie from 0 to 1000" in plain(wrong)


def phone(runner: Life) -> tuple[TestClient, Any]:
    """Return the browser of her phone, and the database behind it."""
    database = open_database(runner.home / "share" / "ironstride" / "ironstride.db")
    # As served: planning keeps to the season that she asked for.
    app = create_app(Shelf(own=database, now=lambda: NOW, in_background=False))
    return client_of(app), database


def a_change(session: dict[str, Any], name: str, reps: int, **more: object) -> dict[str, object]:
    return {
        "change": name,
        "kind": "log",
        "set": {
            "id": "set-1",
            "exercise": work_of(session)[0]["exercise"],
            "date": MONDAY.isoformat(),
            "order": 0,
            "reps": reps,
            "load_kg": 10,
            "rir": 3,
            "session_id": session["id"],
            "logged_at": NOW.isoformat(),
        },
        **more,
    }


def test_a_set_that_a_phone_sends_five_times_is_stored_once_and_its_edit_is_a_version(
    runner: Life,
) -> None:
    session = runner.sessions(MONDAY)[0]
    client, database = phone(runner)
    with client:
        for _ in range(5):
            sent = client.post(
                "/log/sets",
                json={"changes": [a_change(session, "c1", 10)]},
                headers={"origin": HOME},
            )
            assert sent.status_code == 200, sent.text
        edit = a_change(session, "c2", 12, kind="edit")
        late = a_change(session, "c1", 10)
        sent = client.post(
            "/log/sets", json={"changes": [edit, edit, late]}, headers={"origin": HOME}
        )
        assert sent.status_code == 200
    with database.snapshot() as unit:
        (stored,) = unit.sets.all()
        assert stored.reps == 12
        assert len(unit.sets.history("set-1")) == 2
    database.close()


def test_fewer_minutes_keep_the_intent_and_a_swap_keeps_the_purpose(runner: Life) -> None:
    session = runner.sessions(MONDAY)[0]
    client, database = phone(runner)
    with client:
        short = client.post(
            "/today/less-time",
            data={"session": session["id"], "minutes": "15"},
            headers={"origin": HOME},
        )
        assert short.status_code == 200, short.text
    database.close()
    less = runner.sessions(MONDAY)[0]
    assert less["minutes_planned"] <= 15
    known = load().by_id
    asked = {known[each["exercise"]].need for each in work_of(session)}
    kept = [known[each["exercise"]].need for each in work_of(less)]
    assert kept
    assert set(kept) <= asked
    legs = {"legs-knee", "legs-hip"}
    assert {need.value for need in kept} & legs
    cards = runner.told(MONDAY, "today")["changes"]
    assert any("you have 15" in each["sentence"] for each in cards)


def test_what_was_cut_in_the_browser_stays_cut_whatever_plans_anew(runner: Life) -> None:
    session = runner.sessions(MONDAY)[0]
    client, database = phone(runner)
    with client:
        told = {"session": session["id"], "minutes": "15"}
        assert client.post("/today/less-time", data=told, headers={"origin": HOME}).is_success
    database.close()
    less = runner.sessions(MONDAY)[0]
    assert less["minutes_planned"] <= 15
    (runner.home / "inbox").mkdir()
    (runner.home / "inbox" / "easy.fit").write_bytes(fit_run(at(MONDAY, 6, 30), 50))
    other = runner.sessions(MONDAY)[1]["id"]
    for words in (
        ("checkin", "--sleep", 8),
        ("import", runner.home / "inbox"),
        ("log", "--skip", other),
        ("plan",),
        ("plan", "--weeks", 8, "--detail", 3),
    ):
        before = runner.told(MONDAY, "today")["changes"]
        runner.say(MONDAY, *words)
        same = runner.sessions(MONDAY)[0]
        assert same["minutes_planned"] <= 15, words
        if work_of(same) == work_of(less):
            news = [each for each in runner.told(MONDAY, "today")["changes"] if each not in before]
            assert not [each for each in news if "Monday" in each["sentence"]], (words, news)


def test_what_was_swapped_in_the_browser_stays_swapped_when_the_command_line_plans(
    runner: Life,
) -> None:
    session = runner.sessions(MONDAY)[0]
    old = work_of(session)[0]["exercise"]
    client, database = phone(runner)
    with client:
        offers = client.get(f"/log/{session['id']}/swaps").json()["swaps"][old]
        new = offers[0]["exercise"]
        swap = {"id": session["id"], "old": old, "new": new}
        change = {"change": "c1", "kind": "swap", "swap": swap}
        sent = client.post("/log/sets", json={"changes": [change]}, headers={"origin": HOME})
        assert sent.is_success, sent.text
    database.close()
    runner.changed(MONDAY, "checkin", "--sleep", 8)
    now = [each["exercise"] for each in work_of(runner.sessions(MONDAY)[0])]
    assert new in now
    assert old not in now
