"""No session on days without training: a professional says so, or illness does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from ironstride.domain.athlete import Forbidden
from ironstride.planner.facts import Facts
from ironstride.planner.limit_words import limit_said
from ironstride.planner.rule import Values
from ironstride.planner.slot_rule import slot_rule
from ironstride.planner.slots import Slot
from ironstride.planner.week import Placed, WeekModel, WeekView


def _is_blocked(facts: Facts, date: dt.date) -> bool:
    return facts.permissions.on(date).all_blocked or any(
        m.forbid is Forbidden.ALL and m.region is None and m.exercise is None
        for m in facts.limits_on(date)
    )


def _count(model: WeekModel, _: Values) -> Callable[[Slot], int]:
    blocked = {date for date in {s.date for s in model.slots} if _is_blocked(model.facts, date)}
    return lambda slot: int(slot.date in blocked)


def _breach(view: WeekView, session: Placed, _: Values) -> tuple[int, str] | None:
    for limit in view.facts.athlete.limits:
        whole = limit.region is None and limit.exercise is None
        if limit.forbid is Forbidden.ALL and whole and limit.holds_on(session.date):
            return 1, limit_said(limit)
    if view.facts.permissions.on(session.date).all_blocked:
        return 1, "This day is for rest: illness, great soreness or a stop."
    return None


RULE = slot_rule(
    id="limits.no_training",
    weight=0,
    unit="sessions",
    evidence=("RM-11", "RM-08", "house"),
    title="No session on a day that a professional, illness or a stop keeps free.",
    why="This day is closed for training.",
    count=_count,
    breach=_breach,
)
