"""An activity from track points: one clock, one distance, pauses, and what sport it was."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from ironstride.domain.problem import Parsed, Problem, Severity
from ironstride.domain.run import Activity, ActivityKind, Channel, Lap, Pause, Streams
from ironstride.importers import gps, sports, timeline
from ironstride.importers.points import TIME, Points, checked, count_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

PAUSE_GAP_S: Final = 60.0
"""A silence this long, and ten usual steps long, is a pause if the runner hardly moved (house):
watches that record only changes of course are silent for up to half a minute."""
PAUSE_GAP_STEPS: Final = 10.0
STANDING_MPS: Final = 0.8
"""Slower than a stroll: whoever covered less than this in a silence stood for most of it."""

RUN_FROM_MPS: Final = 1.8
RUN_TO_MPS: Final = 6.0
NEVER_RUN_MPS: Final = 7.0
"""Guessing the sport of a track that names none (house): walkers stay under 1.8 m/s on average;
riders average over 6 m/s or roll downhill over 7 m/s for more than a twentieth of the time."""
STEPS_OF_RUNNING: Final = 140.0
"""Steps per minute, both feet: walkers stay under it."""
BOTH_FEET_FROM: Final = 120.0
"""A running cadence under this counts one foot."""

DISTANCE_AGREES: Final = 0.5
"""Recorded distance and speed are believed within this share of what positions say."""

REPEATS_FROM: Final = 0.9
"""Fewer distinct times than this share of the points are told; laps alone never repeat so many."""
SPARSE: Final = 0.5
"""A recorded distance on fewer than this share of the points gives way to the positions."""

NOT_AN_ACTIVITY: Final = "not-an-activity"


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


@dataclass(slots=True)
class _Track:
    """Points in order on one clock; ``stopped`` says where the timer stood, shape (n - 1,)."""

    epoch_s: Floats
    channels: dict[Channel, Floats]
    stopped: Flags

    @property
    def positions(self) -> tuple[Floats, Floats] | None:
        if Channel.LATITUDE not in self.channels:
            return None
        return self.channels[Channel.LATITUDE], self.channels[Channel.LONGITUDE]


def assemble(recording: Recording) -> Parsed[Activity]:
    """Return the activity of a recording, with a warning for everything left out or guessed."""
    problems: list[Problem] = []
    track, offset_s = _ordered(recording, problems)
    if track is None:
        return _without_points(recording, problems)
    kind = recording.kind
    if kind is None:
        kind, guess = _guessed(track)
        problems.append(guess)
    _drop_jumps(track, kind, problems)
    _check_summary(recording, kind, problems)
    distance_m = _fill_distance(track, kind, recording, problems)
    _set_cadence(track, kind)
    start_s = recording.start_s if recording.start_s is not None else float(track.epoch_s[0])
    elapsed_s = float(track.epoch_s[-1]) - start_s
    pauses = _pauses(track, start_s)
    moving_s = elapsed_s - sum(p.end_s - p.start_s for p in pauses)
    if recording.timer_s is not None:
        if recording.timer_s > elapsed_s + PAUSE_GAP_S:
            problems.append(
                _warning(
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
        problems.append(_warning("time-not-believed", "The laps last more than a month; the "
                                 "time was taken from the points."))  # fmt: skip
    elif timer_s and distance_m and distance_m > timer_s * gps.MAX_SPEED_MPS[kind]:
        recording.distance_m = None
        problems.append(_warning("distance-not-believed", f"The laps sum up to {distance_m:.0f} m "
                                 f"in {timer_s:.0f} s, faster than possible; the distance was "
                                 "taken from the points."))  # fmt: skip


def _ordered(recording: Recording, problems: list[Problem]) -> tuple[_Track | None, int | None]:
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
        problems.append(_warning("no-time-zone", "The times carry no zone; they were read as UTC."))
    channels, impossible = checked(points)
    problems.extend(impossible)
    segments = points.segment_numbers()[keep]
    ordered = {channel: values[keep] for channel, values in channels.items()}
    epochs, first = np.unique(times[keep], return_index=True)
    if len(epochs) < len(keep):
        if len(epochs) < REPEATS_FROM * len(keep):
            problems.append(
                _warning(
                    "repeated-times",
                    f"{len(keep) - len(epochs)} of {len(keep)} points repeat a time; merged.",
                )
            )
        # The end of a lap and the start of the next are the same point, written twice.
        ordered = {c: _merged(v, first) for c, v in ordered.items()}
        segments = segments[first]
    track = _Track(epochs, {c: v for c, v in ordered.items() if not np.isnan(v).all()},
                   np.zeros(len(epochs) - 1, dtype=np.bool_))  # fmt: skip
    track.stopped = _stopped(track, segments)
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


def _stopped(track: _Track, segments: NDArray[np.intp]) -> Flags:
    """Return where the timer stood: breaks between segments, and long silences without a way."""
    gaps = np.diff(track.epoch_s)
    usual = float(np.median(gaps))
    stopped: Flags = (np.diff(segments) > 0) & (gaps > 1.5 * usual)
    silent = gaps >= max(PAUSE_GAP_S, PAUSE_GAP_STEPS * usual)
    if silent.any() and track.positions is not None:
        metres = gps.step_lengths(*track.positions)
        moving = metres >= STANDING_MPS * gaps
        silent &= ~moving
    return stopped | silent


def _drop_jumps(track: _Track, kind: ActivityKind, problems: list[Problem]) -> None:
    if track.positions is None:
        return
    latitude, longitude = track.positions
    wild = gps.wild_positions(track.epoch_s, latitude, longitude, limit_mps=gps.MAX_SPEED_MPS[kind])
    if wild.any():
        latitude[wild] = longitude[wild] = np.nan
        problems.append(
            _warning(
                "gps-jumps",
                f"{count_of(int(wild.sum()), 'position')} away and back faster than possible "
                "left out.",
            )
        )


def _fill_distance(
    track: _Track, kind: ActivityKind, recording: Recording, problems: list[Problem]
) -> float | None:
    """Return the metres of the activity; set the distance and speed channels.

    The watch's own distance is kept where it rises and agrees with the positions; it has the
    foot pod and the wheel in it. Speed that the watch did not record is the slope of distance.
    """
    covered, fast = _from_positions(track, kind)
    own = track.channels.pop(Channel.DISTANCE, None)
    total = recording.distance_m
    if own is not None and covered is not None:
        own = None if np.isfinite(own).mean() < SPARSE else _risen(own)
        if own is not None and not (
            _agree(_span(own), _span(covered)) or (total and _agree(_span(own), total))
        ):
            problems.append(
                _warning(
                    "distance-not-believed",
                    f"The recorded distance ({_span(own):.0f} m) disagrees with the positions "
                    f"({_span(covered):.0f} m); the positions were taken.",
                )
            )
            own = None
    elif own is not None:
        own = _risen(own)
    if own is None and fast:
        problems.append(
            _warning(
                "gps-jumps",
                f"{count_of(fast, 'step')} between positions faster than possible: no distance "
                "was counted there.",
            )
        )
    distance = covered if own is None else own
    if distance is not None:
        track.channels[Channel.DISTANCE] = distance
        if total is None or total <= 0.0:
            total = _span(distance)
        slope = gps.speed_of(_moving_time(track), distance)
        recorded = track.channels.get(Channel.SPEED)
        if recorded is None or not _speeds_agree(recorded, slope):
            if recorded is not None and not np.isnan(slope).all():
                problems.append(
                    _warning(
                        "speed-not-believed",
                        "The recorded speed disagrees with the distance (another unit, perhaps); "
                        "it was derived.",
                    )
                )
            track.channels[Channel.SPEED] = slope
    return total if total is not None and total > 0.0 else None


def _from_positions(track: _Track, kind: ActivityKind) -> tuple[Floats | None, int]:
    if track.positions is None:
        return None, 0
    return gps.travelled(
        track.epoch_s,
        *track.positions,
        limit_mps=gps.MAX_SPEED_MPS[kind],
        stopped=track.stopped,
    )


def _moving_time(track: _Track) -> Floats:
    steps = np.where(track.stopped, 0.0, np.diff(track.epoch_s))
    return np.concatenate([[0.0], np.cumsum(steps)])


def _risen(distance: Floats) -> Floats:
    """Return a distance that never falls: a counter that starts anew at a lap goes on."""
    good = np.flatnonzero(~np.isnan(distance))
    steps = np.diff(distance[good], prepend=distance[good[:1]])
    falls = steps < 0
    steps[falls] = np.where(distance[good][falls] < -steps[falls], distance[good][falls], 0.0)
    risen = np.full(len(distance), np.nan)
    risen[good] = distance[good[0]] + np.cumsum(steps)
    return risen


def _span(distance: Floats) -> float:
    """Return the metres at the end of a cumulative distance, 0 where nothing is known.

    The first point may already have metres on it: the way from the start to it.
    """
    return 0.0 if np.isnan(distance).all() else float(np.nanmax(distance))


def _agree(one: float, other: float) -> bool:
    return abs(one - other) <= DISTANCE_AGREES * max(one, other)


def _speeds_agree(recorded: Floats, slope: Floats) -> bool:
    both = ~np.isnan(recorded) & ~np.isnan(slope)
    if not both.any():
        return bool(np.isnan(slope).all())
    return _agree(float(recorded[both].mean()), float(slope[both].mean()))


def _set_cadence(track: _Track, kind: ActivityKind) -> None:
    cadence = track.channels.get(Channel.CADENCE)
    if cadence is not None and kind is ActivityKind.RUN:
        track.channels[Channel.CADENCE] = _both_feet(cadence)


def _both_feet(cadence: Floats) -> Floats:
    """Return steps per minute: Garmin's and Strava's files count the steps of one foot."""
    moving = cadence[cadence > 0]
    if len(moving) and float(np.median(moving)) < BOTH_FEET_FROM:
        return cadence * 2.0
    return cadence


def with_kind(activity: Activity, kind: ActivityKind) -> Activity:
    """Return the activity as another kind, its cadence counted as that kind does."""
    streams = activity.streams
    if kind is ActivityKind.RUN and streams is not None and Channel.CADENCE in streams.channels:
        cadence = _both_feet(streams.channels[Channel.CADENCE])
        streams = replace(streams, channels={**streams.channels, Channel.CADENCE: cadence})
    return replace(activity, kind=kind, streams=streams)


def _guessed(track: _Track) -> tuple[ActivityKind, Problem]:
    """Return the kind that speed and cadence suggest, and the warning that says so."""
    if track.positions is None and Channel.DISTANCE not in track.channels:
        return ActivityKind.OTHER, _guess_problem(ActivityKind.OTHER, "it has no distance")
    if track.positions is None:
        distance = _risen(track.channels[Channel.DISTANCE])
    else:
        wild = gps.wild_positions(
            track.epoch_s, *track.positions, limit_mps=gps.MAX_SPEED_MPS[ActivityKind.RIDE]
        )
        distance, _ = gps.travelled(
            track.epoch_s,
            *(np.where(wild, np.nan, axis) for axis in track.positions),
            limit_mps=gps.MAX_SPEED_MPS[ActivityKind.OTHER],
            stopped=track.stopped,
        )
    moving_s = _moving_time(track)
    speed = gps.speed_of(moving_s, distance)
    if np.isnan(speed).all() or moving_s[-1] <= 0:
        return ActivityKind.OTHER, _guess_problem(ActivityKind.OTHER, "it has no distance")
    mean = _span(distance) / float(moving_s[-1])
    fastest = float(np.nanpercentile(speed, 95))
    steps = _steps_per_minute(track)
    told = f"it averages {mean:.1f} m/s, at most {fastest:.1f} m/s but for a twentieth of the time"
    if steps is not None and steps >= STEPS_OF_RUNNING and mean <= RUN_TO_MPS:
        told = f"it has {steps:.0f} steps a minute"
        return ActivityKind.RUN, _guess_problem(ActivityKind.RUN, told)
    if mean > RUN_TO_MPS or fastest > NEVER_RUN_MPS:
        limit = gps.MAX_SPEED_MPS[ActivityKind.RIDE]
        kind = ActivityKind.RIDE if mean <= limit else ActivityKind.OTHER
    else:
        kind = ActivityKind.RUN if mean >= RUN_FROM_MPS else ActivityKind.OTHER
    return kind, _guess_problem(kind, told)


def _steps_per_minute(track: _Track) -> float | None:
    cadence = track.channels.get(Channel.CADENCE)
    if cadence is None or not (cadence > 0).any():
        return None
    median = float(np.median(cadence[cadence > 0]))
    return median * 2.0 if median < BOTH_FEET_FROM else median


def _guess_problem(kind: ActivityKind, reason: str) -> Problem:
    called = "neither run nor ride" if kind is ActivityKind.OTHER else f"a {kind}"
    return Problem(
        code="kind-guessed",
        sentence=f"The file names no known sport; taken as {called}, because {reason}.",
        remedy="Change the kind of the activity if this is wrong.",
        severity=Severity.WARNING,
    )


def _pauses(track: _Track, start_s: float) -> tuple[Pause, ...]:
    at = np.flatnonzero(track.stopped).tolist()
    times = track.epoch_s - start_s
    return tuple(Pause(start_s=float(times[i]), end_s=float(times[i + 1])) for i in at)


def _mean(track: _Track, values: Floats | None) -> float | None:
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


def _warning(code: str, sentence: str) -> Problem:
    return Problem(code=code, sentence=sentence, severity=Severity.WARNING)
