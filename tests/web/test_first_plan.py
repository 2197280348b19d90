"""The first plan: pages show the preview at once, while the season is being proven."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from ironstride.domain.plan import Plan
from ironstride.planner import solve
from ironstride.planner.request import PlanRequest
from ironstride.services.planning import Cancelled, Progress
from ironstride.storage import Database, open_database
from ironstride.web.app import create_app
from ironstride.web.shelf import Shelf
from tests.support.web import NOW, SETTINGS, TestClient, client_of

FIELDS = {"birth_year": "1988"}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = open_database(tmp_path / "new.db")
    yield made
    made.close()


@pytest.fixture
def client(database: Database) -> TestClient:
    """Return a client of an app that plans in a thread of its own, as it does when served."""
    return client_of(create_app(Shelf(own=database, now=lambda: NOW, settings=SETTINGS)))


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Return an event before which no plan is finished."""
    go_on = Event()
    make_plan = solve.make_plan

    def waits(
        request: PlanRequest,
        *,
        preview: bool = False,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> Plan:
        if not preview:
            go_on.wait()
        return make_plan(request, preview=preview, progress=progress, cancelled=cancelled)

    monkeypatch.setattr(solve, "make_plan", waits)
    yield go_on
    go_on.set()


def test_a_new_place_says_what_fills_it_and_speaks_of_no_fault(client: TestClient) -> None:
    for page in (client.get("/").text, client.get("/").text):
        assert "ironstride setup" not in page
        assert 'role="alert"' not in page
        assert 'href="/import"' in page
        assert 'href="/setup"' in page


def test_the_first_sessions_show_while_the_season_is_being_proven(
    client: TestClient, held: Event
) -> None:
    client.get("/")
    client.post("/setup/birth", data=FIELDS)
    page = client.post("/setup/done")
    assert "This is a preview" in page.text
    assert "Answer eight questions" not in page.text
    assert "What this plan assumes" in page.text
    assert 'href="/log/' not in page.text, "nothing can be logged to a plan that is not stored"
    for path in ("/week", "/season", "/why/week"):
        shown = client.get(path)
        assert shown.status_code == 200
        assert "eight questions" not in shown.text
    held.set()
