"""Every page, written out: its line here gives it its route, its navigation and its tests."""

from __future__ import annotations

from typing import Final

from ironstride.web.page import Page
from ironstride.web.pages import more, runner

PAGES: Final[tuple[Page, ...]] = (
    more.PAGE,
    runner.PAGE,
)
