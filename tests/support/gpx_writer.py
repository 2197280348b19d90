"""GPX files as watches and apps write them, made point by point."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

START = dt.datetime(2026, 3, 1, 7, 0, tzinfo=dt.UTC)
LATITUDE, LONGITUDE = 52.0, 13.0
METRES_PER_DEGREE = 6_371_008.8 * math.pi / 180.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One track point; None leaves the element out. ``north_m`` is the way north of the start."""

    seconds: float | None
    north_m: float | None
    altitude_m: float | None = 100.0
    heart_rate: int | None = None
    cadence: int | None = None
    power: int | None = None
    extra: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GpxTrack:
    """A <trk> with its segments."""

    segments: Sequence[Sequence[Point]]
    sport: str | None = "running"
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GpxFile:
    """A document and the habits of the app that writes it."""

    tracks: Sequence[GpxTrack]
    creator: str | None = "Garmin Connect"
    prefix: str = "gpxtpx"
    declares_prefix: bool = True
    start: dt.datetime = START
    lead: str = ""
    declaration: str = '<?xml version="1.0" encoding="UTF-8"?>'
    head: str = ""
    offset: str = "Z"


def steady(
    seconds: int, *, speed_mps: float = 3.0, from_s: int = 0, step_s: int = 1, heart_rate: int = 150
) -> list[Point]:
    """Return points of a run straight north at one speed, the last at ``seconds``."""
    return [
        Point(seconds=t, north_m=t * speed_mps, heart_rate=heart_rate, cadence=85)
        for t in range(from_s, seconds + 1, step_s)
    ]


def _time(point: Point, file: GpxFile) -> str:
    if point.seconds is None:
        return ""
    moment = file.start + dt.timedelta(seconds=point.seconds)
    return f"<time>{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}{file.offset}</time>"


def _point(point: Point, file: GpxFile) -> str:
    place = ""
    if point.north_m is not None:
        latitude = LATITUDE + point.north_m / METRES_PER_DEGREE
        place = f' lat="{latitude:.8f}" lon="{LONGITUDE:.8f}"'
    told = {"hr": point.heart_rate, "cad": point.cadence}
    inner = "".join(
        f"<{file.prefix}:{name}>{value}</{file.prefix}:{name}>"
        for name, value in told.items()
        if value is not None
    )
    if inner:
        inner = f"<{file.prefix}:TrackPointExtension>{inner}</{file.prefix}:TrackPointExtension>"
    if point.power is not None:
        inner += f"<power>{point.power}</power>"
    if inner:
        inner = f"<extensions>{inner}</extensions>"
    altitude = "" if point.altitude_m is None else f"<ele>{point.altitude_m}</ele>"
    return f"<trkpt{place}>{altitude}{_time(point, file)}{point.extra}{inner}</trkpt>\n"


def gpx_bytes(file: GpxFile) -> bytes:
    """Return the file's bytes."""
    spaces = 'xmlns="http://www.topografix.com/GPX/1/1"'
    if file.declares_prefix:
        spaces += f' xmlns:{file.prefix}="http://www.garmin.com/xmlschemas/TrackPointExtension/v1"'
    creator = f' creator="{file.creator}"' if file.creator else ""
    body = "".join(_track(track, file) for track in file.tracks)
    text = f'{file.declaration}{file.head}<gpx version="1.1"{creator} {spaces}>\n{body}</gpx>\n'
    return (file.lead + text).encode()


def _track(track: GpxTrack, file: GpxFile) -> str:
    name = f"<name>{track.name}</name>" if track.name else ""
    sport = f"<type>{track.sport}</type>" if track.sport else ""
    segments = "".join(
        "<trkseg>" + "".join(_point(point, file) for point in segment) + "</trkseg>"
        for segment in track.segments
    )
    return f"<trk>{name}{sport}{segments}</trk>\n"


def one_track(points: Sequence[Point], **of_track: str | None) -> bytes:
    """Return a file with a single track of a single segment."""
    sport = of_track.get("sport", "running")
    return gpx_bytes(
        GpxFile(tracks=[GpxTrack(segments=[points], sport=sport, name=of_track.get("name"))])
    )
