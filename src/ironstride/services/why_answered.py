"""A question about a plan, read and answered: the one way for every door."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from ironstride.domain.problem import Parsed, Problem
from ironstride.services.asked_words import DayAsked, KindAsked, read_question
from ironstride.services.why_asked import answer

if TYPE_CHECKING:
    from ironstride.services.asking import Ground
    from ironstride.services.priced import Answer


def answered(
    ground: Ground, text: str, *, day: dt.date, week: dt.date | None = None
) -> Parsed[Answer]:
    """Return the answer to a question in words, or what keeps it from one.

    Args:
        day: from which on the plan is asked about.
        week: any day of the week asked about; None: the next one with a session to come, or where
            the exercise comes next.
    """
    from ironstride.planner.counterfactual import week_asked  # noqa: PLC0415 (the solver is slow to import)

    read = read_question(text, ground.request.catalogue)
    if read.value is None:
        return Parsed(value=None, problems=read.problems)
    asked = read.value
    when = week or ground.monday_asked(day)
    if week is None and isinstance(asked, DayAsked) and asked.date is not None:
        when = asked.date
    if week is None and not isinstance(asked, DayAsked):
        absent = isinstance(asked, KindAsked) and asked.is_absent
        there = None if absent else ground.monday_with(asked.kind.ids, day)
        when = there or when
    found = None if when is None else week_asked(ground.request, ground.plan, when)
    if found is None:
        return Parsed(value=None, problems=(_no_session(when or day),))
    return Parsed(value=answer(ground.plan, found, asked))


def _no_session(day: dt.date) -> Problem:
    return Problem(
        code="nothing-to-ask",
        sentence=f"No session is planned to come in the week of {day}.",
        location="week",
        remedy="Name a week with sessions, or plan anew.",
    )
