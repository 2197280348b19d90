"""The gym screen shows how it is done, and begins with what mends the fault that was seen last."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from ironstride.catalogue import load
from tests.browser.pictures import Served, context_of

READY = "() => navigator.serviceWorker.controller !== null"
KEPT = """async (path) => Boolean(await (await caches.open('ironstride-pages')).match(path))"""


def first_set(page: Page, served: Served) -> str:
    """Open the session of today up to its first set; return the exercise's name."""
    page.goto(served.address)
    page.click("a[href^='/log/']")
    page.click("#warm-done")
    shown = str(page.locator("#set-name").inner_text())
    # A name may hold a comma of its own; what follows the name says the side.
    return max((e.name for e in load().exercises if shown.startswith(e.name)), key=len)


def test_a_fault_that_was_seen_puts_its_correction_first_now_and_the_next_time(
    browser: Browser, served: Served
) -> None:
    page = context_of(browser).new_page()
    name = first_set(page, served)
    faults = next(each.faults for each in load().exercises if each.name == name)
    before = page.locator("#cue").inner_text()
    assert faults[1].correction not in before
    page.click("#off")
    page.locator("#off-list button").nth(1).click()
    assert faults[1].correction in page.locator("#cue").inner_text()
    assert faults[1].sign.lower() in page.locator("#note").inner_text()
    page.click("#cue")
    assert page.locator("#cue").inner_text() == before
    page.click("#done")
    stored: list[str | None] = []
    for _ in range(100):
        with served.database.snapshot() as unit:
            stored = [one.fault for one in unit.sets.all()]
        if stored:
            break
        page.wait_for_timeout(50)
    assert stored == [faults[1].sign]
    page.reload()
    page.locator("#set-name").wait_for()
    if page.locator("#set-name").inner_text().startswith(name):
        assert faults[1].correction in page.locator("#cue").inner_text()


def test_nothing_that_looked_off_leaves_the_cues_as_they_are(
    browser: Browser, served: Served
) -> None:
    page = context_of(browser).new_page()
    first_set(page, served)
    before = page.locator("#cue").inner_text()
    page.click("#off")
    page.click("#off-dialog .dialog-foot button")
    assert page.locator("#cue").inner_text() == before


def test_the_figure_is_there_moves_stops_on_a_tap_and_stays_without_a_network(
    browser: Browser, served: Served
) -> None:
    context = context_of(browser)
    page = context.new_page()
    page.emulate_media(reduced_motion="no-preference")
    first_set(page, served)
    page.locator("#figure .in-motion svg").wait_for()
    assert page.locator("#figure .in-motion animate").count() > 0
    page.locator("#figure .stop-label").click()
    assert page.locator("#figure .in-motion").is_hidden()
    assert page.locator("#figure .at-rest svg").first.is_visible()
    page.locator("#figure .stop-label").click()
    assert page.locator("#figure .in-motion").is_visible()
    address = page.evaluate(
        "`/exercises/${document.getElementById('figure').dataset.exercise}/figure`"
    )
    page.wait_for_function(READY)
    page.wait_for_function(KEPT, arg=address)
    context.set_offline(True)
    page.reload()
    page.locator("#figure .in-motion svg").wait_for()


def test_the_figure_is_still_where_less_motion_is_preferred(
    browser: Browser, served: Served
) -> None:
    page = context_of(browser).new_page()
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{served.address}/exercises/back-squat")
    assert page.locator(".moves .in-motion").is_hidden()
    assert page.locator(".moves .at-rest svg").count() == 2
    assert page.locator(".stop-label").is_hidden()


def test_paper_shows_two_positions_side_by_side(browser: Browser, served: Served) -> None:
    page = context_of(browser, width=1280).new_page()
    page.emulate_media(media="print")
    page.goto(f"{served.address}/exercises/back-squat")
    assert page.locator(".moves .in-motion").is_hidden()
    assert page.locator(".moves .at-rest svg").first.is_visible()


def test_the_picture_of_an_exercise_stops_by_keyboard(browser: Browser, served: Served) -> None:
    page = context_of(browser).new_page()
    page.emulate_media(reduced_motion="no-preference")
    page.goto(f"{served.address}/exercises/back-squat")
    page.locator(".stop-moving").focus()
    page.keyboard.press("Space")
    assert page.locator(".moves .in-motion").is_hidden()
    assert page.get_by_text("Let it move").is_visible()
