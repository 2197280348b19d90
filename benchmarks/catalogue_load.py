"""The exercises that come with the package: as a start has them, and read from their files; CPU."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks.figure import MS, Figure, repeated
from ironstride.catalogue import compiled, installed
from ironstride.catalogue.reading import read_catalogue
from ironstride.domain.exercise import Catalogue

GOAL_MS: Final = 60.0


def measure(*, tiny: bool) -> Iterator[Figure]:
    """Yield what a start and a reading cost, without what this run keeps from an earlier one."""
    count: list[int] = []

    def start() -> None:
        # Past the cache of this run: whoever runs this beside us keeps the catalogue they hold.
        found: Catalogue = installed.load.__wrapped__()
        count.append(len(found.exercises))

    def read() -> None:
        vocabulary = installed.vocabulary.__wrapped__()
        catalogue = read_catalogue(installed.exercise_texts(), vocabulary).value
        count.append(0 if catalogue is None else len(catalogue.exercises))

    # Whoever runs the program lets Python write bytecode, and with it the compiled catalogue.
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, False
    start()
    sys.dont_write_bytecode = before
    folder = Path(compiled.__file__).parents[1] / "data"
    is_kept = compiled.kept(folder, compiled.stamp(folder)) is not None
    started = repeated(start, 1 if tiny else 15)
    yield Figure(
        what=f"a start with {count[-1]} exercises{'' if is_kept else ', nothing kept'}",
        measured=started.ms(),
        goal=f"{GOAL_MS:.0f} ms",
        met=started.p50 * MS <= GOAL_MS,
    )
    found = repeated(read, 1 if tiny else 5)
    yield Figure(what="after a file has changed", measured=found.ms(), goal="none", met=True)
