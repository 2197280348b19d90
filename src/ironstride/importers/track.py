"""An activity from track points: one clock, one distance, pauses, and what sport it was."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from ironstride.domain.problem import Parsed, Problem, Severity
from ironstride.domain.run import Activity, ActivityKind, Channel, Lap, Pause, Streams
from ironstride.importers import gps, limits, sports, timeline
from ironstride.importers.motion import (
    PAUSE_GAP_S,
    Track,
    drop_jumps,
    fill_distance,
    guessed,
    set_cadence,
    stopped_between,
)
from ironstride.importers.points import TIME, Points, checked, count_of
from ironstride.importers.timeline import warning

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]


REPEATS_FROM: Final = 0.9
"""Fewer distinct times than this share of the points are told; laps alone never repeat so many."""


NOT_AN_ACTIVITY: Final = "not-an-activity"
TOO_LARGE: Final = Problem(
    code="too-many-points",
    sentence=f"The file has more than {limits.MAX_POINTS:,} points or "
    f"{limits.MAX_ACTIVITIES:,} activities; it was not taken.",
    remedy="Split the file into its activities.",
)


@dataclass(slots=True, kw_only=True)
class Recording:
    """What a reader found of one activity, before it is checked and put together.

    Args:
        kind: None where the file names no sport that is known.
        timer_s: the watch's own moving time; None to count it from the points.
        distance_m: the watch's own distance; None to take it from the points.
        start_s: the watch's own start, seconds since 1970.
        laps: with starts in seconds since 1970, in ``start_s``.
    """

    points: Points
    source_format: str
    sport: str = ""
    kind: ActivityKind | None = None
    name: str | None = None
    device: str | None = None
    timer_s: float | None = None
    distance_m: float | None = None
    start_s: float | None = None
    laps: list[Lap] = field(default_factory=list)
    what: str = "track"


def assemble(recording: Recording) -> Parsed[Activity]:
    """Return the activity of a recording, with a warning for everything left out or guessed."""
    problems: list[Problem] = []
    track, offset_s = _ordered(recording, problems)
    if track is None:
        return _without_points(recording, problems)
    kind = recording.kind
    if kind is None:
        kind, guess = guessed(track)
        problems.append(guess)
    drop_jumps(track, kind, problems)
    _check_summary(recording, kind, problems)
    distance_m = fill_distance(track, kind, recording.distance_m, problems)
    set_cadence(track, kind)
    start_s = recording.start_s if recording.start_s is not None else float(track.epoch_s[0])
    elapsed_s = float(track.epoch_s[-1]) - start_s
    pauses = _pauses(track, start_s)
    moving_s = elapsed_s - sum(p.end_s - p.start_s for p in pauses)
    if recording.timer_s is not None:
        if recording.timer_s > elapsed_s + PAUSE_GAP_S:
            problems.append(
                warning(
                    "points-missing",
                    f"The watch timed {recording.timer_s:.0f} s, and its points cover "
                    f"{elapsed_s:.0f} s; the watch's sums were kept.",
                )
            )
        moving_s = recording.timer_s
    heart_rate = track.channels.get(Channel.HEART_RATE)
    laps = tuple(replace(lap, start_s=lap.start_s - start_s) for lap in recording.laps)
    activity = Activity(
        kind=kind,
        sport=recording.sport,
        start=_start(start_s, problems),
        utc_offset_s=offset_s,
        duration_s=moving_s,
        elapsed_s=max(elapsed_s, moving_s),
        distance_m=distance_m,
        source_format=recording.source_format,
        mean_heart_rate_bpm=_mean(track, heart_rate),
        max_heart_rate_bpm=None if heart_rate is None else float(np.nanmax(heart_rate)),
        indoor=sports.is_indoor(recording.sport)
        or (
            kind in {ActivityKind.RUN, ActivityKind.RIDE}
            and track.positions is None
            and distance_m is not None
        ),
        device=recording.device,
        name=recording.name,
        streams=Streams(time_s=track.epoch_s - start_s, channels=track.channels),
        laps=laps,
        pauses=pauses,
    )
    return Parsed(value=activity, problems=tuple(problems))


def _check_summary(recording: Recording, kind: ActivityKind, problems: list[Problem]) -> None:
    """Drop sums of the laps that no one can have covered or lasted."""
    timer_s, distance_m = recording.timer_s, recording.distance_m
    if timer_s is not None and timer_s > timeline.MAX_SPAN_S:
        recording.timer_s = None
        problems.append(warning("time-not-believed", "The laps last more than a month; the "
                                 "time was taken from the points."))  # fmt: skip
    elif timer_s and distance_m and distance_m > timer_s * gps.MAX_SPEED_MPS[kind]:
        recording.distance_m = None
        problems.append(warning("distance-not-believed", f"The laps sum up to {distance_m:.0f} m "
                                 f"in {timer_s:.0f} s, faster than possible; the distance was "
                                 "taken from the points."))  # fmt: skip


def _ordered(recording: Recording, problems: list[Problem]) -> tuple[Track | None, int | None]:
    points = recording.points
    where, texts = points.texts(TIME)
    read, offset_s, naive = timeline.instants(texts)
    times = np.full(points.count, np.nan)
    times[np.array(where, dtype=np.intp)] = read
    keep, clock = timeline.in_order(times)
    problems.extend(clock)
    if len(keep) < 2 or times[keep[-1]] <= times[keep[0]]:  # noqa: PLR2004 (a way has two ends)
        return None, offset_s
    if naive:
        problems.append(warning("no-time-zone", "The times carry no zone; they were read as UTC."))
    channels, impossible = checked(points)
    problems.extend(impossible)
    segments = points.segment_numbers()[keep]
    ordered = {channel: values[keep] for channel, values in channels.items()}
    epochs, first = np.unique(times[keep], return_index=True)
    if len(epochs) < len(keep):
        if len(epochs) < REPEATS_FROM * len(keep):
            problems.append(
                warning(
                    "repeated-times",
                    f"{len(keep) - len(epochs)} of {len(keep)} points repeat a time; merged.",
                )
            )
        # The end of a lap and the start of the next are the same point, written twice.
        ordered = {c: _merged(v, first) for c, v in ordered.items()}
        segments = segments[first]
    track = Track(epochs, {c: v for c, v in ordered.items() if not np.isnan(v).all()},
                   np.zeros(len(epochs) - 1, dtype=np.bool_))  # fmt: skip
    track.stopped = stopped_between(track, segments)
    return track, offset_s


def _merged(values: Floats, first: NDArray[np.intp]) -> Floats:
    """Return one value per group of equal times: its first that is known."""
    merged = values[first]
    for at in np.flatnonzero(np.isnan(merged)).tolist():
        end = first[at + 1] if at + 1 < len(first) else len(values)
        known = values[first[at] : end]
        known = known[~np.isnan(known)]
        if len(known):
            merged[at] = known[0]
    return merged


def _pauses(track: Track, start_s: float) -> tuple[Pause, ...]:
    at = np.flatnonzero(track.stopped).tolist()
    times = track.epoch_s - start_s
    return tuple(Pause(start_s=float(times[i]), end_s=float(times[i + 1])) for i in at)


def _mean(track: Track, values: Floats | None) -> float | None:
    """Return the mean over time: a value holds until the next point, but not through a pause."""
    if values is None:
        return None
    weights = np.append(np.where(track.stopped, 0.0, np.diff(track.epoch_s)), 0.0)
    weights[np.isnan(values)] = 0.0
    if weights.sum() <= 0.0:
        return float(np.nanmean(values))
    return float(np.nansum(values * weights) / weights.sum())


def _start(epoch_s: float, problems: list[Problem]) -> dt.datetime | None:
    if timeline.FIRST_DATE <= epoch_s <= timeline.LAST_DATE:
        return dt.datetime.fromtimestamp(epoch_s, dt.UTC)
    problems.append(
        Problem(
            code="clock-not-set",
            sentence="The device's clock was not set: the file is dated before 1995 or after "
            "2070, so that its day is unknown.",
            remedy="Give the activity its date by hand.",
            severity=Severity.WARNING,
        )
    )
    return None


def _without_points(recording: Recording, problems: list[Problem]) -> Parsed[Activity]:
    """Return an activity from its summary alone (indoors, by hand), or the refusal."""
    if recording.timer_s is None or recording.timer_s <= 0.0 or recording.start_s is None:
        return Parsed(value=None, problems=(refusal(recording),))
    start_s = recording.start_s
    kind = recording.kind or ActivityKind.OTHER
    activity = Activity(
        kind=kind,
        sport=recording.sport,
        start=_start(start_s, problems),
        duration_s=recording.timer_s,
        elapsed_s=recording.timer_s,
        distance_m=recording.distance_m or None,
        source_format=recording.source_format,
        indoor=sports.is_indoor(recording.sport),
        device=recording.device,
        name=recording.name,
        mean_heart_rate_bpm=next((lap.mean_heart_rate_bpm for lap in recording.laps), None),
        laps=tuple(replace(lap, start_s=lap.start_s - start_s) for lap in recording.laps),
    )
    return Parsed(value=activity, problems=tuple(problems))


def refusal(recording: Recording) -> Problem:
    """Return why a recording is no activity: a route, or a single point."""
    count = recording.points.count
    _, texts = recording.points.texts(TIME)
    points = count_of(count, "point")
    if count and not texts:
        sentence = f"The {recording.what} has {points} without any time: a planned route."
    elif count:
        sentence = f"The {recording.what} has {points} at a single time: too little."
    else:
        sentence = f"The {recording.what} has no points."
    return Problem(
        code=NOT_AN_ACTIVITY,
        sentence=sentence,
        remedy="Export the recorded activity, with its times, instead of the route.",
    )


def kept(activities: list[Activity], problems: list[Problem]) -> Parsed[tuple[Activity, ...]]:
    """Return the activities of a file; beside good ones, a track that is none is a warning."""
    if activities:
        problems = [
            replace(problem, severity=Severity.WARNING)
            if problem.code == NOT_AN_ACTIVITY
            else problem
            for problem in problems
        ]
    return Parsed(value=tuple(activities) or None, problems=tuple(problems))
