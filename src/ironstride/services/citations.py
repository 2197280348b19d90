"""A row of evidence with whatever stands on it: rules, exercises, protocols."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ironstride.catalogue import evidence, load
from ironstride.catalogue.protocols import protocols

if TYPE_CHECKING:
    from ironstride.domain.evidence import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """One row, and the ids of what cites it, in the order of their lists."""

    row: Evidence
    rules: tuple[str, ...]
    exercises: tuple[str, ...]
    protocols: tuple[str, ...]


def cited(row: Evidence) -> Cited:
    """Return a row with the rules (by themselves or a parameter) and all else that cites it."""
    from ironstride.planner.rules import RULES  # noqa: PLC0415  (imports the planner with numpy)

    return Cited(
        row=row,
        rules=tuple(
            rule.id
            for rule in RULES
            if row.id in {*rule.evidence, *(id for p in rule.parameters for id in p.evidence)}
        ),
        exercises=tuple(each.id for each in load().exercises if row.id in each.evidence),
        protocols=tuple(each.id for each in protocols() if row.id == each.evidence),
    )


def row_of(id: str) -> Evidence | None:
    """Return a row by its id, however its letters are written; None where there is none."""
    return evidence().get(id.strip().upper())


def rows_about(words: str) -> tuple[Evidence, ...]:
    """Return the rows whose id, claim, figure or source hold all of some words."""
    wanted = words.lower().split()
    return tuple(
        row
        for row in evidence().values()
        if all(w in f"{row.id} {row.claim} {row.figure or ''} {row.source}".lower() for w in wanted)
    )
