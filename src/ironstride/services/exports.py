"""Everything of the runner in one zip, and back; a verified copy of the database."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from ironstride.domain.problem import Parsed, Problem
from ironstride.exporters.archive import (
    Archive,
    ArchiveError,
    Manifest,
    open_archive,
    write_archive,
)
from ironstride.storage import SCHEMA, TABLES, Backup, StorageError, back_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from ironstride.storage import Database, UnitOfWork

ORIGINAL: Final = "original"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What an archive brought: rows by table."""

    rows: Mapping[str, int]
    originals: int


def export_archive(database: Database, target: Path, *, now: dt.datetime) -> Parsed[Manifest]:
    """Return the manifest of a zip with everything of the runner, of one moment, or why not."""
    try:
        with database.snapshot() as unit:
            return write_archive(
                target,
                schema=SCHEMA,
                program=f"ironstride/{version('ironstride')}",
                created_at=now.astimezone(dt.UTC).isoformat(timespec="seconds"),
                tables=_tables(unit),
                originals=unit.transfer.contents(),
            )
    except StorageError as error:
        return Parsed(value=None, problems=(error.problem,))


def _tables(unit: UnitOfWork) -> Iterator[tuple[str, Iterable[Mapping[str, object]]]]:
    for name in TABLES:
        yield name, unit.transfer.rows(name)


def import_archive(database: Database, path: Path) -> Parsed[Restored]:
    """Return what an archive brought into an empty database: all of it, or nothing.

    Refused where the database holds anything: two histories are never mixed.
    """
    with open_archive(path, schema=SCHEMA) as opened:
        if opened.value is None:
            return Parsed(value=None, problems=opened.problems)
        archive = opened.value
        try:
            with database.begin() as unit:
                if not unit.transfer.is_empty():
                    return Parsed(value=None, problems=(_not_empty(database),))
                return Parsed(value=_restore(unit, archive))
        except StorageError as error:
            return Parsed(value=None, problems=(error.problem,))
        except ArchiveError as error:
            return Parsed(value=None, problems=(error.problem,))


def _restore(unit: UnitOfWork, archive: Archive) -> Restored:
    rows: dict[str, int] = {}
    originals = 0
    for name in TABLES:
        if name == ORIGINAL:
            originals = unit.transfer.insert_originals(archive.rows(name), archive.content)
            rows[name] = originals
        else:
            rows[name] = unit.transfer.insert_rows(name, archive.rows(name))
    return Restored(rows=rows, originals=originals)


def _not_empty(database: Database) -> Problem:
    return Problem(
        code="database-not-empty",
        sentence="This database holds something already, and two histories are never mixed.",
        location=database.location,
        remedy="Import the archive into a new file: --database NEW.db.",
    )


def backup(database: Database, target: Path, *, overwrite: bool = False) -> Parsed[Backup]:
    """Return a verified copy of the database, made while others work in it, or why not."""
    return back_up(database, target, overwrite=overwrite)


def is_archive(path: Path) -> bool:
    """Whether a file is an archive that `export_archive` wrote (or says that it is)."""
    with open_archive(path, schema=SCHEMA) as opened:
        codes = {problem.code for problem in opened.problems}
        return opened.value is not None or "archive-newer" in codes
