"""What in the package cites a row of evidence, found in the texts that it is made of."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from ironstride.catalogue.evidence_file import ID_PATTERN
from ironstride.catalogue.installed import evidence_ids

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

_NUMBER: Final = re.compile(r"-([0-9]{2})\b(?:(?: to |\u2026|\.\.\.)([A-Z]{2})-([0-9]{2})\b)?")
"""The part of an id, or of a range of ids, from its dash: what begins with a letter of its own is
found many times faster than what may begin with any capital."""
_NAME: Final = re.compile(r"^name = ['\"](.*)['\"]$", re.MULTILINE)
_TABLE: Final = re.compile(r"^\[([A-Za-z0-9_.-]+)\]$", re.MULTILINE)
LETTERS: Final = 2
"""Of an id, before its dash."""
_SOURCES: Final = (".py", ".html", ".js")
OWN: Final = frozenset({"data/evidence", "domain/evidence.py", "catalogue/evidence_file.py"})
"""Rows name each other, and their readers an id to show its form: nothing rests on that."""


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Citing:
    """One thing of the package that cites a row.

    Args:
        kind: the folder of its file below ``data`` (``exercises``), the stem of a file that holds
            many (``protocols``), or ``source`` for the program itself.
        id: the file's stem, the table in it, or the path of the source below the package.
        name: as people read it; the id where it has none.
    """

    kind: str
    id: str
    name: str


@cache
def citing() -> dict[str, tuple[Citing, ...]]:
    """Return by id of a row all that cites it, sorted; read once, for the pages that ask.

    Texts are searched, not models loaded: whatever is added to the data or the program counts.
    """
    found: dict[str, set[Citing]] = defaultdict(set)
    root = files("ironstride")
    for path, file in _below(root, ""):
        if path.startswith("data/") and path.endswith(".toml"):
            for each, text in _parts(path, file.read_text(encoding="utf-8")):
                for name in ids_in(text):
                    found[name].add(each)
        elif path.endswith(_SOURCES):
            each = Citing(kind="source", id=path, name=path)
            for name in ids_in(file.read_text(encoding="utf-8")):
                found[name].add(each)
    return {name: tuple(sorted(all_)) for name, all_ in found.items()}


def ids_in(text: str) -> set[str]:
    """Return the ids that a text names, and the rows between two with "to" between them."""
    found = set[str]()
    for at in _NUMBER.finditer(text):
        name = text[max(0, at.start() - 2) : at.end(1)]
        before = text[at.start() - 3 : at.start() - 2] if at.start() > LETTERS else " "
        if ID_PATTERN.fullmatch(name) is None or before.isalnum() or before == "_":
            continue
        found.add(name)
        if at[2] is not None:
            found.add(f"{at[2]}-{at[3]}")
        if at[2] == name[:LETTERS]:
            between = range(int(at[1]) + 1, int(at[3]))
            found |= {f"{at[2]}-{number:02}" for number in between} & evidence_ids()
    return found


def _below(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    """Yield every file with its path below the package, evidence itself left out."""
    for entry in folder.iterdir():
        inner = f"{path}/{entry.name}".lstrip("/")
        if inner in OWN:
            continue
        if entry.is_dir():
            yield from _below(entry, inner)
        else:
            yield inner, entry


def _parts(path: str, text: str) -> Iterator[tuple[Citing, str]]:
    """Yield the things that a file of the data holds: itself in a folder, else its tables."""
    _, *folders, name = path.removesuffix(".toml").split("/")
    if folders:
        said = _NAME.search(text)
        yield Citing(kind=folders[0], id=name, name=said[1] if said else name), text
        return
    heads = [*_TABLE.finditer(text)]
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        part = text[head.end() : following.start() if following else len(text)]
        said = _NAME.search(part)
        yield Citing(kind=name, id=head[1], name=said[1] if said else head[1]), part
    if not heads:
        yield Citing(kind=name, id=name, name=name), text
