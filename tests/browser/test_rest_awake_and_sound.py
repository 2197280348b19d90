"""While a session runs the screen is kept awake and a rest's end sounds, where a browser allows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.pictures import Served, context_of

STUBS = """() => {
  window.seen = { asked: 0, held: 0, audio: 0, tones: 0, resumed: 0 };
  const request = async () => {
    window.seen.asked += 1;
    window.seen.held += 1;
    return {
      released: false,
      async release() {
        if (this.released) return;
        this.released = true;
        window.seen.held -= 1;
      },
    };
  };
  Object.defineProperty(navigator, 'wakeLock', { value: { request }, configurable: true });
  window.AudioContext = class {
    constructor() { window.seen.audio += 1; this.state = 'suspended'; this.currentTime = 0; }
    async resume() {
      if (!navigator.userActivation.hasBeenActive) throw new Error('no gesture yet');
      window.seen.resumed += 1;
      this.state = 'running';
    }
    createOscillator() {
      const node = { frequency: {}, connect: (to) => to, stop() {} };
      return { ...node, start: () => { window.seen.tones += 1; } };
    }
    createGain() {
      const gain = { setValueAtTime() {}, exponentialRampToValueAtTime() {} };
      return { gain, connect: (to) => to };
    }
  };
}"""
DENIED = """() => {
  const request = async () => { throw new DOMException('low battery', 'NotAllowedError'); };
  Object.defineProperty(navigator, 'wakeLock', { value: { request }, configurable: true });
  window.AudioContext = class {
    constructor() { this.state = 'suspended'; }
    async resume() { throw new DOMException('not allowed', 'NotAllowedError'); }
  };
}"""
ABSENT = """() => {
  delete Navigator.prototype.wakeLock;
  delete window.AudioContext;
  delete window.webkitAudioContext;
  delete Navigator.prototype.vibrate;
}"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = context_of(browser)
    yield made
    made.close()


def opened(context: BrowserContext, served: Served, stub: str) -> tuple[Page, list[str]]:
    """Return the gym screen with a clock of the test's own, and what goes wrong on it."""
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.add_init_script(f"({stub})()")
    page.clock.install()
    page.goto(f"{served.address}/log")
    expect(page.locator("#warm-up")).to_be_visible()
    return page, faults


def seen(page: Page, name: str) -> int:
    return int(page.evaluate(f"() => window.seen.{name}"))


def rest_over(page: Page) -> None:
    """Let the rest run out, second by second as the screen sees it."""
    expect(page.locator("#rest")).to_be_visible()
    minutes, seconds = page.locator("#rest-clock").inner_text().split(":")
    page.clock.run_for((int(minutes) * 60 + int(seconds) + 1) * 1000)
    expect(page.locator("#rest-clock")).to_have_text("over")


def done(page: Page) -> None:
    page.get_by_role("button", name="Done", exact=True).click()
    expect(page.locator("#progress")).not_to_contain_text("0 of")
    expect(page.locator("#rest")).to_be_visible()
    for _ in range(4):  # long enough for a slow machine, whatever the plan asks for
        page.locator("#rest-more").click()


def test_the_screen_is_held_awake_from_the_first_tap_to_the_last_set(
    context: BrowserContext, served: Served
) -> None:
    page, faults = opened(context, served, STUBS)
    assert seen(page, "asked") == 0
    page.get_by_role("button", name="Warm").click()
    expect(page.locator("#set")).to_be_visible()
    assert (seen(page, "asked"), seen(page, "held")) == (1, 1)
    done(page)
    expect(page.locator("#rest")).to_be_visible()
    assert (seen(page, "asked"), seen(page, "held")) == (1, 1)
    page.locator("#all-sets summary").click()
    page.get_by_role("button", name="End the session here").click()
    expect(page.locator("#finish")).to_be_visible()
    assert seen(page, "held") == 0
    page.locator("#set-list button").nth(1).click()
    done(page)
    page.wait_for_function("() => window.seen.held === 1")
    assert faults == []


def test_it_is_asked_for_again_after_a_reload_and_given_back_when_nobody_goes_on(
    context: BrowserContext, served: Served
) -> None:
    page, faults = opened(context, served, STUBS)
    page.get_by_role("button", name="Warm").click()
    done(page)
    page.reload()
    expect(page.locator("#rest")).to_be_visible()
    page.wait_for_function("() => window.seen.held === 1")
    rest_over(page)
    assert seen(page, "held") == 1
    page.clock.run_for(11 * 60 * 1000)
    assert seen(page, "held") == 0
    assert faults == []


def test_what_the_browser_takes_back_while_hidden_is_asked_for_when_it_is_seen_again(
    context: BrowserContext, served: Served
) -> None:
    page, _ = opened(context, served, STUBS)
    show = """(state) => {
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }"""
    page.evaluate(show, "visible")
    assert seen(page, "asked") == 0  # nothing runs yet
    page.get_by_role("button", name="Warm").click()
    page.wait_for_function("() => window.seen.held === 1")
    page.evaluate(show, "visible")
    assert seen(page, "asked") == 1
    page.evaluate(
        """async () => {
          const { letSleep, keepAwake } = await import('/static/js/gym/rest.js');
          letSleep();
          await Promise.all([keepAwake(), keepAwake()]);
        }"""
    )
    assert (seen(page, "asked"), seen(page, "held")) == (2, 1)


def test_sound_comes_after_a_tap_alone_and_once_when_the_rest_is_over(
    context: BrowserContext, served: Served
) -> None:
    page, faults = opened(context, served, STUBS)
    assert (seen(page, "audio"), seen(page, "tones")) == (0, 0)
    page.get_by_role("button", name="Warm").click()
    done(page)
    assert (seen(page, "audio"), seen(page, "tones")) == (1, 0)
    assert seen(page, "resumed") >= 1
    rest_over(page)
    page.clock.run_for(5_000)
    assert seen(page, "tones") == 1
    expect(page.locator("#said")).to_contain_text("Rest is over. Next: ")
    assert faults == []


def test_after_a_reload_a_rest_ends_silently_until_there_is_a_tap_again(
    context: BrowserContext, served: Served
) -> None:
    page, faults = opened(context, served, STUBS)
    page.get_by_role("button", name="Warm").click()
    done(page)
    page.reload()
    expect(page.locator("#rest")).to_be_visible()
    rest_over(page)
    assert (seen(page, "audio"), seen(page, "tones")) == (0, 0)
    done(page)
    expect(page.locator("#progress")).to_contain_text("2 of")
    rest_over(page)
    assert seen(page, "tones") == 1
    assert faults == []


def test_a_rest_that_ended_long_ago_makes_no_sound(context: BrowserContext, served: Served) -> None:
    page, _ = opened(context, served, STUBS)
    page.get_by_role("button", name="Warm").click()
    done(page)
    page.clock.fast_forward(3_600_000)
    expect(page.locator("#rest-clock")).to_have_text("over")
    assert seen(page, "tones") == 0


@pytest.mark.parametrize("stub", [DENIED, ABSENT], ids=["denied", "absent"])
def test_without_either_a_set_is_logged_and_the_rest_runs_all_the_same(
    context: BrowserContext, served: Served, stub: str
) -> None:
    page, faults = opened(context, served, stub)
    page.get_by_role("button", name="Warm").click()
    done(page)
    expect(page.locator("#status")).to_have_text("saved")
    rest_over(page)
    page.locator("#all-sets summary").click()
    page.get_by_role("button", name="End the session here").click()
    expect(page.locator("#finish")).to_be_visible()
    assert faults == []
    with served.database.snapshot() as unit:
        assert len(unit.sets.all()) == 1


def test_the_rest_ends_when_it_would_have_ended_whatever_happened_to_the_page(
    context: BrowserContext, served: Served
) -> None:
    page, _ = opened(context, served, STUBS)
    page.get_by_role("button", name="Warm").click()
    done(page)
    end = "async () => (await (await import('/static/js/store.js')).all('sessions'))[0].rest.end"
    before = page.evaluate(end)
    page.clock.run_for(20_000)
    page.reload()
    expect(page.locator("#rest")).to_be_visible()
    assert page.evaluate(end) == before
    minutes, seconds = page.locator("#rest-clock").inner_text().split(":")
    left = (before - page.evaluate("() => Date.now()")) / 1000
    assert abs(int(minutes) * 60 + int(seconds) - left) <= 2
