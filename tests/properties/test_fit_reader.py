"""No bytes make the FIT reader raise, and what it keeps of a damaged file is what was there."""

from __future__ import annotations

import datetime as dt
import struct

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from ironstride.importers.fit import decode, read
from tests.support import fit_writer as fw

START = dt.datetime(2026, 3, 1, 7, 0, tzinfo=dt.UTC)
BEGAN = fw.fit_time(START)


def _compressed() -> bytes:
    writer = fw.FitWriter()
    writer.define(0, fw.EVENT, fw.specs(time=(253, fw.UINT32), event=(0, fw.ENUM)))
    writer.write(0, BEGAN, 0)
    packed = fw.FieldSpec(number=8, base=fw.BYTE, size=3)
    writer.define(1, fw.RECORD, (*fw.specs(heart_rate=(3, fw.UINT8)), packed))
    for second in range(0, 60, 4):
        writer.write_compressed(1, BEGAN + second, 150, bytes((44, second & 15, second)))
    return writer.file(header=12)


RUN = fw.write_run(START, 40, 3.0, 150, fw.RunDetails(lap_seconds=20, stryd=240, paused=(10, 9)))
SETS = [fw.WrittenSet(seconds=40, reps=8, load_kg=60), fw.WrittenSet(seconds=60, rest=True)]
FILES = (
    RUN,
    fw.write_strength(START, SETS),
    _compressed(),
    RUN + fw.write_run(START + dt.timedelta(hours=2), 20),
)

whole_files = st.sampled_from(FILES)


def reads_soundly(content: bytes) -> None:
    """Read, and hold every promise that an activity makes whatever the bytes are."""
    parsed = read(content)
    assert parsed.value or parsed.errors
    assert all(problem.sentence for problem in parsed.problems)
    for activity in parsed.value or ():
        assert activity.duration_s >= 0
        assert activity.start is None or activity.start.tzinfo is not None
        if activity.streams is not None:
            time = activity.streams.time_s
            assert np.isfinite(time).all()
            assert (np.diff(time) >= 0).all()
            for values in activity.streams.channels.values():
                assert values.shape == time.shape
                assert not np.isinf(values).any()


@given(st.binary(max_size=400))
@example(b"")
@example(b"\x0e\x10\x00\x00\xff\xff\xff\xff.FIT\x00\x00")
def test_no_bytes_make_the_reader_raise(content: bytes) -> None:
    reads_soundly(content)


@given(st.binary(max_size=400), st.integers(0, 2**32 - 1), st.sampled_from([12, 13, 14, 99, 255]))
def test_no_bytes_behind_a_header_make_the_reader_raise(
    body: bytes, stated: int, header: int
) -> None:
    reads_soundly(struct.pack("<BBHI4s", header, 0x20, 2132, stated, b".FIT") + body)


@given(
    whole_files,
    st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 255)), min_size=1, max_size=12),
)
def test_no_damaged_bytes_make_the_reader_raise(
    content: bytes, edits: list[tuple[int, int]]
) -> None:
    damaged = bytearray(content)
    for position, octet in edits:
        damaged[position % len(damaged)] = octet
    reads_soundly(bytes(damaged))


@given(whole_files, st.integers(0, 3000), st.binary(max_size=40), st.integers(0, 40))
def test_no_bytes_put_in_or_taken_out_make_the_reader_raise(
    content: bytes, position: int, inserted: bytes, removed: int
) -> None:
    at = position % len(content)
    reads_soundly(content[:at] + inserted + content[at + removed :])


@given(st.integers(0, len(RUN)))
def test_a_truncated_file_keeps_exactly_the_records_before_the_cut(cut: int) -> None:
    whole = decode(RUN).parts[0].table("record")
    decoded = decode(RUN[:cut])
    if not decoded.parts:
        assert decoded.problems
        return
    kept = decoded.parts[0].table("record")
    size = int(whole.positions[1] - whole.positions[0])
    assert kept.count == int((whole.positions + size <= cut).sum())
    for name, values in kept.columns.items():
        np.testing.assert_array_equal(values, whole.columns[name][: kept.count])
    assert cut == len(RUN) or decoded.problems


FIELDS = {
    "heart_rate": fw.FieldSpec(number=3, base=fw.UINT8),
    "power": fw.FieldSpec(number=7, base=fw.UINT16),
    "position_lat": fw.FieldSpec(number=0, base=fw.SINT32),
}
RANGES = {"heart_rate": (0, 254), "power": (0, 65534), "position_lat": (-(2**31), 2**31 - 2)}


@st.composite
def layouts(draw: st.DrawFn) -> tuple[tuple[str, ...], bool, bool]:
    """Return the fields of a definition, whether it is big-endian, and whether it has a time."""
    names = draw(st.lists(st.sampled_from(sorted(FIELDS)), unique=True, max_size=3))
    return tuple(names), draw(st.booleans()), draw(st.booleans())


@st.composite
def interleaved(draw: st.DrawFn) -> tuple[bytes, list[float], dict[str, list[float]]]:
    """Return a file of records under changing definitions, and its times and values."""
    writer = fw.FitWriter()
    kinds = draw(st.lists(layouts(), min_size=1, max_size=4))
    times: list[float] = []
    columns: dict[str, list[float]] = {name: [] for name in FIELDS}
    moment = BEGAN
    writer.define(15, fw.EVENT, fw.specs(time=(253, fw.UINT32)))
    writer.write(15, moment)
    for local in draw(st.lists(st.integers(0, len(kinds) - 1), max_size=40)):
        names, big, timed = kinds[local]
        if local not in writer.layouts or draw(st.integers(0, 9)) == 0:
            time = fw.specs(time=(253, fw.UINT32)) if timed else ()
            fields = (*time, *(FIELDS[name] for name in names))
            writer.define(local, fw.RECORD, fields, big_endian=big)
        moment += draw(st.integers(0, 31))
        given_values = {
            name: draw(st.one_of(st.none(), st.integers(*RANGES[name]))) for name in names
        }
        if timed:
            writer.write(local, moment, *given_values.values())
        else:
            writer.write_compressed(local, moment, *given_values.values())
        times.append(moment)
        for name, column in columns.items():
            value = given_values.get(name)
            column.append(np.nan if value is None else value)
    return writer.file(), times, columns


@given(interleaved())
def test_every_value_comes_back_whatever_the_order_of_definitions(
    written: tuple[bytes, list[float], dict[str, list[float]]],
) -> None:
    content, times, columns = written
    decoded = decode(content)
    assert decoded.problems == ()
    table = decoded.parts[0].table("record")
    assert table.count == len(times)
    if times:
        np.testing.assert_array_equal(table.column("timestamp"), times)
    for name, values in columns.items():
        np.testing.assert_array_equal(table.column(name), values)
