"""What was computed from activities: documents of the code that made them, made anew at will."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import sqlalchemy as sa

from ironstride.storage import schema
from ironstride.storage.records import ActivityId, Derived

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection

    from ironstride.domain.run import ActivityKind, RunKind
    from ironstride.storage.records import AthleteId

ACTIVITY = schema.activity
CORRECTION = schema.activity_correction
FEATURES = schema.run_features
ANALYSIS = schema.run_analysis


class Documents:
    """One document an activity, with the version of the code that made it."""

    def __init__(self, connection: Connection, athlete: AthleteId, table: sa.Table) -> None:
        self._connection = connection
        self._athlete = athlete
        self._table = table
        self._mine = table.c.athlete_id == athlete

    def _put(
        self,
        activity: ActivityId,
        document: str,
        *,
        version: int,
        now: dt.datetime,
        drawn: dict[str, object],
    ) -> None:
        here = sa.and_(self._mine, self._table.c.activity_id == activity)
        content = {"version": version, "document": document, "computed_at": now, **drawn}
        changed = self._connection.execute(sa.update(self._table).where(here).values(content))
        if not changed.rowcount:
            key = {"athlete_id": self._athlete, "activity_id": activity}
            self._connection.execute(sa.insert(self._table), key | content)

    def get(self, activity: ActivityId) -> Derived | None:
        """Return the document of an activity; None where none was made."""
        rows = self._read(self._table.c.activity_id == activity)
        return next(rows, None)

    def between(
        self, first: dt.date, last: dt.date, *, kind: ActivityKind | None = None
    ) -> Iterator[Derived]:
        """Give the documents of activities of local dates from first to last, by start."""
        where: list[sa.ColumnElement[bool]] = [
            ACTIVITY.c.date.between(first, last),
            ACTIVITY.c.is_hidden.is_(False),
        ]
        if kind is not None:
            where.append(ACTIVITY.c.kind == kind)
        return self._read(*where)

    def outdated(self, version: int, *, kind: ActivityKind | None = None) -> tuple[ActivityId, ...]:
        """Return the activities without a document of this version, by start."""
        joined = ACTIVITY.outerjoin(self._table, self._of_activity())
        where: list[sa.ColumnElement[bool]] = [
            ACTIVITY.c.athlete_id == self._athlete,
            ACTIVITY.c.is_hidden.is_(False),
            sa.or_(self._table.c.version.is_(None), self._table.c.version != version),
        ]
        if kind is not None:
            where.append(ACTIVITY.c.kind == kind)
        rows = self._connection.scalars(
            sa.select(ACTIVITY.c.id)
            .select_from(joined)
            .where(*where)
            .order_by(ACTIVITY.c.start, ACTIVITY.c.id)
        )
        return tuple(ActivityId(one) for one in rows)

    def _of_activity(self) -> sa.ColumnElement[bool]:
        return sa.and_(
            self._table.c.athlete_id == ACTIVITY.c.athlete_id,
            self._table.c.activity_id == ACTIVITY.c.id,
        )

    def _read(self, *where: sa.ColumnElement[bool]) -> Iterator[Derived]:
        table = self._table
        rows = self._connection.execute(
            sa.select(table.c.activity_id, table.c.version, table.c.document, table.c.computed_at)
            .select_from(ACTIVITY.join(table, self._of_activity()))
            .where(self._mine, *where)
            .order_by(ACTIVITY.c.start, ACTIVITY.c.id)
        )
        for row in rows:
            yield Derived(
                activity=ActivityId(row.activity_id),
                version=row.version,
                document=row.document,
                computed_at=row.computed_at,
            )


class Features(Documents):
    """What an activity's streams were condensed to, so that they need not be read again."""

    def __init__(self, connection: Connection, athlete: AthleteId) -> None:
        super().__init__(connection, athlete, schema.run_features)

    def put(self, activity: ActivityId, document: str, *, version: int, now: dt.datetime) -> None:
        """Ensure that this is the document of an activity."""
        self._put(activity, document, version=version, now=now, drawn={})


class Analyses(Documents):
    """What a run says: its kind, its load, whether it was a spike, and the rest in the document."""

    def __init__(self, connection: Connection, athlete: AthleteId) -> None:
        super().__init__(connection, athlete, schema.run_analysis)

    def put(
        self,
        activity: ActivityId,
        document: str,
        *,
        version: int,
        now: dt.datetime,
        run_kind: RunKind | None = None,
        load: float | None = None,
        is_spike: bool | None = None,
    ) -> None:
        """Ensure that this is the document of an activity.

        Args:
            run_kind: for lists, as in the document.
            load: session-RPE load, for sums by week.
            is_spike: for lists (TL-01).
        """
        drawn: dict[str, object] = {"run_kind": run_kind, "load": load, "is_spike": is_spike}
        self._put(activity, document, version=version, now=now, drawn=drawn)

    def state(self, last: dt.date) -> tuple[str, str]:
        """Return digests of all that analyses up to a local date are made of, and of themselves.

        Equal ones: nothing was imported, corrected, hidden or measured; nothing was said anew.
        """
        about = (
            ACTIVITY.c.id, ACTIVITY.c.kind, ACTIVITY.c.start, ACTIVITY.c.session_rpe,
            ACTIVITY.c.name, CORRECTION.c.session_rpe, CORRECTION.c.run_kind, CORRECTION.c.name,
            FEATURES.c.version, FEATURES.c.document,
        )  # fmt: skip
        told = sa.and_(
            CORRECTION.c.athlete_id == ACTIVITY.c.athlete_id,
            CORRECTION.c.id == ACTIVITY.c.id,
            CORRECTION.c.is_last.is_(True),
            CORRECTION.c.is_deleted.is_(False),
        )
        joined = ACTIVITY.outerjoin(CORRECTION, told)
        for table in (FEATURES, ANALYSIS):
            joined = joined.outerjoin(
                table,
                sa.and_(
                    table.c.athlete_id == ACTIVITY.c.athlete_id,
                    table.c.activity_id == ACTIVITY.c.id,
                ),
            )
        rows = self._connection.execute(
            sa.select(*about, ANALYSIS.c.version, ANALYSIS.c.document)
            .select_from(joined)
            .where(
                ACTIVITY.c.athlete_id == self._athlete,
                ACTIVITY.c.date <= last,
                ACTIVITY.c.is_hidden.is_(False),
            )
            .order_by(ACTIVITY.c.start, ACTIVITY.c.id)
        )
        made_of, said = hashlib.sha256(), hashlib.sha256()
        for row in rows:
            made_of.update(repr(row[: len(about)]).encode())
            said.update(repr(row[len(about) :]).encode())
        return made_of.hexdigest(), said.hexdigest()
