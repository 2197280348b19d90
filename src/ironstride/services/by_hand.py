"""A fresh plan with the sessions cut or swapped by hand as they were left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ironstride.domain.clock import day_said
from ironstride.domain.plan import Change
from ironstride.services.edits import moves

if TYPE_CHECKING:
    from ironstride.domain.plan import Plan, PlannedSession
    from ironstride.planner.request import PlanRequest
    from ironstride.services.edits import SessionEdit

TIME_RULE: Final = "time.session_minutes"
"""Under which a session cut to fewer minutes stands."""
SWAP_RULE: Final = "preference.pins"
"""Under which an exercise chosen by hand stands."""

Step = Callable[["PlanRequest", "Plan"], "PlannedSession | None"]
"""Returns a session of a plan as an edit has it; None where that cannot be (any more)."""


def shortening(session_id: str, minutes: int, *, preview: bool = False) -> Step:
    """Return the step that cuts a session to some minutes."""
    from ironstride.planner.refit import shortened  # noqa: PLC0415  the solver is slow to import

    return lambda request, plan: shortened(request, plan, session_id, minutes, preview=preview)


def swapping(session_id: str, old: str, new: str) -> Step:
    """Return the step that puts one exercise in the place of another."""
    from ironstride.planner import refit  # noqa: PLC0415  the solver is slow to import

    def swap_in(request: PlanRequest, plan: Plan) -> PlannedSession | None:
        session = _session(plan, session_id)
        offers = refit.alternatives(request, plan, session_id, old, most=1_000)
        chosen = next((each for each in offers if each.exercise == new), None)
        if session is None or chosen is None:
            return None
        return refit.swapped(session, old, chosen, request.catalogue.by_id[new])

    return swap_in


def as_left(
    request: PlanRequest,
    plan: Plan,
    edits: Mapping[str, SessionEdit],
    *,
    preview: bool = False,
) -> Plan:
    """Return a plan just made with the edits of its sessions in it, its changes told anew.

    What cannot hold any more is let go, and told where the plan before it still held it.

    Args:
        edits: under the ids of the plan just made (`edits.followed`).
    """
    from ironstride.planner.refit import told_anew, with_session  # noqa: PLC0415  (as above)

    left, lost = plan, list[Change]()
    was = {now.id: before for before, now in moves(request.previous, plan)}
    for session_id, edit in edits.items():
        fresh = _session(left, session_id)
        if fresh is None:
            continue
        before = was.get(session_id) or _session(request.previous, session_id)
        steps: list[tuple[Step, Change | None]] = []
        if edit.minutes is not None:
            steps.append(
                (
                    shortening(session_id, edit.minutes, preview=preview),
                    _lost_minutes(request, before, fresh, edit.minutes),
                )
            )
        steps += [
            (swapping(session_id, old, new), _lost_swap(request, before, fresh, old, new))
            for old, new in edit.swaps.items()
        ]
        for step, loss in steps:
            session = step(request, left)
            made = None if session is None else with_session(request, left, session)
            if made is not None:
                left = made
            elif loss is not None:
                lost.append(loss)
    if left is plan and not lost:
        return plan
    told = told_anew(request, left) if left is not plan else plan
    return replace(told, changes=(*told.changes, *lost))


def _session(plan: Plan | None, session_id: str) -> PlannedSession | None:
    weeks = () if plan is None else plan.weeks
    return next((s for week in weeks for s in week.sessions if s.id == session_id), None)


def _exercises(session: PlannedSession) -> set[str]:
    return {each.exercise for block in session.blocks for each in block.exercises}


def _lost_minutes(
    request: PlanRequest, before: PlannedSession | None, fresh: PlannedSession, minutes: int
) -> Change | None:
    """Return what is told where a cut cannot hold; None where no plan held it lately."""
    if before is None or before.minutes_planned > minutes or fresh.minutes_planned <= minutes:
        return None
    return Change(
        what="content",
        rule=TIME_RULE,
        sentence=f"{fresh.title} on {day_said(fresh.date, request.today)} takes "
        f"{fresh.minutes_planned:.0f} minutes again: nothing that matters now fits into {minutes}.",
        session=fresh.id,
        dates=(fresh.date,),
    )


def _lost_swap(
    request: PlanRequest, before: PlannedSession | None, fresh: PlannedSession, old: str, new: str
) -> Change | None:
    """Return what is told where a swap cannot hold; None where there is nothing to swap."""
    here = _exercises(fresh)
    if before is None or new not in _exercises(before) or old not in here or new in here:
        return None
    names = {id: request.catalogue.by_id[id].name for id in (old, new)}
    return Change(
        what="content",
        rule=SWAP_RULE,
        sentence=f"{names[old]} is back on {day_said(fresh.date, request.today)}: {names[new]}, "
        "which you chose for it, does not fit any more.",
        session=fresh.id,
        dates=(fresh.date,),
    )
