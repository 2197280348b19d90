"""What a file is, from its first bytes; its name is never asked."""

from __future__ import annotations

import re
from typing import Final

from ironstride.importers import csv_rows
from ironstride.importers.xml_events import trimmed

_ELEMENT: Final = rb"<(?:[\w.\-]+:)?%s[\s>/]"
_KINDS: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"%PDF", "a PDF document"),
    (b"Rar!", "a RAR archive; unpack it and import the folder"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it and import the folder"),
    (b"BZh", "a bzip2 archive; unpack it and import the folder"),
    (b"\xfd7zXZ\x00", "an xz archive; unpack it and import the folder"),
    (b"SQLite format 3", "a database"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
)


def is_zip(head: bytes) -> bool:
    """Whether the bytes start a zip archive."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_gzip(head: bytes) -> bool:
    """Whether the bytes start a gzip stream."""
    return head.startswith(b"\x1f\x8b")


def is_fit(head: bytes) -> bool:
    """Whether the bytes start a FIT file: its header has ``.FIT`` at byte 8."""
    return head[8:12] == b".FIT"


def has_element(head: bytes, name: bytes) -> bool:
    """Whether the bytes start an XML document that opens an element of this local name."""
    start = trimmed(head)
    return start.startswith(b"<") and re.search(_ELEMENT % name, start) is not None


def has_columns(head: bytes, *names: str) -> bool:
    """Whether the bytes start a table that has all these columns."""
    return set(names) <= set(csv_rows.header(head))


def describe(head: bytes) -> str:
    """Return in words what a file is that no reader takes."""
    if not head.strip(b"\x00"):
        return "zero bytes only, a recording that was never finished"
    for magic, words in _KINDS:
        if head.startswith(magic):
            return words
    start = trimmed(head)
    if start[:1] in {b"{", b"["}:
        return "a JSON document"
    if start.startswith(b"<"):
        return "an XML document of another kind"
    if b"\x00" in start[:1024]:
        return "of no known format"
    return "a table or text of another kind"
