"""The core (units to planner) has no clock, file, network, chance or printing."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from tests.repo.purity import OUTSIDE, THIRD_PARTY, faults
from tests.repo.tree import PACKAGE, core_modules, relative, syntax

STANDARD = frozenset(sys.stdlib_module_names) - OUTSIDE
NUMPY = frozenset({"numpy"})


def allowed_in(room: str) -> frozenset[str]:
    return STANDARD | {"ironstride", "__future__"} | THIRD_PARTY.get(room, NUMPY)


@pytest.mark.parametrize("path", core_modules(), ids=relative)
def test_a_core_module_takes_values_and_returns_values(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0]
    assert faults(syntax(path), allowed_in(room)) == []


@pytest.mark.parametrize(
    "bad",
    [
        "import time",
        "from time import perf_counter",
        "import os.path",
        "from pathlib import Path",
        "import random",
        "from numpy import random",
        "import numpy.random",
        "import numpy as np\nnp.random.default_rng(1)",
        "import numpy as np\nnp.load('x')",
        "from datetime import date\ndate.today()",
        "import datetime\ndatetime.datetime.now()",
        "from datetime import datetime, UTC\ndatetime.now(UTC)",
        "print(1)",
        "open('x')",
        "import sqlalchemy",
        "import ortools",
        "import asyncio",
    ],
)
def test_the_check_finds_what_a_core_module_must_not_do(bad: str) -> None:
    assert faults(ast.parse(bad), allowed_in("running"))


@pytest.mark.parametrize(
    "good",
    [
        "import numpy as np\nnp.sum([1])",
        "from datetime import date\ndate(2026, 1, 5)",
        "from ironstride.units import KILOMETRE",
        "import math",
    ],
)
def test_the_check_lets_values_pass(good: str) -> None:
    assert faults(ast.parse(good), allowed_in("running")) == []


def test_the_planner_alone_may_use_the_solver() -> None:
    tree = ast.parse("from ortools.sat.python import cp_model_helper")
    assert faults(tree, allowed_in("planner")) == []
    assert faults(tree, allowed_in("body"))


def test_there_is_a_core_to_check() -> None:
    assert core_modules()
