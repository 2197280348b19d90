"""What a benchmark yields: one row of the table, measured on this machine, beside its goal."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

import numpy as np

MS: Final = 1e3
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One row: what was measured, the figures, the goal, and whether it was met.

    Args:
        goal: empty where none was set; ``met`` None then.
    """

    what: str
    measured: str
    goal: str = ""
    met: bool | None = None

    @property
    def verdict(self) -> str:
        """What the last column says."""
        return {None: "", True: "met", False: "MISSED"}[self.met]


class Benchmark(Protocol):
    """A module of this folder: it yields its rows as they are measured."""

    def measure(self, *, tiny: bool) -> Iterator[Figure]:
        """Yield the rows.

        Args:
            tiny: as little as shows that the benchmark runs; its figures mean nothing.
        """


@dataclass(frozen=True, slots=True)
class Spread:
    """Times in seconds, in the order measured."""

    seconds: tuple[float, ...]

    @property
    def p50(self) -> float:
        """The median."""
        return float(np.percentile(self.seconds, 50))

    @property
    def p95(self) -> float:
        """The 95th percentile."""
        return float(np.percentile(self.seconds, 95))

    def ms(self) -> str:
        """Return the spread in milliseconds, as a row shows it."""
        return (
            f"p50 {_short(self.p50 * MS)}, p95 {_short(self.p95 * MS)}, "
            f"max {_short(max(self.seconds) * MS)} ms CPU (n={len(self.seconds)})"
        )

    def s(self) -> str:
        """Return the spread in seconds, as a row shows it."""
        return (
            f"p50 {self.p50:.2f}, p95 {self.p95:.2f}, max {max(self.seconds):.2f} s CPU "
            f"(n={len(self.seconds)})"
        )


def _short(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"  # noqa: PLR2004 (three digits)


def spread(seconds: Sequence[float]) -> Spread:
    """Return times as a spread."""
    return Spread(tuple(seconds))


def cpu_s(work: Callable[[], object]) -> float:
    """Return the CPU seconds of this process that a piece of work takes."""
    return timed(work)[0]


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """Return the CPU seconds of this process that a piece of work takes, and its result."""
    gc.collect()
    before = time.process_time()
    result = work()
    return time.process_time() - before, result


def repeated(work: Callable[[], object], times: int) -> Spread:
    """Return the CPU seconds of work done again and again, after one round that is not counted."""
    work()
    return spread([cpu_s(work) for _ in range(times)])
