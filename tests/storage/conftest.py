from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ironstride.storage import Database, open_database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Return an empty database of its own."""
    opened = open_database(tmp_path / "ironstride.sqlite", busy_ms=50)
    yield opened
    opened.close()
