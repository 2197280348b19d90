"""Write `docs/reference/settings.md` from the settings' record."""

from __future__ import annotations

import sys
from pathlib import Path

from ironstride.settings import reference

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "settings.md"
HEAD = """\
# Settings

Made by `make docs` from `src/ironstride/settings.py`. Set them as environment variables; an option
of a command, where there is one, wins.

| variable | default | what it is for |
|---|---|---|
"""


def page() -> str:
    """Return the page: a row per setting, in the order of the record."""
    rows = (f"| `{row.variable}` | `{row.default}` | {row.sentence} |\n" for row in reference())
    return HEAD + "".join(rows)


def main() -> int:
    """Write the page; return 0."""
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
