"""Bringing a database up to date with Alembic, inside a transaction that the caller holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alembic.runtime.migration import MigrationContext, MigrationStep
    from sqlalchemy.engine import Connection

MIGRATIONS: Final = Path(__file__).parent / "migrations"


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Apply the missing migrations up to a revision; all of them or, on an error, none."""
    config = Config()
    # A percent sign in a folder's name would be taken for an interpolation.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)

    def steps(heads: str | Sequence[str], context: MigrationContext) -> list[MigrationStep]:
        del context
        # As `alembic.command.upgrade` does; the annotation there is narrower than what it takes.
        return [*scripts._upgrade_revs(revision, cast("str", heads))]  # noqa: SLF001  as Alembic

    environment = EnvironmentContext(config, scripts, fn=steps, destination_rev=revision)
    environment.configure(connection=connection, transactional_ddl=True)
    with environment.begin_transaction():
        environment.run_migrations()
