"""Plans of many athletes in one process: each within a small limit, what all share made once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ironstride.domain.plan import Level, Plan
from ironstride.planner.request import PlanRequest
from ironstride.planner.solve import make_plan

COHORT_LIMIT: Final = 0.2
"""Deterministic seconds of the solver per week: `make bench ONLY=cohort` says what that costs."""


def plan_cohort(requests: Iterable[PlanRequest], *, limit: float = COHORT_LIMIT) -> Iterator[Plan]:
    """Yield the plan of each request, in their order; no request changes another's plan.

    The rules, the graph of seasons and the ways of placing sessions are made once for all. A
    request is taken when its turn comes, so that a cohort of any size fits into memory.

    Args:
        limit: deterministic time of the solver per week.
    """
    return (make_plan(request, limit=limit) for request in requests)


def open_share(plan: Plan) -> float:
    """Return how far from the best the content of a plan can be, as a share of its cost."""
    proofs = [proof for proof in plan.proofs if proof.level is Level.CONTENT]
    cost = sum(proof.objective for proof in proofs)
    return (cost - sum(proof.bound for proof in proofs)) / cost if cost else 0.0
