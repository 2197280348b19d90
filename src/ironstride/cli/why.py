"""``ironstride why``: the rule in plain words, its evidence, and what it cost in this plan."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ironstride.cli.doors import got, opened
from ironstride.cli.options import database_option, json_option, today_of, today_option
from ironstride.cli.output import refuse, say, say_json, wrapped
from ironstride.domain.problem import Problem

if TYPE_CHECKING:
    from ironstride.domain.evidence import Evidence
    from ironstride.domain.plan import Plan, Reason
    from ironstride.services.measures import Measures
    from ironstride.services.why import RuleAccount


@click.command(name="why")
@click.argument("what", required=False)
@today_option
@database_option
@json_option
def command(
    *, what: str | None, today: dt.date | None, database: Path | None, as_json: bool
) -> None:
    """Say why WHAT is as it is: a session's id, an exercise's id, or a rule's id.

    Without WHAT: what this week costs, the dearest first.
    """
    from ironstride.cli.words import no_plan
    from ironstride.services.current_plan import current_plan
    from ironstride.services.measures import measures_of

    day = today_of(today)
    with opened(database, as_json=as_json) as store:
        current, measures = got(
            store.read(lambda unit: (current_plan(unit), measures_of(unit))), as_json=as_json
        )
    if current is None:
        refuse([no_plan()], as_json=as_json)
    week = current.week_of(day)
    accounts = _accounts(current.plan, what, None if week is None else week.start, day)
    if what is None and week is None:
        problem = Problem(
            code="outside-the-season",
            sentence=f"{day} lies outside the plan.",
            location="--today",
            remedy="Name a session, an exercise or a rule, or plan anew with `ironstride plan`.",
        )
        refuse([problem], as_json=as_json)
    if not accounts and what is not None:
        problem = Problem(
            code="unknown-choice",
            sentence=f"“{what}” is no session, exercise or rule of this plan.",
            location="WHAT",
            remedy="`ironstride week --json` names sessions, exercises and rules.",
        )
        refuse([problem], as_json=as_json)
    if as_json:
        say_json({"schema": "ironstride/why/1", "rules": [_document(each) for each in accounts]})
    else:
        say("\n\n".join(_text(each, measures) for each in accounts))


def _accounts(
    plan: Plan, what: str | None, monday: dt.date | None, day: dt.date
) -> list[RuleAccount]:
    from ironstride.planner.rules import RULES
    from ironstride.services.why import account_of, rule_account, week_account

    if what is None:
        return [] if monday is None else list(week_account(plan, monday))
    if any(rule.id == what for rule in RULES):
        return [rule_account(what, plan, monday)]
    reasons, week = _reasons(plan, what, day)
    return list(account_of(what, what, reasons, plan, week).rules)


def _reasons(plan: Plan, what: str, day: dt.date) -> tuple[tuple[Reason, ...], dt.date | None]:
    """Return the reasons of a session, or of an exercise where it comes next."""
    for week in plan.weeks:
        for session in week.sessions:
            if session.id == what:
                return session.reasons, week.start
            if session.date < day:
                continue
            for block in session.blocks:
                for each in block.exercises:
                    if each.exercise == what:
                        return each.reasons, week.start
    return (), None


def _document(account: RuleAccount) -> dict[str, object]:
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


def _text(account: RuleAccount, measures: Measures) -> str:
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
