"""On a laptop a session moves by keys and by drag, with every slot's price shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from ironstride.services.current_plan import current_plan
from tests.browser.pictures import SCHEMES, Served, context_of, picture
from tests.support.web import TODAY


@pytest.fixture
def week(browser: Browser, served: Served) -> Iterator[Page]:
    """Return the week on a laptop."""
    context = context_of(browser, width=1280)
    page = context.new_page()
    page.goto(f"{served.address}/week")
    yield page
    context.close()


def days_of(served: Served) -> set[dt.date]:
    with served.database.snapshot() as unit:
        current = current_plan(unit)
    assert current is not None
    found = current.week_of(TODAY)
    assert found is not None
    return {session.date for session in found.sessions}


def test_the_keyboard_moves_a_session_and_hears_each_price(week: Page, served: Served) -> None:
    bar = week.locator("[data-session]").first
    bar.focus()
    week.keyboard.press("Enter")
    expect(week.locator(".price").first).to_be_visible()
    picture(week, "week-prices", 1280, "light")
    week.keyboard.press("ArrowRight")
    expect(week.locator("#move-status")).to_contain_text("Tuesday")
    expect(week.locator("#move-status")).to_contain_text("costs a little")
    with week.expect_navigation():
        week.keyboard.press("Enter")
    assert TODAY + dt.timedelta(days=1) in days_of(served)
    assert TODAY not in days_of(served)


def test_escape_leaves_it(week: Page, served: Served) -> None:
    before = days_of(served)
    week.locator("[data-session]").first.focus()
    week.keyboard.press("Enter")
    expect(week.locator(".price").first).to_be_visible()
    week.keyboard.press("Escape")
    expect(week.locator(".price")).to_have_count(0)
    assert days_of(served) == before


def test_the_pointer_drags_a_session_to_another_day(week: Page, served: Served) -> None:
    box = week.locator("[data-session]").first.bounding_box()
    assert box is not None
    week.mouse.move(box["x"] + 20, box["y"] + 12)
    week.mouse.down()
    week.mouse.move(box["x"] + 60, box["y"] + 20, steps=3)
    expect(week.locator(".price").first).to_be_visible()
    tuesday = week.locator(f".day[data-date='{TODAY + dt.timedelta(days=1)}'] .price.costs").first
    target = tuesday.bounding_box()
    assert target is not None
    week.mouse.move(target["x"] + 10, target["y"] + 10, steps=3)
    with week.expect_navigation():
        week.mouse.up()
    assert TODAY + dt.timedelta(days=1) in days_of(served)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [390, 1280])
def test_the_priced_list(browser: Browser, served: Served, width: int, scheme: str) -> None:
    context = context_of(browser, width=width, scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    page.goto(f"{served.address}/week/move/s-{TODAY}")
    page.locator("summary").first.click()
    picture(page, "week-move", width, scheme)
    page.goto(f"{served.address}/why/session/s-{TODAY}")
    for each in page.locator("summary").all()[:4]:
        each.click()
    picture(page, "why-session", width, scheme)
    context.close()
