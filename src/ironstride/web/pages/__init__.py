"""Every page, written out: its line here gives it its route, its navigation and its tests."""

from __future__ import annotations

from typing import Final

from ironstride.web.page import Page
from ironstride.web.pages import (
    body,
    data,
    evidence,
    exercises,
    imports,
    log,
    more,
    progress,
    protocols,
    runner,
    runs,
    season,
    settings,
    setup,
    tests,
    today,
    week,
    what_if,
    why,
)

PAGES: Final[tuple[Page, ...]] = (
    today.PAGE,
    week.PAGE,
    season.PAGE,
    log.PAGE,
    why.PAGE,
    what_if.PAGE,
    body.PAGE,
    progress.PAGE,
    runs.PAGE,
    imports.PAGE,
    exercises.PAGE,
    tests.PAGE,
    protocols.PAGE,
    evidence.PAGE,
    setup.PAGE,
    data.PAGE,
    settings.PAGE,
    more.PAGE,
    runner.PAGE,
)
