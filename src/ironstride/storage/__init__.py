"""The database: tables, repositories, units of work, migrations, backup.

database = open_database(path)
with database.begin() as unit:            # stored as a whole, or not at all
    unit.sets.log(one_set, now=now)
with database.snapshot() as unit:         # one state throughout, waits for nobody
    unit.activities.lines(limit=50)
database.write(lambda unit: …)            # the same as Parsed[…]: problems as values
"""

from __future__ import annotations

from ironstride.storage.backup import Backup, back_up
from ironstride.storage.database import SCHEMA, Database, open_database
from ironstride.storage.faults import StorageError
from ironstride.storage.records import (
    RUNNER,
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

__all__ = [
    "RUNNER",
    "SCHEMA",
    "TABLES",
    "ActivityCorrection",
    "ActivityId",
    "ActivityLine",
    "AthleteId",
    "Backup",
    "Database",
    "Derived",
    "Document",
    "Original",
    "PackedColumn",
    "PlanChange",
    "Put",
    "PutStatus",
    "RedFlagAnswer",
    "RunWeek",
    "SessionWeek",
    "SetWeek",
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
    "back_up",
    "open_database",
]
