"""Many plans in one process on one core, each week within a small limit of the solver.

Told are plans a second and how much dearer the content of all of them is than that of the plans
which the product makes for one runner, at its whole limit. A plan is a whole request: season,
placement, content, ledger, reasons.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from benchmarks.figure import Figure, timed
from benchmarks.runners import Runner
from benchmarks.sets import every, tight
from ironstride.domain.plan import Level, Plan
from ironstride.planner.cohort import plan_cohort
from ironstride.planner.request import PlanRequest
from ironstride.planner.solve import make_plan

ONE_WEEK, SEASONS = 60, 8
WEEKS: Final = 16
PLANS_A_SECOND: Final = 4.0
DEARER: Final = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """Plans of a cohort with their CPU seconds, and those of the product for the same requests."""

    seconds: float
    plans: tuple[Plan, ...]
    best: tuple[Plan, ...]

    @property
    def dearer(self) -> float:
        """How much dearer all content together is than the product's."""
        return sum(map(_cost, self.plans)) / max(1, sum(map(_cost, self.best))) - 1

    @property
    def worst(self) -> float:
        """How much dearer the plan at the 95th percentile is."""
        pairs = zip(self.plans, self.best, strict=True)
        return float(np.percentile([_cost(p) / max(1, _cost(b)) - 1 for p, b in pairs], 95))


def cohort_of(runners: tuple[Runner, ...], weeks: int) -> Cohort:
    """Return the plans of some runners, so many weeks of each in detail."""
    requests: list[PlanRequest] = [runner.request(detail=weeks) for runner in runners]
    make_plan(requests[0], limit=0.0)  # what a process makes once
    seconds, plans = timed(lambda: tuple(plan_cohort(requests)))
    best = tuple(map(make_plan, requests))
    return Cohort(seconds=seconds, plans=plans, best=best)


def measure(*, tiny: bool) -> Iterator[Figure]:
    """Yield plans of one week, and of sixteen."""
    one = cohort_of(every(tight(), 2 if tiny else ONE_WEEK), 1)
    yield Figure(
        what="cohort mode, one core, tight set: plans of one week",
        measured=_measured(one),
        goal="4 plans a second at 2 % from the best",
        met=len(one.plans) / one.seconds >= PLANS_A_SECOND and one.dearer <= DEARER,
    )
    many = cohort_of(every(tight(), 1 if tiny else SEASONS), 2 if tiny else WEEKS)
    yield Figure(
        what="cohort mode, one core, tight set: plans of 16 weeks",
        measured=_measured(many),
    )


def _measured(cohort: Cohort) -> str:
    return (
        f"{len(cohort.plans) / cohort.seconds:.1f} plans a second of CPU time "
        f"(n={len(cohort.plans)}); all together {cohort.dearer:.1%} dearer than the product's, "
        f"{cohort.worst:.1%} at the 95th percentile"
    )


def _cost(plan: Plan) -> int:
    return sum(proof.objective for proof in plan.proofs if proof.level is Level.CONTENT)
