"""Answers and rules in words for a narrow terminal, and as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ironstride.cli.output import wrapped

if TYPE_CHECKING:
    from ironstride.domain.evidence import Evidence
    from ironstride.services.measures import Measures
    from ironstride.services.priced import Answer, LedgerRow, Priced
    from ironstride.services.why import RuleAccount


def answer_text(answer: Answer, measures: Measures) -> str:
    """Return an answer: its sentences, what forbids it, the ledger of each price."""
    lines = [wrapped(measures.said(each)) for each in answer.said if each]
    if answer.forbidden:
        lines += ["", "What forbids it:"]
        for bar in answer.forbidden:
            said = f"- {bar.where}: {measures.said(bar.sentence)} ({bar.rule})"
            lines.append(wrapped(said, hang="  "))
    for priced in answer.prices:
        lines += ["", *_priced_text(priced, measures)]
    return "\n".join(lines)


def _priced_text(priced: Priced, measures: Measures) -> list[str]:
    proof = "" if priced.proven else " (not proven)"
    lines = [wrapped(f"{priced.what}: {measures.said(priced.said)}{proof}", hang="  ")]
    lines += ledger_rows(priced.rows, measures)
    return lines


def ledger_rows(rows: tuple[LedgerRow, ...], measures: Measures) -> list[str]:
    """Return the lines of a ledger: points more or fewer, the rule, what lacks."""
    lines: list[str] = []
    for row in rows:
        lines.append(
            wrapped(f"{row.more:>+7}  {row.title} ({row.rule})", indent="  ", hang=" " * 11)
        )
        if row.lacks and row.more > 0:
            lines.append(wrapped(measures.said(row.lacks[0]), indent=" " * 11, hang=" " * 11))
    return lines


def answer_document(answer: Answer) -> dict[str, object]:
    """Return an answer as plain values."""
    return {
        "kind": answer.kind,
        "title": answer.title,
        "sentences": [each for each in answer.said if each],
        "forbidden": [
            {
                "rule": bar.rule,
                "title": bar.title,
                "where": bar.where,
                "sentence": bar.sentence,
            }
            for bar in answer.forbidden
        ],
        "prices": [
            {
                "what": priced.what,
                "sentence": priced.said,
                "points": priced.points,
                "at_least": priced.least,
                "proven": priced.proven,
                "ledger": [row_document(row) for row in priced.rows],
            }
            for priced in answer.prices
        ],
    }


def row_document(row: LedgerRow) -> dict[str, object]:
    """Return a line of a ledger as plain values."""
    return {
        "rule": row.rule,
        "title": row.title,
        "old": row.old,
        "new": row.new,
        "difference": row.more,
        "lacks": list(row.lacks),
    }


def account_document(account: RuleAccount) -> dict[str, object]:
    """Return a rule's account as plain values."""
    return {
        "rule": account.rule,
        "title": account.title,
        "hard": account.is_hard,
        "sentence": account.sentence,
        "why": account.why,
        "costs": list(account.costs) or [account.no_cost],
        "evidence": [
            {
                "id": row.id,
                "claim": row.claim,
                "grade": row.grade.value,
                "source": row.source,
                "rechecked": row.reread,
                "beside": list(row.beside),
            }
            for row in account.evidence
        ],
    }


def account_text(account: RuleAccount, measures: Measures) -> str:
    """Return a rule's account: what it says, the rule, what it cost, its evidence."""
    from ironstride.services.citations import with_beside

    lines = [
        wrapped(measures.said(account.sentence)),
        wrapped(f"Rule: {account.title} ({account.rule})", hang="  "),
    ]
    if account.why and account.why != account.sentence:
        lines.append(wrapped(account.why, indent="  "))
    lines += [
        wrapped(f"  Cost: {measures.said(cost)}", hang="    ")
        for cost in account.costs or (account.no_cost,)
    ]
    for row, beside in with_beside(account.evidence):
        lines.append(_row_text(row, "  "))
        lines += [_row_text(each, "    beside it, ") for each in beside]
    return "\n".join(lines)


def _row_text(row: Evidence, lead: str) -> str:
    checked = "" if row.checked == "re-checked" else f"; {row.checked.value}"
    against = "" if row.finding is None else f"; {row.finding.value} result"
    told = f"{lead}{row.id} (grade {row.grade.value}{checked}{against}): {row.claim}"
    return wrapped(told, hang=" " * 6 if lead.strip() else " " * 4)
