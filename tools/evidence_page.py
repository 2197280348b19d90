"""Write `docs/reference/evidence.md` from the rows of evidence, with what rests on each."""

from __future__ import annotations

import sys
from collections import defaultdict
from typing import Final

from ironstride.catalogue import evidence
from ironstride.catalogue.citing import citing
from ironstride.domain.evidence import HOUSE, Evidence
from ironstride.planner.rules import RULES
from ironstride.services.citations import AREAS, effect_words
from tools.markdown import NOT_REREAD, REFERENCE, certainty, table, write

PAGE = REFERENCE / "evidence.md"
NOT_GIVEN: Final = "not given"
HEAD: Final = """\
# Evidence

Made by `make docs` from `src/ironstride/data/evidence/`: {count} rows, each a fact with its
source. What the keys mean is said in [evidence-file.md](evidence-file.md).

- Grade A: systematic review, large trial or consensus. B: small trial or large cohort. C:
  mechanism, expert opinion, convention or an inference; it is shown as a convention, never as a
  finding.
- “{not_reread}”: the figure was recalled and not read again at its source. {recalled} rows are
  so; don't quote them.
- <a id="house"></a>`house` instead of a row: a choice of ours, without a source, said openly.
- “{not_given}” stands wherever the source's row states nothing; no field is filled from memory.
- A **null** or **negative result** found no effect, or a worse one; it is shown beside what found
  one, here and on every page that shows those.
"""


def page() -> str:
    """Return the page: a table for each area, in the order in which they are read."""
    rows = evidence()
    areas = sorted({name[:2] for name in rows}, key=list(AREAS).index)
    head = HEAD.format(
        count=len(rows),
        recalled=sum(not row.reread for row in rows.values()),
        not_reread=NOT_REREAD.capitalize(),
        not_given=NOT_GIVEN,
    )
    resting = _citing()
    return head + "".join(
        f"\n## {AREAS[area]} ({area})\n\n"
        + table(
            ("id", "claim", "figure", "studied", "does not apply", "source", "grade", "used by"),
            (_row(row, resting) for name, row in rows.items() if name[:2] == area),
        )
        for area in areas
    )


def _row(row: Evidence, resting: dict[str, list[str]]) -> tuple[str, ...]:
    source = row.source if row.doi is None else f"{row.source}, doi {row.doi}"
    return (
        f'<a id="{row.id.lower()}"></a>{row.id}',
        _claim(row),
        "; ".join(part for part in (row.figure, *map(effect_words, row.effects)) if part)
        or NOT_GIVEN,
        "; ".join(part for part in (row.design, row.population) if part) or NOT_GIVEN,
        row.not_when or NOT_GIVEN,
        source,
        _sureness(row),
        ", ".join(resting[row.id]) or "other rows",
    )


def _claim(row: Evidence) -> str:
    """Return the claim, with what speaks against it or what it speaks against."""
    beside = ", ".join(f"[{each}](#{each.lower()})" for each in row.beside)
    found = "" if row.finding is None else f"**{row.finding.value} result.** "
    return f"{found}{row.claim}" + (f" Read it with {beside}." if beside else "")


def _sureness(row: Evidence) -> str:
    part = "" if row.not_reread is None else f"; not read at its own source: {row.not_reread}"
    return certainty(row) + part


KINDS: Final = {"exercises": "exercise", "norms": "test", "protocols": "protocol"}


def _citing() -> dict[str, list[str]]:
    """Return by row what rests on it: rules by id, exercises, tests and protocols by number."""
    found: dict[str, list[str]] = defaultdict(list)
    for rule in RULES:
        cited = {*rule.evidence, *(each for p in rule.parameters for each in p.evidence)}
        for name in sorted(cited - {HOUSE}):
            found[name].append(f"`{rule.id}`")
    for name, all_ in sorted(citing().items()):
        for kind, word in KINDS.items():
            count = sum(each.kind == kind for each in all_)
            if count:
                found[name].append(f"{count} {word}{'' if count == 1 else 's'}")
        if not found[name]:
            found[name].append("the program")
    return found


def main() -> int:
    """Write the page; return 0."""
    return write(PAGE, page())


if __name__ == "__main__":
    sys.exit(main())
