"""Commands as the shell starts them: whole processes, from the start of Python to the end."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.figure import MS, Figure, spread
from benchmarks.machine import ROOT
from benchmarks.runners import MONDAY
from benchmarks.sets import every, tight
from benchmarks.ten_years import database_of
from tests.storage.builders import TODAY

COMMAND: Final = Path(sys.executable).with_name("ironstride")
REPEATS: Final = 15
HELP_MS: Final = 100.0
TODAY_MS: Final = 500.0
PLAN_S: Final = 0.7
PLAN_MB: Final = 100.0
RUNNERS: Final = 40
KILOBYTE: Final = 1024
MEGABYTE: Final = 1e6
CANNOT_BE_MET: Final = 1
"""Exit code of a plan that says which wishes it dropped; it is a plan."""
PEAK: Final = """
import os, resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=False).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(code, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""
"""Runs a command and tells its code, CPU seconds and peak memory: those of this child alone."""


def cost(arguments: tuple[str, ...]) -> tuple[float, float]:
    """Return the CPU and the wall seconds of a command that succeeds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    subprocess.run(
        (str(COMMAND), *arguments), cwd=ROOT, check=True, capture_output=True, env=environment()
    )
    wall = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def row(what: str, arguments: tuple[str, ...], goal_ms: float, repeats: int) -> Figure:
    """Return the row of a command."""
    cost(arguments)
    times = [cost(arguments) for _ in range(repeats)]
    cpu = spread([seconds for seconds, _ in times])
    wall = spread([seconds for _, seconds in times])
    return Figure(
        what=what,
        measured=f"{cpu.ms()}; wall p50 {wall.p50 * MS:.0f} ms",
        goal=f"{goal_ms:.0f} ms",
        met=cpu.p50 * MS <= goal_ms,
    )


def environment() -> dict[str, str]:
    """Return the variables as with a user, who keeps bytecode; some build machines forbid it."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def plan_cost(path: Path) -> tuple[float, float]:
    """Return the CPU seconds and the peak memory in MB of a week's plan for an athlete file.

    Raises:
        RuntimeError: no plan came.
    """
    arguments = ("plan", "--athlete", str(path), "--detail", "1", "--today", MONDAY.isoformat())
    ran = subprocess.run(
        (sys.executable, "-c", PEAK, str(COMMAND), *arguments),
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        env=environment(),
    )
    code, seconds, most = ran.stdout.split()
    if int(code) not in {0, CANNOT_BE_MET}:
        raise RuntimeError(f"{path.stem}: exit code {code}: {ran.stderr}")
    return float(seconds), float(most) * KILOBYTE / MEGABYTE


def plan_rows(folder: Path, *, tiny: bool) -> Iterator[Figure]:
    """Yield CPU and memory of `ironstride plan` for one week of runners of the tight set."""
    found = []
    for number, runner in enumerate(every(tight(), 1 if tiny else RUNNERS)):
        path = folder / f"{runner.name}.json"
        path.write_text(json.dumps(runner.document), encoding="utf-8")
        if number == 0:
            plan_cost(path)
        found.append(plan_cost(path))
    cpu = spread([seconds for seconds, _ in found])
    peaks = [most for _, most in found]
    yield Figure(
        what="`ironstride plan --detail 1` from the shell, one week, tight set",
        measured=cpu.s(),
        goal="p95 0.7 s",
        met=cpu.p95 <= PLAN_S,
    )
    yield Figure(
        what="`ironstride plan --detail 1`, peak memory of the process",
        measured=f"p50 {np.median(peaks):.0f}, max {max(peaks):.0f} MB (n={len(peaks)})",
        goal="100 MB",
        met=max(peaks) <= PLAN_MB,
    )


def measure(*, tiny: bool) -> Iterator[Figure]:
    """Yield help, today with ten years of history, and the plan of a week."""
    repeats = 1 if tiny else REPEATS
    yield row("`ironstride --help`", ("--help",), HELP_MS, repeats)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ten-years.sqlite"
        database_of(path, tiny=tiny).close()
        arguments = ("today", "--database", str(path), "--today", TODAY.isoformat())
        yield row("`ironstride today` with ten years of history", arguments, TODAY_MS, repeats)
        yield from plan_rows(Path(folder), tiny=tiny)
