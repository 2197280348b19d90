"""Requests that cannot hold together: how soon a plan is there that says what it drops."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from benchmarks.figure import Figure, spread, timed
from benchmarks.sets import impossible
from ironstride.domain.plan import Plan, Strength
from ironstride.planner.solve import make_plan

FEW: Final = 2


def measure(*, tiny: bool) -> Iterator[Figure]:
    """Yield the safe plan and the stored one of a week, each with its conflict."""
    requests = [
        runner.request(weeks=3, detail=1) for runner in impossible()[: FEW if tiny else None]
    ]
    for what, preview in (("a safe plan", True), ("stored plan", False)):
        found = [timed(partial(make_plan, request, preview=preview)) for request in requests]
        plans = [plan for _, plan in found]
        told = sum(bool(plan.conflict) for plan in plans)
        drops = [each for plan in plans for each in plan.conflict]
        proven = sum(each.proven for each in drops)
        broken = sum(map(_breaks, plans))
        yield Figure(
            what=f"impossible requests, one week: {what} with what to drop and what helps",
            measured=f"{spread([seconds for seconds, _ in found]).s()}; {told} of {len(plans)} say "
            f"what is dropped, {proven} of {len(drops)} of these proven to be the fewest, "
            f"{broken} plans with a hard breach",
            goal="each says what, none with a breach",
            met=told == len(plans) and broken == 0,
        )


def _breaks(plan: Plan) -> bool:
    return any(line.amount for line in plan.analysis if line.strength is Strength.HARD)
