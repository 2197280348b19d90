"""What goes wrong between us and a database, as problems that say what, where and the remedy."""

from __future__ import annotations

import errno
import sqlite3
from typing import TYPE_CHECKING, Final

from ironstride.domain.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.exc import DBAPIError


class StorageError(Exception):
    """Raised inside a unit of work; carries the problem that a door shows."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.sentence} ({problem.location})")
        self.problem = problem

    @property
    def is_busy(self) -> bool:
        """Whether trying again may help."""
        return self.problem.code == BUSY


BUSY: Final = "database-busy"

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    BUSY: (
        "Another program is writing to the database and did not let go; nothing was changed.",
        "Wait until the import or the other Ironstride has ended, then try again.",
    ),
    "disk-full": (
        "The disk is full: this was not stored, and nothing was half-written.",
        "Free some space (or use --database with a file on another disk), then try again.",
    ),
    "not-a-database": (
        "This file is not a database.",
        "Give the path of an Ironstride database, or of a file that does not exist yet.",
    ),
    "database-damaged": (
        "The database file is damaged.",
        "Keep the file, and go back to the last backup with --database BACKUP.",
    ),
    "database-read-only": (
        "The database can be read but not written.",
        "Allow writing to the file and to its folder, or use --database with another file.",
    ),
    "database-unreachable": (
        "The database cannot be opened.",
        "Check that the path is a file, that its folder exists and that you may read both.",
    ),
}

SQLITE_CODES: Final[dict[int, str]] = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_FULL: "disk-full",
    sqlite3.SQLITE_NOTADB: "not-a-database",
    sqlite3.SQLITE_CORRUPT: "database-damaged",
    sqlite3.SQLITE_READONLY: "database-read-only",
    sqlite3.SQLITE_PERM: "database-read-only",
    sqlite3.SQLITE_CANTOPEN: "database-unreachable",
    sqlite3.SQLITE_IOERR: "database-unreachable",
}

POSTGRESQL_STATES: Final[dict[str, str]] = {
    "53100": "disk-full",
    "55P03": BUSY,
    "40001": BUSY,
    "40P01": BUSY,
    "25006": "database-read-only",
}


def fault(code: str, location: str) -> StorageError:
    """Return the error of a known code for a database at a place."""
    sentence, remedy = SENTENCES[code]
    return StorageError(
        Problem(code=code, sentence=sentence, location=location, remedy=remedy),
    )


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = getattr(seen, "orig", None) or seen.__cause__


def _code_of(error: BaseException) -> str | None:
    if isinstance(error, sqlite3.Error):
        # The low byte is the primary code; the rest says more than a sentence can use.
        number = getattr(error, "sqlite_errorcode", None)
        return None if number is None else SQLITE_CODES.get(number & 0xFF)
    if isinstance(error, OSError):
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            return "disk-full"
        return "database-unreachable"
    state = getattr(error, "sqlstate", None)
    if isinstance(state, str):
        if state.startswith("08"):
            return "database-unreachable"
        return POSTGRESQL_STATES.get(state)
    return None


def translate(error: DBAPIError | sqlite3.Error | OSError, location: str) -> StorageError | None:
    """Return the expected failure behind a driver's error; None where it is a bug of ours."""
    for cause in _chain(error):
        code = _code_of(cause)
        if code is not None:
            return fault(code, location)
    return None
