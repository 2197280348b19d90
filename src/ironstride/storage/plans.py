"""Plans as they were made, the cards that say what changed, named documents and settings."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from ironstride.storage import schema
from ironstride.storage.records import FAST, About, Document, PlanChange, StoredPlan

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.engine import Connection, Row

    from ironstride.storage.records import AthleteId

PLAN: Final = schema.plan
CHANGE: Final = schema.plan_change
DOCUMENT: Final = schema.document
SETTING: Final = schema.setting


class Plans:
    """Every plan that was stored; the last one holds."""

    def __init__(self, connection: Connection, athlete: AthleteId) -> None:
        self._connection = connection
        self._athlete = athlete
        self._mine = PLAN.c.athlete_id == athlete

    def add(self, document: str, *, facts_hash: str, why: str, now: dt.datetime) -> int:
        """Return the id of a plan that is stored byte for byte and holds from now on."""
        last = self._connection.scalar(sa.select(sa.func.max(PLAN.c.id)).where(self._mine)) or 0
        self._connection.execute(
            sa.insert(PLAN),
            {
                "athlete_id": self._athlete,
                "id": last + 1,
                "created_at": now,
                "facts_hash": facts_hash,
                "why": why,
                "packed": zlib.compress(document.encode(), FAST),
            },
        )
        return last + 1

    def latest(self) -> StoredPlan | None:
        """Return the plan that holds; None before the first."""
        rows = self._connection.execute(
            sa.select(PLAN).where(self._mine).order_by(PLAN.c.id.desc()).limit(1)
        )
        row = rows.first()
        return None if row is None else _plan_of(row)

    def latest_hash(self) -> str | None:
        """Return the hash of the facts of the plan that holds; None before the first."""
        return self._connection.scalar(
            sa.select(PLAN.c.facts_hash).where(self._mine).order_by(PLAN.c.id.desc()).limit(1)
        )

    def get(self, id: int) -> StoredPlan | None:
        """Return one plan; None where there is none."""
        row = self._connection.execute(sa.select(PLAN).where(self._mine, PLAN.c.id == id)).first()
        return None if row is None else _plan_of(row)

    def history(self, limit: int = 50) -> tuple[StoredPlan, ...]:
        """Return the plans without their documents, the newest first."""
        rows = self._connection.execute(
            sa.select(PLAN.c.id, PLAN.c.created_at, PLAN.c.facts_hash, PLAN.c.why)
            .where(self._mine)
            .order_by(PLAN.c.id.desc())
            .limit(limit)
        )
        return tuple(
            StoredPlan(
                id=row.id,
                created_at=row.created_at,
                facts_hash=row.facts_hash,
                why=row.why,
                document=None,
            )
            for row in rows
        )


def _plan_of(row: Row[tuple[object, ...]]) -> StoredPlan:
    return StoredPlan(
        id=row.id,
        created_at=row.created_at,
        facts_hash=row.facts_hash,
        why=row.why,
        document=zlib.decompress(row.packed).decode(),
    )


class PlanChanges:
    """The cards on Today: what a plan changed, in words, until they were read."""

    def __init__(self, connection: Connection, athlete: AthleteId) -> None:
        self._connection = connection
        self._athlete = athlete
        self._mine = CHANGE.c.athlete_id == athlete

    def add(
        self,
        plan_id: int,
        *,
        what: str,
        sentence: str,
        now: dt.datetime,
        rule: str | None = None,
        undo: str | None = None,
        about: About | None = None,
    ) -> int:
        """Return the id of a card that belongs to a stored plan.

        An open card that said the same before counts as read: nobody is told a thing twice. So
        does one on the same subject, unless it can be taken back.

        Args:
            undo: how to take it back, in the caller's own words; None where undo is not safe.
            about: what it speaks of, and until when it matters.
        """
        told = about or About()
        same = CHANGE.c.sentence == sentence
        if told.subject is not None:
            same = sa.or_(same, sa.and_(CHANGE.c.subject == told.subject, CHANGE.c.undo.is_(None)))
        self._connection.execute(
            sa.update(CHANGE)
            .where(
                self._mine,
                same,
                CHANGE.c.acknowledged_at.is_(None),
                CHANGE.c.undone_at.is_(None),
            )
            .values(acknowledged_at=now)
        )
        last = self._connection.scalar(sa.select(sa.func.max(CHANGE.c.id)).where(self._mine)) or 0
        self._connection.execute(
            sa.insert(CHANGE),
            {
                "athlete_id": self._athlete,
                "id": last + 1,
                "plan_id": plan_id,
                "what": what,
                "sentence": sentence,
                "rule": rule,
                "undo": undo,
                "subject": told.subject,
                "until": told.until,
                "created_at": now,
            },
        )
        return last + 1

    def get(self, id: int) -> PlanChange | None:
        """Return one card; None where there is none."""
        found = self._read(CHANGE.c.id == id)
        return found[0] if found else None

    def open(self) -> tuple[PlanChange, ...]:
        """Return the cards that were neither read nor taken back, the newest first."""
        return self._read(CHANGE.c.acknowledged_at.is_(None), CHANGE.c.undone_at.is_(None))

    def history(self, limit: int = 50) -> tuple[PlanChange, ...]:
        """Return the cards, the newest first."""
        return self._read(limit=limit)

    def acknowledge(self, id: int, *, now: dt.datetime) -> bool:
        """Ensure that a card counts as read; False where there is none or it was before."""
        return self._mark(id, CHANGE.c.acknowledged_at, now)

    def undo(self, id: int, *, now: dt.datetime) -> bool:
        """Ensure that a card counts as taken back; False where there is none or it was before."""
        return self._mark(id, CHANGE.c.undone_at, now)

    def _mark(self, id: int, column: sa.Column[object], now: dt.datetime) -> bool:
        changed = self._connection.execute(
            sa.update(CHANGE)
            .where(self._mine, CHANGE.c.id == id, column.is_(None))
            .values({column: now})
        )
        return bool(changed.rowcount)

    def _read(
        self, *where: sa.ColumnElement[bool], limit: int | None = None
    ) -> tuple[PlanChange, ...]:
        query = sa.select(CHANGE).where(self._mine, *where).order_by(CHANGE.c.id.desc())
        rows = self._connection.execute(query if limit is None else query.limit(limit)).mappings()
        return tuple(
            PlanChange(**{name: value for name, value in row.items() if name != "athlete_id"})
            for row in rows
        )


class NamedDocuments:
    """Documents by name, every change a new version: the athlete file, the corrected usual week."""

    def __init__(self, connection: Connection, athlete: AthleteId) -> None:
        self._connection = connection
        self._athlete = athlete
        self._mine = DOCUMENT.c.athlete_id == athlete

    def put(self, name: str, text: str, *, now: dt.datetime, why: str = "") -> int:
        """Return the number of the version that holds this text; equal text makes no new one."""
        last = self.last(name)
        if last is not None and last.text == text:
            return last.version
        version = 1 if last is None else last.version + 1
        self._connection.execute(
            sa.insert(DOCUMENT),
            {
                "athlete_id": self._athlete,
                "name": name,
                "version": version,
                "recorded_at": now,
                "why": why,
                "text": text,
            },
        )
        return version

    def last(self, name: str) -> Document | None:
        """Return the version that holds; None where nothing was ever stored."""
        found = self._read(name, limit=1)
        return found[0] if found else None

    def history(self, name: str, limit: int = 50) -> tuple[Document, ...]:
        """Return the versions, the newest first."""
        return self._read(name, limit=limit)

    def version(self, name: str, number: int) -> Document | None:
        """Return one version; None where there is none."""
        found = self._read(name, DOCUMENT.c.version == number, limit=1)
        return found[0] if found else None

    def _read(self, name: str, *where: sa.ColumnElement[bool], limit: int) -> tuple[Document, ...]:
        rows = self._connection.execute(
            sa.select(DOCUMENT)
            .where(self._mine, DOCUMENT.c.name == name, *where)
            .order_by(DOCUMENT.c.version.desc())
            .limit(limit)
        )
        return tuple(
            Document(
                name=row.name,
                version=row.version,
                text=row.text,
                why=row.why,
                recorded_at=row.recorded_at,
            )
            for row in rows
        )


class Settings:
    """Small texts by name; the last one holds and no other is kept."""

    def __init__(self, connection: Connection, athlete: AthleteId) -> None:
        self._connection = connection
        self._athlete = athlete
        self._mine = SETTING.c.athlete_id == athlete

    def get(self, name: str) -> str | None:
        """Return a setting; None where it was never set."""
        return self._connection.scalar(
            sa.select(SETTING.c.value).where(self._mine, SETTING.c.name == name)
        )

    def put(self, name: str, value: str) -> None:
        """Ensure a setting's value."""
        changed = self._connection.execute(
            sa.update(SETTING).where(self._mine, SETTING.c.name == name).values(value=value)
        )
        if not changed.rowcount:
            self._connection.execute(
                sa.insert(SETTING), {"athlete_id": self._athlete, "name": name, "value": value}
            )

    def remove(self, name: str) -> None:
        """Ensure that a setting has its default again."""
        self._connection.execute(sa.delete(SETTING).where(self._mine, SETTING.c.name == name))

    def all(self) -> dict[str, str]:
        """Return every setting that was set, by name."""
        rows = self._connection.execute(
            sa.select(SETTING.c.name, SETTING.c.value).where(self._mine).order_by(SETTING.c.name)
        )
        return {row.name: row.value for row in rows}
