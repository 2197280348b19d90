"""A set is corrected, deleted and brought back by thumb, by keyboard and by ear."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from playwright.sync_api import Browser, Page, expect

from ironstride.domain.athlete import Limit
from ironstride.services.runner import set_athlete, stored_athlete
from tests.browser.pictures import Served, context_of, picture
from tests.browser.test_gym_screen import sets_of, wait_until
from tests.support.web import NOW, TODAY

LEAST_PX = 44
TARGETS = """() => [...document.querySelectorAll('#gym button, #gym a, #gym summary, #gym label')]
  .filter((e) => e.checkVisibility())
  .map((e) => [e.textContent.trim() || e.ariaLabel, e.getBoundingClientRect()])
  .filter(([, r]) => r.height < %d || r.width < 24)
  .map(([name, r]) => `${name} ${r.width}x${r.height}`)"""
NAMELESS = """() => [...document.querySelectorAll('#gym button, #gym output, #gym input')]
  .filter((e) => e.checkVisibility())
  .filter((e) => !(e.ariaLabel || e.textContent.trim() || e.labels?.[0]?.textContent.trim()))
  .map((e) => e.outerHTML)"""
LOADED = """() => {
  const page = JSON.parse(document.getElementById('gym-session').textContent);
  const { steps, exercises } = page;
  return steps.findIndex((s) => s.target.load_kg && exercises[s.exercise].loads.length > 1);
}"""
ALIKE = """(index) => {
  const { steps } = JSON.parse(document.getElementById('gym-session').textContent);
  const is = (s) => s.exercise === steps[index].exercise && s.side === steps[index].side;
  return steps.findIndex((s, at) => at > index && s.kind === 'working' && is(s));
}"""
FOCUSED = "() => document.activeElement.id || document.activeElement.tagName"


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    context = context_of(browser)
    page = context.new_page()
    page.goto(f"{served.address}/log")
    page.get_by_role("button", name="Warm").click()
    expect(page.locator("#set")).to_be_visible()
    yield page
    context.close()


def is_stored(served: Served, reps: list[int]) -> bool:
    return [one.reps for one in sets_of(served)] == reps


def versions(served: Served) -> list[int | None]:
    """Return the reps of every version of the only set, oldest first; None where it is deleted."""
    with served.database.snapshot() as unit:
        recent = unit.sets.recent(20)
    assert len({each.id for each in recent}) == 1
    found = sorted(recent, key=lambda each: each.number)
    return [None if each.value is None else each.value.reps for each in found]


def first_of_list(page: Page) -> None:
    nth_of_list(page, 0)


def nth_of_list(page: Page, index: int) -> None:
    if not page.locator("#set-list").is_visible():
        page.locator("#all-sets summary").click()
    page.locator("#set-list button").nth(index).click()


def loaded(page: Page) -> int:
    """Return the position of the first set that is planned with a weight of several."""
    return int(page.evaluate(LOADED))


def next_alike(page: Page, index: int) -> int:
    """Return the position of the next set of the same exercise on the same side."""
    return int(page.evaluate(ALIKE, index))


def test_a_correction_a_deletion_and_their_undoing_are_versions(page: Page, served: Served) -> None:
    page.get_by_role("button", name="Done", exact=True).click()
    wait_until(page, lambda: len(sets_of(served)) == 1)
    reps = sets_of(served)[0].reps or 0
    first_of_list(page)
    expect(page.locator("#delete")).to_be_visible()
    expect(page.locator("#skip")).to_be_hidden()
    picture(page, "log-correct", 390, "light")
    page.get_by_role("button", name="Fewer repetitions").click()
    page.get_by_role("button", name="Save the correction").click()
    wait_until(page, lambda: [one.reps for one in sets_of(served)] == [reps - 1])
    first_of_list(page)
    page.get_by_role("button", name="delete", exact=True).click()
    wait_until(page, lambda: sets_of(served) == ())
    expect(page.locator("#note")).to_contain_text("Undo brings it back")
    expect(page.locator("#progress")).to_contain_text("0 of")
    page.reload()
    expect(page.locator("#progress")).to_contain_text("0 of")
    for expected in ([reps - 1], [reps], []):
        page.get_by_role("button", name="undo").click()
        wait_until(page, partial(is_stored, served, expected))
    expect(page.get_by_role("button", name="undo")).to_be_disabled()
    assert versions(served) == [reps, reps - 1, None, reps - 1, reps, None]


def test_all_of_it_holds_without_a_network(page: Page, served: Served) -> None:
    page.context.set_offline(True)
    page.get_by_role("button", name="Done", exact=True).click()
    expect(page.locator("#progress")).to_contain_text("1 of")
    first_of_list(page)
    page.get_by_role("button", name="delete", exact=True).click()
    expect(page.locator("#progress")).to_contain_text("0 of")
    page.get_by_role("button", name="undo").click()
    expect(page.locator("#progress")).to_contain_text("1 of")
    assert sets_of(served) == ()
    page.context.set_offline(False)
    expect(page.locator("#status")).to_have_text("saved")
    assert len(sets_of(served)) == 1


def test_a_session_goes_by_keyboard_alone(page: Page, served: Served) -> None:
    page.reload()
    expect(page.locator("#progress")).to_contain_text("0 of")
    done = page.get_by_role("button", name="Done", exact=True)
    done.focus()
    page.keyboard.press("Enter")
    wait_until(page, lambda: len(sets_of(served)) == 1)
    assert page.evaluate(FOCUSED) == "done"  # the next set needs no search
    order = []
    page.locator("#set-name").focus()
    for _ in range(9):
        page.keyboard.press("Tab")
        order.append(page.evaluate(FOCUSED))
    # The set that comes first may be one of the body alone.
    loads = [each for each in order if each.startswith("load-")]
    assert loads in ([], ["load-less", "load-more"])
    assert order[: 3 + len(loads)] == ["cue", *loads, "amount-less", "amount-more"]
    assert order[4 + len(loads)] == "done"
    page.locator("#all-sets summary").focus()
    page.keyboard.press("Enter")
    page.locator("#set-list button").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUSED) == "set-name"
    page.get_by_role("button", name="hurts").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#hurt-dialog")).to_be_visible()
    page.keyboard.press("Escape")
    assert page.evaluate(FOCUSED) == "hurts"
    page.locator("#end").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#finish")).to_be_visible()
    assert page.evaluate(FOCUSED) == "finish-title"


def test_what_happens_is_said_to_who_listens(page: Page, served: Served) -> None:
    said = page.locator("#said")
    assert said.get_attribute("role") == "status"
    page.get_by_role("button", name="Done", exact=True).click()
    expect(said).to_contain_text("Logged: ")
    expect(said).to_have_text(re.compile(r"^Logged: .+\. Next: .+, set \d of \d, .+\.$"))
    expect(said).to_contain_text(page.locator("#set-name").inner_text())
    wait_until(page, lambda: len(sets_of(served)) == 1)
    first_of_list(page)
    page.get_by_role("button", name="Save the correction").click()
    expect(said).to_contain_text("Corrected: ")
    assert page.evaluate(NAMELESS) == []


def test_every_target_is_a_thumb_wide(page: Page) -> None:
    targets = TARGETS % LEAST_PX
    assert page.evaluate(targets) == []
    page.get_by_role("button", name="Done", exact=True).click()
    expect(page.locator("#rest")).to_be_visible()
    first_of_list(page)
    assert page.evaluate(targets) == []
    page.locator("#end").click()
    expect(page.locator("#finish")).to_be_visible()
    assert page.evaluate(targets) == []
    assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_set_above_a_professionals_limit_is_kept_and_said_with_the_name(
    page: Page, served: Served
) -> None:
    index = loaded(page)
    nth_of_list(page, index)
    shown = page.locator("#load").inner_text()
    page.get_by_role("button", name="Done", exact=True).click()
    wait_until(page, lambda: len(sets_of(served)) == 1)
    (one,) = sets_of(served)
    assert one.load_kg
    with served.database.snapshot() as unit:
        athlete = stored_athlete(unit, TODAY)
    assert athlete is not None
    limit = Limit(set_by="Dr Reyes", exercise=one.exercise, max_load_kg=one.load_kg - 1)
    told = set_athlete(served.database, replace(athlete, limits=(limit,)), today=TODAY, now=NOW)
    assert told.value is not None
    page.reload()
    nth_of_list(page, next_alike(page, index))
    expect(page.locator("#load")).not_to_have_text(shown)
    for _ in range(9):
        page.locator("#load-more").click()
    expect(page.locator("#load")).not_to_have_text(shown)
    nth_of_list(page, index)
    expect(page.locator("#load")).to_have_text(shown)
    page.locator("#amount-less").click()
    page.get_by_role("button", name="Save the correction").click()
    over = f"{one.load_kg:g} kg is over the limit set by Dr Reyes: at most {one.load_kg - 1:g} kg."
    expect(page.locator("#note")).to_contain_text(over)
    expect(page.locator("#said")).to_contain_text("the next set stays within the limit")
    wait_until(page, lambda: sets_of(served)[0] != one)
    assert sets_of(served)[0].load_kg == one.load_kg
    picture(page, "log-over-limit", 390, "light")
