"""Write `docs/reference/rules.md` from the rules themselves."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any, Final

from ironstride.catalogue import evidence_for
from ironstride.planner.rule import NEVER_OFF, Parameter, Rule
from ironstride.planner.rules import RULES
from tools.markdown import REFERENCE, citation, table, write

PAGE = REFERENCE / "rules.md"
AnyRule = Rule[Any, Any, Any]
HEAD: Final = """\
# Rules

Made by `make docs` from the rules themselves. Which phase a week has, on which day and hour a
session lies, and which exercises it holds with how many sets follows from these {count} rules.
(Repetitions, effort and rest come from the table of the phase in `planner/dose.py`, loads from
the strength model: [how loads are found](../explanation/loads.md).) `ironstride audit` counts
every rule on any plan.

- *Hard* rules forbid: {hard} of them. *Soft* rules have a price, weight times amount, and the
  plan is the one whose prices sum to the least: {soft} of them. All weights are ours (house).
- *Level* says where a rule is decided: season (a phase for every week), week (where the sessions
  lie), content (which exercises and how many sets).
- *Amount* is what the rule counts, always a whole number. *Squared*: the second missing set
  costs three times the first.
- A parameter has a value, the range that makes sense, and the evidence it rests on.
- Evidence has a grade: A review, large trial or consensus; B small trial or large cohort; C
  mechanism, opinion or convention. “Not re-checked” means that the figure was not read again at
  its source. “House” is a choice of ours without a source. All rows are on [the page of
  evidence](evidence.md).
- Rules of the groups {never} can't be switched off.
"""
GROUPS: Final = {
    "safety": "Pain, screening and illness come before everything.",
    "limits": "What a professional who knows the runner has set; nobody and nothing overrides it.",
    "interference": "Strength work and running on the same legs: order and hours between them.",
    "recovery": "Days and weeks in which the body answers.",
    "race": "Tapers, race weeks and what follows them.",
    "dose": "How much of what a block, a week and a session hold.",
    "time": "Windows and minutes.",
    "kit": "What is at hand, and the loads it can make.",
    "continuity": "A plan that stays, so that work can progress and days become a habit.",
    "variety": "Enough change within a week and over the months.",
    "preference": "What the runner likes, pins and dislikes.",
}


def page() -> str:
    """Return the page: the groups with what they cost, then each rule."""
    hard = sum(rule.is_hard for rule in RULES)
    head = HEAD.format(
        count=len(RULES),
        hard=hard,
        soft=len(RULES) - hard,
        never=" and ".join(f"`{group}`" for group in sorted(NEVER_OFF)),
    )
    groups = sorted({rule.group for rule in RULES}, key=list(GROUPS).index)
    return head + "".join(_group(group) for group in groups)


def _group(name: str) -> str:
    rules = [rule for rule in RULES if rule.group == name]
    rows = (
        (f"[`{rule.id}`](#{_anchor(rule.id)})", str(rule.level), _price(rule), rule.title)
        for rule in rules
    )
    overview = table(("rule", "level", "price", "what it says"), rows)
    return f"\n## {name}\n\n{GROUPS[name]}\n\n{overview}" + "".join(_rule(rule) for rule in rules)


def _anchor(rule_id: str) -> str:
    """Return the anchor that a heading of a rule's id gets: points are left out."""
    return rule_id.replace(".", "")


def _price(rule: AnyRule) -> str:
    return "hard" if rule.is_hard else str(rule.weight)


def _rule(rule: AnyRule) -> str:
    price = "hard" if rule.is_hard else f"soft, weight {rule.weight}"
    rows = (
        (f"`{each.name}`", _value(each), f"{each.low:g} to {each.high:g}", _cited(each.evidence))
        for each in rule.parameters
    )
    parameters = table(("parameter", "value", "range", "evidence"), rows)
    return (
        f"\n### {rule.id}\n\n{rule.title} {price[0].upper()}{price[1:]}; counts {rule.unit}; "
        f"decided with the {rule.level}.\n\n> {rule.why}\n\n"
        f"Evidence: {_cited(rule.evidence)}.\n" + (f"\n{parameters}" if parameters else "")
    )


def _value(parameter: Parameter) -> str:
    return f"{parameter.value:g} {parameter.unit}"


def _cited(ids: Iterable[str]) -> str:
    return ", ".join(citation(row) for row in evidence_for(ids).values())


def main() -> int:
    """Write the page; return 0."""
    return write(PAGE, page())


if __name__ == "__main__":
    sys.exit(main())
