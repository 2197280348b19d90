"""A fact with its source and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NewType

EvidenceId = NewType("EvidenceId", str)
"""A dossier row such as ``CT-08``, or the word ``house``."""

HOUSE: Final = EvidenceId("house")
"""A choice of ours without a source, said openly."""


class Grade(StrEnum):
    """Strength of evidence as the dossier grades it."""

    A = "A"
    B = "B"
    C = "C"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One citable row: what it claims in our words, where it comes from, whether it was re-read."""

    id: EvidenceId
    claim: str
    figure: str
    source: str
    grade: Grade
    reread: bool
    """False: recalled, shown to people as "not re-checked"."""
    doi: str | None = None
