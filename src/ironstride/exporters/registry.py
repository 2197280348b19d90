"""Every writer there is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from ironstride.exporters import archive, athlete_json, catalogue_json, plan_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """Writes one format.

    Args:
        ending: of the file's name.
        write: takes what is written, gives text or documents, or writes to a path.
    """

    name: str
    ending: str
    write: Callable[..., object]


EXPORTERS: Final[tuple[Exporter, ...]] = (
    Exporter(name="plan", ending=".json", write=plan_json.plan_json),
    Exporter(name="catalogue", ending=".json", write=catalogue_json.catalogue_document),
    Exporter(name="athlete", ending=".json", write=athlete_json.athlete_document),
    Exporter(name="archive", ending=".zip", write=archive.write_archive),
)
