"""Bytes in, values out: files of watches, archives, lift logs and calendars.

What reads recordings is imported when it is first asked for: the readers of athlete files and
plans, which every command needs, do without numpy and the calendar's parser.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
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

_HOME: Final = {"Member": "archives", "unpack": "archives", "walk": "archives"} | {
    "read_member": "reading"
}
"""Module that holds a name; the registry holds the others."""


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME.get(name, 'registry')}"), name)
