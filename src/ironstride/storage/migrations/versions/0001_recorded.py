"""What was recorded: originals, activities, streams and what is derived from them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables; going back means going back to a backup."""
    _athletes_and_originals()
    _activities()


def _athletes_and_originals() -> None:
    """Create what athletes are known by, and the bytes they gave."""
    op.create_table(
        "athlete",
        sa.Column("id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_athlete")),
    )
    op.create_table(
        "original",
        sa.Column("athlete_id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("stored_at", sa.BigInteger(), nullable=False),
        sa.Column("is_packed", sa.Boolean(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["athlete_id"], ["athlete.id"], name=op.f("fk_original_athlete_id")
        ),
        sa.PrimaryKeyConstraint("athlete_id", "sha256", name=op.f("pk_original")),
    )


def _activities() -> None:
    """Create activities, their sources, corrections and streams, and what is derived."""
    op.create_table(
        "activity",
        sa.Column("athlete_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sport", sa.Text(), nullable=False),
        sa.Column("recorded_start", sa.BigInteger(), nullable=True),
        sa.Column("start", sa.BigInteger(), nullable=True),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("week", sa.Date(), nullable=True),
        sa.Column("utc_offset_s", sa.Integer(), nullable=True),
        sa.Column("duration_s", sa.Double(), nullable=False),
        sa.Column("elapsed_s", sa.Double(), nullable=True),
        sa.Column("distance_m", sa.Double(), nullable=True),
        sa.Column("ascent_m", sa.Double(), nullable=True),
        sa.Column("mean_heart_rate_bpm", sa.Double(), nullable=True),
        sa.Column("max_heart_rate_bpm", sa.Double(), nullable=True),
        sa.Column("session_rpe", sa.Double(), nullable=True),
        sa.Column("indoor", sa.Boolean(), nullable=False),
        sa.Column("device", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("source_format", sa.Text(), nullable=False),
        sa.Column("laps", sa.JSON(), nullable=False),
        sa.Column("pauses", sa.JSON(), nullable=False),
        sa.Column("sets", sa.JSON(), nullable=False),
        sa.Column("richness", sa.JSON(), nullable=False),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["athlete_id"], ["athlete.id"], name=op.f("fk_activity_athlete_id")
        ),
        sa.PrimaryKeyConstraint("athlete_id", "id", name=op.f("pk_activity")),
    )
    op.create_index("ix_activity_athlete_id_date", "activity", ["athlete_id", "date"], unique=False)
    op.create_index(
        "ix_activity_athlete_id_kind_start",
        "activity",
        ["athlete_id", "kind", "start"],
        unique=False,
    )
    op.create_index(
        "ix_activity_athlete_id_start", "activity", ["athlete_id", "start"], unique=False
    )
    op.create_table(
        "activity_source",
        sa.Column("athlete_id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Text(), nullable=False),
        sa.Column("stored_at", sa.BigInteger(), nullable=False),
        sa.Column("is_main", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["athlete_id", "activity_id"],
            ["activity.athlete_id", "activity.id"],
            name=op.f("fk_activity_source_athlete_id_activity_id"),
        ),
        sa.ForeignKeyConstraint(
            ["athlete_id", "sha256"],
            ["original.athlete_id", "original.sha256"],
            name=op.f("fk_activity_source_athlete_id_sha256"),
        ),
        sa.PrimaryKeyConstraint("athlete_id", "sha256", "part", name=op.f("pk_activity_source")),
    )
    op.create_index(
        "ix_activity_source_athlete_id_activity_id",
        "activity_source",
        ["athlete_id", "activity_id"],
        unique=False,
    )
    op.create_table(
        "activity_correction",
        sa.Column("athlete_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_last", sa.Boolean(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("change_id", sa.Text(), nullable=True),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("session_rpe", sa.Double(), nullable=True),
        sa.Column("run_kind", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("start", sa.BigInteger(), nullable=True),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["athlete_id"], ["athlete.id"], name=op.f("fk_activity_correction_athlete_id")
        ),
        sa.PrimaryKeyConstraint("athlete_id", "id", "version", name=op.f("pk_activity_correction")),
        sa.UniqueConstraint(
            "athlete_id", "change_id", name=op.f("uq_activity_correction_athlete_id_change_id")
        ),
    )
    op.create_index(
        "ix_activity_correction_athlete_id_date",
        "activity_correction",
        ["athlete_id", "date"],
        unique=False,
    )
    op.create_index(
        "ix_activity_correction_athlete_id_recorded_at",
        "activity_correction",
        ["athlete_id", "recorded_at"],
        unique=False,
    )
    op.create_table(
        "stream",
        sa.Column("athlete_id", sa.Text(), nullable=False),
        sa.Column("activity_id", sa.Text(), nullable=False),
        sa.Column("group", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("blob", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["athlete_id", "activity_id"],
            ["activity.athlete_id", "activity.id"],
            name=op.f("fk_stream_athlete_id_activity_id"),
        ),
        sa.PrimaryKeyConstraint(
            "athlete_id", "activity_id", "group", "name", name=op.f("pk_stream")
        ),
    )
    op.create_table(
        "run_features",
        sa.Column("athlete_id", sa.Text(), nullable=False),
        sa.Column("activity_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("computed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["athlete_id", "activity_id"],
            ["activity.athlete_id", "activity.id"],
            name=op.f("fk_run_features_athlete_id_activity_id"),
        ),
        sa.PrimaryKeyConstraint("athlete_id", "activity_id", name=op.f("pk_run_features")),
    )
    op.create_table(
        "run_analysis",
        sa.Column("athlete_id", sa.Text(), nullable=False),
        sa.Column("activity_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("computed_at", sa.BigInteger(), nullable=False),
        sa.Column("run_kind", sa.Text(), nullable=True),
        sa.Column("load", sa.Double(), nullable=True),
        sa.Column("is_spike", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["athlete_id", "activity_id"],
            ["activity.athlete_id", "activity.id"],
            name=op.f("fk_run_analysis_athlete_id_activity_id"),
        ),
        sa.PrimaryKeyConstraint("athlete_id", "activity_id", name=op.f("pk_run_analysis")),
    )
