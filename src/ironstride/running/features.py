"""What one activity's streams hold, measured once: small, storable, free of any opinion.

`features` reads the streams (milliseconds); `ironstride.running.analyse.interpret` says what they
mean for this runner (a tenth of a millisecond), so that a new insight about the runner never
costs a second look at the streams.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from ironstride.domain.run import Activity, ActivityKind, Channel
from ironstride.running.bouts import NO_BOUTS, Bouts, bouts_of
from ironstride.running.drift import drift_percent
from ironstride.running.dynamics import dynamics
from ironstride.running.gap import Column, smoothed
from ironstride.running.track import Track, track_of

EFFORT_SECONDS: Final = (120, 180, 300, 480, 600, 720, 900, 1200, 1800, 3600)
"""Durations whose best is kept: 2 to 20 minutes for critical speed (MX-01), longer as a floor."""
SPEED_CELL_MPS: Final = 0.2
HEART_CELL_BPM: Final = 4
HEART_CELLS: Final = 64
"""More than 230 / 4, so that a pair of cells makes one number."""
PEAK_S: Final = 20.0
"""A peak of the heart counts if held this long: spikes of optical sensors are shorter. House."""
LOW_QUANTILE: Final = 0.02
CADENCE_LOCK_BPM: Final = 3.0
CADENCE_LOCK_SHARE: Final = 0.5
"""An optical sensor that shows the cadence for this share of a run has locked on to it. House."""
LONGEST_DAYS: Final = 7
SECONDS_PER_DAY: Final = 86_400
FASTEST_MEAN_MPS: Final = 7.6
"""No run of any length has been faster on average (1500 m in 3:26 is 7.3). House."""
FASTEST_RIDE_MPS: Final = 30.0
MOST_ASCENT_SHARE: Final = 0.5
DURATION_SLACK: Final = 1.1
DURATION_SLACK_S: Final = 60.0
DISTANCE_DISAGREEMENT: Final = 0.15
LARGEST_OFFSET_S: Final = 18 * 3600
"""No time zone is further from UTC (14 hours is the most in use). House."""
HIGHEST_RPE: Final = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFeatures:
    """Figures of one activity that need nobody's profile.

    Args:
        start: UTC; None where the device knew no date.
        utc_offset_s: local minus UTC.
        duration_s: moving (timer) seconds.
        recorded_s: seconds that the streams cover; 0 for a summary without streams.
        stopped_share: of the recorded time, 0 to 1.
        bests: pairs of seconds and the most metres in them, the lower of run and grade-adjusted.
        power_bests: pairs of seconds and the highest mean watts.
        cells: triples of speed cell (-1 unknown), heart cell (-1 unknown) and seconds.
            A joint histogram of moving time.
        doubts: what was not believed and left out, in sentences.
    """

    kind: ActivityKind
    sport: str
    start: dt.datetime | None
    utc_offset_s: int
    duration_s: float
    distance_m: float | None = None
    ascent_m: float | None = None
    indoor: bool = False
    name: str | None = None
    session_rpe: float | None = None
    recorded_s: float = 0.0
    stopped_share: float = 0.0
    mean_speed_mps: float | None = None
    grade_adjusted_speed_mps: float | None = None
    mean_heart_rate_bpm: float | None = None
    peak_heart_rate_bpm: float | None = None
    low_heart_rate_bpm: float | None = None
    mean_power_w: float | None = None
    bests: tuple[tuple[int, float], ...] = ()
    power_bests: tuple[tuple[int, float], ...] = ()
    cells: tuple[tuple[int, int, float], ...] = ()
    bouts: Bouts = NO_BOUTS
    drift_percent: float | None = None
    dynamics: Mapping[str, float] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()

    @property
    def local_start(self) -> dt.datetime | None:
        """The local wall time of the start, without a zone; None where no date is known."""
        if self.start is None:
            return None
        return self.start.replace(tzinfo=None) + dt.timedelta(seconds=self.utc_offset_s)

    @property
    def dated_start(self) -> dt.datetime:
        """The local start of an activity that has one.

        Raises:
            ValueError: there is none, so that the activity has no place in a history.
        """
        local = self.local_start
        if local is None:
            raise ValueError("a run without a date has no place in a history")
        return local

    @property
    def date(self) -> dt.date | None:
        """The local date of the start."""
        local = self.local_start
        return None if local is None else local.date()

    @property
    def minutes(self) -> float:
        """Moving minutes."""
        return self.duration_s / 60.0


def features(activity: Activity, *, offset_s: int = 0) -> RunFeatures:
    """Return what the streams and the summary of an activity hold; never raises on odd streams.

    Args:
        offset_s: local minus UTC where the activity itself does not say (the athlete's zone).
    """
    track = track_of(activity)
    doubts = list(track.doubts) if track else []
    duration = _duration(activity, track, doubts)
    distance = _activity_distance(activity, track, duration, doubts)
    start, offset = _start(activity, offset_s)
    common = RunFeatures(
        kind=activity.kind,
        sport=activity.sport,
        start=start,
        utc_offset_s=offset,
        duration_s=duration,
        distance_m=distance,
        ascent_m=_ascent(activity, track, distance),
        indoor=activity.indoor,
        name=activity.name,
        session_rpe=_within(activity.session_rpe, 0.0, HIGHEST_RPE),
        mean_speed_mps=_mean_speed(activity, distance, duration),
        mean_heart_rate_bpm=_within(activity.mean_heart_rate_bpm, 30.0, 230.0),
        peak_heart_rate_bpm=_within(activity.max_heart_rate_bpm, 30.0, 230.0),
        bouts=bouts_of(track, activity.laps) if activity.kind is ActivityKind.RUN else NO_BOUTS,
        doubts=tuple(doubts),
    )
    return common if track is None else _with_track(common, activity, track)


def _with_track(common: RunFeatures, activity: Activity, track: Track) -> RunFeatures:
    """Return the features completed by what the track shows."""
    doubts = common.doubts
    beats = track.heart_rate_bpm
    mean_beats, peak, low = common.mean_heart_rate_bpm, None, None
    if beats is not None:
        known = beats[np.isfinite(beats)]
        mean_beats = float(known.mean())
        low = float(np.quantile(known, LOW_QUANTILE))
        if _is_cadence_locked(activity):
            doubts = (*doubts, "The heart rate followed the cadence, so its peak is not believed.")
        else:
            peak = _peak(known, track.cells(PEAK_S))
    moving = track.moving
    adjusted = track.grade_adjusted_mps
    is_run = activity.kind is ActivityKind.RUN
    return replace(
        common,
        recorded_s=track.seconds,
        stopped_share=float(1.0 - moving.mean()),
        grade_adjusted_speed_mps=(
            float(adjusted[moving].mean()) if adjusted is not None and moving.any() else None
        ),
        mean_heart_rate_bpm=mean_beats,
        peak_heart_rate_bpm=peak,
        low_heart_rate_bpm=low,
        mean_power_w=_mean_power(track),
        bests=_bests(track),
        power_bests=_power_bests(track) if is_run else (),
        cells=_cells(track),
        drift_percent=drift_percent(track) if is_run else None,
        dynamics=dynamics(activity.streams) if is_run and activity.streams else {},
        doubts=doubts,
    )


def _start(activity: Activity, offset_s: int) -> tuple[dt.datetime | None, int]:
    """Return the start in UTC and the offset to local time that holds."""
    offset = activity.utc_offset_s if activity.utc_offset_s is not None else offset_s
    if abs(offset) > LARGEST_OFFSET_S:
        offset = offset_s
    if activity.start is None:
        return None, offset
    if activity.start.tzinfo is None:
        return activity.start.replace(tzinfo=dt.UTC), offset
    return activity.start.astimezone(dt.UTC), offset


def _within(value: float | None, low: float, high: float) -> float | None:
    """Return a value that lies within limits; None where it does not or is not known."""
    return value if value is not None and low <= value <= high else None


def _duration(activity: Activity, track: Track | None, doubts: list[str]) -> float:
    """Return the moving seconds: as told, unless the recording contradicts it."""
    told = activity.duration_s
    believable = math.isfinite(told) and 0 < told <= LONGEST_DAYS * SECONDS_PER_DAY
    if track is None:
        if not believable:
            doubts.append("The duration is missing or impossible, so it counts as zero.")
        return told if believable else 0.0
    if believable and told <= track.seconds * DURATION_SLACK + DURATION_SLACK_S:
        return told
    # A few samples in a long activity (treadmill files, rare recording) say less than the timer.
    wall = activity.elapsed_s
    if believable and wall is not None and told <= wall <= told + track.seconds:
        return told
    doubts.append(
        f"The duration told ({told:g} s) does not fit the recording, so the recorded "
        f"{track.seconds:.0f} s count."
    )
    return track.seconds


def _fastest(activity: Activity) -> float:
    """Return the highest mean speed that anybody has kept up in such an activity, m/s."""
    return FASTEST_MEAN_MPS if activity.kind is ActivityKind.RUN else FASTEST_RIDE_MPS


def _mean_speed(activity: Activity, distance: float | None, duration: float) -> float | None:
    """Return the mean speed; None where a timer that stopped too early makes it absurd."""
    if distance is None or duration <= 0:
        return None
    return _within(distance / duration, 0.0, _fastest(activity))


def _activity_distance(
    activity: Activity, track: Track | None, duration: float, doubts: list[str]
) -> float | None:
    """Return the metres: as told if possible, unless the recording clearly says otherwise."""
    fastest = _fastest(activity)
    told = activity.distance_m
    if told is not None and not (math.isfinite(told) and 0 < told <= fastest * duration):
        if told:
            doubts.append(f"A distance of {told:g} m in {duration:.0f} s is not possible.")
        told = None
    recorded = None
    if track is not None and track.distance_m is not None:
        recorded = float(track.distance_m[-1])
        if recorded > fastest * track.seconds:
            doubts.append("The recorded positions are too fast to be a run, so they don't count.")
            recorded = None
    if told is None or recorded is None or track is None:
        return told if told is not None else recorded
    # A recording that runs on through pauses, or misses a part, measures something else.
    covers = abs(track.seconds - duration) <= DISTANCE_DISAGREEMENT * duration
    if covers and abs(recorded - told) > DISTANCE_DISAGREEMENT * max(told, recorded):
        doubts.append(f"Told {told:.0f} m, recorded {recorded:.0f} m: the recording counts.")
        return recorded
    return told


def _ascent(activity: Activity, track: Track | None, distance: float | None) -> float | None:
    """Return metres climbed: the device's own figure (it has a barometer), else the track's."""
    told = activity.ascent_m
    most = math.inf if distance is None else MOST_ASCENT_SHARE * distance
    if told is not None and math.isfinite(told) and 0 <= told <= most:
        return told
    return None if track is None else track.ascent_m


def _peak(known: Column, width: int) -> float | None:
    """Return the highest heart rate held for a while; None where the recording is shorter."""
    if known.size < width:
        return None
    return float(smoothed(known, width // 2 * 2 + 1).max())


def _is_cadence_locked(activity: Activity) -> bool:
    """Whether the heart rate is the cadence most of the time, as optical sensors sometimes do."""
    if activity.streams is None or activity.kind is not ActivityKind.RUN:
        return False
    beats = activity.streams.channels.get(Channel.HEART_RATE)
    cadence = activity.streams.channels.get(Channel.CADENCE)
    if beats is None or cadence is None or beats.shape != cadence.shape:
        return False
    with np.errstate(invalid="ignore"):
        both = (beats > 0) & (cadence > 0)
        same = both & (np.abs(beats - cadence) <= CADENCE_LOCK_BPM)
    count = int(both.sum())
    return count > 0 and int(same.sum()) >= CADENCE_LOCK_SHARE * count


def _mean_power(track: Track) -> float | None:
    """Return the mean watts while moving; None without a meter."""
    if track.power_w is None:
        return None
    good = track.moving & np.isfinite(track.power_w)
    return float(track.power_w[good].mean()) if good.any() else None


def _bests(track: Track) -> tuple[tuple[int, float], ...]:
    """Return the most metres in each duration: the lower of run and grade-adjusted.

    So neither a long descent nor a noisy altimeter makes a champion.
    """
    if track.distance_m is None or track.grade_adjusted_mps is None:
        return ()
    flat = np.concatenate(([0.0], np.cumsum(track.grade_adjusted_mps * track.step_s)))
    found = []
    for seconds in EFFORT_SECONDS:
        width = track.cells(seconds)
        if width >= track.moving.size:
            break
        over_ground = float((track.distance_m[width:] - track.distance_m[:-width]).max())
        adjusted = float((flat[width:] - flat[:-width]).max())
        scale = seconds / (width * track.step_s)
        found.append((seconds, min(over_ground, adjusted) * scale))
    return tuple(found)


def _power_bests(track: Track) -> tuple[tuple[int, float], ...]:
    """Return the highest mean watts over each duration."""
    if track.power_w is None:
        return ()
    sums = np.concatenate(([0.0], np.cumsum(np.nan_to_num(track.power_w))))
    found = []
    for seconds in EFFORT_SECONDS:
        width = track.cells(seconds)
        if width >= track.moving.size:
            break
        found.append((seconds, float((sums[width:] - sums[:-width]).max()) / width))
    return tuple(found)


def _cells(track: Track) -> tuple[tuple[int, int, float], ...]:
    """Return the joint histogram of grade-adjusted speed and heart rate over moving time."""
    size = track.moving.size
    if track.grade_adjusted_mps is None:
        speed = np.zeros(size, dtype=np.int64)
    else:
        speed = 1 + np.floor(track.grade_adjusted_mps / SPEED_CELL_MPS).astype(np.int64)
    if track.heart_rate_bpm is None:
        heart = np.zeros(size, dtype=np.int64)
    else:
        beats = np.nan_to_num(track.heart_rate_bpm, nan=-HEART_CELL_BPM)
        heart = 1 + np.floor(beats / HEART_CELL_BPM).astype(np.int64)
    counts = np.bincount((speed * HEART_CELLS + heart)[track.moving])
    filled = np.flatnonzero(counts)
    return tuple(
        (
            int(index // HEART_CELLS) - 1,
            int(index % HEART_CELLS) - 1,
            float(counts[index]) * track.step_s,
        )
        for index in filled
    )
