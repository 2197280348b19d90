"""A plan of 16 weeks in detail, week after week, each at the solver's limit; CPU."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

import numpy as np

from benchmarks.figure import Figure, cpu_s, spread
from benchmarks.runners import Runner, crowd, tight
from ironstride.domain.plan import Level, Plan
from ironstride.planner.request import PlanRequest
from ironstride.planner.solve import make_plan

WEEKS: Final = 16
RUNNERS: Final = 7
MOST_S: Final = 5.0


def measure(*, tiny: bool) -> Iterator[Figure]:
    """Yield runners as they come, then those whose minutes bind."""
    for what, runners in (
        ("runners as they come", crowd()),
        ("runners whose minutes bind", tight()),
    ):
        found = list(planned(runners[: 1 if tiny else RUNNERS], 2 if tiny else WEEKS))
        times = spread([seconds for seconds, _, _ in found])
        proven = float(np.mean([share for _, share, _ in found]))
        seen = min(told for _, _, told in found)
        yield Figure(
            what=f"16 weeks, week after week, {what}",
            measured=f"{times.s()}; {proven:.0%} of the weeks proven, progress told {seen} times",
            goal="p50 5 s",
            met=times.p50 <= MOST_S,
        )


def planned(runners: tuple[Runner, ...], weeks: int) -> Iterator[tuple[float, float, int]]:
    """Yield CPU seconds, the share of weeks proven, and how often progress was told."""
    for runner in runners:
        plans: list[Plan] = []
        told: list[int] = []
        request = runner.request(weeks=weeks, detail=weeks)
        seconds = cpu_s(partial(_plan, request, plans, told))
        proofs = [p.optimal for p in plans[0].proofs if p.level is Level.CONTENT]
        yield seconds, float(np.mean(proofs)) if proofs else 1.0, len(told)


def _plan(request: PlanRequest, plans: list[Plan], told: list[int]) -> None:
    """Put the plan and what progress told into the lists."""

    def progress(done: int, _: int) -> None:
        told.append(done)

    plans.append(make_plan(request, progress=progress))
