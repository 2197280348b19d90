"""Every page, written out: its line here gives it its route, its navigation and its tests."""

from __future__ import annotations

from typing import Final

from ironstride.web.page import Page
from ironstride.web.pages import (
    body,
    imports,
    log,
    more,
    runner,
    runs,
    season,
    setup,
    today,
    week,
    why,
)

PAGES: Final[tuple[Page, ...]] = (
    today.PAGE,
    week.PAGE,
    season.PAGE,
    log.PAGE,
    why.PAGE,
    body.PAGE,
    runs.PAGE,
    imports.PAGE,
    setup.PAGE,
    more.PAGE,
    runner.PAGE,
)
