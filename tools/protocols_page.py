"""Write `docs/reference/protocols.md`: the rehabilitation protocols by injury, stage by stage."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Final

from ironstride.catalogue import evidence_for
from ironstride.services.protocol_pages import ProtocolPage, listed, page_of
from tools.markdown import REFERENCE, citation, table, write

PAGE = REFERENCE / "protocols.md"
HEAD: Final = """\
# Rehabilitation protocols

Made by `make docs` from `src/ironstride/data/protocols/`: {count} protocols for {injuries}
injuries. They are for reading, with whoever treats you: nothing runs them yet, and this is not
medical advice. `ironstride protocols ID` shows all of one; what the keys mean is said in
[protocol-file.md](protocol-file.md).
"""


def page() -> str:
    """Return the page: each injury with its protocols."""
    groups = listed()
    count = sum(len(lines) for _, lines in groups)
    parts = [HEAD.format(count=count, injuries=len(groups))]
    for injury, lines in groups:
        parts.append(f"\n## {injury}\n")
        pages = (page_of(line.protocol.id) for line in lines)
        parts += [_protocol(each) for each in pages if each is not None]
    return "".join(parts)


def _protocol(each: ProtocolPage) -> str:
    protocol = each.protocol
    rows = (
        (
            str(view.number),
            view.stage.name,
            view.length,
            view.running,
            f"{view.stage.pain.during:g}",
            ", ".join(f"`{row.exercise.id}`" for row in view.rows) or "no exercises",
        )
        for view in each.stages
    )
    head = ("", "stage", "length", "running", "most pain", "exercises")
    signs = "".join(f"Sign-off. {sign.text}\n\n" for sign in each.sign_offs)
    return (
        f"\n### `{protocol.id}`: {protocol.name}\n\n{protocol.what}\n\n{signs}{table(head, rows)}\n"
        f"Rests on {_citations(protocol.evidence)}.\n"
    )


def _citations(ids: Iterable[str]) -> str:
    return ", ".join(citation(row) for row in evidence_for(ids).values())


def main() -> int:
    """Write the page; return 0."""
    return write(PAGE, page())


if __name__ == "__main__":
    sys.exit(main())
