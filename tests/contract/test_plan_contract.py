"""Plans of all sorts of athletes keep the contract, as somebody outside recomputes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.contract_cases import catalogue, example, faults, plan
from tests.support.generated_athletes import Case, crowd, odd, sore
from tests.support.plan_checker import at_a_glance

QUICK = [case for case in (*odd(), *sore(), *crowd(4)) if "slow" not in case.marks]
"""The rest, longer seasons and a larger crowd: python -m benchmarks.contract."""


@pytest.mark.parametrize("case", QUICK, ids=lambda case: case.name)
def test_the_plan_of_any_athlete_keeps_the_contract(case: Case, tmp_path: Path) -> None:
    assert faults(case, plan(case, tmp_path)) == []


@pytest.mark.parametrize(
    "name", ["novice_at_home", "marathoner_in_a_gym", "sixty_six", "sore_shin"]
)
def test_a_coach_finds_nothing_wrong_at_a_glance(name: str, tmp_path: Path) -> None:
    case = example(name, detail=3)
    answer = plan(case, tmp_path)
    assert faults(case, answer) == []
    assert at_a_glance(answer.document, case.athlete, catalogue()) == []
