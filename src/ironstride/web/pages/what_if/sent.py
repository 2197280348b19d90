"""What the forms of What if send, taken apart into scenarios."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Final

from ironstride.catalogue import load
from ironstride.domain.body_region import Region, Side
from ironstride.domain.problem import Problem
from ironstride.planner.what_if import (
    DaysAway,
    ExerciseIn,
    ExerciseOut,
    MinutesEach,
    PainToday,
    PlaceClosed,
    RaceMoved,
    Scenario,
    SessionsAWeek,
)
from ironstride.services.what_if import one_exercise
from ironstride.web.forms import taken
from ironstride.web.refusals import BAD_REQUEST, Refused

LONGEST: Final = 80
"""Letters of a field that are read (house)."""
Told = Mapping[str, str]


def scenario_of(told: Told) -> Scenario:
    """Return the scenario of a form.

    Raises:
        Refused: something in it means nothing.
    """
    made = KINDS.get(told.get("kind", ""))
    if made is None:
        raise Refused(_wrong("kind", told, "Choose one of the forms of this page."))
    return made(told)


def _closed(told: Told) -> Scenario:
    place = told.get("place", "")[:LONGEST]
    return PlaceClosed(place=place, first=_date(told, "first"), last=_date(told, "last"))


def _pain(told: Told) -> Scenario:
    return PainToday(
        region=Region(_one_of(told, "region", tuple(Region))),
        side=Side(_one_of(told, "side", tuple(Side))),
        level=_whole(told, "level"),
    )


KINDS: Final[Mapping[str, Callable[[Told], Scenario]]] = {
    "closed": _closed,
    "away": lambda told: DaysAway(first=_date(told, "first"), last=_date(told, "last")),
    "sessions": lambda told: SessionsAWeek(sessions=_whole(told, "count")),
    "minutes": lambda told: MinutesEach(minutes=_whole(told, "count")),
    "race": lambda told: RaceMoved(old=_date(told, "old"), new=_date(told, "new")),
    "pain": _pain,
    "without": lambda told: ExerciseOut(exercise=_exercise(told)),
    "with": lambda told: ExerciseIn(exercise=_exercise(told)),
}


def _date(told: Told, name: str) -> dt.date:
    try:
        return dt.date.fromisoformat(told.get(name, ""))
    except ValueError:
        raise Refused(_wrong(name, told, "Give a date, as 2026-11-30.")) from None


def _whole(told: Told, name: str) -> int:
    try:
        return int(told.get(name, "")[:LONGEST])
    except ValueError:
        raise Refused(_wrong(name, told, "Give a whole number.")) from None


def _one_of(told: Told, name: str, known: tuple[str, ...]) -> str:
    value = told.get(name, "")
    if value not in set(known):
        raise Refused(_wrong(name, told, "Choose one from the list."))
    return value


def _exercise(told: Told) -> str:
    named = told.get("exercise", "")[:LONGEST]
    return taken(one_exercise(named, load(), "exercise"), status=BAD_REQUEST)


def _wrong(name: str, told: Told, remedy: str) -> Problem:
    value = told.get(name, "")[:LONGEST]
    sentence = f"“{value}” is no {name}." if value else f"No {name} was given."
    return Problem(code="wrong-field", sentence=sentence, location=name, remedy=remedy)
