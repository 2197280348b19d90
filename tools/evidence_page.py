"""Write `docs/reference/evidence.md` from the rows of evidence, with what rests on each."""

from __future__ import annotations

import sys
from collections import defaultdict
from typing import Final

from ironstride.catalogue import evidence, evidence_for, load
from ironstride.domain.evidence import HOUSE, Evidence
from ironstride.planner.rules import RULES
from tools.markdown import NOT_REREAD, REFERENCE, certainty, table, write

PAGE = REFERENCE / "evidence.md"
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
- “What to do with it” is written for a program; it is no advice to a person.
"""
AREAS: Final = {
    "RE": "Running economy and performance",
    "DU": "Durability, fatigue and the kick",
    "IP": "Injury prevention, positive and negative results",
    "TL": "Training load",
    "CT": "Running and lifting together: hours, maintenance, taper",
    "LP": "Loads, progression and time",
    "BR": "Body regions and muscle forces",
    "TN": "Tendons",
    "NT": "Norms of tests",
    "RB": "Rehabilitation: pain and gates",
    "RF": "Red flags",
    "AC": "Achilles tendon",
    "PH": "Hamstring at the sit bone",
    "MT": "Shin",
    "BS": "Bone stress",
    "PF": "Front of the knee",
    "IT": "Outside of the knee",
    "HS": "Hamstring strain",
    "GT": "Side of the hip",
    "PL": "Heel and sole",
    "GN": "Groin",
    "CS": "Calf strain",
    "AN": "Ankle",
    "LB": "Low back",
    "RH": "Rehabilitation programmes",
    "RM": "Readiness",
    "SC": "Screening before training",
    "LG": "Longevity and bone",
    "FM": "Form and balance",
    "FW": "Footwear",
    "MA": "Habit and mental skills",
    "MX": "The mathematics of runs",
    "RD": "Doses of strength programmes",
    "PE": "Programmes as they were tried",
    "GP": "Conflicts and gaps, said openly",
}


def page() -> str:
    """Return the page: a table for each area, in the order in which they are read."""
    rows = evidence()
    areas = sorted({name[:2] for name in rows}, key=list(AREAS).index)
    head = HEAD.format(
        count=len(rows),
        recalled=sum(not row.reread for row in rows.values()),
        not_reread=NOT_REREAD.capitalize(),
    )
    citing = _citing()
    return head + "".join(
        f"\n## {AREAS[area]} ({area})\n\n"
        + table(
            ("id", "what to do with it", "figure", "source", "grade", "used by"),
            (_row(row, citing) for name, row in rows.items() if name[:2] == area),
        )
        for area in areas
    )


def _row(row: Evidence, citing: dict[str, list[str]]) -> tuple[str, ...]:
    source = row.source if row.doi is None else f"{row.source}, doi {row.doi}"
    return (
        f'<a id="{row.id.lower()}"></a>{row.id}',
        row.claim,
        row.figure,
        source,
        certainty(row),
        ", ".join(citing[row.id]) or "nothing yet",
    )


def _citing() -> dict[str, list[str]]:
    """Return by row what rests on it: rules by their id, exercises by their number."""
    found: dict[str, list[str]] = defaultdict(list)
    for rule in RULES:
        cited = {*rule.evidence, *(each for p in rule.parameters for each in p.evidence)}
        for name in sorted(cited - {HOUSE}):
            found[name].append(f"`{rule.id}`")
    exercises: dict[str, int] = defaultdict(int)
    for exercise in load().exercises:
        for name in evidence_for(exercise.evidence):
            exercises[name] += 1
    for name, count in exercises.items():
        found[name].append(f"{count} exercise{'' if count == 1 else 's'}")
    return found


def main() -> int:
    """Write the page; return 0."""
    return write(PAGE, page())


if __name__ == "__main__":
    sys.exit(main())
