"""Columns of numbers to small blobs and back: scaled, delta, narrowest integer, shuffle, zlib.

A known channel is kept at its resolution: what comes back differs from what went in by at most
half of it. Columns without a known resolution (developer fields) come back exactly. NaN stays
NaN. What an integer grid cannot hold (infinities, magnitudes beyond 2^52 steps) is kept as
floats, so that nothing is clamped.

A blob is a header and a zlib stream. Header, little endian: format 1 (u8), width in bytes (u8),
flags (u8: 1 floats, 2 NaN mask), unused (u8), number of values (u32), resolution (f64), first
value in steps (i64).
The stream holds the NaN mask (one bit per value, where flagged), then the shuffled bytes: of all
deltas the lowest bytes first, then the next ones.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Final

import numpy as np

from ironstride.domain.run import Channel, Streams
from ironstride.storage.records import FAST, PackedColumn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    Column = NDArray[np.float64]

TIME_RESOLUTION: Final = 1e-3

RESOLUTION: Final[Mapping[Channel, float]] = {
    Channel.LATITUDE: 1e-7,  # 11 mm; a FIT semicircle is 9 mm
    Channel.LONGITUDE: 1e-7,
    Channel.ALTITUDE: 1e-2,  # FIT: 0.2 m
    Channel.DISTANCE: 1e-2,  # FIT: 0.01 m
    Channel.SPEED: 1e-3,  # FIT: 0.001 m/s
    Channel.HEART_RATE: 1e-1,
    Channel.CADENCE: 1e-2,  # FIT: 1/128 of a revolution per minute
    Channel.POWER: 1e-1,
    Channel.TEMPERATURE: 1e-2,
    Channel.VERTICAL_OSCILLATION: 1e-5,  # FIT: 0.1 mm
    Channel.CONTACT_TIME: 1e-4,  # FIT: 0.1 ms
    Channel.CONTACT_BALANCE: 1e-2,
    Channel.VERTICAL_RATIO: 1e-2,
    Channel.STEP_LENGTH: 1e-4,  # FIT: 0.1 mm
    Channel.LEG_SPRING_STIFFNESS: 1e-3,
    Channel.FORM_POWER: 1e-1,
    Channel.GRADE: 1e-2,
}

HEADER: Final = struct.Struct("<BBBxIdq")
FORMAT: Final = 1
FLOATS: Final = 1
MASKED: Final = 2
EXACT_DECIMALS: Final = (1.0, 1e-1, 1e-2, 1e-3, 1e-4)
LARGEST_STEP: Final = 2.0**52
"""Beyond it neighbouring floats are further apart than a step."""


class DamagedBlobError(ValueError):
    """A blob that this codec did not write, or that was changed since."""


def _shuffled(values: NDArray[np.generic]) -> bytes:
    width = values.dtype.itemsize
    rows = values.view(np.uint8).reshape(-1, width)
    return np.ascontiguousarray(rows.T).tobytes() if width > 1 else rows.tobytes()


def _unshuffled(raw: bytes, width: int, dtype: str) -> NDArray[np.generic]:
    planes = np.frombuffer(raw, dtype=np.uint8).reshape(width, -1)
    return np.ascontiguousarray(planes.T).reshape(-1).view(dtype)


def _narrowest(deltas: NDArray[np.int64]) -> NDArray[np.signedinteger]:
    low, high = int(deltas.min()), int(deltas.max())
    for dtype in (np.int8, np.int16, np.int32):
        bounds = np.iinfo(dtype)
        if bounds.min <= low and high <= bounds.max:
            return deltas.astype(dtype)
    return deltas


def _carried_forward(values: Column, missing: NDArray[np.bool_]) -> Column:
    """Return the column with each gap filled by the last value before it, so that deltas are 0."""
    index = np.where(missing, 0, np.arange(values.size))
    np.maximum.accumulate(index, out=index)
    filled = values[index]
    if missing[0]:
        first = int(np.argmin(missing))
        filled[:first] = values[first]
    return filled


def _exact_resolution(values: Column) -> float | None:
    """Return the coarsest decimal step that gives every value back exactly; None without one."""
    for resolution in EXACT_DECIMALS:
        steps = np.rint(values / resolution)
        # Compared as decoding computes it, so that "exactly" means every bit.
        if np.array_equal(_from_steps(steps, resolution), values):
            return resolution
    return None


def _from_steps(steps: Column, resolution: float) -> Column:
    """Return values of whole steps; dividing by the whole 1/resolution rounds as decimals do."""
    return steps / round(1.0 / resolution)


def encode(values: Column, resolution: float | None = None) -> bytes:
    """Return the blob of a column.

    Args:
        values: float64, shape (n,), NaN where nothing was recorded.
        resolution: one over a whole number; None keeps every value exactly.
    """
    count = values.size
    missing = np.isnan(values)
    masked = bool(missing.any())
    mask = np.packbits(missing).tobytes() if masked else b""
    flags = MASKED if masked else 0
    if count == 0 or (masked and bool(missing.all())):
        header = HEADER.pack(FORMAT, 1, flags, count, 1.0, 0)
        return header + zlib.compress(mask + bytes(count), FAST)
    filled = _carried_forward(values, missing) if masked else values
    peak = float(np.abs(filled).max())
    step = resolution
    if step is None and peak < LARGEST_STEP * min(EXACT_DECIMALS):
        step = _exact_resolution(filled)
    if step is None or not peak / step < LARGEST_STEP:
        return _encode_floats(filled, count, flags, mask)
    steps = np.rint(filled / step).astype(np.int64)
    deltas = _narrowest(np.diff(steps, prepend=steps[:1]))
    header = HEADER.pack(FORMAT, deltas.dtype.itemsize, flags, count, step, int(steps[0]))
    return header + zlib.compress(mask + _shuffled(deltas), FAST)


def _encode_floats(filled: Column, count: int, flags: int, mask: bytes) -> bytes:
    with np.errstate(over="ignore"):
        single = filled.astype(np.float32)
    exact = np.array_equal(single.astype(np.float64), filled)
    body: NDArray[np.generic] = single if exact else filled
    header = HEADER.pack(FORMAT, body.dtype.itemsize, flags | FLOATS, count, 1.0, 0)
    return header + zlib.compress(mask + _shuffled(np.ascontiguousarray(body)), FAST)


def decode(blob: bytes) -> Column:
    """Return the column of a blob, float64, NaN where nothing was recorded.

    Raises:
        DamagedBlobError: the bytes are not what :func:`encode` wrote.
    """
    try:
        form, width, flags, count, resolution, first = HEADER.unpack_from(blob)
        raw = zlib.decompress(memoryview(blob)[HEADER.size :])
    except (struct.error, zlib.error) as error:
        raise DamagedBlobError(str(error)) from error
    mask_size = (count + 7) // 8 if flags & MASKED else 0
    if form != FORMAT or len(raw) != mask_size + count * width:
        raise DamagedBlobError(f"format {form}, {len(raw)} bytes for {count} values")
    body = raw[mask_size:]
    if flags & FLOATS:
        values = _unshuffled(body, width, f"<f{width}").astype(np.float64)
    else:
        deltas = _unshuffled(body, width, f"<i{width}")
        steps = np.cumsum(deltas, dtype=np.int64) + first
        values = _from_steps(steps.astype(np.float64), resolution)
    if mask_size:
        mask = np.frombuffer(raw[:mask_size], dtype=np.uint8)
        values[np.unpackbits(mask, count=count).view(np.bool_)] = np.nan
    return values


def pack(streams: Streams) -> tuple[PackedColumn, ...]:
    """Return all columns that hold a value as blobs, the time axis first; none without moments."""
    if streams.time_s.size == 0:
        return ()
    columns = [
        PackedColumn(group="time", name="time_s", blob=encode(streams.time_s, TIME_RESOLUTION))
    ]
    columns += [
        PackedColumn(group="channel", name=str(channel), blob=encode(values, RESOLUTION[channel]))
        for channel, values in streams.channels.items()
        if not np.isnan(values).all()
    ]
    columns += [
        PackedColumn(group="developer", name=name, blob=encode(values))
        for name, values in streams.developer.items()
        if not np.isnan(values).all()
    ]
    return tuple(columns)


def length_of(blob: bytes) -> int:
    """Return the number of values in a blob, without unpacking it."""
    count = HEADER.unpack_from(blob)[3]
    return int(count)


def unpack(columns: Iterable[PackedColumn]) -> Streams | None:
    """Return the streams of packed columns; None without a time axis."""
    time_s: Column | None = None
    channels: dict[Channel, Column] = {}
    developer: dict[str, Column] = {}
    for column in columns:
        values = decode(column.blob)
        if column.group == "time":
            time_s = values
        elif column.group == "channel":
            channels[Channel(column.name)] = values
        else:
            developer[column.name] = values
    if time_s is None:
        return None
    return Streams(time_s=time_s, channels=channels, developer=developer)
