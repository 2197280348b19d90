"""The gym screen on a phone: a set is one tap, kept without a network, sent once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from ironstride.domain.performance import LoggedSet
from tests.browser.pictures import SCHEMES, Served, context_of, picture

READY = "() => navigator.serviceWorker.controller !== null"
KEPT = """async (path) => Boolean(await (await caches.open('ironstride-pages')).match(path))"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = context_of(browser)
    yield made
    made.close()


@pytest.fixture
def gym(context: BrowserContext, served: Served) -> Page:
    """Return the gym screen at its first set, kept for offline use."""
    page = context.new_page()
    page.goto(f"{served.address}/")
    page.wait_for_function(READY)
    page.get_by_role("link", name="Start").click()
    page.get_by_role("button", name="Warm").click()
    expect(page.locator("#set")).to_be_visible()
    page.wait_for_function(KEPT, arg=page.evaluate("location.pathname"))
    return page


def sets_of(served: Served) -> tuple[LoggedSet, ...]:
    with served.database.snapshot() as unit:
        return unit.sets.all()


def wait_until(page: Page, holds: Callable[[], bool]) -> None:
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it did not come to hold")


def test_done_is_all_that_a_perfect_set_needs(gym: Page, served: Served) -> None:
    target = gym.locator("#target").inner_text()
    gym.get_by_role("button", name="Done", exact=True).click()
    expect(gym.locator("#rest")).to_be_visible()
    expect(gym.locator("#status")).to_have_text("saved")
    wait_until(gym, lambda: len(sets_of(served)) == 1)
    (logged,) = sets_of(served)
    assert str(logged.reps) in target
    assert logged.rir is not None
    assert f"leave {logged.rir:g}" in target


def test_a_set_logged_offline_survives_a_reload_and_is_stored_once(
    gym: Page, context: BrowserContext, served: Served
) -> None:
    context.set_offline(True)
    gym.get_by_role("button", name="Done", exact=True).click()
    expect(gym.locator("#status")).to_have_text("1 set on this device, not yet sent")
    gym.reload()
    expect(gym.locator("#set")).to_be_visible()
    expect(gym.locator("#progress")).to_contain_text("1 of")
    expect(gym.locator("#status")).to_have_text("1 set on this device, not yet sent")
    gym.get_by_role("button", name="Done", exact=True).click()
    expect(gym.locator("#status")).to_have_text("2 sets on this device, not yet sent")
    picture(gym, "log-offline", 390, "light")
    assert sets_of(served) == ()
    context.set_offline(False)
    expect(gym.locator("#status")).to_have_text("saved")
    assert len(sets_of(served)) == 2
    gym.reload()
    expect(gym.locator("#progress")).to_contain_text("2 of")
    assert len(sets_of(served)) == 2


def test_today_opens_without_a_network(gym: Page, context: BrowserContext) -> None:
    context.set_offline(True)
    gym.get_by_role("link", name="Today").click()
    expect(gym.get_by_role("heading", level=1)).to_contain_text("November")
    expect(gym.locator("#status")).to_have_text("offline")
    gym.goto(gym.url.rstrip("/") + "/data-that-was-never-opened")
    expect(gym.get_by_role("heading", level=1)).to_contain_text("not on this device")


def test_the_rest_is_right_after_a_reload(gym: Page) -> None:
    gym.get_by_role("button", name="Done", exact=True).click()
    expect(gym.locator("#rest")).to_be_visible()
    before = gym.locator("#rest-clock").inner_text()
    gym.reload()
    expect(gym.locator("#rest")).to_be_visible()
    minutes, seconds = gym.locator("#rest-clock").inner_text().split(":")
    first_minutes, first_seconds = before.split(":")
    left = int(minutes) * 60 + int(seconds)
    assert 0 < left <= int(first_minutes) * 60 + int(first_seconds)
    gym.get_by_role("button", name="+15 s").click()
    gym.get_by_role("button", name="skip", exact=True).last.click()
    expect(gym.locator("#rest")).to_be_hidden()


def test_a_wrong_tap_is_taken_back(gym: Page, served: Served) -> None:
    gym.get_by_role("button", name="Done", exact=True).click()
    wait_until(gym, lambda: len(sets_of(served)) == 1)
    gym.get_by_role("button", name="undo").click()
    wait_until(gym, lambda: sets_of(served) == ())
    expect(gym.locator("#progress")).to_contain_text("0 of")
    gym.reload()
    expect(gym.locator("#progress")).to_contain_text("0 of")


def test_steppers_move_by_what_the_kit_makes(gym: Page) -> None:
    loads = gym.evaluate(
        """() => { const page = JSON.parse(document.getElementById('gym-session').textContent);
        return page.exercises[page.steps[0].exercise].loads }"""
    )
    assert len(loads) > 1
    for _ in range(len(loads) + 2):
        gym.locator("#load-less").click()
    seen = [gym.locator("#load").inner_text()]
    for _ in loads[1:]:
        gym.locator("#load-more").click()
        seen.append(gym.locator("#load").inner_text())
    assert len(set(seen)) == len(loads)


def test_figures_and_targets_are_large_enough_for_the_gym(gym: Page) -> None:
    size = "(id) => parseFloat(getComputedStyle(document.getElementById(id)).fontSize)"
    assert gym.evaluate(size, "load") >= 40
    assert gym.evaluate(size, "amount") >= 40
    for name in ("done", "load-less", "load-more", "amount-less", "amount-more", "undo", "skip"):
        box = gym.locator(f"#{name}").bounding_box()
        assert box is not None
        assert box["height"] >= 48, name
    assert (
        gym.evaluate("() => document.getElementById('done').getBoundingClientRect().bottom") < 844
    )


def test_a_swap_takes_the_exercise_out_of_plan_and_screen(gym: Page, served: Served) -> None:
    before = gym.locator("#set-name").inner_text()
    gym.get_by_role("button", name="swap").click()
    offer = gym.locator("#swap-list button").first
    name = offer.evaluate("(e) => e.firstChild.textContent")
    picture(gym, "log-swap", 390, "light")
    offer.click()
    expect(gym.locator("#set-name")).to_contain_text(name)
    assert name not in before
    gym.get_by_role("button", name="Done", exact=True).click()
    wait_until(gym, lambda: len(sets_of(served)) == 1)
    gym.reload()
    expect(gym.locator("#progress")).to_contain_text("1 of")
    with served.database.snapshot() as unit:
        assert any(card.sentence.startswith(name) for card in unit.changes.open())


def test_pain_above_the_gate_stops_the_exercise_and_is_kept(gym: Page, served: Served) -> None:
    exercise = gym.locator("#set-name").inner_text()
    gym.get_by_role("button", name="hurts").click()
    gym.locator("#hurt-dialog input[name=pain][value='7']").check(force=True)
    gym.get_by_role("button", name="Say so").click()
    expect(gym.locator("#note")).to_contain_text("stop")
    assert gym.locator("#set-name").inner_text() != exercise

    def told() -> bool:
        with served.database.snapshot() as unit:
            return any(each.during == 7 for each in unit.pains.all())

    wait_until(gym, told)


def test_a_session_is_done_end_to_end(gym: Page, served: Served) -> None:
    picture(gym, "log-set", 390, "light")
    total = int(gym.locator("#progress").inner_text().split(" of ")[1])
    for count in range(1, total + 1):
        gym.get_by_role("button", name="Done", exact=True).click()
        expect(gym.locator("#progress")).to_contain_text(f"{count} of")
        if count == 2:
            picture(gym, "log-rest", 390, "light")
    expect(gym.locator("#finish")).to_be_visible()
    picture(gym, "log-finish", 390, "light")
    gym.get_by_role("button", name="Save the session").click()
    expect(gym.locator("#finish-note")).to_contain_text("how hard")
    gym.get_by_role("radio", name="somewhat hard").check(force=True)
    gym.get_by_role("button", name="Save the session").click()
    expect(gym.get_by_role("heading", level=1)).to_have_text("Done")
    picture(gym, "log-done", 390, "light")
    with served.database.snapshot() as unit:
        (logged,) = unit.sessions.all()
        assert logged.session_rpe == 4
        assert len(unit.sets.all()) == total


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_set_screen_in_every_light(browser: Browser, served: Served, scheme: str) -> None:
    for width in (390, 1280):
        context = context_of(browser, width=width, scheme="dark" if scheme == "dark" else "light")
        page = context.new_page()
        page.goto(f"{served.address}/log")
        page.get_by_role("button", name="Warm").click()
        expect(page.locator("#set")).to_be_visible()
        picture(page, "log-set", width, scheme)
        context.close()
