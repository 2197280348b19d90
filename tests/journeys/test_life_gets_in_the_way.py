"""Holidays with another kit, days off, two races, runs that turn out otherwise."""

from __future__ import annotations

import datetime as dt
import json

from ironstride.catalogue import load
from tests.support.journey import (
    MONDAY,
    SHORT,
    Life,
    at,
    fit_intervals,
    fit_run,
    sentences,
    usual_runs,
    work_of,
)
from tests.support.web import ATHLETE

TUESDAY = MONDAY + dt.timedelta(days=1)


def changed_file(runner: Life, day: dt.date, **other: object) -> list[dict[str, str]]:
    """Return what changes when her athlete file says something else."""
    document = {**runner.told(day, "setup", "--show"), **other}
    path = runner.home / "me.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    runner.say(day, "setup", "--file", path)
    changes: list[dict[str, str]] = runner.told(day, "plan", *SHORT)["changes"]
    return changes


def test_on_holiday_sessions_use_what_is_there(runner: Life) -> None:
    places = [*runner.told(MONDAY, "setup", "--show")["places"], {"id": "beach"}]
    availability = runner.told(MONDAY, "setup", "--show")["availability"]
    away = [{"from": "2026-11-30", "to": "2026-12-06", "place": "beach"}]
    changed_file(runner, MONDAY, places=places, availability={**availability, "away": away})
    sessions = runner.sessions(MONDAY, dt.date(2026, 11, 30))
    assert sessions
    known = load().by_id
    for session in sessions:
        assert session["place"] == "beach"
        for each in work_of(session):
            assert frozenset() in known[each["exercise"]].equipment, each["exercise"]
            assert all(one.get("load_kg") in (None, 0) for one in each["sets"])


def test_days_off_hold_nothing_and_say_that_she_is_away(runner: Life) -> None:
    availability = runner.told(MONDAY, "setup", "--show")["availability"]
    away = [{"from": "2026-11-24", "to": "2026-11-29"}]
    changes = changed_file(runner, MONDAY, availability={**availability, "away": away})
    assert "you are away" in sentences(changes)
    assert {each["date"] for each in runner.sessions(MONDAY)} <= {MONDAY.isoformat()}


def test_two_races_each_get_their_quiet_days(her: Life) -> None:
    races = [
        {"date": "2026-12-13", "distance_m": 10000, "priority": "B", "name": "Club ten"},
        {"date": "2027-01-10", "distance_m": 21097.5, "priority": "A", "name": "Winter half"},
    ]
    her.begins(races=races)
    plan = her.told(MONDAY, "plan", "--detail", 8)
    for race in races:
        day = dt.date.fromisoformat(str(race["date"]))
        for week in plan["weeks"]:
            for session in week["sessions"]:
                ahead = (day - dt.date.fromisoformat(session["date"])).days
                assert ahead != 0
                assert not (0 < ahead <= 3 and session["heavy_lower"]), (race, session["date"])
    phases = {week["start"]: week["phase"] for week in plan["weeks"]}
    assert phases["2026-12-07"] == "race"
    assert phases["2027-01-04"] == "race"


def with_runs(her: Life) -> None:
    """Ensure a runner whose usual week was found from six weeks of runs."""
    folder = her.home / "runs"
    folder.mkdir()
    for name, content in usual_runs(6).items():
        (folder / name).write_bytes(content)
    her.say(MONDAY, "import", folder)
    document = {k: v for k, v in ATHLETE.items() if k not in {"pins", "usual_week"}}
    (her.home / "me.json").write_text(json.dumps(document), encoding="utf-8")
    her.say(MONDAY, "setup", "--file", her.home / "me.json")
    her.say(MONDAY, "plan", *SHORT)


def test_an_easy_run_that_became_intervals_takes_heavy_legs_out_of_that_evening(her: Life) -> None:
    with_runs(her)
    monday = her.sessions(MONDAY)[0]
    assert monday["date"] == MONDAY.isoformat()
    (her.home / "hard.fit").write_bytes(fit_intervals(at(MONDAY, 13)))
    her.say(MONDAY, "import", her.home / "hard.fit")
    plan = her.told(MONDAY, "plan", *SHORT)
    assert "harder than planned" in sentences(plan["changes"])
    for session in plan["weeks"][0]["sessions"]:
        day = dt.date.fromisoformat(session["date"])
        start = dt.datetime.fromisoformat(f"{day}T{session['start']}")
        hours = (start - dt.datetime.fromisoformat(f"{MONDAY}T14:00")).total_seconds() / 3600
        assert hours >= 6
        assert hours >= 24 or not session["heavy_lower"]


def test_a_run_that_became_much_longer_is_said_too(her: Life) -> None:
    with_runs(her)
    (her.home / "long.fit").write_bytes(fit_run(at(MONDAY, 6, 30), 150, 2.75, 142.0))
    her.say(MONDAY, "import", her.home / "long.fit")
    plan = her.told(MONDAY, "plan", *SHORT)
    assert "longer than planned" in sentences(plan["changes"])


def test_a_run_as_planned_changes_nothing(her: Life) -> None:
    with_runs(her)
    (her.home / "easy.fit").write_bytes(fit_run(at(MONDAY, 6, 30), 50))
    her.say(MONDAY, "import", her.home / "easy.fit")
    plan = her.told(MONDAY, "plan", *SHORT)
    assert "than planned" not in sentences(plan["changes"])
