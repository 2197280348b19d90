"""Writes FIT files for tests: byte for byte under control, or a whole run in one call.

It shares nothing with the decoder, so that the two can disagree. ``write_run`` makes an ordinary
run; ``FitWriter`` makes anything, also what no watch should.
"""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

EPOCH = dt.datetime(1989, 12, 31, tzinfo=dt.UTC)
ENUM, SINT8, UINT8, STRING, BYTE = 0x00, 0x01, 0x02, 0x07, 0x0D
SINT16, UINT16, SINT32, UINT32, FLOAT32 = 0x83, 0x84, 0x85, 0x86, 0x88

FILE_ID, SPORT, SESSION, LAP, RECORD, EVENT, ACTIVITY = 0, 12, 18, 19, 20, 21, 34
HRV, DESCRIPTION, DEVELOPER_ID, SET, TITLE = 78, 206, 207, 225, 264

_CODES = {
    ENUM: "B",
    SINT8: "b",
    UINT8: "B",
    BYTE: "B",
    SINT16: "h",
    UINT16: "H",
    SINT32: "i",
    UINT32: "I",
    FLOAT32: "f",
}
_NOTHING = {
    ENUM: 0xFF,
    SINT8: 0x7F,
    UINT8: 0xFF,
    BYTE: 0xFF,
    SINT16: 0x7FFF,
    UINT16: 0xFFFF,
    SINT32: 0x7FFF_FFFF,
    UINT32: 0xFFFF_FFFF,
}
Value = float | str | bytes | Sequence[float | None] | None


def fit_time(moment: dt.datetime) -> int:
    """Return seconds since the FIT epoch."""
    return round((moment - EPOCH).total_seconds())


def checksum(content: bytes) -> int:
    """Return the FIT checksum, bit by bit: slow, and hard to get wrong."""
    register = 0
    for octet in content:
        register ^= octet
        for _ in range(8):
            register = (register >> 1) ^ (0xA001 if register & 1 else 0)
    return register


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """One field of a definition; the size in bytes follows from the type unless it is given."""

    number: int
    base: int
    size: int = 0

    @property
    def width(self) -> int:
        return self.size or struct.calcsize(_CODES[self.base])


@dataclass(frozen=True, slots=True, kw_only=True)
class DeveloperSpec:
    """One developer field of a definition: whose, which, and how it is stored."""

    developer: int
    number: int
    base: int
    size: int = 0

    @property
    def width(self) -> int:
        return self.size or struct.calcsize(_CODES[self.base])


def specs(**numbers_and_bases: tuple[int, int]) -> tuple[FieldSpec, ...]:
    """Return field specifications; the names are for the reader alone."""
    return tuple(FieldSpec(number=number, base=base) for number, base in numbers_and_bases.values())


@dataclass(slots=True)
class FitWriter:
    """Collects messages; ``file()`` puts header and checksum around them."""

    body: bytearray = field(default_factory=bytearray)
    layouts: dict[int, tuple[str, tuple[FieldSpec | DeveloperSpec, ...]]] = field(
        default_factory=dict
    )

    def define(
        self,
        local: int,
        message: int,
        fields: Sequence[FieldSpec],
        *,
        developer: Sequence[DeveloperSpec] = (),
        big_endian: bool = False,
    ) -> None:
        """Write a definition message for one of the 16 local types."""
        order = ">" if big_endian else "<"
        head = 0x40 | local | (0x20 if developer else 0)
        self.body += struct.pack(f"{order}BBBHB", head, 0, big_endian, message, len(fields))
        for one in fields:
            self.body += bytes((one.number, one.width, one.base))
        if developer:
            self.body.append(len(developer))
            for other in developer:
                self.body += bytes((other.number, other.width, other.developer))
        self.layouts[local] = (order, (*fields, *developer))

    def write(self, local: int, *values: Value) -> None:
        """Write a data message; None stands for the type's invalid value."""
        self.body.append(local)
        self._payload(local, values)

    def write_compressed(self, local: int, time: int, *values: Value) -> None:
        """Write a data message whose header holds the five low bits of the time."""
        self.body.append(0x80 | local << 5 | time & 0x1F)
        self._payload(local, values)

    def _payload(self, local: int, values: Sequence[Value]) -> None:
        order, layout = self.layouts[local]
        for one, value in zip(layout, values, strict=True):
            self.body += _packed(order, one, value)

    def file(self, *, header: int = 14) -> bytes:
        """Return the whole file, with a header of 12 or 14 bytes."""
        start = struct.pack("<BBHI4s", header, 0x20, 2132, len(self.body), b".FIT")
        if header > len(start):
            start += struct.pack("<H", checksum(start))
        whole = start + bytes(self.body)
        return whole + struct.pack("<H", checksum(whole))


def _packed(order: str, one: FieldSpec | DeveloperSpec, value: Value) -> bytes:
    if isinstance(value, str):
        value = value.encode()
    if isinstance(value, bytes):
        return value[: one.width].ljust(one.width, b"\0")
    if one.base == STRING:
        return bytes(one.width)
    code = _CODES[one.base]
    places = one.width // struct.calcsize(code)
    given = [value] if value is None or isinstance(value, int | float) else list(value)
    given += [None] * (places - len(given))
    nothing = _NOTHING.get(one.base, float("nan"))
    raw = [nothing if number is None else number for number in given]
    if one.base != FLOAT32:
        raw = [round(number) for number in raw]
    return struct.pack(f"{order}{places}{code}", *raw)


Profile = float | Sequence[float] | None
"""One figure for the whole run, one for each record, or None: not recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunDetails:
    """What else a written run holds.

    Args:
        every: seconds from record to record.
        cadence: steps per minute of both feet.
        place: latitude and longitude in degrees at the start; the run goes north from there.
        lap_seconds: length of a lap; None for one lap.
        utc_offset_s: local minus UTC; None leaves the local time out.
        rpe: 0 to 10 as the runner gave it to the watch.
        stryd: watts of a Stryd pod, written as a developer field.
        paused: seconds after the start at which the timer stops, and for how long.
    """

    every: int = 1
    cadence: Profile = 172.0
    altitude: Profile = 100.0
    power: Profile = None
    place: tuple[float, float] | None = (48.0, 11.0)
    lap_seconds: int | None = None
    utc_offset_s: int | None = 3600
    rpe: float | None = None
    sport: int = 1
    sub_sport: int = 0
    stryd: Profile = None
    paused: tuple[int, int] | None = None
    product: str = "Test watch"


def _each(profile: Profile, count: int) -> list[float | None]:
    if profile is None or isinstance(profile, int | float):
        return [profile] * count
    if len(profile) != count:
        msg = f"{len(profile)} values for {count} records"
        raise ValueError(msg)
    return list(profile)


def _scaled(value: float | None, scale: float, offset: float = 0.0) -> float | None:
    return None if value is None else (value + offset) * scale


_RUN_RECORD = specs(
    timestamp=(253, UINT32),
    latitude=(0, SINT32),
    longitude=(1, SINT32),
    distance=(5, UINT32),
    speed=(73, UINT32),
    altitude=(78, UINT32),
    power=(7, UINT16),
    heart_rate=(3, UINT8),
    cadence=(4, UINT8),
    fraction=(53, UINT8),
)
_RUN_LAP = specs(
    timestamp=(253, UINT32),
    start_time=(2, UINT32),
    elapsed=(7, UINT32),
    timer=(8, UINT32),
    distance=(9, UINT32),
    intensity=(23, ENUM),
    trigger=(24, ENUM),
)
_RUN_SESSION = specs(
    timestamp=(253, UINT32),
    start_time=(2, UINT32),
    elapsed=(7, UINT32),
    timer=(8, UINT32),
    distance=(9, UINT32),
    sport=(5, ENUM),
    sub_sport=(6, ENUM),
    rpe=(193, UINT8),
)
_METRES_PER_DEGREE = 111_195.0
_SEMICIRCLES_PER_DEGREE = 2**31 / 180.0


def write_run(
    start: dt.datetime,
    seconds: int,
    speed: Profile = 3.0,
    heart_rate: Profile = 140.0,
    details: RunDetails | None = None,
) -> bytes:
    """Return a FIT file of one run, from ``start`` for ``seconds`` of moving time.

    ``speed`` in m/s and ``heart_rate`` in beats per minute: one figure, or one for each record
    (``seconds // details.every + 1`` of them).
    """
    return _RunFile(start, seconds, details or RunDetails()).whole(speed, heart_rate)


class _RunFile:
    def __init__(self, start: dt.datetime, seconds: int, details: RunDetails) -> None:
        self.details = details
        self.began = fit_time(start)
        self.seconds = seconds
        self.moments = list(range(0, seconds + 1, details.every))
        self.writer = FitWriter()

    def clock(self, moving: int) -> int:
        """Return the FIT time after this many seconds of moving."""
        pause = self.details.paused
        return self.began + moving + (pause[1] if pause and moving > pause[0] else 0)

    def whole(self, speed: Profile, heart_rate: Profile) -> bytes:
        speeds = _each(speed, len(self.moments))
        distances = [0.0]
        for value in speeds[1:]:
            distances.append(distances[-1] + (value or 0.0) * self.details.every)
        self._opening()
        self._records(speeds, distances, _each(heart_rate, len(self.moments)))
        self._timer(self.clock(self.seconds), 4)
        self._summaries(distances)
        return self.writer.file()

    def _opening(self) -> None:
        writer, details = self.writer, self.details
        file_id = specs(type=(0, ENUM), maker=(1, UINT16), made=(4, UINT32))
        writer.define(0, FILE_ID, (*file_id, FieldSpec(number=8, base=STRING, size=20)))
        writer.write(0, 4, 255, self.began, details.product)
        writer.define(1, EVENT, specs(time=(253, UINT32), event=(0, ENUM), kind=(1, ENUM)))
        self._timer(self.began, 0)
        developer: tuple[DeveloperSpec, ...] = ()
        if details.stryd is not None:
            describe_stryd(writer)
            developer = (DeveloperSpec(developer=0, number=0, base=UINT16),)
        writer.define(2, RECORD, _RUN_RECORD, developer=developer)

    def _timer(self, time: int, kind: int) -> None:
        self.writer.write(1, time, 0, kind)

    def _records(
        self,
        speeds: list[float | None],
        distances: list[float],
        heart_rates: list[float | None],
    ) -> None:
        details, count = self.details, len(self.moments)
        columns = (
            _each(details.cadence, count),
            _each(details.altitude, count),
            _each(details.power, count),
            _each(details.stryd, count),
        )
        for row, moving in enumerate(self.moments):
            if details.paused and moving == details.paused[0]:
                self._timer(self.clock(moving), 4)
                self._timer(self.clock(moving + 1) - 1, 0)
            cadence, altitude, power, stryd = (column[row] for column in columns)
            place = details.place
            north = None if place is None else place[0] + distances[row] / _METRES_PER_DEGREE
            strides = None if cadence is None else cadence / 2
            values: list[Value] = [
                self.clock(moving),
                _scaled(north, _SEMICIRCLES_PER_DEGREE),
                None if place is None else place[1] * _SEMICIRCLES_PER_DEGREE,
                distances[row] * 100,
                _scaled(speeds[row], 1000),
                _scaled(altitude, 5, 500),
                power,
                heart_rates[row],
                None if strides is None else int(strides),
                None if strides is None else (strides % 1) * 128,
            ]
            self.writer.write(2, *values, *([stryd] if details.stryd is not None else []))

    def _summaries(self, distances: list[float]) -> None:
        writer, details = self.writer, self.details
        writer.define(3, LAP, _RUN_LAP)
        step = details.lap_seconds or self.seconds or 1
        for first in range(0, max(self.seconds, 1), step):
            last = min(first + step, self.seconds)
            metres = distances[last // details.every] - distances[first // details.every]
            begin, end = self.clock(first), self.clock(last)
            writer.write(
                3, end, begin, (end - begin) * 1000, (last - first) * 1000, metres * 100, 0, 1
            )
        end = self.clock(self.seconds)
        writer.define(4, SESSION, _RUN_SESSION)
        writer.write(
            4,
            end,
            self.began,
            (end - self.began) * 1000,
            self.seconds * 1000,
            distances[-1] * 100,
            details.sport,
            details.sub_sport,
            _scaled(details.rpe, 10),
        )
        fields = specs(time=(253, UINT32), timer=(0, UINT32), count=(1, UINT16), local=(5, UINT32))
        writer.define(5, ACTIVITY, fields)
        offset = details.utc_offset_s
        local = None if offset is None else end + offset
        writer.write(5, end, self.seconds * 1000, 1, local)


def describe_stryd(writer: FitWriter) -> None:
    """Write the descriptions of a Stryd pod's fields: Power (number 0), Ground Time (1)."""
    writer.define(14, DEVELOPER_ID, specs(developer=(3, UINT8)))
    writer.write(14, 0)
    describe(writer, 0, "Power", "Watts", UINT16)
    describe(writer, 1, "Ground Time", "Milliseconds", FLOAT32)


def describe(writer: FitWriter, number: int, name: str, unit: str, base: int) -> None:
    """Write the description of one developer field of developer 0."""
    numbers = specs(developer=(0, UINT8), number=(1, UINT8), base=(2, UINT8))
    texts = (
        FieldSpec(number=3, base=STRING, size=24),
        FieldSpec(number=8, base=STRING, size=16),
    )
    writer.define(15, DESCRIPTION, (*numbers, *texts))
    writer.write(15, 0, number, base, name, unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenSet:
    """One set of a strength session; category and exercise are FIT numbers (28: squat)."""

    seconds: float
    reps: int | None = None
    load_kg: float | None = None
    category: int | None = 28
    exercise: int | None = 0
    rest: bool = False


def write_strength(start: dt.datetime, sets: Sequence[WrittenSet]) -> bytes:
    """Return a FIT file of a strength session whose sets follow one another."""
    began = fit_time(start)
    writer = FitWriter()
    writer.define(0, FILE_ID, specs(type=(0, ENUM), maker=(1, UINT16), made=(4, UINT32)))
    writer.write(0, 4, 1, began)
    fields = (
        *specs(
            time=(254, UINT32),
            duration=(0, UINT32),
            start=(6, UINT32),
            reps=(3, UINT16),
            weight=(4, UINT16),
        ),
        FieldSpec(number=7, base=UINT16, size=6),  # three guesses, the likeliest first
        FieldSpec(number=8, base=UINT16, size=6),
        FieldSpec(number=5, base=UINT8),
    )
    writer.define(1, SET, fields)
    clock = float(began)
    for one in sets:
        writer.write(
            1,
            clock + one.seconds,
            one.seconds * 1000,
            clock,
            one.reps,
            _scaled(one.load_kg, 16),
            None if one.rest or one.category is None else [one.category],
            None if one.rest or one.exercise is None else [one.exercise],
            0 if one.rest else 1,
        )
        clock += one.seconds
    writer.define(2, SESSION, _RUN_SESSION)
    total = clock - began
    writer.write(2, clock, began, total * 1000, total * 1000, None, 10, 20, None)
    return writer.file()
