"""The exercises that come with the package, read from their files, checked and indexed; CPU."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from benchmarks.figure import MS, Figure, repeated
from ironstride.catalogue import installed
from ironstride.catalogue.reading import read_catalogue

GOAL_MS: Final = 60.0


def measure(*, tiny: bool) -> Iterator[Figure]:
    """Yield what one reading costs, without what Python keeps from an earlier one."""

    def read() -> None:
        # Past the two caches: whoever runs this beside us keeps the catalogue they hold.
        vocabulary = installed.vocabulary.__wrapped__()
        catalogue = read_catalogue(installed.exercise_texts(), vocabulary).value
        count.append(0 if catalogue is None else len(catalogue.exercises))

    count: list[int] = []
    found = repeated(read, 1 if tiny else 15)
    yield Figure(
        what=f"the catalogue of {count[-1]} exercises",
        measured=found.ms(),
        goal=f"{GOAL_MS:.0f} ms",
        met=found.p50 * MS <= GOAL_MS,
    )
