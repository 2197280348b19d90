"""What is new in a folder, and whether it is whole yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Look = dict[str, tuple[int, int]]
"""Size in bytes and time of change in nanoseconds, by path."""


def look(folder: Path) -> Look:
    """Return the files of a folder and its folders, hidden ones left out."""
    found: Look = {}
    for path in sorted(folder.rglob("*")):
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
        if before.get(path) == state and f"{path}@{state}" not in done
    ]
