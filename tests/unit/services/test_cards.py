from __future__ import annotations

import datetime as dt

import pytest

from ironstride.domain.plan import Change
from ironstride.services.cards import LATER, cards_of, open_cards, put_away, store_cards
from ironstride.storage import Database, open_database
from tests.support.web import NOW, TODAY

DAY = dt.timedelta(days=1)


def change(what: str, sentence: str, session: int | None = None, *days: int) -> Change:
    """Return a change about a session, and of days, counted from today."""
    return Change(
        what=what,
        sentence=sentence,
        rule="dose.legs",
        session=None if session is None else f"s-{session}",
        dates=tuple(TODAY + day * DAY for day in days),
    )


def test_a_session_has_one_card_however_much_of_it_changed() -> None:
    moved = change("moved", "It moved.", 1, 0, 1)
    content = change("content", "It holds less.", 1, 1)
    missed = change("missed", "One was not done.", 1, -1)
    of_session, alone = cards_of((moved, content, missed), TODAY)
    assert (of_session.what, of_session.sentence) == ("moved", "It moved. It holds less.")
    assert of_session.about.until == TODAY + DAY
    assert (alone.what, alone.about.until) == ("missed", None)


def test_weeks_beyond_the_next_are_one_line_with_the_phases_that_follow() -> None:
    monday = -TODAY.weekday()
    near = change("content", "Next week.", 8, monday + 10)
    far = change("content", "From then on anew.", None, monday + 14, monday + 24)
    phase = change("phase", "Rehabilitation.", None, monday, monday + 6)
    follow = change("phase", "Weeks after it, too.", None, monday + 7, monday + 28)
    told = cards_of((near, phase, follow, far), TODAY)
    assert [card.sentence for card in told[:2]] == ["Next week.", "Rehabilitation."]
    assert told[2].what == LATER
    assert told[2].sentence.startswith("3 later weeks change, too, from ")
    assert len(told) == 3
    (one,) = cards_of((change("content", "One.", 9, monday + 15),), TODAY)
    assert one.sentence.startswith("One later week changes, too: that of ")


@pytest.fixture
def database(tmp_path: object) -> Database:
    """Return an empty database."""
    return open_database(f"{tmp_path}/cards.sqlite")


def told(database: Database, *changes: Change, day: int = 0) -> None:
    now = NOW + day * DAY
    with database.begin() as unit:
        plan = unit.plans.add("{}", facts_hash=f"{day}", why="x", now=now)
        store_cards(unit, plan, changes, today=now.date(), now=now)


def sentences(database: Database, day: int) -> list[str]:
    with database.snapshot() as unit:
        return [card.sentence for card in open_cards(unit, TODAY + day * DAY)]


def test_a_card_goes_when_what_it_speaks_of_is_over_and_stays_in_its_week(
    database: Database,
) -> None:
    told(database, change("content", "Tomorrow's.", 1, 1), change("missed", "Missed.", 0, -1))
    assert sentences(database, 1) == ["Missed.", "Tomorrow's."]
    assert sentences(database, 2) == ["Missed."]
    assert sentences(database, 8) == []
    monday = TODAY - TODAY.weekday() * DAY
    with database.snapshot() as unit:
        history = [card.sentence for card in put_away(unit, monday, TODAY + 8 * DAY)]
        assert put_away(unit, monday, TODAY) == ()
    assert sorted(history) == ["Missed.", "Tomorrow's."]


def test_a_newer_card_on_a_session_takes_the_place_of_the_older(database: Database) -> None:
    told(database, change("content", "First.", 3, 3))
    told(database, change("content", "Second.", 3, 3), day=1)
    assert sentences(database, 1) == ["Second."]
