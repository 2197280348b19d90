"""What was changed of one session by hand: fewer minutes, other exercises; kept across plans."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ironstride.domain.plan import Plan, PlannedSession
    from ironstride.storage import UnitOfWork

NAME: Final = "session-edits"
"""Of the document that holds them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEdit:
    """One session's edits; minutes None where they are as planned.

    One that was released stays, empty, until the next plan is stored.
    """

    date: dt.date
    minutes: int | None = None
    swaps: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_released(self) -> bool:
        """Whether nothing of the session is changed by hand any more."""
        return self.minutes is None and not self.swaps


Edits = dict[str, SessionEdit]


def edits_of(unit: UnitOfWork, today: dt.date) -> Edits:
    """Return the edits of today's and later sessions, by session id."""
    document = unit.documents.last(NAME)
    if document is None:
        return {}
    return {id: edit for id, edit in read_edits(document.text).items() if edit.date >= today}


def read_edits(text: str) -> Edits:
    """Return the edits of the stored text."""
    return {
        id: SessionEdit(
            date=dt.date.fromisoformat(row["date"]), minutes=row["minutes"], swaps=row["swaps"]
        )
        for id, row in json.loads(text).items()
    }


def edits_text(edits: Edits) -> str:
    """Return the text that storage keeps."""
    rows = {
        id: {"date": edit.date.isoformat(), "minutes": edit.minutes, "swaps": dict(edit.swaps)}
        for id, edit in edits.items()
    }
    return json.dumps(rows, sort_keys=True)


def put_edits(unit: UnitOfWork, edits: Edits, *, now: dt.datetime, why: str) -> str:
    """Return the text that held before; the new edits hold from now on."""
    before = unit.documents.last(NAME)
    unit.documents.put(NAME, edits_text(edits), now=now, why=why)
    return "{}" if before is None else before.text


def with_minutes(edits: Edits, session_id: str, date: dt.date, minutes: int | None) -> Edits:
    """Return the edits with one session's minutes."""
    edit = edits.get(session_id, SessionEdit(date=date))
    return {**edits, session_id: replace(edit, minutes=minutes)}


def with_swap(edits: Edits, session_id: str, date: dt.date, old: str, new: str) -> Edits:
    """Return the edits with one more exercise swapped; a swap of a swap leads to the last."""
    edit = edits.get(session_id, SessionEdit(date=date))
    swaps = {was: new if into == old else into for was, into in edit.swaps.items()}
    if old not in edit.swaps.values():
        swaps[old] = new
    swaps = {was: into for was, into in swaps.items() if was != into}
    return {**edits, session_id: replace(edit, swaps=swaps)}


def moves(before: Plan | None, after: Plan) -> Iterator[tuple[PlannedSession, PlannedSession]]:
    """Give the sessions that are on another day of their week in a plan just made, was and now.

    A session is named by its day, so pairs are those that the plan tells as moved: in their order.
    """
    if before is None:
        return
    fresh = {week.start: week.sessions for week in after.weeks}
    for week in before.weeks:
        old, new = week.sessions, fresh.get(week.start, ())
        gone = (s for s in old if s.date >= after.today and s.date not in {n.date for n in new})
        come = (s for s in new if s.date not in {o.date for o in old})
        yield from zip(gone, come, strict=False)


def followed(edits: Edits, before: Plan | None, after: Plan) -> Edits:
    """Return the edits as a plan just made names their sessions: one that moved takes its along.

    What was released is forgotten with the plan that is made without it.
    """
    found = {id: edit for id, edit in edits.items() if not edit.is_released}
    for was, now in moves(before, after):
        edit = edits.get(was.id)
        if edit is not None and not edit.is_released:
            found.pop(was.id, None)
            found[now.id] = replace(edit, date=now.date)
    return found
