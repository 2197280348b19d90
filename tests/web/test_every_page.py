"""What holds of every page on the list: its frame, its names, and its use without script."""

from __future__ import annotations

from itertools import pairwise

import pytest

from ironstride.web.page import Page, Stand
from ironstride.web.pages import PAGES
from tests.support.web import TestClient
from tests.web.markup import Markup

FORM_PARTS = frozenset({"input", "select", "textarea"})


def shown(client: TestClient, page: Page) -> Markup:
    answer = client.get(page.example or page.path)
    assert answer.status_code == 200, answer.text
    return Markup(answer.text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_stands_in_the_frame_with_one_heading(client: TestClient, page: Page) -> None:
    markup = shown(client, page)
    assert len(markup.all("h1")) == 1
    assert markup.all("h1")[0].text
    assert len(markup.all("main", id="main")) == 1
    assert markup.all("title")[0].text.endswith("Ironstride")
    assert markup.all("html", lang="en")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_of_an_empty_database_says_what_will_be_there(
    empty_client: TestClient, page: Page
) -> None:
    if page.example is not None:
        assert empty_client.get(page.example).status_code in {200, 404}
        return
    markup = shown(empty_client, page)
    assert markup.all("main", id="main")[0].text


@pytest.mark.parametrize(
    "page", [p for p in PAGES if p.stand is not Stand.NOWHERE], ids=lambda page: page.name
)
def test_a_page_marks_its_place_in_the_navigation(client: TestClient, page: Page) -> None:
    current = [a.text for a in shown(client, page).all("a", aria_current="page")]
    assert current == [page.title]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_holds_no_inline_script_or_style_and_nothing_from_elsewhere(
    client: TestClient, page: Page
) -> None:
    for element in shown(client, page).elements:
        told = element.attributes
        assert "style" not in told, element
        assert not [name for name in told if name.startswith("on")], element
        if element.tag == "script" and told.get("type") != "application/json":
            assert told.get("src", "").startswith("/static/"), element
            assert not element.text
        assert element.tag != "style"
        for name in ("src", "href", "action", "formaction"):
            assert not told.get(name, "").startswith(("http:", "https:", "//")), element


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_without_script_every_button_sends_a_form(client: TestClient, page: Page) -> None:
    for button in shown(client, page).all("button"):
        hidden = [e for e in (button, *button.ancestors) if "hidden" in e.attributes]
        if any("data-needs-script" in e.attributes for e in hidden):
            continue
        forms = [e for e in button.ancestors if e.tag == "form"]
        assert forms, f"{button.text}: a button that does nothing without script"
        assert forms[0].attributes.get("action")
        assert forms[0].attributes.get("method") in {"get", "post", "dialog"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_everything_that_can_be_used_has_a_name(client: TestClient, page: Page) -> None:
    markup = shown(client, page)
    for element in markup.elements:
        if element.tag in FORM_PARTS and element.attributes.get("type") == "hidden":
            continue
        if element.tag in FORM_PARTS | {"button", "a", "summary", "nav", "dialog"}:
            assert markup.named(element), element


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_ids_are_unique_and_headings_skip_no_level(client: TestClient, page: Page) -> None:
    markup = shown(client, page)
    ids = [e.attributes["id"] for e in markup.elements if "id" in e.attributes]
    assert sorted(ids) == sorted(set(ids))
    levels = [int(e.tag[1]) for e in markup.elements if e.tag in {"h1", "h2", "h3", "h4"}]
    assert all(after <= before + 1 for before, after in pairwise(levels))
