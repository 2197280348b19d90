"""The examples in docstrings give what they say."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

from tests.repo.tree import PACKAGE, dotted, files, relative

WITH_EXAMPLES = [
    path
    for path in files()
    if path.suffix == ".py" and PACKAGE in path.parents and ">>> " in path.read_text("utf-8")
]


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=relative)
def test_the_examples_in_a_module_hold(path: Path) -> None:
    result = doctest.testmod(importlib.import_module(dotted(path)))
    assert result.attempted
    assert not result.failed
