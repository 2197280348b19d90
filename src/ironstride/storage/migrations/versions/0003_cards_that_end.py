"""What a card speaks of and the last day it matters, so that it goes when that is over."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both columns, empty for the cards that are there."""
    op.add_column("plan_change", sa.Column("subject", sa.Text(), nullable=True))
    op.add_column("plan_change", sa.Column("until", sa.Date(), nullable=True))
