"""No more sessions in a week than a professional allows, those that are over counted."""

from __future__ import annotations

import datetime as dt

import numpy as np
from numpy.typing import NDArray

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.facts import Facts
from ironstride.planner.limit_words import limit_said
from ironstride.planner.rule import KEPT, Measured, Rule, Values
from ironstride.planner.week import WeekModel, WeekView
from ironstride.units import DAYS_PER_WEEK


def _most(facts: Facts, monday: dt.date) -> int | None:
    limits = facts.limits_in(monday, monday + dt.timedelta(days=DAYS_PER_WEEK - 1))
    counts = [m.max_sessions_per_week for m in limits if m.max_sessions_per_week is not None]
    return min(counts) if counts else None


def _encode(model: WeekModel, _: Values) -> NDArray[np.int64]:
    most = _most(model.facts, model.week.start)
    if most is None:
        return model.none()
    end = model.week.start + dt.timedelta(days=DAYS_PER_WEEK)
    done = sum(model.week.start <= date < end for date in model.facts.trained_on)
    # What was done beyond the limit cannot be undone: no more is over than is planned.
    return model.none() + min(model.count, max(0, model.count + done - most))


def _measure(view: WeekView, _: Values) -> Measured:
    days = [view.week.start + dt.timedelta(days=d) for d in range(DAYS_PER_WEEK)]
    trained = {date for date, _minute in view.facts.trained} & set(days)
    # What was missed, or is over and in the log, is not planned any more.
    planned = [s for s in view.sessions if s.date not in trained and s.date >= view.facts.today]
    count = len(planned) + len(trained)
    amount = 0
    breaches = []
    for limit in view.facts.athlete.limits:
        most = limit.max_sessions_per_week
        if most is None or not any(limit.holds_on(day) for day in days):
            continue
        over = min(len(planned), count - most)
        if over > 0:
            amount = max(amount, over)
            breaches.append(
                Breach(
                    where=view.week.start.isoformat(),
                    amount=over,
                    sentence=f"{count} sessions are too many. {limit_said(limit)}",
                )
            )
    return Measured(amount=amount, breaches=tuple(breaches)) if amount else KEPT


RULE = Rule(
    id="limits.sessions_per_week",
    level=Level.WEEK,
    strength=Strength.HARD,
    weight=0,
    unit="sessions over",
    evidence=("house",),
    parameters=(),
    title="No more sessions a week than a professional allows.",
    encode=_encode,
    measure=_measure,
    why="A professional who knows you set this limit, and nothing overrides it.",
)
