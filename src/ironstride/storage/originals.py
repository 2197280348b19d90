"""The bytes that were given, kept as they were, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from ironstride.storage import schema
from ironstride.storage.records import ActivityId, Original, Source, StoredOriginal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection

    from ironstride.storage.records import AthleteId

TABLE: Final = schema.original
SOURCE: Final = schema.activity_source


class Originals:
    """Files and archive members by the SHA-256 of their bytes."""

    def __init__(self, connection: Connection, athlete: AthleteId) -> None:
        self._connection = connection
        self._athlete = athlete
        self._mine = TABLE.c.athlete_id == athlete

    def keep(self, original: Original, *, now: dt.datetime) -> bool:
        """Ensure that an original is kept under every name it came with; True if it is new."""
        names = self._connection.scalar(
            sa.select(TABLE.c.names).where(self._mine, TABLE.c.sha256 == original.sha256)
        )
        if names is None:
            self._connection.execute(
                sa.insert(TABLE),
                {
                    "athlete_id": self._athlete,
                    "sha256": original.sha256,
                    "names": [original.name],
                    "format": original.format,
                    "size": original.size,
                    "stored_at": now,
                    "is_packed": original.is_packed,
                    "packed": original.packed,
                },
            )
            return True
        if original.name not in names:
            self._connection.execute(
                sa.update(TABLE)
                .where(self._mine, TABLE.c.sha256 == original.sha256)
                .values(names=[*names, original.name])
            )
        return False

    def get(self, sha256: str) -> StoredOriginal | None:
        """Return what is known of an original, without its bytes; None where it is not kept.

        Asked before reading a file, it saves reading one that is stored already.
        """
        row = self._connection.execute(
            sa.select(TABLE.c.names, TABLE.c.format, TABLE.c.size, TABLE.c.stored_at).where(
                self._mine, TABLE.c.sha256 == sha256
            )
        ).first()
        if row is None:
            return None
        activities = self._connection.scalars(
            sa.select(SOURCE.c.activity_id)
            .where(SOURCE.c.athlete_id == self._athlete, SOURCE.c.sha256 == sha256)
            .order_by(SOURCE.c.part)
        )
        return StoredOriginal(
            sha256=sha256,
            names=tuple(row.names),
            format=row.format,
            size=row.size,
            stored_at=row.stored_at,
            activities=tuple(ActivityId(one) for one in activities),
        )

    def content(self, sha256: str) -> bytes | None:
        """Return the bytes as they were given; None where they are not kept."""
        row = self._connection.execute(
            sa.select(TABLE).where(self._mine, TABLE.c.sha256 == sha256)
        ).first()
        if row is None:
            return None
        return Original(
            sha256=row.sha256,
            name=row.names[0],
            format=row.format,
            size=row.size,
            packed=row.packed,
            is_packed=row.is_packed,
        ).content

    def all(self) -> Iterator[str]:
        """Give the SHA-256 of every original, in order."""
        yield from self._connection.scalars(
            sa.select(TABLE.c.sha256).where(self._mine).order_by(TABLE.c.sha256)
        )

    def of_activity(self, activity: ActivityId) -> tuple[Source, ...]:
        """Return the originals of an activity, the main one first, then as they came."""
        rows = self._connection.execute(
            sa.select(
                SOURCE.c.sha256,
                SOURCE.c.part,
                SOURCE.c.stored_at,
                SOURCE.c.is_main,
                TABLE.c.names,
                TABLE.c.format,
                TABLE.c.size,
            )
            .join_from(
                SOURCE,
                TABLE,
                sa.and_(
                    TABLE.c.athlete_id == SOURCE.c.athlete_id, TABLE.c.sha256 == SOURCE.c.sha256
                ),
            )
            .where(SOURCE.c.athlete_id == self._athlete, SOURCE.c.activity_id == activity)
            .order_by(SOURCE.c.is_main.desc(), SOURCE.c.stored_at, SOURCE.c.sha256, SOURCE.c.part)
        )
        return tuple(
            Source(
                sha256=row.sha256,
                part=row.part,
                name=row.names[0],
                format=row.format,
                size=row.size,
                stored_at=row.stored_at,
                is_main=row.is_main,
            )
            for row in rows
        )
