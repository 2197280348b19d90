"""Refuse less than 95 % of the core's branches, from the measurement of `make unit`.

The core is what DESIGN calls so: units, domain, running, strength, body, planner. Each branch is
a decision taken one way; coverage's own `--fail-under` would mix branches with lines.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import tempfile
from contextlib import redirect_stdout
from pathlib import Path
from typing import TypedDict, cast

import coverage

ROOT = Path(__file__).resolve().parent.parent
CORE = ("units.py", "domain/*", "running/*", "strength/*", "body/*", "planner/*")
LEAST_PERCENT = 95.0


class Summary(TypedDict):
    """The figures of one module, as coverage writes them."""

    num_branches: int
    covered_branches: int
    num_statements: int
    covered_lines: int


class Module(TypedDict):
    """One module in coverage's report."""

    summary: Summary


class Report(TypedDict):
    """Coverage's report."""

    files: dict[str, Module]
    totals: Summary


def read_report() -> Report:
    """Return the core's part of the last measurement; raises coverage's own errors."""
    measured = coverage.Coverage(config_file=str(ROOT / "pyproject.toml"))
    measured.load()
    with tempfile.TemporaryDirectory() as folder, redirect_stdout(io.StringIO()):
        path = Path(folder) / "core.json"
        measured.json_report(
            outfile=str(path), include=[f"{ROOT}/src/ironstride/{part}" for part in CORE]
        )
        return cast("Report", json.loads(path.read_text(encoding="utf-8")))


def percent(summary: Summary) -> float:
    """Return the share of branches taken, in percent; 100 where there is no branch."""
    branches = summary["num_branches"]
    return 100.0 * summary["covered_branches"] / branches if branches else 100.0


def main() -> int:
    """Print the figures; return 0 if enough branches were taken, 1 if not."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quiet", action="store_true", help="say nothing unless it fails")
    quiet = cast("bool", options.parse_args().quiet)
    try:
        report = read_report()
    except coverage.CoverageException as error:
        print(f"No coverage to judge ({error}); run `make unit` first.")
        return 1
    total = percent(report["totals"])
    enough = total >= LEAST_PERCENT
    if not (quiet and enough):
        for name, module in sorted(
            report["files"].items(), key=lambda row: percent(row[1]["summary"])
        ):
            summary = module["summary"]
            if summary["covered_branches"] < summary["num_branches"]:
                print(
                    f"{percent(summary):6.1f} %  {summary['covered_branches']:4d} of "
                    f"{summary['num_branches']:4d} branches  {name}"
                )
        totals = report["totals"]
        print(
            f"Core: {total:.1f} % of {totals['num_branches']} branches "
            f"(at least {LEAST_PERCENT:.0f} %), {totals['covered_lines']} of "
            f"{totals['num_statements']} lines."
        )
    return 0 if enough else 1


if __name__ == "__main__":
    sys.exit(main())
