"""Which common fault the runner saw in a set, so that the next one begins with what mends it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, empty for the sets that are there."""
    op.add_column("logged_set", sa.Column("fault", sa.Text(), nullable=True))
