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
TALLEST: Final = 5_000
"""Pixels of a picture: lists that go on look alike further down, and cost seconds."""
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
    page.set_viewport_size({"width": width, "height": min(TALLEST, max(WIDTHS[width], int(tall)))})
    page.screenshot(path=PICTURES / f"{name}-{width}-{scheme}.png")
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})


FAULTS: Final = """() => {
  const told = [];
  const say = (what, e) => told.push(`${what}: ${e.outerHTML.slice(0, 90)}`);
  const html = document.documentElement;
  if (html.scrollWidth > html.clientWidth) told.push(`${html.scrollWidth} wide`);
  const seen = (e) => e.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  for (const e of document.querySelectorAll("a, button, input, select, summary")) {
    if (!seen(e) || e.closest(".skip, .sr, svg")) continue;
    if (e.tagName === "A" && getComputedStyle(e).display === "inline") continue;
    const box = e.getBoundingClientRect();
    if (box.width > 0 && (box.width < 24 || box.height < 24)) say("small", e);
  }
  const canvas = document.createElement("canvas");
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    brush.clearRect(0, 0, 1, 1);
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 1, 1);
    return [...brush.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => {
      const s = v / 255;
      return s <= 0.03928 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = (e) => {
    for (let at = e; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] > 250) return colour;
    }
    return rgba(getComputedStyle(html).backgroundColor);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || e.closest("script, option, .sr, .skip, .body")) continue;
    if (!seen(e) || e.closest("button:disabled")) continue;
    const style = getComputedStyle(e);
    const isDrawn = e.namespaceURI.endsWith("svg");
    const one = light(rgba(isDrawn ? style.fill : style.color));
    const other = light(ground(e));
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (isLarge ? 3 : 4.5)) say(`contrast ${ratio.toFixed(1)}`, e);
    const box = e.getBoundingClientRect();
    const isCut = box.right > html.clientWidth + 1 && !e.closest(".scroll-x, dialog, svg");
    if (box.width > 0 && isCut) say("cut off", e);
  }
  return told;
}"""
"""What a machine sees wrong: width, targets (WCAG 2.5.8), contrast (1.4.3), cut text."""


def look_at(page: Page, name: str, width: int, scheme: str) -> None:
    """Ensure a picture of a page, and that a machine finds nothing wrong with how it looks."""
    picture(page, name, width, scheme)
    assert page.evaluate(FAULTS) == [], f"{name}, {width} pixels, {scheme}"
