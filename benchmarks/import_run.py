"""A one-hour run as the product takes it in: decoded, analysed, stored; CPU of one process."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.figure import MS, Figure, cpu_s, repeated, spread
from benchmarks.sample_runs import hour_as_gpx, hour_as_tcx, moved
from ironstride.importers import gpx, tcx
from ironstride.services.imports import ImportReport, ImportSettings, import_paths
from ironstride.storage import open_database

NOW: Final = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
RUNS: Final = 20
BATCHES: Final = 5
XML_DAY: Final = dt.date(2026, 3, 1)
"""The day on which the XML templates lie."""
GOALS_MS: Final = {"FIT": 25.0, "GPX": 90.0, "TCX": 90.0}


def fit_of(day: int) -> tuple[str, bytes]:
    """Return the run of a day as FIT."""
    return f"{day}.fit", moved(dt.timedelta(days=day))


def gpx_of(day: int) -> tuple[str, bytes]:
    """Return the run of a day as GPX."""
    return f"{day}.gpx", _on_day(hour_as_gpx(), day)


def tcx_of(day: int) -> tuple[str, bytes]:
    """Return the run of a day as TCX."""
    return f"{day}.tcx", _on_day(hour_as_tcx(), day)


def _on_day(text: bytes, day: int) -> bytes:
    """Return an XML run on another day, so that each is one of its own."""
    date = XML_DAY + dt.timedelta(days=day)
    return text.replace(XML_DAY.isoformat().encode(), date.isoformat().encode())


FORMATS: Final[dict[str, Callable[[int], tuple[str, bytes]]]] = {
    "FIT": fit_of,
    "GPX": gpx_of,
    "TCX": tcx_of,
}


def imported(name: str, batch: int, runs: int) -> float:
    """Return the CPU seconds a run of a batch in one import costs, in one process.

    Raises:
        ArithmeticError: not all were taken.
    """
    settings = ImportSettings(now=NOW, today=NOW.date())
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder) / "runs"
        files.mkdir()
        for day in range(batch * runs, (batch + 1) * runs):
            file, content = FORMATS[name](day)
            (files / file).write_bytes(content)
        database = open_database(Path(folder) / "runs.sqlite")
        reports: list[ImportReport | None] = []
        spent = cpu_s(lambda: reports.append(import_paths(database, [str(files)], settings).value))
        database.close()
    if reports[0] is None or len(reports[0].taken) != runs:
        raise ArithmeticError(f"not all of {runs} runs were taken: {reports[0]}")
    return spent / runs


def measure(*, tiny: bool) -> Iterator[Figure]:
    """Yield a row for each format, and what reading alone takes of it."""
    batches, runs = (1, 2) if tiny else (BATCHES, RUNS)
    for name, goal in GOALS_MS.items():
        cold = imported(name, 0, 1)
        found = spread([imported(name, 1 + batch, runs) for batch in range(batches)])
        yield Figure(
            what=f"import of a one-hour run as {name}: decode, analyse, store",
            measured=f"{found.ms()}, each of {runs} runs in a batch; a first, cold one "
            f"{cold * MS:.0f} ms",
            goal=f"{goal:.0f} ms",
            met=found.p50 * MS <= goal,
        )
    rounds = 1 if tiny else 9
    for name, read, content in (("GPX", gpx.read, hour_as_gpx()), ("TCX", tcx.read, hour_as_tcx())):
        alone = repeated(partial(read, content), rounds)
        yield Figure(what=f"of it reading {name}, {len(content) / 1e3:.0f} kB", measured=alone.ms())
