"""What a track's positions, distance and cadence say: metres, speed, pauses, and which sport."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from ironstride.domain.problem import Problem, Severity
from ironstride.domain.run import Activity, ActivityKind, Channel
from ironstride.importers import gps
from ironstride.importers.points import count_of
from ironstride.importers.timeline import warning

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
GUESSED: Final = "kind-guessed"
STEPS_OF_RUNNING: Final = 140.0
"""Steps per minute, both feet: walkers stay under it."""
BOTH_FEET_FROM: Final = 120.0
"""A running cadence under this counts one foot."""
DISTANCE_AGREES: Final = 0.5
"""Recorded distance and speed are believed within this share of what positions say."""
SPARSE: Final = 0.5
"""A recorded distance on fewer than this share of the points gives way to the positions."""


@dataclass(slots=True)
class Track:
    """Points in order on one clock; ``stopped`` says where the timer stood, shape (n - 1,)."""

    epoch_s: Floats
    channels: dict[Channel, Floats]
    stopped: Flags

    @property
    def positions(self) -> tuple[Floats, Floats] | None:
        """Latitudes and longitudes, None without any."""
        if Channel.LATITUDE not in self.channels:
            return None
        return self.channels[Channel.LATITUDE], self.channels[Channel.LONGITUDE]


def drop_jumps(track: Track, kind: ActivityKind, problems: list[Problem]) -> None:
    """Take out positions that are away and back faster than anybody is."""
    if track.positions is None:
        return
    latitude, longitude = track.positions
    wild = gps.wild_positions(track.epoch_s, latitude, longitude, limit_mps=gps.MAX_SPEED_MPS[kind])
    if wild.any():
        latitude[wild] = longitude[wild] = np.nan
        problems.append(
            warning(
                "gps-jumps",
                f"{count_of(int(wild.sum()), 'position')} away and back faster than possible "
                "left out.",
            )
        )


def fill_distance(
    track: Track, kind: ActivityKind, total: float | None, problems: list[Problem]
) -> float | None:
    """Return the metres of the activity; set the distance and speed channels.

    The watch's own distance is kept where it rises and agrees with the positions; it has the
    foot pod and the wheel in it. Speed that the watch did not record is the slope of distance.
    """
    covered, fast = _from_positions(track, kind)
    own = track.channels.pop(Channel.DISTANCE, None)
    if own is not None and covered is not None:
        own = None if np.isfinite(own).mean() < SPARSE else _risen(own)
        if own is not None and not (
            _agree(_span(own), _span(covered)) or (total and _agree(_span(own), total))
        ):
            problems.append(
                warning(
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
            warning(
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
                    warning(
                        "speed-not-believed",
                        "The recorded speed disagrees with the distance (another unit, perhaps); "
                        "it was derived.",
                    )
                )
            track.channels[Channel.SPEED] = slope
    return total if total is not None and total > 0.0 else None


def _from_positions(track: Track, kind: ActivityKind) -> tuple[Floats | None, int]:
    if track.positions is None:
        return None, 0
    return gps.travelled(
        track.epoch_s,
        *track.positions,
        limit_mps=gps.MAX_SPEED_MPS[kind],
        stopped=track.stopped,
    )


def _moving_time(track: Track) -> Floats:
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


def set_cadence(track: Track, kind: ActivityKind) -> None:
    """Let the cadence of a run count both feet."""
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


def guessed(track: Track) -> tuple[ActivityKind, Problem]:
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


def _steps_per_minute(track: Track) -> float | None:
    cadence = track.channels.get(Channel.CADENCE)
    if cadence is None or not (cadence > 0).any():
        return None
    median = float(np.median(cadence[cadence > 0]))
    return median * 2.0 if median < BOTH_FEET_FROM else median


def _guess_problem(kind: ActivityKind, reason: str) -> Problem:
    called = "neither run nor ride" if kind is ActivityKind.OTHER else f"a {kind}"
    return Problem(
        code=GUESSED,
        sentence=f"The file names no known sport; taken as {called}, because {reason}.",
        remedy="Change the kind of the activity if this is wrong.",
        severity=Severity.WARNING,
    )


def stopped_between(track: Track, segments: NDArray[np.intp]) -> Flags:
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
