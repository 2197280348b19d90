"""What the generated pages of docs/reference share: where they lie, tables, links to evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from ironstride.domain.evidence import HOUSE, Checked, Evidence

REFERENCE: Final = Path(__file__).resolve().parent.parent / "docs" / "reference"
NOT_REREAD: Final = "not re-checked"
"""What people read where a figure was recalled and not read again at its source."""


def write(page: Path, text: str) -> int:
    """Write a page; return 0, the exit code of the command that does it."""
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text, encoding="utf-8")
    return 0


def cell(text: str) -> str:
    """Return a text that stays in its cell of a table."""
    return " ".join(text.split()).replace("|", "\\|")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table with its head; an empty text where there are no rows."""
    lines = [f"| {' | '.join(cell(each) for each in row)} |\n" for row in rows]
    if not lines:
        return ""
    return f"| {' | '.join(head)} |\n|{'---|' * len(head)}\n{''.join(lines)}"


def certainty(row: Evidence) -> str:
    """Return how sure a row is: its grade, and whether its figure was not read again."""
    if row.id == HOUSE:
        return "ours"
    return str(row.grade) if row.checked is Checked.ALL else f"{row.grade}, {row.checked.value}"


def citation(row: Evidence) -> str:
    """Return a link to a row of evidence with how sure it is."""
    return f"[{row.id}](evidence.md#{row.id.lower()}) ({certainty(row)})"
