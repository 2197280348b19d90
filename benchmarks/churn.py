"""How much of a plan stays when a day goes otherwise: missed, cut short, sore, a run moved.

Each runner has a plan of this week and the next, made on Monday, and asks again on the day after
the week's first session. Counted is what the coming sessions held before and still hold, session
by session, where the phase stayed; and whether equal facts give the equal plan.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from benchmarks.figure import Figure
from benchmarks.runners import Runner, crowd, tight
from ironstride.domain.athlete import CheckIn, PlannedRun
from ironstride.domain.performance import LoggedSet
from ironstride.domain.plan import BlockKind, Plan, PlannedSession, PlannedWeek
from ironstride.planner.request import PlanRequest
from ironstride.planner.solve import make_plan

DETAIL: Final = 2
EACH: Final = 12
"""Runners of the crowd, and as many whose minutes bind."""
FEW: Final = 1
SORE: Final = 7.0
DAY: Final = dt.timedelta(days=1)
KEPT_SHARE: Final = 0.85
ASIDE: Final = frozenset({BlockKind.WARM_UP, BlockKind.COOL_DOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request, the plan it was answered with, and the first session of this week."""

    request: PlanRequest
    plan: Plan
    first: PlannedSession

    @property
    def later(self) -> PlanRequest:
        """The request on the day after the first session, of which nothing was logged."""
        return replace(self.request, today=self.first.date + DAY, previous=self.plan)


def asked_of(runner: Runner) -> Asked | None:
    """Return a runner's request with its plan; None where this week or the next has no session."""
    request = runner.request(detail=DETAIL)
    plan = make_plan(request)
    if not all(week.sessions for week in plan.weeks[:DETAIL]):
        return None
    return Asked(request=request, plan=plan, first=plan.weeks[0].sessions[0])


def logged(asked: Asked, share: float = 1.0) -> PlanRequest:
    """Return the later request with a share of the first session's exercises done as planned."""
    works = [e for b in asked.first.blocks if b.kind not in ASIDE for e in b.exercises]
    done = works[: max(1, round(share * len(works)))]
    sets = tuple(
        LoggedSet(
            exercise=each.exercise,
            date=asked.first.date,
            order=order,
            reps=one.reps,
            seconds=one.seconds,
            contacts=one.contacts if one.reps is None else None,
            load_kg=one.load_kg,
            rir=one.rir,
            technique_ok=True,
        )
        for order, (each, one) in enumerate(
            (each, one) for each in done for one in each.sets if one.kind == "working"
        )
    )
    return replace(asked.later, lifts=(*asked.request.lifts, *sets))


def missed(asked: Asked) -> PlanRequest:
    """Return the request of somebody who did not do the first session."""
    return asked.later


def shortened(asked: Asked) -> PlanRequest:
    """Return the request of somebody who did half of it."""
    return logged(asked, 0.5)


def sore(asked: Asked) -> PlanRequest:
    """Return the request of somebody who did it and says on the morning after how sore she is."""
    request = logged(asked)
    told = CheckIn(date=request.today, soreness=SORE)
    return replace(request, athlete=replace(request.athlete, checkins=(told,)))


def run_moved(asked: Asked) -> PlanRequest:
    """Return the request of somebody who runs the next usual run a day later."""
    request = logged(asked)
    coming = [r for r in asked.plan.runs if r.date >= request.today]
    if not coming:
        return request
    run = coming[0]
    there = [r for r in asked.plan.runs if r.date == run.date + DAY]
    moved = (
        PlannedRun(date=run.date, start_minute=run.start_minute, kind=None, minutes=0),
        *(
            PlannedRun(
                date=run.date + DAY,
                start_minute=each.start_minute,
                kind=each.kind,
                minutes=each.minutes,
            )
            for each in (run, *there)
        ),
    )
    athlete = request.athlete
    return replace(request, athlete=replace(athlete, planned_runs=(*athlete.planned_runs, *moved)))


CAUSES: Final[dict[str, Callable[[Asked], PlanRequest]]] = {
    "a session done as planned": logged,
    "a missed day": missed,
    "a session cut to half": shortened,
    "a check-in with soreness": sore,
    "a run moved by a day": run_moved,
}


def exercises(session: PlannedSession) -> frozenset[str]:
    """Return what a session holds beside its warm-up."""
    return frozenset(e.exercise for b in session.blocks if b.kind not in ASIDE for e in b.exercises)


def kept(before: PlannedWeek, after: PlannedWeek, first: dt.date) -> float | None:
    """Return the share of a week's exercises, from a day on, that are still in their session.

    A session is found again on its day; those that moved are taken in order. None without any.
    """
    had = {s.date: exercises(s) for s in before.sessions if s.date >= first}
    have = {s.date: exercises(s) for s in after.sessions if s.date >= first}
    same = [(had[date], have[date]) for date in had if date in have]
    moved = zip(
        [names for date, names in had.items() if date not in have],
        [names for date, names in have.items() if date not in had],
        strict=False,
    )
    count = sum(len(names) for names in had.values())
    return sum(len(one & other) for one, other in (*same, *moved)) / count if count else None


def shares(found: Sequence[Asked], change: Callable[[Asked], PlanRequest]) -> list[list[float]]:
    """Return what runners keep of what is left of this week, and of the next.

    Left out are weeks of which nothing was left, and those whose phase is another one now.
    """
    result: list[list[float]] = [[], []]
    for asked in found:
        request = change(asked)
        weeks = zip(asked.plan.weeks, make_plan(request).weeks, strict=False)
        for share, (before, after) in zip(result, weeks, strict=False):
            each = kept(before, after, request.today)
            if each is not None and (before.phase, before.light) == (after.phase, after.light):
                share.append(each)
    return result


def measure(*, tiny: bool) -> Iterator[Figure]:
    """Yield what equal facts give, then for each cause what is kept of both weeks."""
    count = FEW if tiny else EACH
    asked = [asked_of(runner) for runner in (*crowd()[:count], *tight()[:count])]
    found = [each for each in asked if each is not None]
    equal = [
        make_plan(replace(each.request, previous=each.plan)).weeks == each.plan.weeks
        for each in found
    ]
    yield Figure(
        what=f"the same facts again, {len(found)} runners: plans that are the same",
        measured=f"{sum(equal) / len(equal):.0%}",
        goal="100 %",
        met=all(equal),
    )
    for cause, change in CAUSES.items():
        both = shares(found, change)
        for week, each in zip(("the rest of this week", "next week"), both, strict=True):
            if each:
                yield _row(f"{week} after {cause}", each)


def _row(what: str, shares: list[float]) -> Figure:
    middle, low = (float(x) for x in np.percentile(np.array(shares), [50, 10]))
    return Figure(
        what=f"{what}, {len(shares)} runners: exercises kept in their session",
        measured=f"{middle:.0%} (median); a tenth keeps {low:.0%} or less",
        goal="85 % (median)",
        met=middle >= KEPT_SHARE,
    )
