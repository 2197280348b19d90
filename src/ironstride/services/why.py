"""Every "why?": the rule in plain words, what it cost in this plan, and on whose word it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from ironstride.catalogue import evidence_for, evidence_ids
from ironstride.domain.evidence import HOUSE
from ironstride.domain.plan import Strength

if TYPE_CHECKING:
    from ironstride.domain.evidence import Evidence
    from ironstride.domain.plan import LedgerLine, Plan, Reason
    from ironstride.planner.rule import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleAccount:
    """One rule that shaped a choice, in three layers.

    Args:
        sentence: what it says of this choice.
        title: the rule itself; empty where the plan names a rule that this program lacks.
        costs: its lines in the ledger where it is not fully kept, in words.
        lacks: what is not kept, each in plain words and once; empty where all is.
        points: the price of that, beside the words.
        no_cost: said where there are none.
        evidence: on whose word, each with its certainty.
    """

    rule: str
    title: str
    why: str
    is_hard: bool
    sentence: str
    costs: tuple[str, ...]
    no_cost: str
    lacks: tuple[str, ...]
    points: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Why one thing is as it is; ``id`` is its anchor on the page."""

    id: str
    title: str
    rules: tuple[RuleAccount, ...]
    nothing: str = "No rule spoke here: nothing else was possible."


@cache
def _rules() -> dict[str, Rule[Any, Any, Any]]:
    # The rules import the planner with numpy, which pages without reasons do without.
    from ironstride.planner.rules import RULES  # noqa: PLC0415 (see above)

    return {rule.id: rule for rule in RULES}


def rule_title(rule_id: str) -> str:
    """Return a rule in one plain sentence; its id where this program lacks it."""
    rule = _rules().get(rule_id)
    return rule_id if rule is None else rule.title


def account_of(
    id: str, title: str, reasons: Iterable[Reason], plan: Plan, week: dt.date | None
) -> Account:
    """Return the account of a choice from its reasons.

    Args:
        week: Monday of the choice's week; None for the whole season.
    """
    return Account(
        id=id,
        title=title,
        rules=tuple(
            rule_account(each.rule, plan, week, sentence=each.sentence, cited=each.evidence)
            for each in reasons
        ),
    )


def rule_account(
    rule_id: str,
    plan: Plan,
    week: dt.date | None,
    *,
    sentence: str = "",
    cited: tuple[str, ...] = (),
) -> RuleAccount:
    """Return one rule's account in a plan.

    Args:
        sentence: what it says of the choice; the rule's own words where there is none.
        cited: evidence of the choice; the rule's own where there is none.
    """
    rule = _rules().get(rule_id)
    lines = [line for line in plan.analysis if line.rule == rule_id and line.week in {week, None}]
    known = evidence_ids()
    ids = cited or (() if rule is None else rule.evidence)
    return RuleAccount(
        rule=rule_id,
        title=rule_id if rule is None else rule.title,
        why="" if rule is None else rule.why,
        is_hard=rule is not None and rule.strength is Strength.HARD,
        sentence=sentence or (rule_id if rule is None else rule.why),
        costs=tuple(_cost(line) for line in lines if line.amount),
        no_cost=_no_cost(rule, lines),
        lacks=tuple(
            dict.fromkeys(
                upper_first(breach.sentence)
                for line in lines
                if line.amount
                for breach in line.breaches
            )
        ),
        points="; ".join(_points(line) for line in lines if line.amount),
        evidence=tuple(evidence_for(i for i in ids if i in known or i == HOUSE).values()),
    )


def _cost(line: LedgerLine) -> str:
    return f"{_points(line)}. {_where(line)}".strip()


def _points(line: LedgerLine) -> str:
    when = "over the season" if line.week is None else "this week"
    return f"{line.penalty} points {when} ({line.unit}: {line.amount:g})"


def _where(line: LedgerLine) -> str:
    return " ".join(upper_first(breach.sentence) for breach in line.breaches)


def upper_first(text: str) -> str:
    """Return a sentence that begins with a capital, as a name at its start may not."""
    return text[:1].upper() + text[1:]


def _no_cost(rule: Rule[Any, Any, Any] | None, lines: list[LedgerLine]) -> str:
    if rule is None or not lines:
        return "The ledger has no line for it."
    if rule.strength is Strength.HARD:
        return "It must hold, and it does."
    return "It is kept in full, so it cost nothing."


def week_account(plan: Plan, monday: dt.date) -> tuple[RuleAccount, ...]:
    """Return the rules that a week does not keep in full, the dearest first; what lacks leads."""
    lines = [line for line in plan.analysis if line.week == monday and line.penalty]
    lines.sort(key=lambda line: (-line.penalty, line.rule))
    return tuple(rule_account(line.rule, plan, monday, sentence=_where(line)) for line in lines)
