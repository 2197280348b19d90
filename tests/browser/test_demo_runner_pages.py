"""The demo runner's pages, as a new user meets them: pictures, and what a machine sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, FilePayload, expect

from ironstride.services.demo.fit_file import fit_bytes
from ironstride.services.demo.make import ensure_demo
from ironstride.services.demo.runs import history, watch_run
from ironstride.storage import Database, open_database
from tests.browser.conftest import serving
from tests.browser.pictures import SCHEMES, WIDTHS, Served, context_of, picture
from tests.support.web import NOW, TODAY

WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    assert ensure_demo(path, now=NOW).value
    database = open_database(path)
    yield database
    database.close()


@pytest.fixture
def both(database: Database, demo: Database) -> Iterator[Served]:
    with serving(database, demo=demo) as made:
        yield made


def pages(demo: Database) -> dict[str, str]:
    with demo.snapshot() as unit:
        run = unit.activities.lines(limit=3)[-1].id
        exercise = unit.sets.all()[-1].exercise
    return {
        "today": "/",
        "week": "/week",
        "season": "/season",
        "body-region": "/body?region=calf&side=right",
        "body-bone": "/body/bone?region=shin&side=left",
        "progress": "/progress",
        "runs": "/runs",
        "run": f"/runs/{run}",
        "exercise": f"/exercises/{exercise}",
    }


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_demo_runners_pages_fit_and_are_marked_as_invented(
    browser: Browser,
    both: Served,
    demo: Database,
    width: int,
    scheme: Literal["light", "dark"],
) -> None:
    context = context_of(browser, width=width, scheme=scheme)
    context.add_cookies([{"name": "ironstride-runner", "value": "demo", "url": both.address}])
    page = context.new_page()
    noise: list[str] = []
    page.on("console", lambda said: noise.append(said.text) if said.type == "error" else None)
    for name, path in pages(demo).items():
        page.goto(both.address + path)
        picture(page, f"demo-{name}", width, scheme)
        assert page.evaluate(WIDE) <= 0, f"{name} is wider than its window"
        expect(page.get_by_text("Demo runner.", exact=True)).to_be_visible()
    assert noise == []
    context.close()


def test_start_with_my_own_runs_leaves_the_demo_runner(browser: Browser, both: Served) -> None:
    context = context_of(browser)
    context.add_cookies([{"name": "ironstride-runner", "value": "demo", "url": both.address}])
    page = context.new_page()
    page.goto(both.address + "/progress")
    page.get_by_role("button", name="Start with my own runs").first.click()
    expect(page.get_by_text("Demo runner.", exact=True)).to_have_count(0)
    context.close()


def test_a_chart_is_read_under_the_pointer(browser: Browser, both: Served, demo: Database) -> None:
    context = context_of(browser, width=1280)
    context.add_cookies([{"name": "ironstride-runner", "value": "demo", "url": both.address}])
    page = context.new_page()
    page.goto(both.address + pages(demo)["run"])
    chart = page.locator(".chart-wide svg")
    box = chart.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 60)
    readout = page.locator("figure", has=chart).locator(".readout")
    expect(readout).to_have_text(re.compile(r"\d+:\d\d · \d+:\d\d /km · \d+ bpm"))
    context.close()


def test_files_are_sent_one_by_one_each_with_its_line(browser: Browser, served: Served) -> None:
    context = context_of(browser)
    page = context.new_page()
    page.goto(served.address + "/import")
    kind = "application/octet-stream"
    files = [
        FilePayload(name=f"{o.date}.fit", mimeType=kind, buffer=fit_bytes(watch_run(o, 3600)))
        for o in history(TODAY)[-3:]
    ]
    broken = FilePayload(name="broken.fit", mimeType=kind, buffer=b"\x0e\x10")
    page.locator("input[name=files]").set_input_files([*files, broken])
    page.get_by_role("button", name="Import").click()
    expect(page.locator("#summary")).to_contain_text(
        "3 files taken, 0 known before, 1 not taken", timeout=60_000
    )
    expect(page.locator("#queue li")).to_have_count(4)
    picture(page, "import-report", 390, "light")
    context.close()


def test_a_region_is_tapped_told_and_asked_about(browser: Browser, served: Served) -> None:
    context = context_of(browser)
    page = context.new_page()
    page.goto(served.address + "/body")
    page.locator("#front-shin-left").click()
    expect(page.get_by_role("heading", name="How much does your shin (left) hurt?")).to_be_visible()
    page.locator("input[name=during][value='3']").check()
    page.get_by_role("button", name="Say it").click()
    expect(page.get_by_text("Question 1 of 4")).to_be_visible()
    page.get_by_role("button", name="Yes").click()
    expect(page.get_by_role("heading", name="Stop", exact=True)).to_be_visible()
    picture(page, "body-stop", 390, "light")
    context.close()


def test_the_first_minutes_end_with_a_season(browser: Browser, served: Served) -> None:
    context = context_of(browser)
    page = context.new_page()
    page.goto(served.address + "/setup")
    page.get_by_role("link", name="Go through them").click()
    for number in range(11):
        picture(page, f"setup-{number + 1}", 390, "light")
        assert page.evaluate(WIDE) <= 0
        page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name="Your season")).to_be_visible()
    page.get_by_role("button", name="Take it").click()
    expect(page).to_have_url(re.compile(r"/$"))
    context.close()
