"""Files, folders and archives, opened one member at a time so that memory stays constant.

Names inside an archive are labels and nothing else: nothing is ever written under them.
"""

from __future__ import annotations

import gzip
import io
import lzma
import os
import re
import struct
import tempfile
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Final, Protocol, cast

from ironstride.domain.problem import Problem, Severity
from ironstride.importers import limits, sniff, strava
from ironstride.importers.registry import importer_of
from ironstride.importers.track import NOT_AN_ACTIVITY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_CHUNK: Final = 1024 * 1024
_ENCRYPTED_FLAG: Final = 0x1
_UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f]")
# Left by file managers beside the files; nobody knows that they exist.
_JUNK: Final = frozenset({"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"})

_DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    RuntimeError,
    LookupError,
)
"""All that zipfile and gzip are known to raise on damaged bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One file to read, wherever it lay.

    Args:
        name: ``outer.zip/inner.fit`` for a file in an archive.
        content: unpacked; empty where ``problem`` refuses it.
        row: what Strava's table says of this file.
        present: for Strava's table itself: its files that are members of their own.
        problem: an error where it cannot be read, a warning where only its start could.
    """

    name: str
    content: bytes = b""
    row: strava.StravaRow | None = None
    present: frozenset[str] = frozenset()
    problem: Problem | None = None


def walk(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Member]:
    """Yield every file under the paths, folders in the order of their names.

    A problem with one member never ends the walk; it is in the member.
    """
    for given in paths:
        path = Path(given)
        if path.is_dir():
            yield from _folder(path)
        elif path.is_file():
            yield from _file(path, str(path))
        else:
            yield _refused(
                str(path), "no-such-file", "There is no such file or folder.", "Check the path."
            )


def unpack(name: str, content: bytes) -> Iterator[Member]:
    """Yield the members of uploaded bytes: the file itself, or all that is in the archive."""
    origin = _Origin(label=label(name), packed=len(content), budget=_Budget())
    yield from _open(io.BytesIO(content), origin)


def label(name: str) -> str:
    """Return a name that is safe to show and to store: no control characters, no way upwards."""
    parts = _UNPRINTABLE.sub("", name.replace("\\", "/")).split("/")
    return "/".join(part for part in parts if part not in {"", ".", ".."}) or "unnamed"


class _Stream(Protocol):
    """What is read from front to back."""

    def read(self, size: int = -1, /) -> bytes: ...


@dataclass(slots=True)
class _Budget:
    """Bytes that may still be unpacked from one outermost file."""

    left: int = limits.MAX_TOTAL_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class _Origin:
    """Where bytes come from, and what is known of them before they are opened."""

    label: str
    packed: int
    budget: _Budget
    depth: int = 0
    row: strava.StravaRow | None = None
    present: frozenset[str] = frozenset()

    def member(self, content: bytes, problem: Problem | None = None) -> Member:
        return Member(
            name=self.label, content=content, row=self.row, present=self.present, problem=problem
        )

    def refused(self, code: str, sentence: str, remedy: str) -> Member:
        return _refused(self.label, code, sentence, remedy)


@dataclass(slots=True)
class _Tables:
    """Strava's tables by the folder in which they lie, as prefix of names."""

    rows: dict[str, Mapping[str, strava.StravaRow]] = field(default_factory=dict)

    def add(self, prefix: str, content: bytes) -> None:
        found = strava.rows(content)
        self.rows[prefix] = {row.file: row for row in found if row.file is not None}

    def row_of(self, name: str) -> strava.StravaRow | None:
        for prefix, rows in self.rows.items():
            if name.startswith(prefix) and (row := rows.get(name[len(prefix) :])) is not None:
                return row
        return None

    def present(self, name: str, names: frozenset[str]) -> frozenset[str]:
        """Return the files of the table of this name that are among the names."""
        prefix = name[: len(name) - len(strava.TABLE_NAME)]
        return frozenset(file for file in self.rows.get(prefix, ()) if prefix + file in names)


def _folder(folder: Path) -> Iterator[Member]:
    names = list(_names(folder))
    tables = _Tables()
    for name in names:
        if _is_table(name):
            head = _head_of(folder / name)
            if strava.recognises(head[: limits.HEAD_BYTES]):
                tables.add(name[: -len(strava.TABLE_NAME)], head)
    known = frozenset(names)
    for name in names:
        present = tables.present(name, known) if _is_table(name) else frozenset[str]()
        path = folder / name
        yield from _file(path, str(path), row=tables.row_of(name), present=present)


def _names(folder: Path) -> Iterator[str]:
    """Yield the files of a folder and its folders, relative, sorted; links are not followed."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _is_junk(name))
        for name in sorted(files):
            path = Path(place) / name
            if not _is_junk(name) and path.is_file():
                yield path.relative_to(folder).as_posix()


def _head_of(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(limits.MAX_FILE_BYTES)
    except OSError:
        return b""  # told when it is its own turn


def _file(
    path: Path,
    name: str,
    row: strava.StravaRow | None = None,
    present: frozenset[str] = frozenset(),
) -> Iterator[Member]:
    try:
        stream = path.open("rb")
    except OSError as error:
        yield _refused(
            name,
            "unreadable-file",
            f"The file cannot be opened ({error.strerror}).",
            "Check that you may read it.",
        )
        return
    with stream:
        packed = os.fstat(stream.fileno()).st_size
        yield from _open(
            stream,
            _Origin(label=name, packed=packed, budget=_Budget(), row=row, present=present),
        )


def _open(stream: _Stream, origin: _Origin) -> Iterator[Member]:
    """Yield what a stream holds: itself, or the members of the archive that it is."""
    try:
        head = stream.read(limits.HEAD_BYTES)
    except _DAMAGED as error:
        yield origin.refused(*_damage(error))
        return
    if not head:
        yield origin.refused(
            "empty-file", "The file is empty.", "Export it again from the app or watch."
        )
    elif sniff.is_zip(head):
        yield from _zip(stream, head, origin)
    elif sniff.is_gzip(head):
        yield from _gzip(stream, head, origin)
    elif importer_of(head) is None:
        yield origin.refused(
            NOT_AN_ACTIVITY,
            f"This is not an activity: it is {sniff.describe(head)}.",
            "Import FIT, GPX or TCX files, or an archive or folder of them.",
        )
    else:
        yield _whole(stream, head, origin)


def _whole(stream: _Stream, head: bytes, origin: _Origin) -> Member:
    """Return the member with all its bytes, or what came before a fault in the packing."""
    parts, size = [head], len(head)
    warning: Problem | None = None
    while True:
        if size > limits.MAX_FILE_BYTES:
            return origin.refused(
                "file-too-large",
                f"The file is larger than {limits.MAX_FILE_BYTES >> 20} MB unpacked, more than "
                "any activity.",
                "Split it into its activities, or export them one by one.",
            )
        if size > limits.RATIO_FROM_BYTES and size > limits.MAX_RATIO * max(origin.packed, 1):
            return origin.refused(
                "archive-bomb",
                f"The file unpacks to more than {limits.MAX_RATIO} times its size, as no "
                "activity does; unpacking was stopped.",
                "Export it again from the app or watch that recorded it.",
            )
        try:
            chunk = stream.read(_CHUNK)
        except _DAMAGED as error:
            code, sentence, remedy = _damage(error)
            warning = Problem(
                code=code,
                sentence=f"{sentence} The {size} bytes before the fault were read.",
                location=origin.label,
                remedy=remedy,
                severity=Severity.WARNING,
            )
            break
        if not chunk:
            break
        parts.append(chunk)
        size += len(chunk)
    origin.budget.left -= size
    return origin.member(b"".join(parts), warning)


def _gzip(stream: _Stream, head: bytes, origin: _Origin) -> Iterator[Member]:
    if origin.depth >= limits.MAX_DEPTH:
        yield origin.refused(*_TOO_DEEP)
        return
    with gzip.GzipFile(fileobj=cast("IO[bytes]", _Rejoined(head, stream))) as inner:
        unpacked = _Origin(
            label=origin.label,
            packed=origin.packed,
            budget=origin.budget,
            depth=origin.depth + 1,
            row=origin.row,
            present=origin.present,
        )
        yield from _open(inner, unpacked)


class _Rejoined:
    """A stream whose head was read already, put together again."""

    def __init__(self, head: bytes, rest: _Stream) -> None:
        self._head = head
        self._rest = rest

    def read(self, size: int = -1, /) -> bytes:
        if size < 0:
            head, self._head = self._head, b""
            return head + self._rest.read()
        if not self._head:
            return self._rest.read(size)
        piece, self._head = self._head[:size], self._head[size:]
        return piece


_TOO_DEEP: Final = (
    "archive-too-deep",
    f"Archives are nested more than {limits.MAX_DEPTH} deep.",
    "Unpack the outer archives and import the folder.",
)


def _zip(stream: _Stream, head: bytes, origin: _Origin) -> Iterator[Member]:
    if origin.depth >= limits.MAX_DEPTH:
        yield origin.refused(*_TOO_DEEP)
        return
    if origin.depth == 0:
        yield from _entries(cast("IO[bytes]", stream), origin)
        return
    # An archive in an archive is read from its end, which a packed stream cannot do.
    with tempfile.SpooledTemporaryFile(max_size=limits.SPOOL_BYTES) as spool:
        spool.write(head)
        try:
            while chunk := stream.read(_CHUNK):
                spool.write(chunk)
                origin.budget.left -= len(chunk)
                if origin.budget.left <= 0:
                    yield origin.refused(*_TOO_MUCH)
                    return
        except _DAMAGED as error:
            yield origin.refused(*_damage(error))
            return
        spool.seek(0)
        yield from _entries(spool, origin)


_TOO_MUCH: Final = (
    "archive-bomb",
    f"The archive unpacks to more than {limits.MAX_TOTAL_BYTES >> 30} GB; unpacking was stopped.",
    "Import its parts one by one.",
)


def _entries(stream: IO[bytes], origin: _Origin) -> Iterator[Member]:
    try:
        archive = zipfile.ZipFile(stream)
    except _DAMAGED as error:
        yield origin.refused(*_damage(error))
        return
    with archive:
        entries = sorted(
            (entry for entry in archive.infolist() if not entry.is_dir()),
            key=lambda entry: entry.filename,
        )
        entries = [entry for entry in entries if not _is_junk_path(entry.filename)]
        if len(entries) > limits.MAX_MEMBERS:
            yield origin.refused(
                "too-many-files",
                f"The archive holds {len(entries)} files, more than {limits.MAX_MEMBERS}.",
                "Import its parts one by one.",
            )
            return
        if not entries:
            yield origin.refused(
                "empty-archive", "The archive is empty.", "Download or pack it again."
            )
        tables = _zip_tables(archive, entries)
        known = frozenset(entry.filename for entry in entries)
        for entry in entries:
            if origin.budget.left <= 0:
                yield origin.refused(*_TOO_MUCH)
                return
            inner = _Origin(
                label=f"{origin.label}/{label(entry.filename)}",
                packed=entry.compress_size,
                budget=origin.budget,
                depth=origin.depth + 1,
                row=tables.row_of(entry.filename),
                present=tables.present(entry.filename, known)
                if _is_table(entry.filename)
                else frozenset(),
            )
            yield from _entry(archive, entry, inner)


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, origin: _Origin) -> Iterator[Member]:
    if entry.flag_bits & _ENCRYPTED_FLAG:
        yield origin.refused(
            "encrypted-archive",
            "The file is encrypted with a password.",
            "Unpack the archive with its password and import the folder.",
        )
        return
    try:
        stream = archive.open(entry)
    except _DAMAGED as error:
        yield origin.refused(*_damage(error))
        return
    with stream:
        yield from _open(stream, origin)


def _zip_tables(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> _Tables:
    tables = _Tables()
    for entry in entries:
        if _is_table(entry.filename) and not entry.flag_bits & _ENCRYPTED_FLAG:
            try:
                with archive.open(entry) as stream:
                    content = stream.read(limits.MAX_FILE_BYTES)
            except _DAMAGED:
                continue  # told when it is its own turn
            if strava.recognises(content[: limits.HEAD_BYTES]):
                tables.add(entry.filename[: -len(strava.TABLE_NAME)], content)
    return tables


def _is_table(name: str) -> bool:
    return PurePosixPath(name).name == strava.TABLE_NAME


def _is_junk(name: str) -> bool:
    return name in _JUNK or name.startswith("._")


def _is_junk_path(name: str) -> bool:
    return any(_is_junk(part) for part in name.split("/"))


def _damage(error: Exception) -> tuple[str, str, str]:
    reason = str(error).strip() or type(error).__name__
    return (
        "damaged-archive",
        f"The packing is damaged ({reason}).",
        "Download or pack the archive again.",
    )


def _refused(name: str, code: str, sentence: str, remedy: str) -> Member:
    problem = Problem(code=code, sentence=sentence, location=name, remedy=remedy)
    return Member(name=name, problem=problem)
