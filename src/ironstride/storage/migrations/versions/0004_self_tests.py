"""Results of self-tests, in versions like all that people log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table; going back means going back to a backup."""
    op.create_table(
        "test_result",
        sa.Column("athlete_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_last", sa.Boolean(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("change_id", sa.Text(), nullable=True),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("test", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=True),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("trials", sa.JSON(), nullable=False),
        sa.Column("missed", sa.JSON(), nullable=False),
        sa.Column("logged_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["athlete_id"], ["athlete.id"], name=op.f("fk_test_result_athlete_id")
        ),
        sa.PrimaryKeyConstraint("athlete_id", "id", "version", name=op.f("pk_test_result")),
        sa.UniqueConstraint(
            "athlete_id", "change_id", name=op.f("uq_test_result_athlete_id_change_id")
        ),
    )
    op.create_index(
        "ix_test_result_athlete_id_date", "test_result", ["athlete_id", "date"], unique=False
    )
    op.create_index(
        "ix_test_result_athlete_id_recorded_at",
        "test_result",
        ["athlete_id", "recorded_at"],
        unique=False,
    )
