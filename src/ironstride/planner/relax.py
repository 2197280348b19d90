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
from ironstride.planner.content_model import OptionModel
from ironstride.planner.facts import Facts
from ironstride.planner.rulebook import Rulebook
from ironstride.planner.season import SeasonWeek
from ironstride.planner.sessions import SessionFrame
from ironstride.planner.wanted import wanted_sessions
from ironstride.planner.week import WeekModel, WeekRule, prices, solve_week, week_models
from ironstride.units import DAYS_PER_WEEK

PINS = "preference.pins"
SWAPS = "preference.swaps"
ROOM = "time.no_empty_session"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxed:
    """Facts without the wishes that cannot hold, and what was dropped."""

    facts: Facts
    dropped: tuple[Dropped, ...] = ()


def without_pins(facts: Facts, gone: tuple[Pin, ...]) -> Facts:
    """Return the facts without some edits by hand."""
    kept = tuple(p for p in facts.athlete.pins if p not in gone)
    return replace(facts, athlete=replace(facts.athlete, pins=kept))


def keep_possible_pins(facts: Facts, book: Rulebook, weeks: tuple[SeasonWeek, ...]) -> Relaxed:
    """Return the facts with as many edits of placements as the hard rules allow.

    An edit goes only if it breaks a hard rule by itself or together with those kept before it.
    """
    gone: list[Pin] = []
    dropped: list[Dropped] = []
    for week in weeks:
        pins = [
            p
            for p in facts.athlete.pins
            if p.session is not None and monday_of(p.date) == week.start and p.date >= facts.today
        ]
        kept: list[Pin] = []
        for pin in pins:
            others = tuple(p for p in pins if p not in {*kept, pin})
            trial = without_pins(facts, others)
            if solve_week(_models(trial, week), book.week) is None:
                gone.append(pin)
                others = tuple(p for p in pins if p is not pin)
                dropped.append(_lost_pin(without_pins(facts, others), book, week, pin))
            else:
                kept.append(pin)
    return Relaxed(facts=without_pins(facts, tuple(gone)), dropped=tuple(dropped))


def _models(facts: Facts, week: SeasonWeek) -> tuple[WeekModel, ...]:
    return week_models(facts, week, wanted_sessions(facts, week).sessions, (), 0)


def _lost_pin(facts: Facts, book: Rulebook, week: SeasonWeek, pin: Pin) -> Dropped:
    at = "" if pin.start_minute is None else f" at {clock_text(pin.start_minute)}"
    what = f"the session on {pin.date:%A} {pin.date.isoformat()}{at}"
    rules: tuple[str, ...] = ()
    if pin.session == "place":
        free = tuple(r for r in book.week if r.id != PINS)
        rules = next(
            (
                p.forbidden_by
                for p in prices(_models(facts, week), free)
                if p.slot.date == pin.date
                and pin.start_minute in {None, p.slot.start_minute}
                and p.forbidden_by
            ),
            (),
        )
    title = _title(book.week, rules[0]) if rules else "the week has no room for it"
    return Dropped(
        what=what,
        rule=PINS,
        remedy=f"Release it or move it to another day: {title[0].lower()}{title[1:].rstrip('.')}.",
    )


def _title(rules: tuple[WeekRule, ...], rule_id: str) -> str:
    return next(r.title for r in rules if r.id == rule_id)


def keep_possible_swaps(
    facts: Facts,
    book: Rulebook,
    options: OptionModel,
    allowed: tuple[tuple[Exercise, ...], ...],
) -> Relaxed:
    """Return the facts without swaps to exercises that a hard rule forbids in their session."""
    gone: list[Pin] = []
    dropped: list[Dropped] = []
    dates = {o.frame.placed.date: o.session for o in options.options}
    for pin in facts.athlete.pins:
        session = dates.get(pin.date)
        if pin.exercise is None or session is None:
            continue
        if all(e.id != pin.exercise for e in allowed[session]):
            gone.append(pin)
            dropped.append(
                Dropped(
                    what=_swap_words(pin),
                    rule=SWAPS,
                    remedy=f"Take another exercise: {forbidding(book, options, session, pin)}",
                )
            )
    return Relaxed(facts=without_pins(facts, tuple(gone)), dropped=tuple(dropped))


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


def no_room(minutes: float, least: float) -> Dropped:
    """Return the conflict of a session whose minutes hold no exercise."""
    return Dropped(
        what=f"sessions of {minutes:g} minutes",
        rule=ROOM,
        remedy=f"Give at least {least:g} minutes, or more kit.",
    )


def nothing_left() -> Dropped:
    """Return the conflict of sessions for which pain and limits leave no exercise at all."""
    return Dropped(
        what="strength sessions for now",
        rule=ROOM,
        remedy="Nothing in the catalogue spares all that hurts or is limited: have it looked at, "
        "report when it hurts less, or ask whoever set the limits.",
    )


def required_too_long(facts: Facts, frames: tuple[SessionFrame, ...]) -> Dropped | None:
    """Return the conflict of minutes that do not hold what a professional wants in each session."""
    for frame in frames:
        wanted = sorted({m.require for m in facts.limits_on(frame.placed.date) if m.require})
        if wanted:
            names = ", ".join(facts.catalogue.exercise(e).name for e in wanted)
            return Dropped(
                what=f"sessions of {frame.placed.minutes:g} minutes",
                rule="time.session_minutes",
                remedy=f"Give more minutes: wanted in every session are {names}, and with a "
                "warm-up they do not fit.",
            )
    return None
