"""A session fits into its minutes: warm-up, set-up, sets, rests and changes of side."""

from __future__ import annotations

import datetime as dt

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Row
from ironstride.planner.rule import Measured, Rule, Values
from ironstride.planner.sessions import ContentView
from ironstride.planner.slots import windows_on


def _encode(model: ContentModel, _: Values) -> ContentTerms:
    return ContentTerms(
        rows=tuple(
            Row(
                weights={c.index: c.seconds for c in model.in_session(position)},
                relation=Relation.AT_MOST,
                bound=frame.work_seconds,
            )
            for position, frame in enumerate(model.frames)
        )
    )


def _asked(view: ContentView, date: dt.date) -> float:
    """Return the most minutes that the runner gives a session of a day, whatever a plan says."""
    minutes = view.facts.athlete.availability.minutes
    return max((w.minutes or minutes for w in windows_on(view.facts, date)), default=minutes)


def _measure(view: ContentView, _: Values) -> Measured:
    breaches = []
    amount = 0
    for each in view.sessions:
        planned = sum(block.seconds_planned for block in each.session.blocks) / 60
        budget = min(each.session.minutes_budget, _asked(view, each.session.date))
        over = planned - budget
        if over > 1e-6:  # noqa: PLR2004 (rounding of minutes)
            amount += -int(-over // 1)
            breaches.append(
                Breach(
                    where=each.where,
                    amount=round(over, 1),
                    sentence=f"{planned:.0f} minutes planned, {budget:g} are there.",
                )
            )
    return Measured(amount=amount, breaches=tuple(breaches))


RULE = Rule(
    id="time.session_minutes",
    level=Level.CONTENT,
    strength=Strength.HARD,
    weight=0,
    unit="minutes over",
    evidence=("LP-47",),
    parameters=(),
    title="A session fits into its minutes, with warm-up, set-up, rests and changes of side.",
    encode=_encode,
    measure=_measure,
    why="The minutes you gave are kept.",
)
