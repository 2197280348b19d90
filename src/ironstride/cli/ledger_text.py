"""A ledger in words: what is broken first, then what costs most."""

from __future__ import annotations

from collections.abc import Iterable

from ironstride.cli.output import wrapped
from ironstride.domain.plan import LedgerLine, Strength
from ironstride.services.measures import Measures

MOST_LINES = 24
"""More lines than a screen holds are not read; `--json` has them all (house)."""


def ledger_text(lines: Iterable[LedgerLine], measures: Measures) -> str:
    """Return what a plan breaks and what it costs, rule by rule over all weeks."""
    rows = list(lines)
    broken = [line for line in rows if line.strength is Strength.HARD and line.amount > 0]
    out = [f"{len(broken)} hard rules are broken." if broken else "No hard rule is broken."]
    for line in broken:
        where = f" (week of {line.week})" if line.week else ""
        out.append(wrapped(f"{line.rule}{where}", indent="  "))
        out += [
            wrapped(f"{breach.where}: {measures.said(breach.sentence)}", indent="    ")
            for breach in line.breaches
        ]
    costs: dict[str, int] = {}
    for line in rows:
        if line.penalty:
            costs[line.rule] = costs.get(line.rule, 0) + line.penalty
    dearest = sorted(costs.items(), key=lambda pair: (-pair[1], pair[0]))
    if dearest:
        out += ["", "What the rest costs, the dearest first:"]
        out += [f"  {penalty:>10}  {rule}" for rule, penalty in dearest[:MOST_LINES]]
        if len(dearest) > MOST_LINES:
            out.append(f"  and {len(dearest) - MOST_LINES} more (--json lists them all)")
    return "\n".join(out)
