"""The account of any plan, also one by hand or by another program, without the solver."""

from __future__ import annotations

from dataclasses import replace

from ironstride.domain.plan import LedgerLine, Plan
from ironstride.planner.facts import facts_of
from ironstride.planner.ledger import ledger
from ironstride.planner.request import PlanRequest
from ironstride.planner.rulebook import rulebook


def audit(plan: Plan, request: PlanRequest) -> tuple[LedgerLine, ...]:
    """Return the ledger of a plan under a request's facts; hard breaches are listed with amounts.

    Empty where a stop blocks all and the plan holds no session.
    """
    count = len(plan.weeks)
    detail = next((count - i for i, week in enumerate(reversed(plan.weeks)) if week.sessions), 0)
    asked = replace(request, weeks=count, detail=max(detail, min(request.detail, count)))
    facts = facts_of(asked)
    if facts.permissions.all_blocked and not detail:
        return ()
    return ledger(facts, rulebook(request.rules_off), plan)
