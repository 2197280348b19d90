"""What browser tests share: a served app, screenshots of a page as four readers see it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from playwright.sync_api import Browser, BrowserContext, Page

from ironstride.storage import Database

PICTURES: Final = Path(__file__).resolve().parents[2] / "var" / "screenshots"
"""Ignored by git: looked at, not kept."""
WIDTHS: Final = {390: 844, 1280: 900}
SCHEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """An app that answers at an address, and the database behind it."""

    address: str
    database: Database


def context_of(
    browser: Browser, *, width: int = 390, scheme: Literal["light", "dark"] = "light"
) -> BrowserContext:
    """Return a browser window of a phone or a laptop."""
    return browser.new_context(
        viewport={"width": width, "height": WIDTHS[width]},
        color_scheme=scheme,
        device_scale_factor=1,
        has_touch=width < 900,
        reduced_motion="reduce",
        timezone_id="Europe/Berlin",
    )


def picture(page: Page, name: str, width: int, scheme: str) -> None:
    """Ensure a screenshot of the whole page in the ignored folder."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    # A window as tall as the page, so that what is fixed to its edges lies where it belongs.
    tall = page.evaluate("() => document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": max(WIDTHS[width], int(tall))})
    page.screenshot(path=PICTURES / f"{name}-{width}-{scheme}.png")
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})
