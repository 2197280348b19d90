"""Planning again in the middle of a week: a missed or shortened session, a pain report, a ban.

The runner has a plan of this week and asks on Wednesday. First comes a safe plan without the
solver, which the screen shows; then the one that is stored, at the solver's limit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import numpy as np

from benchmarks.figure import Figure, cpu_s, spread, timed
from benchmarks.runners import MONDAY, Runner
from benchmarks.sets import every, tight
from ironstride.domain.athlete import Forbidden, Limit
from ironstride.domain.body_region import Region, Side
from ironstride.domain.performance import PainReport
from ironstride.domain.plan import BlockKind, Level
from ironstride.planner.request import PlanRequest
from ironstride.planner.solve import make_plan

WEDNESDAY: Final = MONDAY + dt.timedelta(days=2)
RUNNERS: Final = 40
WHOLE: Final = 16
FEW: Final = 5
REPLAN_S: Final = 1.0
SAFE_S: Final = 0.05
PROVEN_SHARE: Final = 0.95


def missed(request: PlanRequest) -> PlanRequest:
    """Return the request of somebody who did nothing on Monday and Tuesday."""
    return replace(request, today=WEDNESDAY)


def shortened(request: PlanRequest) -> PlanRequest:
    """Return the request of somebody who has ten minutes from Wednesday on."""
    athlete = request.athlete
    short = replace(athlete.availability, minutes=10)
    return replace(request, today=WEDNESDAY, athlete=replace(athlete, availability=short))


def in_pain(request: PlanRequest) -> PlanRequest:
    """Return the request of somebody whose knee was told to hurt."""
    report = PainReport(date=WEDNESDAY, region=Region.KNEE_FRONT, side=Side.LEFT, during=4.0)
    return replace(request, today=WEDNESDAY, pain_reports=(report,))


def banned(request: PlanRequest) -> PlanRequest:
    """Return the request of somebody to whom the plan's last exercise was forbidden."""
    plan = request.previous
    planned = [
        prescribed.exercise
        for week in (() if plan is None else plan.weeks)
        for session in week.sessions
        if session.date >= WEDNESDAY
        for block in session.blocks
        if block.kind is not BlockKind.WARM_UP
        for prescribed in block.exercises
    ]
    limits = [
        Limit(set_by="Physiotherapist", forbid=Forbidden.EXERCISE, exercise=exercise)
        for exercise in planned[-1:]
    ]
    athlete = replace(request.athlete, limits=(*request.athlete.limits, *limits))
    return replace(request, today=WEDNESDAY, athlete=athlete)


CAUSES: Final[dict[str, Callable[[PlanRequest], PlanRequest]]] = {
    "a missed session": missed,
    "a shortened session": shortened,
    "a pain report": in_pain,
    "a ban on an exercise of the plan": banned,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Replanned:
    """CPU seconds of the safe plan and of the stored one, and whether its content is proven."""

    safe_s: float
    stored_s: float
    proven: bool


def asked_of(runner: Runner) -> PlanRequest:
    """Return a request for one week whose plan of before is there."""
    request = runner.request(detail=1)
    return replace(request, previous=make_plan(request))


def replanned(request: PlanRequest) -> Replanned:
    """Return what planning the rest of the week anew costs."""
    safe_s = cpu_s(partial(make_plan, request, preview=True))
    stored_s, plan = timed(partial(make_plan, request))
    return Replanned(
        safe_s=safe_s,
        stored_s=stored_s,
        proven=all(proof.optimal for proof in plan.proofs if proof.level is Level.CONTENT),
    )


def measure(*, tiny: bool) -> Iterator[Figure]:
    """Yield for each cause the plan that is shown at once and the one that is stored."""
    requests = [asked_of(runner) for runner in every(tight(), 2 if tiny else RUNNERS)]
    for cause, change in CAUSES.items():
        found = [replanned(change(request)) for request in requests]
        safe = spread([each.safe_s for each in found])
        stored = spread([each.stored_s for each in found])
        proven = float(np.mean([each.proven for each in found]))
        yield Figure(
            what=f"re-plan of this week after {cause}, tight set: a safe plan of it",
            measured=safe.ms(),
            goal="p95 50 ms",
            met=safe.p95 <= SAFE_S,
        )
        yield Figure(
            what=f"re-plan of this week after {cause}, tight set: stored plan",
            measured=f"{stored.s()}; {proven:.0%} proven",
            goal="p95 1 s, proven",
            met=stored.p95 <= REPLAN_S and proven >= PROVEN_SHARE,
        )
    whole = [
        missed(replace(request, detail=2 if tiny else WHOLE))
        for request in requests[: 1 if tiny else FEW]
    ]
    seasons = spread([cpu_s(partial(make_plan, request)) for request in whole])
    yield Figure(what="re-plan after a missed session: all 16 weeks anew", measured=seasons.s())
