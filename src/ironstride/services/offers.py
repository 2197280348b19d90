"""A plan on screen beside a better one that came later: what differs, and the choice between them.

The preview that a page shows at once is safe and not proven. The plan that the solver finds is
stored when it is ready; a page goes on showing what was on screen until the runner takes the better
one, or keeps what is there.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ironstride.domain.clock import monday_of
from ironstride.domain.plan import Level, Strength
from ironstride.domain.problem import Parsed, Problem
from ironstride.exporters.plan_json import plan_json
from ironstride.services import planning
from ironstride.services.by_hand import as_left
from ironstride.services.cards import store_cards
from ironstride.services.carry import carried, first_day
from ironstride.services.current_plan import current_plan
from ironstride.services.edits import edits_of, followed
from ironstride.services.runner import NOBODY

if TYPE_CHECKING:
    from ironstride.domain.plan import Change, Plan
    from ironstride.planner.request import PlanRequest
    from ironstride.services.current_plan import CurrentPlan
    from ironstride.services.planning import PlanSettings
    from ironstride.storage import Database, UnitOfWork

GONE: Final = Problem(
    code="offer-gone",
    sentence="There is nothing to choose between any more: the plan was made anew since.",
    location="offer",
    remedy="Look at Today.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quick:
    """The plan that a page can show at once, whole, with the facts it was made of."""

    plan: Plan
    request: PlanRequest
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A better plan than the one on screen.

    Args:
        quick: what is on screen.
        plan_id: the better plan, which is stored.
        differences: what taking it changes, in words.
        saves: by how many points its first weeks cost less; rules broken less, all weighed.
    """

    quick: Quick
    plan_id: int
    differences: tuple[Change, ...]
    saves: int


def quick_plan(
    database: Database, *, today: dt.date, settings: PlanSettings | None = None
) -> Parsed[Quick]:
    """Return the whole plan that can be had at once: safe, not proven, not stored."""
    from ironstride.planner.solve import make_plan  # noqa: PLC0415  the solver is slow to import

    asked = database.read(
        lambda unit: (
            planning.request_now(unit, first_day(unit, today), settings),
            edits_of(unit, today),
        )
    )
    request, edits = asked.value or (None, {})
    if request is None:
        return Parsed(value=None, problems=asked.problems or (NOBODY,))
    made = make_plan(request, preview=True)
    left = as_left(request, made, followed(edits, request.previous, made), preview=True)
    plan = carried(request.previous, left)
    return Parsed(value=Quick(plan=plan, request=request, digest=planning.facts_hash(request)))


def offer_between(
    quick: Quick, better: CurrentPlan, digest: str | None, weeks: int
) -> Offer | None:
    """Return the offer of a plan just stored beside what is on screen; None where none is due.

    None where the first weeks are the same, where facts changed meanwhile, and where the plan on
    screen is no dearer: what is found later is offered only if it is better.

    Args:
        digest: of the facts that the stored plan was made of.
        weeks: how many weeks the pages show of what is on screen.
    """
    from ironstride.planner.refit import told_anew  # noqa: PLC0415  the solver is slow to import

    if digest != quick.digest:
        return None
    saves = _cost(quick.plan, weeks) - _cost(better.plan, weeks)
    if saves <= 0:
        return None
    request = replace(quick.request, previous=quick.plan)
    told = told_anew(request, better.plan).changes
    shown = {week.start for week in quick.plan.weeks[:weeks]}
    near = tuple(each for each in told if {monday_of(day) for day in each.dates} & shown)
    if not near:
        return None
    return Offer(quick=quick, plan_id=better.id, differences=near, saves=saves)


def _cost(plan: Plan, weeks: int) -> int:
    shown = {week.start for week in plan.weeks[:weeks]}
    return sum(
        line.penalty
        for line in plan.analysis
        if line.level is not Level.SEASON and line.week in shown and line.strength is Strength.SOFT
    )


def keep(database: Database, offer: Offer, *, now: dt.datetime) -> Parsed[CurrentPlan]:
    """Return the plan on screen, stored in the place of the better one, with its changes as cards.

    Refused where another plan came meanwhile.
    """
    document = plan_json(offer.quick.plan)

    def put_back(unit: UnitOfWork) -> CurrentPlan | None:
        current = current_plan(unit)
        if current is None or current.id != offer.plan_id:
            return None
        told = [card for card in unit.changes.open() if card.plan_id == offer.plan_id]
        for card in told:
            unit.changes.acknowledge(card.id, now=now)
        plan_id = unit.plans.add(
            document, facts_hash=offer.quick.digest, why="You kept what was on screen.", now=now
        )
        store_cards(
            unit,
            plan_id,
            offer.quick.plan.changes,
            today=now.date(),
            now=now,
            undo=next((card.undo for card in told), None),
        )
        return current_plan(unit)

    stored = database.write(put_back)
    if stored.value is None:
        return Parsed(value=None, problems=stored.problems or (GONE,))
    return Parsed(value=stored.value)
