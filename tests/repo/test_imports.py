"""The import contracts refuse what they are there to refuse."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repo.tree import ROOT

LINT = Path(sys.executable).with_name("lint-imports")


def lint(folder: Path, modules: dict[str, str], contract: str) -> subprocess.CompletedProcess[str]:
    """Run one of our contracts over a package made of `modules`."""
    rooms = {"settings.py": "", "units.py": "", "domain/__init__.py": ""}
    for name, source in (rooms | modules).items():
        path = folder / "ironstride" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        for package in [p for p in path.parents if folder in p.parents]:
            (package / "__init__.py").touch()
        path.write_text(source, encoding="utf-8")
    options = ["--no-logo", "--no-cache", "--config", str(ROOT / "pyproject.toml")]
    return subprocess.run(
        [str(LINT), *options, "--contract", contract],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


@pytest.mark.parametrize(
    ("contract", "module", "source"),
    [
        ("layers", "domain/run.py", "import ironstride.planner.week"),
        ("layers", "running/load.py", "import ironstride.body.pain"),
        ("layers", "cli/run.py", "import ironstride.web.app"),
        ("layers", "stray.py", ""),
        ("solver", "services/plan.py", "from ortools.sat.python import cp_model"),
        ("database", "services/plan.py", "import sqlite3"),
        ("database", "cli/log.py", "from sqlalchemy import select"),
        ("web-framework", "services/plan.py", "from fastapi import Request"),
        ("terminal", "services/plan.py", "import rich.progress"),
    ],
)
def test_a_contract_refuses_an_import_that_points_the_wrong_way(
    tmp_path: Path, contract: str, module: str, source: str
) -> None:
    there = {"planner/week.py": "", "body/pain.py": "", "web/app.py": ""}
    answer = lint(tmp_path, there | {module: source}, contract)
    assert answer.returncode == 1
    assert "BROKEN" in answer.stdout


@pytest.mark.parametrize(
    ("contract", "module", "source"),
    [
        ("layers", "services/plan.py", "import ironstride.planner.week"),
        ("solver", "planner/solve.py", "from ortools.sat.python import cp_model"),
        ("database", "storage/tables.py", "import sqlalchemy, sqlite3"),
        ("web-framework", "web/pages/today/page.py", "from fastapi import Request"),
        ("terminal", "cli/run.py", "import click, rich.progress"),
    ],
)
def test_a_contract_takes_an_import_that_points_inwards(
    tmp_path: Path, contract: str, module: str, source: str
) -> None:
    answer = lint(tmp_path, {"planner/week.py": "", module: source}, contract)
    assert answer.returncode == 0, answer.stdout
