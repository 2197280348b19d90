"""Planning again in the middle of a week: after a missed or a shortened session, or a pain report.

The runner has a plan of this week and the next, and asks on Wednesday. First comes a safe plan
without the solver, which the screen shows; then the one that is stored, at the solver's limit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from benchmarks.figure import Figure, cpu_s, spread
from benchmarks.runners import MONDAY, Runner, tight
from ironstride.domain.body_region import Region, Side
from ironstride.domain.performance import PainReport
from ironstride.planner.request import PlanRequest
from ironstride.planner.solve import make_plan

WEDNESDAY: Final = MONDAY + dt.timedelta(days=2)
RUNNERS: Final = 24
DETAIL: Final = 2
WHOLE: Final = 16
FEW: Final = 5
REPLAN_S: Final = 2.0
SAFE_S: Final = 0.4


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


CAUSES: Final[dict[str, Callable[[PlanRequest], PlanRequest]]] = {
    "a missed session": missed,
    "a shortened session": shortened,
    "a pain report": in_pain,
}


def asked_of(runner: Runner) -> PlanRequest:
    """Return a request whose plan of before is there."""
    request = runner.request(detail=DETAIL)
    return replace(request, previous=make_plan(request))


def measure(*, tiny: bool) -> Iterator[Figure]:
    """Yield for each cause the plan that is shown at once and the one that is stored."""
    requests = [asked_of(runner) for runner in tight()[: 2 if tiny else RUNNERS]]
    for cause, change in CAUSES.items():
        anew = [change(request) for request in requests]
        safe = spread([cpu_s(partial(make_plan, r, preview=True)) for r in anew])
        stored = spread([cpu_s(partial(make_plan, r)) for r in anew])
        yield Figure(
            what=f"re-plan after {cause}: safe plan of this week and the next",
            measured=safe.ms(),
            goal="0.4 s",
            met=safe.p95 <= SAFE_S,
        )
        yield Figure(
            what=f"re-plan after {cause}: stored plan of these two weeks",
            measured=stored.s(),
            goal="p95 2 s",
            met=stored.p95 <= REPLAN_S,
        )
    whole = [missed(replace(r, detail=2 if tiny else WHOLE)) for r in requests[:FEW]]
    seasons = spread([cpu_s(partial(make_plan, request)) for request in whole])
    yield Figure(what="re-plan after a missed session: all 16 weeks anew", measured=seasons.s())
