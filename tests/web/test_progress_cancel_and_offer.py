"""While a plan is made: how far it is, giving it up, and a better one that is offered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ironstride.catalogue import load
from ironstride.domain.body_region import Region, Side
from ironstride.domain.performance import PainReport
from ironstride.domain.plan import Plan
from ironstride.services import adapt
from ironstride.services.current_plan import CurrentPlan, current_plan
from ironstride.storage import Database
from ironstride.web.app import create_app
from ironstride.web.replanning import PREVIEW, Replanner
from ironstride.web.shelf import Shelf
from tests.support.held_planning import PATIENCE, Gate, held_by, until
from tests.support.web import NOW, SETTINGS, TODAY, TestClient, client_of


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """Return the gate that plans wait at after their first week; it is open at first."""
    held = Gate()
    held.is_open.set()
    held_by(held, monkeypatch)
    yield held
    held.is_open.set()


@pytest.fixture
def app(database: Database) -> tuple[TestClient, Replanner]:
    """Return a client of the app that plans beside the pages, and its replanner."""
    made = create_app(Shelf(own=database, now=lambda: NOW, in_background=True, settings=SETTINGS))
    return client_of(made), made.state.replanner


def stored(database: Database) -> CurrentPlan:
    with database.snapshot() as unit:
        found = current_plan(unit)
    assert found is not None
    return found


def quiet(client: TestClient, replanner: Replanner, database: Database) -> None:
    """Wait until nothing is being made."""
    client.get("/")
    until(lambda: not replanner.is_busy(database))


def hurt(client: TestClient) -> None:
    told = {"region": "achilles", "side": "left", "pain": "4"}
    assert client.post("/today/hurts", data=told).status_code == 200


def test_a_page_says_how_many_weeks_are_planned(
    app: tuple[TestClient, Replanner], database: Database, gate: Gate
) -> None:
    client, replanner = app
    quiet(client, replanner, database)
    gate.shut()
    hurt(client)
    assert gate.reached.wait(PATIENCE)
    page = client.get("/").text
    assert "This is a preview." in page
    assert "1 of 2 weeks" in page
    assert '<progress id="planned-weeks" value="1" max="2"' in page
    assert client.get("/today/state").json() == {"busy": True, "done": 1, "total": 2}
    assert "1 of 2 weeks" in client.get("/week").text
    gate.is_open.set()
    until(lambda: not replanner.is_busy(database))
    assert client.get("/today/state").json() == {"busy": False, "done": 0, "total": 0}


def test_cancel_leaves_the_stored_plan_as_it_was_and_says_what_is_not_in_it(
    app: tuple[TestClient, Replanner], database: Database, gate: Gate
) -> None:
    client, replanner = app
    quiet(client, replanner, database)
    before = stored(database)
    gate.shut()
    hurt(client)
    assert gate.reached.wait(PATIENCE)
    stopping = client.post("/today/plan/cancel", data={"then": "/"})
    assert "Stopping after this week." in stopping.text
    assert "Cancel</button>" not in stopping.text
    gate.is_open.set()
    until(lambda: not replanner.is_busy(database))
    after = stored(database)
    assert (after.id, after.plan) == (before.id, before.plan)
    page = client.get("/").text
    assert "Planning was stopped." in page
    assert "Plan again" in page
    assert not replanner.is_busy(database), "looking at Today does not start it anew"
    client.post("/today/plan/again")
    until(lambda: not replanner.is_busy(database))
    assert stored(database).id != before.id
    assert "Planning was stopped." not in client.get("/").text


def test_to_cancel_where_nothing_is_made_is_nothing(
    app: tuple[TestClient, Replanner], database: Database
) -> None:
    client, replanner = app
    quiet(client, replanner, database)
    before = stored(database).id
    assert client.post("/today/plan/cancel", data={"then": "https://elsewhere"}).status_code == 200
    assert stored(database).id == before


@pytest.fixture
def offered(
    app: tuple[TestClient, Replanner], database: Database, gate: Gate
) -> tuple[TestClient, Replanner, Plan]:
    """Return a client with a preview on screen and a better plan ready; and that preview."""
    client, replanner = app
    quiet(client, replanner, database)
    gate.shut()
    hurt(client)
    client.get("/")
    shown = replanner.shown(database, stored(database))
    assert shown is not None
    gate.is_open.set()
    until(lambda: not replanner.is_busy(database))
    assert replanner.offer(database) is not None, "the descent found the best: choose other facts"
    return client, replanner, shown.plan


def near(plan: Plan) -> tuple[object, ...]:
    return tuple(week.sessions for week in plan.weeks[: PREVIEW.detail])


def test_a_better_plan_is_offered_with_its_difference_and_what_it_saves(
    offered: tuple[TestClient, Replanner, Plan], database: Database
) -> None:
    client, replanner, preview = offered
    offer = replanner.offer(database)
    assert offer is not None
    page = client.get("/").text
    assert "A better plan is ready" in page
    assert f"costs {offer.saves} points less" in page
    assert offer.saves > 0
    for word in ("Take it", "Keep this one"):
        assert word in page
    shown = replanner.shown(database, stored(database))
    assert shown is not None
    assert near(shown.plan) == near(preview), "what is on screen is not swapped in silence"
    assert near(stored(database).plan) != near(preview)


def test_the_better_plan_is_taken_by_a_click(
    offered: tuple[TestClient, Replanner, Plan], database: Database
) -> None:
    client, replanner, _ = offered
    best = stored(database)
    page = client.post("/today/plan/offer", data={"choice": "take", "then": "/"}).text
    assert "A better plan is ready" not in page
    shown = replanner.shown(database, stored(database))
    assert shown == best


def test_what_is_on_screen_is_kept_by_a_click(
    offered: tuple[TestClient, Replanner, Plan], database: Database
) -> None:
    client, replanner, preview = offered
    page = client.post("/today/plan/offer", data={"choice": "keep", "then": "/"}).text
    assert "A better plan is ready" not in page
    kept = stored(database)
    assert near(kept.plan) == near(preview)
    assert kept.why == "You kept what was on screen."
    client.get("/")
    assert not replanner.is_busy(database), "equal facts: it stays"
    again = client.post("/today/plan/offer", data={"choice": "keep"})
    assert again.status_code == 409
    assert "nothing to choose" in again.text


def test_the_gym_holds_what_is_on_screen(
    offered: tuple[TestClient, Replanner, Plan],
) -> None:
    client, _, preview = offered
    session = next(s for w in preview.weeks for s in w.sessions if s.date >= TODAY)
    page = client.get(f"/log/{session.id}").text
    names = {load().by_id[e.exercise].name for b in session.blocks for e in b.exercises}
    assert all(name in page for name in names)


def test_whoever_says_something_new_goes_on_with_what_was_on_screen(
    offered: tuple[TestClient, Replanner, Plan], database: Database
) -> None:
    client, replanner, _ = offered
    client.post("/today/checkin", data={"soreness": "5"})
    until(lambda: not replanner.is_busy(database))
    with database.snapshot() as unit:
        whys = [each.why for each in unit.plans.history()]
    assert "You kept what was on screen." in whys


def test_nobody_is_offered_what_nobody_saw(database: Database) -> None:
    replanner = Replanner(settings=SETTINGS)
    report = PainReport(date=TODAY, region=Region.ACHILLES, side=Side.LEFT, during=4)
    assert adapt.hurts(database, report, today=TODAY, now=NOW).value is not None
    replanner.ask(database, today=TODAY, now=NOW, why="It hurts.")
    until(lambda: not replanner.is_busy(database))
    assert replanner.offer(database) is None
