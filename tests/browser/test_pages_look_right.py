"""Every page at two widths in two schemes: pictures to look at, and what a machine can see."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from ironstride.storage import open_database
from ironstride.web.pages import PAGES
from ironstride.web.pages.setup.steps import STEPS
from tests.browser.conftest import serving
from tests.browser.pictures import SCHEMES, WIDTHS, Served, context_of, look_at
from tests.support.web import NOW, TODAY

SESSION: Final = f"s-{TODAY}"
ROOMS: Final = {
    "why-session": f"/why/session/{SESSION}",
    "move": f"/week/move/{SESSION}",
    "week-next": "/week/2026-12-01",
    "body-region": "/body?region=calf&side=right",
    "bone": "/body/bone?region=shin&side=left",
    "signs": "/body/signs",
    "signs-clear": "/body/signs?question=0",
    "exercise": "/exercises/goblet-squat",
    "protocol": "/protocols/achilles-hsr",
    "evidence-row": "/evidence/RE-03",
    "evidence-limits": "/evidence/limits",
    "test-timed": "/tests/stance-eyes-open",
    "test-list": "/tests/form-film",
    "test-battery": "/tests/battery",
    "test-result-none": "/tests/heel-raise/result",
    **{f"setup-{step.name}": f"/setup/{step.name}" for step in STEPS},
    "setup-done": "/setup/done",
}
"""Pages that lie below those on the list."""
WRONG: Final = {
    "error-404": "/nope",
    "error-400": "/body?region=moon&side=left",
    "error-session": "/log/nope",
}
"""Pages of errors; the browser notes their status in its console."""
pytestmark = [
    pytest.mark.parametrize("scheme", SCHEMES),
    pytest.mark.parametrize("width", WIDTHS),
]
Scheme = Literal["light", "dark"]


class looking:  # noqa: N801  used as a statement: `with looking(...) as page`
    """Opens a window of a kind, and holds it to silence in the console."""

    def __init__(self, browser: Browser, width: int, scheme: Scheme) -> None:
        self.context = context_of(browser, width=width, scheme=scheme)
        self.noise: list[str] = []

    def __enter__(self) -> Page:
        """Return a page of the window."""
        page = self.context.new_page()
        page.on(
            "console", lambda said: self.noise.append(said.text) if said.type == "error" else None
        )
        page.on("pageerror", lambda error: self.noise.append(str(error)))
        return page

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Close it; errors of scripts are faults of the page."""
        self.context.close()
        if kind is None:
            assert self.noise == []


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Served]:
    """Return the app over a database in which nothing is known."""
    database = open_database(tmp_path / "empty.db")
    with serving(database) as made:
        yield made
    database.close()


def test_every_page_looks_right(
    browser: Browser, served: Served, width: int, scheme: Scheme
) -> None:
    with looking(browser, width, scheme) as page:
        for name, path in {**{p.name: p.example or p.path for p in PAGES}, **ROOMS}.items():
            page.goto(served.address + path)
            look_at(page, name, width, scheme)


def test_every_empty_page_looks_right_and_says_the_next_step(
    browser: Browser, empty: Served, width: int, scheme: Scheme
) -> None:
    with looking(browser, width, scheme) as page:
        for each in PAGES:
            if each.name not in {"log", "why", "runner"}:
                page.goto(empty.address + each.path)
                look_at(page, f"empty-{each.name}", width, scheme)
                assert page.locator("main a[href], main button").count()


def test_every_error_looks_right_and_leads_on(
    browser: Browser, served: Served, width: int, scheme: Scheme
) -> None:
    context = context_of(browser, width=width, scheme=scheme)
    page = context.new_page()
    for name, path in WRONG.items():
        page.goto(served.address + path)
        look_at(page, name, width, scheme)
        expect(page.get_by_role("link", name="Go to Today")).to_be_visible()
        expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    context.close()


def test_a_session_looks_right_from_warm_up_to_the_end(
    browser: Browser, served: Served, width: int, scheme: Scheme
) -> None:
    with looking(browser, width, scheme) as page:
        page.goto(f"{served.address}/log/{SESSION}")
        look_at(page, "log-warm-up", width, scheme)
        page.get_by_role("button", name="Warm").click()
        look_at(page, "log-set", width, scheme)
        page.get_by_role("button", name="Done", exact=True).click()
        look_at(page, "log-rest", width, scheme)
        for way, dialog in (("swap", "#swap-dialog"), ("hurts", "#hurt-dialog")):
            page.get_by_role("button", name=way).first.click()
            expect(page.locator(dialog)).to_be_visible()
            look_at(page, f"log-{way}", width, scheme)
            page.keyboard.press("Escape")
        page.locator("#set .why-link").click()
        expect(page.locator("dialog[open] .why")).to_be_visible()
        look_at(page, "log-why", width, scheme)
        page.keyboard.press("Escape")
        page.get_by_text("All sets").click()
        look_at(page, "log-all-sets", width, scheme)


def test_a_self_test_looks_right_from_its_start_to_its_result(
    browser: Browser, served: Served, width: int, scheme: Scheme
) -> None:
    with looking(browser, width, scheme) as page:
        page.clock.install(time=NOW - dt.timedelta(seconds=30))
        page.clock.pause_at(NOW)
        page.goto(f"{served.address}/tests/heel-raise")
        page.locator("#confirm").check()
        page.get_by_role("button", name="Start", exact=True).click()
        look_at(page, "test-idle", width, scheme)
        page.locator("#go").click()
        page.clock.run_for(45_000)
        look_at(page, "test-running", width, scheme)
        page.locator("#halt").click()
        look_at(page, "test-entry", width, scheme)
        page.get_by_role("button", name="hurts").click()
        expect(page.locator("#hurt-dialog")).to_be_visible()
        look_at(page, "test-hurts", width, scheme)
        page.keyboard.press("Escape")
        page.locator("#keep").click()
        expect(page.locator("#slot")).to_have_text("Right side")
        look_at(page, "test-rest", width, scheme)
        page.get_by_role("button", name="type it").click()
        page.locator("#value").fill("12")
        page.locator("#keep").click()
        look_at(page, "test-sum", width, scheme)
        page.locator("#save").click()
        page.wait_for_url("**/result")
        look_at(page, "test-result", width, scheme)
        page.get_by_role("button", name="Delete").first.click()
        look_at(page, "test-deleted", width, scheme)


def test_what_hurts_what_is_short_and_a_stop_look_right(
    browser: Browser, served: Served, width: int, scheme: Scheme
) -> None:
    with looking(browser, width, scheme) as page:
        for way in ("I have less time", "Something hurts"):
            page.goto(served.address)
            page.get_by_text(way, exact=True).click()
            look_at(page, f"today-{way.replace(' ', '-').lower()}", width, scheme)
        page.goto(f"{served.address}/body?region=shin&side=left")
        page.locator("input[name=during][value='4']").check()
        page.get_by_role("button", name="Say it").click()
        page.goto(served.address)
        look_at(page, "today-bone", width, scheme)
        page.goto(f"{served.address}/why/change/1")
        look_at(page, "why-change", width, scheme)
        page.goto(f"{served.address}/body/bone?region=shin&side=left")
        page.get_by_role("button", name="Yes").click()
        expect(page.get_by_role("heading", name=re.compile("Stop"))).to_be_visible()
        for name, path in {"body-stop": "/body/stop", "today-stop": "/", "body": "/body"}.items():
            page.goto(served.address + path)
            look_at(page, f"stopped-{name}", width, scheme)


def test_an_import_with_its_report_looks_right(
    browser: Browser, served: Served, width: int, scheme: Scheme
) -> None:
    context = context_of(browser, width=width, scheme=scheme)
    page = context.new_page()
    page.goto(f"{served.address}/import")
    page.locator("input[name=files]").set_input_files(
        [FilePayload(name="broken.fit", mimeType="application/octet-stream", buffer=b"\x0e\x10")]
    )
    page.get_by_role("button", name="Import").click()
    expect(page.locator("#summary")).to_contain_text("1 not taken", timeout=60_000)
    look_at(page, "import-report", width, scheme)
    context.close()
