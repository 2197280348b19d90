"""A server of our own on a free port, and a chromium that looks at it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, Playwright, sync_playwright

from ironstride.storage import Database
from tests.browser.pictures import Served
from tests.support.web import app_of, database_with_plan


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Return playwright, started once."""
    with sync_playwright() as made:
        yield made


@pytest.fixture(scope="session")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    """Return the system's chromium, started once."""
    made = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
    yield made
    made.close()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Return a database with a runner and a plan."""
    made = database_with_plan(tmp_path / "own.db")
    yield made
    made.close()


@pytest.fixture
def served(database: Database) -> Iterator[Served]:
    """Return the app over the database, served on a port of its own."""
    with serving(database) as made:
        yield made


class serving:  # noqa: N801  used as a statement: `with serving(database) as served`
    """Serves an app from a thread until the block ends."""

    def __init__(
        self, database: Database, *, demo: Database | None = None, app: FastAPI | None = None
    ) -> None:
        served = app_of(database, demo=demo) if app is None else app
        config = uvicorn.Config(served, host="127.0.0.1", port=0, log_level="error", lifespan="off")
        self.database = database
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, daemon=True)

    def __enter__(self) -> Served:
        """Start, and wait until it answers."""
        self.thread.start()
        waited = threading.Event()
        while not self.server.started:
            if not self.thread.is_alive():
                raise RuntimeError("the server did not start")
            waited.wait(0.01)
        port = self.server.servers[0].sockets[0].getsockname()[1]
        return Served(address=f"http://127.0.0.1:{port}", database=self.database)

    def __exit__(self, *_: object) -> None:
        """Stop it and wait."""
        self.server.should_exit = True
        self.thread.join(timeout=10)
