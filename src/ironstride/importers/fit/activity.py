"""Decoded FIT files as activities: one for each session, with records, laps, pauses and sets."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ironstride.domain.problem import Parsed, Problem, Severity
from ironstride.domain.run import (
    Activity,
    ActivityKind,
    Channel,
    Lap,
    Pause,
    Streams,
)
from ironstride.importers.fit.channels import channels, max_over, mean_over
from ironstride.importers.fit.clock import TimeAxis, is_dated, time_axis, utc, utc_offset
from ironstride.importers.fit.decode import FitFile, FitPart, decode
from ironstride.importers.fit.profile import (
    ACTIVITY_FILE,
    FILE_TYPES,
    INDOOR_SUB_SPORTS,
    INTENSITIES,
    LAP_TRIGGERS,
    MANUFACTURERS,
    SPORTS,
    SUB_SPORTS,
    named,
)
from ironstride.importers.fit.sets import MAX_ROWS, watch_sets

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from ironstride.importers.fit.table import Table

RUNNING: Final = 1
CYCLING: Final = 2
SWIMMING: Final = 5
TRAINING: Final = 10
E_BIKING: Final = 21
STRENGTH_TRAINING: Final = 20
KINDS: Final[Mapping[int, ActivityKind]] = {
    RUNNING: ActivityKind.RUN,
    CYCLING: ActivityKind.RIDE,
    E_BIKING: ActivityKind.RIDE,
    SWIMMING: ActivityKind.SWIM,
}
EARLY_RECORD_S: Final = 600.0
"""Records this long before their session still belong to it (house)."""
MAX_SESSIONS: Final = 200
"""Sessions of one part; a triathlon has five (house)."""
_TIMER: Final = 0
_TIMER_START: Final = 0
_TIMER_STOPS: Final = frozenset({1, 4, 8, 9})
_RPE_STEPS: Final = 10.0
"""Watches store the RPE of 0 to 10 as 0 to 100."""


def read(content: bytes) -> Parsed[tuple[Activity, ...]]:
    """Return the activities of a FIT file, in file order; never raises.

    ``value`` is None where the file holds no activity. Damage is told as a warning that names the
    byte, and everything before it is kept.
    """
    decoded = decode(content)
    if not decoded.parts:
        return Parsed(value=None, problems=decoded.problems)
    problems = list(decoded.problems)
    activities: list[Activity] = []
    with np.errstate(all="ignore"):  # a hostile file may hold infinities; they are left out
        for part in decoded.parts:
            found = _read_part(part)
            activities.extend(found.value or ())
            problems.extend(found.problems)
    if not activities:
        problems.append(_refusal(decoded))
    return Parsed(value=tuple(activities) or None, problems=tuple(problems))


def _refusal(decoded: FitFile) -> Problem:
    """Return why a readable FIT file holds no activity."""
    types = [
        int(kind)
        for part in decoded.parts
        if (kind := _first(part.table("file_id"), "type")) is not None
    ]
    if types and ACTIVITY_FILE not in types:
        named_type = FILE_TYPES.get(types[0], f"type {types[0]}")
        return Problem(
            code="not-an-activity",
            sentence=f"This FIT file is not an activity: it is a {named_type} file.",
            remedy="Nothing to do; activities are in the watch's Activity folder.",
        )
    return Problem(
        code="empty-activity",
        sentence="The file holds no session and fewer than two records with a time: "
        "there is nothing to keep.",
        remedy="Delete it, or export the activity once more from the watch's website.",
    )


def _first(table: Table, name: str) -> float | None:
    return table.number(name, 0) if table.count else None


def _read_part(part: FitPart) -> Parsed[tuple[Activity, ...]]:
    """Return the activities of one part; none for settings, monitoring, workouts and the like."""
    kind = _first(part.table("file_id"), "type")
    if kind is not None and kind != ACTIVITY_FILE:
        return Parsed(value=())
    sessions, records = part.table("session"), part.table("record")
    axis = time_axis(records, sessions)
    if sessions.count == 0 and len(axis.rows) <= 1:
        return Parsed(value=())
    spans = _session_spans(sessions, axis)
    problems = list(axis.problems)
    if len(spans) > MAX_SESSIONS:
        sentence = f"The file holds {len(spans)} sessions; the first {MAX_SESSIONS} were kept."
        problems.append(
            Problem(code="too-many-sessions", sentence=sentence, severity=Severity.WARNING)
        )
    if sessions.count == 0:
        problems.append(
            Problem(
                code="no-summary",
                sentence="The file has no session summary; one was made from its records.",
                location="session",
                severity=Severity.WARNING,
            )
        )
    activities = tuple(_Reading(part, axis, span).activity() for span in spans[:MAX_SESSIONS])
    if any(activity.start is None for activity in activities):
        problems.append(
            Problem(
                code="undated",
                sentence="The device had no date: its times count from when it was switched on.",
                location="file_id.time_created",
                remedy="Give the activity its date after the import.",
                severity=Severity.WARNING,
            )
        )
    return Parsed(value=activities, problems=tuple(problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Span:
    """One session: its row (None: made up from the records) and where its time begins and ends.

    Args:
        start: FIT time, corrected; None where nothing tells.
        until: FIT time at which the next session begins; infinite for the last.
    """

    row: int | None
    start: float | None
    first: float
    until: float
    alone: bool


def _session_spans(sessions: Table, axis: TimeAxis) -> list[_Span]:
    """Return the sessions in file order, each with the time up to the start of the next one."""
    if sessions.count == 0:
        return [_Span(row=None, start=None, first=-np.inf, until=np.inf, alone=True)]
    starts = [sessions.number("start_time", row) for row in range(sessions.count)]
    if sessions.count == 1:
        start = None if starts[0] is None else axis.jump.corrected(starts[0])
        return [_Span(row=0, start=start, first=-np.inf, until=np.inf, alone=True)]
    known = sorted({start for start in starts if start is not None})
    spans: list[_Span] = []
    for row, start in enumerate(starts):
        if start is None:
            spans.append(_Span(row=row, start=None, first=np.inf, until=np.inf, alone=False))
            continue
        after = bisect_right(known, start)
        first = start if start > known[0] else start - EARLY_RECORD_S
        until = known[after] if after < len(known) else np.inf
        spans.append(_Span(row=row, start=start, first=first, until=until, alone=False))
    return spans


class _Reading:
    """One session under way to its activity."""

    def __init__(self, part: FitPart, axis: TimeAxis, span: _Span) -> None:
        self.part = part
        self.axis = axis
        self.span = span
        inside = (axis.times >= span.first) & (axis.times < span.until)
        self.rows: NDArray[np.int64] = axis.rows[inside]
        self.times: NDArray[np.float64] = axis.times[inside]
        self.start = self._start()

    def _number(self, name: str) -> float | None:
        """Return a figure of the session's summary."""
        row = self.span.row
        return None if row is None else self.part.table("session").number(name, row)

    def _length(self, name: str) -> float | None:
        """Return a duration of the session's summary; None if there is none, or it is negative."""
        stated = self._number(name)
        return None if stated is None or stated < 0 else stated

    def _start(self) -> float | None:
        """Return the FIT time at which the activity starts."""
        stated = self.span.start
        if not len(self.times):
            return stated
        first = float(self.times[0])
        if stated is None or stated > first or first - stated > self._longest():
            return first
        return stated

    def _longest(self) -> float:
        """Return how long after the stated start a first record may come."""
        return max(self._length("total_elapsed_time") or 0.0, EARLY_RECORD_S)

    def activity(self) -> Activity:
        """Return the session as an activity."""
        sport, sub_sport = self._sport()
        starts = self.part.table("set").column("start_time")
        sets = watch_sets(self.part, self._mine(starts), self._since_start)
        kind = _kind(sport, sub_sport, has_sets=any(one.kind == "active" for one in sets))
        streams = self._streams(kind)
        heart_rate = None if streams is None else streams.channels.get(Channel.HEART_RATE)
        pauses = self._pauses()
        elapsed = self._elapsed()
        duration = self._length("total_timer_time")
        if duration is None:
            duration = self._length("total_elapsed_time")
        if duration is None:
            paused = sum(pause.end_s - pause.start_s for pause in pauses)
            duration = max((elapsed or 0.0) - paused, 0.0)
        rpe = self._number("workout_rpe")
        file_id = self.part.table("file_id")
        manufacturer = _first(file_id, "manufacturer")
        whose = None if manufacturer is None else int(manufacturer)
        return Activity(
            kind=kind,
            sport=_sport_name(sport, sub_sport),
            start=self._date(),
            duration_s=duration,
            source_format="fit",
            utc_offset_s=utc_offset(self.part.table("activity"), whose),
            elapsed_s=elapsed,
            distance_m=self._number("total_distance") or _last_distance(streams) or None,
            ascent_m=self._number("total_ascent"),
            mean_heart_rate_bpm=self._number("avg_heart_rate") or mean_over(heart_rate),
            max_heart_rate_bpm=self._number("max_heart_rate") or max_over(heart_rate),
            session_rpe=None if rpe is None else rpe / _RPE_STEPS,
            indoor=sub_sport in INDOOR_SUB_SPORTS,
            device=_device(file_id, whose),
            name=self.part.table("workout").text("wkt_name", 0)
            if self.part.table("workout").count
            else None,
            streams=streams,
            laps=self._laps(),
            pauses=pauses,
            sets=sets,
        )

    def _sport(self) -> tuple[int | None, int | None]:
        """Return sport and sub-sport of the session, else of the file's only sport message."""
        sport, sub_sport = self._number("sport"), self._number("sub_sport")
        stated = self.part.table("sport")
        if sport is None and stated.count == 1:
            sport, sub_sport = stated.number("sport", 0), stated.number("sub_sport", 0)
        return (
            None if sport is None else int(sport),
            None if sub_sport is None else int(sub_sport),
        )

    def _date(self) -> dt.datetime | None:
        """Return the start in UTC; None where the device knew no date."""
        created = _first(self.part.table("file_id"), "time_created")
        if self.start is not None and is_dated(self.start):
            return utc(self.start)
        if created is None or not is_dated(created):
            return None
        # The file is made when the first session starts; later ones keep their distance to it.
        known = self.part.table("session").column("start_time")
        known = known[np.isfinite(known)]
        first = float(known.min()) if len(known) else self.start
        later = 0.0 if self.start is None or first is None else self.start - first
        return utc(created + later) if is_dated(created + later) else None

    def _elapsed(self) -> float | None:
        """Return the wall duration in seconds."""
        stated = self._length("total_elapsed_time")
        if stated is not None:
            return stated
        return None if len(self.times) <= 1 else float(self.times[-1] - self.times[0])

    def _streams(self, kind: ActivityKind) -> Streams | None:
        if not len(self.rows) or self.start is None:
            return None
        found, others = channels(self.part.table("record"), self.rows, kind)
        if not self.span.alone and Channel.DISTANCE in found:
            found[Channel.DISTANCE] -= self._distance_before(found[Channel.DISTANCE])
        return Streams(time_s=self.times - self.start, channels=found, developer=others)

    def _distance_before(self, own: NDArray[np.float64]) -> float:
        """Return the metres that earlier sessions left on a counter that runs through them all."""
        distance = self.part.table("record").column("distance")
        before = distance[self.axis.rows[self.axis.times < self.span.first]]
        carried = max_over(before) or 0.0
        first = float(own[np.isfinite(own)][0])
        return carried if first >= carried else 0.0

    def _since_start(self, time: float | None) -> float | None:
        """Return seconds after the activity's start; None if either is unknown."""
        if time is None or self.start is None:
            return None
        return self.axis.jump.corrected(time) - self.start

    def _mine(self, times: NDArray[np.float64]) -> list[int]:
        """Return the rows of what happened, at these FIT times, during the session."""
        if self.span.alone:
            return list(range(min(len(times), MAX_ROWS)))
        inside = (times >= self.span.first) & (times < self.span.until)
        return [int(row) for row in np.flatnonzero(inside)[:MAX_ROWS]]

    def _laps(self) -> tuple[Lap, ...]:
        laps = self.part.table("lap")
        found: list[Lap] = []
        for row in self._mine(laps.column("start_time")):
            start = self._since_start(laps.number("start_time", row))
            if start is None:
                continue
            duration = laps.number("total_timer_time", row)
            if duration is None:
                duration = laps.number("total_elapsed_time", row)
            if duration is None:
                ended = self._since_start(laps.number("timestamp", row))
                duration = None if ended is None else max(ended - start, 0.0)
            if duration is None:
                continue
            found.append(
                Lap(
                    start_s=start,
                    duration_s=duration,
                    distance_m=laps.number("total_distance", row),
                    mean_heart_rate_bpm=laps.number("avg_heart_rate", row),
                    intensity=named(INTENSITIES, laps.number("intensity", row)),
                    trigger=named(LAP_TRIGGERS, laps.number("lap_trigger", row)),
                )
            )
        return tuple(found)

    def _pauses(self) -> tuple[Pause, ...]:
        """Return the times between a stop of the timer and its next start."""
        events = self.part.table("event")
        timer = [
            (at, int(kind))
            for row in self._mine(events.column("timestamp"))
            if events.number("event", row) == _TIMER
            and (kind := events.number("event_type", row)) is not None
            and (at := events.number("timestamp", row)) is not None
        ]
        found: list[Pause] = []
        stopped: float | None = None
        for at, kind in timer:
            if kind in _TIMER_STOPS and stopped is None:
                stopped = self._since_start(at)
            elif kind == _TIMER_START and stopped is not None:
                resumed = self._since_start(at)
                if resumed is not None and resumed > stopped:
                    found.append(Pause(start_s=stopped, end_s=resumed))
                stopped = None
        return tuple(found)


def _kind(sport: int | None, sub_sport: int | None, *, has_sets: bool) -> ActivityKind:
    """Return what the activity is; sets make a strength session of what is not named otherwise."""
    if sport is not None and sport in KINDS:
        return KINDS[sport]
    if sub_sport == STRENGTH_TRAINING or has_sets:
        return ActivityKind.STRENGTH
    return ActivityKind.OTHER


def _sport_name(sport: int | None, sub_sport: int | None) -> str:
    """Return the device's own word, e.g. ``running/trail``."""
    if sport is None:
        return "unknown"
    name = SPORTS.get(sport, f"sport {sport}")
    return f"{name}/{SUB_SPORTS.get(sub_sport, str(sub_sport))}" if sub_sport else name


def _device(file_id: Table, manufacturer: int | None) -> str | None:
    """Return maker and product as far as the file names them."""
    if manufacturer is None:
        return None
    maker = MANUFACTURERS.get(manufacturer, f"manufacturer {manufacturer}")
    product = file_id.text("product_name", 0)
    number = file_id.number("product", 0)
    if product is None and number is not None:
        product = f"product {int(number)}"
    return maker if product is None else f"{maker} {product}"


def _last_distance(streams: Streams | None) -> float | None:
    """Return the distance at the last record that has one."""
    column = None if streams is None else streams.channels.get(Channel.DISTANCE)
    return max_over(column)
