"""The dossier of evidence read as rows, to compare our records with it."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ironstride.domain.evidence import Evidence

ROOT: Final = Path(__file__).resolve().parents[2]
DOSSIER: Final = Path(
    os.environ.get("IRONSTRIDE_DOSSIER", ROOT.parent / "shared" / "evidence" / "DOSSIER.md")
)
WITHOUT: Final = "the dossier is not beside the repository"
ID: Final = re.compile(r"[A-Z]{2}-\d{2}")
_PARAGRAPH: Final = re.compile(r"([A-Z]{2}-\d{2})(?:\.| table\.) ")
_ASIDE: Final = re.compile(r"[^|#]*\(([A-Z]{2}-\d{2}), recalled")
DOI: Final = re.compile(r"(?<![\w.])10\.\d{4,9}/[^\s;,|]*[^\s;,|.)]")
_TAIL: Final = re.compile(r"/(?:full|abstract|tables/\d+|table/.*)$")
SECTIONS: Final = {
    "20.1": ("LP-01", "LP-12", "LP-13", "LP-14", "LP-15"),
    "20.2": ("NT-01", "NT-02"),
    "20.3": ("NT-04",),
    "20.4": ("LP-03", "LP-05", "LP-08", "LP-09"),
}
"""Further tables of the dossier, and the rows that they belong to."""
_STANDING: Final = ("source", "status", "verdict", "seen", "action")
"""Columns that say whether a figure was seen; a few sources say it in their own cell."""
_BASIS: Final = "Basis: standard clinical red-flag lists"
_GRADED: Final = re.compile(r"(?:Grade |recalled, )([ABC])\b")
_AGAIN: Final = re.compile(r"same\b|as above|\(as above\)|as cited", re.IGNORECASE)


@dataclass(slots=True)
class DossierRow:
    """One row with all that belongs to it.

    Args:
        text: every cell and paragraph of it, and the source of the row that "same" points at.
        status: what it says of having been seen; empty where its table has no such column.
        grades: letters of its grade; empty where it has none.
        source: its cell; empty where its table has no such column.
    """

    id: str
    parts: list[str] = field(default_factory=list)
    status: str = ""
    grades: str = ""
    source: str = ""

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.parts)

    @property
    def was_reread(self) -> bool:
        """Whether its figures were seen, and none of them recalled."""
        return "seen" in self.status.lower() and "recalled" not in self.status.lower()

    @property
    def grade(self) -> str:
        """The lower of its grades; C where it has none."""
        return max(re.findall("[ABC]", self.grades), default="C")

    @property
    def dois(self) -> frozenset[str]:
        """Every DOI in it, without what an address adds to it."""
        return frozenset(_TAIL.sub("", doi) for doi in DOI.findall(self.text))


def read_dossier(text: str) -> dict[str, DossierRow]:
    """Return the rows of a dossier by id."""
    rows: dict[str, DossierRow] = {}
    head: list[str] = []
    named, section, last_source = "", "", ""
    for line in text.splitlines():
        if line.startswith("#"):
            named, found = "", re.match(r"#+ (\d+\.\d+)\.", line)
            section = found[1] if found else ""
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("| id "):
            head, named, last_source = cells, "", ""
        elif line.startswith("| ") and ID.fullmatch(cells[0]):
            row = rows.setdefault(cells[0], DossierRow(cells[0]))
            last_source = _take(row, dict(zip(head, cells, strict=False)), line, last_source)
        else:
            named = _opened(line, rows) or named
            for name in {named, *SECTIONS.get(section, ())} - {""}:
                rows.setdefault(name, DossierRow(name)).parts.append(line)
    return rows


def _opened(line: str, rows: dict[str, DossierRow]) -> str:
    """Return the id of the row that a paragraph opens, if one; its standing is kept."""
    found = _PARAGRAPH.match(line) or (None if line.startswith("|") else _ASIDE.match(line))
    if found:
        row = rows.setdefault(found[1], DossierRow(found[1]))
        row.status += line
        row.grades += "".join(_GRADED.findall(line))
        return found[1]
    if line.startswith(_BASIS):
        for row in rows.values():
            if row.id.startswith("RF-"):
                row.parts.append(line)
                row.grades += "".join(_GRADED.findall(line))
    return ""


def _take(row: DossierRow, cells: dict[str, str], line: str, last_source: str) -> str:
    """Add a line of a table to its row; return the source that a "same" below points at."""
    row.parts.append(line)
    source = cells.get("source", "")
    if _AGAIN.search(source) or _AGAIN.search(cells.get("figure", "")[:9]):
        row.parts.append(last_source)
    standing = " ".join(cells.get(name, "") for name in _STANDING)
    settles = cells.get("verdict") in {"confirmed", "corrected"}
    row.status = standing if settles else row.status + standing
    row.grades += cells.get("g", "")
    row.source = row.source or source
    names_one = len(source) > 1 and not _AGAIN.search(source)
    return source if names_one else last_source


def faults(record: Evidence, row: DossierRow) -> list[str]:
    """Return what a record states that its row does not: DOIs, numbers, grade, standing."""
    found = []
    if record.doi is not None and record.doi not in row.dois:
        found.append(f"the DOI {record.doi} is not in the row")
    if record.doi is None and DOI.search(row.source):
        found.append("the row's source has a DOI, the record none")
    prose = (
        *(record.claim, record.figure, record.design, record.population),
        *(record.not_when, record.not_reread, record.source),
        *(f"{each.of} {each.unit or ''}" for each in record.effects),
    )
    told = numbers(" \n ".join(part for part in prose if part))
    found += [f"the number {each} is not in the row" for each in sorted(told - numbers(row.text))]
    known = signed_numbers(row.text)
    for effect in record.effects:
        for size in (effect.size, effect.low, effect.high, effect.spread):
            if size is not None and _plain(f"{abs(size):f}", negative=size < 0) not in known:
                found.append(f"the effect “{effect.of}” has {size:g}, which is not in the row")
        if effect.level is not None and not _has_level(effect.level, row):
            found.append(f"the row gives “{effect.of}” no level of {effect.level:g} %")
    if record.reread is not row.was_reread:
        found.append(f"reread is {record.reread}, the row says: {row.status}")
    if record.grade.value != row.grade:
        found.append(f"grade is {record.grade.value}, the row says {row.grade}")
    return found


def _has_level(level: float, row: DossierRow) -> bool:
    """Whether a row gives intervals of a level; the dossier's head says that CI means 95 %."""
    return _plain(f"{level:f}") in numbers(row.text) or (level == CI and "CI" in row.text)


CI: Final = 95.0
NUMBER_WORDS: Final = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
}  # fmt: skip
_SAID: Final = re.compile(rf"\b({'|'.join(NUMBER_WORDS)})\b", re.IGNORECASE)
_NAMES: Final = re.compile(r"[A-Z]{2}-\d{2}|PMC\d+|\b1RM\b|VO2|\bRE\b")
_THOUSANDS: Final = re.compile(r"(?<=\d)[ \u202f\u00a0,](?=\d{3}(?!\d))")
_NUMBER: Final = re.compile(r"(?<![\d.])\d+(?:\.\d+)?|[⅓⅔½¼¾]")
_SIGN: Final = re.compile(r"(?:^|[^\d\s\w)%])\s*[\u2212-]$|(?:^|[\s(=:,;/→])[\u2212-]$")


def numbers(text: str) -> set[str]:
    """Return the sizes of all numbers of a text, however they are written, without signs."""
    return {size for size, _ in _numbers(text)}


def signed_numbers(text: str) -> set[str]:
    """Return the numbers of a text with their signs."""
    return {_plain(size, negative=negative) for size, negative in _numbers(text)}


def _numbers(text: str) -> list[tuple[str, bool]]:
    plain = DOI.sub(" ", text)
    plain = _NAMES.sub(" ", plain)
    plain = _SAID.sub(lambda found: NUMBER_WORDS[found[0].lower()], plain)
    plain = _THOUSANDS.sub("", plain)
    return [
        (_plain(found[0]), bool(_SIGN.search(plain[max(0, found.start() - 8) : found.start()])))
        for found in _NUMBER.finditer(plain)
    ]


def _plain(number: str, *, negative: bool = False) -> str:
    """Return a number without zeros that say nothing: 0.50 and 0.5 are one, and so are 0 and -0."""
    if not number[0].isdigit():
        return number
    whole, _, part = number.partition(".")
    part = part.rstrip("0")
    plain = f"{int(whole)}.{part}" if part else f"{int(whole)}"
    return f"-{plain}" if negative and plain != "0" else plain
