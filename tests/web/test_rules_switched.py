"""What the plan cares about: a switch for each wish, by form and keyboard, told where it counts."""

from __future__ import annotations

from ironstride.planner.rules import RULES
from ironstride.services.current_plan import current_plan
from ironstride.storage import Database
from tests.support.web import TODAY, TestClient
from tests.web.markup import Markup

SESSION = f"s-{TODAY.isoformat()}"
TRUNK = "dose.trunk"


def test_every_soft_rule_has_a_switch_and_no_hard_one_has(client: TestClient) -> None:
    page = Markup(client.get("/settings").text)
    names = {e.attributes["value"] for e in page.all("input", name="rule")}
    assert names == {rule.id for rule in RULES if not rule.is_hard}
    buttons = [b for b in page.all("button") if b.attributes.get("name") == "on"]
    assert len(buttons) == len(names)
    labels = [button.attributes["aria-label"] for button in buttons]
    assert len(set(labels)) == len(labels), "each switch says what it switches"
    assert "points" in page.all("main")[0].text


def test_a_rule_switched_off_by_a_form_leaves_the_plan_which_says_so(
    client: TestClient, database: Database
) -> None:
    off = client.post("/settings/rules", data={"rule": TRUNK, "on": "false"})
    assert off.status_code == 200
    title = next(rule.title for rule in RULES if rule.id == TRUNK)
    assert "Switched off: 1 rule." in Markup(off.text).all("main")[0].text
    with database.snapshot() as unit:
        current = current_plan(unit)
    assert current is not None
    assert TRUNK not in {line.rule for line in current.plan.analysis}
    assert any(title in note for note in current.plan.notes)
    assert title in client.get("/").text
    on = client.post("/settings/rules", data={"rule": TRUNK, "on": "true"})
    assert "Switched off:" not in Markup(on.text).all("main")[0].text
    with database.snapshot() as unit:
        current = current_plan(unit)
    assert current is not None
    assert TRUNK in {line.rule for line in current.plan.analysis}


def test_every_why_of_a_wish_leads_to_its_switch(client: TestClient) -> None:
    settings = Markup(client.get("/settings").text)
    places = {e.attributes["id"] for e in settings.all("li") if "id" in e.attributes}
    soft = {rule.id for rule in RULES if not rule.is_hard}
    for path in ("/why/week", f"/why/session/{SESSION}"):
        links = [
            a.attributes["href"].partition("#")[2]
            for a in Markup(client.get(path).text).all("a")
            if a.attributes["href"].startswith("/settings#rule-")
        ]
        assert links, path
        assert set(links) <= places
        assert {link.removeprefix("rule-") for link in links} <= soft


def test_without_a_runner_the_wishes_are_listed_and_nothing_can_be_switched(
    empty_client: TestClient,
) -> None:
    page = Markup(empty_client.get("/settings").text)
    assert not page.all("input", name="rule")
    assert "A week holds trunk work." in page.all("main")[0].text
