from __future__ import annotations

import pytest

from ironstride.catalogue.protocols import protocols
from tests.support.web import TestClient
from tests.web.markup import Markup

IDS = [each.id for each in protocols()]


@pytest.mark.parametrize("id", IDS)
def test_a_protocol_reads_as_a_handout_with_stop_signs_first(client: TestClient, id: str) -> None:
    answer = client.get(f"/protocols/{id}")
    assert answer.status_code == 200
    page = Markup(answer.text)
    headings = [h.text for h in page.all("h2")]
    assert headings[0] == "First: stop signs"
    assert "What to expect" in headings
    assert "does not run this protocol" in answer.text
    stages = [s for s in page.all("section") if "stage" in s.attributes.get("class", "").split()]
    named = next(each for each in protocols() if each.id == id)
    assert len(stages) == len(named.stages)
    ids = [e.attributes["id"] for e in page.elements if "id" in e.attributes]
    assert sorted(ids) == sorted(set(ids))


def test_every_link_of_a_protocol_leads_somewhere(client: TestClient) -> None:
    page = Markup(client.get("/protocols/bsi-walk-run").text)
    targets = {a.attributes["href"] for a in page.all("a")}
    own = {f"#{e.attributes['id']}" for e in page.elements if "id" in e.attributes}
    assert {t for t in targets if t.startswith("#")} <= own
    for target in sorted(
        t for t in targets if t.startswith(("/exercises/", "/evidence/", "/tests/"))
    ):
        assert client.get(target).status_code == 200, target


def test_the_list_is_narrowed_by_region_and_led_to_from_the_body(client: TestClient) -> None:
    every = Markup(client.get("/protocols").text)
    links = {a.attributes["href"] for a in every.all("a")}
    assert {f"/protocols/{id}" for id in IDS} <= links
    calf = client.get("/protocols?region=calf").text
    assert "/protocols/calf-strain-green" in calf
    assert "/protocols/achilles-hsr" not in calf
    assert "No protocol is written for the neck yet." in client.get("/protocols?region=neck").text
    assert "/protocols?region=calf" in client.get("/body?region=calf&side=right").text


def test_a_protocol_that_is_not_there_says_so(client: TestClient) -> None:
    answer = client.get("/protocols/rest-and-hope")
    assert answer.status_code == 404
    assert "is no protocol" in answer.text
