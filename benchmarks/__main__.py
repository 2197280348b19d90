"""Measures every figure that the README quotes: `make bench`, or `make bench ONLY=name` for one."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import time
import traceback
from dataclasses import asdict
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from benchmarks.machine import commit, machine_line

if TYPE_CHECKING:
    from benchmarks.figure import Benchmark, Figure


class Line(NamedTuple):
    """One benchmark: its module in this folder and one sentence."""

    name: str
    sentence: str


BENCHMARKS: Final = (
    Line("fit_decode", "FIT bytes to scaled columns, against fitdecode."),
    Line("import_run", "A one-hour run decoded, analysed and stored, as FIT, GPX and TCX."),
    Line("import_archive", "3,000 one-hour runs from a zip, on both cores, in constant memory."),
    Line("run_analysis", "What runs say, from streams to kinds and loads."),
    Line("season_and_week", "A season of 52 weeks, and the placement of a week."),
    Line("week_content", "The content of a week: 100 runners whose minutes bind, 40 as they come."),
    Line("comparisons", "Our plans beside HiGHS, small models of CP-SAT, and an app's."),
    Line("replan", "Planning again after a missed or shortened session, pain, or a ban."),
    Line("impossible_requests", "What to drop where wishes cannot hold together."),
    Line("churn", "How much of a plan stays when a day goes otherwise."),
    Line("sixteen_weeks", "16 weeks, week after week."),
    Line("joint_windows", "What is lost by planning one week after the other."),
    Line("cohort", "Plans of many runners in one process, on one core."),
    Line("storage", "What pages ask of the database with ten years of history."),
    Line("pages", "Today and Week with ten years of history, whole requests."),
    Line("commands", "Commands from the shell, whole processes."),
    Line("catalogue_load", "The exercises, read and checked."),
    Line("contract", "Plans of made-up athletes, checked by an outsider."),
)
"""Every benchmark; a test fails when one is missing here."""


def benchmark_named(name: str) -> Benchmark:
    """Return the module of a benchmark."""
    return cast("Benchmark", importlib.import_module(f"benchmarks.{name}"))


def _row(figure: Figure) -> str:
    return f"| {figure.what} | {figure.measured} | {figure.goal} | {figure.verdict} |"


def main(arguments: list[str] | None = None) -> int:
    """Print the rows as they are measured; return 1 if one failed, or missed with --strict."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    names = [line.name for line in BENCHMARKS]
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(names)}")
    parser.add_argument("--tiny", action="store_true", help="only show that they run")
    parser.add_argument("--json", action="store_true", help="print one JSON document instead")
    parser.add_argument("--strict", action="store_true", help="exit 1 if a goal is missed")
    asked = parser.parse_args(arguments)
    unknown = sorted(set(asked.names) - set(names))
    if unknown:
        parser.error(f"there is no benchmark {', '.join(unknown)}; there are {', '.join(names)}")
    began = time.monotonic()
    machine, measured_at = machine_line(), commit()
    if not asked.json:
        print(f"Commit {measured_at}. {machine}\n\n| what | measured | goal | |\n|---|---|---|---|")
    figures: list[Figure] = []
    failed = []
    for line in BENCHMARKS:
        if asked.names and line.name not in asked.names:
            continue
        try:
            for figure in benchmark_named(line.name).measure(tiny=asked.tiny):
                figures.append(figure)
                if not asked.json:
                    print(_row(figure), flush=True)
        except Exception:  # noqa: BLE001  told whole, and the others are still measured
            traceback.print_exc()
            failed.append(line.name)
    missed = [figure for figure in figures if figure.met is False]
    if asked.json:
        rows = [asdict(figure) for figure in figures]
        print(json.dumps({"commit": measured_at, "machine": machine, "figures": rows}, indent=1))
    else:
        minutes = (time.monotonic() - began) / 60
        print(f"\n{len(figures)} figures in {minutes:.1f} minutes, {len(missed)} goals missed.")
    if failed:
        print(f"Not measured, see the fault above: {', '.join(failed)}.", file=sys.stderr)
    return 1 if failed or (missed and asked.strict) else 0


if __name__ == "__main__":
    raise SystemExit(main())
