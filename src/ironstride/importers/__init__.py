"""Bytes in, values out: files of watches, archives, lift logs and calendars."""

from __future__ import annotations

from ironstride.importers.archives import Member, unpack, walk
from ironstride.importers.reading import read_member
from ironstride.importers.registry import (
    IMPORTERS,
    ActivityImporter,
    LiftImporter,
    PlanImporter,
    importer_of,
)

__all__ = [
    "IMPORTERS",
    "ActivityImporter",
    "LiftImporter",
    "Member",
    "PlanImporter",
    "importer_of",
    "read_member",
    "unpack",
    "walk",
]
