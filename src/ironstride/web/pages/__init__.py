"""Every page, written out: its line here gives it its route, its navigation and its tests."""

from __future__ import annotations

from typing import Final

from ironstride.web.page import Page
from ironstride.web.pages import imports, more, runner, runs, today, why

PAGES: Final[tuple[Page, ...]] = (
    today.PAGE,
    why.PAGE,
    runs.PAGE,
    imports.PAGE,
    more.PAGE,
    runner.PAGE,
)
