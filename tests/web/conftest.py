"""A runner with a plan, an empty database, and clients of the app over them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ironstride.storage import Database, open_database
from tests.support.web import TestClient, app_of, client_of, database_with_plan


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Return a database with a runner and a plan."""
    made = database_with_plan(tmp_path / "own.db")
    yield made
    made.close()


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    """Return a client of the app over it."""
    with client_of(app_of(database)) as made:
        yield made


@pytest.fixture
def empty_client(tmp_path: Path) -> Iterator[TestClient]:
    """Return a client of the app over a database that holds nothing."""
    database = open_database(tmp_path / "empty.db")
    with client_of(app_of(database)) as made:
        yield made
    database.close()
