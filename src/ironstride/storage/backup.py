"""A copy of the database while others work in it, checked before it counts."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ironstride.domain.problem import Parsed, Problem
from ironstride.storage import schema
from ironstride.storage.dialect import PRIVATE, SQLite, sqlite_connection
from ironstride.storage.faults import StorageError, translate

if TYPE_CHECKING:
    from ironstride.storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A verified copy: its size in bytes and its number of rows by table."""

    path: Path
    size: int
    rows: dict[str, int]


def _counts(raw: sqlite3.Connection) -> dict[str, int]:
    return {
        name: int(raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608 (our own names)
        for name in sorted(schema.METADATA.tables)
    }


def _refusal(code: str, sentence: str, path: Path, remedy: str) -> Parsed[Backup]:
    problem = Problem(code=code, sentence=sentence, location=str(path), remedy=remedy)
    return Parsed(value=None, problems=(problem,))


def back_up(database: Database, target: Path, *, overwrite: bool = False) -> Parsed[Backup]:
    """Return a verified copy of the database, or why there is none.

    The copy is of one moment, whoever writes meanwhile. It is written beside the target, checked
    (integrity, foreign keys, the same number of rows in every table), brought to the disk, and
    only then given its name: a target that exists is a whole copy.

    Args:
        overwrite: replace a file that is there.
    """
    backend = database.backend
    if not isinstance(backend, SQLite):
        return _refusal(
            "backup-by-server",
            "A database server keeps its own backups.",
            target,
            "Use pg_dump, or 'ironstride export'.",
        )
    if target.exists() and (not overwrite or target.samefile(backend.path)):
        return _refusal(
            "backup-exists",
            "There is a file of this name already; it was left as it is.",
            target,
            "Give another name.",
        )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
        try:
            return _verified(database, partial, target)
        finally:
            partial.unlink(missing_ok=True)
    except (sqlite3.Error, OSError) as error:
        expected = translate(error, str(target))
        if expected is None:
            raise
        return Parsed(value=None, problems=(expected.problem,))
    except StorageError as error:
        return Parsed(value=None, problems=(error.problem,))


def _verified(database: Database, partial: Path, target: Path) -> Parsed[Backup]:
    partial.touch(mode=PRIVATE)
    with closing(sqlite3.connect(partial)) as copy:
        with database.snapshot() as unit:
            raw = sqlite_connection(unit.connection)
            # Counted first: that is what fixes the moment that the copy shows.
            expected = _counts(raw)
            raw.backup(copy)
        # A single file, without a log beside it.
        copy.execute("PRAGMA journal_mode = DELETE")
        damage = [row[0] for row in copy.execute("PRAGMA integrity_check") if row[0] != "ok"]
        orphans = copy.execute("PRAGMA foreign_key_check").fetchall()
        rows = _counts(copy)
    if damage or orphans or rows != expected:
        return _refusal(
            "backup-not-verified",
            f"The copy is not sound ({len(damage)} damaged pages, {len(orphans)} broken links, "
            f"rows {'as' if rows == expected else 'not as'} in the database); it was thrown away.",
            target,
            "Run 'ironstride doctor'; if the database is sound, try another disk.",
        )
    with partial.open("rb") as written:
        os.fsync(written.fileno())
    partial.replace(target)
    return Parsed(value=Backup(path=target, size=target.stat().st_size, rows=rows))
