"""Definition messages: where in a data message the kept fields lie, and how to read them."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from ironstride.importers.fit.profile import MESSAGES, TIMESTAMP, Field

if TYPE_CHECKING:
    from collections.abc import Mapping

STRING: Final = 0x07
BYTE: Final = 0x0D
UINT32: Final = 0x86
DEVELOPER_FLAG: Final = 0x20
_FIXED_BYTES: Final = 6
"""Header, reserved byte, byte order, message number (two), number of fields."""
_FIELD_BYTES: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseType:
    """A FIT base type: numpy and struct code, bytes, and the raw value for "nothing"."""

    code: str
    packed: str
    size: int
    invalid: int | None


BASE_TYPES: Final[Mapping[int, BaseType]] = {
    0x00: BaseType(code="u1", packed="B", size=1, invalid=0xFF),
    0x01: BaseType(code="i1", packed="b", size=1, invalid=0x7F),
    0x02: BaseType(code="u1", packed="B", size=1, invalid=0xFF),
    0x0A: BaseType(code="u1", packed="B", size=1, invalid=0),
    BYTE: BaseType(code="u1", packed="B", size=1, invalid=0xFF),
    0x83: BaseType(code="i2", packed="h", size=2, invalid=0x7FFF),
    0x84: BaseType(code="u2", packed="H", size=2, invalid=0xFFFF),
    0x8B: BaseType(code="u2", packed="H", size=2, invalid=0),
    0x85: BaseType(code="i4", packed="i", size=4, invalid=0x7FFF_FFFF),
    UINT32: BaseType(code="u4", packed="I", size=4, invalid=0xFFFF_FFFF),
    0x8C: BaseType(code="u4", packed="I", size=4, invalid=0),
    0x88: BaseType(code="f4", packed="f", size=4, invalid=None),
    0x89: BaseType(code="f8", packed="d", size=8, invalid=None),
    0x8E: BaseType(code="i8", packed="q", size=8, invalid=0x7FFF_FFFF_FFFF_FFFF),
    0x8F: BaseType(code="u8", packed="Q", size=8, invalid=0xFFFF_FFFF_FFFF_FFFF),
    0x90: BaseType(code="u8", packed="Q", size=8, invalid=0),
}
"""Base types that hold numbers, by their number in a definition; text is apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Where one kept field lies in its message.

    Args:
        offset: bytes from the message's header byte.
        size: bytes; several values of the base type make an array.
        kind: None for text.
    """

    field: Field
    offset: int
    size: int
    kind: BaseType | None
    dtype: np.dtype[np.generic] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeveloperSlot:
    """Where one developer field lies; its type is in a field description elsewhere."""

    developer: int
    number: int
    offset: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What one definition message says of the data messages that follow it.

    Args:
        message: global message number.
        size: bytes of a data message, its header byte included.
        order: numpy byte order, ``<`` or ``>``.
        numeric: the slots of single numbers; ``numbers`` unpacks them from one message.
        clock: offset of the full timestamp; None without one.
        misfits: kept fields whose size does not suit their type, and which are left out.
    """

    message: int
    local: int
    size: int
    order: str
    slots: tuple[Slot, ...]
    numeric: tuple[Slot, ...]
    numbers: struct.Struct
    developer: tuple[DeveloperSlot, ...]
    clock: int | None
    misfits: tuple[str, ...]


def definition_end(content: bytes, start: int, stop: int) -> int | None:
    """Return where the definition message at ``start`` ends; None if it is cut off at ``stop``."""
    if start + _FIXED_BYTES > stop:
        return None
    end = start + _FIXED_BYTES + _FIELD_BYTES * content[start + 5]
    if content[start] & DEVELOPER_FLAG:
        if end >= stop:
            return None
        end += 1 + _FIELD_BYTES * content[end]
    return end if end <= stop else None


@lru_cache(maxsize=1024)
def read_layout(definition: bytes) -> Layout:
    """Return the layout that a whole definition message describes.

    The files of one watch repeat a few definitions, hence the cache.
    """
    order = ">" if definition[2] else "<"
    message = int.from_bytes(definition[3:5], "big" if definition[2] else "little")
    native_end = _FIXED_BYTES + _FIELD_BYTES * definition[5]
    wanted = MESSAGES[message].fields if message in MESSAGES else {}
    slots: list[Slot] = []
    misfits: list[str] = []
    clock: int | None = None
    offset = 1
    for at in range(_FIXED_BYTES, native_end, _FIELD_BYTES):
        number, size, base = definition[at], definition[at + 1], definition[at + 2]
        if number == TIMESTAMP and base == UINT32 and size == BASE_TYPES[base].size:
            clock = offset
        if number in wanted:
            slot = _slot(wanted[number], offset, size, base, order)
            if slot is None:
                misfits.append(wanted[number].name)
            else:
                slots.append(slot)
        offset += size
    developer: list[DeveloperSlot] = []
    for at in range(native_end + 1, len(definition), _FIELD_BYTES):
        number, size, index = definition[at], definition[at + 1], definition[at + 2]
        if size:
            developer.append(
                DeveloperSlot(developer=index, number=number, offset=offset, size=size)
            )
        offset += size
    numeric = tuple(slot for slot in slots if slot.kind is not None and not slot.field.series)
    return Layout(
        message=message,
        local=definition[0] & 0x0F,
        size=offset,
        order=order,
        slots=tuple(slots),
        numeric=numeric,
        numbers=_unpacker(order, numeric),
        developer=tuple(developer),
        clock=clock,
        misfits=tuple(misfits),
    )


def _unpacker(order: str, numeric: tuple[Slot, ...]) -> struct.Struct:
    """Return what unpacks the first value of each slot from a message, header byte included."""
    codes: list[str] = []
    at = 0
    for slot in numeric:
        if slot.kind is not None:
            codes.append(f"{slot.offset - at}x{slot.kind.packed}")
            at = slot.offset + slot.kind.size
    return struct.Struct(order + "".join(codes))


def _slot(field: Field, offset: int, size: int, base: int, order: str) -> Slot | None:
    """Return where a kept field lies; None if its type or size cannot hold it."""
    if field.text:
        suits = base == STRING and size > 0
        return Slot(field=field, offset=offset, size=size, kind=None, dtype=None) if suits else None
    kind = BASE_TYPES.get(base)
    if kind is None or size == 0 or size % kind.size:
        return None
    if base == BYTE and size > 1 and not field.series:
        return None  # a byte array is one opaque value, not a list of numbers
    return Slot(field=field, offset=offset, size=size, kind=kind, dtype=np.dtype(order + kind.code))
