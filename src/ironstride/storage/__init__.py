"""The database: tables, repositories, units of work, migrations, backup.

database = open_database(path)
with database.begin() as unit:            # stored as a whole, or not at all
    unit.sets.log(one_set, now=now)
with database.snapshot() as unit:         # one state throughout, waits for nobody
    unit.activities.lines(limit=50)
database.write(lambda unit: …)            # the same as Parsed[…]: problems as values
at_a_glance(path, lambda glance: …)       # what one day's view asks, without SQLAlchemy
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ironstride.storage.backup import Backup, back_up
    from ironstride.storage.database import Database, open_database
    from ironstride.storage.faults import StorageError
    from ironstride.storage.glance import Glance, at_a_glance
    from ironstride.storage.identity import SCHEMA
    from ironstride.storage.records import (
        RUNNER,
        About,
        ActivityCorrection,
        ActivityId,
        ActivityLine,
        AthleteId,
        Derived,
        Document,
        Original,
        PackedColumn,
        PlanChange,
        Put,
        PutStatus,
        RedFlagAnswer,
        RunWeek,
        SessionWeek,
        SetsState,
        SetWeek,
        Source,
        Stored,
        StoredActivity,
        StoredOriginal,
        StoredPlan,
        StoreStatus,
        TechniqueTick,
        Version,
    )
    from ironstride.storage.transfer import TABLES
    from ironstride.storage.unit_of_work import UnitOfWork

_HOMES: Final = {
    "Backup": "backup",
    "back_up": "backup",
    "Database": "database",
    "open_database": "database",
    "StorageError": "faults",
    "Glance": "glance",
    "at_a_glance": "glance",
    "SCHEMA": "identity",
    "TABLES": "transfer",
    "UnitOfWork": "unit_of_work",
}
"""Where the names are that do not live in ``records``, where all the others do."""

__all__ = [
    "RUNNER",
    "SCHEMA",
    "TABLES",
    "About",
    "ActivityCorrection",
    "ActivityId",
    "ActivityLine",
    "AthleteId",
    "Backup",
    "Database",
    "Derived",
    "Document",
    "Glance",
    "Original",
    "PackedColumn",
    "PlanChange",
    "Put",
    "PutStatus",
    "RedFlagAnswer",
    "RunWeek",
    "SessionWeek",
    "SetWeek",
    "SetsState",
    "Source",
    "StorageError",
    "StoreStatus",
    "Stored",
    "StoredActivity",
    "StoredOriginal",
    "StoredPlan",
    "TechniqueTick",
    "UnitOfWork",
    "Version",
    "at_a_glance",
    "back_up",
    "open_database",
]


def __getattr__(name: str) -> object:
    """Return a name of ``__all__``, its module imported now.

    SQLAlchemy costs a third of a second: whoever only glances, or needs a record, does without.
    """
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{_HOMES.get(name, 'records')}"), name)
    globals()[name] = found
    return found
