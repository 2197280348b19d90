"""In a browser: how far a plan is, giving it up, taking a better one, releasing a move."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from ironstride.storage import Database
from ironstride.web.app import create_app
from ironstride.web.shelf import Shelf
from tests.browser.conftest import serving
from tests.browser.pictures import SCHEMES, WIDTHS, Served, context_of, picture
from tests.support.held_planning import PATIENCE, Gate, held_by, until
from tests.support.web import NOW, SETTINGS


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """Return the gate that plans wait at after their first week; it is open at first."""
    held = Gate()
    held.is_open.set()
    held_by(held, monkeypatch)
    yield held
    held.is_open.set()


@pytest.fixture
def app(database: Database) -> FastAPI:
    """Return the app that plans beside its pages."""
    return create_app(Shelf(own=database, now=lambda: NOW, in_background=True, settings=SETTINGS))


@pytest.fixture
def page(browser: Browser, database: Database, app: FastAPI) -> Iterator[Page]:
    """Return Today on a phone, with nothing being made."""
    with serving(database, app=app) as served:
        context = context_of(browser, width=390)
        page = context.new_page()
        page.goto(served.address)
        until(lambda: not app.state.replanner.is_busy(database))
        page.goto(served.address)
        yield page
        context.close()


def hurt(page: Page) -> None:
    """Say that something hurts, as the form does."""
    origin = "/".join(page.url.split("/")[:3])
    answer = page.request.post(
        f"{origin}/today/hurts", form={"region": "achilles", "side": "left", "pain": "4"},
        headers={"Origin": origin},
    )  # fmt: skip
    assert answer.ok, answer.status
    page.goto(origin)


def pictures(page: Page, browser: Browser, name: str) -> None:
    """Ensure pictures of the page as four readers see it."""
    for width in WIDTHS:
        for scheme in SCHEMES:
            context = context_of(browser, width=width, scheme=scheme)
            other = context.new_page()
            other.goto(page.url)
            picture(other, name, width, scheme)
            wide = other.evaluate(
                "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wide <= 0
            context.close()


def test_progress_is_shown_and_cancel_gives_it_up(
    page: Page, browser: Browser, gate: Gate, app: FastAPI, database: Database
) -> None:
    gate.shut()
    hurt(page)
    assert gate.reached.wait(PATIENCE)
    expect(page.locator("#planned-words")).to_have_text("1 of 2 weeks")
    expect(page.get_by_role("progressbar")).to_be_visible()
    pictures(page, browser, "plan-in-the-making")
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Stopping after this week.")).to_be_visible()
    gate.is_open.set()
    expect(page.get_by_text("Planning was stopped.")).to_be_visible(timeout=PATIENCE * 1000)
    assert not app.state.replanner.is_busy(database)
    pictures(page, browser, "plan-given-up")
    page.get_by_role("button", name="Plan again").click()
    until(lambda: not app.state.replanner.is_busy(database))
    page.reload()
    expect(page.get_by_text("Planning was stopped.")).to_have_count(0)


@pytest.mark.parametrize("choice", ["Take it", "Keep this one"])
def test_a_better_plan_waits_until_it_is_taken_or_not(
    choice: str, page: Page, browser: Browser, gate: Gate
) -> None:
    gate.shut()
    hurt(page)
    assert gate.reached.wait(PATIENCE)
    shown = page.locator("#session, .session").all_inner_texts()
    gate.is_open.set()
    expect(page.get_by_role("heading", name="A better plan is ready")).to_be_visible(
        timeout=PATIENCE * 1000
    )
    assert page.locator("#session, .session").all_inner_texts() == shown
    if choice == "Take it":
        pictures(page, browser, "better-plan-offered")
    page.get_by_role("button", name=choice).click()
    expect(page.get_by_role("heading", name="A better plan is ready")).to_have_count(0)
    page.reload()
    expect(page.get_by_role("heading", name="A better plan is ready")).to_have_count(0)


def test_a_move_is_released_on_its_week(browser: Browser, served: Served) -> None:
    context = context_of(browser, width=1280)
    page = context.new_page()
    page.goto(f"{served.address}/week")
    bar = page.locator("[data-session]").first
    bar.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".price").first).to_be_visible()
    page.keyboard.press("ArrowRight")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    held = page.locator("section", has=page.get_by_role("heading", name="Changed by hand"))
    expect(held).to_contain_text("moved from")
    pictures(page, browser, "changed-by-hand")
    count = held.get_by_role("button").count()
    with page.expect_navigation():
        held.get_by_role("button", name="Release").first.click()
    assert page.get_by_role("button", name="Release").count() < count
    context.close()
