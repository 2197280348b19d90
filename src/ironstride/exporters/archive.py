"""Everything about an athlete in one zip that another Ironstride can take in again.

    manifest.json           what it is: contract, schema of the rows, number of rows and originals
    tables/NAME.jsonl       one JSON object a row
    originals/SHA256.FORMAT the files as they were given

Written and read here, so that the two cannot part. Rows are plain values; bytes stand as
``{"bytes": base64}`` and floats that JSON cannot say as ``{"float": "inf"}``. Nothing is ever
unpacked to a path that the zip names.
"""

from __future__ import annotations

import base64
import binascii
import errno
import json
import os
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ironstride.domain.problem import Parsed, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

CONTRACT: Final = "ironstride/archive/1"
MANIFEST: Final = "manifest.json"
TABLES: Final = "tables/"
ORIGINALS: Final = "originals/"

FAST: Final = 1
"""Most of it is compressed already."""

LONGEST_LINE: Final = 64 * 2**20
LARGEST_ORIGINAL: Final = 2**30
LARGEST_MANIFEST: Final = 2**20


class ArchiveError(Exception):
    """Raised while an archive is read row by row; carries the problem that a door shows."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.sentence} ({problem.location})")
        self.problem = problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an archive says of itself.

    Args:
        schema: number of the database schema that the rows follow.
        created_at: ISO 8601, UTC.
        tables: rows by table, in an order in which each points only to tables before it.
    """

    schema: int
    program: str
    created_at: str
    tables: Mapping[str, int]
    originals: int


def _problem(code: str, sentence: str, location: str, remedy: str) -> Problem:
    return Problem(code=code, sentence=sentence, location=location, remedy=remedy)


def _damaged(location: str, why: str) -> ArchiveError:
    return ArchiveError(
        _problem(
            "archive-damaged",
            f"The archive is damaged: {why}. Nothing was taken from it.",
            location,
            "Copy it again from where it came from, or export again.",
        )
    )


# Values


def _json_default(value: object) -> object:
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode("ascii")}
    raise TypeError(f"no plain value: {value!r}")


def _is_unsayable(value: object) -> bool:
    return isinstance(value, float) and value - value != 0.0


def _line(row: Mapping[str, object]) -> bytes:
    """Return a row as one line of JSON."""
    said = {
        key: {"float": str(value)} if _is_unsayable(value) else value for key, value in row.items()
    }
    text = json.dumps(said, default=_json_default, allow_nan=False, separators=(",", ":"))
    return text.encode() + b"\n"


def _value(value: object) -> object:
    if not isinstance(value, dict):
        return value
    if "bytes" in value:
        return base64.b64decode(str(value["bytes"]), validate=True)
    if "float" in value:
        return float(str(value["float"]))
    return value


# Writing


def write_archive(
    target: Path,
    *,
    schema: int,
    program: str,
    created_at: str,
    tables: Iterable[tuple[str, Iterable[Mapping[str, object]]]],
    originals: Iterable[tuple[str, str, bytes]],
) -> Parsed[Manifest]:
    """Return the manifest of an archive that lies whole at its path, or why there is none.

    Args:
        tables: names with their rows, taken one at a time; memory stays small.
        originals: SHA-256, format and bytes.
    """
    if target.exists():
        return Parsed(
            value=None,
            problems=(
                _problem(
                    "archive-exists",
                    "There is a file of this name already; it was left as it is.",
                    str(target),
                    "Give another name.",
                ),
            ),
        )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
        try:
            with zipfile.ZipFile(
                partial, "w", compression=zipfile.ZIP_DEFLATED, compresslevel=FAST
            ) as archive:
                manifest = _write(archive, schema, program, created_at, tables, originals)
            with partial.open("rb") as written:
                os.fsync(written.fileno())
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        return Parsed(
            value=None,
            problems=(
                _problem(
                    "disk-full" if full else "archive-not-written",
                    f"The archive could not be written: {error.strerror}.",
                    str(target),
                    "Free some space or choose another disk, then try again."
                    if full
                    else "Choose a folder that you may write to.",
                ),
            ),
        )
    return Parsed(value=manifest)


def _write(
    archive: zipfile.ZipFile,
    schema: int,
    program: str,
    created_at: str,
    tables: Iterable[tuple[str, Iterable[Mapping[str, object]]]],
    originals: Iterable[tuple[str, str, bytes]],
) -> Manifest:
    counts: dict[str, int] = {}
    for name, rows in tables:
        counts[name] = 0
        with archive.open(f"{TABLES}{name}.jsonl", "w", force_zip64=True) as member:
            for row in rows:
                member.write(_line(row))
                counts[name] += 1
    kept = 0
    for sha256, file_format, content in originals:
        ending = file_format if file_format.isalnum() else "bin"
        archive.writestr(f"{ORIGINALS}{sha256}.{ending}", content)
        kept += 1
    manifest = Manifest(
        schema=schema,
        program=program,
        created_at=created_at,
        tables=counts,
        originals=kept,
    )
    said = {
        "contract": CONTRACT,
        "schema": schema,
        "program": program,
        "created_at": created_at,
        "tables": counts,
        "originals": kept,
    }
    archive.writestr(MANIFEST, json.dumps(said, indent=1))
    return manifest


# Reading


class Archive:
    """An archive whose manifest was read; rows and originals come when they are asked for."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest, location: str) -> None:
        self._archive = archive
        self._location = location
        self.manifest = manifest
        self._originals = {
            member.filename.removeprefix(ORIGINALS).partition(".")[0]: member
            for member in archive.infolist()
            if member.filename.startswith(ORIGINALS)
        }

    def rows(self, name: str) -> Iterator[dict[str, object]]:
        """Give the rows of a table as they were written.

        Raises:
            ArchiveError: fewer or more rows than the manifest says, or damaged ones.
        """
        expected = self.manifest.tables.get(name, 0)
        member = f"{TABLES}{name}.jsonl"
        place = f"{self._location}/{member}"
        count = 0
        with self._reading(place):
            if expected == 0 and member not in self._archive.namelist():
                return
            with self._archive.open(member) as lines:
                while line := lines.readline(LONGEST_LINE):
                    count += 1
                    row = json.loads(line) if line.endswith(b"\n") else None
                    if not isinstance(row, dict) or count > expected:
                        raise _damaged(place, f"row {count} is none of its {expected}")
                    yield {key: _value(value) for key, value in row.items()}
        if count != expected:
            raise _damaged(place, f"{count} of {expected} rows are there")

    def content(self, sha256: str) -> bytes:
        """Return the bytes of an original.

        Raises:
            ArchiveError: it is not there, or damaged.
        """
        place = f"{self._location}/{ORIGINALS}{sha256}"
        member = self._originals.get(sha256)
        if member is None:
            raise _damaged(place, "an original is missing")
        if member.file_size > LARGEST_ORIGINAL:
            raise _damaged(place, f"an original claims {member.file_size} bytes")
        with self._reading(place), self._archive.open(member) as source:
            content = source.read(LARGEST_ORIGINAL + 1)
        if len(content) != member.file_size:
            raise _damaged(place, f"{len(content)} of {member.file_size} bytes are there")
        return content

    @contextmanager
    def _reading(self, place: str) -> Iterator[None]:
        try:
            yield
        except (
            zipfile.BadZipFile,
            KeyError,
            EOFError,
            OSError,
            RuntimeError,  # encrypted
            NotImplementedError,  # a compression that this Python does not have
            ValueError,
            binascii.Error,
        ) as error:
            raise _damaged(place, str(error).strip("'\"") or type(error).__name__) from error


@contextmanager
def open_archive(path: Path, *, schema: int) -> Iterator[Parsed[Archive]]:
    """Give an archive to read from, or why it cannot be taken.

    Args:
        schema: the newest database schema that rows may follow.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        yield Parsed(
            value=None,
            problems=(
                _problem(
                    "not-an-archive",
                    f"This is not an archive of Ironstride ({error}).",
                    str(path),
                    "Give the zip that 'ironstride export' wrote.",
                ),
            ),
        )
        return
    with archive:
        manifest = _manifest_of(archive, str(path), schema)
        opened = None if manifest.value is None else Archive(archive, manifest.value, str(path))
        yield Parsed(value=opened, problems=manifest.problems)


def _not_ours(why: str, location: str) -> Problem:
    return _problem(
        "not-an-archive",
        f"This zip is not an archive of Ironstride ({why}).",
        location,
        "Give the zip that 'ironstride export' wrote; for runs use 'ironstride import'.",
    )


def _manifest_of(archive: zipfile.ZipFile, location: str, schema: int) -> Parsed[Manifest]:
    try:
        with archive.open(MANIFEST) as source:
            said = json.loads(source.read(LARGEST_MANIFEST))
        contract = said["contract"]
        manifest = Manifest(
            schema=int(said["schema"]),
            program=str(said["program"]),
            created_at=str(said["created_at"]),
            tables={str(name): int(count) for name, count in said["tables"].items()},
            originals=int(said["originals"]),
        )
    except (
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        RuntimeError,
        EOFError,
        OSError,
        NotImplementedError,
        zipfile.BadZipFile,
    ) as error:
        why = str(error).strip("'\"")
        return Parsed(value=None, problems=(_not_ours(why, location),))
    if contract != CONTRACT:
        return Parsed(value=None, problems=(_not_ours(f"contract {contract!r}", location),))
    if manifest.schema > schema:
        problem = _problem(
            "archive-newer",
            f"This archive was written by a newer Ironstride ({manifest.program}, schema "
            f"{manifest.schema}; this program knows up to {schema}).",
            location,
            "Update Ironstride, then import it again.",
        )
        return Parsed(value=None, problems=(problem,))
    return Parsed(value=manifest)
