"""The words of the cases in ``tests/rules``: days, runs, phases and sets as a coach writes them.

``tue 18:00`` is in the first week, ``w2 tue`` in the second, ``w0 thu 18:00`` in the week before.
Runs: ``tue 07:00 intervals 60``. Phases: ``power x4``, ``maximum-strength light``. Work:
``back-squat 3x5 85% rir2 100kg``, ``plank 2x30s``, ``pogo 3x10c`` (contacts), with ``A1``, ``A2``
before the two exercises of a pair and ``left first`` behind.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ironstride.domain.body_region import Side
from ironstride.domain.clock import Day, clock_minute
from ironstride.domain.plan import Phase, PrescribedSet
from ironstride.planner.season import SeasonWeek

MONDAY: Final = dt.date(2026, 11, 23)
"""The Monday of the first week of every case."""
DAY: Final = re.compile(r"(?:w(-?\d+) )?(mon|tue|wed|thu|fri|sat|sun)")
WORK: Final = re.compile(
    r"(?:(?P<pair>[A-Z])(?P<turn>[12]) )?(?P<id>[a-z-]+) "
    r"(?P<sets>\d+)x(?P<amount>\d+)(?P<unit>[sc]?)"
    r"(?: (?P<percent>[\d.]+)%)?(?: rir(?P<rir>[\d.]+))?(?: (?P<kg>[\d.]+)kg)?"
    r"(?: (?P<first>left|right) first)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One exercise of a session as a case names it.

    Args:
        pair: the letter of a pair, or empty.
        first: the side that begins, where one is told.
    """

    exercise: str
    sets: int
    one: PrescribedSet
    pair: str
    turn: int
    first: Side | None = None


def date_of(text: str) -> dt.date:
    """Return the date of a day in words.

    Raises:
        ValueError: the text is no day.
    """
    found = DAY.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no day: write tue, or w2 tue")
    week = int(found[1]) if found[1] is not None else 1
    return MONDAY + dt.timedelta(weeks=week - 1, days=Day(found[2]).weekday)


def moment_of(text: str) -> tuple[dt.date, int]:
    """Return the date and local minute of a moment in words."""
    day, _, clock = text.rpartition(" ")
    return date_of(day), clock_minute(clock)


def with_dates(value: object) -> object:
    """Return a document with every week and day in words (``w2 tue``) as its date."""
    if isinstance(value, Mapping):
        return {key: with_dates(each) for key, each in value.items()}
    if isinstance(value, list):
        return [with_dates(each) for each in value]
    if isinstance(value, str) and re.fullmatch(r"w-?\d+ [a-z]{3}", value):
        return date_of(value).isoformat()
    return value


def run_of(text: str) -> dict[str, object]:
    """Return the athlete file's usual run of ``tue 07:00 intervals 60``."""
    day, clock, kind, minutes = text.split()
    return {"day": day, "start": clock, "kind": kind, "minutes": float(minutes)}


def phases_of(rows: list[str]) -> list[tuple[Phase, bool]]:
    """Return phase and lightness of every week of ``power x4``, ``power light``, ``race``."""
    found: list[tuple[Phase, bool]] = []
    for row in rows:
        word, *more = row.split()
        times = next((int(m[1:]) for m in more if m.startswith("x")), 1)
        found.extend([(Phase(word), "light" in more)] * times)
    return found


def weeks_of(rows: list[str], first: dt.date) -> tuple[SeasonWeek, ...]:
    """Return the weeks of a season in words, the first one on a Monday."""
    return tuple(
        SeasonWeek(start=first + dt.timedelta(weeks=i), phase=phase, light=light)
        for i, (phase, light) in enumerate(phases_of(rows))
    )


def work_of(text: str) -> Work:
    """Return the exercise and sets of ``A1 back-squat 3x5 85% rir2 100kg``.

    Raises:
        ValueError: the text is no work.
    """
    found = WORK.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no work: write back-squat 3x5 85% rir2 100kg")
    amount, unit = int(found["amount"]), found["unit"]
    return Work(
        exercise=found["id"],
        sets=int(found["sets"]),
        one=PrescribedSet(
            rest_seconds=0,
            reps=None if unit else amount,
            seconds=float(amount) if unit == "s" else None,
            contacts=amount if unit == "c" else None,
            percent_1rm=None if found["percent"] is None else float(found["percent"]),
            rir=None if found["rir"] is None else float(found["rir"]),
            load_kg=None if found["kg"] is None else float(found["kg"]),
        ),
        first=None if found["first"] is None else Side(found["first"]),
        pair=found["pair"] or "",
        turn=int(found["turn"] or 0),
    )
