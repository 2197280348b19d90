"""A plan of 16 weeks in detail, week after week, each at the solver's limit; CPU."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from benchmarks.figure import Figure, spread, timed
from benchmarks.runners import Runner
from benchmarks.sets import every, loose, tight
from ironstride.domain.plan import Level
from ironstride.planner.solve import make_plan

WEEKS: Final = 16
TIGHT, LOOSE = 40, 8
MOST_S: Final = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """CPU seconds of a plan, which of its weeks are proven, and how often progress was told."""

    seconds: float
    proven: tuple[bool, ...]
    told: int


def measure(*, tiny: bool) -> Iterator[Figure]:
    """Yield those whose minutes bind, then runners as they come."""
    for what, runners, count in (("tight set", tight(), TIGHT), ("loose set", loose(), LOOSE)):
        weeks = 2 if tiny else WEEKS
        found = [planned(runner, weeks) for runner in every(runners, 1 if tiny else count)]
        times = spread([season.seconds for season in found])
        proven = [week for season in found for week in season.proven]
        yield Figure(
            what=f"16 weeks, week after week, {what}",
            measured=f"{times.s()}; {np.mean(proven):.0%} of {len(proven)} weeks proven, "
            f"progress told {min(season.told for season in found)} times",
            goal="p95 5 s",
            met=times.p95 <= MOST_S,
        )


def planned(runner: Runner, weeks: int) -> Season:
    """Return what a runner's plan of so many weeks costs."""
    told: list[int] = []

    def progress(done: int, _: int) -> None:
        told.append(done)

    request = runner.request(weeks=weeks, detail=weeks)
    seconds, plan = timed(partial(make_plan, request, progress=progress))
    return Season(
        seconds=seconds,
        proven=tuple(p.optimal for p in plan.proofs if p.level is Level.CONTENT),
        told=len(told),
    )
