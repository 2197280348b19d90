"""A relaxation put into effect: the athlete who asks for a little less, or gives a little more."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Final

from ironstride.domain.athlete import Athlete, Availability, Pin, Window
from ironstride.domain.clock import Day, clock_minute, clock_text
from ironstride.domain.plan import Relaxation, Wish
from ironstride.units import MIN_PER_DAY

AT_LEAST: Final = "at least "
AT_MOST: Final = "at most "
BECOMES: Final = " -> "


def pin_words(pin: Pin) -> str:
    """Return an edit by hand as relaxations name it: ``2026-11-24 place 18:00``."""
    at = "" if pin.start_minute is None else f" {clock_text(pin.start_minute)}"
    return f"{pin.date.isoformat()} {pin.session or pin.exercise}{at}"


def window_words(window: Window) -> str:
    """Return a window as relaxations name it: ``fri 18:00-18:45``."""
    return f"{window.day} {clock_text(window.start_minute)}-{clock_text(window.end_minute)}"


def applied(athlete: Athlete, relaxation: Relaxation) -> Athlete:
    """Return the athlete whose wishes are relaxed; all else stays as it was."""
    value = relaxation.value
    match relaxation.wish:
        case Wish.RELEASE:
            return replace(athlete, pins=_without(athlete.pins, value))
        case Wish.MOVE | Wish.EXERCISE:
            return replace(athlete, pins=_changed(athlete.pins, value))
        case _:
            return replace(athlete, availability=_available(athlete.availability, relaxation))


def _available(availability: Availability, relaxation: Relaxation) -> Availability:
    value = relaxation.value
    match relaxation.wish:
        case Wish.SESSIONS:
            return replace(availability, sessions_per_week=int(value))
        case Wish.REST_DAY:
            freed = {Day(word) for word in value.split()}
            return replace(availability, rest_days=availability.rest_days - freed)
        case Wish.WINDOW:
            more = tuple(_window(text) for text in value.split(", "))
            return replace(availability, windows=(*availability.windows, *more))
        case _:
            minutes = int(value.split()[-1])
            longer = value.startswith(AT_LEAST)
            return (_longer if longer else _shorter)(availability, minutes)


def _longer(availability: Availability, minutes: int) -> Availability:
    """Return what gives every session at least some minutes; windows too short for it grow."""
    return replace(
        availability,
        minutes=max(availability.minutes, minutes),
        windows=tuple(
            replace(
                each,
                minutes=None if each.minutes is None else max(each.minutes, minutes),
                end_minute=min(MIN_PER_DAY, max(each.end_minute, each.start_minute + minutes)),
            )
            for each in availability.windows
        ),
    )


def _shorter(availability: Availability, minutes: int) -> Availability:
    """Return what asks for sessions of at most some minutes."""
    return replace(
        availability,
        minutes=min(availability.minutes, minutes),
        windows=tuple(
            replace(each, minutes=None if each.minutes is None else min(each.minutes, minutes))
            for each in availability.windows
        ),
    )


def _window(text: str) -> Window:
    day, _, hours = text.partition(" ")
    first, _, last = hours.partition("-")
    return Window(day=Day(day), start_minute=clock_minute(first), end_minute=clock_minute(last))


def _without(pins: tuple[Pin, ...], words: str) -> tuple[Pin, ...]:
    return tuple(pin for pin in pins if pin_words(pin) != words)


def _changed(pins: tuple[Pin, ...], value: str) -> tuple[Pin, ...]:
    old, _, new = value.partition(BECOMES)
    return tuple(_as_told(pin, new) if pin_words(pin) == old else pin for pin in pins)


def _as_told(pin: Pin, new: str) -> Pin:
    if pin.session is None:
        return replace(pin, exercise=new)
    date, _, start = new.partition(" ")
    return replace(
        pin,
        date=dt.date.fromisoformat(date),
        start_minute=clock_minute(start) if start else None,
    )
