"""Every table, once. Migrations build the same; a test compares the two.

Instants are whole microseconds since 1970 in UTC: one type on every database, exact, and ranges
on them use an index. Local dates and the Monday of their week are stored beside them, so that
sums by week are plain SQL. Whatever a person logged has versions: a row is never changed but for
its ``is_last`` mark.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect

EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
MICROSECOND: Final = dt.timedelta(microseconds=1)


class Instant(TypeDecorator[dt.datetime]):
    """A timezone-aware moment, stored as microseconds since 1970 UTC."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> int | None:
        """Return the microseconds of a moment."""
        del dialect
        return None if value is None else (value - EPOCH) // MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> dt.datetime | None:
        """Return the moment, in UTC."""
        del dialect
        return None if value is None else EPOCH + dt.timedelta(microseconds=value)


class Word(TypeDecorator[str]):
    """A word of an enumeration, stored as plain text: a driver may write an enum's name instead."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return the word itself."""
        del dialect
        return None if value is None else str(value)


METADATA: Final = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _athlete() -> sa.Column[str]:
    return sa.Column("athlete_id", sa.Text, sa.ForeignKey("athlete.id"), primary_key=True)


def _versioned(name: str, *columns: sa.Column[object], dated: bool = True) -> sa.Table:
    """Return a table of something logged: id made by the client, versions, the last one marked."""
    return sa.Table(
        name,
        METADATA,
        _athlete(),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("is_last", sa.Boolean, nullable=False),
        sa.Column("is_deleted", sa.Boolean, nullable=False),
        sa.Column("recorded_at", Instant, nullable=False),
        sa.Column("change_id", sa.Text),
        sa.Column("date", sa.Date, nullable=not dated),
        *columns,
        sa.Index(f"ix_{name}_athlete_id_date", "athlete_id", "date"),
        sa.Index(f"ix_{name}_athlete_id_recorded_at", "athlete_id", "recorded_at"),
        sa.UniqueConstraint("athlete_id", "change_id"),
    )


def _activity_key() -> tuple[sa.Column[str], sa.Column[str], sa.ForeignKeyConstraint]:
    return (
        sa.Column("athlete_id", sa.Text, primary_key=True),
        sa.Column("activity_id", sa.Text, primary_key=True),
        sa.ForeignKeyConstraint(
            ["athlete_id", "activity_id"], ["activity.athlete_id", "activity.id"]
        ),
    )


athlete: Final = sa.Table("athlete", METADATA, sa.Column("id", sa.Text, primary_key=True))

original: Final = sa.Table(
    "original",
    METADATA,
    _athlete(),
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("names", sa.JSON, nullable=False),
    sa.Column("format", sa.Text, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("stored_at", Instant, nullable=False),
    sa.Column("is_packed", sa.Boolean, nullable=False),
    sa.Column("packed", sa.LargeBinary, nullable=False),
)

activity: Final = sa.Table(
    "activity",
    METADATA,
    _athlete(),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("kind", Word, nullable=False),
    sa.Column("sport", sa.Text, nullable=False),
    sa.Column("recorded_start", Instant),
    # What holds: the recorded start, or the runner's word for it.
    sa.Column("start", Instant),
    sa.Column("date", sa.Date),
    sa.Column("week", sa.Date),
    sa.Column("utc_offset_s", sa.Integer),
    sa.Column("duration_s", sa.Double, nullable=False),
    sa.Column("elapsed_s", sa.Double),
    sa.Column("distance_m", sa.Double),
    sa.Column("ascent_m", sa.Double),
    sa.Column("mean_heart_rate_bpm", sa.Double),
    sa.Column("max_heart_rate_bpm", sa.Double),
    sa.Column("session_rpe", sa.Double),
    sa.Column("indoor", sa.Boolean, nullable=False),
    sa.Column("device", sa.Text),
    sa.Column("name", sa.Text),
    sa.Column("source_format", sa.Text, nullable=False),
    sa.Column("laps", sa.JSON, nullable=False),
    sa.Column("pauses", sa.JSON, nullable=False),
    sa.Column("sets", sa.JSON, nullable=False),
    sa.Column("richness", sa.JSON, nullable=False),
    sa.Column("is_hidden", sa.Boolean, nullable=False),
    sa.Index("ix_activity_athlete_id_start", "athlete_id", "start"),
    sa.Index("ix_activity_athlete_id_date", "athlete_id", "date"),
    sa.Index("ix_activity_athlete_id_kind_start", "athlete_id", "kind", "start"),
)

activity_source: Final = sa.Table(
    "activity_source",
    METADATA,
    sa.Column("athlete_id", sa.Text, primary_key=True),
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("part", sa.Integer, primary_key=True),
    sa.Column("activity_id", sa.Text, nullable=False),
    sa.Column("stored_at", Instant, nullable=False),
    sa.Column("is_main", sa.Boolean, nullable=False),
    sa.ForeignKeyConstraint(["athlete_id", "sha256"], ["original.athlete_id", "original.sha256"]),
    sa.ForeignKeyConstraint(["athlete_id", "activity_id"], ["activity.athlete_id", "activity.id"]),
    sa.Index("ix_activity_source_athlete_id_activity_id", "athlete_id", "activity_id"),
)

activity_correction: Final = _versioned(
    "activity_correction",
    sa.Column("session_rpe", sa.Double),
    sa.Column("run_kind", Word),
    sa.Column("name", sa.Text),
    sa.Column("start", Instant),
    sa.Column("hidden", sa.Boolean, nullable=False),
    dated=False,
)

stream: Final = sa.Table(
    "stream",
    METADATA,
    *_activity_key(),
    sa.Column("group", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("blob", sa.LargeBinary, nullable=False),
)


def _derived(name: str, *columns: sa.Column[object]) -> sa.Table:
    return sa.Table(
        name,
        METADATA,
        *_activity_key(),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("computed_at", Instant, nullable=False),
        *columns,
    )


run_features: Final = _derived("run_features")

run_analysis: Final = _derived(
    "run_analysis",
    # Drawn out of the document for lists and sums.
    sa.Column("run_kind", Word),
    sa.Column("load", sa.Double),
    sa.Column("is_spike", sa.Boolean),
)

logged_set: Final = _versioned(
    "logged_set",
    sa.Column("week", sa.Date, nullable=False),
    sa.Column("exercise", sa.Text, nullable=False),
    sa.Column("session_id", sa.Text),
    sa.Column("order", sa.Integer, nullable=False),
    sa.Column("kind", Word, nullable=False),
    sa.Column("side", Word),
    sa.Column("reps", sa.Integer),
    sa.Column("seconds", sa.Double),
    sa.Column("contacts", sa.Integer),
    sa.Column("distance_m", sa.Double),
    sa.Column("load_kg", sa.Double),
    sa.Column("rir", sa.Double),
    sa.Column("band", sa.Text),
    sa.Column("technique_ok", sa.Boolean),
    sa.Column("fault", sa.Text),
    sa.Column("logged_at", Instant),
)
sa.Index(
    "ix_logged_set_athlete_id_exercise_date",
    logged_set.c.athlete_id,
    logged_set.c.exercise,
    logged_set.c.date,
)
sa.Index("ix_logged_set_athlete_id_session_id", logged_set.c.athlete_id, logged_set.c.session_id)

logged_session: Final = _versioned(
    "logged_session",
    sa.Column("week", sa.Date, nullable=False),
    sa.Column("start_minute", sa.Integer),
    sa.Column("minutes", sa.Double),
    sa.Column("session_rpe", sa.Double),
    sa.Column("skipped", sa.Boolean, nullable=False),
)

checkin: Final = _versioned(
    "checkin",
    sa.Column("sleep_hours", sa.Double),
    sa.Column("soreness", sa.Double),
    sa.Column("fatigue", sa.Double),
    sa.Column("stress", sa.Double),
    sa.Column("illness", Word, nullable=False),
)

pain_report: Final = _versioned(
    "pain_report",
    sa.Column("region", Word, nullable=False),
    sa.Column("side", Word, nullable=False),
    sa.Column("during", sa.Double),
    sa.Column("after", sa.Double),
    sa.Column("next_morning", sa.Double),
    sa.Column("exercise", sa.Text),
)

red_flag_answer: Final = _versioned(
    "red_flag_answer",
    sa.Column("flag", sa.Text, nullable=False),
    sa.Column("yes", sa.Boolean),
    sa.Column("answered_on", sa.Date),
    sa.Column("region", Word),
    sa.Column("side", Word),
    sa.Column("withdrawn_on", sa.Date),
    sa.Column("cleared_by", sa.Text),
    sa.Column("cleared_on", sa.Date),
    sa.Column("note", sa.Text, nullable=False),
)

technique_tick: Final = _versioned(
    "technique_tick",
    sa.Column("exercise", sa.Text, nullable=False),
    sa.Column("session_id", sa.Text, nullable=False),
    sa.Column("confirmed_by", sa.Text, nullable=False),
)

planned_run: Final = _versioned(
    "planned_run",
    sa.Column("start_minute", sa.Integer, nullable=False),
    sa.Column("kind", Word),
    sa.Column("minutes", sa.Double, nullable=False),
    sa.Column("distance_m", sa.Double),
)

test_result: Final = _versioned(
    "test_result",
    sa.Column("test", sa.Text, nullable=False),
    sa.Column("side", Word),
    sa.Column("value", sa.Double, nullable=False),
    sa.Column("trials", sa.JSON, nullable=False),
    sa.Column("missed", sa.JSON, nullable=False),
    sa.Column("logged_at", Instant),
)

plan: Final = sa.Table(
    "plan",
    METADATA,
    _athlete(),
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("facts_hash", sa.Text, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("packed", sa.LargeBinary, nullable=False),
)

plan_change: Final = sa.Table(
    "plan_change",
    METADATA,
    _athlete(),
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("plan_id", sa.Integer, nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("sentence", sa.Text, nullable=False),
    sa.Column("rule", sa.Text),
    sa.Column("undo", sa.Text),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("acknowledged_at", Instant),
    sa.Column("undone_at", Instant),
    sa.Column("subject", sa.Text),
    sa.Column("until", sa.Date),
    sa.ForeignKeyConstraint(["athlete_id", "plan_id"], ["plan.athlete_id", "plan.id"]),
    sa.Index("ix_plan_change_athlete_id_plan_id", "athlete_id", "plan_id"),
)

document: Final = sa.Table(
    "document",
    METADATA,
    _athlete(),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("recorded_at", Instant, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
)

setting: Final = sa.Table(
    "setting",
    METADATA,
    _athlete(),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
