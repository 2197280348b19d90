"""A runner with a home of her own, and one who has a season already."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.journey import Life


@pytest.fixture
def her(tmp_path: Path) -> Life:
    """Return a runner who has just cloned it."""
    return Life(tmp_path)


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the home of a runner with a season, made once; tests get copies."""
    home = tmp_path_factory.mktemp("begun")
    Life(home).begins()
    return home


@pytest.fixture
def runner(begun: Path, tmp_path: Path) -> Life:
    """Return a runner on the first Monday of her season, sessions on Monday and Thursday."""
    home = tmp_path / "runner"
    shutil.copytree(begun, home)
    return Life(home)
