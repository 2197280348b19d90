from __future__ import annotations

import gzip
import io
import tracemalloc
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from ironstride import importers
from ironstride.importers import archives, limits
from tests.support.gpx_writer import one_track, steady

RUN = one_track(steady(60))


def zipped(files: Mapping[str, bytes]) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return into.getvalue()


def refusals(name: str, content: bytes) -> dict[str, str]:
    """Return the code of every refused member, by its name."""
    return {
        member.name: parsed.errors[0].code
        for member in importers.unpack(name, content)
        if (parsed := importers.read_member(member)).value is None
    }


def taken(name: str, content: bytes) -> list[str]:
    return [
        member.name
        for member in importers.unpack(name, content)
        if importers.read_member(member).value is not None
    ]


def test_a_file_is_known_by_its_content_and_not_by_its_name() -> None:
    assert taken("holiday.jpg", RUN) == ["holiday.jpg"]


def test_a_gzipped_file_keeps_its_name() -> None:
    assert taken("run.gpx.gz", gzip.compress(RUN)) == ["run.gpx.gz"]


def test_members_of_a_zip_are_named_by_the_way_to_them() -> None:
    content = zipped({"b/run.gpx": RUN, "a/run.gpx.gz": gzip.compress(RUN)})
    assert taken("all.zip", content) == ["all.zip/a/run.gpx.gz", "all.zip/b/run.gpx"]


def test_zips_in_zips_are_opened() -> None:
    inner = zipped({"UploadedFiles/run.fit": RUN})
    outer = zipped({"DI_CONNECT/Uploaded/part1.zip": inner, "DI_CONNECT/user.json": b'{"a": 1}'})
    assert taken("garmin.zip", outer) == [
        "garmin.zip/DI_CONNECT/Uploaded/part1.zip/UploadedFiles/run.fit"
    ]
    assert refusals("garmin.zip", outer) == {"garmin.zip/DI_CONNECT/user.json": "not-an-activity"}


def nested(depth: int) -> bytes:
    content = RUN
    for _ in range(depth):
        content = zipped({"x": content})
    return content


def test_three_archives_deep_is_read_and_four_is_refused() -> None:
    assert taken("deep", nested(3)) == ["deep/x/x/x"]
    assert refusals("deep", nested(4)) == {"deep/x/x/x": "archive-too-deep"}


def test_names_that_climb_are_labels_and_nothing_else() -> None:
    content = zipped({"../../etc/passwd": RUN, "/outer/run.gpx": RUN, "..\\up.gpx": RUN})
    assert taken("bad.zip", content) == [
        "bad.zip/etc/passwd",
        "bad.zip/up.gpx",
        "bad.zip/outer/run.gpx",
    ]


def test_an_encrypted_member_is_refused_and_the_others_are_read() -> None:
    plain = zipped({"a.gpx": RUN, "b.gpx": RUN})
    # Bit 0 of the flags, in the local header of the first member and in its directory entry.
    local, central = plain.index(b"PK\x03\x04"), plain.index(b"PK\x01\x02")
    locked = bytearray(plain)
    locked[local + 6] |= 1
    locked[central + 8] |= 1
    assert refusals("x.zip", bytes(locked)) == {"x.zip/a.gpx": "encrypted-archive"}
    assert taken("x.zip", bytes(locked)) == ["x.zip/b.gpx"]


def test_one_damaged_member_does_not_stop_the_others() -> None:
    content = bytearray(zipped({"a.gpx": RUN, "b.gpx": RUN}))
    content[60:120] = bytes(60)
    assert taken("x.zip", bytes(content)) == ["x.zip/b.gpx"]
    assert refusals("x.zip", bytes(content)) == {"x.zip/a.gpx": "damaged-archive"}


def test_a_zip_that_breaks_off_is_refused_with_a_remedy() -> None:
    content = zipped({"a.gpx": RUN})
    (member,) = importers.unpack("x.zip", content[:-30])
    problem = importers.read_member(member).errors[0]
    assert problem.code == "damaged-archive"
    assert problem.location == "x.zip"
    assert problem.remedy is not None


def test_a_gzip_that_breaks_off_keeps_its_beginning_and_says_so() -> None:
    long = one_track(steady(3600))
    packed = gzip.compress(long)
    (member,) = importers.unpack("run.gpx.gz", packed[: len(packed) // 2])
    parsed = importers.read_member(member)
    assert parsed.value is not None
    assert [problem.code for problem in parsed.problems][:2] == ["damaged-archive", "broken-xml"]


@pytest.mark.parametrize("pack", ["zip", "gzip"])
def test_a_bomb_is_refused_before_it_is_unpacked(pack: str) -> None:
    bomb = b"<gpx>" + b" " * (limits.RATIO_FROM_BYTES * 4)
    content = zipped({"a.gpx": bomb}) if pack == "zip" else gzip.compress(bomb)
    name = "b.zip" if pack == "zip" else "b.gz"
    expected = f"{name}/a.gpx" if pack == "zip" else name
    tracemalloc.start()
    try:
        assert refusals(name, content) == {expected: "archive-bomb"}
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < len(bomb)


def test_a_file_beyond_any_activity_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 1000)
    assert refusals("run.gpx", RUN) == {"run.gpx": "file-too-large"}


def test_an_archive_ends_at_the_sum_of_its_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    budget = archives._Budget(left=len(RUN) + 1)  # noqa: SLF001 (the bound itself is 32 GB)
    monkeypatch.setattr(archives, "_Budget", lambda: budget)
    content = zipped({"a.gpx": RUN, "b.gpx": RUN, "c.gpx": RUN})
    assert taken("x.zip", content) == ["x.zip/a.gpx", "x.zip/b.gpx"]
    budget.left = len(RUN) + 1
    assert refusals("x.zip", content) == {"x.zip": "archive-bomb"}


def test_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_MEMBERS", 2)
    content = zipped({"a": RUN, "b": RUN, "c": RUN})
    assert refusals("x.zip", content) == {"x.zip": "too-many-files"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty-file"),
        (zipped({}), "empty-archive"),
        (bytes(5000), "not-an-activity"),
        (b"\x89PNG\r\n\x1a\n0000", "not-an-activity"),
        (b'{"activityId": 1}', "not-an-activity"),
        (gzip.compress(b"", mtime=0), "empty-file"),
    ],
)
def test_files_of_other_kinds_are_refused_with_a_sentence(content: bytes, code: str) -> None:
    (member,) = importers.unpack("some.fit", content)
    (problem,) = importers.read_member(member).errors
    assert problem.code == code
    assert problem.sentence.endswith(".")
    assert problem.remedy is not None


def test_a_folder_is_walked_in_the_order_of_its_names(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "a").mkdir()
    for name in ("b/1.gpx", "a/2.gpx", "0.gpx", "a/.DS_Store"):
        (tmp_path / name).write_bytes(RUN)
    (tmp_path / "c.zip").write_bytes(zipped({"in.gpx": RUN, "__MACOSX/._in.gpx": b"x"}))
    names = [member.name for member in importers.walk([tmp_path])]
    wanted = ["0.gpx", "c.zip/in.gpx", "a/2.gpx", "b/1.gpx"]
    assert names == [f"{tmp_path}/{name}" for name in wanted]


def test_a_link_that_leads_back_does_not_loop(tmp_path: Path) -> None:
    (tmp_path / "run.gpx").write_bytes(RUN)
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    assert len(list(importers.walk([tmp_path]))) == 1


def test_a_path_that_does_not_exist_is_a_problem_and_not_the_end(tmp_path: Path) -> None:
    (tmp_path / "run.gpx").write_bytes(RUN)
    first, second = importers.walk([tmp_path / "none.fit", tmp_path / "run.gpx"])
    assert importers.read_member(first).errors[0].code == "no-such-file"
    assert importers.read_member(second).value is not None


def test_a_large_archive_is_walked_in_constant_memory(tmp_path: Path) -> None:
    hour = one_track(steady(3600))
    path = tmp_path / "all.zip"
    path.write_bytes(zipped({f"{number:03}.gpx": hour for number in range(60)}))
    tracemalloc.start()
    try:
        assert sum(1 for _ in importers.walk([path])) == 60
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 8 * len(hour)


def test_problems_name_the_member_they_are_about() -> None:
    content = zipped({"a.gpx": RUN[: len(RUN) // 2]})
    (member,) = importers.unpack("x.zip", content)
    assert importers.read_member(member).problems[0].location.startswith("x.zip/a.gpx, line ")


def test_a_log_of_lifts_is_no_activity_and_the_remedy_says_where_it_belongs() -> None:
    (member,) = importers.unpack("hevy.csv", b"exercise_title,set_index,set_type\nSquat,0,normal\n")
    problem = importers.read_member(member).errors[0]
    assert problem.code == "not-an-activity"
    assert "lifts" in (problem.remedy or "")
