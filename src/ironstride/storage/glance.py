"""What one day's view asks, read through the driver alone: a third of a second less than all of it.

SQLAlchemy takes longer to import than a day takes to read, so a command that only shows a day
reads it here. Rows become nouns by the same functions as in the repositories, and a test holds
each answer here to the repositories' own.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import zlib
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, Generic, TypeVar, cast

from ironstride.storage.activity_rows import stored_of
from ironstride.storage.identity import APPLICATION_ID, SCHEMA
from ironstride.storage.log_rows import checkin_of, flag_of, pain_of, session_of, set_of
from ironstride.storage.records import (
    RUNNER,
    ActivityId,
    AthleteId,
    Derived,
    Document,
    PlanChange,
    StoredPlan,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy.engine import RowMapping

    from ironstride.domain.athlete import CheckIn
    from ironstride.domain.performance import LoggedSession, LoggedSet, PainReport
    from ironstride.domain.run import ActivityKind
    from ironstride.storage.records import RedFlagAnswer, StoredActivity

T = TypeVar("T")

EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
LIVE: Final = "athlete_id = ? AND is_last = 1 AND is_deleted = 0"

DATES: Final = frozenset({"date", "week", "answered_on", "withdrawn_on", "cleared_on", "until"})
INSTANTS: Final = frozenset(
    {
        "acknowledged_at", "computed_at", "corrected_start", "created_at", "logged_at",
        "recorded_at", "recorded_start", "start", "undone_at",
    }
)  # fmt: skip
FLAGS: Final = frozenset(
    {
        "corrected_hidden", "hidden", "indoor", "is_deleted", "is_hidden", "is_last", "is_spike",
        "skipped", "technique_ok", "yes",
    }
)  # fmt: skip
DOCUMENTS: Final = frozenset({"laps", "missed", "pauses", "richness", "sets", "trials"})
"""Columns by what lies in them; `schema` says the same by their types, and a test compares."""


def value_of(name: str, stored: object) -> object:
    """Return what SQLAlchemy would make of a column's stored value."""
    if stored is None:
        return None
    if name in DATES:
        return dt.date.fromisoformat(str(stored))
    if name in INSTANTS:
        return EPOCH + dt.timedelta(microseconds=cast("int", stored))
    if name in FLAGS:
        return bool(stored)
    if name in DOCUMENTS:
        return json.loads(cast("str", stored))
    return stored


class Asked(Generic[T]):
    """One noun that people log, asked for some days."""

    def __init__(
        self, glance: Glance, table: str, order: str, from_row: Callable[[RowMapping], T]
    ) -> None:
        self._glance = glance
        self._query = f"SELECT * FROM {table} WHERE {LIVE} AND {{}} ORDER BY {order}"  # noqa: S608  names of ours
        self._from_row = from_row

    def where(self, condition: str, *values: object) -> tuple[T, ...]:
        """Return what is logged and meets a condition."""
        rows = self._glance.rows(self._query.format(condition), *values)
        return tuple(self._from_row(row) for row in rows)

    def between(self, first: dt.date, last: dt.date) -> tuple[T, ...]:
        """Return what is logged for the days from first to last, both inclusive."""
        return self.where("date BETWEEN ? AND ?", first.isoformat(), last.isoformat())


class AskedSets(Asked["LoggedSet"]):
    """Sets as logged."""

    def of_session(self, session_id: str) -> tuple[LoggedSet, ...]:
        """Return the sets of a session in the order performed."""
        return self.where("session_id = ?", session_id)


class AskedFlags(Asked["RedFlagAnswer"]):
    """Red-flag questions."""

    def open(self) -> tuple[RedFlagAnswer, ...]:
        """Return the questions that were asked and not answered yet."""
        return self.where("yes IS NULL AND withdrawn_on IS NULL")


class AskedPlans:
    """Plans as they were made."""

    def __init__(self, glance: Glance) -> None:
        self._glance = glance

    def history(self, limit: int = 50) -> tuple[StoredPlan, ...]:
        """Return the plans without their documents, the newest first."""
        rows = self._glance.rows(
            "SELECT id, created_at, facts_hash, why FROM plan WHERE athlete_id = ?"
            " ORDER BY id DESC LIMIT ?",
            limit,
        )
        return tuple(StoredPlan(document=None, **row) for row in rows)

    def get(self, id: int) -> StoredPlan | None:
        """Return one plan; None where there is none."""
        for row in self._glance.rows("SELECT * FROM plan WHERE athlete_id = ? AND id = ?", id):
            return StoredPlan(
                id=row["id"],
                created_at=row["created_at"],
                facts_hash=row["facts_hash"],
                why=row["why"],
                document=zlib.decompress(row["packed"]).decode(),
            )
        return None


class AskedDocuments:
    """Named documents in versions."""

    def __init__(self, glance: Glance) -> None:
        self._glance = glance

    def last(self, name: str) -> Document | None:
        """Return the version that holds; None where nothing was ever stored."""
        rows = self._glance.rows(
            "SELECT name, version, recorded_at, text, why FROM document"
            " WHERE athlete_id = ? AND name = ? ORDER BY version DESC LIMIT 1",
            name,
        )
        return next((Document(**row) for row in rows), None)


class AskedChanges:
    """Cards that say what a plan changed."""

    def __init__(self, glance: Glance) -> None:
        self._glance = glance

    def open(self) -> tuple[PlanChange, ...]:
        """Return the cards that were neither read nor taken back, the newest first."""
        rows = self._glance.rows(
            "SELECT id, plan_id, what, sentence, rule, undo, created_at, acknowledged_at,"
            " undone_at, subject, until"
            " FROM plan_change WHERE athlete_id = ? AND acknowledged_at IS NULL"
            " AND undone_at IS NULL ORDER BY id DESC"
        )
        return tuple(PlanChange(**row) for row in rows)


class AskedActivities:
    """What was recorded."""

    def __init__(self, glance: Glance) -> None:
        self._glance = glance

    def between(self, first: dt.date, last: dt.date) -> tuple[StoredActivity, ...]:
        """Return the activities of local dates from first to last, both inclusive, by start."""
        rows = self._glance.rows(
            "SELECT activity.*, said.session_rpe AS corrected_session_rpe,"
            " said.run_kind AS corrected_run_kind, said.name AS corrected_name,"
            " said.start AS corrected_start, said.hidden AS corrected_hidden"
            " FROM activity LEFT JOIN activity_correction AS said"
            " ON said.athlete_id = activity.athlete_id AND said.id = activity.id"
            " AND said.is_last = 1 AND said.is_deleted = 0"
            " WHERE activity.athlete_id = ? AND activity.date BETWEEN ? AND ?"
            " AND activity.is_hidden = 0 ORDER BY activity.start, activity.id",
            first.isoformat(),
            last.isoformat(),
        )
        return tuple(stored_of(row) for row in rows)


class AskedAnalyses:
    """What runs say."""

    def __init__(self, glance: Glance) -> None:
        self._glance = glance

    def between(self, first: dt.date, last: dt.date, *, kind: ActivityKind) -> Iterator[Derived]:
        """Give the documents of activities of local dates from first to last, by start."""
        rows = self._glance.rows(
            "SELECT said.activity_id, said.version, said.document, said.computed_at"
            " FROM activity JOIN run_analysis AS said"
            " ON said.athlete_id = activity.athlete_id AND said.activity_id = activity.id"
            " WHERE activity.athlete_id = ? AND activity.date BETWEEN ? AND ?"
            " AND activity.is_hidden = 0 AND activity.kind = ?"
            " ORDER BY activity.start, activity.id",
            first.isoformat(),
            last.isoformat(),
            str(kind),
        )
        for row in rows:
            yield Derived(
                activity=ActivityId(row["activity_id"]),
                version=row["version"],
                document=row["document"],
                computed_at=row["computed_at"],
            )


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is read from, as `UnitOfWork.backend` tells it."""

    location: str


class Glance:
    """The part of a `UnitOfWork` that shows a day: same names, same answers, reading only."""

    def __init__(self, raw: sqlite3.Connection, location: str, athlete: AthleteId) -> None:
        self._raw = raw
        self.backend = Place(location)
        self.athlete = athlete

    def rows(self, query: str, *values: object) -> Iterator[RowMapping]:
        """Give the rows of a query whose first question mark is the athlete."""
        found = self._raw.execute(query, (self.athlete, *values))
        names = [column[0] for column in found.description]
        for row in found:
            values_by_name = {
                name: value_of(name, value) for name, value in zip(names, row, strict=True)
            }
            yield cast("RowMapping", values_by_name)

    @cached_property
    def plans(self) -> AskedPlans:
        """Plans as they were made."""
        return AskedPlans(self)

    @cached_property
    def documents(self) -> AskedDocuments:
        """Named documents in versions."""
        return AskedDocuments(self)

    @cached_property
    def changes(self) -> AskedChanges:
        """Cards that say what a plan changed."""
        return AskedChanges(self)

    @cached_property
    def activities(self) -> AskedActivities:
        """What was recorded."""
        return AskedActivities(self)

    @cached_property
    def analyses(self) -> AskedAnalyses:
        """What runs say."""
        return AskedAnalyses(self)

    @cached_property
    def sets(self) -> AskedSets:
        """Sets as logged."""
        # With a plain date SQLite would read all by their date, to spare itself the sorting.
        order = '+date, session_id, "order", logged_at, id'
        return AskedSets(self, "logged_set", order, set_of)

    @cached_property
    def sessions(self) -> Asked[LoggedSession]:
        """Strength sessions as done or skipped."""
        return Asked(self, "logged_session", "date, id", session_of)

    @cached_property
    def checkins(self) -> Asked[CheckIn]:
        """How the runner was."""
        return Asked(self, "checkin", "date, id", checkin_of)

    @cached_property
    def pains(self) -> Asked[PainReport]:
        """What hurt."""
        return Asked(self, "pain_report", "date, id", pain_of)

    @cached_property
    def red_flags(self) -> AskedFlags:
        """Red-flag questions and their answers."""
        return AskedFlags(self, "red_flag_answer", "date, id", flag_of)


@dataclass(frozen=True, slots=True)
class Seen(Generic[T]):
    """What a glance found."""

    value: T


def at_a_glance(
    path: Path, work: Callable[[Glance], T], *, athlete: AthleteId = RUNNER
) -> Seen[T] | None:
    """Return what work finds in a database; None where `open_database` must have a look at it.

    That is whatever is not a file of ours with the tables of this program: nothing is made,
    migrated, mended or judged here.
    """
    if not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as raw:
            raw.isolation_level = None
            raw.execute("PRAGMA query_only = ON")
            raw.execute("BEGIN")  # one state throughout
            ours = raw.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
            if not ours or raw.execute("PRAGMA user_version").fetchone()[0] != SCHEMA:
                return None
            if raw.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                return None
            return Seen(work(Glance(raw, str(path), athlete)))
    except sqlite3.Error:
        return None  # told by `open_database`, in its own words
