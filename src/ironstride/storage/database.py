"""Opening a database and working in it, one unit of work at a time."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

from sqlalchemy.exc import DBAPIError

from ironstride.domain.problem import Parsed, Problem
from ironstride.storage.dialect import DURABLE, WRITE, SQLite, backend_of
from ironstride.storage.faults import StorageError, translate
from ironstride.storage.identity import SCHEMA
from ironstride.storage.records import RUNNER, AthleteId
from ironstride.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy.engine import Connection

    from ironstride.storage.dialect import PostgreSQL

T = TypeVar("T")

BUSY_MS: Final = 5_000
ATTEMPTS: Final = 2
"""``write`` and ``read`` try once more what was refused because of another writer."""


class Database:
    """An open database; safe to share between threads, each unit has a connection of its own."""

    def __init__(self, backend: SQLite | PostgreSQL) -> None:
        self.backend = backend
        self._athletes: set[AthleteId] = set()

    @property
    def location(self) -> str:
        """Where it is: a path, or an address without its password."""
        return self.backend.location

    @contextmanager
    def begin(self, *, athlete: AthleteId = RUNNER, durable: bool = True) -> Iterator[UnitOfWork]:
        """Give a unit of work that is stored as a whole when the block ends, or not at all.

        Args:
            durable: True waits until the disk has it: for whatever a person logged. False, for
                imports, may lose the last units at a power cut, and never half of one.

        Keep a unit short: while it lasts, nobody else can write. Twenty activities are well.

        Raises:
            StorageError: busy, full, damaged, not writable; nothing of the block was stored.
        """
        with self._unit(write=True, durable=durable) as connection:
            if athlete not in self._athletes:
                unit = UnitOfWork(connection, self.backend, athlete)
                unit.ensure_athlete()
            yield UnitOfWork(connection, self.backend, athlete)
        self._athletes.add(athlete)

    @contextmanager
    def snapshot(self, *, athlete: AthleteId = RUNNER) -> Iterator[UnitOfWork]:
        """Give a unit of work for reading: one state throughout, waiting for no writer.

        Raises:
            StorageError: damaged or not readable.
        """
        with self._unit(write=False, durable=True) as connection:
            yield UnitOfWork(connection, self.backend, athlete)

    def write(
        self,
        work: Callable[[UnitOfWork], T],
        *,
        athlete: AthleteId = RUNNER,
        durable: bool = True,
    ) -> Parsed[T]:
        """Return what the work returned, stored; or the problem, with nothing stored.

        ``work`` may be called twice: when another writer was in the way the first time.
        """

        def attempt() -> T:
            with self.begin(athlete=athlete, durable=durable) as unit:
                return work(unit)

        return _tried(attempt)

    def read(self, work: Callable[[UnitOfWork], T], *, athlete: AthleteId = RUNNER) -> Parsed[T]:
        """Return what the work returned, or the problem."""

        def attempt() -> T:
            with self.snapshot(athlete=athlete) as unit:
                return work(unit)

        return _tried(attempt)

    @contextmanager
    def _unit(self, *, write: bool, durable: bool) -> Iterator[Connection]:
        try:
            with self.backend.engine.connect() as bare:
                connection = bare.execution_options(**{WRITE: write, DURABLE: durable})
                with connection.begin():
                    yield connection
        except (DBAPIError, sqlite3.Error) as error:
            expected = translate(error, self.location)
            if expected is None:
                raise
            raise expected from error

    def version(self) -> int:
        """Return the number of the newest migration that was applied."""
        with self._unit(write=False, durable=True) as connection:
            return self.backend.version(connection)

    def check(self) -> tuple[str, ...]:
        """Return what is damaged, in the database's own words; empty where nothing is.

        Raises:
            StorageError: it cannot even be read.
        """
        with self._unit(write=False, durable=True) as connection:
            return self.backend.check(connection)

    def damage(self) -> tuple[str, ...]:
        """Return what is damaged in the file, in the database's own words; nothing if sound."""
        with self._unit(write=False, durable=True) as connection:
            if not isinstance(self.backend, SQLite):
                return ()  # a server looks after its own files
            rows = connection.exec_driver_sql("PRAGMA integrity_check(10)").fetchall()
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        found = [str(row[0]) for row in rows if row[0] != "ok"]
        return (*found, *(f"a row of {row[0]} points nowhere" for row in broken[:10]))

    def prepare(self) -> None:
        """Ensure that the tables are there and up to date.

        Raises:
            StorageError: it cannot be opened, is no database, another program's, or a newer one's.
        """
        try:
            self.backend.prepare()
        except (DBAPIError, sqlite3.Error) as error:
            expected = translate(error, self.location)
            if expected is None:
                raise
            raise expected from error
        version = self.version()
        if version > SCHEMA:
            raise StorageError(
                Problem(
                    code="database-newer",
                    sentence=f"This database was written by a newer Ironstride (schema {version}; "
                    f"this program knows up to {SCHEMA}). It was left as it is.",
                    location=self.location,
                    remedy="Use the newer Ironstride, or another file with --database.",
                )
            )
        if version < SCHEMA:
            self._migrate()

    @contextmanager
    def begin_migration(self) -> Iterator[Connection]:
        """Give a bare connection that nobody else can write beside; whole or not at all."""
        with self._unit(write=True, durable=True) as connection:
            yield connection

    def _migrate(self) -> None:
        # Alembic is slow to import; a database that is up to date never needs it.
        from ironstride.storage.migrate import upgrade  # noqa: PLC0415  as said above

        with self.begin_migration() as connection:
            # Another process may have been faster.
            if self.backend.version(connection) < SCHEMA:
                upgrade(connection)
                self.backend.stamp(connection, SCHEMA)

    def close(self) -> None:
        """Let go of the file; the write-ahead log is folded in by the last one to close."""
        self.backend.engine.dispose()


def _tried(attempt: Callable[[], T]) -> Parsed[T]:
    problem: Problem | None = None
    for _ in range(ATTEMPTS):
        try:
            return Parsed(value=attempt())
        except StorageError as error:
            problem = error.problem
            if not error.is_busy:
                break
    return Parsed(value=None, problems=() if problem is None else (problem,))


def open_database(location: str | Path, *, busy_ms: int = BUSY_MS) -> Database:
    """Return the database at a path or address, made or brought up to date where needed.

    Args:
        location: a file's path, or ``postgresql+psycopg://user@host/name``.
        busy_ms: how long to wait for another writer.

    Raises:
        StorageError: it cannot be opened, is no database, another program's, or a newer one's.
    """
    database = Database(backend_of(location, busy_ms=busy_ms))
    try:
        database.prepare()
    except StorageError:
        database.close()
        raise
    return database
