"""Exercises, muscles, kit and evidence: read from TOML, checked and indexed."""

from ironstride.catalogue.evidence_file import read_evidence
from ironstride.catalogue.exercise_file import read_exercise
from ironstride.catalogue.installed import (
    BrokenCatalogueError,
    check_installed,
    check_installed_evidence,
    evidence,
    evidence_for,
    evidence_ids,
    load,
    names_of,
    vocabulary,
)
from ironstride.catalogue.reading import read_catalogue

__all__ = [
    "BrokenCatalogueError",
    "check_installed",
    "check_installed_evidence",
    "evidence",
    "evidence_for",
    "evidence_ids",
    "load",
    "names_of",
    "read_catalogue",
    "read_evidence",
    "read_exercise",
    "vocabulary",
]
