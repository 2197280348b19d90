"""One pass over the bytes: where every data message lies, by the definition that it follows."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ironstride.domain.problem import Problem, Severity
from ironstride.importers.fit.checksum import checksum
from ironstride.importers.fit.layout import Layout, definition_end, read_layout
from ironstride.importers.fit.profile import FIELD_DESCRIPTION, MESSAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MAGIC: Final = b".FIT"
SHORT_HEADER: Final = 12
"""Bytes of the oldest header; newer ones add a checksum of two bytes."""
CHECKSUM_BYTES: Final = 2
MAX_MESSAGES: Final = 1_500_000
"""Kept messages per part: four days of a watch that writes four a second; guards memory (house)."""
MAX_DEFINITIONS: Final = 20_000
"""Different definitions per part; real files have fewer than a hundred (house)."""
_STRETCH: Final = 1 << 20
"""Bytes between two looks at the number of messages."""
_COMPRESSED: Final = 0x80
_DEFINITION: Final = 0x40
_COMPRESSED_LOCALS: Final = 4
_PLAIN_HEADS: Final = tuple(slice(local, 0x40, 0x10) for local in range(16))
"""Header bytes of a local type; two bits of them mean nothing in a data message."""
_COMPRESSED_HEADS: Final = tuple(
    slice(_COMPRESSED | local << 5, (_COMPRESSED | local << 5) + 32) for local in range(4)
)
_REMEDY: Final = (
    "Copy the file from the watch again, or export the activity once more from its website."
)


@dataclass(slots=True, kw_only=True, eq=False)
class Group:
    """The messages that follow one definition, as byte offsets of their headers, in file order.

    Args:
        defined_at: byte offset of the (first such) definition message.
        clocked: offsets of messages whose header holds a compressed timestamp.
    """

    layout: Layout
    defined_at: int
    plain: list[int] = field(default_factory=list)
    clocked: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedPart:
    """One of the files that a FIT file chains: byte range and messages."""

    start: int
    end: int
    groups: tuple[Group, ...]
    problems: tuple[Problem, ...]
    next_start: int | None
    """Where a further part may start; None after the last."""


def fault(code: str, sentence: str, at: int) -> Problem:
    """Return a warning about a damaged place, which leaves what came before it."""
    return Problem(
        code=code,
        sentence=sentence,
        location=f"byte {at}",
        remedy=_REMEDY,
        severity=Severity.WARNING,
    )


def has_header(content: bytes, start: int) -> bool:
    """Whether a FIT header starts here."""
    return (
        len(content) - start >= SHORT_HEADER
        and content[start] >= SHORT_HEADER
        and content[start + 8 : start + SHORT_HEADER] == MAGIC
    )


def scan_part(content: bytes, start: int) -> ScannedPart:
    """Return the messages of the part whose header starts at ``start``, up to the first fault."""
    problems: list[Problem] = []
    header = content[start]
    body = start + header
    declared = int.from_bytes(content[start + 4 : start + 8], "little")
    end = body + declared
    unfinished = (
        not declared
        and body + CHECKSUM_BYTES < len(content)
        and not has_header(content, body + CHECKSUM_BYTES)
    )
    if unfinished:
        # A watch writes the length when it closes the file; without it, read what there is.
        end = len(content)
    if header >= SHORT_HEADER + CHECKSUM_BYTES:
        stated = int.from_bytes(content[start + 12 : start + 14], "little")
        if stated and stated != checksum(content[start : start + SHORT_HEADER]):
            sentence = "The checksum of the file's header is wrong."
            problems.append(fault("header-checksum", sentence, start))
    pass_ = _Pass(content, body, min(end, len(content)))
    damage = pass_.run()
    if unfinished:
        sentence = (
            "The device never finished this file: its header says that it is empty, though "
            f"{len(content) - body} bytes follow; what could be read of them was kept."
        )
        problems.append(fault("unfinished", sentence, start))
    elif damage is not None:
        problems.append(damage)
    elif end + CHECKSUM_BYTES > len(content):
        missing = end + CHECKSUM_BYTES - len(content)
        sentence = f"The file ends {missing} bytes early; everything before its end was kept."
        problems.append(fault("truncated", sentence, len(content)))
    elif checksum(content[start : end + CHECKSUM_BYTES]):
        sentence = "The checksum does not fit the contents; all of them were kept, read with care."
        problems.append(fault("checksum", sentence, end))
    following = end + CHECKSUM_BYTES
    return ScannedPart(
        start=start,
        end=min(end, len(content)),
        groups=tuple(pass_.groups.values()),
        problems=tuple(problems),
        next_start=following if following < len(content) else None,
    )


class _Pass:
    """The tight loop over message headers, with what it learns from definitions on the way."""

    def __init__(self, content: bytes, body: int, end: int) -> None:
        self.content = content
        self.position = body
        self.end = end
        self.groups: dict[tuple[bytes, int], Group] = {}
        # By header byte: bytes of such a message (0: none is defined), and where to note it.
        self.sizes = [0] * 256
        self.noters: list[Callable[[int], None]] = [_nowhere.append] * 256
        self.run_noters: list[Callable[[Iterable[int]], None]] = [_nowhere.extend] * 256
        self.descriptions: list[Group] = []

    def run(self) -> Problem | None:
        """Read to the end of the part and return the fault that stopped it earlier, if any."""
        content, end = self.content, self.end
        sizes, noters, run_noters = self.sizes, self.noters, self.run_noters
        position = self.position
        while position < end:
            if sum(len(g.plain) + len(g.clocked) for g in self.groups.values()) > MAX_MESSAGES:
                return self._stopped("too-many-messages", "holds too many messages", position)
            stop = min(end, position + _STRETCH)
            last = position
            head = 0
            while position < stop:
                head = content[position]
                size = sizes[head]
                last = position
                position += size
                if not size:
                    following = self._define(position)
                    if following is None:
                        return self._misread(position)
                    position = following
                elif position < stop and content[position] == head:
                    # A run of one message: nothing to look up until another header comes.
                    position += size
                    while position < stop and content[position] == head:
                        position += size
                    run_noters[head](range(last, position, size))
                    last = position - size
                else:
                    noters[head](last)
            if position > end:
                self._drop(head, last)
                return self._stopped("truncated", "breaks off within a message", last)
        return None

    def _define(self, position: int) -> int | None:
        """Take in the definition message here and return its end; None if there is none."""
        head = self.content[position]
        if head & _COMPRESSED or not head & _DEFINITION:
            return None
        following = definition_end(self.content, position, self.end)
        if following is None:
            return None
        raw = self.content[position:following]
        layout = read_layout(raw)
        # A developer field's meaning may change with a later description of the same number.
        era = sum(len(g.plain) for g in self.descriptions) if layout.developer else 0
        group = self.groups.get((raw, era))
        if group is None:
            if len(self.groups) >= MAX_DEFINITIONS:
                return None
            group = Group(layout=layout, defined_at=position)
            self.groups[raw, era] = group
            if layout.message == FIELD_DESCRIPTION:
                self.descriptions.append(group)
        noted = layout.message in MESSAGES or layout.clock is not None
        self._expect(group.plain if noted else _nowhere, layout, _PLAIN_HEADS[layout.local])
        if layout.local < _COMPRESSED_LOCALS:
            heads = _COMPRESSED_HEADS[layout.local]
            self._expect(group.clocked if noted else _nowhere, layout, heads)
        return following

    def _expect(self, where: list[int] | deque[int], layout: Layout, heads: slice) -> None:
        """Note messages with these header bytes from now on as the layout says."""
        places = range(*heads.indices(256))
        self.sizes[heads] = [layout.size] * len(places)
        self.noters[heads] = [where.append] * len(places)
        self.run_noters[heads] = [where.extend] * len(places)

    def _drop(self, head: int, position: int) -> None:
        """Take back the last message, which the end of the part cuts."""
        for group in self.groups.values():
            offsets = group.clocked if head & _COMPRESSED else group.plain
            if offsets and offsets[-1] == position:
                offsets.pop()

    def _misread(self, position: int) -> Problem:
        head = self.content[position]
        if len(self.groups) >= MAX_DEFINITIONS:
            return self._stopped("too-many-definitions", "defines too many messages", position)
        if head & _DEFINITION and not head & _COMPRESSED:
            return self._stopped("truncated", "breaks off within a definition", position)
        local = head >> 5 & 3 if head & _COMPRESSED else head & 0x0F
        return self._stopped("corrupt", f"uses message {local} without defining it", position)

    def _stopped(self, code: str, what: str, position: int) -> Problem:
        sentence = f"The file {what} at byte {position}; everything before that was kept."
        return fault(code, sentence, position)


_nowhere: Final = deque[int](maxlen=0)
