"""Ledger, proofs and reasons: whether the plan's own account adds up."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from tests.support.outsider import Document, Outsider

EVIDENCE: Final = re.compile(r"^(house|[A-Z]{2}-[0-9]{2})$")
ENDS: Final = (".", "!", "?", "”")
RULE: Final = re.compile(r"^[a-z]+\.[a-z][a-z_]+$")


def ledger(plan: Outsider, detail: int) -> Iterator[str]:
    """Yield where penalties, objectives, bounds and proofs disagree."""
    if plan.all_blocked:
        return
    lines = plan.plan["analysis"]
    sums: dict[tuple[str, str | None], float] = defaultdict(float)
    for line in lines:
        sums[line["level"], line["week"]] += line["penalty"]
        yield from _line(line)
    yield from _proofs(plan, sums, detail)


def _line(line: Document) -> Iterator[str]:
    if line["strength"] == "hard" and line["penalty"]:
        yield f"ledger: hard rule {line['rule']} costs {line['penalty']}"
    if line["strength"] == "hard" and line["amount"]:
        yield f"ledger: hard rule {line['rule']} is broken in {line['week']}"
    if line["strength"] == "soft" and line["penalty"] != line["weight"] * line["amount"]:
        yield f"ledger: {line['rule']} costs {line['penalty']}, not weight by amount"
    if line["penalty"] < 0:
        yield f"ledger: {line['rule']} costs {line['penalty']}"
    if line["penalty"] and not line.get("breaches"):
        yield f"ledger: {line['rule']} costs {line['penalty']} and says not where"


def _proofs(
    plan: Outsider, sums: dict[tuple[str, str | None], float], detail: int
) -> Iterator[str]:
    proofs = plan.plan["proofs"]
    count = min(detail, len(plan.plan["weeks"]))
    wanted: list[tuple[str, str | None]] = [("season", None)]
    for week in plan.plan["weeks"][:count]:
        wanted += [("week", week["start"]), ("content", week["start"])]
    found = [(p["level"], p["week"]) for p in proofs]
    if sorted(found, key=str) != sorted(wanted, key=str):
        yield f"proofs: {len(found)} of {len(wanted)} levels and weeks are proven or bounded"
    for key in sums:
        if key not in found:
            yield f"ledger: {key} has penalties and no proof"
    for proof in proofs:
        where = f"{proof['level']} {proof['week']}"
        if sums[proof["level"], proof["week"]] != proof["objective"]:
            yield (
                f"proofs: {where} objective {proof['objective']}, "
                f"penalties {sums[proof['level'], proof['week']]}"
            )
        if proof["bound"] > proof["objective"]:
            yield f"proofs: {where} bound {proof['bound']} over objective {proof['objective']}"
        if (proof["status"] == "optimal") is not (proof["bound"] == proof["objective"]):
            yield f"proofs: {where} is {proof['status']} at {proof['bound']}/{proof['objective']}"


def reasons(plan: Outsider) -> Iterator[str]:
    """Yield reasons without a rule, evidence or sentence, and what has no reason at all."""
    known = {line["rule"] for line in plan.plan["analysis"]}
    for where, found in _places(plan):
        if not found and not plan.all_blocked:
            yield f"{where}: no reason"
        for reason in found:
            yield from _reason(where, reason, known)
    for line in plan.plan["analysis"]:
        for breach in line.get("breaches", []):
            if not breach["sentence"].strip().endswith(ENDS):
                yield f"ledger: {line['rule']} says “{breach['sentence']}”"


def _reason(where: str, reason: Document, known: set[str]) -> Iterator[str]:
    if not reason["evidence"]:
        yield f"{where}: {reason['rule']} without evidence"
    for each in reason["evidence"]:
        if not EVIDENCE.match(each):
            yield f"{where}: evidence “{each}” is no id"
    sentence = reason["sentence"].strip()
    if not sentence.endswith(ENDS):
        yield f"{where}: {reason['rule']} says “{sentence}”"
    if not RULE.match(reason["rule"]):
        yield f"{where}: “{reason['rule']}” is no rule id"
    elif reason["rule"] not in known:
        yield f"{where}: rule {reason['rule']} is not in the ledger"


def _places(plan: Outsider) -> Iterator[tuple[str, list[Document]]]:
    for week in plan.plan["weeks"]:
        yield f"week of {week['start']}", week.get("reasons", [])
    for session in plan.sessions:
        yield session["id"], session["reasons"]
        for work in plan.works(session):
            yield f"{session['id']}: {work.id}", work.written["reasons"]
