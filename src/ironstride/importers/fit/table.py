"""Messages of one type as columns: gathered, scaled, with NaN where the device said nothing."""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from ironstride.importers.fit.layout import BASE_TYPES, STRING, UINT32, BaseType
from ironstride.importers.fit.profile import MESSAGES, RECORD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from ironstride.importers.fit.layout import DeveloperSlot, Layout, Slot
    from ironstride.importers.fit.scan import Group

    Column = NDArray[np.float64]
    Described = Mapping[tuple[int, int], Sequence["DeveloperField"]]

FEW: Final = 8
"""Messages of one group that are read one by one: summaries, laps, events (measured)."""
MAX_CELLS: Final = 16_000_000
"""Numbers in one table. A hostile file could ask for a column of all its messages by one byte."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeveloperField:
    """What a field description says of a Connect IQ or accessory field."""

    developer: int
    number: int
    name: str
    unit: str
    base: int
    scale: float
    offset: float
    native_field: int | None
    described_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeveloperColumn:
    """One developer field of every record; shape (n,), NaN where it was not given."""

    field: DeveloperField
    values: Column


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """All messages of one type in one part, in file order.

    Args:
        positions: byte offsets of the messages, int64, shape (n,).
        columns: scaled float64 columns by field name, shape (n,), NaN where nothing was given.
            Times are seconds since the FIT epoch; positions on earth are semicircles.
        texts: text columns by field name.
        series: all numbers of an array field one after the other, without the empty places.
    """

    name: str
    count: int
    positions: NDArray[np.int64]
    columns: Mapping[str, Column]
    texts: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict)
    series: Mapping[str, Column] = field(default_factory=dict)
    developer: tuple[DeveloperColumn, ...] = ()

    def column(self, name: str) -> Column:
        """Return the column, or one of NaN if no message has the field."""
        found = self.columns.get(name)
        return np.full(self.count, np.nan) if found is None else found

    def number(self, name: str, row: int) -> float | None:
        """Return one value, None where nothing was given."""
        found = self.columns.get(name)
        value = np.nan if found is None else float(found[row])
        return value if math.isfinite(value) else None

    def text(self, name: str, row: int) -> str | None:
        """Return one text, None where nothing was given."""
        found = self.texts.get(name)
        return None if found is None else found[row]


def empty_table(name: str) -> Table:
    """Return a table without messages."""
    return Table(name=name, count=0, positions=np.empty(0, np.int64), columns={})


def build_table(
    content: bytes,
    message: int,
    groups: Sequence[Group],
    described: Described,
    clock: Clock | None,
) -> Table:
    """Return the table of one message type from the groups of messages that belong to it."""
    name = MESSAGES[message].name
    pieces = [
        piece for group in groups for piece in _pieces(content, group) if len(piece.positions)
    ]
    if not pieces:
        return empty_table(name)
    gathering = _Gathering(pieces)
    for piece, span in gathering.spans():
        for slot in piece.layout.slots:
            gathering.take(piece, slot, span)
        if message == RECORD:
            for developer in piece.layout.developer:
                gathering.take_developer(piece, developer, described, span)
        if piece.clocked and clock is not None:
            if "timestamp" not in gathering.columns:
                gathering.columns["timestamp"] = gathering.blank()
            gathering.columns["timestamp"][span] = clock.at(piece.positions)
    return gathering.table(name)


def values_of(
    rows: NDArray[np.uint8], offset: int, size: int, order: str, kind: BaseType
) -> Column:
    """Return the raw numbers of one field, shape (messages, values), NaN where invalid."""
    shape = (len(rows), size // kind.size)
    raw: NDArray[np.generic] = np.ndarray(
        shape, order + kind.code, rows.data, offset, (rows.shape[1], kind.size)
    )
    values = raw.astype(np.float64)
    if kind.invalid is not None:
        values[raw == kind.invalid] = np.nan
    return values


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """The messages of one group as rows of bytes."""

    layout: Layout
    defined_at: int
    positions: NDArray[np.int64]
    rows: NDArray[np.uint8]
    clocked: bool
    few: Mapping[str, Column]


def _pieces(content: bytes, group: Group) -> list[_Piece]:
    return [
        _Piece(
            layout=group.layout,
            defined_at=group.defined_at,
            positions=(positions := np.array(offsets, np.int64)),
            rows=gather(content, positions, group.layout.size),
            clocked=clocked,
            few=_few_values(content, offsets, group.layout) if len(offsets) <= FEW else {},
        )
        for offsets, clocked in ((group.plain, False), (group.clocked, True))
        if offsets
    ]


def _few_values(content: bytes, offsets: Sequence[int], layout: Layout) -> dict[str, Column]:
    """Return what ``_first_values`` would, for messages too few to be worth numpy's overhead."""
    raws = [layout.numbers.unpack_from(content, at) for at in offsets]
    found: dict[str, Column] = {}
    for column, slot in enumerate(layout.numeric):
        scale, offset = slot.field.scale, slot.field.offset
        invalid = None if slot.kind is None else slot.kind.invalid
        found[slot.field.name] = np.array(
            [np.nan if raw[column] == invalid else raw[column] / scale - offset for raw in raws]
        )
    return found


def gather(content: bytes, positions: NDArray[np.int64], size: int) -> NDArray[np.uint8]:
    """Return the bytes of messages of one size, shape (messages, size)."""
    # A view of the windows at every byte; only those asked for are copied.
    windows = np.ndarray((len(content) - size + 1, size), np.uint8, content, 0, (1, 1))
    return windows[positions]


class _Gathering:
    """Columns under way: pieces one after the other, put into file order at the end."""

    def __init__(self, pieces: Sequence[_Piece]) -> None:
        self.pieces = pieces
        self.count = sum(len(piece.positions) for piece in pieces)
        self.columns: dict[str, Column] = {}
        self.texts: dict[str, list[str | None]] = {}
        self.series: dict[str, list[tuple[NDArray[np.int64], Column]]] = {}
        self.developer: dict[tuple[int, int, str], tuple[DeveloperField, Column]] = {}
        self.cells = 0

    def spans(self) -> list[tuple[_Piece, slice]]:
        """Return each piece with the rows that it fills."""
        spans: list[tuple[_Piece, slice]] = []
        start = 0
        for piece in self.pieces:
            spans.append((piece, slice(start, start + len(piece.positions))))
            start += len(piece.positions)
        return spans

    def blank(self) -> Column:
        """Return a column of nothing."""
        self.cells += self.count
        return np.full(self.count, np.nan)

    def take(self, piece: _Piece, slot: Slot, span: slice) -> None:
        """Read one field of one piece into its column."""
        name = slot.field.name
        if slot.kind is None:
            texts = self.texts.setdefault(name, [None] * self.count)
            texts[span] = _texts(piece.rows, slot)
            return
        if slot.field.series:
            values = values_of(piece.rows, slot.offset, slot.size, piece.layout.order, slot.kind)
            values /= slot.field.scale
            self.series.setdefault(name, []).append((piece.positions, values))
            return
        values = piece.few[name] if piece.few else _first_values(piece.rows, slot)
        if len(self.pieces) == 1:
            self.columns[name] = values
            return
        if name not in self.columns:
            if self.cells + self.count > MAX_CELLS:
                return
            self.columns[name] = self.blank()
        self.columns[name][span] = values

    def take_developer(
        self,
        piece: _Piece,
        slot: DeveloperSlot,
        described: Described,
        span: slice,
    ) -> None:
        """Read one developer field of one piece into its column, if it holds numbers."""
        meaning = _description(slot, described, piece.defined_at)
        kind = None if meaning is None else BASE_TYPES.get(meaning.base)
        if meaning is None or kind is None or meaning.base == STRING or slot.size % kind.size:
            return
        key = (slot.developer, slot.number, meaning.name)
        if key not in self.developer:
            if self.cells + self.count > MAX_CELLS:
                return
            self.developer[key] = (meaning, self.blank())
        values = values_of(piece.rows, slot.offset, kind.size, piece.layout.order, kind)[:, 0]
        if meaning.scale != 1.0 or meaning.offset:
            values = values / meaning.scale - meaning.offset
        self.developer[key][1][span] = values

    def table(self, name: str) -> Table:
        """Return what was read, in file order."""
        positions = np.concatenate([piece.positions for piece in self.pieces])
        series = {key: _joined(parts) for key, parts in self.series.items()}
        columns, texts, developer = self.columns, self.texts, list(self.developer.values())
        if len(self.pieces) > 1:
            order = np.argsort(positions, kind="stable")
            positions = positions[order]
            columns = {key: values[order] for key, values in columns.items()}
            texts = {key: [lines[row] for row in order] for key, lines in texts.items()}
            developer = [(meaning, values[order]) for meaning, values in developer]
        return Table(
            name=name,
            count=self.count,
            positions=positions,
            columns=columns,
            texts={key: tuple(lines) for key, lines in texts.items()},
            series=series,
            developer=tuple(
                DeveloperColumn(field=meaning, values=values) for meaning, values in developer
            ),
        )


def _first_values(rows: NDArray[np.uint8], slot: Slot) -> Column:
    """Return the scaled field, its first value where it is an array; NaN where invalid."""
    raw: NDArray[np.generic] = np.ndarray(
        (len(rows),), slot.dtype, rows.data, slot.offset, (rows.shape[1],)
    )
    wanted = slot.field
    values: Column = raw.astype(np.float64)
    kind = slot.kind
    missing = None if kind is None or kind.invalid is None else raw == kind.invalid
    if wanted.scale != 1.0:
        values /= wanted.scale
    if wanted.offset:
        values -= wanted.offset
    if missing is not None:
        np.putmask(values, missing, np.nan)
    return values


def _texts(rows: NDArray[np.uint8], slot: Slot) -> list[str | None]:
    """Return texts up to their first zero byte; undecodable bytes are replaced."""
    stop = slot.offset + slot.size
    return [
        row[slot.offset : stop].tobytes().split(b"\0", 1)[0].decode("utf-8", "replace") or None
        for row in rows
    ]


def _joined(parts: Sequence[tuple[NDArray[np.int64], Column]]) -> Column:
    """Return all numbers of an array field in file order, without the empty places."""
    flat = np.concatenate([values.ravel() for _, values in parts])
    if len(parts) > 1:
        at = np.concatenate([np.repeat(where, values.shape[1]) for where, values in parts])
        flat = flat[np.argsort(at, kind="stable")]
    given: Column = flat[~np.isnan(flat)]
    return given


def _description(
    slot: DeveloperSlot, described: Described, defined_at: int
) -> DeveloperField | None:
    """Return what the field means: its last description before the definition, else the first."""
    same = described.get((slot.developer, slot.number))
    if not same:
        return None
    before = bisect_left(same, defined_at, key=lambda meaning: meaning.described_at)
    return same[max(before - 1, 0)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Full times of the messages whose headers hold only the five low bits."""

    positions: NDArray[np.int64]
    times: Column

    def at(self, positions: NDArray[np.int64]) -> Column:
        """Return the times of messages at these byte offsets."""
        return self.times[np.searchsorted(self.positions, positions)]


def build_clock(content: bytes, groups: Sequence[Group]) -> Clock | None:
    """Return the times of all compressed-timestamp messages; None if the part has none.

    Each such message is at most 31 s after the message before it that carries a time, be that
    time compressed or whole.
    """
    clocked = [np.array(group.clocked, np.int64) for group in groups if group.clocked]
    if not clocked:
        return None
    compressed = np.sort(np.concatenate(clocked))
    octets = np.frombuffer(content, np.uint8)
    at = [compressed]
    low = [(octets[compressed] & 0x1F).astype(np.float64)]
    whole = [np.zeros(len(compressed), np.bool_)]
    for group in groups:
        if group.layout.clock is None or not group.plain:
            continue
        positions = np.array(group.plain, np.int64)
        rows = gather(content, positions, group.layout.size)
        kind = BASE_TYPES[UINT32]
        times = values_of(rows, group.layout.clock, kind.size, group.layout.order, kind)[:, 0]
        known = ~np.isnan(times)
        at.append(positions[known])
        low.append(times[known])
        whole.append(np.ones(int(known.sum()), np.bool_))
    positions = np.concatenate(at)
    order = np.argsort(positions, kind="stable")
    positions = positions[order]
    stated = np.concatenate(low)[order]
    is_whole = np.concatenate(whole)[order]
    # Steps between neighbours modulo 32, summed from the last whole time on.
    bits = np.mod(stated, 32.0)
    steps = np.mod(np.diff(bits, prepend=0.0), 32.0)
    steps[is_whole] = 0.0
    summed = np.cumsum(steps)
    rank = np.maximum.accumulate(np.where(is_whole, np.arange(len(positions)), -1))
    anchor = np.where(rank >= 0, stated[rank], 0.0)
    before = np.where(rank >= 0, summed[rank], 0.0)
    return Clock(positions=positions, times=anchor + summed - before)
