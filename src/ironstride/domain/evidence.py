"""A fact with its source, how sure it is, and what speaks against it."""

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


UNGRADED: Final = frozenset({"RD", "PE", "RH", "GP"})
"""Parts of the dossier without grades: doses, programmes as they were tried, stances of ours. They
count as C, and are no findings either; but a programme from a trial is no convention."""


class Checked(StrEnum):
    """Whether the figures were read again where they come from; the words are shown to people."""

    ALL = "re-checked"
    PART = "re-checked in part"
    NONE = "not re-checked"


class Finding(StrEnum):
    """What speaks against an intervention; a row without one says neither."""

    NULL = "null"
    """A trial or review that found no effect."""
    NEGATIVE = "negative"
    """A trial or review that found it worse."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """The size of one effect as the row prints it; whatever the row lacks is None.

    Args:
        of: what was measured, and against what.
        size: the point estimate, in ``unit``.
        unit: such as ``%``, ``g`` or ``HR``; None where the row names none.
        low: lower end of the interval.
        high: upper end of the interval.
        level: of the interval, in per cent; None where the row does not say it.
        spread: what the row prints after ±: the half-width of an interval where ``level`` is
            given, otherwise a standard deviation or what the source calls it.
    """

    of: str
    size: float | None = None
    unit: str | None = None
    low: float | None = None
    high: float | None = None
    level: float | None = None
    spread: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One citable row: what it claims in our words, where it comes from, what it rests on.

    A field that the dossier's row lacks is None or empty, and is shown as "not given".

    Args:
        figure: the row's numbers in our words.
        design: of the study or studies.
        population: who was studied.
        not_when: where the claim does not hold, or is not shown to hold.
        not_reread: which part was not read again at its own source, in words.
        finding: whether the row speaks against what it is about.
        beside: rows shown beside it: those that found no effect beside those that did, and back.
    """

    id: EvidenceId
    claim: str
    source: str
    grade: Grade
    reread: bool
    """False: recalled, shown to people as "not re-checked"."""
    figure: str | None = None
    design: str | None = None
    population: str | None = None
    effects: tuple[Effect, ...] = ()
    not_when: str | None = None
    not_reread: str | None = None
    doi: str | None = None
    finding: Finding | None = None
    beside: tuple[EvidenceId, ...] = ()

    @property
    def checked(self) -> Checked:
        """Whether its figures were read again: all, in part, or none."""
        if not self.reread:
            return Checked.NONE
        return Checked.ALL if self.not_reread is None else Checked.PART

    @property
    def is_graded(self) -> bool:
        """Whether the dossier grades it; it counts as C where it does not."""
        return self.area not in UNGRADED

    @property
    def area(self) -> str:
        """The two letters of its part of the dossier; empty for ``house``."""
        return "" if self.id == HOUSE else self.id[:2]
