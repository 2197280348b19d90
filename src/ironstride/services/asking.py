"""What questions about a plan are asked of: the plan, and what it was made from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ironstride.domain.problem import Parsed
from ironstride.importers.plan_json import read_plan
from ironstride.services.current_plan import current_plan
from ironstride.services.planning import request_now

if TYPE_CHECKING:
    from ironstride.domain.plan import Plan
    from ironstride.planner.request import PlanRequest
    from ironstride.services.planning import Progress
    from ironstride.services.stateless import Asked, PlanFiles
    from ironstride.storage import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A plan and the request that it answers, with the plan before it as ``previous``."""

    request: PlanRequest
    plan: Plan

    def monday_asked(self, day: dt.date) -> dt.date | None:
        """Return the first week from a day on with a session to come; None where there is none."""
        return next(
            (
                week.start
                for week in self.plan.weeks
                if any(s.date >= max(day, self.plan.today) for s in week.sessions)
            ),
            None,
        )

    def monday_with(self, exercises: frozenset[str], day: dt.date) -> dt.date | None:
        """Return the first week from a day on with one of some exercises in a session to come."""
        return next(
            (
                week.start
                for week in self.plan.weeks
                for s in week.sessions
                for block in s.blocks
                if s.date >= max(day, self.plan.today)
                and any(e.exercise in exercises for e in block.exercises)
            ),
            None,
        )


def stored_ground(unit: UnitOfWork) -> Ground | None:
    """Return the plan that holds with the facts of the day it was made on; None without a plan."""
    current = current_plan(unit)
    if current is None:
        return None
    request = request_now(unit, current.plan.today)
    if request is None:
        return None
    return Ground(request=replace(request, previous=_before(unit)), plan=current.plan)


def _before(unit: UnitOfWork) -> Plan | None:
    """Return the plan that the one that holds replaced: leaving it has a price in that one."""
    newest = unit.plans.history(limit=2)
    stored = None if len(newest) < 2 else unit.plans.get(newest[1].id)  # noqa: PLR2004  it and the one before
    if stored is None or stored.document is None:
        return None
    return read_plan(stored.document, location=f"plan {stored.id}").value


def ground_from_files(
    files: PlanFiles, asked: Asked, *, cores: int = 1, progress: Progress | None = None
) -> Parsed[Ground]:
    """Return the plan that files make, with its request, or every problem of the files."""
    from ironstride.planner.solve import make_plan  # noqa: PLC0415 (the solver is slow to import)
    from ironstride.services.stateless import request_of  # noqa: PLC0415 (as above)

    request = request_of(files, asked, cores=cores)
    if request.value is None:
        return Parsed(value=None, problems=request.problems)
    ground = Ground(request=request.value, plan=make_plan(request.value, progress=progress))
    return Parsed(value=ground, problems=request.problems)
