"""An archive of 3,000 one-hour runs: time on both cores, and the memory of all processes.

The archive is made here, one run a day, packed as Strava packs them (`activities/N.fit.gz`), and
imported by a process of its own, whose memory and that of its workers is read while it works.
"""

from __future__ import annotations

import datetime as dt
import gzip
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks.figure import MS, Figure
from benchmarks.machine import ROOT
from benchmarks.sample_runs import moved
from ironstride.services.imports import ImportSettings, import_paths
from ironstride.storage import open_database

RUNS: Final = 3_000
FEW: Final = 12
MOST_MB: Final = 400.0
RUN_MS: Final = 25.0
NOW: Final = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
PAGES: Final = Path("/proc")
LOOK_EVERY_S: Final = 0.2


def write_archive(path: Path, runs: int) -> None:
    """Write an archive of runs on days that follow each other."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for day in range(runs):
            packed = gzip.compress(moved(dt.timedelta(days=day)), compresslevel=1)
            archive.writestr(f"activities/{day}.fit.gz", packed)


def family(pid: int) -> list[int]:
    """Return a process and all that descend from it, as far as /proc tells."""
    parents: dict[int, list[int]] = {}
    for entry in PAGES.iterdir():
        if entry.name.isdigit():
            try:
                status = (entry / "stat").read_text()
            except OSError:
                continue  # it has ended
            parent = int(status.rpartition(")")[2].split()[1])
            parents.setdefault(parent, []).append(int(entry.name))
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += parents.get(one, [])
    return found


def memory_mb(pid: int) -> float:
    """Return the megabytes that a process and its workers hold, shared pages counted once each."""
    total = 0
    for one in family(pid):
        try:
            lines = (PAGES / str(one) / "smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def child(archive: str, database: str) -> None:
    """Import an archive on both cores; print how many runs were taken."""
    settings = ImportSettings(now=NOW, today=NOW.date(), cores=os.cpu_count() or 1)
    report = import_paths(open_database(Path(database)), [archive], settings).value
    print(0 if report is None else len(report.taken))


def measure(*, tiny: bool) -> Iterator[Figure]:
    """Yield the time and the memory of an archive."""
    runs = FEW if tiny else RUNS
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "export.zip"
        write_archive(archive, runs)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        began = time.monotonic()
        command = (
            sys.executable,
            "-m",
            "benchmarks.import_archive",
            str(archive),
            str(Path(folder) / "runs.sqlite"),
        )
        held: list[float] = []
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as work:
            while work.poll() is None:
                held.append(memory_mb(work.pid))
                time.sleep(LOOK_EVERY_S)
            said = "" if work.stdout is None else work.stdout.read().strip()
        wall = time.monotonic() - began
        if work.returncode or said != str(runs):
            raise ArithmeticError(f"{said or 'nothing'} of {runs} runs were taken")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        size = archive.stat().st_size / 1e6
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    each = cpu * MS / runs
    yield Figure(
        what=f"import of {runs:,} one-hour runs from a zip of {size:.0f} MB",
        measured=f"{wall:.0f} s, {cpu:.0f} s CPU ({cpu / wall:.2f} cores busy), "
        f"{each:.1f} ms CPU a run",
        goal=f"{RUN_MS:.0f} ms CPU a run, both cores",
        met=each <= RUN_MS,
    )
    if held:
        third = max(1, len(held) // 3)
        yield Figure(
            what="memory of it, all processes",
            measured=f"{max(held):.0f} MB at most; {max(held[third : 2 * third], default=0.0):.0f} "
            f"in the middle third, {max(held[-third:]):.0f} in the last",
            goal=f"{MOST_MB:.0f} MB, constant",
            met=max(held) <= MOST_MB,
        )


if __name__ == "__main__":
    child(sys.argv[1], sys.argv[2])
