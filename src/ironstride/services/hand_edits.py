"""All that was changed of the plan by hand and holds still, and how each is let go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ironstride.catalogue import load
from ironstride.domain.clock import clock_text, date_said, monday_of
from ironstride.domain.problem import Parsed, Problem
from ironstride.services.edits import edits_of, put_edits
from ironstride.services.runner import NOBODY, set_athlete, stored_athlete

if TYPE_CHECKING:
    from ironstride.domain.athlete import Pin
    from ironstride.storage import Database, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class HandEdit:
    """One change by hand.

    Args:
        key: names it: ``day-2026-11-24``, ``swap-2026-11-24-back-squat``, ``minutes-<session>``,
            ``swapped-<session>-<exercise>``.
        sentence: what was changed.
        pins: those of the athlete file that go with it; empty for an edit of one session alone.
        session: the session whose minutes or exercise were changed; empty for pins.
        exercise: the exercise that was taken out of it; empty for minutes.
    """

    key: str
    date: dt.date
    sentence: str
    pins: tuple[Pin, ...] = ()
    session: str = ""
    exercise: str = ""


def hand_edits(unit: UnitOfWork, today: dt.date) -> tuple[HandEdit, ...]:
    """Return the changes by hand of today and later, by date."""
    athlete = stored_athlete(unit, today)
    pins = () if athlete is None else tuple(p for p in athlete.pins if p.date >= today)
    found = [*_days(pins), *_swaps(pins), *_of_sessions(unit, today)]
    return tuple(sorted(found, key=lambda each: (each.date, each.key)))


def _days(pins: tuple[Pin, ...]) -> Iterator[HandEdit]:
    """Yield sessions put on a day and days kept free; a move is both, and is let go as one."""
    put = [pin for pin in pins if pin.session == "place"]
    out = [pin for pin in pins if pin.session == "none"]
    for pin in put:
        # A move names its hour; what an athlete file puts on a day may leave it open.
        at = "" if pin.start_minute is None else f" at {clock_text(pin.start_minute)}"
        left = None
        if pin.start_minute is not None:
            left = next((o for o in out if monday_of(o.date) == monday_of(pin.date)), None)
        if left is not None:
            out.remove(left)
        words = f"session put on {date_said(pin.date)}{at}"
        if left is not None:
            words = f"session moved from {date_said(left.date)} to {date_said(pin.date)}{at}"
        yield HandEdit(
            key=f"day-{pin.date.isoformat()}",
            date=pin.date,
            sentence=f"A {words}.",
            pins=(pin,) if left is None else (pin, left),
        )
    for pin in out:
        yield HandEdit(
            key=f"day-{pin.date.isoformat()}",
            date=pin.date,
            sentence=f"No session on {date_said(pin.date)}.",
            pins=(pin,),
        )


def _swaps(pins: tuple[Pin, ...]) -> Iterator[HandEdit]:
    for pin in pins:
        if pin.exercise is not None:
            yield HandEdit(
                key=f"swap-{pin.date.isoformat()}-{pin.exercise}",
                date=pin.date,
                sentence=_swapped(pin.exercise, pin.instead_of, pin.date),
                pins=(pin,),
            )


def _of_sessions(unit: UnitOfWork, today: dt.date) -> Iterator[HandEdit]:
    for session, edit in edits_of(unit, today).items():
        if edit.minutes is not None:
            yield HandEdit(
                key=f"minutes-{session}",
                date=edit.date,
                sentence=f"The session of {date_said(edit.date)} cut to {edit.minutes} minutes.",
                session=session,
            )
        for old, new in edit.swaps.items():
            yield HandEdit(
                key=f"swapped-{session}-{old}",
                date=edit.date,
                sentence=_swapped(new, old, edit.date),
                session=session,
                exercise=old,
            )


def _swapped(new: str, old: str | None, date: dt.date) -> str:
    names = load().by_id
    taken, out = (names[id].name if id in names else id for id in (new, old or ""))
    return f"{taken}{f' instead of {out}' if old else ''} on {date_said(date)}."


def release(
    database: Database, keys: Iterable[str], *, today: dt.date, now: dt.datetime
) -> Parsed[tuple[HandEdit, ...]]:
    """Return the changes by hand that were let go; the plan is to be made anew after it."""
    wanted = set(keys)
    read = database.read(lambda unit: (hand_edits(unit, today), stored_athlete(unit, today)))
    if read.value is None:
        return Parsed(value=None, problems=read.problems)
    held, athlete = read.value
    gone = tuple(each for each in held if each.key in wanted)
    missing = wanted - {each.key for each in gone}
    if missing:
        return Parsed(value=None, problems=tuple(_unknown(key, held) for key in sorted(missing)))
    pins = {pin for each in gone for pin in each.pins}
    if pins:
        if athlete is None:
            return Parsed(value=None, problems=(NOBODY,))
        left = tuple(pin for pin in athlete.pins if pin not in pins)
        stored = set_athlete(
            database, replace(athlete, pins=left), today=today, now=now, why="Released."
        )
        if stored.value is None:
            return Parsed(value=None, problems=stored.problems)
    own = tuple(each for each in gone if each.session)
    if own:
        written = database.write(lambda unit: _let_go(unit, own, today=today, now=now))
        if written.problems:
            return Parsed(value=None, problems=written.problems)
    return Parsed(value=gone)


def _let_go(
    unit: UnitOfWork, gone: tuple[HandEdit, ...], *, today: dt.date, now: dt.datetime
) -> bool:
    edits = edits_of(unit, today)
    for each in gone:
        edit = edits.get(each.session)
        if edit is None:
            continue
        swaps = {old: new for old, new in edit.swaps.items() if old != each.exercise}
        minutes = edit.minutes if each.exercise else None
        edits[each.session] = replace(edit, minutes=minutes, swaps=swaps)
    put_edits(unit, edits, now=now, why="Released.")
    newest = unit.plans.latest()
    if newest is not None and newest.document is not None:
        # Edits of single sessions are no facts: equal ones would give the plan that is there.
        unit.plans.add(newest.document, facts_hash="", why="Released.", now=now)
    return True


def _unknown(key: str, held: tuple[HandEdit, ...]) -> Problem:
    names = ", ".join(each.key for each in held)
    return Problem(
        code="no-such-edit",
        sentence=f"Nothing that was changed by hand is called “{key}”.",
        location="release",
        remedy=f"Take one of {names}." if names else "Nothing is changed by hand just now.",
    )
