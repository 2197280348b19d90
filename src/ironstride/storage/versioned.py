"""Keeping what a person logged: under the client's id, in versions, nothing ever overwritten."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar

import sqlalchemy as sa

from ironstride.storage.records import Put, PutStatus, Version

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from sqlalchemy.engine import Connection, RowMapping

    from ironstride.storage.records import AthleteId

    Row = dict[str, object]

T = TypeVar("T")

BOOKKEEPING: Final = frozenset(
    {"athlete_id", "id", "version", "is_last", "is_deleted", "recorded_at", "change_id"}
)
ASKED_AT_ONCE: Final = 500
"""Ids in one question: databases take a limited number of parameters."""
UNTOLD: Final = (BOOKKEEPING | {"week"}) - {"id"}
"""Columns that no noun is made of."""


def id_from(*parts: object) -> str:
    """Return an id that equal parts always give: for what comes without one."""
    text = json.dumps([str(part) for part in parts])
    return hashlib.sha256(text.encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape(Generic[T]):
    """How a noun lies in its table.

    Args:
        to_row: all columns of the table but the bookkeeping.
        from_row: the noun of a row; ``id`` is in the row.
        id_of: the id of a noun that was given none.
    """

    table: sa.Table
    to_row: Callable[[T], Row]
    from_row: Callable[[RowMapping], T]
    id_of: Callable[[T], str]


class Versioned(Generic[T]):
    """A repository of one noun that people log."""

    def __init__(self, connection: Connection, athlete: AthleteId, shape: Shape[T]) -> None:
        self._connection = connection
        self._athlete = athlete
        self._shape = shape
        self._table = shape.table
        # The rest of a row is of no use to who asks for nouns, and half of its cost.
        self._content_columns = [c for c in self._table.c if c.name not in UNTOLD]
        self._mine = self._table.c.athlete_id == athlete
        self._live = sa.and_(
            self._mine, self._table.c.is_last.is_(True), self._table.c.is_deleted.is_(False)
        )

    # What is asked

    def get(self, id: str) -> T | None:
        """Return the last version; None where nothing is logged, or where it was deleted."""
        last = self._last(id)
        return None if last is None or last["is_deleted"] else self._shape.from_row(last)

    def all(self) -> tuple[T, ...]:
        """Return the last versions of all that is not deleted, by date, then as first logged."""
        return self._select(self._live)

    def was_ever_used(self) -> bool:
        """Return whether anything was logged, even if it was deleted since; asks for one row."""
        one = sa.select(sa.literal(1)).select_from(self._table).where(self._mine).limit(1)
        return self._connection.scalar(one) is not None

    def between(self, first: dt.date, last: dt.date) -> tuple[T, ...]:
        """Return what is logged for the days from first to last, both inclusive."""
        return self._select(self._live, self._table.c.date.between(first, last))

    def history(self, id: str) -> tuple[Version[T], ...]:
        """Return every version under an id, the first one first."""
        rows = self._connection.execute(
            sa.select(self._table)
            .where(self._mine, self._table.c.id == id)
            .order_by(self._table.c.version)
        ).mappings()
        return tuple(self._version(row) for row in rows)

    def recent(self, limit: int) -> tuple[Version[T], ...]:
        """Return the versions recorded last, the newest first: what undo can offer."""
        rows = self._connection.execute(
            sa.select(self._table)
            .where(self._mine)
            .order_by(
                self._table.c.recorded_at.desc(),
                self._table.c.id.desc(),
                self._table.c.version.desc(),
            )
            .limit(limit)
        ).mappings()
        return tuple(self._version(row) for row in rows)

    # What is told

    def log(self, value: T, *, now: dt.datetime, id: str | None = None) -> Put:
        """Ensure that something is logged once, however often it is sent.

        An id that is there already changes nothing, whatever is sent under it: a phone that
        sends again what it could not confirm must not take back an edit made since.
        """
        key = id or self._shape.id_of(value)
        last = self._last(key)
        if last is not None:
            return Put(id=key, version=int(last["version"]), status=PutStatus.KNOWN)
        return self._append(key, 0, self._shape.to_row(value), deleted=False, now=now)

    def log_all(self, values: Iterable[T], *, now: dt.datetime) -> tuple[Put, ...]:
        """Ensure that each is logged once, as `log` does one by one, many in a statement."""
        given = [(self._shape.id_of(value), value) for value in values]
        last = self._last_numbers({key for key, _ in given})
        puts: list[Put] = []
        rows: list[Row] = []
        for key, value in given:
            number = last.get(key)
            if number is None:
                last[key] = number = 1
                rows.append(self._row(key, number, self._shape.to_row(value), now=now))
                puts.append(Put(id=key, version=number, status=PutStatus.NEW))
            else:
                puts.append(Put(id=key, version=number, status=PutStatus.KNOWN))
        if rows:
            self._connection.execute(sa.insert(self._table), rows)
        return tuple(puts)

    def put(
        self,
        value: T,
        *,
        now: dt.datetime,
        id: str | None = None,
        change_id: str | None = None,
    ) -> Put:
        """Ensure that this is the last version: log it, or change what is there.

        Args:
            change_id: made by the client for this change; sent again it changes nothing.
        """
        key = id or self._shape.id_of(value)
        last = self._last(key)
        row = self._shape.to_row(value)
        if last is None:
            return self._append(key, 0, row, deleted=False, now=now, change_id=change_id)
        number = int(last["version"])
        is_same = not last["is_deleted"] and all(last[name] == row[name] for name in row)
        if is_same or self._seen(change_id):
            return Put(id=key, version=number, status=PutStatus.KNOWN)
        return self._append(key, number, row, deleted=False, now=now, change_id=change_id)

    def edit(
        self,
        id: str,
        value: T,
        *,
        now: dt.datetime,
        change_id: str | None = None,
    ) -> Put:
        """Ensure that what is logged under an id has this as its last version."""
        if self._last(id) is None:
            return Put(id=id, version=0, status=PutStatus.MISSING)
        return self.put(value, now=now, id=id, change_id=change_id)

    def delete(self, id: str, *, now: dt.datetime, change_id: str | None = None) -> Put:
        """Ensure that what is logged under an id counts no more; its versions stay."""
        last = self._last(id)
        if last is None:
            return Put(id=id, version=0, status=PutStatus.MISSING)
        number = int(last["version"])
        if last["is_deleted"] or self._seen(change_id):
            return Put(id=id, version=number, status=PutStatus.KNOWN)
        return self._append(
            id, number, self._content(last), deleted=True, now=now, change_id=change_id
        )

    def undo(self, id: str, *, now: dt.datetime, change_id: str | None = None) -> Put:
        """Ensure that the version before the last holds again, as a new version.

        Undoing what was just logged deletes it; undoing an undo brings the change back.
        """
        versions = (
            self._connection.execute(
                sa.select(self._table)
                .where(self._mine, self._table.c.id == id)
                .order_by(self._table.c.version.desc())
                .limit(2)
            )
            .mappings()
            .all()
        )
        if not versions:
            return Put(id=id, version=0, status=PutStatus.MISSING)
        number = int(versions[0]["version"])
        if self._seen(change_id):
            return Put(id=id, version=number, status=PutStatus.KNOWN)
        before = versions[-1]
        deleted = len(versions) == 1 or bool(before["is_deleted"])
        return self._append(
            id, number, self._content(before), deleted=deleted, now=now, change_id=change_id
        )

    # How

    def _select(self, *where: sa.ColumnElement[bool], limit: int | None = None) -> tuple[T, ...]:
        table = self._table
        order = [table.c.date, *self._within_a_day(), table.c.id]
        query = sa.select(*self._content_columns).where(*where)
        if limit is None:
            rows = self._connection.execute(query.order_by(*order)).mappings().all()
        else:
            backwards = [column.desc() for column in order]
            rows = (
                self._connection.execute(query.order_by(*backwards).limit(limit)).mappings().all()
            )
            rows = rows[::-1]
        return tuple(self._shape.from_row(row) for row in rows)

    def _within_a_day(self) -> list[sa.Column[object]]:
        """Return the columns that order what lies on one day."""
        return []

    def _last(self, key: str) -> RowMapping | None:
        return (
            self._connection.execute(
                sa.select(self._table)
                .where(self._mine, self._table.c.id == key)
                .order_by(self._table.c.version.desc())
                .limit(1)
            )
            .mappings()
            .first()
        )

    def _seen(self, change_id: str | None) -> bool:
        if change_id is None:
            return False
        found = self._connection.scalar(
            sa.select(sa.literal(1)).where(self._mine, self._table.c.change_id == change_id)
        )
        return found is not None

    def _append(
        self,
        key: str,
        after: int,
        content: Mapping[str, object],
        *,
        deleted: bool,
        now: dt.datetime,
        change_id: str | None = None,
    ) -> Put:
        if after:
            self._connection.execute(
                sa.update(self._table)
                .where(self._mine, self._table.c.id == key, self._table.c.is_last.is_(True))
                .values(is_last=False)
            )
        row = self._row(key, after + 1, content, now=now, deleted=deleted, change_id=change_id)
        self._connection.execute(sa.insert(self._table), row)
        status = PutStatus.CHANGED if after else PutStatus.NEW
        return Put(id=key, version=after + 1, status=status)

    def _row(
        self,
        key: str,
        version: int,
        content: Mapping[str, object],
        *,
        now: dt.datetime,
        deleted: bool = False,
        change_id: str | None = None,
    ) -> Row:
        return {
            **content,
            "athlete_id": self._athlete,
            "id": key,
            "version": version,
            "is_last": True,
            "is_deleted": deleted,
            "recorded_at": now,
            "change_id": change_id,
        }

    def _last_numbers(self, keys: Collection[str]) -> dict[str, int]:
        """Return the numbers of the last versions of the ids that something is logged under."""
        table, waiting = self._table, sorted(keys)
        found: dict[str, int] = {}
        for start in range(0, len(waiting), ASKED_AT_ONCE):
            batch = waiting[start : start + ASKED_AT_ONCE]
            rows = self._connection.execute(
                sa.select(table.c.id, sa.func.max(table.c.version))
                .where(self._mine, table.c.id.in_(batch))
                .group_by(table.c.id)
            )
            found |= {row[0]: row[1] for row in rows}
        return found

    @staticmethod
    def _content(row: RowMapping) -> Row:
        return {name: value for name, value in row.items() if name not in BOOKKEEPING}

    def _version(self, row: RowMapping) -> Version[T]:
        return Version(
            id=row["id"],
            number=row["version"],
            value=None if row["is_deleted"] else self._shape.from_row(row),
            recorded_at=row["recorded_at"],
        )
