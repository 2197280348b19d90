"""TCX: every <Activity> with its laps; courses and workouts are refused as plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ironstride.domain.problem import Parsed, Problem, Severity
from ironstride.domain.run import Activity, ActivityKind, Channel, Lap
from ironstride.importers import sniff, sports, timeline
from ironstride.importers.limits import MAX_ACTIVITIES, MAX_POINTS
from ironstride.importers.points import TIME, Points, Tags
from ironstride.importers.track import NOT_AN_ACTIVITY, TOO_LARGE, Recording, assemble, kept
from ironstride.importers.xml_events import Expat, Fault, fault_problem, feed_mended

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

START_SLACK_S: Final = 1800.0
"""Laps start at most this long before the first point: the time to the first fix, and laps without
any point before it."""

_COLUMNS: Final[Mapping[str, str]] = {
    "Time": TIME,
    "LatitudeDegrees": Channel.LATITUDE,
    "LongitudeDegrees": Channel.LONGITUDE,
    "AltitudeMeters": Channel.ALTITUDE,
    "DistanceMeters": Channel.DISTANCE,
    "Value": Channel.HEART_RATE,
    "Cadence": Channel.CADENCE,
    "RunCadence": Channel.CADENCE,
    "Speed": Channel.SPEED,
    "Watts": Channel.POWER,
}
_LAP_FIELDS: Final = frozenset(
    {"TotalTimeSeconds", "DistanceMeters", "Intensity", "TriggerMethod", "AverageHeartRateBpm"}
)
_INTENSITIES: Final = {"resting": "rest"}


def recognises(head: bytes) -> bool:
    """Whether the bytes start a TCX document."""
    return sniff.has_element(head, b"TrainingCenterDatabase")


def read(content: bytes) -> Parsed[tuple[Activity, ...]]:
    """Return the activities of a TCX file in its order, several sports in one file included."""
    sink, fault = feed_mended(content, _Activities)
    if fault is not None and fault.attack:
        return Parsed(value=None, problems=(fault_problem(fault, kept=0, what="points"),))
    return _activities(sink, fault)


class _Lap:
    """One <Lap> while it is read."""

    __slots__ = ("fields", "first_point", "start")

    def __init__(self, start: str, first_point: int) -> None:
        self.start = start
        self.first_point = first_point
        self.fields: dict[str, str] = {}


class _Found:
    """One <Activity> while it is read."""

    __slots__ = ("identity", "laps", "recording")

    def __init__(self, sport: str) -> None:
        self.recording = Recording(
            points=Points(), source_format="tcx", sport=sport, kind=_kind(sport), what="activity"
        )
        self.identity: str | None = None
        self.laps: list[_Lap] = []


class _Activities:
    """Collects activities, laps and points; courses, workouts and folders are passed over."""

    parser: Expat

    def __init__(self) -> None:
        self.text: list[str] = []
        self.found: list[_Found] = []
        self.count = 0
        self.words: set[str] = set()
        self._points: Points | None = None
        self._lap: _Lap | None = None
        self._in_creator = False
        self._in_mean = False
        self._tags = Tags(Points(), _column)

    def start(self, tag: str, attributes: list[str]) -> None:
        self.text.clear()
        local = tag.rpartition("}")[2]
        self.words.add(local)
        if local == "Track":
            self._open_track()
        elif local == "Lap" and self._points is not None:
            self._lap = _Lap(_attribute(attributes, "StartTime"), self._points.count)
            self.found[-1].laps.append(self._lap)
        elif local == "Activity":
            self.found.append(_Found(_attribute(attributes, "Sport")))
            self._points = self.found[-1].recording.points
            self._tags = Tags(self._points, _column)
        elif local == "Creator":
            self._in_creator = True
        elif local == "AverageHeartRateBpm":
            self._in_mean = True

    def _open_track(self) -> None:
        if self._points is None:
            return
        self._points.open_segment()
        self.parser.StartElementHandler = None
        self.parser.EndElementHandler = self._track_end(self._points)

    def _track_end(self, points: Points) -> Callable[[str], None]:
        """Return what takes the ends of elements until the track ends."""
        text, tags, join = self.text, self._tags, "".join

        def end(tag: str) -> None:
            column = tags[tag]
            if column is not None:
                column[0].append(points.count)
                column[1].append(join(text))
            elif tag.endswith("Trackpoint"):
                if self.count < MAX_POINTS:
                    points.count += 1
                    self.count += 1
            elif tag.endswith("Track"):
                self.parser.StartElementHandler = self.start
                self.parser.EndElementHandler = self.end
            text.clear()

        return end

    def end(self, tag: str) -> None:
        local = tag.rpartition("}")[2]
        text = "".join(self.text).strip()
        self.text.clear()
        if local == "Lap":
            self._lap = None
        elif local == "Activity":
            self._points = None
        elif local == "Creator":
            self._in_creator = False
        elif local == "AverageHeartRateBpm":
            self._in_mean = False
        elif self._points is not None:
            self._end_of_summary(local, text)

    def _end_of_summary(self, local: str, text: str) -> None:
        found = self.found[-1]
        if self._lap is not None:
            field = "AverageHeartRateBpm" if local == "Value" and self._in_mean else local
            if field in _LAP_FIELDS:
                # Extensions repeat words of the lap further down; the lap's own comes first.
                self._lap.fields.setdefault(field, text)
        elif local == "Id" and found.identity is None:
            found.identity = text
        elif local == "Name" and self._in_creator:
            found.recording.device = text or None


def _attribute(attributes: list[str], name: str) -> str:
    return dict(zip(attributes[::2], attributes[1::2], strict=True)).get(name, "")


def _column(tag: str) -> str | None:
    return _COLUMNS.get(tag.rpartition("}")[2])


def _kind(sport: str) -> ActivityKind:
    """Return the kind; Garmin writes Other for all that is neither run nor ride."""
    return sports.kind_of(sport) or ActivityKind.OTHER


def _activities(sink: _Activities, fault: Fault | None) -> Parsed[tuple[Activity, ...]]:
    problems: list[Problem] = []
    if fault is not None:
        problems.append(fault_problem(fault, kept=sink.count, what="points"))
    if sink.count >= MAX_POINTS or len(sink.found) > MAX_ACTIVITIES:
        return Parsed(value=None, problems=(*problems, TOO_LARGE))
    activities: list[Activity] = []
    for found in sink.found:
        _sum_laps(found)
        parsed = assemble(found.recording)
        problems.extend(parsed.problems)
        if parsed.value is not None:
            activities.append(parsed.value)
    if not activities and not any(p.severity is Severity.ERROR for p in problems):
        problems.append(_nothing(sink))
    return kept(activities, problems)


def _sum_laps(found: _Found) -> None:
    """Set timer, distance, start and laps of a recording from what its laps say."""
    recording = found.recording
    where, texts = recording.points.texts(TIME)
    starts = [timeline.instant(lap.start) for lap in found.laps]
    first = next((start for start in map(timeline.instant, texts[:1]) if start), None)
    own = next((start for start in starts if start), None) or timeline.instant(found.identity or "")
    if own is not None and (first is None or 0.0 <= first.epoch_s - own.epoch_s <= START_SLACK_S):
        recording.start_s = own.epoch_s
    elif first is not None:
        recording.start_s = None  # dated apart from its points: the points are right
    times = dict(zip(where, texts, strict=True))
    clock = (
        recording.start_s if recording.start_s is not None else (first.epoch_s if first else 0.0)
    )
    for lap, start in zip(found.laps, starts, strict=True):
        duration = _positive(lap.fields.get("TotalTimeSeconds"))
        near = start.epoch_s if start and recording.start_s is not None else None
        if near is None:
            point = timeline.instant(times.get(lap.first_point, ""))
            near = point.epoch_s if point else clock
        recording.laps.append(
            Lap(
                start_s=near,
                duration_s=duration or 0.0,
                distance_m=_positive(lap.fields.get("DistanceMeters")),
                mean_heart_rate_bpm=_positive(lap.fields.get("AverageHeartRateBpm")),
                intensity=_intensity(lap.fields.get("Intensity")),
                trigger=(lap.fields.get("TriggerMethod") or "").lower() or None,
            )
        )
        clock = near + (duration or 0.0)
    durations = [lap.duration_s for lap in recording.laps]
    recording.timer_s = sum(durations) if durations and any(durations) else None
    distances = [lap.distance_m for lap in recording.laps if lap.distance_m is not None]
    recording.distance_m = sum(distances) if distances else None


def _intensity(word: str | None) -> str | None:
    if not word:
        return None
    return _INTENSITIES.get(word.lower(), word.lower())


def _positive(text: str | None) -> float | None:
    """Return a finite number of at least nought, None for everything else."""
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if 0.0 <= number < float("inf") else None


def _nothing(sink: _Activities) -> Problem:
    if "Course" in sink.words:
        sentence, remedy = (
            "The TCX file holds a course, a planned route, and no recorded activity.",
            "Export the recorded activity instead of the course.",
        )
    elif "Workout" in sink.words:
        sentence, remedy = (
            "The TCX file holds workouts for the watch, and no recorded activity.",
            "Export the recorded activity instead of the workout.",
        )
    elif "TrainingCenterDatabase" in sink.words:
        sentence, remedy = "The TCX file holds no activity.", "Export the activity again."
    else:
        sentence, remedy = "The XML is no TCX document.", "Import a FIT, GPX or TCX file."
    return Problem(code=NOT_AN_ACTIVITY, sentence=sentence, remedy=remedy)
