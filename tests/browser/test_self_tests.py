"""A self-test on a phone: the beat counts, the clock stops itself, numbers go in by large keys."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from ironstride.domain.assessment import LoggedResult
from ironstride.domain.body_region import Side
from tests.browser.pictures import Served, context_of
from tests.support.web import NOW

SOUND: Final = """() => {
  window.seen = { clicks: 0, held: 0, buzzed: 0, taken: 0 };
  navigator.vibrate = () => { window.seen.buzzed += 1; return true; };
  const request = async () => {
    window.seen.held += 1;
    return { released: false, async release() { this.released = true; window.seen.held -= 1; } };
  };
  Object.defineProperty(navigator, 'wakeLock', { value: { request }, configurable: true });
  window.AudioContext = class {
    constructor() { this.state = 'suspended'; this.began = Date.now(); }
    get currentTime() { return (Date.now() - this.began) / 1000; }
    async resume() { this.state = 'running'; }
    createOscillator() {
      const node = { frequency: {}, connect: (to) => to, stop() {} };
      return { ...node, start: () => { window.seen.clicks += 1; } };
    }
    createGain() {
      const gain = { setValueAtTime() {}, exponentialRampToValueAtTime() {} };
      return { gain, connect: (to) => to };
    }
  };
}"""
SILENT: Final = """() => {
  delete Navigator.prototype.wakeLock;
  delete window.AudioContext;
  delete Navigator.prototype.vibrate;
}"""
KEPT: Final = """async (path) => {
  const cache = await caches.open('ironstride-pages');
  while (!(await cache.match(path))) {
    // The page's own timers stand still; a message does not.
    await new Promise((go) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = go;
      channel.port2.postMessage(null);
    });
  }
}"""
"""Ends once a page is kept on the device."""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = context_of(browser)
    yield made
    made.close()


class Phone:
    """A page of a test on a phone whose clock stands until it is told to go on."""

    def __init__(self, context: BrowserContext, served: Served, stub: str = SOUND) -> None:
        self.page = context.new_page()
        self.served = served
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.add_init_script(f"({stub})()")
        self.page.clock.install(time=NOW - dt.timedelta(seconds=30))
        self.page.clock.pause_at(NOW)

    def open(self, path: str) -> Page:
        self.page.goto(f"{self.served.address}/tests/{path}")
        return self.page

    def begin(self, path: str) -> Page:
        """Open a test, confirm what must be, and start it."""
        page = self.open(path)
        if page.locator("#confirm").count():
            page.locator("#confirm").check()
        page.get_by_role("button", name="Start", exact=True).click()
        return page

    def passes(self, seconds: float) -> None:
        self.page.clock.run_for(round(seconds * 1000))

    def type(self, digits: str) -> None:
        for key in digits:
            self.page.locator(f"#pad button[data-key='{key}']").click()

    def results(self) -> list[LoggedResult]:
        with self.served.database.snapshot() as unit:
            return sorted(unit.results.all(), key=lambda one: (one.test, one.side or ""))


@pytest.fixture
def phone(context: BrowserContext, served: Served) -> Phone:
    return Phone(context, served)


def test_what_has_a_risk_is_confirmed_once_before_it_starts(phone: Phone) -> None:
    page = phone.open("heel-raise")
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.locator("#confirm-note")).to_contain_text("Confirm it first")
    expect(page.locator("#go")).to_be_hidden()
    page.locator("#confirm").check()
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.locator("#slot")).to_have_text("Left side")
    expect(page.locator("#go")).to_be_visible()
    assert phone.faults == []


def test_the_beat_counts_raises_and_the_sides_follow_each_other(phone: Phone) -> None:
    page = phone.begin("heel-raise")
    page.locator("#go").click()
    expect(page.locator("#word")).to_have_text("get ready")
    phone.passes(4 + 0.5)  # four beats to get ready
    expect(page.locator("#word")).to_have_text("up")
    phone.passes(1)
    expect(page.locator("#word")).to_have_text("down")
    expect(page.locator("#dial")).to_have_text("0")
    phone.passes(1)
    expect(page.locator("#dial")).to_have_text("1")
    phone.passes(51.5)
    expect(page.locator("#dial")).to_have_text("27")
    assert page.evaluate("window.seen.clicks") >= 58
    assert page.evaluate("window.seen.held") == 1
    page.locator("#halt").click()
    expect(page.locator("#entry-note")).to_contain_text("The beat counted 27")
    page.locator("#less").click()
    expect(page.locator("#keep")).to_have_text("Keep 26 reps")
    page.locator("#keep").click()
    expect(page.locator("#slot")).to_have_text("Right side")
    expect(page.locator("#rest-line")).to_have_text("Rest 2:00, then this side.")
    phone.passes(61)
    expect(page.locator("#rest-line")).to_contain_text("Rest 0:5")
    phone.passes(60)
    expect(page.locator("#rest-line")).to_contain_text("Rested")
    page.get_by_role("button", name="type it").click()
    phone.type("19")
    page.locator("#keep").click()
    expect(page.locator("#sum-list")).to_contain_text("26 reps")
    expect(page.locator("#sum-list")).to_contain_text("19 reps")
    page.get_by_role("button", name="Save the result").first.click()
    page.wait_for_url("**/tests/heel-raise/result")
    expect(page.locator(".result-figures")).to_contain_text("26")
    assert [(one.side, one.value, one.trials) for one in phone.results()] == [
        (Side.LEFT, 26.0, (26.0,)),
        (Side.RIGHT, 19.0, (19.0,)),
    ]
    assert phone.faults == []


def test_a_reload_in_the_middle_loses_no_raise(phone: Phone) -> None:
    page = phone.begin("heel-raise")
    page.locator("#go").click()
    phone.passes(4 + 20.5)
    expect(page.locator("#dial")).to_have_text("10")
    page.reload()
    expect(page.locator("#halt")).to_be_visible()
    expect(page.locator("#slot")).to_have_text("Left side")
    phone.passes(20)
    expect(page.locator("#dial")).to_have_text("20")
    expect(page.locator("#quiet")).to_be_visible()  # no tap yet since the reload
    page.locator("#sound-on").click()
    phone.passes(4)
    expect(page.locator("#quiet")).to_be_hidden()
    assert page.evaluate("window.seen.clicks") >= 3
    page.locator("#halt").click()
    expect(page.locator("#entry-note")).to_contain_text("The beat counted 22")


def test_a_clock_stops_itself_at_the_cap_and_the_mean_of_the_trials_counts(phone: Phone) -> None:
    page = phone.begin("stance-eyes-open")
    seen = []
    for side in ("Left", "Right"):
        for trial in (1, 2, 3):
            expect(page.locator("#slot")).to_have_text(f"{side} side")
            expect(page.locator("#trial")).to_have_text(f"trial {trial} of 3")
            page.locator("#go").click()
            if side == "Left":
                phone.passes(5 + 45.1)
                expect(page.locator("#entry-note")).to_have_text("The full 45 seconds.")
            else:
                phone.passes(5 + 10 * trial)
                page.locator("#halt").click()
            seen.append(page.locator("#value").input_value())
            page.locator("#keep").click()
    assert [float(each) for each in seen] == pytest.approx([45, 45, 45, 10, 20, 30], abs=0.1)
    expect(page.locator("#sum-list")).to_contain_text("mean of")
    page.locator("#save").click()
    page.wait_for_url("**/result")
    left, right = phone.results()
    assert (left.value, left.trials) == (45.0, (45.0, 45.0, 45.0))
    assert right.value == pytest.approx(20.0, abs=0.1)
    assert phone.faults == []


def test_a_countdown_ends_with_a_signal_and_asks_what_was_counted(phone: Phone) -> None:
    page = phone.begin("chair-stand-30")
    page.locator("#go").click()
    phone.passes(5 + 12)
    expect(page.locator("#dial")).to_have_text("18")
    phone.passes(18.1)
    expect(page.locator("#entry-note")).to_have_text("Time. How many were full?")
    assert page.evaluate("window.seen.clicks") == 2  # the start and the end
    assert page.evaluate("window.seen.buzzed") >= 2
    phone.type("14")
    page.locator("#keep").click()
    page.locator("#save").click()
    page.wait_for_url("**/result")
    assert [one.value for one in phone.results()] == [14.0]


def test_a_number_that_cannot_be_is_told_and_not_kept(phone: Phone) -> None:
    page = phone.begin("knee-to-wall")
    phone.type("99")
    page.locator("#keep").click()
    expect(page.locator("#entry-note")).to_have_text("Between 0 and 30 cm.")
    page.locator("#redo").click()
    phone.type("9.5")
    expect(page.locator("#keep")).to_have_text("Keep 9.5 cm")
    page.locator("#value").press("Enter")
    expect(page.locator("#trial")).to_have_text("trial 2 of 3")


def test_a_side_can_be_left_out_and_the_other_one_is_kept(phone: Phone) -> None:
    page = phone.begin("side-plank")
    page.get_by_role("button", name="skip side").click()
    page.get_by_role("button", name="type it").click()
    phone.type("58")
    page.locator("#keep").click()
    expect(page.locator("#sum-list")).to_contain_text("not done")
    page.locator("#save").click()
    page.wait_for_url("**/result")
    assert [(one.side, one.value) for one in phone.results()] == [(Side.RIGHT, 58.0)]


def test_what_was_stopped_before_it_began_counts_for_nothing(phone: Phone) -> None:
    page = phone.begin("side-plank")
    page.locator("#go").click()
    phone.passes(2)
    page.locator("#halt").click()
    expect(page.locator("#note")).to_contain_text("before it began")
    expect(page.locator("#go")).to_be_visible()


def test_pain_is_told_where_it_counts_and_ends_the_test_when_it_must(phone: Phone) -> None:
    page = phone.begin("heel-raise")
    page.get_by_role("button", name="type it").click()
    phone.type("12")
    page.locator("#keep").click()
    page.locator("#go").click()
    phone.passes(10)
    page.get_by_role("button", name="hurts").click()
    expect(page.locator("#hurt-region")).to_have_value("calf")
    expect(page.locator("#hurt-form input[value='right']")).to_be_checked()
    page.locator("#hurt-dialog input[name=pain][value='6']").check()
    page.get_by_role("button", name="Say so").click()
    expect(page.locator("#note")).to_contain_text("The test ends here")
    expect(page.locator("#sum-list")).to_contain_text("12 reps")
    expect(page.locator("#status")).to_have_text("saved")
    with phone.served.database.snapshot() as unit:
        (pain,) = unit.pains.all()
    assert (pain.region, pain.side, pain.during) == ("calf", Side.RIGHT, 6.0)


def test_a_form_film_is_answered_item_by_item_after_its_minute(phone: Phone) -> None:
    page = phone.begin("form-film")
    page.locator("#film").click()
    phone.passes(5 + 60.1)
    expect(page.locator("#film-clock")).to_contain_text("item by item")
    expect(page.locator("#items-save")).to_be_disabled()
    count = page.locator("fieldset:has(input[data-item])").count()
    for place in range(count):
        answer = "yes" if place % 3 == 0 else "no" if place % 3 == 1 else "unclear"
        page.locator(f"input[data-item='{place}'][value='{answer}']").check()
    page.reload()  # what was answered stays
    expect(page.locator("#items-save")).to_be_enabled()
    page.locator("#items-save").click()
    page.wait_for_url("**/result")
    (one,) = phone.results()
    assert one.value == len(range(0, count, 3))
    assert one.missed == tuple(n for n in range(count) if n % 3)


def test_a_result_entered_offline_is_sent_later_and_stored_once(
    phone: Phone, context: BrowserContext
) -> None:
    page = phone.open("push-ups")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    page.evaluate(KEPT, "/tests/push-ups")
    context.set_offline(True)
    page.reload()
    page.locator("#confirm").check()
    page.get_by_role("button", name="Start", exact=True).click()
    phone.type("21")
    page.locator("#keep").click()
    page.locator("#save").click()
    expect(page.locator("#kept-note")).to_contain_text("Kept on this device")
    expect(page.locator("#status")).to_have_text("1 change on this device, not yet sent")
    page.reload()
    expect(page.locator("#kept-note")).to_contain_text("Kept on this device")
    assert phone.results() == []
    context.set_offline(False)
    page.get_by_role("button", name="Send it now").click()
    page.wait_for_url("**/tests/push-ups/result")
    assert [one.value for one in phone.results()] == [21.0]
    page.goto(f"{phone.served.address}/tests/push-ups")
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    assert len(phone.results()) == 1


def test_without_sound_lock_or_vibration_the_beat_is_seen_and_counts(
    context: BrowserContext, served: Served
) -> None:
    phone = Phone(context, served, SILENT)
    page = phone.begin("heel-raise")
    page.locator("#go").click()
    phone.passes(4 + 8.5)
    expect(page.locator("#dial")).to_have_text("4")
    expect(page.locator("#word")).to_have_text("up")
    expect(page.locator("#quiet")).to_be_visible()
    page.locator("#halt").click()
    expect(page.locator("#value")).to_have_value("4")
    assert phone.faults == []


def test_muted_it_makes_no_sound_and_shows_the_same(phone: Phone) -> None:
    page = phone.begin("heel-raise")
    page.get_by_role("button", name="mute").click()
    page.locator("#go").click()
    phone.passes(4 + 6.5)
    assert page.evaluate("window.seen.clicks") == 0
    expect(page.locator("#dial")).to_have_text("3")
    expect(page.locator("#mute")).to_have_text("unmute")


def test_the_beat_moves_for_who_wants_motion_and_is_a_number_for_who_does_not(
    browser: Browser, served: Served
) -> None:
    for motion, shown in (("no-preference", True), ("reduce", False)):
        context = browser.new_context(
            viewport={"width": 390, "height": 844},
            reduced_motion="reduce" if motion == "reduce" else "no-preference",
        )
        phone = Phone(context, served)
        page = phone.begin("heel-raise")
        page.locator("#go").click()
        phone.passes(4.5)
        assert page.locator("#pulse").is_visible() is shown
        phone.passes(1)
        first = page.locator("#pulse").get_attribute("data-beat")
        phone.passes(1)
        assert page.locator("#pulse").get_attribute("data-beat") != first
        expect(page.locator("#dial")).to_have_text("1")
        context.close()


def test_figures_and_targets_are_large_enough_for_the_floor(phone: Phone) -> None:
    page = phone.begin("stance-eyes-open")
    page.locator("#go").click()
    phone.passes(6)
    size = "(id) => parseFloat(getComputedStyle(document.getElementById(id)).fontSize)"
    assert page.evaluate(size, "dial") >= 96
    box = page.locator("#halt").bounding_box()
    assert box is not None
    assert box["height"] >= 160
    page.locator("#halt").click()
    for name in ("less", "more", "keep"):
        box = page.locator(f"#{name}").bounding_box()
        assert box is not None
        assert box["height"] >= 48, name
    for key in page.locator("#pad button").all():
        box = key.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 48
    keep = page.locator("#keep").bounding_box()
    assert keep is not None
    assert keep["y"] + keep["height"] <= 844  # all of it without scrolling


def test_everything_goes_by_keyboard(phone: Phone) -> None:
    page = phone.open("side-plank")
    page.locator("#confirm").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#go")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#halt")).to_be_focused()
    phone.passes(5 + 30)
    page.keyboard.press("Enter")
    expect(page.locator("#value")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#slot")).to_have_text("Right side")
    expect(page.locator("#go")).to_be_focused()


def test_a_test_of_another_day_begins_anew(phone: Phone) -> None:
    page = phone.begin("push-ups")
    phone.type("17")
    page.locator("#keep").click()
    expect(page.locator("#sum-list")).to_contain_text("17 reps")
    page.clock.fast_forward(24 * 3600 * 1000)
    page.reload()
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    expect(page.locator("#sum-list")).to_be_hidden()


def test_the_battery_goes_on_where_it_was_left(phone: Phone) -> None:
    page = phone.open("battery")
    first = page.locator(".battery h2").first.inner_text()
    page.locator(".battery li").nth(0).get_by_text("Leave it out").first.click()
    page.locator(".battery li").nth(0).locator("input[value='kit']").check()
    page.locator(".battery li").nth(0).get_by_role("button", name="Leave it out").click()
    expect(page.locator(".battery li").nth(0)).to_contain_text("left out")
    expect(page.locator(".battery li").nth(0)).to_contain_text("I lack the kit")
    expect(page.get_by_role("link", name="Go on")).not_to_contain_text(first)
    page.get_by_role("link", name="Go on").click()
    expect(page).to_have_url(re.compile("battery=1"))
    page.get_by_role("link", name="The battery").click()
    page.get_by_role("button", name="Do it after all").click()
    expect(page.get_by_role("link", name="Start")).to_contain_text(first)


def test_a_battery_counts_what_is_on_this_device_alone_while_there_is_no_network(
    phone: Phone, context: BrowserContext
) -> None:
    page = phone.open("battery")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    names = page.locator(".battery h2").all_inner_texts()
    second = page.locator(".battery li").nth(1).get_attribute("data-test")
    page.evaluate(KEPT, f"/tests/{second}")
    page.evaluate(KEPT, "/tests/battery")
    context.set_offline(True)
    page.get_by_role("link", name="Start").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(names[0])
    if page.locator("#confirm").count():
        page.locator("#confirm").check()
    page.get_by_role("button", name="Start", exact=True).click()
    while not page.locator("#save").is_visible():
        if page.locator("#by-hand").is_visible():
            page.locator("#by-hand").click()
        phone.type("9")
        seen = page.locator("#trial").inner_text() + page.locator("#slot").inner_text()
        page.locator("#keep").click()
        page.wait_for_function(
            """(seen) => document.getElementById('trial').textContent
              + document.getElementById('slot').textContent !== seen
              || document.getElementById('save').checkVisibility()""",
            arg=seen,
        )
    page.locator("#save").click()
    expect(page.locator("#kept-note")).to_contain_text("Kept on this device")
    page.get_by_role("link", name="On with the battery").click()
    expect(page.locator(".battery li").first).to_contain_text("not yet sent")
    expect(page.locator("#count")).to_have_text(f"1 of {len(names)}")
    expect(page.get_by_role("link", name="Go on")).to_contain_text(names[1])
    context.set_offline(False)
    page.evaluate("() => dispatchEvent(new Event('online'))")
    expect(page.locator("#status")).to_have_text("saved")
    page.reload()
    expect(page.locator(".battery li").first).to_contain_text("done")


def test_what_was_measured_is_given_up_with_a_second_tap_alone(phone: Phone) -> None:
    page = phone.begin("side-plank")
    page.get_by_role("button", name="type it").click()
    phone.type("70")
    page.locator("#keep").click()
    expect(page.locator("#slot")).to_have_text("Right side")
    page.get_by_role("button", name="begin anew").click()
    expect(page.locator("#slot")).to_be_visible()
    page.get_by_role("button", name="skip side").click()
    expect(page.locator("#sum-list")).to_contain_text("70 s")
    page.get_by_text("Do a part again").click()
    page.get_by_role("button", name="Left side again").click()
    page.get_by_role("button", name="skip side").click()
    expect(page.locator("#sum-list")).to_contain_text("70 s")
    page.get_by_role("button", name="begin anew").click()
    page.get_by_role("button", name="give up what was measured").click()
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    assert phone.results() == []
