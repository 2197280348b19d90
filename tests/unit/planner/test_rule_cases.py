"""Every rule's cases: kept, broken, both sides of every boundary; counted twice independently."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest

from ironstride.planner.rule import Parameter
from ironstride.planner.rules import RULES
from tests.support.rule_cases import RULES_FOLDER, Case, read_cases
from tests.support.rule_situations import encoded, measured

STEPS: Final = {"share": 0.05, "m": 1.0, "min an exercise": 0.5}
"""The least change of a parameter that a case must notice, by unit; 1 for all others."""
BY_ID: Final[dict[str, Any]] = {rule.id: rule for rule in RULES}


def path_of(rule_id: str) -> Path:
    group, _, name = rule_id.partition(".")
    return RULES_FOLDER / group / f"{name}.toml"


def cases_of(rule_id: str) -> tuple[Case, ...]:
    return read_cases(path_of(rule_id)) if path_of(rule_id).is_file() else ()


CASES = [(rule.id, case) for rule in RULES for case in cases_of(rule.id)]
NAMES = [f"{rule_id}: {case.name}" for rule_id, case in CASES]
PARAMETERS = [(rule.id, parameter) for rule in RULES for parameter in rule.parameters]


@pytest.mark.parametrize(("rule_id", "case"), CASES, ids=NAMES)
def test_the_audit_counts_what_the_case_says(rule_id: str, case: Case) -> None:
    rule = BY_ID[rule_id]
    found = measured(rule, case, {**rule.values, **case.values})
    assert (found.amount, len(found.breaches)) == (case.amount, case.breaches), found


@pytest.mark.parametrize(("rule_id", "case"), CASES, ids=NAMES)
def test_the_optimiser_counts_the_same(rule_id: str, case: Case) -> None:
    rule = BY_ID[rule_id]
    if case.by_hand:
        assert case.amount, "what only a hand can make is a breach"
        return
    found = encoded(rule, case, {**rule.values, **case.values})
    if rule.is_hard:
        assert (found > 0) == (case.amount > 0)
    else:
        assert found == case.amount


@pytest.mark.parametrize("rule_id", BY_ID)
def test_a_rule_has_a_case_where_it_is_kept_and_one_where_it_is_broken(rule_id: str) -> None:
    amounts = [case.amount for case in cases_of(rule_id)]
    assert 0 in amounts
    assert any(amounts)


@pytest.mark.parametrize(
    ("rule_id", "parameter"), PARAMETERS, ids=[f"{r}-{p.name}" for r, p in PARAMETERS]
)
@pytest.mark.parametrize("direction", [-1, 1], ids=["less", "more"])
def test_both_sides_of_a_boundary_have_a_case(
    rule_id: str, parameter: Parameter, direction: int
) -> None:
    rule = BY_ID[rule_id]
    step = direction * STEPS.get(parameter.unit, 1.0)
    noticed = False
    for case in cases_of(rule_id):
        values = {**rule.values, **case.values}
        values[parameter.name] += step
        here = measured(rule, case, values).amount
        noticed = noticed or here != case.amount
        if not case.by_hand:
            there = encoded(rule, case, values)
            assert (there > 0) == (here > 0) if rule.is_hard else there == here, case.name
    assert noticed, f"no case notices {parameter.name} = {parameter.value + step:g}"
