"""Today and Week as the browser asks for them, with ten years of history; CPU of the server."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.figure import MS, Figure, repeated
from benchmarks.ten_years import database_of
from tests.support.web import TestClient, app_of, client_of

PAGES: Final = {"Today": "/", "Week": "/week"}
OTHERS: Final = {"Log": "/log", "Progress": "/progress", "Runs": "/runs", "Season": "/season"}
HOUSE_MS: Final = {"Progress": 100.0}
"""Goals of our own, for pages that the table does not name."""
REPEATS: Final = 40
GOAL_MS: Final = 30.0
FOUND: Final = 200


def ask(client: TestClient, path: str) -> None:
    """Ask for a page.

    Raises:
        ArithmeticError: it was not answered.
    """
    answer = client.get(path)
    if answer.status_code != FOUND:
        raise ArithmeticError(f"{path}: {answer.status_code}")


def measure(*, tiny: bool) -> Iterator[Figure]:
    """Yield whole requests: routing, database, page; the client in the same process counted."""
    with tempfile.TemporaryDirectory() as folder:
        database = database_of(Path(folder) / "ten-years.sqlite", tiny=tiny)
        client = client_of(app_of(database))
        for name, path in {**PAGES, **OTHERS}.items():
            found = repeated(partial(ask, client, path), 2 if tiny else REPEATS)
            goal = GOAL_MS if name in PAGES else HOUSE_MS.get(name)
            yield Figure(
                what=f"page {name} with ten years of history",
                measured=found.ms(),
                goal="" if goal is None else f"p95 {goal:.0f} ms",
                met=None if goal is None else found.p95 * MS <= goal,
            )
        database.close()
