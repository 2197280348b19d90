"""FIT bytes as columns: every part of a chained file, every kept message type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ironstride.domain.problem import Problem, Severity
from ironstride.importers.fit.profile import FIELD_DESCRIPTION, MESSAGES, RECORD
from ironstride.importers.fit.scan import fault, has_header, scan_part
from ironstride.importers.fit.table import (
    DeveloperField,
    Table,
    build_clock,
    build_table,
    empty_table,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from ironstride.importers.fit.scan import Group, ScannedPart

MAX_PARTS: Final = 500
"""Chained files in one; watches chain up to five (house)."""
MAX_DESCRIPTIONS: Final = 20_000
"""Field descriptions per part (house)."""
_SPEED_BITS: Final = 0xFFF
_ACCUMULATED: Final = 4096.0
"""Compressed distances count to 4095 sixteenths of a metre and start again."""
_COMPRESSED_BYTES: Final = 3
_NOTHING: Final = 0xFF


@dataclass(frozen=True, slots=True, kw_only=True)
class FitPart:
    """One of the files that a FIT file chains; most have a single one."""

    start: int
    end: int
    tables: Mapping[str, Table]

    def table(self, name: str) -> Table:
        """Return the messages of one type, an empty table if there are none."""
        return self.tables.get(name) or empty_table(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class FitFile:
    """What could be read, and what stood in the way; no parts where it is no FIT file."""

    parts: tuple[FitPart, ...]
    problems: tuple[Problem, ...]

    def count(self, name: str) -> int:
        """Return the number of messages of one type in all parts."""
        return sum(part.table(name).count for part in self.parts)


def decode(content: bytes) -> FitFile:
    """Return the columns of all messages up to the first damage of each part; never raises."""
    if not has_header(content, 0):
        return FitFile(parts=(), problems=(_no_fit(content),))
    with np.errstate(all="ignore"):  # a hostile file may hold infinities and signalling NaN
        return _read_parts(content)


def _read_parts(content: bytes) -> FitFile:
    """Return the chained parts, of which the first has a header."""
    parts: list[FitPart] = []
    problems: list[Problem] = []
    start: int | None = 0
    while start is not None:
        if len(parts) == MAX_PARTS:
            sentence = (
                f"The file chains more than {MAX_PARTS} files; the first {MAX_PARTS} were kept."
            )
            problems.append(fault("too-many-parts", sentence, start))
            break
        if not has_header(content, start):
            sentence = (
                f"After {start} bytes something follows that is not FIT; what came before was kept."
            )
            problems.append(fault("trailing-bytes", sentence, start))
            break
        scanned = scan_part(content, start)
        problems.extend(scanned.problems)
        part, misfits = _read_part(content, scanned)
        problems.extend(misfits)
        parts.append(part)
        start = scanned.next_start
    return FitFile(parts=tuple(parts), problems=tuple(problems))


def _no_fit(content: bytes) -> Problem:
    sentence = (
        "The file is empty (0 bytes)."
        if not content
        else "The file is not FIT: its first bytes are not the header that every FIT file has."
    )
    remedy = "Copy the file from the watch again; a FIT file has .FIT in its ninth to twelfth byte."
    return Problem(
        code="empty-file" if not content else "not-a-fit-file",
        sentence=sentence,
        location="byte 0",
        remedy=remedy,
        severity=Severity.ERROR,
    )


def _read_part(content: bytes, scanned: ScannedPart) -> tuple[FitPart, list[Problem]]:
    """Return the tables of one part, and warnings about fields that could not be read."""
    by_message: dict[int, list[Group]] = {}
    for group in scanned.groups:
        if group.layout.message in MESSAGES:
            by_message.setdefault(group.layout.message, []).append(group)
    clock = build_clock(content, scanned.groups)
    descriptions = by_message.pop(FIELD_DESCRIPTION, [])
    tables: dict[str, Table] = {}
    described: dict[tuple[int, int], list[DeveloperField]] = {}
    if descriptions:
        table = build_table(content, FIELD_DESCRIPTION, descriptions, {}, clock)
        tables[table.name] = table
        described = _described(table)
    for message, groups in by_message.items():
        table = build_table(content, message, groups, described, clock)
        if message == RECORD and "compressed_speed_distance" in table.series:
            table = _expand(content, table, groups)
        if table.count:
            tables[table.name] = table
    misfits = {
        f"{MESSAGES[message].name}.{name}": group.defined_at
        for message, groups in by_message.items()
        for group in groups
        for name in group.layout.misfits
    }
    problems = [
        fault("field-misfit", f"The size of the field {name} does not suit its type.", at)
        for name, at in misfits.items()
    ]
    return FitPart(start=scanned.start, end=scanned.end, tables=tables), problems


def _described(table: Table) -> dict[tuple[int, int], list[DeveloperField]]:
    """Return the descriptions of developer fields by developer and number, in file order."""
    found: dict[tuple[int, int], list[DeveloperField]] = {}
    for row in range(min(table.count, MAX_DESCRIPTIONS)):
        developer = table.number("developer_data_index", row)
        number = table.number("field_definition_number", row)
        base = table.number("fit_base_type_id", row)
        if developer is None or number is None or base is None:
            continue
        native = table.number("native_field_num", row)
        found.setdefault((int(developer), int(number)), []).append(
            DeveloperField(
                developer=int(developer),
                number=int(number),
                name=table.text("field_name", row) or f"field {int(developer)}.{int(number)}",
                unit=table.text("units", row) or "",
                base=int(base),
                scale=table.number("scale", row) or 1.0,
                offset=table.number("offset", row) or 0.0,
                native_field=None if native is None else int(native),
                described_at=int(table.positions[row]),
            )
        )
    return found


def _expand(content: bytes, table: Table, groups: list[Group]) -> Table:
    """Return the records with speed and distance unpacked from their compressed form.

    Twelve bits of speed in 1/100 m/s, twelve of distance in 1/16 m that roll over. Whole speed
    and distance win where a record has both.
    """
    packed = np.full((table.count, _COMPRESSED_BYTES), _NOTHING, np.int64)
    octets = np.frombuffer(content, np.uint8)
    for group in groups:
        for slot in group.layout.slots:
            if slot.field.series and slot.size == _COMPRESSED_BYTES:
                at = np.array([*group.plain, *group.clocked], np.int64)
                rows = np.searchsorted(table.positions, at)
                for byte in range(_COMPRESSED_BYTES):
                    packed[rows, byte] = octets[at + slot.offset + byte]
    given = (packed != _NOTHING).any(axis=1)
    word = packed[:, 0] | packed[:, 1] << 8 | packed[:, 2] << 16
    speed = np.where(given, (word & _SPEED_BITS) / 100.0, np.nan)
    counted = (word[given] >> 12).astype(np.float64)
    distance = np.full(table.count, np.nan)
    distance[given] = np.cumsum(np.mod(np.diff(counted, prepend=0.0), _ACCUMULATED)) / 16.0
    columns = dict(table.columns)
    for name, values in (("speed", speed), ("distance", distance)):
        columns[name] = _preferring(columns.get(name), values)
    return Table(
        name=table.name,
        count=table.count,
        positions=table.positions,
        columns=columns,
        texts=table.texts,
        series={},
        developer=table.developer,
    )


def _preferring(
    first: NDArray[np.float64] | None, second: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the first column, filled from the second where it has nothing."""
    return second if first is None else np.where(np.isnan(first), second, first)
