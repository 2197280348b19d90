"""A protocol prints on two sheets at most, and says on paper what it says on the screen."""

from __future__ import annotations

import re

from playwright.sync_api import Browser

from ironstride.catalogue.protocols import protocols
from tests.browser.pictures import Served, context_of

SHEETS = re.compile(rb"/Type\s*/Page[^s]")


def test_every_protocol_prints_on_two_sheets_at_most(browser: Browser, served: Served) -> None:
    with context_of(browser, width=1280) as context:
        page = context.new_page()
        sheets = {}
        for each in protocols():
            page.goto(f"{served.address}/protocols/{each.id}")
            paper = page.pdf(format="A4", prefer_css_page_size=True, print_background=True)
            sheets[each.id] = len(SHEETS.findall(paper))
    assert {id: count for id, count in sheets.items() if not 1 <= count <= 2} == {}


def test_paper_leaves_out_the_frame_and_names_the_sources(browser: Browser, served: Served) -> None:
    with context_of(browser, width=1280) as context:
        page = context.new_page()
        page.goto(f"{served.address}/protocols/calf-strain-green")
        sources, rows = page.locator(".sources"), page.locator("#evidence")
        assert not sources.is_visible()
        assert rows.is_visible()
        page.emulate_media(media="print")
        assert sources.is_visible()
        assert "RH-12" in sources.inner_text()
        assert not rows.is_visible()
        assert page.locator("#signs").is_visible()
        assert page.locator(".stage").count() == 4
