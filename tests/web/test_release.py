"""What was changed by hand stands on the week and on the command line, and is let go in both."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from ironstride.domain.plan import PlannedSession
from ironstride.services import adapt
from ironstride.services.current_plan import current_plan
from ironstride.services.edits import edits_of, put_edits, with_minutes, with_swap
from ironstride.services.hand_edits import hand_edits, release
from ironstride.services.moves import Verdict, offers
from ironstride.storage import Database
from tests.support.door import ask
from tests.support.web import NOW, TODAY, TestClient


def session_of(database: Database) -> PlannedSession:
    with database.snapshot() as unit:
        current = current_plan(unit)
    assert current is not None
    return next(s for week in current.plan.weeks for s in week.sessions if s.date > TODAY)


def moved(client: TestClient, database: Database) -> tuple[PlannedSession, dt.date]:
    """Move a session to another day; return it, and that day."""
    session = session_of(database)
    with database.snapshot() as unit:
        found = offers(unit, session.id, TODAY)
    offer = next(
        o for o in found if o.verdict is not Verdict.NOT_POSSIBLE and o.date != session.date
    )
    assert client.post("/week/move", data={"session": session.id, "slot": offer.key}).is_success
    return session, offer.date


def days(database: Database) -> set[dt.date]:
    with database.snapshot() as unit:
        current = current_plan(unit)
    assert current is not None
    return {s.date for week in current.plan.weeks for s in week.sessions}


def keys(database: Database) -> list[str]:
    with database.snapshot() as unit:
        return [each.key for each in hand_edits(unit, TODAY)]


def test_a_move_stands_on_its_week_and_one_click_releases_it(
    client: TestClient, database: Database
) -> None:
    before = days(database)
    session, day = moved(client, database)
    assert day in days(database)
    page = client.get(f"/week/{day}").text
    assert "Changed by hand" in page
    assert "moved from" in page
    key = f"day-{day.isoformat()}"
    assert f'value="{key}"' in page
    after = client.post("/week/release", data={"key": key})
    assert after.is_success
    assert key not in after.text
    assert days(database) == before
    assert session.date in days(database)


def test_a_session_cut_by_hand_gets_its_minutes_back(
    client: TestClient, database: Database
) -> None:
    session = session_of(database)
    cut = adapt.shorten(database, session.id, 10, today=TODAY, now=NOW)
    assert cut.value is not None, cut.problems
    assert f"minutes-{session.id}" in keys(database)
    assert "cut to 10 minutes" in client.get(f"/week/{session.date}").text
    client.post("/week/release", data={"key": f"minutes-{session.id}"})
    assert f"minutes-{session.id}" not in keys(database)
    with database.snapshot() as unit:
        current = current_plan(unit)
        assert session.id not in edits_of(unit, TODAY)
    assert current is not None
    back = next(s for w in current.plan.weeks for s in w.sessions if s.date == session.date)
    assert back.minutes_planned > 10


def test_of_two_edits_of_a_session_one_is_let_go_and_the_other_stays(database: Database) -> None:
    session = session_of(database)
    with database.begin() as unit:
        edits = with_minutes({}, session.id, session.date, 20)
        edits = with_swap(edits, session.id, session.date, "push-up", "plank")
        put_edits(unit, edits, now=NOW, why="For a test.")
    minutes, swapped = f"minutes-{session.id}", f"swapped-{session.id}-push-up"
    assert {minutes, swapped} <= set(keys(database))
    assert release(database, [minutes], today=TODAY, now=NOW).value is not None
    assert minutes not in keys(database)
    assert swapped in keys(database)
    assert release(database, [swapped], today=TODAY, now=NOW).value is not None
    assert swapped not in keys(database)


def test_a_key_that_nobody_knows_is_refused_with_those_that_are_there(
    client: TestClient, database: Database
) -> None:
    refused = client.post("/week/release", data={"key": "day-2020-01-01"})
    assert refused.status_code == 409
    assert "day-2026-11-23" in refused.text
    parsed = release(database, ["nothing"], today=TODAY, now=NOW)
    assert [each.code for each in parsed.problems] == ["no-such-edit"]


def test_the_command_line_shows_what_was_changed_by_hand_and_releases_it(
    client: TestClient, database: Database, tmp_path: Path
) -> None:
    before = days(database)
    _, day = moved(client, database)
    place = ("--database", tmp_path / "own.db")
    shown = ask("week", day, *place, home=tmp_path, now=NOW)
    assert shown.code == 0, shown.err
    assert "Changed by hand" in shown.out
    (key,) = re.findall(rf"\((day-{day})\)", shown.out)
    told = ask("week", day, *place, "--json", home=tmp_path, now=NOW).document
    assert key in [each["key"] for each in told["by_hand"]]
    released = ask("week", day, "--release", key, *place, home=tmp_path, now=NOW)
    assert released.code == 0, released.err
    assert key not in released.out
    assert days(database) == before
    again = ask("week", day, "--release", key, *place, home=tmp_path, now=NOW)
    assert again.code == 2
    assert "Nothing that was changed by hand" in again.err
