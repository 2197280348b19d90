"""TCX files as watches write them, lap by lap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from tests.support.gpx_writer import LATITUDE, LONGITUDE, METRES_PER_DEGREE, START


@dataclass(frozen=True, slots=True, kw_only=True)
class TcxPoint:
    """One <Trackpoint>; None leaves the element out."""

    seconds: float | None
    north_m: float | None = None
    distance_m: float | None = None
    heart_rate: int | None = None
    run_cadence: int | None = None
    speed_mps: float | None = None
    watts: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TcxLap:
    """One <Lap>: its own sums, and its tracks (more than one where the timer stood)."""

    start_s: float
    total_s: float
    distance_m: float | None = None
    tracks: Sequence[Sequence[TcxPoint]] = ()
    intensity: str = "Active"
    mean_heart_rate: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TcxActivity:
    """One <Activity>."""

    laps: Sequence[TcxLap]
    sport: str = "Running"
    device: str | None = "Forerunner 255"


def stamp(seconds: float) -> str:
    """Return the time of a point."""
    return f"{START + dt.timedelta(seconds=seconds):%Y-%m-%dT%H:%M:%S.000Z}"


def along(
    first_s: int, last_s: int, *, speed_mps: float = 3.0, heart_rate: int = 150
) -> list[TcxPoint]:
    """Return a point a second of a run straight north, the way since the start of the file."""
    return [
        TcxPoint(
            seconds=t,
            north_m=t * speed_mps,
            distance_m=t * speed_mps,
            heart_rate=heart_rate,
            run_cadence=85,
            speed_mps=speed_mps,
        )
        for t in range(first_s, last_s + 1)
    ]


def _element(name: str, value: float | str | None) -> str:
    return "" if value is None else f"<{name}>{value}</{name}>"


def _point(point: TcxPoint) -> str:
    place = ""
    if point.north_m is not None:
        latitude = LATITUDE + point.north_m / METRES_PER_DEGREE
        place = (
            f"<Position><LatitudeDegrees>{latitude:.8f}</LatitudeDegrees>"
            f"<LongitudeDegrees>{LONGITUDE:.8f}</LongitudeDegrees></Position>"
        )
    rate = "" if point.heart_rate is None else f"<Value>{point.heart_rate}</Value>"
    extension = (
        _element("ns3:Speed", point.speed_mps)
        + _element("ns3:RunCadence", point.run_cadence)
        + _element("ns3:Watts", point.watts)
    )
    return (
        "<Trackpoint>"
        + ("" if point.seconds is None else _element("Time", stamp(point.seconds)))
        + place
        + _element("DistanceMeters", point.distance_m)
        + (f"<HeartRateBpm>{rate}</HeartRateBpm>" if rate else "")
        + (f"<Extensions><ns3:TPX>{extension}</ns3:TPX></Extensions>" if extension else "")
        + "</Trackpoint>\n"
    )


def _lap(lap: TcxLap) -> str:
    rate = (
        ""
        if lap.mean_heart_rate is None
        else f"<AverageHeartRateBpm><Value>{lap.mean_heart_rate}</Value></AverageHeartRateBpm>"
    )
    tracks = "".join(
        "<Track>" + "".join(_point(point) for point in track) + "</Track>" for track in lap.tracks
    )
    return (
        f'<Lap StartTime="{stamp(lap.start_s)}">'
        + _element("TotalTimeSeconds", lap.total_s)
        + _element("DistanceMeters", lap.distance_m)
        + rate
        + _element("Intensity", lap.intensity)
        + "<TriggerMethod>Manual</TriggerMethod>"
        + tracks
        + "</Lap>\n"
    )


def tcx_bytes(activities: Sequence[TcxActivity], *, lead: str = "") -> bytes:
    """Return a file's bytes."""
    body = "".join(
        f'<Activity Sport="{activity.sport}"><Id>{stamp(activity.laps[0].start_s)}</Id>'
        + "".join(_lap(lap) for lap in activity.laps)
        + (f"<Creator><Name>{activity.device}</Name></Creator>" if activity.device else "")
        + "</Activity>"
        for activity in activities
    )
    space = "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"
    extension = "http://www.garmin.com/xmlschemas/ActivityExtension/v2"
    return (
        f'{lead}<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<TrainingCenterDatabase xmlns="{space}" xmlns:ns3="{extension}">'
        f"<Activities>{body}</Activities></TrainingCenterDatabase>"
    ).encode()
