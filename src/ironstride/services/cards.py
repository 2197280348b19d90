"""Cards on Today: a plan's changes as few as can be read, until what they speak of is over."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ironstride.domain.clock import date_said, monday_of
from ironstride.storage import About

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    from ironstride.domain.plan import Change
    from ironstride.storage import Glance, PlanChange, UnitOfWork

    Reader: TypeAlias = UnitOfWork | Glance

WEIGHTY: Final = ("stop", "pain", "missed", "phase", "moved", "dropped", "added", "content")
"""Kinds of changes, those that a runner must know of first."""
LATER: Final = "later-weeks"
"""Kind and subject of the card for the weeks beyond the next."""
OF_SESSIONS: Final = frozenset({"moved", "dropped", "added", "content"})
DAYS_UNREAD: Final = 7
"""House: what no day ends goes after a week; it stays in the list of the week it was told in."""
DAYS_AHEAD: Final = 14
"""House: what lies further off is no news any more by then."""
HISTORY: Final = 200
"""House: so many cards are looked through for those of a week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What is told of a new plan in one piece; fields as of ``storage.PlanChange``."""

    what: str
    sentence: str
    rule: str | None
    about: About


def cards_of(changes: tuple[Change, ...], today: dt.date) -> tuple[Card, ...]:
    """Return the cards for a plan's changes, which keep them all: one a session that changed.

    Weeks beyond the next are told in one line, however many.
    """
    later: list[Change] = []
    near: list[Change] = []
    beyond = monday_of(today) + dt.timedelta(weeks=2)
    has_phase = False
    for change in changes:
        is_phase = change.what == "phase"
        is_far = bool(change.dates) and change.dates[0] >= beyond
        follows = is_phase and has_phase
        has_phase |= is_phase
        (later if follows or (is_far and not is_phase) else near).append(change)
    by_subject: dict[str, list[Change]] = {}
    for position, change in enumerate(near):
        is_own = change.what in OF_SESSIONS and change.session is not None
        key = f"session {change.session}" if is_own else f"{position}"
        by_subject.setdefault(key, []).append(change)
    cards = [
        _card(those, key if key.startswith("session ") else None, today)
        for key, those in by_subject.items()
    ]
    return (*cards, *_later(later, beyond))


def _card(those: list[Change], subject: str | None, today: dt.date) -> Card:
    last = max((day for change in those for day in change.dates), default=None)
    if last is not None and last < today:
        last = None  # of what was missed no later day tells when it is over
    return Card(
        what=those[0].what,
        sentence=" ".join(change.sentence for change in those),
        rule=those[0].rule,
        about=About(
            subject=subject,
            until=None if last is None else min(last, today + dt.timedelta(days=DAYS_AHEAD)),
        ),
    )


def _later(changes: list[Change], beyond: dt.date) -> tuple[Card, ...]:
    changed = sorted({monday_of(day) for change in changes for day in change.dates})
    weeks = [week for week in changed if week >= beyond] or changed
    if not weeks:
        return ()
    told = f"{len(weeks)} later weeks change, too, from {date_said(weeks[0])} on."
    if len(weeks) == 1:
        told = f"One later week changes, too: that of {date_said(weeks[0])}."
    return (Card(what=LATER, sentence=told, rule=changes[0].rule, about=About(subject=LATER)),)


def store_cards(
    unit: UnitOfWork,
    plan_id: int,
    changes: tuple[Change, ...],
    *,
    today: dt.date,
    now: dt.datetime,
    undo: str | None = None,
) -> None:
    """Ensure that a stored plan's changes are told; ``undo`` as of ``planning.replan``."""
    for card in cards_of(changes, today):
        unit.changes.add(
            plan_id,
            what=card.what,
            sentence=card.sentence,
            rule=card.rule,
            undo=undo,
            about=card.about,
            now=now,
        )


def open_cards(unit: Reader, today: dt.date) -> tuple[PlanChange, ...]:
    """Return the cards that were not read and still matter: the weightiest first, then newest."""

    def rank(card: PlanChange) -> tuple[int, int]:
        known = card.what in WEIGHTY
        return WEIGHTY.index(card.what) if known else len(WEIGHTY), -card.id

    return tuple(sorted(_still(unit.changes.open(), today), key=rank))


def _still(cards: Iterable[PlanChange], today: dt.date) -> list[PlanChange]:
    return [card for card in cards if today <= _last_day(card)]


def _last_day(card: PlanChange) -> dt.date:
    if card.until is not None:
        return card.until
    return card.created_at.date() + dt.timedelta(days=DAYS_UNREAD)


def put_away(unit: UnitOfWork, monday: dt.date, today: dt.date) -> tuple[PlanChange, ...]:
    """Return the cards told in a week that are no longer on Today, the newest first."""
    shown = {card.id for card in open_cards(unit, today)}
    return tuple(
        card
        for card in unit.changes.history(HISTORY)
        if card.id not in shown and monday_of(card.created_at.date()) == monday
    )
