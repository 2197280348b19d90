"""GPX tracks: every <trk> with times becomes an activity, breaks between segments its pauses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ironstride.domain.problem import Parsed, Problem, Severity
from ironstride.domain.run import Activity, ActivityKind, Channel
from ironstride.importers import sniff, sports, timeline
from ironstride.importers.limits import MAX_ACTIVITIES, MAX_POINTS
from ironstride.importers.points import TIME, Points, Tags
from ironstride.importers.track import (
    NOT_AN_ACTIVITY,
    TOO_LARGE,
    Recording,
    assemble,
    kept,
    refusal,
)
from ironstride.importers.xml_events import Expat, Fault, fault_problem, feed_mended

if TYPE_CHECKING:
    from collections.abc import Callable

JOIN_WITHIN_S: Final = 15 * 60.0
"""Tracks of one sport that follow within this are laps of one activity that an app wrote apart."""

# GPSies gave planned routes this start, so that viewers could show a speed.
GPSIES_START: Final = "2010-01-01T00:00:00Z"

_COLUMNS: Final = {
    "time": TIME,
    "ele": Channel.ALTITUDE,
    "hr": Channel.HEART_RATE,
    "heartrate": Channel.HEART_RATE,
    "cad": Channel.CADENCE,
    "cadence": Channel.CADENCE,
    "runcadence": Channel.CADENCE,
    "power": Channel.POWER,
    "powerinwatts": Channel.POWER,
    "watts": Channel.POWER,
    "atemp": Channel.TEMPERATURE,
    "temp": Channel.TEMPERATURE,
    "speed": Channel.SPEED,
}
_POSITION: Final = {"lat": Channel.LATITUDE, "lon": Channel.LONGITUDE}
# What stands in these says nothing of the track: names of places, colours, statistics.
_ASIDE: Final = frozenset({"wpt", "rte", "rtept", "extensions", "author", "link"})
_FITOTRACK_SPORT: Final = re.compile(r"\bworkoutTypeId=(\w+)")


def recognises(head: bytes) -> bool:
    """Whether the bytes start a GPX document."""
    return sniff.has_element(head, b"gpx")


def read(content: bytes) -> Parsed[tuple[Activity, ...]]:
    """Return the activities of a GPX file; routes and waypoints are refused with a sentence."""
    sink, fault = feed_mended(content, _Tracks)
    if fault is not None and fault.attack:
        return Parsed(value=None, problems=(fault_problem(fault, kept=0, what="points"),))
    return _activities(sink, fault)


class _Tracks:
    """Collects the points of tracks; waypoints and planned routes are passed over."""

    parser: Expat

    def __init__(self) -> None:
        self.text: list[str] = []
        self.tracks: list[Recording] = []
        self.creator: str | None = None
        self.title: str | None = None
        self.is_gpx = False
        self.waypoints = 0
        self.count = 0
        self._points: Points | None = None
        self._aside = 0
        self._point_end = self._end_in_point(Points())

    def start(self, tag: str, attributes: list[str]) -> None:
        self.text.clear()
        local = tag.rpartition("}")[2]
        if local == "trkpt":
            self._open_point(attributes)
        elif local == "trkseg" and self._points is not None:
            self._points.open_segment()
        elif local == "trk":
            self._points = Points()
            self._point_end = self._end_in_point(self._points)
            self.tracks.append(Recording(points=self._points, source_format="gpx"))
        elif local in _ASIDE:
            self._aside += 1
            self.waypoints += local != "extensions"
        elif local == "gpx":
            self.is_gpx = True
            self.creator = _attribute(attributes, "creator")

    def _open_point(self, attributes: list[str]) -> None:
        points = self._points
        if points is None or self.count >= MAX_POINTS:
            return
        for name, text in zip(attributes[::2], attributes[1::2], strict=True):
            column = _POSITION.get(name)
            if column is not None:
                where, texts = points.column(column)
                where.append(points.count)
                texts.append(text)
        self.parser.StartElementHandler = None
        self.parser.EndElementHandler = self._point_end

    def end(self, tag: str) -> None:
        local = tag.rpartition("}")[2]
        text = "".join(self.text).strip()
        self.text.clear()
        if local in _ASIDE:
            self._aside -= 1
        elif local == "trk":
            self._points = None
        elif not self._aside and text:
            self._end_of_header(local, text)

    def _end_in_point(self, points: Points) -> Callable[[str], None]:
        """Return what takes the ends of elements until a point of the track ends."""
        text, tags, join = self.text, Tags(points, _column), "".join

        def end(tag: str) -> None:
            column = tags[tag]
            if column is not None:
                column[0].append(points.count)
                column[1].append(join(text))
            elif tag.endswith("trkpt"):
                points.count += 1
                self.count += 1
                self.parser.StartElementHandler = self.start
                self.parser.EndElementHandler = self.end
            text.clear()

        return end

    def _end_of_header(self, local: str, text: str) -> None:
        if self._points is None:
            if local == "name" and self.title is None:
                self.title = text
        elif local == "name":
            self.tracks[-1].name = text
        elif local == "type":
            self.tracks[-1].sport = text


def _attribute(attributes: list[str], name: str) -> str | None:
    return dict(zip(attributes[::2], attributes[1::2], strict=True)).get(name)


def _column(tag: str) -> str | None:
    space, _, local = tag.rpartition("}")
    if local == "distance" and "GPXDATA" in space:
        return Channel.DISTANCE  # cumulative there; OpenTracks writes metres per point
    return _COLUMNS.get(local.lower())


def _activities(sink: _Tracks, fault: Fault | None) -> Parsed[tuple[Activity, ...]]:
    problems: list[Problem] = []
    if fault is not None:
        problems.append(fault_problem(fault, kept=sink.count, what="points"))
    if sink.count >= MAX_POINTS or len(sink.tracks) > MAX_ACTIVITIES:
        return Parsed(value=None, problems=(*problems, TOO_LARGE))
    activities: list[Activity] = []
    for track in _joined([track for track in sink.tracks if track.points.count]):
        if (sink.creator or "").startswith("GPSies") and _starts_at(track) == GPSIES_START:
            problems.append(_made_up_times())
            continue
        _name_sport(track, sink)
        parsed = assemble(track)
        problems.extend(parsed.problems)
        if parsed.value is not None:
            activities.append(parsed.value)
    if not activities and not any(p.severity is Severity.ERROR for p in problems):
        problems.append(_nothing(sink))
    return kept(activities, problems)


def _name_sport(track: Recording, sink: _Tracks) -> None:
    """Set name, device, sport and kind from all that the file says."""
    track.device = sink.creator
    track.name = track.name or sink.title
    fitotrack = _FITOTRACK_SPORT.search(track.name or "")
    if fitotrack is not None:
        track.sport, track.name = track.sport or fitotrack.group(1), None
    if track.sport.isdigit() and (sink.creator or "").startswith("Strava"):
        track.kind = sports.strava_kind(track.sport)
        return
    track.kind = sports.kind_of(track.sport)
    if track.kind is None and track.name is not None:
        named = sports.kind_of(track.name)
        track.kind = None if named is ActivityKind.OTHER else named


def _joined(tracks: list[Recording]) -> list[Recording]:
    """Return the tracks, those joined that follow each other closely in one sport."""
    joined: list[Recording] = []
    for track in tracks:
        if joined and _follows(joined[-1], track):
            _append(joined[-1].points, track.points)
        else:
            joined.append(track)
    return joined


def _follows(earlier: Recording, later: Recording) -> bool:
    if earlier.sport.lower() != later.sport.lower():
        return False
    ends = earlier.points.texts(TIME)[1][-1:]
    starts = later.points.texts(TIME)[1][:1]
    if not ends or not starts:
        return not ends and not starts
    end, start = timeline.instant(ends[0]), timeline.instant(starts[0])
    return (
        end is not None
        and start is not None
        and 0.0 <= start.epoch_s - end.epoch_s <= JOIN_WITHIN_S
    )


def _append(points: Points, more: Points) -> None:
    shift = points.count
    points.open_segment()
    points.segments.extend(start + shift for start in more.segments)
    for column, (where, texts) in more.columns.items():
        into = points.columns.setdefault(column, ([], []))
        into[0].extend(index + shift for index in where)
        into[1].extend(texts)
    points.count += more.count


def _starts_at(track: Recording) -> str | None:
    return next((text.strip() for text in track.points.texts(TIME)[1]), None)


def _made_up_times() -> Problem:
    return Problem(
        code=NOT_AN_ACTIVITY,
        sentence="The times of this track were made up by GPSies: a planned route.",
        remedy="Import the recorded activity instead.",
    )


def _nothing(sink: _Tracks) -> Problem:
    if not sink.is_gpx:
        return Problem(code=NOT_AN_ACTIVITY, sentence="The XML is no GPX document.",
                       remedy="Import a FIT, GPX or TCX file.")  # fmt: skip
    if sink.tracks or not sink.waypoints:
        return refusal(Recording(points=Points(), source_format="gpx", what="GPX file"))
    return Problem(
        code=NOT_AN_ACTIVITY,
        sentence="The GPX file holds waypoints or a planned route, and no recorded track.",
        remedy="Export the recorded activity, with its times, instead of the route.",
    )
