"""Where in a week a strength session may lie: day, start, place and minutes, before any rule."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from ironstride.domain.athlete import Place, Window
from ironstride.domain.clock import day_of
from ironstride.domain.run import RunKind, ScheduledRun
from ironstride.planner.facts import Facts
from ironstride.units import DAYS_PER_WEEK, MIN_PER_DAY, MIN_PER_HOUR

GRID_MINUTES: Final = 30
"""Starts lie every half hour inside windows (DESIGN §4)."""
EARLIEST: Final = 6 * MIN_PER_HOUR
LATEST: Final = 21 * MIN_PER_HOUR
AFTER_QUALITY_HOURS: Final = 6
"""CT-07, CT-11: run first, at least six hours between a quality run and strength on one day."""
APART_HOURS: Final = 3
"""CT-03, CT-11: the least that lies between a run and lifting where the day has room for it."""
WINDOWS: Final = "time.windows"
RUN_FIRST: Final = "interference.run_first"
"""The rules that say where slots may begin: without them they begin elsewhere, too."""
HEAVY_KIT: Final = frozenset(
    {"barbell", "trap-bar", "leg-press", "calf-machine", "cable", "smith-machine"}
)
"""With any of it legs can be loaded to their strength (RE-07)."""
HELD_KIT: Final = frozenset({"dumbbell", "kettlebell"})
LIFTING_KIT: Final = HEAVY_KIT | HELD_KIT
FAR_AHEAD_HOURS: Final = 24 * 14
"""Stands for "no key run in sight"."""


class PartOfDay(IntEnum):
    """Placement picks a part of the day, then its earliest start that keeps the gaps."""

    MORNING = 0
    NOON = 1
    EVENING = 2


PART_BOUNDS: Final = {
    PartOfDay.MORNING: (0, 11 * MIN_PER_HOUR),
    PartOfDay.NOON: (11 * MIN_PER_HOUR, 17 * MIN_PER_HOUR),
    PartOfDay.EVENING: (17 * MIN_PER_HOUR, MIN_PER_DAY),
}
"""Starts, from inclusive to exclusive (house)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One possible session: local date and start minute, place, and its budget of minutes."""

    date: dt.date
    start_minute: int
    place: str
    minutes: int
    preferred: bool

    @property
    def end_minute(self) -> int:
        """The local minute at which the budget ends."""
        return self.start_minute + self.minutes

    @property
    def part(self) -> PartOfDay:
        """The part of the day the slot starts in."""
        return part_of(self.start_minute)


def part_of(minute: int) -> PartOfDay:
    """Return the part of the day that holds a local minute."""
    return next(p for p, (low, high) in PART_BOUNDS.items() if low <= minute < high)


def minutes_between(first: tuple[dt.date, int], second: tuple[dt.date, int]) -> int:
    """Return local clock minutes from one moment (date, minute) to another."""
    return (second[0] - first[0]).days * MIN_PER_DAY + second[1] - first[1]


def run_end(run: ScheduledRun) -> int:
    """Return the local minute a run ends, counted from midnight of its date."""
    return run.start_minute + round(run.minutes)


def default_place(facts: Facts) -> Place:
    """Return the place that is meant where none is named: the first one."""
    return facts.athlete.places[0]


def place_named(facts: Facts, place_id: str) -> Place:
    """Return the place of an id.

    Raises:
        KeyError: no place has this id.
    """
    for place in facts.athlete.places:
        if place.id == place_id:
            return place
    raise KeyError(place_id)


def windows_on(facts: Facts, date: dt.date) -> tuple[Window, ...]:
    """Return the windows of a date, away days considered; empty where none may train."""
    availability = facts.athlete.availability
    day = day_of(date)
    for away in availability.away:
        if away.first <= date <= away.last:
            if away.place is None:
                return ()
            return (Window(day=day, start_minute=EARLIEST, end_minute=LATEST, place=away.place),)
    if not availability.windows:
        return (Window(day=day, start_minute=EARLIEST, end_minute=LATEST),)
    return tuple(w for w in availability.windows if w.day is day)


def slots_of(facts: Facts, monday: dt.date) -> tuple[Slot, ...]:
    """Return the slots of a week from today on: one per day, part of the day and window's place.

    Rest days, limits and most rules are not looked at here; windows, overlap with runs and the gap
    after a quality run of the same day are, since they decide the earliest start, unless their
    rules are switched off.
    """
    found: list[Slot] = []
    for offset in range(DAYS_PER_WEEK):
        date = monday + dt.timedelta(days=offset)
        if date < facts.today:
            continue
        runs = tuple(r for r in facts.runs_by_week[monday] if r.date == date)
        best: dict[tuple[PartOfDay, str], Slot] = {}
        for window in _open_on(facts, date):
            for slot in _window_slots(facts, window, date, _Gaps.of(facts, runs)):
                key = (slot.part, slot.place)
                if key not in best or _better(slot, best[key]):
                    best[key] = slot
        found.extend(best[key] for key in sorted(best))
        found.extend(_pinned(facts, date, found))
    return tuple(sorted(found, key=lambda s: (s.date, s.start_minute)))


def _pinned(facts: Facts, date: dt.date, found: list[Slot]) -> list[Slot]:
    """Return slots at the times that sessions were moved to by hand; rules judge them, too."""
    held = {(s.date, s.start_minute) for s in found}
    return [
        Slot(
            date=date,
            start_minute=pin.start_minute,
            place=default_place(facts).id,
            minutes=facts.athlete.availability.minutes,
            preferred=False,
        )
        for pin in facts.athlete.pins
        if pin.date == date
        and pin.session == "place"
        and pin.start_minute is not None
        and (date, pin.start_minute) not in held
    ]


def _better(slot: Slot, other: Slot) -> bool:
    """Whether a slot is the earlier choice of its part of the day: preferred, longer, earlier."""
    rank = (not slot.preferred, -slot.minutes, slot.start_minute)
    return rank < (not other.preferred, -other.minutes, other.start_minute)


def _open_on(facts: Facts, date: dt.date) -> tuple[Window, ...]:
    """Return the windows of a date, the whole day where their rule is switched off."""
    if facts.counts(WINDOWS):
        return windows_on(facts, date)
    return (Window(day=day_of(date), start_minute=EARLIEST, end_minute=LATEST),)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gaps:
    """What a session of a day keeps clear of.

    Attributes:
        busy: runs that it may not overlap.
        quality: runs after which it waits.
    """

    busy: tuple[ScheduledRun, ...]
    quality: tuple[ScheduledRun, ...]

    @classmethod
    def of(cls, facts: Facts, runs: tuple[ScheduledRun, ...]) -> _Gaps:
        """Return what the runs of a day ask for under the rules that count."""
        return cls(
            busy=runs if facts.counts(WINDOWS) else (),
            quality=tuple(r for r in runs if r.kind.is_quality) if facts.counts(RUN_FIRST) else (),
        )

    def apart(self, start: int, end: int) -> bool:
        """Whether a session lies hours from every run of its day."""
        gap = APART_HOURS * MIN_PER_HOUR
        return all(
            start >= run_end(run) + gap or end <= run.start_minute - gap for run in self.busy
        )

    def best(self, starts: range, length: int) -> int | None:
        """Return the earliest start that lies hours from the runs, else the earliest allowed."""
        if not self.busy and not self.quality:
            return starts[0] if starts else None
        found = None
        for start in starts:
            if self.kept(start, start + length):
                if self.apart(start, start + length):
                    return start
                found = start if found is None else found
        return found

    def kept(self, start: int, end: int) -> bool:
        """Whether a session overlaps no run of its day and lies late enough after a quality run."""
        if any(start < run_end(run) and end > run.start_minute for run in self.busy):
            return False
        after = AFTER_QUALITY_HOURS * MIN_PER_HOUR
        return all(start >= run_end(run) + after for run in self.quality)


def _window_slots(facts: Facts, window: Window, date: dt.date, gaps: _Gaps) -> list[Slot]:
    """Return a slot for each part of the day inside one window and place.

    It is the earliest that lies hours from the runs of the day, else the earliest of all.
    """
    budget = window.minutes or facts.athlete.availability.minutes
    length = min(budget, window.end_minute - window.start_minute)
    places = (
        (window.place,) if window.place is not None else tuple(p.id for p in facts.athlete.places)
    )
    found: list[Slot] = []
    for low, high in PART_BOUNDS.values():
        first = -(-max(low, window.start_minute) // GRID_MINUTES) * GRID_MINUTES
        if first > window.start_minute >= low:
            first = window.start_minute
        start = gaps.best(_starts(first, min(high, window.end_minute - length + 1)), length)
        if start is None:
            continue
        found.extend(
            Slot(
                date=date,
                start_minute=start,
                place=place,
                minutes=length,
                preferred=window.preferred,
            )
            for place in places
        )
    return found


def _starts(first: int, end: int) -> range:
    """Return the starts on the grid from the first one on."""
    return range(first, end, GRID_MINUTES)


def hours_to_next(
    runs: tuple[ScheduledRun, ...], date: dt.date, end_minute: int
) -> tuple[float, ScheduledRun | None]:
    """Return hours from a session's end to the next of the runs, and that run."""
    for run in runs:
        minutes = minutes_between((date, end_minute), (run.date, run.start_minute))
        if minutes >= 0:
            return minutes / MIN_PER_HOUR, run
    return float(FAR_AHEAD_HOURS), None


def is_key(run: ScheduledRun) -> bool:
    """Whether a run is a quality or a long run."""
    return run.kind.is_quality or run.kind is RunKind.LONG
