"""Commands as the shell starts them: whole processes, from the start of Python to the end."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks.figure import MS, Figure, spread
from benchmarks.machine import ROOT
from benchmarks.ten_years import database_of
from tests.storage.builders import TODAY

COMMAND: Final = Path(sys.executable).with_name("ironstride")
REPEATS: Final = 15
HELP_MS: Final = 100.0
TODAY_MS: Final = 500.0


def cost(arguments: tuple[str, ...]) -> tuple[float, float]:
    """Return the CPU and the wall seconds of a command that succeeds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    # As with a user, who keeps bytecode; some build machines forbid to write it.
    variables = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(
        (str(COMMAND), *arguments), cwd=ROOT, check=True, capture_output=True, env=variables
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


def measure(*, tiny: bool) -> Iterator[Figure]:
    """Yield help, and today with ten years of history."""
    repeats = 1 if tiny else REPEATS
    yield row("`ironstride --help`", ("--help",), HELP_MS, repeats)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ten-years.sqlite"
        database_of(path, tiny=tiny).close()
        arguments = ("today", "--database", str(path), "--today", TODAY.isoformat())
        yield row("`ironstride today` with ten years of history", arguments, TODAY_MS, repeats)
