"""The checked catalogue kept beside the bytecode, so that a start need not read 300 files again.

It is to the exercises' files what a ``.pyc`` is to a module: made when it is missing, left when no
file has changed, and lost without harm. Where Python may not write bytecode, nothing is written.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import sys
from importlib.util import cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ironstride import domain
from ironstride.domain.exercise import Catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable

_PROTOCOL: Final = 5


def stamp(folder: Path) -> str:
    """Return a name for the state of all files that the catalogue is made of.

    That is the exercises with their vocabulary, the ids of evidence, and the code that reads and
    checks them; a file counts by name, size and time of its last change.

    Args:
        folder: the folder of the package's own files.
    """
    seen = hashlib.blake2b(sys.version.encode(), digest_size=16)
    for path in (folder, folder / "exercises", Path(__file__).parent, Path(domain.__path__[0])):
        for line in _states(path):
            seen.update(line.encode())
    with os.scandir(folder / "evidence") as entries:
        seen.update("\n".join(sorted(entry.name for entry in entries)).encode())
    return seen.hexdigest()


def _states(folder: Path) -> Iterable[str]:
    """Yield name, size and time of the last change of the files in a folder, sorted by name."""
    with os.scandir(folder) as entries:
        found = sorted((entry.name, entry.stat()) for entry in entries if entry.is_file())
    for name, state in found:
        yield f"{name} {state.st_size} {state.st_mtime_ns}\n"


def kept(folder: Path, state: str) -> Catalogue | None:
    """Return the catalogue that was kept for a state; None where there is none or it is broken."""
    path = place(folder)
    if path is None:
        return None
    try:
        found = pickle.loads(path.read_bytes())  # noqa: S301  see `place`
    except (OSError, EOFError, ValueError, AttributeError, ImportError, pickle.UnpicklingError):
        return None
    match found:
        case (str(of), Catalogue() as catalogue) if of == state:
            return catalogue
        case _:
            return None


def keep(folder: Path, state: str, catalogue: Catalogue) -> None:
    """Keep the catalogue of a state, all or nothing; where nothing may be written, don't."""
    path = place(folder)
    if path is None or sys.dont_write_bytecode:
        return
    half = path.with_suffix(f".{os.getpid()}")
    # An installation that may not be written to starts as slowly as without this module.
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        half.write_bytes(pickle.dumps((state, catalogue), _PROTOCOL))
        half.replace(path)


def place(folder: Path) -> Path | None:
    """Return where the catalogue is kept: among the bytecode, which Python trusts as much.

    None where this Python has no place for bytecode.
    """
    try:
        return Path(cache_from_source(str(folder / "exercises.py"))).with_suffix(".catalogue")
    except NotImplementedError:
        return None
