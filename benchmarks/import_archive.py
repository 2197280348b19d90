"""An archive of 3,000 one-hour runs: time on both cores, and the memory of all processes.

The archive is made here, one run a day, packed as Strava packs them (`activities/N.fit.gz`), and
imported by a process of its own, whose memory and that of its workers is read while it works. A
part of it is imported by one process and by as many as there are cores, in turn.
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
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.figure import MS, Figure
from benchmarks.machine import ROOT
from benchmarks.sample_runs import moved
from ironstride.services.imports import ImportSettings, import_paths
from ironstride.storage import open_database

RUNS: Final = 3_000
FEW: Final = 12
PART: Final = 400
ROUNDS: Final = 2
FASTER: Final = 1.4
"""Storing stays with one process, so that a second core cannot halve the time (house)."""
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


def child(archive: str, database: str, cores: int) -> None:
    """Import an archive; print the runs taken, and the CPU seconds here and in the readers."""
    settings = ImportSettings(now=NOW, today=NOW.date(), cores=cores)
    report = import_paths(open_database(Path(database)), [archive], settings).value
    here, readers = (
        sum(resource.getrusage(whom)[:2])
        for whom in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(0 if report is None else len(report.taken), here, readers)


@dataclass(frozen=True, slots=True)
class Spent:
    """What an import took: on the clock, CPU of the process itself and of its readers, memory."""

    wall: float
    here: float
    readers: float
    held: tuple[float, ...]

    @property
    def cpu(self) -> float:
        """CPU seconds of all processes."""
        return self.here + self.readers

    def longest(self, cores: int) -> float:
        """Return the CPU seconds that the busiest process has, its readers sharing evenly."""
        return max(self.here, self.readers / cores)

    @property
    def busy(self) -> float:
        """Cores busy on average."""
        return self.cpu / self.wall


def imported(archive: Path, runs: int, cores: int) -> Spent:
    """Return what the import of an archive into a new database takes.

    Raises:
        ArithmeticError: not all runs were taken.
    """
    began = time.monotonic()
    held: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        database = str(Path(folder) / "runs.sqlite")
        command = (
            sys.executable, "-m", "benchmarks.import_archive", str(archive), database, str(cores)
        )  # fmt: skip
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as work:
            while work.poll() is None:
                held.append(memory_mb(work.pid))
                time.sleep(LOOK_EVERY_S)
            said = "" if work.stdout is None else work.stdout.read().strip()
        wall = time.monotonic() - began
    taken, _, seconds = said.partition(" ")
    if work.returncode or taken != str(runs):
        raise ArithmeticError(f"{taken or 'nothing'} of {runs} runs were taken")
    here, readers = map(float, seconds.split())
    return Spent(wall=wall, here=here, readers=readers, held=tuple(held))


def both_cores(folder: Path, *, tiny: bool) -> Figure:
    """Return the row that compares one process with as many as there are cores, in one run."""
    runs, cores = FEW if tiny else PART, os.cpu_count() or 1
    archive = folder / "part.zip"
    write_archive(archive, runs)
    pairs = [
        (imported(archive, runs, 1), imported(archive, runs, cores))
        for _ in range(1 if tiny else ROUNDS)
    ]
    one = min((pair[0] for pair in pairs), key=lambda spent: spent.wall)
    shared = min((pair[1] for pair in pairs), key=lambda spent: spent.wall)
    # The clock tells of the machine's other work, too; how the CPU is shared out does not.
    faster = one.cpu / shared.longest(cores)
    return Figure(
        what=f"import of {runs:,} runs, one process against readers on {cores} cores",
        measured=f"{one.wall:.1f} against {shared.wall:.1f} s on the clock "
        f"({one.busy:.2f} and {shared.busy:.2f} cores busy); CPU {one.cpu:.1f} s against "
        f"{shared.here:.1f} s of storing beside {shared.readers / cores:.1f} s a reader: "
        f"{faster:.2f} times less in the busiest",
        goal=f"{FASTER:g} times",
        met=faster >= FASTER,
    )


def measure(*, tiny: bool) -> Iterator[Figure]:
    """Yield the time and the memory of an archive, and what the second core brings."""
    runs = FEW if tiny else RUNS
    with tempfile.TemporaryDirectory() as folder:
        yield both_cores(Path(folder), tiny=tiny)
        archive = Path(folder) / "export.zip"
        write_archive(archive, runs)
        spent = imported(archive, runs, os.cpu_count() or 1)
        size = archive.stat().st_size / 1e6
    held = spent.held
    each = spent.cpu * MS / runs
    yield Figure(
        what=f"import of {runs:,} one-hour runs from a zip of {size:.0f} MB",
        measured=f"{spent.wall:.0f} s, {spent.cpu:.0f} s CPU ({spent.busy:.2f} cores busy), "
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
    child(sys.argv[1], sys.argv[2], int(sys.argv[3]))
