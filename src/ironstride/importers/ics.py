"""Planned runs from a calendar: what kind, how far and how long is read from the entry's words."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final

from dateutil.rrule import rrulestr
from icalendar import Calendar

from ironstride.domain.athlete import PlannedRun
from ironstride.domain.problem import Parsed, Problem, Severity
from ironstride.domain.run import ActivityKind, RunKind
from ironstride.importers import sports
from ironstride.importers.limits import MAX_CALENDAR_BYTES
from ironstride.units import M_PER_KM, M_PER_MILE, MIN_PER_HOUR, S_PER_MIN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from icalendar import Component

DEFAULT_START: Final = 7 * MIN_PER_HOUR
"""All-day entries: before breakfast, as most plans of working people mean it (house)."""
DEFAULT_PACE_S_PER_KM: Final = 360.0
"""Where an entry has a distance and no time (house; the caller knows the runner's own)."""
USUAL_MINUTES: Final[Mapping[RunKind, float]] = {
    RunKind.EASY: 45.0,
    RunKind.RECOVERY: 30.0,
    RunKind.LONG: 90.0,
    RunKind.TEMPO: 50.0,
    RunKind.INTERVALS: 50.0,
    RunKind.HILLS: 45.0,
    RunKind.STRIDES: 35.0,
    RunKind.RACE: 60.0,
}
"""Where an entry has neither distance nor time (house); told as a warning."""
MIN_MINUTES: Final = 5.0
MAX_MINUTES: Final = 1440.0
MAX_ENTRIES: Final = 20_000
NAMED: Final = 3
"""So many entries that are no runs are named (house)."""
FIRST_YEAR: Final = 1970
BROKEN: Final = (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError)
"""What the calendar library and dates raise for entries that make no sense."""

_KIND_WORDS: Final[tuple[tuple[RunKind, str], ...]] = (
    # The first that matches wins: a long run with strides is long.
    (RunKind.EASY, r"\bshake[\s-]?out\b"),
    (RunKind.LONG, r"\blong\b|\blsd\b"),
    (RunKind.RECOVERY, r"\brecovery\b|\bregeneration\b"),
    (RunKind.HILLS, r"\bhills?\b"),
    (RunKind.INTERVALS, r"\b(?:intervals?|repeats?|reps|fartlek|track|speed\s?work)\b|\bvo2"),
    (RunKind.INTERVALS, r"\b\d+\s?[x\u00d7]\s?\d"),
    (RunKind.TEMPO, r"\btempo\b|\bthreshold\b|\bcruise\b|\bprogression\b"),
    (RunKind.TEMPO, r"\b(?:marathon|goal|race)[\s-]pace\b"),
    (RunKind.RACE, r"\brace\b(?!\s*(?:pace|sim))|\bpark\s?run\b"),
    (RunKind.STRIDES, r"\bstrides?\b|\bstriders?\b|\bpick[\s-]?ups\b"),
    (RunKind.EASY, r"\beasy\b|\baerobic\b|\bbase\b|\bjog\b|\bsteady\b|\bgeneral\b"),
    (RunKind.RACE, r"\bmarathon\b"),
)
_RUN_WORDS: Final = re.compile(
    r"\brun(?:s|ning)?\b|\bjog(?:ging)?\b|\btempo\b|\bfartlek\b|\bstrides\b|\bparkrun\b"
    r"|\bintervals?\b|\bshake[\s-]?out\b|\bmarathon\b|\bhill (?:reps|repeats|sprints)\b|\U0001f3c3",
    re.IGNORECASE,
)
_REST: Final = re.compile(r"\W*(?:rest(?:\s*day)?|day\s*off|off(?:\s*day)?|no\s+run(?:ning)?)\W*$",
                          re.IGNORECASE)  # fmt: skip
_TAG: Final = re.compile(r"\[([a-z_ ]+)\]", re.IGNORECASE)
_NUMBER: Final = r"(\d{1,3}(?:[.,]\d{1,2})?)"
_DISTANCE: Final = re.compile(
    rf"(?<![\d:.,/]){_NUMBER}(?:\s?[-\u2013]\s?{_NUMBER})?\s?(km|k|kilomet(?:er|re)s?|mi|miles?)\b",
    re.IGNORECASE,
)
_TOTAL: Final = re.compile(
    rf"{_NUMBER}\s?(km|k|mi|miles?)\s+total|total\W+(?:of\s+)?{_NUMBER}\s?(km|k|mi|miles?)\b",
    re.IGNORECASE,
)
_REPEATS: Final = re.compile(r"\d\s?[x\u00d7]\s?\d", re.IGNORECASE)
_HOURS: Final = re.compile(r"(?<![\d:])(\d{1,2})\s?h(?:ours?|rs?)?\s?(\d{1,2})?\b", re.IGNORECASE)
_MINUTES: Final = re.compile(
    r"(?<![\d:.])(\d{1,3})\s?(?:min(?:ute)?s?\b|['\u2032](?!\d))", re.IGNORECASE
)
_FREQUENT: Final = re.compile(r"FREQ=(?:SECOND|MINUTE|HOUR)LY", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Which days to read, and what stands in for what an entry leaves unsaid.

    Args:
        first: first day to return; last the last, both inclusive.
        start_minute: local start of all-day entries.
        pace_s_per_km: gives minutes for an entry that has only a distance.
        zone: the runner's zone, for entries in UTC; None keeps their clock and says so.
    """

    first: dt.date
    last: dt.date
    start_minute: int = DEFAULT_START
    pace_s_per_km: float = DEFAULT_PACE_S_PER_KM
    zone: dt.tzinfo | None = None


def recognises(head: bytes) -> bool:
    """Whether the bytes start a calendar."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].upper() == b"BEGIN:VCALENDAR"


def read(content: bytes, window: Window) -> Parsed[tuple[PlannedRun, ...]]:
    """Return the planned runs of a calendar within the window, in the order of time.

    Recurring entries are written out. Entries that are no runs are left out and counted.
    """
    if len(content) > MAX_CALENDAR_BYTES:
        return Parsed(value=None, problems=(_too_large(),))
    try:
        calendar = Calendar.from_ical(content.decode("utf-8-sig", "replace").lstrip())
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        return Parsed(value=None, problems=(_broken(error),))
    tally = _Tally()
    runs: list[PlannedRun] = []
    entries = calendar.walk("VEVENT")
    moved = _moved(entries[:MAX_ENTRIES], window)
    for number, entry in enumerate(entries):
        if number >= MAX_ENTRIES:
            tally.beyond += 1
            continue
        try:
            runs.extend(_runs(entry, window, tally, moved))
        except BROKEN:
            tally.unreadable += 1
    runs.sort(key=lambda run: (run.date, run.start_minute))
    problems = tally.problems()
    if not runs:
        return Parsed(value=None, problems=(*problems, _no_runs(window)))
    return Parsed(value=tuple(runs), problems=problems)


@dataclass(slots=True)
class _Tally:
    """What was met on the way, told once and not for every entry."""

    others: list[str] = field(default_factory=list)
    unreadable: int = 0
    assumed: int = 0
    utc: int = 0
    frequent: int = 0
    beyond: int = 0

    def problems(self) -> tuple[Problem, ...]:
        told = (
            (len(self.others), "not-a-run", _others(self.others), _NAME_IT),
            (self.unreadable, "broken-entry", "entries cannot be read; left out.", _AGAIN),
            (self.assumed, "minutes-assumed", _ASSUMED, "Give them an end or a distance."),
            (self.utc, "no-time-zone", _UTC, "Set the time zone in the profile."),
            (self.frequent, "too-frequent", "entries repeat endlessly; left out.", None),
            (self.beyond, "calendar-too-large", _BEYOND, "Export a shorter span."),
        )
        return tuple(
            Problem(
                code=code,
                sentence=f"{count} {sentence}",
                remedy=remedy,
                severity=Severity.WARNING,
            )
            for count, code, sentence, remedy in told
            if count
        )


def _others(titles: list[str]) -> str:
    """Return the words for entries that are no runs, the first few by their titles."""
    named = dict.fromkeys(title[:40] or "without a title" for title in titles)
    first = ", ".join(f"“{each}”" for each in islice(named, NAMED))
    more = " and others" if len(named) > NAMED else ""
    are = "entry is no run" if len(titles) == 1 else "entries are no runs"
    return f"{are} and left out: {first}{more}."


_NAME_IT: Final = "A run's title says so: “Easy run 8 km”, “Tempo 45 min”."
_AGAIN: Final = "Export the calendar again."
_ASSUMED: Final = "runs have neither time nor distance; the usual minutes of their kind were taken."
_UTC: Final = "entries are in universal time; their clock was kept."
_BEYOND: Final = f"entries beyond the first {MAX_ENTRIES} were left out."


def _moved(entries: list[Component], window: Window) -> Mapping[str, frozenset[dt.date]]:
    """Return the days of a recurring entry that an entry of its own stands for, by the uid.

    RFC 5545, 3.8.4.4: an entry with RECURRENCE-ID replaces that one occurrence, also to cancel it.
    """
    found: dict[str, set[dt.date]] = {}
    for entry in entries:
        with suppress(*BROKEN):  # counted when its turn comes
            day = _replaced(entry, window)
            if day is not None:
                found.setdefault(str(entry.get("UID", "")), set()).add(day)
    return {uid: frozenset(days) for uid, days in found.items()}


def _replaced(entry: Component, window: Window) -> dt.date | None:
    """Return the day that an entry stands for in another one that recurs; None where for none."""
    replaced = _date_in(entry, "RECURRENCE-ID")
    return None if replaced is None else _day(_local(replaced, window, _Tally()))


def _runs(
    entry: Component, window: Window, tally: _Tally, moved: Mapping[str, frozenset[dt.date]]
) -> Iterator[PlannedRun]:
    _replaced(entry, window)  # an entry in place of a day that can't be read is not to be trusted
    if str(entry.get("STATUS", "")).upper() == "CANCELLED":
        return
    summary = str(entry.get("SUMMARY", ""))
    description = str(entry.get("DESCRIPTION", ""))
    is_rest = _REST.match(summary) is not None
    kind = None if is_rest else kind_of(summary, description)
    if kind is None and not is_rest:
        tally.others.append(summary.strip())
        return
    start = _date_in(entry, "DTSTART")
    if start is None:
        tally.unreadable += 1
        return
    distance_m = None if is_rest else _distance(summary, description)
    words = f"{summary}\n{description}"
    known = None if kind is None else _minutes(entry, start, words, distance_m, window)
    usual = 0.0 if kind is None else USUAL_MINUTES[kind]
    found = False
    for moment in _moments(entry, start, window, tally, moved):
        found = True
        yield PlannedRun(
            date=_day(moment),
            start_minute=moment.hour * MIN_PER_HOUR + moment.minute
            if isinstance(moment, dt.datetime)
            else window.start_minute,
            kind=kind,
            minutes=usual if known is None else known,
            distance_m=distance_m,
        )
    tally.assumed += found and kind is not None and known is None


def _date_in(entry: Component, name: str) -> dt.date | None:
    """Return the date or time of a property; None where it is missing or something else."""
    value = getattr(entry.get(name), "dt", None)
    return value if isinstance(value, dt.date) else None


def kind_of(summary: str, description: str = "") -> RunKind | None:
    """Return the kind of run that an entry's words say, None where it is no run."""
    tag = _TAG.search(description)
    tagged = tag.group(1).replace("_", " ") if tag else ""
    sport = sports.kind_of(summary)
    is_run = _RUN_WORDS.search(summary) or _RUN_WORDS.search(tagged)
    if not is_run and sport not in {None, ActivityKind.RUN}:
        return None
    if not (is_run or sport is ActivityKind.RUN or _DISTANCE.search(summary)):
        return None
    for text in (tagged, summary):
        for kind, pattern in _KIND_WORDS:
            if re.search(pattern, text, re.IGNORECASE):
                return kind
    return RunKind.EASY


def _moments(
    entry: Component,
    start: dt.date,
    window: Window,
    tally: _Tally,
    moved: Mapping[str, frozenset[dt.date]],
) -> Iterator[dt.date]:
    """Yield the starts of an entry in the window, as local clock times; dates if all day."""
    local = _local(start, window, tally)
    rule = entry.get("RRULE")
    if rule is None:
        if window.first <= _day(local) <= window.last:
            yield local
        return
    rules = rule if isinstance(rule, list) else [rule]
    texts = [one.to_ical().decode() for one in rules]
    if any(_FREQUENT.search(text) for text in texts) or _day(local).year < FIRST_YEAR:
        tally.frequent += 1
        return
    # A rule counts days and hours where its entry lies; each start then goes on the runner's clock.
    timed = isinstance(start, dt.datetime)
    zone = start.tzinfo if isinstance(start, dt.datetime) else None
    anchor = (
        start.replace(tzinfo=None)
        if isinstance(start, dt.datetime)
        else dt.datetime.combine(start, dt.time())
    )
    excluded = {_day(_local(moment, window, _Tally())) for moment in _excluded(entry)}
    excluded |= moved.get(str(entry.get("UID", "")), frozenset())
    last = window.last + dt.timedelta(days=1)
    days = {moment for text in texts for moment in _repeats(text, anchor, last)}
    for moment in sorted(days):
        here = _local(moment.replace(tzinfo=zone), window, _Tally()) if timed else moment.date()
        if window.first <= _day(here) <= window.last and _day(here) not in excluded:
            yield here


def _repeats(rule: str, anchor: dt.datetime, last: dt.date) -> list[dt.datetime]:
    """Return the starts of a rule from its anchor to the last day.

    Its end is cut to the day, as starts here are local; a rule without an end gets one, because a
    rule that is never met would be followed to the year 9999.
    """
    parts = [part for part in rule.split(";") if not part.upper().startswith(("UNTIL", "COUNT"))]
    ends = [f"{last:%Y%m%d}", *re.findall(r"UNTIL=(\d{8})", rule, re.IGNORECASE)]
    count = re.search(r"COUNT=(\d{1,9})", rule, re.IGNORECASE)
    starts = rrulestr(";".join([*parts, f"UNTIL={min(ends)}T235959"]), dtstart=anchor)
    return list(islice(starts, int(count.group(1)) if count else None))


def _excluded(entry: Component) -> Iterator[dt.date]:
    given = entry.get("EXDATE")
    if given is None:
        return
    for one in given if isinstance(given, list) else [given]:
        for value in getattr(one, "dts", ()):
            if isinstance(value.dt, dt.date):
                yield value.dt


def _local(moment: dt.date, window: Window, tally: _Tally) -> dt.date:
    """Return a start on the runner's clock, without a zone; as written where either has none."""
    if not isinstance(moment, dt.datetime):
        return moment
    if moment.tzinfo is not None and window.zone is not None:
        moment = moment.astimezone(window.zone)
    elif moment.tzinfo is not None and moment.utcoffset() == dt.timedelta(0):
        tally.utc += 1
    return moment.replace(tzinfo=None)


def _day(moment: dt.date) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment


def _minutes(
    entry: Component, start: dt.date, words: str, distance_m: float | None, window: Window
) -> float | None:
    """Return minutes from the entry's length, its words, or its distance; None without any."""
    length = _length(entry, start)
    if length is None and (hours := _HOURS.search(words)):
        length = int(hours.group(1)) * MIN_PER_HOUR + int(hours.group(2) or 0)
    if length is None and not _REPEATS.search(words) and (minutes := _MINUTES.search(words)):
        length = float(minutes.group(1))
    if length is not None and MIN_MINUTES <= length <= MAX_MINUTES:
        return float(length)
    if distance_m is None:
        return None
    return min(distance_m / M_PER_KM * window.pace_s_per_km / S_PER_MIN, MAX_MINUTES)


def _length(entry: Component, start: dt.date) -> float | None:
    if not isinstance(start, dt.datetime):
        return None
    length = getattr(entry.get("DURATION"), "dt", None)
    if not isinstance(length, dt.timedelta):
        end = _date_in(entry, "DTEND")
        if not isinstance(end, dt.datetime):
            return None
        length = end - start
    return length.total_seconds() / S_PER_MIN


def _distance(summary: str, description: str) -> float | None:
    """Return metres: from the title, else the total or the only distance of the text."""
    found = _DISTANCE.search(summary)
    if found is None:
        total = _TOTAL.search(description)
        if total is not None:
            figure, unit = (
                (total.group(1), total.group(2)) if total.group(1) else total.groups()[2:]
            )
            return _metres(figure, None, unit)
        if _REPEATS.search(description):
            return None
        found = _DISTANCE.search(description)
    if found is None:
        return None
    return _metres(*found.groups())


def _metres(low: str, high: str | None, unit: str) -> float | None:
    figures = [float(figure.replace(",", ".")) for figure in (low, high) if figure]
    metres = M_PER_KM if unit.lower().startswith("k") else M_PER_MILE
    return sum(figures) / len(figures) * metres or None


def _too_large() -> Problem:
    return Problem(
        code="calendar-too-large",
        sentence=f"The calendar is larger than {MAX_CALENDAR_BYTES >> 20} MB.",
        remedy="Export the weeks of the plan alone.",
    )


def _broken(error: Exception) -> Problem:
    return Problem(
        code="broken-calendar",
        sentence=f"The calendar cannot be read ({str(error)[:100]}).",
        remedy="Export it again as an iCalendar (.ics) file.",
    )


def _no_runs(window: Window) -> Problem:
    return Problem(
        code="no-planned-runs",
        sentence=f"The calendar has no runs from {window.first} to {window.last}.",
        remedy="Name the entries as runs, e.g. 'Easy run 8 km', or choose other days.",
    )
