"""What is new in a folder, and whether it is whole yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Look = dict[str, tuple[int, int]]
"""Size in bytes and time of change in nanoseconds, by path."""


def look(folder: Path) -> Look:
    """Return the files of a folder and its folders, hidden ones left out."""
    found: Look = {}
    try:
        paths = sorted(folder.rglob("*"))
    except OSError:
        return found  # the folder, or one in it, went away meanwhile
    for path in paths:
        if any(part.startswith(".") for part in path.relative_to(folder).parts):
            continue
        try:
            if path.is_file():
                state = path.stat()
                found[str(path)] = (state.st_size, state.st_mtime_ns)
        except OSError:
            continue  # it went away between the two questions
    return found


def ready(
    before: Mapping[str, tuple[int, int]], now: Mapping[str, tuple[int, int]], done: frozenset[str]
) -> list[str]:
    """Return the files that stayed the same between two looks and were not taken before.

    Args:
        done: ``path@(size, time)`` of what was taken.
    """
    return [
        path
        for path, state in now.items()
        if before.get(path) == state and _mark(path, state) not in done
    ]


class Seen(StrEnum):
    """What became of the folder itself since the look before."""

    SAME = "same"
    GONE = "gone"
    BACK = "back"


@dataclass(slots=True)
class Watcher:
    """What was seen of a folder and taken from it, from one look to the next.

    A folder that vanishes (a watch unplugged, a drive not mounted) is waited for. What was deleted
    is forgotten; what was taken stays taken.
    """

    folder: Path
    before: Look = field(default_factory=dict)
    done: frozenset[str] = frozenset()
    is_there: bool = True

    def look(self) -> tuple[list[str], Seen]:
        """Return the files that rest since the look before and were not taken, and the folder."""
        was_there, self.is_there = self.is_there, self.folder.is_dir()
        now = look(self.folder) if self.is_there else {}
        resting = ready(self.before, now, self.done)
        self.before = now
        self.done &= {_mark(path, state) for path, state in now.items()}
        if was_there == self.is_there:
            return resting, Seen.SAME
        return resting, Seen.BACK if self.is_there else Seen.GONE

    def took(self, paths: list[str]) -> None:
        """Ensure that files are not given again while they stay as they are."""
        self.done |= {_mark(path, self.before[path]) for path in paths if path in self.before}


def _mark(path: str, state: tuple[int, int]) -> str:
    return f"{path}@{state}"
