"""Every page at two widths in two schemes: pictures to look at, and what a machine can see."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser

from ironstride.web.pages import PAGES
from tests.browser.pictures import SCHEMES, WIDTHS, Served, context_of, picture

WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, input, select, summary')]
  .filter((e) => e.checkVisibility({checkOpacity: false}))
  .filter((e) => !e.closest('.skip, .sr, .demo-strip, svg'))
  .filter((e) => !(e.tagName === 'A' && getComputedStyle(e).display === 'inline'))
  .map((e) => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
  .filter(([, r]) => r.width > 0 && (r.width < 24 || r.height < 24))
  .map(([html, r]) => `${html} ${r.width}x${r.height}`)"""


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_page_fits_its_window_and_makes_no_noise(
    browser: Browser, served: Served, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = context_of(browser, width=width, scheme=scheme)
    page = context.new_page()
    noise: list[str] = []
    page.on("console", lambda said: noise.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: noise.append(str(error)))
    for each in PAGES:
        page.goto(served.address + (each.example or each.path))
        page.wait_for_load_state("load")
        picture(page, each.name, width, scheme)
        assert page.evaluate(WIDE) <= 0, f"{each.name} is wider than its window"
        assert page.evaluate(SMALL_TARGETS) == [], each.name
    assert noise == []
    context.close()
