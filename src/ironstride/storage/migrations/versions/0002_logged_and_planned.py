"""What people log and what is planned for them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables; going back means going back to a backup."""
    _training_log()
    _body_log()
    _plans()


def _training_log() -> None:
    """Create strength work as logged."""
    op.create_table(
        "logged_set",
        sa.Column("athlete_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_last", sa.Boolean(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("change_id", sa.Text(), nullable=True),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("exercise", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Text(), nullable=True),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=True),
        sa.Column("reps", sa.Integer(), nullable=True),
        sa.Column("seconds", sa.Double(), nullable=True),
        sa.Column("contacts", sa.Integer(), nullable=True),
        sa.Column("distance_m", sa.Double(), nullable=True),
        sa.Column("load_kg", sa.Double(), nullable=True),
        sa.Column("rir", sa.Double(), nullable=True),
        sa.Column("band", sa.Text(), nullable=True),
        sa.Column("technique_ok", sa.Boolean(), nullable=True),
        sa.Column("logged_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["athlete_id"], ["athlete.id"], name=op.f("fk_logged_set_athlete_id")
        ),
        sa.PrimaryKeyConstraint("athlete_id", "id", "version", name=op.f("pk_logged_set")),
        sa.UniqueConstraint(
            "athlete_id", "change_id", name=op.f("uq_logged_set_athlete_id_change_id")
        ),
    )
    op.create_index(
        "ix_logged_set_athlete_id_date", "logged_set", ["athlete_id", "date"], unique=False
    )
    op.create_index(
        "ix_logged_set_athlete_id_exercise_date",
        "logged_set",
        ["athlete_id", "exercise", "date"],
        unique=False,
    )
    op.create_index(
        "ix_logged_set_athlete_id_recorded_at",
        "logged_set",
        ["athlete_id", "recorded_at"],
        unique=False,
    )
    op.create_index(
        "ix_logged_set_athlete_id_session_id",
        "logged_set",
        ["athlete_id", "session_id"],
        unique=False,
    )
    op.create_table(
        "logged_session",
        sa.Column("athlete_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_last", sa.Boolean(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("change_id", sa.Text(), nullable=True),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Double(), nullable=True),
        sa.Column("session_rpe", sa.Double(), nullable=True),
        sa.Column("skipped", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["athlete_id"], ["athlete.id"], name=op.f("fk_logged_session_athlete_id")
        ),
        sa.PrimaryKeyConstraint("athlete_id", "id", "version", name=op.f("pk_logged_session")),
        sa.UniqueConstraint(
            "athlete_id", "change_id", name=op.f("uq_logged_session_athlete_id_change_id")
        ),
    )
    op.create_index(
        "ix_logged_session_athlete_id_date", "logged_session", ["athlete_id", "date"], unique=False
    )
    op.create_index(
        "ix_logged_session_athlete_id_recorded_at",
        "logged_session",
        ["athlete_id", "recorded_at"],
        unique=False,
    )
    op.create_table(
        "technique_tick",
        sa.Column("athlete_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_last", sa.Boolean(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("change_id", sa.Text(), nullable=True),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("exercise", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("confirmed_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["athlete_id"], ["athlete.id"], name=op.f("fk_technique_tick_athlete_id")
        ),
        sa.PrimaryKeyConstraint("athlete_id", "id", "version", name=op.f("pk_technique_tick")),
        sa.UniqueConstraint(
            "athlete_id", "change_id", name=op.f("uq_technique_tick_athlete_id_change_id")
        ),
    )
    op.create_index(
        "ix_technique_tick_athlete_id_date", "technique_tick", ["athlete_id", "date"], unique=False
    )
    op.create_index(
        "ix_technique_tick_athlete_id_recorded_at",
        "technique_tick",
        ["athlete_id", "recorded_at"],
        unique=False,
    )


def _body_log() -> None:
    """Create what the body says, as logged."""
    op.create_table(
        "checkin",
        sa.Column("athlete_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_last", sa.Boolean(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("change_id", sa.Text(), nullable=True),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("sleep_hours", sa.Double(), nullable=True),
        sa.Column("soreness", sa.Double(), nullable=True),
        sa.Column("fatigue", sa.Double(), nullable=True),
        sa.Column("stress", sa.Double(), nullable=True),
        sa.Column("illness", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["athlete_id"], ["athlete.id"], name=op.f("fk_checkin_athlete_id")),
        sa.PrimaryKeyConstraint("athlete_id", "id", "version", name=op.f("pk_checkin")),
        sa.UniqueConstraint(
            "athlete_id", "change_id", name=op.f("uq_checkin_athlete_id_change_id")
        ),
    )
    op.create_index("ix_checkin_athlete_id_date", "checkin", ["athlete_id", "date"], unique=False)
    op.create_index(
        "ix_checkin_athlete_id_recorded_at", "checkin", ["athlete_id", "recorded_at"], unique=False
    )
    op.create_table(
        "pain_report",
        sa.Column("athlete_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_last", sa.Boolean(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("change_id", sa.Text(), nullable=True),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("during", sa.Double(), nullable=True),
        sa.Column("after", sa.Double(), nullable=True),
        sa.Column("next_morning", sa.Double(), nullable=True),
        sa.Column("exercise", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["athlete_id"], ["athlete.id"], name=op.f("fk_pain_report_athlete_id")
        ),
        sa.PrimaryKeyConstraint("athlete_id", "id", "version", name=op.f("pk_pain_report")),
        sa.UniqueConstraint(
            "athlete_id", "change_id", name=op.f("uq_pain_report_athlete_id_change_id")
        ),
    )
    op.create_index(
        "ix_pain_report_athlete_id_date", "pain_report", ["athlete_id", "date"], unique=False
    )
    op.create_index(
        "ix_pain_report_athlete_id_recorded_at",
        "pain_report",
        ["athlete_id", "recorded_at"],
        unique=False,
    )
    op.create_table(
        "red_flag_answer",
        sa.Column("athlete_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_last", sa.Boolean(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("change_id", sa.Text(), nullable=True),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("flag", sa.Text(), nullable=False),
        sa.Column("yes", sa.Boolean(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("side", sa.Text(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("cleared_by", sa.Text(), nullable=True),
        sa.Column("cleared_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["athlete_id"], ["athlete.id"], name=op.f("fk_red_flag_answer_athlete_id")
        ),
        sa.PrimaryKeyConstraint("athlete_id", "id", "version", name=op.f("pk_red_flag_answer")),
        sa.UniqueConstraint(
            "athlete_id", "change_id", name=op.f("uq_red_flag_answer_athlete_id_change_id")
        ),
    )
    op.create_index(
        "ix_red_flag_answer_athlete_id_date",
        "red_flag_answer",
        ["athlete_id", "date"],
        unique=False,
    )
    op.create_index(
        "ix_red_flag_answer_athlete_id_recorded_at",
        "red_flag_answer",
        ["athlete_id", "recorded_at"],
        unique=False,
    )


def _plans() -> None:
    """Create plans, cards, dated runs, documents and settings."""
    op.create_table(
        "planned_run",
        sa.Column("athlete_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_last", sa.Boolean(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("change_id", sa.Text(), nullable=True),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("minutes", sa.Double(), nullable=False),
        sa.Column("distance_m", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["athlete_id"], ["athlete.id"], name=op.f("fk_planned_run_athlete_id")
        ),
        sa.PrimaryKeyConstraint("athlete_id", "id", "version", name=op.f("pk_planned_run")),
        sa.UniqueConstraint(
            "athlete_id", "change_id", name=op.f("uq_planned_run_athlete_id_change_id")
        ),
    )
    op.create_index(
        "ix_planned_run_athlete_id_date", "planned_run", ["athlete_id", "date"], unique=False
    )
    op.create_index(
        "ix_planned_run_athlete_id_recorded_at",
        "planned_run",
        ["athlete_id", "recorded_at"],
        unique=False,
    )
    op.create_table(
        "plan",
        sa.Column("athlete_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("facts_hash", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["athlete_id"], ["athlete.id"], name=op.f("fk_plan_athlete_id")),
        sa.PrimaryKeyConstraint("athlete_id", "id", name=op.f("pk_plan")),
    )
    op.create_table(
        "plan_change",
        sa.Column("athlete_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=True),
        sa.Column("undo", sa.Text(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("acknowledged_at", sa.BigInteger(), nullable=True),
        sa.Column("undone_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["athlete_id", "plan_id"],
            ["plan.athlete_id", "plan.id"],
            name=op.f("fk_plan_change_athlete_id_plan_id"),
        ),
        sa.ForeignKeyConstraint(
            ["athlete_id"], ["athlete.id"], name=op.f("fk_plan_change_athlete_id")
        ),
        sa.PrimaryKeyConstraint("athlete_id", "id", name=op.f("pk_plan_change")),
    )
    op.create_index(
        "ix_plan_change_athlete_id_plan_id", "plan_change", ["athlete_id", "plan_id"], unique=False
    )
    op.create_table(
        "document",
        sa.Column("athlete_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["athlete_id"], ["athlete.id"], name=op.f("fk_document_athlete_id")
        ),
        sa.PrimaryKeyConstraint("athlete_id", "name", "version", name=op.f("pk_document")),
    )
    op.create_table(
        "setting",
        sa.Column("athlete_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["athlete_id"], ["athlete.id"], name=op.f("fk_setting_athlete_id")),
        sa.PrimaryKeyConstraint("athlete_id", "name", name=op.f("pk_setting")),
    )
