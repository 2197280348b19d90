"""All that differs between SQLite and PostgreSQL; nothing else may know which one it is."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import NoSuchModuleError, OperationalError

from ironstride.domain.problem import Problem
from ironstride.storage.faults import StorageError, fault
from ironstride.storage.identity import APPLICATION_ID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Connection, Engine
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

PRIVATE: Final = 0o600
"""A training diary with pain reports is nobody else's to read."""

WRITE: Final = "ironstride_write"
DURABLE: Final = "ironstride_durable"

SWITCH_ATTEMPTS: Final = 50
SWITCH_PAUSE_S: Final = 0.02

EMPTY: Final = 0
"""The version of a database without tables."""


class Backend(Protocol):
    """What a unit of work needs of a database beside portable SQL."""

    engine: Engine
    location: str

    def prepare(self) -> None:
        """Ensure the database can be opened, and set what holds for good."""

    def version(self, connection: Connection) -> int:
        """Return the number of the newest migration that was applied, 0 for none."""

    def stamp(self, connection: Connection, version: int) -> None:
        """Record the number of the newest migration that was applied."""

    def insert_missing(
        self, connection: Connection, table: sa.Table, rows: Sequence[dict[str, object]]
    ) -> None:
        """Insert rows whose primary key is not there yet."""

    def check(self, connection: Connection) -> tuple[str, ...]:
        """Return what is damaged, in the database's own words; empty where nothing is."""


def sqlite_connection(connection: Connection) -> sqlite3.Connection:
    """Return the driver's own connection."""
    raw = connection.connection.driver_connection
    if not isinstance(raw, sqlite3.Connection):
        raise TypeError(f"not a SQLite connection: {raw!r}")
    return raw


class SQLite:
    """One file, write-ahead log, one writer at a time, readers never waiting.

    Args:
        busy_ms: how long to wait for another writer before saying so.
    """

    def __init__(self, path: Path, *, busy_ms: int) -> None:
        self.path = path
        self.location = str(path)
        self.engine = sa.create_engine(
            sa.URL.create("sqlite", database=str(path)),
            connect_args={"timeout": busy_ms / 1000, "check_same_thread": False},
        )
        event.listen(self.engine, "connect", self._on_connect)
        event.listen(self.engine, "begin", self._on_begin)

    @staticmethod
    def _on_connect(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        # The driver would begin transactions by its own lights; `_on_begin` does it instead.
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        entry.info["synchronous"] = None

    @staticmethod
    def _on_begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        wanted = "FULL" if options.get(DURABLE, True) else "NORMAL"
        # It cannot be changed within a transaction.
        if connection.info.get("synchronous") != wanted:
            connection.exec_driver_sql(f"PRAGMA synchronous = {wanted}")
            connection.info["synchronous"] = wanted
        # Taking the writer's lock at once keeps the wait at the start, where nothing is lost.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(WRITE) else "BEGIN")

    def prepare(self) -> None:
        """Ensure the file exists, is ours alone to read, and keeps a write-ahead log.

        Raises:
            StorageError: the file cannot be made or opened, or is no database.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if not self.path.exists():
                self.path.touch(mode=PRIVATE)
        except OSError as error:
            raise fault("database-unreachable", self.location) from error
        with self.engine.connect() as connection:
            self._use_write_ahead_log(sqlite_connection(connection))

    @staticmethod
    def _use_write_ahead_log(raw: sqlite3.Connection) -> None:
        """Switch the journal for good; SQLite refuses while another process does the same."""
        for attempt in range(SWITCH_ATTEMPTS):
            try:
                if raw.execute("PRAGMA journal_mode").fetchone() != ("wal",):
                    raw.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                is_busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
                if not is_busy or attempt + 1 == SWITCH_ATTEMPTS:
                    raise
                time.sleep(SWITCH_PAUSE_S)
            else:
                return

    def version(self, connection: Connection) -> int:
        """Return ``user_version``.

        Raises:
            StorageError: the file belongs to another program.
        """
        application, version, tables = connection.exec_driver_sql(
            "SELECT (SELECT application_id FROM pragma_application_id),"
            " (SELECT user_version FROM pragma_user_version),"
            " (SELECT count(*) FROM sqlite_master)"
        ).one()
        if application == APPLICATION_ID:
            return int(version)
        if application or version or tables:
            raise StorageError(
                Problem(
                    code="not-our-database",
                    sentence="This database belongs to another program.",
                    location=self.location,
                    remedy="Give the path of an Ironstride database, or of a new file.",
                )
            )
        return EMPTY

    def stamp(self, connection: Connection, version: int) -> None:
        """Mark the file as ours and set ``user_version``."""
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {version:d}")

    def insert_missing(
        self, connection: Connection, table: sa.Table, rows: Sequence[dict[str, object]]
    ) -> None:
        """Insert rows whose primary key is not there yet."""
        connection.execute(sqlite.insert(table).on_conflict_do_nothing(), rows)

    def check(self, connection: Connection) -> tuple[str, ...]:
        """Return what ``quick_check`` and ``foreign_key_check`` find."""
        found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check")]
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        broken = [text for text in found if text != "ok"]
        broken += [f"row {row[1]} of {row[0]} points to no row of {row[2]}" for row in orphans]
        return tuple(broken)


class PostgreSQL:
    """A server for many athletes; needs the extra ``server`` for its driver."""

    def __init__(self, url: sa.URL, *, busy_ms: int) -> None:
        self.location = url.render_as_string(hide_password=True)
        self.busy_ms = busy_ms
        try:
            self.engine = sa.create_engine(url)
        except (ModuleNotFoundError, NoSuchModuleError) as error:
            raise StorageError(
                Problem(
                    code="database-driver-missing",
                    sentence=f"There is no driver for this database here ({error}).",
                    location=self.location,
                    remedy="Install Ironstride with the extra 'server', or give a file's path.",
                )
            ) from error
        event.listen(self.engine, "begin", self._on_begin)

    def _on_begin(self, connection: Connection) -> None:
        options = connection.get_execution_options()
        durable = "on" if options.get(DURABLE, True) else "off"
        connection.exec_driver_sql(f"SET LOCAL synchronous_commit = {durable}")
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {self.busy_ms:d}")
        if not options.get(WRITE):
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def prepare(self) -> None:
        """Ensure the server answers.

        Raises:
            StorageError: it does not.
        """
        try:
            with self.engine.connect():
                pass
        except OperationalError as error:
            raise fault("database-unreachable", self.location) from error

    def version(self, connection: Connection) -> int:
        """Return the number of the last revision that Alembic recorded, 0 without its table."""
        if connection.scalar(sa.text("SELECT to_regclass('alembic_version')")) is None:
            return EMPTY
        return int(connection.scalar(sa.text("SELECT version_num FROM alembic_version")) or EMPTY)

    def stamp(self, connection: Connection, version: int) -> None:
        """Leave it to Alembic, whose revisions are these numbers."""

    def insert_missing(
        self, connection: Connection, table: sa.Table, rows: Sequence[dict[str, object]]
    ) -> None:
        """Insert rows whose primary key is not there yet."""
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415  30 ms that SQLite never needs

        connection.execute(postgresql.insert(table).on_conflict_do_nothing(), rows)

    def check(self, connection: Connection) -> tuple[str, ...]:
        """Return nothing: the server checks its pages itself."""
        del connection
        return ()


def backend_of(location: str | Path, *, busy_ms: int) -> SQLite | PostgreSQL:
    """Return the backend of a file's path or of a ``postgresql+psycopg://`` address."""
    if isinstance(location, str) and location.startswith("postgresql"):
        return PostgreSQL(sa.make_url(location), busy_ms=busy_ms)
    return SQLite(Path(location), busy_ms=busy_ms)
