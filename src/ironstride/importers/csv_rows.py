"""Comma- and semicolon-separated tables: their rows by column name."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_CELL: Final = 1_000_000
"""Characters in one cell: a note may be long, a whole file in an unclosed quote is not a note."""
HEADER_BYTES: Final = 64 * 1024

MARKUP: Final = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line in the file, and the cells of every column name in their order."""

    line: int
    cells: dict[str, list[str]]

    def text(self, name: str) -> str:
        """Return the first cell under a name, empty where there is none."""
        return self.cells.get(name, [""])[0]

    def last(self, name: str) -> str:
        """Return the last cell under a name that stands more than once."""
        return self.cells.get(name, [""])[-1]

    def number(self, name: str) -> float | None:
        """Return the first cell under a name as a number, None where it is none."""
        return number(self.text(name))


def number(text: str) -> float | None:
    """Return a finite number, decimal comma allowed; None for everything else."""
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return value if abs(value) < float("inf") else None


def text_of(content: bytes) -> str:
    """Return the text of a table: UTF-8 or UTF-16 with their marks, else Windows' Latin."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def header(content: bytes) -> tuple[str, ...]:
    """Return the normalised column names in the first line; empty where it is no table."""
    head = content[:HEADER_BYTES]
    if not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.lstrip().split(b"\n", 1)[0]  # a cut letter further down does not matter
    first = text_of(head).lstrip().split("\n", 1)[0]
    if "\x00" in first:
        return ()
    return tuple(_name(cell) for cell in next(iter(_cells(first, _delimiter(first))), []))


def rows(content: bytes) -> Iterator[Row]:
    """Yield the rows of a table, blank ones left out; cells beyond the header are dropped."""
    text = text_of(content).lstrip().replace("\x00", "")
    names: list[str] | None = None
    for line, cells in enumerate(_cells(text, _delimiter(text.split("\n", 1)[0])), start=1):
        if names is None:
            names = [_name(cell) for cell in cells]
        elif any(cell.strip() for cell in cells):
            row: dict[str, list[str]] = {}
            for name, cell in zip(names, cells, strict=False):
                row.setdefault(name, []).append(cell.strip())
            yield Row(line, row)


def _cells(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    while True:
        previous = csv.field_size_limit(MAX_CELL)
        try:
            cells = next(reader)
        except (StopIteration, csv.Error):
            return  # the end, or a cell beyond any note: an unclosed quote
        finally:
            csv.field_size_limit(previous)
        yield cells


def _delimiter(first: str) -> str:
    return max(",;\t", key=first.count)


def _name(cell: str) -> str:
    """Return a column's name without mark-up, small, with single blanks."""
    return " ".join(MARKUP.sub("", cell).split()).lower()
