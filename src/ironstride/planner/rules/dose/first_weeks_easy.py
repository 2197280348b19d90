"""The first two weeks of lifting, or after a long layoff, hold no heavy legs."""

from __future__ import annotations

import datetime as dt

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Row
from ironstride.planner.history import History
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.sessions import ContentView


def _easy_until(history: History, first: dt.date, values: Values) -> dt.date:
    """Return the first date that may be heavy by the calendar.

    A stretch of leg work whose first day is unknown began long ago; without any it begins with
    this week's first session.
    """
    if history.legs_since is None and history.leg_sessions:
        return first
    return (history.legs_since or first) + dt.timedelta(days=int(values["days"]))


def _encode(model: ContentModel, values: Values) -> ContentTerms:
    if not model.frames:
        return ContentTerms()
    until = _easy_until(model.history, model.frames[0].placed.date, values)
    return ContentTerms(
        rows=tuple(
            Row(weights={flag: 1}, relation=Relation.AT_MOST, bound=0)
            for position, (flag, frame) in enumerate(zip(model.heavy, model.frames, strict=True))
            if frame.placed.date < until
            or model.history.leg_sessions + position < values["sessions"]
        )
    )


def _measure(view: ContentView, values: Values) -> Measured:
    done, since = view.history.leg_sessions, view.history.legs_since
    if since is None and not done and view.sessions:
        since = view.sessions[0].session.date
    breaches = []
    for number, each in enumerate(view.sessions, done + 1):
        if not each.heavy_lower:
            continue
        days = values["days"] if since is None else (each.session.date - since).days
        if number <= values["sessions"]:
            early = f"in leg session {number}"
        elif days < values["days"]:
            early = f"{days} days after the first leg session"
        else:
            continue
        breaches.append(
            Breach(
                where=each.where,
                sentence=f"Heavy legs {early}, before the legs know the work.",
            )
        )
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="dose.first_weeks_easy",
    level=Level.CONTENT,
    strength=Strength.HARD,
    weight=0,
    unit="sessions",
    evidence=("RD-01", "CT-10", "CT-28"),
    parameters=(
        Parameter(name="sessions", value=3, unit="sessions", low=2, high=6, evidence=("CT-10",)),
        Parameter(name="days", value=14, unit="days", low=7, high=42, evidence=("RD-01",)),
    ),
    title="The first two weeks and three sessions, also after a long layoff, hold no heavy legs.",
    encode=_encode,
    measure=_measure,
    why="The first leg sessions leave the deepest soreness, so the first two weeks stay easy.",
)
