"""A runner with a home of her own, and one who has a season already."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.journey import Life


@pytest.fixture
def her(tmp_path: Path) -> Life:
    """Return a runner who has just cloned it."""
    return Life(tmp_path)


@pytest.fixture
def runner(her: Life) -> Life:
    """Return a runner on the first Monday of her season, sessions on Monday and Thursday."""
    her.begins()
    return her
