"""The three sets that speed and scale are measured on, with a fixed seed: loose, tight, impossible.

A loose runner has 15 to 75 minutes, one to four times a week. A tight one has fewer than the week
wants: ``week_content`` measures that the minutes bind, and refuses the set where they don't. An
impossible request asks for what cannot hold together.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from benchmarks.impossible import impossible
from benchmarks.runners import Runner
from benchmarks.varied import drawn

__all__ = ("every", "impossible", "loose", "tight")
EACH: Final = 100
LOOSE_MINUTES: Final = {
    1: (15, 20, 30, 45, 60, 75),
    2: (20, 30, 40, 45, 60, 75),
    3: (20, 30, 40, 45, 60),
    4: (20, 30, 45, 60),
}
TIGHT_MINUTES: Final = {1: (15, 20, 25, 30), 2: (15, 20, 20, 25), 3: (15, 20, 25), 4: (15, 20)}


@cache
def loose() -> tuple[Runner, ...]:
    """Return runners as they come."""
    return tuple(drawn(number, LOOSE_MINUTES, "loose") for number in range(1, EACH + 1))


@cache
def tight() -> tuple[Runner, ...]:
    """Return runners whose minutes hold less than their week wants."""
    return tuple(drawn(number, TIGHT_MINUTES, "tight") for number in range(1, EACH + 1))


def every(runners: tuple[Runner, ...], count: int) -> tuple[Runner, ...]:
    """Return so many runners, spread evenly over a set: a sample without dice."""
    step = len(runners) / count
    return runners if step <= 1 else tuple(runners[int(n * step)] for n in range(count))
