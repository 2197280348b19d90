"""List every installed dependency with its licence, and refuse one that is not known to fit.

The list is what ships or runs with Ironstride: the pins of requirements/run.lock and, marked `dev`,
of requirements/dev.lock. Licences come from the packages' own metadata.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# SPDX ids that Apache-2.0 work may be distributed with. MPL-2.0 holds file by file, and we change
# none of its files.
ALLOWED = frozenset(
    {"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MPL-2.0", "PSF-2.0"}
    | {"CC0-1.0", "Zlib", "Unlicense", "CNRI-Python", "Python-2.0"}
)
# What older metadata says in words of its own.
SPDX_OF_WORDS = {
    "apache 2.0": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "apache software license 2.0": "Apache-2.0",
    "bsd license": "BSD-3-Clause",
    "bsd": "BSD-3-Clause",
    "3-clause bsd license": "BSD-3-Clause",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "psfl": "PSF-2.0",
    "python software foundation license": "PSF-2.0",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependency:
    """One locked package, its version and the licence it states."""

    name: str
    version: str
    licence: str
    is_dev: bool

    def is_allowed(self) -> bool:
        """Return whether the licence is on the list, all its parts or one of a choice."""
        return is_allowed(self.licence)


def is_allowed(expression: str) -> bool:
    """Return whether an SPDX expression can be met with allowed licences alone."""
    expression = expression.strip()
    while expression.startswith("(") and expression.endswith(")"):
        expression = expression[1:-1].strip()
    for word, combine in ((" OR ", any), (" AND ", all)):
        if word in expression:
            return combine(is_allowed(part) for part in expression.split(word))
    return expression.split(" WITH ")[0] in ALLOWED


def pins(lock: Path) -> dict[str, str]:
    """Return name and version of every requirement in a lock file."""
    found = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", lock.read_text("utf-8"), re.MULTILINE)
    return dict(found)


def stated_licence(name: str) -> str | None:
    """Return the licence that an installed package states; None if it is not installed."""
    try:
        package = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None  # pinned for another platform
    for expression in package.get_all("License-Expression") or []:
        return str(expression)
    trove = [
        line.rsplit(" :: ", 1)[1]
        for line in package.get_all("Classifier") or []
        if line.startswith("License ::") and line != "License :: OSI Approved"
    ]
    words = trove or (package.get_all("License") or ["not stated"])[0].strip().splitlines()[:1]
    return " AND ".join(SPDX_OF_WORDS.get(word.lower(), word) for word in words)


def dependencies() -> tuple[Dependency, ...]:
    """Return every locked and installed package, sorted by name."""
    run = pins(ROOT / "requirements" / "run.lock")
    everything = pins(ROOT / "requirements" / "dev.lock") | run
    rows = ((name, version, stated_licence(name)) for name, version in sorted(everything.items()))
    return tuple(
        Dependency(name=name, version=version, licence=licence, is_dev=name not in run)
        for name, version, licence in rows
        if licence is not None
    )


def main() -> int:
    """Print a line per dependency; return 1 if a licence is not on the list."""
    rows = dependencies()
    for row in rows:
        place = "dev" if row.is_dev else "run"
        print(f"{row.name:28} {row.version:16} {place:4} {row.licence}")
    refused = [row for row in rows if not row.is_allowed()]
    for row in refused:
        sys.stderr.write(f"{row.name}: {row.licence!r} is not on the list in tools/licences.py.\n")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
