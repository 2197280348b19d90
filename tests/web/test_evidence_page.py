"""The pages of evidence: found by filters, told with every field, beside what found nothing."""

from __future__ import annotations

import pytest
from markupsafe import escape

from ironstride.catalogue import evidence
from ironstride.domain.evidence import Checked, EvidenceId
from ironstride.web.pages.evidence.limits import PARTS
from ironstride.web.short_words import explained, linked
from tests.support.web import TestClient
from tests.web.markup import Markup


def ids(client: TestClient, query: str = "") -> set[str]:
    page = Markup(client.get(f"/evidence{query}").text)
    return {e.attributes["id"] for e in page.all("li") if "id" in e.attributes}


def test_the_list_holds_every_row_with_an_anchor(client: TestClient) -> None:
    assert ids(client) == evidence().keys()


@pytest.mark.parametrize(
    ("query", "inside", "outside"),
    [
        ("?text=marathoners+heavy", "RE-43", "CT-01"),
        ("?area=NT", "NT-01", "RE-01"),
        ("?grade=A", "RE-01", "RE-42"),
        ("?checked=not+re-checked", "FM-01", "RE-01"),
        ("?checked=re-checked+in+part", "RE-09", "FM-01"),
        ("?against=yes", "IP-08", "IP-04"),
        ("?area=IP&grade=B&against=yes", "IP-05", "IP-09"),
    ],
)
def test_rows_are_found_by_filters(
    client: TestClient, query: str, inside: str, outside: str
) -> None:
    found = ids(client, query.replace("marathoners+heavy", "heavy+trained+women"))
    assert inside in found
    assert outside not in found


def test_a_filter_that_fits_nothing_says_so_and_a_wrong_one_is_none(client: TestClient) -> None:
    assert "No row fits all of that." in client.get("/evidence?text=no+such+row").text
    assert ids(client, "?area=ZZ&grade=X&checked=maybe") == evidence().keys()
    assert client.get(f"/evidence?text={'x' * 101}").status_code >= 400


def test_every_row_has_its_page_with_every_field_or_that_it_is_not_given(
    client: TestClient,
) -> None:
    for row in evidence().values():
        page = Markup(client.get(f"/evidence/{row.id}").text)
        terms = {e.text: e for e in page.all("dt")}
        assert {"Figure", "Design", "Who was studied", "Size of effect"} <= terms.keys(), row.id
        assert {"When it does not apply", "Certainty", "Read again", "Source", "DOI"} <= set(terms)
        text = page.all("main", id="main")[0].text
        lacking = [row.figure, row.design, row.population, row.not_when, row.doi, row.effects]
        assert text.count("not given") >= sum(not each for each in lacking), row.id
        if row.checked is not Checked.ALL:
            assert row.checked.value in text


def test_a_row_shows_what_cites_it_with_links(client: TestClient) -> None:
    page = Markup(client.get("/evidence/NT-01").text)
    links = {a.attributes["href"] for a in page.all("a") if "href" in a.attributes}
    assert "/tests/heel-raise" in links
    page = Markup(client.get("/evidence/re-03").text)
    links = {a.attributes["href"] for a in page.all("a") if "href" in a.attributes}
    assert {"/exercises/back-squat", "/evidence/RE-42", "/evidence/RE-43"} <= links
    assert [a for a in links if a.startswith("/settings#rule-")]


def test_every_link_of_what_cites_a_row_leads_to_a_page(client: TestClient) -> None:
    for name in ("NT-01", "RE-03", "RH-03", "LP-40"):
        page = Markup(client.get(f"/evidence/{name}").text)
        main = page.all("section")
        assert main
        for link in page.all("a"):
            href = link.attributes.get("href", "")
            if href.startswith(("/exercises/", "/tests/", "/protocols/", "/evidence/")):
                assert client.get(href).status_code == 200, href


def test_a_row_that_does_not_exist_is_told_with_a_way_on(client: TestClient) -> None:
    answer = client.get("/evidence/XX-99")
    assert answer.status_code == 404
    assert "is no row of evidence" in answer.text


def test_the_old_address_leads_on(client: TestClient) -> None:
    answer = client.get("/settings/evidence", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, "/evidence")


def test_an_exercise_shows_the_trials_that_found_nothing_beside_the_others(
    client: TestClient,
) -> None:
    text = client.get("/exercises/back-squat").text
    assert "RE-03" in text
    assert "Beside it, no effect:" in text
    assert "/evidence/RE-42" in text


def test_why_shows_rows_in_the_same_way(client: TestClient) -> None:
    text = client.get("/why").text
    assert "certainty A" in text
    assert 'href="/evidence/' in text


def test_a_convention_is_shown_as_one_and_a_programme_as_not_graded(client: TestClient) -> None:
    text = client.get("/evidence/limits").text
    assert "certainty C, a convention and not a finding" in text
    assert "certainty not graded, counted as C" in text
    assert "not graded: a dose, a programme as it was tried" in client.get("/evidence/PE-01").text
    assert "strong: reviews" in client.get("/evidence/RF-01").text


def test_more_exercises_and_settings_lead_to_the_evidence(client: TestClient) -> None:
    assert 'href="/evidence"' in client.get("/more").text
    assert 'href="/evidence"' in client.get("/settings").text
    assert 'href="/evidence' in client.get("/exercises/back-squat").text


def test_what_the_evidence_carries_is_told_with_the_rows_of_each_sentence(
    client: TestClient,
) -> None:
    text = client.get("/evidence/limits").text
    page = Markup(text)
    links = {a.attributes.get("href") for a in page.all("a")}
    for part in PARTS:
        assert page.all("h2", id=part.id)
        for point in part.points:
            assert point.rows
            assert str(escape(point.sentence)) in text
            assert {f"/evidence/{name}" for name in point.rows} <= links
    assert "/evidence/limits" in client.get("/evidence").text


def test_every_conflict_between_sources_is_stated_openly(client: TestClient) -> None:
    text = client.get("/evidence/limits").text
    tells_names_apart = "GP-13"
    conflicts = [row for row in evidence().values() if row.area == "GP"]
    conflicts.remove(evidence()[EvidenceId(tells_names_apart)])
    assert conflicts
    for row in conflicts:
        assert f'href="/evidence/{row.id}"' in text


def test_ids_in_a_text_lead_to_their_rows_and_nothing_else_does() -> None:
    assert linked("See CT-08 & XX-99 <b>") == (
        'See <a href="/evidence/CT-08">CT-08</a> &amp; XX-99 &lt;b&gt;'
    )
    assert "<abbr" in linked(explained("RIR of LP-16"))
