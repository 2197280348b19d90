"""All rows of an athlete as plain values, for an archive, and back again with the same ids."""

from __future__ import annotations

import datetime as dt
from itertools import islice
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    ProgrammingError,
    StatementError,
)

from ironstride.domain.problem import Problem
from ironstride.storage import schema
from ironstride.storage.faults import StorageError
from ironstride.storage.records import Original

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sqlalchemy.engine import Connection

    from ironstride.storage.records import AthleteId

BATCH: Final = 200

REFUSALS: Final = (IntegrityError, ProgrammingError, DataError, InterfaceError)
"""What a driver raises for a value that a column does not take."""

ATHLETE: Final = schema.athlete.name
ORIGINAL: Final = schema.original.name

TABLES: Final[tuple[str, ...]] = tuple(table.name for table in schema.METADATA.sorted_tables)
"""In an order in which each points only to tables before it."""

BYTES_OF_ORIGINALS: Final = frozenset({"packed", "is_packed"})
"""Leave as files of their own, by ``contents``."""


def _athlete_column(table: sa.Table) -> sa.Column[object]:
    return table.c.id if table.name == ATHLETE else table.c.athlete_id


def _outward(column: sa.Column[object]) -> Callable[[object], object]:
    """Return what makes a plain value of a column's: instants as microseconds, dates as text."""
    if isinstance(column.type, schema.Instant):
        return _microseconds
    if isinstance(column.type, sa.Date):
        return str
    return _same


def _inward(column: sa.Column[object]) -> Callable[[object], object]:
    if isinstance(column.type, schema.Instant):
        return _moment
    if isinstance(column.type, sa.Date):
        return _date
    return _same


def _same(value: object) -> object:
    return value


def _microseconds(value: object) -> int:
    if not isinstance(value, dt.datetime):
        raise TypeError(f"not a moment: {value!r}")
    return (value - schema.EPOCH) // schema.MICROSECOND


def _moment(value: object) -> dt.datetime:
    if not isinstance(value, int):
        raise TypeError(f"not microseconds: {value!r}")
    return schema.EPOCH + dt.timedelta(microseconds=value)


def _date(value: object) -> dt.date:
    return dt.date.fromisoformat(str(value))


def _refused(table: str, why: str) -> StorageError:
    return StorageError(
        Problem(
            code="archive-row-refused",
            sentence=f"A row of '{table}' does not fit this database: {why}. Nothing was stored.",
            location=table,
            remedy="Export again with the Ironstride that wrote the archive, and do not edit it.",
        )
    )


class Transfer:
    """Rows as ``dict`` of None, bool, int, float, str, bytes and lists of these."""

    def __init__(self, connection: Connection, athlete: AthleteId) -> None:
        self._connection = connection
        self._athlete = athlete

    def rows(self, name: str) -> Iterator[dict[str, object]]:
        """Give the athlete's rows of a table, by primary key, few at a time in memory.

        Rows of ``original`` come without their bytes; ``contents`` gives those.
        """
        table = schema.METADATA.tables[name]
        columns = [
            column
            for column in table.c
            if not (name == ORIGINAL and column.name in BYTES_OF_ORIGINALS)
        ]
        plain = [_outward(column) for column in columns]
        names = [column.name for column in columns]
        result = self._connection.execute(
            sa.select(*columns)
            .where(_athlete_column(table) == self._athlete)
            .order_by(*table.primary_key.columns),
            execution_options={"yield_per": BATCH},
        )
        for row in result:
            yield {
                key: None if value is None else convert(value)
                for key, convert, value in zip(names, plain, row, strict=True)
            }

    def contents(self) -> Iterator[tuple[str, str, bytes]]:
        """Give every original as SHA-256, format and bytes, one at a time in memory."""
        table = schema.original
        result = self._connection.execute(
            sa.select(table).where(table.c.athlete_id == self._athlete).order_by(table.c.sha256),
            execution_options={"yield_per": 1},
        )
        for row in result:
            original = Original(
                sha256=row.sha256,
                name="",
                format=row.format,
                size=row.size,
                packed=row.packed,
                is_packed=row.is_packed,
            )
            yield row.sha256, row.format, original.content

    def counts(self) -> dict[str, int]:
        """Return the number of the athlete's rows of every table."""
        return {
            name: self._connection.scalar(
                sa.select(sa.func.count()).where(
                    _athlete_column(schema.METADATA.tables[name]) == self._athlete
                )
            )
            or 0
            for name in TABLES
        }

    def is_empty(self) -> bool:
        """Return whether nothing was ever stored for the athlete."""
        return not any(count for name, count in self.counts().items() if name != ATHLETE)

    def insert_rows(self, name: str, rows: Iterable[Mapping[str, object]]) -> int:
        """Return how many rows are there now as ``rows`` gave them, under this athlete.

        Columns that a row does not name stay empty: an older archive knows fewer.

        Raises:
            StorageError: an unknown table or column, or a row that the table refuses.
        """
        if name == ATHLETE:
            return sum(1 for _ in rows)  # it is there: the unit of work made it
        if name not in schema.METADATA.tables:
            raise _refused(name, "there is no such table")
        table = schema.METADATA.tables[name]
        convert = {column.name: _inward(column) for column in table.c}
        count = 0
        source = iter(rows)
        while batch := list(islice(source, BATCH)):
            try:
                inserted = [self._row_in(name, convert, row) for row in batch]
                self._connection.execute(sa.insert(table), inserted)
            except (*REFUSALS, ValueError, TypeError, OverflowError) as error:
                raise _refused(name, str(getattr(error, "orig", None) or error)) from error
            except StatementError as error:
                if isinstance(error, DBAPIError):
                    raise  # busy, full, damaged: `Database` says so
                raise _refused(name, str(error.orig)) from error
            count += len(batch)
        return count

    def insert_originals(
        self, rows: Iterable[Mapping[str, object]], content_of: Callable[[str], bytes]
    ) -> int:
        """Return how many originals were inserted, their bytes asked for one at a time.

        Raises:
            StorageError: the bytes are not those that the row's SHA-256 names.
        """
        count = 0
        for row in rows:
            sha256 = str(row["sha256"])
            original = Original.of(
                content_of(sha256), name="", file_format=str(row.get("format", ""))
            )
            if original.sha256 != sha256:
                raise _refused(ORIGINAL, f"the bytes of {sha256[:12]} were changed")
            content = {"packed": original.packed, "is_packed": original.is_packed}
            count += self.insert_rows(ORIGINAL, [{**row, **content}])
        return count

    def _row_in(
        self,
        name: str,
        convert: Mapping[str, Callable[[object], object]],
        row: Mapping[str, object],
    ) -> dict[str, object]:
        foreign = row.keys() - convert.keys()
        if foreign:
            raise _refused(name, f"there is no column '{min(foreign)}'")
        filled = {
            key: None if row.get(key) is None else inward(row[key])
            for key, inward in convert.items()
        }
        return filled | {"athlete_id": self._athlete}
