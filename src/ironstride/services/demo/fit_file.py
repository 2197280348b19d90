"""A run as the bytes of a FIT file: what a watch would have written, for the demo runner.

Written from the published facts of the format: a header, definitions, messages, a checksum. All
samples share one definition, so that they are one array of fixed rows.
"""

from __future__ import annotations

import datetime as dt
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ironstride.domain.run import Channel
from ironstride.importers.fit.checksum import checksum

if TYPE_CHECKING:
    from ironstride.domain.run import Streams

FIT_EPOCH: Final = dt.datetime(1989, 12, 31, tzinfo=dt.UTC)
PROTOCOL: Final = 0x20
PROFILE: Final = 2195
DEVELOPMENT: Final = 255
"""Manufacturer number of whoever has none of their own."""
DEGREE: Final = 2**31 / 180.0
"""Semicircles in a degree."""
RUNNING: Final = 1
ACTIVITY_FILE: Final = 4
RPE_STEPS: Final = 10

FILE_ID, SESSION, LAP, RECORD, ACTIVITY = 0, 18, 19, 20, 34

NUMPY: Final = {0: "u1", 2: "u1", 0x84: "<u2", 0x85: "<i4", 0x86: "<u4"}
"""Base types that are used: enum, 8, 16 and 32 bits unsigned, 32 bits signed."""

RECORD_FIELDS: Final[tuple[tuple[int, int, Channel | None, float, float], ...]] = (
    (253, 0x86, None, 1.0, 0.0),
    (0, 0x85, Channel.LATITUDE, DEGREE, 0.0),
    (1, 0x85, Channel.LONGITUDE, DEGREE, 0.0),
    (2, 0x84, Channel.ALTITUDE, 5.0, 500.0),
    (5, 0x86, Channel.DISTANCE, 100.0, 0.0),
    (6, 0x84, Channel.SPEED, 1000.0, 0.0),
    (3, 2, Channel.HEART_RATE, 1.0, 0.0),
    (4, 2, Channel.CADENCE, 0.5, 0.0),
    (39, 0x84, Channel.VERTICAL_OSCILLATION, 10_000.0, 0.0),
    (41, 0x84, Channel.CONTACT_TIME, 10_000.0, 0.0),
    (83, 0x84, Channel.VERTICAL_RATIO, 100.0, 0.0),
    (84, 0x84, Channel.CONTACT_BALANCE, 100.0, 0.0),
    (85, 0x84, Channel.STEP_LENGTH, 10_000.0, 0.0),
)
"""Number, base type, channel, scale from SI, offset: raw = (value + offset) * scale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LapMark:
    """One lap: seconds from the start, and the watch's number for its intensity."""

    start_s: float
    end_s: float
    distance_m: float
    mean_heart_rate_bpm: float
    is_rest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchRun:
    """What the watch recorded of one run; streams sample once a second from 0."""

    start: dt.datetime
    utc_offset_s: int
    streams: Streams
    laps: tuple[LapMark, ...]
    ascent_m: float
    rpe: float | None = None


def fit_bytes(run: WatchRun) -> bytes:
    """Return the run as a FIT file."""
    body = b"".join((_file_id(run), _records(run), _laps(run), _session(run), _activity(run)))
    header = struct.pack("<BBHI4s", 14, PROTOCOL, PROFILE, len(body), b".FIT")
    header += struct.pack("<H", checksum(header))
    return header + body + struct.pack("<H", checksum(header + body))


def _moment(start: dt.datetime, seconds: float = 0.0) -> int:
    return round((start - FIT_EPOCH).total_seconds() + seconds)


def _rows(
    local: int,
    message: int,
    fields: list[tuple[int, int]],
    rows: np.ndarray[tuple[int], np.dtype[np.void]],
) -> bytes:
    """Return a definition and the rows that follow it; the first column is the header."""
    definition = struct.pack("<BBBHB", 0x40 | local, 0, 0, message, len(fields))
    for number, base in fields:
        definition += struct.pack("<BBB", number, np.dtype(NUMPY[base]).itemsize, base)
    rows["header"] = local
    return definition + rows.tobytes()


def _message(local: int, message: int, values: dict[int, tuple[int, int]]) -> bytes:
    """Return a definition and one row: field number to base type and raw value."""
    fields = [(number, base) for number, (base, _) in values.items()]
    row = np.zeros(1, _layout(fields))
    for number, (_, value) in values.items():
        row[f"f{number}"] = value
    return _rows(local, message, fields, row)


def _layout(fields: list[tuple[int, int]]) -> np.dtype[np.void]:
    columns = [("header", "u1"), *((f"f{number}", NUMPY[base]) for number, base in fields)]
    return np.dtype(columns)


def _file_id(run: WatchRun) -> bytes:
    values = {
        0: (0, ACTIVITY_FILE),
        1: (0x84, DEVELOPMENT),
        2: (0x84, 1),
        4: (0x86, _moment(run.start)),
    }
    return _message(0, FILE_ID, values)


def _records(run: WatchRun) -> bytes:
    fields = [(number, base) for number, base, *_ in RECORD_FIELDS]
    time = run.streams.time_s
    rows = np.zeros(time.size, _layout(fields))
    for number, base, channel, scale, offset in RECORD_FIELDS:
        if channel is None:
            rows[f"f{number}"] = _moment(run.start) + np.round(time).astype(np.int64)
        else:
            raw = np.round((run.streams.channels[channel] + offset) * scale)
            rows[f"f{number}"] = raw.astype(NUMPY[base])
    return _rows(1, RECORD, fields, rows)


def _laps(run: WatchRun) -> bytes:
    out = b""
    for index, lap in enumerate(run.laps):
        elapsed = round((lap.end_s - lap.start_s) * 1000)
        values = {
            253: (0x86, _moment(run.start, lap.end_s)),
            254: (0x84, index),
            2: (0x86, _moment(run.start, lap.start_s)),
            7: (0x86, elapsed),
            8: (0x86, elapsed),
            9: (0x86, round(lap.distance_m * 100)),
            15: (2, round(lap.mean_heart_rate_bpm)),
            23: (0, 1 if lap.is_rest else 0),
        }
        out += _message(2, LAP, values)
    return out


def _session(run: WatchRun) -> bytes:
    time, channels = run.streams.time_s, run.streams.channels
    elapsed = round(float(time[-1]) * 1000)
    beats = channels[Channel.HEART_RATE]
    values = {
        253: (0x86, _moment(run.start, float(time[-1]))),
        254: (0x84, 0),
        2: (0x86, _moment(run.start)),
        5: (0, RUNNING),
        6: (0, 0),
        7: (0x86, elapsed),
        8: (0x86, elapsed),
        9: (0x86, round(float(channels[Channel.DISTANCE][-1]) * 100)),
        16: (2, round(float(beats.mean()))),
        17: (2, round(float(beats.max()))),
        22: (0x84, round(run.ascent_m)),
    }
    if run.rpe is not None:
        values[193] = (2, round(run.rpe * RPE_STEPS))
    return _message(3, SESSION, values)


def _activity(run: WatchRun) -> bytes:
    end = float(run.streams.time_s[-1])
    values = {
        253: (0x86, _moment(run.start, end)),
        0: (0x86, round(end * 1000)),
        1: (0x84, 1),
        5: (0x86, _moment(run.start, end) + run.utc_offset_s),
    }
    return _message(4, ACTIVITY, values)
