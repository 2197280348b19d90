"""One-hour runs as FIT, GPX and TCX, and any number of them from one template."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Final

import numpy as np

from ironstride.importers.fit.checksum import checksum
from tests.support.fit_writer import RunDetails, write_run
from tests.support.gpx_writer import one_track, steady
from tests.support.tcx_writer import TcxActivity, TcxLap, along, tcx_bytes

HOUR_S: Final = 3600
LAP_S: Final = 300
START: Final = dt.datetime(2016, 3, 1, 7, tzinfo=dt.UTC)
APART: Final = 0x01010101
"""Seconds between two templates; so every byte of every time in them differs."""
TIME_BYTES: Final = 4
CHECKSUM_BYTES: Final = 2


@cache
def hour_as_fit(start: dt.datetime = START, *, seconds: int = HOUR_S) -> bytes:
    """Return a run at 1 Hz with position, power, altitude, heart rate, cadence; speeds vary."""
    dice = np.random.default_rng(11)
    count = seconds + 1
    drift = np.cumsum(dice.normal(0, 0.02, count))
    speed = np.clip(3.0 + drift - drift.mean() + dice.normal(0, 0.05, count), 2.0, 4.5)
    details = RunDetails(
        power=(speed * 85 + dice.normal(0, 6, count)).round().tolist(),
        cadence=(166 + speed * 3 + dice.normal(0, 1.5, count)).tolist(),
        altitude=(120 + np.cumsum(dice.normal(0, 0.1, count))).tolist(),
        lap_seconds=LAP_S,
    )
    heart_rate = np.clip(120 + speed * 10 + np.cumsum(dice.normal(0, 0.2, count)), 90, 190)
    return write_run(start, seconds, speed.tolist(), heart_rate.round().tolist(), details)


@cache
def hour_as_gpx() -> bytes:
    """Return an hour with position, altitude, heart rate and cadence at every second."""
    return one_track(steady(HOUR_S))


@cache
def hour_as_tcx() -> bytes:
    """Return the same with distance and speed, in laps of five minutes."""
    laps = [
        TcxLap(
            start_s=start,
            total_s=LAP_S,
            distance_m=3.0 * LAP_S,
            tracks=[along(start, start + LAP_S)],
        )
        for start in range(0, HOUR_S, LAP_S)
    ]
    return tcx_bytes([TcxActivity(laps=laps)])


@cache
def _times_at(seconds: int) -> tuple[int, ...]:
    """Return where in the template the times lie, each of four bytes."""
    one = np.frombuffer(hour_as_fit(START, seconds=seconds), dtype=np.uint8)
    later = START + dt.timedelta(seconds=APART)
    other = np.frombuffer(hour_as_fit(later, seconds=seconds), dtype=np.uint8)
    differs = np.flatnonzero(one[:-CHECKSUM_BYTES] != other[:-CHECKSUM_BYTES])
    if len(differs) % TIME_BYTES:
        raise ArithmeticError("the templates differ in more than their times")
    return tuple(differs.reshape(-1, TIME_BYTES)[:, 0].tolist())


def moved(by: dt.timedelta, *, seconds: int = HOUR_S) -> bytes:
    """Return the template's run at another time, its checksum right."""
    content = np.frombuffer(hour_as_fit(START, seconds=seconds), dtype=np.uint8).copy()
    places = np.array(_times_at(seconds))[:, None] + np.arange(TIME_BYTES)
    times = content[places].copy().view("<u4") + np.uint32(by.total_seconds())
    content[places] = times.view(np.uint8)
    body = content[:-CHECKSUM_BYTES].tobytes()
    return body + checksum(body).to_bytes(CHECKSUM_BYTES, "little")
