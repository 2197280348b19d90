"""Wishes that cannot hold together: which to drop, the fewest, each with the smallest remedy.

Safety rules and a professional's limits are never dropped. What is dropped leaves the facts, so
that the plan beside the conflict keeps all that is left.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ironstride.domain.athlete import Pin
from ironstride.domain.clock import clock_text, monday_of
from ironstride.domain.exercise import Exercise
from ironstride.domain.plan import Dropped, PlannedWeek
from ironstride.planner.arithmetic import after_the_plan, contradicts, kit_missing, pin_cannot_be
from ironstride.planner.content_model import OptionModel
from ironstride.planner.elastic import PINS, SWAPS, fewest_pins
from ironstride.planner.facts import Facts
from ironstride.planner.remedies import (
    ROOM,
    Asked,
    Unfit,
    helps_for_pin,
    helps_for_swaps,
    in_words,
    other_exercise,
    released,
)
from ironstride.planner.rulebook import Rulebook
from ironstride.planner.season import SeasonWeek
from ironstride.planner.slots import Slot
from ironstride.planner.week import WeekModel
from ironstride.units import DAYS_PER_WEEK


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxed:
    """Facts without the wishes that cannot hold, and what was dropped."""

    facts: Facts
    dropped: tuple[Dropped, ...] = ()
    gone: tuple[Pin, ...] = ()


def without_pins(facts: Facts, gone: tuple[Pin, ...]) -> Facts:
    """Return the facts without some edits by hand."""
    kept = tuple(p for p in facts.athlete.pins if p not in gone)
    return replace(facts, athlete=replace(facts.athlete, pins=kept))


def pins_in(facts: Facts, week: SeasonWeek) -> tuple[Pin, ...]:
    """Return the edits of placements of what is to come of a week, in the order made."""
    return tuple(
        p
        for p in facts.athlete.pins
        if p.session is not None and monday_of(p.date) == week.start and p.date >= facts.today
    )


def keep_possible_pins(
    asked: Asked, models: tuple[WeekModel, ...], unfit: tuple[Unfit, ...] = ()
) -> Relaxed:
    """Return the facts with as many edits of a week's placements as the hard rules allow.

    Args:
        models: every way of placing the week's sessions that may be taken.
        unfit: sessions that were found too short for what they must hold.

    Raises:
        ArithmeticError: the hard rules leave no placement even without edits; a bug.
    """
    facts = asked.facts
    pins = pins_in(facts, asked.week)
    gone = fewest_pins(models, asked.book.week, pins)
    if not gone:
        raise ArithmeticError(f"no placement is left for the week of {asked.week.start}")
    dropped = []
    for pin in gone:
        others = tuple(p for p in gone if p is not pin)
        dropped.append(
            _lost_pin(replace(asked, facts=without_pins(facts, others)), facts, pin, unfit)
        )
    return Relaxed(facts=without_pins(facts, gone), dropped=tuple(dropped), gone=gone)


def _lost_pin(asked: Asked, every: Facts, pin: Pin, unfit: tuple[Unfit, ...]) -> Dropped:
    """Return the conflict of an edit that cannot hold beside those that are kept.

    Args:
        asked: the week with the edits that are kept, and this one.
        every: the facts with all edits.
    """
    facts = asked.facts
    at = "" if pin.start_minute is None else f" at {clock_text(pin.start_minute)}"
    what = f"the session on {pin.date:%A} {pin.date.isoformat()}{at}"
    if pin.session == "none":
        what = f"no session on {pin.date:%A} {pin.date.isoformat()}{at}"
    short = [u for u in unfit if any(f.placed.date == pin.date for f in u.frames)]
    check = pin_cannot_be(facts, pin) or contradicts(pin, pins_in(every, asked.week))
    check = check or next((each.check for each in short if each.check is not None), None)
    because = "Its minutes hold nothing." if short else ""
    because = check.sentence if check is not None else because or _binding(asked)
    helps = helps_for_pin(
        asked,
        pin,
        on_rest_day=check is not None and check.name == "pin-on-rest-day",
        unfit=tuple(frame for each in short for frame in each.frames),
    )
    return Dropped(
        what=what,
        rule=PINS,
        remedy=f"{in_words(helps)}: {_lower(because)}",
        why="" if check is None else check.sentence,
        check=None if check is None else check.name,
        helps=helps,
    )


def _lower(sentence: str) -> str:
    return f"{sentence[0].lower()}{sentence[1:]}"


def _binding(asked: Asked) -> str:
    """Return in words the hard rule without which an edit could hold."""
    for rule in asked.book.week:
        if not rule.is_hard or rule.id == PINS:
            continue
        others = tuple(r for r in asked.book.week if r.id != rule.id)
        if replace(asked, book=replace(asked.book, week=others)).placement() is not None:
            return rule.title
    return "The week has no room for it."


def keep_possible_swaps(
    asked: Asked, options: OptionModel, allowed: tuple[tuple[Exercise, ...], ...]
) -> Relaxed:
    """Return the facts without swaps to exercises that a hard rule forbids in their session."""
    facts, book = asked.facts, asked.book
    gone: list[Pin] = []
    dropped: list[Dropped] = []
    frames = {o.frame.placed.date: (o.session, o.frame) for o in options.options}
    for pin in facts.athlete.pins:
        if pin.exercise is None or pin.date not in frames:
            continue
        session, frame = frames[pin.date]
        if all(e.id != pin.exercise for e in allowed[session]):
            gone.append(pin)
            check = kit_missing(facts, pin.exercise, frame.placed.place)
            helps = (
                *other_exercise(asked, frame, pin, allowed[session]),
                released(pin, "release the swap"),
            )
            dropped.append(
                Dropped(
                    what=_swap_words(pin),
                    rule=SWAPS,
                    remedy=f"{in_words(helps)}: {_lower(forbidding(book, options, session, pin))}",
                    why="" if check is None else check.sentence,
                    check=None if check is None else check.name,
                    helps=helps,
                )
            )
    return Relaxed(facts=without_pins(facts, tuple(gone)), dropped=tuple(dropped), gone=tuple(gone))


def lost_swaps(
    asked: Asked, slots: tuple[Slot, ...], gone: tuple[Pin, ...], *, proven: bool
) -> tuple[Dropped, ...]:
    """Return the conflict of each swap that cannot hold beside the others."""
    longer = helps_for_swaps(asked, slots, gone)
    found = []
    for pin in gone:
        helps = (*longer, released(pin, "release the swap"))
        found.append(
            Dropped(
                what=_swap_words(pin),
                rule=SWAPS,
                remedy=f"{in_words(helps)}.",
                proven=proven,
                helps=helps,
            )
        )
    return tuple(found)


def unused_pins(facts: Facts) -> Iterator[str]:
    """Yield a sentence for every placement by hand after the plan's last day."""
    for pin in facts.athlete.pins:
        check = after_the_plan(facts, pin)
        if check is not None:
            yield check.sentence


def unused_swaps(facts: Facts, weeks: tuple[PlannedWeek, ...]) -> Iterator[str]:
    """Yield a sentence for every swap of a day on which no session lies, with what would help.

    Args:
        weeks: those with sessions; a swap in a week that has none planned yet may still come.
    """
    end = facts.weeks[-1] + dt.timedelta(days=DAYS_PER_WEEK)
    dates = {week.start: sorted(s.date for s in week.sessions) for week in weeks}
    for pin in facts.athlete.pins:
        if pin.exercise is None or pin.date < facts.today or pin.date in facts.trained_on:
            continue
        held = dates.get(monday_of(pin.date))
        if pin.date >= end:
            yield (
                f"The swap to {_swap_words(pin)} isn't used: the plan ends before "
                f"{end.isoformat()}. Ask for more weeks, or swap later."
            )
        elif held is not None and pin.date not in held:
            days = " or ".join(f"{date:%A} {date.isoformat()}" for date in held)
            there = f"Swap on {days}, where a session lies" if held else "Leave it out"
            yield (
                f"The swap to {_swap_words(pin)} isn't used: no session lies on {pin.date:%A}. "
                f"{there}, or put a session on {pin.date.isoformat()} by hand."
            )


def _swap_words(pin: Pin) -> str:
    return f"{pin.exercise} on {pin.date.isoformat()}"


def forbidding(book: Rulebook, options: OptionModel, session: int, pin: Pin) -> str:
    """Return in words which rule forbids the exercise of a swap in a session."""
    return _why_not(book, options, session, pin.exercise or "")


def _why_not(book: Rulebook, options: OptionModel, session: int, exercise: str) -> str:
    for rule in book.options:
        for position in rule.encode(options, rule.values):
            option = options.options[position]
            if option.session == session and option.exercise.id == exercise:
                return rule.title
    return "it is no exercise for a session."


def limits_alone_conflict(
    facts: Facts,
    book: Rulebook,
    options: OptionModel,
    allowed: tuple[tuple[Exercise, ...], ...],
) -> Dropped | None:
    """Return the conflict where a professional requires what another limit or the body forbids."""
    dates = {o.session: o.frame.placed.date for o in options.options}
    for session, date in sorted(dates.items()):
        for limit in facts.limits_on(date):
            wanted = limit.require
            if wanted is not None and all(e.id != wanted for e in allowed[session]):
                why = _why_not(book, options, session, wanted)
                return Dropped(
                    what=f"strength sessions while {wanted} is required",
                    remedy=f"Ask {limit.set_by}: {wanted} is wanted in every session, and at the "
                    f"same time this holds: {why}",
                )
    return None


def nothing_left() -> Dropped:
    """Return the conflict of sessions for which pain and limits leave no exercise at all."""
    return Dropped(
        what="strength sessions for now",
        rule=ROOM,
        remedy="Nothing in the catalogue spares all that hurts or is limited: have it looked at, "
        "report when it hurts less, or ask whoever set the limits.",
    )
