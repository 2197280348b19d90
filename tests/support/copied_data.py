"""A copy of the package's own data that a test may change."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Protocol

import pytest

from tests.repo.tree import PACKAGE


class Kept(Protocol):
    """A function whose answers are kept."""

    def cache_clear(self) -> None:
        """Forget them."""


def copied_data(
    beside: Path, patch: pytest.MonkeyPatch, readers: Iterable[ModuleType], kept: Iterable[Kept]
) -> Iterator[Path]:
    """Yield a copy of the data that some modules read instead of their own, for a fixture.

    Args:
        beside: the test's own folder.
        readers: modules with a function ``_folder``.
        kept: what is read anew from the copy, and from the package's own data afterwards.
    """
    copy = beside / "data"
    shutil.copytree(PACKAGE / "data", copy)
    for reader in readers:
        patch.setattr(reader, "_folder", lambda: copy)
    forgotten = tuple(kept)
    for each in forgotten:
        each.cache_clear()
    yield copy
    for each in forgotten:
        each.cache_clear()
