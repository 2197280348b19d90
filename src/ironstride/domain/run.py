"""Activities as they were recorded, and runs as they are planned."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray


class ActivityKind(StrEnum):
    """What sort of activity it was; only runs are analysed as runs, all of them load the legs."""

    RUN = "run"
    RIDE = "ride"
    SWIM = "swim"
    STRENGTH = "strength"
    OTHER = "other"


class RunKind(StrEnum):
    """The purpose of a run; tempo, intervals, hills and race are quality, long is named apart."""

    EASY = "easy"
    RECOVERY = "recovery"
    LONG = "long"
    TEMPO = "tempo"
    INTERVALS = "intervals"
    HILLS = "hills"
    STRIDES = "strides"
    RACE = "race"

    @property
    def is_quality(self) -> bool:
        """Whether it is a quality run (DESIGN §4)."""
        return self in QUALITY


QUALITY: Final[frozenset[RunKind]] = frozenset(
    {RunKind.TEMPO, RunKind.INTERVALS, RunKind.HILLS, RunKind.RACE}
)


class Channel(StrEnum):
    """Streams that are kept, one column each, in SI units unless the name says otherwise."""

    LATITUDE = "latitude_deg"
    LONGITUDE = "longitude_deg"
    ALTITUDE = "altitude_m"
    DISTANCE = "distance_m"
    SPEED = "speed_mps"
    HEART_RATE = "heart_rate_bpm"
    CADENCE = "cadence_spm"
    """Steps per minute of both feet for runs; revolutions per minute otherwise."""
    POWER = "power_w"
    TEMPERATURE = "temperature_c"
    VERTICAL_OSCILLATION = "vertical_oscillation_m"
    CONTACT_TIME = "contact_time_s"
    CONTACT_BALANCE = "contact_balance_left_percent"
    VERTICAL_RATIO = "vertical_ratio_percent"
    STEP_LENGTH = "step_length_m"
    LEG_SPRING_STIFFNESS = "leg_spring_stiffness_kn_per_m"
    FORM_POWER = "form_power_w"
    GRADE = "grade_percent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Streams:
    """Columns of one activity on one time axis.

    Args:
        time_s: seconds since the start of the activity, float64, shape (n,), not decreasing.
        channels: float64 columns of shape (n,), NaN where the device gave nothing.
        developer: columns of Connect IQ and accessory fields that have no channel, by
            ``name [unit]``, shape (n,).
    """

    time_s: NDArray[np.float64]
    channels: Mapping[Channel, NDArray[np.float64]]
    developer: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lap:
    """One lap: start in seconds after the activity's start, moving duration, distance."""

    start_s: float
    duration_s: float
    distance_m: float | None = None
    mean_heart_rate_bpm: float | None = None
    intensity: str | None = None
    """The watch's own word: active, rest, warmup, cooldown, recovery, interval."""
    trigger: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A stop of the timer, seconds after the activity's start."""

    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchSet:
    """One set of a strength activity as the watch kept it; None where it said nothing."""

    start_s: float | None
    duration_s: float | None
    kind: str
    """``active`` or ``rest``."""
    category: str | None
    """FIT exercise category, e.g. ``squat``; None or ``unknown`` where not recognised."""
    name: str | None
    reps: int | None
    load_kg: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One recorded activity, before anything is derived.

    Args:
        start: timezone-aware UTC start; None where the device knew no date.
        utc_offset_s: local minus UTC at the start; None if unknown.
        duration_s: moving (timer) duration in seconds.
        elapsed_s: wall duration in seconds, pauses included.
        source_format: ``fit``, ``tcx``, ``gpx`` or the archive's own table.
        session_rpe: 0 to 10 as the runner gave it to the watch; None if not given.
    """

    kind: ActivityKind
    sport: str
    """The device's own word, e.g. ``running/trail``."""
    start: dt.datetime | None
    duration_s: float
    source_format: str
    utc_offset_s: int | None = None
    elapsed_s: float | None = None
    distance_m: float | None = None
    ascent_m: float | None = None
    mean_heart_rate_bpm: float | None = None
    max_heart_rate_bpm: float | None = None
    session_rpe: float | None = None
    indoor: bool = False
    device: str | None = None
    name: str | None = None
    streams: Streams | None = None
    laps: tuple[Lap, ...] = ()
    pauses: tuple[Pause, ...] = ()
    sets: tuple[WatchSet, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysedRun:
    """What a run says, each with its certainty where it is an estimate.

    Args:
        date: local date of the start.
        start_minute: local clock minute of the start.
        load: session-RPE load (RPE times minutes, arbitrary units), one scale for all.
        load_source: ``rpe``, ``heart-rate``, ``pace`` or ``duration``.
        load_low: 80 % interval of the load, lower end; load_high the upper.
        kind_certainty: 0 to 1.
        spike_ratio: distance over the longest of the 30 days before (TL-01); None without history.
    """

    date: dt.date
    start_minute: int
    kind: RunKind
    kind_certainty: float
    kind_reason: str
    duration_s: float
    distance_m: float | None
    load: float
    load_source: str
    load_low: float
    load_high: float
    ascent_m: float | None = None
    mean_speed_mps: float | None = None
    grade_adjusted_speed_mps: float | None = None
    mean_heart_rate_bpm: float | None = None
    hard_share: float | None = None
    """Share of moving time above critical speed or 88 % of the heart-rate maximum, 0 to 1."""
    drift_percent: float | None = None
    """Aerobic decoupling (MX-18); None where the run does not allow it."""
    spike_ratio: float | None = None
    is_spike: bool = False
    dynamics: Mapping[str, float] = field(default_factory=dict)
    """Means of the running dynamics the watch has, by channel name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledRun:
    """A run that the plan assumes: date, local start, kind and minutes, and where it came from."""

    date: dt.date
    start_minute: int
    kind: RunKind
    minutes: float
    source: str
    """``usual-week``, ``planned`` or ``race``."""
    distance_m: float | None = None
    priority: str | None = None
    """Race priority A, B or C where it is a race of the athlete's list."""
