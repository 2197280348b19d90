"""Decoding: headers, definitions, values, checksums, and everything before a fault."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from ironstride.importers.fit import FitFile, decode
from ironstride.importers.fit.checksum import checksum
from ironstride.importers.fit.table import Table
from tests.support import fit_writer as fw

START = dt.datetime(2026, 3, 1, 7, 0, tzinfo=dt.UTC)
BEGAN = fw.fit_time(START)
RECORD = fw.specs(time=(253, fw.UINT32), heart_rate=(3, fw.UINT8))


def records(content: bytes) -> Table:
    return decode(content).parts[0].table("record")


def codes(decoded: FitFile) -> list[str]:
    return [problem.code for problem in decoded.problems]


def heart_rates(count: int) -> fw.FitWriter:
    writer = fw.FitWriter()
    writer.define(0, fw.RECORD, RECORD)
    for second in range(count):
        writer.write(0, BEGAN + second, 100 + second)
    return writer


@pytest.mark.parametrize("size", [0, 1, 2, 3, 255, 256, 257, 10_001])
def test_the_checksum_equals_the_one_that_the_standard_describes(size: int) -> None:
    content = bytes((7 * octet + octet // 11) % 256 for octet in range(size))
    assert checksum(content) == fw.checksum(content)


@pytest.mark.parametrize("header", [12, 14])
def test_both_header_sizes_are_read(header: int) -> None:
    decoded = decode(heart_rates(3).file(header=header))
    assert decoded.problems == ()
    assert decoded.parts[0].table("record").column("heart_rate").tolist() == [100, 101, 102]


def test_values_are_scaled_and_invalid_ones_are_nan() -> None:
    writer = fw.FitWriter()
    fields = fw.specs(altitude=(2, fw.UINT16), speed=(6, fw.UINT16), temperature=(13, fw.SINT8))
    writer.define(0, fw.RECORD, fields)
    writer.write(0, (100 + 500) * 5, 3210, -7)
    writer.write(0, None, None, None)
    table = records(writer.file())
    np.testing.assert_array_equal(table.column("altitude"), [100.0, np.nan])
    np.testing.assert_array_equal(table.column("speed"), [3.21, np.nan])
    np.testing.assert_array_equal(table.column("temperature"), [-7.0, np.nan])


def test_byte_order_is_that_of_each_definition() -> None:
    writer = fw.FitWriter()
    writer.define(0, fw.RECORD, RECORD)
    writer.define(1, fw.RECORD, RECORD, big_endian=True)
    for second in range(4):
        writer.write(second % 2, BEGAN + second, 100)
    table = records(writer.file())
    np.testing.assert_array_equal(table.column("timestamp"), BEGAN + np.arange(4.0))


def test_a_local_type_may_be_defined_anew_and_records_stay_in_file_order() -> None:
    writer = fw.FitWriter()
    writer.define(0, fw.RECORD, RECORD)
    writer.write(0, BEGAN, 100)
    writer.define(0, fw.RECORD, fw.specs(time=(253, fw.UINT32), power=(7, fw.UINT16)))
    writer.write(0, BEGAN + 1, 250)
    writer.define(0, fw.RECORD, RECORD)
    writer.write(0, BEGAN + 2, 102)
    table = records(writer.file())
    np.testing.assert_array_equal(table.column("timestamp"), BEGAN + np.arange(3.0))
    np.testing.assert_array_equal(table.column("heart_rate"), [100, np.nan, 102])
    np.testing.assert_array_equal(table.column("power"), [np.nan, 250, np.nan])


def test_compressed_timestamps_roll_over_and_follow_the_last_whole_time() -> None:
    writer = fw.FitWriter()
    writer.define(0, fw.EVENT, fw.specs(time=(253, fw.UINT32), event=(0, fw.ENUM)))
    writer.define(1, fw.RECORD, fw.specs(heart_rate=(3, fw.UINT8)))
    writer.write(0, BEGAN, 0)
    moments = [0, 5, 31, 40, 71, 71]
    for moment in moments:
        writer.write_compressed(1, BEGAN + moment, 150)
    writer.write(0, BEGAN + 5000, 0)
    writer.write_compressed(1, BEGAN + 5003, 151)
    table = records(writer.file())
    expected = BEGAN + np.array([*moments, 5003], float)
    np.testing.assert_array_equal(table.column("timestamp"), expected)


def test_compressed_speed_and_distance_are_unpacked_and_distance_rolls_over() -> None:
    writer = fw.FitWriter()
    packed = fw.FieldSpec(number=8, base=fw.BYTE, size=3)
    writer.define(0, fw.RECORD, (*fw.specs(time=(253, fw.UINT32)), packed))
    sixteenths = [0, 4000, 8000, 8016]
    for second, counted in enumerate(sixteenths):
        word = 312 | (counted % 4096) << 12
        writer.write(0, BEGAN + second, word.to_bytes(3, "little"))
    writer.write(0, BEGAN + 9, b"\xff\xff\xff")
    table = records(writer.file())
    np.testing.assert_array_equal(table.column("speed"), [3.12] * 4 + [np.nan])
    np.testing.assert_array_equal(table.column("distance"), [0.0, 250.0, 500.0, 501.0, np.nan])


def test_developer_fields_are_named_scaled_and_kept_apart_by_developer() -> None:
    writer = fw.FitWriter()
    fw.describe_stryd(writer)
    described = fw.specs(
        developer=(0, fw.UINT8),
        number=(1, fw.UINT8),
        base=(2, fw.UINT8),
        scale=(6, fw.UINT8),
        offset=(7, fw.SINT8),
    )
    name = fw.FieldSpec(number=3, base=fw.STRING, size=10)
    writer.define(13, fw.DESCRIPTION, (*described, name))
    writer.write(13, 1, 0, fw.UINT16, 10, 5, "Lean")
    same_number = [
        fw.DeveloperSpec(developer=developer, number=0, base=fw.UINT16) for developer in (0, 1)
    ]
    writer.define(2, fw.RECORD, RECORD, developer=same_number)
    writer.write(2, BEGAN, 150, 240, 123)
    writer.write(2, BEGAN + 1, 150, None, None)
    columns = records(writer.file()).developer
    assert [(one.field.name, one.field.unit) for one in columns] == [
        ("Power", "Watts"),
        ("Lean", ""),
    ]
    np.testing.assert_array_equal(columns[0].values, [240, np.nan])
    np.testing.assert_array_equal(columns[1].values, [123 / 10 - 5, np.nan])


def test_a_developer_field_that_nobody_describes_is_skipped_by_its_size() -> None:
    writer = fw.FitWriter()
    unknown = fw.DeveloperSpec(developer=3, number=9, base=fw.UINT16, size=6)
    writer.define(0, fw.RECORD, RECORD, developer=[unknown])
    writer.write(0, BEGAN, 150, [1, 2, 3])
    writer.write(0, BEGAN + 1, 151, [1, 2, 3])
    table = records(writer.file())
    assert table.developer == ()
    assert table.column("heart_rate").tolist() == [150, 151]


def test_a_developer_field_means_what_was_last_said_before_its_definition() -> None:
    writer = fw.FitWriter()
    fw.describe_stryd(writer)
    layout = [fw.DeveloperSpec(developer=0, number=0, base=fw.UINT16)]
    writer.define(0, fw.RECORD, RECORD, developer=layout)
    writer.write(0, BEGAN, 150, 240)
    fw.describe(writer, 0, "Air Power", "Watts", fw.UINT16)
    writer.define(0, fw.RECORD, RECORD, developer=layout)
    writer.write(0, BEGAN + 1, 150, 5)
    columns = {one.field.name: one.values for one in records(writer.file()).developer}
    np.testing.assert_array_equal(columns["Power"], [240, np.nan])
    np.testing.assert_array_equal(columns["Air Power"], [np.nan, 5])


def test_text_without_an_end_and_with_bad_utf8_is_read() -> None:
    writer = fw.FitWriter()
    name = fw.FieldSpec(number=8, base=fw.STRING, size=4)
    writer.define(0, fw.FILE_ID, (*fw.specs(type=(0, fw.ENUM)), name))
    writer.write(0, 4, "abcd")
    writer.write(0, 4, b"a\xffb\0")
    writer.write(0, 4, "")
    table = decode(writer.file()).parts[0].table("file_id")
    assert table.texts["product_name"] == ("abcd", "a\N{REPLACEMENT CHARACTER}b", None)


def test_beats_of_hrv_messages_are_one_series_without_the_empty_places() -> None:
    writer = fw.FitWriter()
    writer.define(0, fw.HRV, [fw.FieldSpec(number=0, base=fw.UINT16, size=10)])
    writer.write(0, [800, 810])
    writer.write(0, [820, 830, 840])
    table = decode(writer.file()).parts[0].table("hrv")
    np.testing.assert_array_equal(table.series["time"], [0.8, 0.81, 0.82, 0.83, 0.84])


def test_the_first_value_of_an_array_is_taken() -> None:
    writer = fw.FitWriter()
    writer.define(0, fw.RECORD, [fw.FieldSpec(number=73, base=fw.UINT32, size=8)])
    writer.write(0, [3000, 3500])
    assert records(writer.file()).column("enhanced_speed").tolist() == [3.0]


def test_a_field_whose_size_does_not_suit_its_type_is_left_out_with_a_warning() -> None:
    writer = fw.FitWriter()
    odd = fw.FieldSpec(number=7, base=fw.UINT16, size=2)
    writer.define(0, fw.RECORD, (*RECORD, odd))
    writer.write(0, BEGAN, 150, 200)
    content = bytearray(writer.file())
    definition = content.index(bytes((7, 2, fw.UINT16)))
    content[definition : definition + 3] = bytes((7, 2, fw.UINT32))
    decoded = decode(bytes(content))
    table = decoded.parts[0].table("record")
    assert codes(decoded) == ["checksum", "field-misfit"]
    assert table.column("heart_rate").tolist() == [150]
    assert np.isnan(table.column("power")).all()


def test_chained_files_are_parts_of_their_own() -> None:
    decoded = decode(heart_rates(2).file() + heart_rates(3).file(header=12))
    assert decoded.problems == ()
    assert [part.table("record").count for part in decoded.parts] == [2, 3]
    assert decoded.count("record") == 5


def test_a_truncated_file_keeps_what_came_before_and_names_the_byte() -> None:
    whole = heart_rates(10).file()
    cut = len(whole) - 2 - 3  # three bytes into the last record, which has six
    decoded = decode(whole[:cut])
    assert decoded.count("record") == 9
    [problem] = decoded.problems
    assert (problem.code, problem.location) == ("truncated", f"byte {len(whole) - 2 - 6}")
    assert problem.remedy


def test_a_file_cut_in_a_definition_keeps_what_came_before() -> None:
    writer = heart_rates(4)
    before = len(writer.body)
    writer.define(1, fw.LAP, RECORD)
    decoded = decode(writer.file()[: 14 + before + 7])
    assert decoded.count("record") == 4
    assert codes(decoded) == ["truncated"]


def test_a_file_without_its_checksum_is_called_truncated_and_loses_nothing() -> None:
    decoded = decode(heart_rates(4).file()[:-1])
    assert decoded.count("record") == 4
    assert codes(decoded) == ["truncated"]


def test_a_wrong_checksum_is_told_and_nothing_is_lost() -> None:
    content = bytearray(heart_rates(4).file())
    content[-1] ^= 0xFF
    decoded = decode(bytes(content))
    assert decoded.count("record") == 4
    assert codes(decoded) == ["checksum"]


def test_a_wrong_header_checksum_is_told() -> None:
    content = bytearray(heart_rates(4).file())
    content[12] ^= 0xFF
    decoded = decode(bytes(content))
    assert "header-checksum" in codes(decoded)
    assert decoded.count("record") == 4


def test_an_undefined_message_stops_its_part_alone() -> None:
    broken = heart_rates(4)
    broken.body.append(5)  # local type 5 was never defined
    decoded = decode(broken.file() + heart_rates(2).file())
    assert [part.table("record").count for part in decoded.parts] == [4, 2]
    [problem] = decoded.problems
    assert problem.code == "corrupt"
    assert "message 5" in problem.sentence


def test_bytes_after_the_end_are_told() -> None:
    decoded = decode(heart_rates(4).file() + b"not a FIT header at all")
    assert decoded.count("record") == 4
    assert codes(decoded) == ["trailing-bytes"]


def test_a_file_that_the_watch_never_closed_is_read_to_its_end() -> None:
    content = bytearray(heart_rates(4).file(header=12)[:-2])
    content[4:8] = bytes(4)
    decoded = decode(bytes(content))
    assert decoded.count("record") == 4
    assert codes(decoded) == ["unfinished"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty-file"),
        (b"<?xml version='1.0'?><gpx/>", "not-a-fit-file"),
        (b"\x0e", "not-a-fit-file"),
    ],
)
def test_what_is_not_fit_is_refused_with_a_remedy(content: bytes, code: str) -> None:
    decoded = decode(content)
    assert decoded.parts == ()
    [problem] = decoded.problems
    assert problem.code == code
    assert problem.remedy


def test_messages_without_any_field_cost_no_columns() -> None:
    writer = fw.FitWriter()
    writer.define(0, fw.RECORD, [])
    writer.body += bytes(1000)
    table = records(writer.file())
    assert table.count == 1000
    assert table.columns == {}


def test_a_long_file_is_found_message_by_message_like_a_short_one() -> None:
    writer = fw.FitWriter()
    writer.define(0, fw.RECORD, RECORD)
    writer.define(1, fw.HRV, [fw.FieldSpec(number=0, base=fw.UINT16, size=10)])
    message = bytes((0, *BEGAN.to_bytes(4, "little"), 150, 1, *(b"\x20\x03" * 5)))
    writer.body += message * 70_000  # more than one stretch of the scan
    decoded = decode(writer.file(header=12))
    assert decoded.problems == ()
    assert decoded.count("record") == decoded.count("hrv") == 70_000
