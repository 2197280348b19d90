"""Take the pictures of docs/pictures: the demo runner's pages in the system's chromium.

Always of the same invented day, so that a picture changes only when a page does.
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import uvicorn
from playwright.sync_api import Browser, Page, TimeoutError, sync_playwright  # noqa: A004 (its own)

from ironstride.services.demo.make import ensure_demo
from ironstride.storage import open_database
from ironstride.web.app import create_app
from ironstride.web.shelf import COOKIE, Runner, Shelf
from tools.chromium import find_chromium

FOLDER: Final = Path(__file__).resolve().parent.parent / "docs" / "pictures"
NOW: Final = dt.datetime(2026, 11, 24, 16, 30, tzinfo=ZoneInfo("Europe/Vienna"))
"""A Tuesday before the evening's session."""
MOST_BYTES: Final = 120_000
PATIENCE_MS: Final = 5_000
PHONE: Final = (390, 844)
LAPTOP: Final = (1280, 800)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One picture: its file's name, the page, the window, and what is tapped before.

    Args:
        taps: CSS selectors, tapped in order; each leads on.
        look_at: CSS selector of what is brought to the top; None for the page's own top.
    """

    name: str
    path: str
    window: tuple[int, int] = PHONE
    taps: tuple[str, ...] = ()
    look_at: str | None = None


PICTURES: Final = (
    Picture(name="today", path="/"),
    Picture(name="why", path="/", taps=("a[href^='/why/session/']",)),
    Picture(name="log", path="/", taps=("a[href^='/log/']", "#warm-done", *("#skip",) * 4)),
    Picture(name="week", path="/week", window=LAPTOP),
    Picture(name="season", path="/season", window=LAPTOP),
    Picture(name="body", path="/body"),
    Picture(name="runs", path="/runs", window=LAPTOP),
    Picture(name="progress", path="/progress", window=LAPTOP),
)


@contextmanager
def demo_site(folder: Path) -> Iterator[str]:
    """Give the address of a server with the demo runner as of the invented day."""
    made = ensure_demo(folder / "demo.db", now=NOW)
    if made.value is None:
        raise RuntimeError("; ".join(problem.sentence for problem in made.problems))
    own, demo = open_database(folder / "own.db"), open_database(folder / "demo.db")
    app = create_app(Shelf(own=own, demo=demo, now=lambda: NOW, in_background=False))
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    waiting = threading.Event()
    while not server.started:
        if not thread.is_alive():
            raise RuntimeError("the server did not start")
        waiting.wait(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        own.close()
        demo.close()


def take(browser: Browser, address: str, picture: Picture, folder: Path) -> str | None:
    """Ensure a picture in the folder; return why there is none, or why it can't be used."""
    width, height = picture.window
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="light",
        reduced_motion="reduce",
        timezone_id=str(NOW.tzinfo),
        service_workers="block",
    )
    context.add_cookies([{"name": COOKIE, "value": Runner.DEMO.value, "url": address}])
    page = context.new_page()
    page.clock.set_fixed_time(NOW)
    try:
        fault = _open(page, address, picture)
        if fault is not None:
            return fault
        file = folder / f"{picture.name}.png"
        page.screenshot(path=file)
        size = file.stat().st_size
        return None if size <= MOST_BYTES else f"{size} bytes, more than {MOST_BYTES}"
    finally:
        context.close()


def _open(page: Page, address: str, picture: Picture) -> str | None:
    """Open the page of a picture; return why it isn't there."""
    answer = page.goto(address + picture.path)
    if answer is None or not answer.ok:
        return f"{picture.path} answers {'nothing' if answer is None else answer.status}"
    for selector in picture.taps:
        try:
            page.locator(selector).first.click(timeout=PATIENCE_MS)
        except TimeoutError:
            return f"nothing to tap at {selector}"
        page.wait_for_load_state("networkidle")
    page.wait_for_load_state("networkidle")
    if picture.look_at is not None:
        page.locator(picture.look_at).first.evaluate("(e) => e.scrollIntoView({block: 'start'})")
    return None


def main() -> int:
    """Take all pictures; return 1 if one of them failed."""
    chromium = find_chromium()
    if chromium is None:
        print("There is no chromium; install one, or name it in IRONSTRIDE_CHROMIUM.")
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    failed = False
    with (
        tempfile.TemporaryDirectory() as folder,
        demo_site(Path(folder)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for picture in PICTURES:
            fault = take(browser, address, picture, FOLDER)
            failed = failed or fault is not None
            print(f"{picture.name}: {fault or 'taken'}")
        browser.close()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
