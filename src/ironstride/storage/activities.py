"""Activities: stored once however often they come, with every original kept."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from ironstride.domain.run import Activity, ActivityKind
from ironstride.storage import schema
from ironstride.storage.activity_rows import line_of, packed, richness_from, row_of, stored_of, when
from ironstride.storage.logs import CORRECTIONS
from ironstride.storage.matching import START_TOLERANCE, is_same_size
from ironstride.storage.records import (
    ActivityCorrection,
    ActivityId,
    ActivityLine,
    Original,
    PackedColumn,
    Put,
    PutStatus,
    Source,
    Stored,
    StoredActivity,
    StoreStatus,
    Version,
)
from ironstride.storage.versioned import Versioned

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.engine import Connection, RowMapping

    from ironstride.domain.run import Channel, Streams
    from ironstride.storage.originals import Originals
    from ironstride.storage.records import AthleteId

TABLE: Final = schema.activity
SOURCE: Final = schema.activity_source
STREAM: Final = schema.stream
CORRECTION: Final = schema.activity_correction
ANALYSIS: Final = schema.run_analysis

SUMMARY: Final = tuple(
    column for column in TABLE.c if column.name not in {"athlete_id", "richness", "week"}
)
CORRECTED: Final = tuple(
    CORRECTION.c[name].label(f"corrected_{name}")
    for name in ("session_rpe", "run_kind", "name", "start", "hidden")
)
WITH_CORRECTION: Final = TABLE.outerjoin(
    CORRECTION,
    sa.and_(
        CORRECTION.c.athlete_id == TABLE.c.athlete_id,
        CORRECTION.c.id == TABLE.c.id,
        CORRECTION.c.is_last.is_(True),
        CORRECTION.c.is_deleted.is_(False),
    ),
)


def activity_id_of(original: Original, part: int) -> ActivityId:
    """Return the id of an activity that is new: equal wherever the same bytes are imported."""
    text = f"{original.sha256}/{part}"
    return ActivityId(hashlib.sha256(text.encode()).hexdigest()[:16])


class Activities:
    """What was recorded, one row an activity."""

    def __init__(self, connection: Connection, athlete: AthleteId, originals: Originals) -> None:
        self._connection = connection
        self._athlete = athlete
        self._originals = originals
        self._mine = TABLE.c.athlete_id == athlete
        self._corrections = Versioned(connection, athlete, CORRECTIONS)

    # Storing

    def store(
        self,
        activity: Activity,
        original: Original,
        *,
        now: dt.datetime,
        part: int = 0,
        columns: Sequence[PackedColumn] | None = None,
    ) -> Stored:
        """Ensure that an activity is stored once, its original kept, the richest stream on top.

        Args:
            part: which activity of the original, from 0.
            columns: its streams packed already by a worker (``codec.pack``), so that
                ``activity.streams`` may be None; None packs them here.

        Known is what has the same original and part, or the same kind, a start within two
        minutes, and duration and distance within 3 %. Without a start only the original tells.
        """
        self._originals.keep(original, now=now)
        known = self._by_source(original, part)
        if known is not None:
            return Stored(id=known, status=StoreStatus.KNOWN)
        if columns is None:
            columns = packed(activity)
        richness = richness_from(activity, columns)
        row = row_of(activity, richness)
        match = self._match(activity, original)
        if match is None:
            new = activity_id_of(original, part)
            key = {"athlete_id": self._athlete, "id": new, "is_hidden": False}
            self._connection.execute(sa.insert(TABLE), key | row)
            self._write_streams(new, columns)
            self._write_source(new, original, part, now=now, is_main=True)
            return Stored(id=new, status=StoreStatus.NEW)
        found = ActivityId(match["id"])
        if richness <= tuple(match["richness"]):
            self._write_source(found, original, part, now=now, is_main=False)
            return Stored(id=found, status=StoreStatus.KNOWN)
        self._enrich(found, row, columns)
        self._write_source(found, original, part, now=now, is_main=True)
        return Stored(id=found, status=StoreStatus.RICHER)

    def _by_source(self, original: Original, part: int) -> ActivityId | None:
        return self._connection.scalar(
            sa.select(SOURCE.c.activity_id).where(
                SOURCE.c.athlete_id == self._athlete,
                SOURCE.c.sha256 == original.sha256,
                SOURCE.c.part == part,
            )
        )

    def _match(self, activity: Activity, original: Original) -> RowMapping | None:
        if activity.start is None:
            return None
        # Two sessions of one file are two, however alike.
        same_file = sa.exists().where(
            SOURCE.c.athlete_id == self._athlete,
            SOURCE.c.activity_id == TABLE.c.id,
            SOURCE.c.sha256 == original.sha256,
        )
        near = (
            self._connection.execute(
                sa.select(TABLE).where(
                    self._mine,
                    TABLE.c.kind == activity.kind,
                    TABLE.c.start.between(
                        activity.start - START_TOLERANCE, activity.start + START_TOLERANCE
                    ),
                    ~same_file,
                )
            )
            .mappings()
            .all()
        )
        size = (activity.duration_s, activity.elapsed_s, activity.distance_m)
        alike = [
            row
            for row in near
            if is_same_size(size, (row["duration_s"], row["elapsed_s"], row["distance_m"]))
        ]
        start = activity.start
        return min(alike, key=lambda row: (abs(row["start"] - start), row["id"]), default=None)

    def _enrich(
        self, found: ActivityId, row: dict[str, object], columns: Sequence[PackedColumn]
    ) -> None:
        """Put the richer recording in place; what it does not tell is kept from the poorer."""
        told = {
            name: value
            for name, value in row.items()
            if value is not None and (value or name not in {"laps", "pauses", "sets"})
        }
        self._connection.execute(
            sa.update(TABLE).where(self._mine, TABLE.c.id == found).values(told)
        )
        # What was derived came from the poorer recording.
        for table in (STREAM, schema.run_features, ANALYSIS):
            self._connection.execute(
                sa.delete(table).where(
                    table.c.athlete_id == self._athlete, table.c.activity_id == found
                )
            )
        self._connection.execute(
            sa.update(SOURCE)
            .where(SOURCE.c.athlete_id == self._athlete, SOURCE.c.activity_id == found)
            .values(is_main=False)
        )
        self._write_streams(found, columns)
        self._apply_correction(found)

    def _write_source(
        self,
        activity: ActivityId,
        original: Original,
        part: int,
        *,
        now: dt.datetime,
        is_main: bool,
    ) -> None:
        self._connection.execute(
            sa.insert(SOURCE),
            {
                "athlete_id": self._athlete,
                "sha256": original.sha256,
                "part": part,
                "activity_id": activity,
                "stored_at": now,
                "is_main": is_main,
            },
        )

    def _write_streams(self, activity: ActivityId, columns: Sequence[PackedColumn]) -> None:
        if columns:
            self._connection.execute(
                sa.insert(STREAM),
                [
                    {
                        "athlete_id": self._athlete,
                        "activity_id": activity,
                        "group": column.group,
                        "name": column.name,
                        "blob": column.blob,
                    }
                    for column in columns
                ],
            )

    # Asking

    def get(self, id: ActivityId, *, streams: bool = False) -> StoredActivity | None:
        """Return one activity, hidden or not; None where there is none."""
        found = self._read(TABLE.c.id == id)
        if not found or not streams:
            return found[0] if found else None
        one = found[0]
        return replace(one, activity=replace(one.activity, streams=self.streams(id)))

    def streams(
        self,
        id: ActivityId,
        channels: Collection[Channel] | None = None,
    ) -> Streams | None:
        """Return the streams of an activity; None where it has none.

        Args:
            channels: only these, and no developer columns; None returns all there are.
        """
        from ironstride.storage import codec  # noqa: PLC0415 (as in `_packed`)

        query = sa.select(STREAM.c.group, STREAM.c.name, STREAM.c.blob).where(
            STREAM.c.athlete_id == self._athlete, STREAM.c.activity_id == id
        )
        if channels is not None:
            wanted = sa.and_(STREAM.c.group == "channel", STREAM.c.name.in_(map(str, channels)))
            query = query.where(sa.or_(STREAM.c.group == "time", wanted))
        rows = self._connection.execute(query)
        return codec.unpack(PackedColumn(group=row[0], name=row[1], blob=row[2]) for row in rows)

    def between(
        self, first: dt.date, last: dt.date, *, kind: ActivityKind | None = None
    ) -> tuple[StoredActivity, ...]:
        """Return the activities of local dates from first to last, both inclusive, by start."""
        where: list[sa.ColumnElement[bool]] = [
            TABLE.c.date.between(first, last),
            TABLE.c.is_hidden.is_(False),
        ]
        if kind is not None:
            where.append(TABLE.c.kind == kind)
        return self._read(*where)

    def undated(self) -> tuple[StoredActivity, ...]:
        """Return the activities whose device knew no date."""
        return self._read(TABLE.c.start.is_(None), TABLE.c.is_hidden.is_(False))

    def hidden(self) -> tuple[StoredActivity, ...]:
        """Return what the runner took out."""
        return self._read(TABLE.c.is_hidden.is_(True))

    def lines(
        self,
        *,
        first: dt.date | None = None,
        last: dt.date | None = None,
        kind: ActivityKind | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[ActivityLine, ...]:
        """Return one line an activity with what was derived, the newest first."""
        where: list[sa.ColumnElement[bool]] = [
            self._mine,
            TABLE.c.start.is_not(None),
            TABLE.c.is_hidden.is_(False),
        ]
        if first is not None:
            where.append(TABLE.c.date >= first)
        if last is not None:
            where.append(TABLE.c.date <= last)
        if kind is not None:
            where.append(TABLE.c.kind == kind)
        table = WITH_CORRECTION.outerjoin(
            ANALYSIS,
            sa.and_(
                ANALYSIS.c.athlete_id == TABLE.c.athlete_id, ANALYSIS.c.activity_id == TABLE.c.id
            ),
        )
        query = (
            sa.select(
                *SUMMARY, *CORRECTED, ANALYSIS.c.run_kind, ANALYSIS.c.load, ANALYSIS.c.is_spike
            )
            .select_from(table)
            .where(*where)
            .order_by(TABLE.c.start.desc(), TABLE.c.id)
            .offset(offset)
        )
        rows = self._connection.execute(query if limit is None else query.limit(limit)).mappings()
        return tuple(line_of(row) for row in rows)

    def count(self, *, kind: ActivityKind | None = None) -> int:
        """Return how many activities are stored and not hidden."""
        where: list[sa.ColumnElement[bool]] = [self._mine, TABLE.c.is_hidden.is_(False)]
        if kind is not None:
            where.append(TABLE.c.kind == kind)
        return self._connection.scalar(sa.select(sa.func.count()).where(*where)) or 0

    def span(self) -> tuple[dt.date, dt.date] | None:
        """Return the first and the last local date of an activity; None without any."""
        first, last = self._connection.execute(
            sa.select(sa.func.min(TABLE.c.date), sa.func.max(TABLE.c.date)).where(
                self._mine, TABLE.c.is_hidden.is_(False)
            )
        ).one()
        return None if first is None else (first, last)

    def sources(self, id: ActivityId) -> tuple[Source, ...]:
        """Return the originals of an activity, the main one first, then as they came."""
        return self._originals.of_activity(id)

    def _read(self, *where: sa.ColumnElement[bool]) -> tuple[StoredActivity, ...]:
        rows = (
            self._connection.execute(
                sa.select(*SUMMARY, *CORRECTED)
                .select_from(WITH_CORRECTION)
                .where(self._mine, *where)
                .order_by(TABLE.c.start, TABLE.c.id)
            )
            .mappings()
            .all()
        )
        return tuple(stored_of(row) for row in rows)

    # Correcting

    def correct(
        self,
        id: ActivityId,
        correction: ActivityCorrection,
        *,
        now: dt.datetime,
        change_id: str | None = None,
    ) -> Put:
        """Ensure that what the runner says of an activity is its last correction."""
        if self.get(id) is None:
            return Put(id=id, version=0, status=PutStatus.MISSING)
        put = self._corrections.put(correction, id=id, now=now, change_id=change_id)
        self._apply_correction(id)
        return put

    def undo_correction(self, id: ActivityId, *, now: dt.datetime) -> Put:
        """Ensure that the correction before the last holds again."""
        put = self._corrections.undo(id, now=now)
        self._apply_correction(id)
        return put

    def corrections(self, id: ActivityId) -> tuple[Version[ActivityCorrection], ...]:
        """Return all that the runner ever said of an activity, the first one first."""
        return self._corrections.history(id)

    def _apply_correction(self, id: ActivityId) -> None:
        """Ensure that start and visibility are those of the last correction."""
        row = self._connection.execute(
            sa.select(TABLE.c.recorded_start, TABLE.c.utc_offset_s).where(
                self._mine, TABLE.c.id == id
            )
        ).one()
        correction = self._corrections.get(id) or ActivityCorrection()
        start = row.recorded_start if correction.start is None else correction.start
        self._connection.execute(
            sa.update(TABLE)
            .where(self._mine, TABLE.c.id == id)
            .values(is_hidden=correction.hidden, **when(start, row.utc_offset_s))
        )
