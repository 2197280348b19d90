"""Asking why not and what if with a pointer: forms, the note while it is worked out, both plans."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.pictures import SCHEMES, Served, context_of, picture
from tests.support.web import TODAY

SETS = re.compile(r"Why \d sets?")
ASKED_AND_WAITED = """() => new Promise((done) => {
  const form = document.querySelector("form[aria-labelledby='sessions-title']");
  const note = form.querySelector("[role='status']");
  form.querySelector("button").click();
  const atOnce = note.textContent;
  new MutationObserver(() => done([atOnce, note.textContent])).observe(note, { childList: true });
})"""


def opened(browser: Browser, served: Served, path: str, width: int, scheme: str = "light") -> Page:
    context = context_of(browser, width=width, scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    page.goto(f"{served.address}{path}")
    return page


def fits(page: Page) -> bool:
    """Return whether nothing sticks out at the side."""
    return bool(
        page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )
    )


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [390, 1280])
def test_an_absence_is_asked_from_the_reasons_of_the_week(
    browser: Browser, served: Served, width: int, scheme: str
) -> None:
    page = opened(browser, served, "/why/week", width, scheme)
    page.get_by_label("No what? Why so many? Why not that day?").fill("no box jump")
    with page.expect_navigation():
        page.get_by_role("button", name="Ask").click()
    expect(page.get_by_text("Box jump can't be in this week.")).to_be_visible()
    expect(page.get_by_role("heading", name="What forbids it")).to_be_visible()
    assert fits(page)
    picture(page, "why-not", width, scheme)
    page.context.close()


def test_a_sessions_reasons_lead_to_the_price_of_its_sets(browser: Browser, served: Served) -> None:
    page = opened(browser, served, f"/why/session/s-{TODAY.isoformat()}", 390)
    with page.expect_navigation():
        page.get_by_role("link", name=SETS).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(SETS)
    expect(page.get_by_role("heading", name="What it would cost")).to_be_visible()
    page.context.close()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [390, 1280])
def test_a_form_leads_to_both_plans(
    browser: Browser, served: Served, width: int, scheme: str
) -> None:
    page = opened(browser, served, "/what-if", width, scheme)
    assert fits(page)
    picture(page, "what-if", width, scheme)
    form = page.get_by_role("form", name="More or less time")
    with page.expect_navigation(timeout=60_000):
        form.get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("20 minutes a session")
    now, then = page.locator(".side.now").first, page.locator(".side.then").first
    first, second = now.bounding_box(), then.bounding_box()
    assert first is not None
    assert second is not None
    beside = second["x"] > first["x"] + first["width"] / 2
    assert beside == (width == 1280)
    then.get_by_text("Its exercises").first.click()
    expect(then.locator("li").first).to_be_visible()
    page.get_by_text("Rule by rule").click()
    expect(page.locator(".ledger li").first).to_be_visible()
    assert fits(page)
    picture(page, "what-if-plan", width, scheme)
    page.context.close()


def test_what_takes_longer_says_that_it_is_being_worked_out(
    browser: Browser, served: Served
) -> None:
    page = opened(browser, served, "/what-if", 390)
    # The answer never comes: the note stands on the page that asked.
    page.route("**/what-if/plan**", _hold)
    told = page.evaluate(ASKED_AND_WAITED)
    assert told[0] == ""
    assert told[1].startswith("Working it out")
    page.context.close()


def _hold(_route: Route) -> None:
    """Leave a request without an answer."""
