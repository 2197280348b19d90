"""`make verify` compares what it says it compares, and stops at the first difference."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.runners import tight
from benchmarks.weeks import WeekAsked
from ironstride.domain.plan import LedgerLine, Level, Strength
from ironstride.planner.content_solver import ContentSolution
from tools import parity, verify
from tools.parity import Checked, checked_plan, checked_week


def line(*, amount: int, weight: int, strength: Strength = Strength.SOFT) -> LedgerLine:
    return LedgerLine(
        rule="dose.calves", level=Level.CONTENT, week=None, strength=strength, weight=weight,
        unit="sets", amount=amount, penalty=amount * weight, breaches=(),
    )  # fmt: skip


def test_a_week_and_a_plan_agree_with_the_audit_at_every_level() -> None:
    week = checked_week(tight()[1].request(), 1, limit=0.1)
    assert (week.levels, week.contents, week.differences, week.breaches) == (3, 1, [], [])
    plan = checked_plan(tight()[1].request(weeks=2, detail=1), limit=0.1)
    # Each proof of the plan, and beside it what the solver of the level said.
    assert (plan.levels, plan.contents, plan.differences, plan.breaches) == (6, 1, [], [])


def test_a_sum_that_differs_and_a_broken_hard_rule_are_told() -> None:
    found = Checked()
    found.compare("here", 20, [line(amount=2, weight=10)])
    assert (found.differences, found.breaches) == ([], [])
    found.compare("here", 21, [line(amount=2, weight=10)])
    assert found.differences == ["here: the optimiser says 21, the audit 20"]
    found.compare("here", 0, [line(amount=3, weight=0, strength=Strength.HARD)])
    assert found.breaches == ["here: dose.calves counts 3"]


@pytest.mark.parametrize(("bound", "optimal"), [(9, True), (10, False), (11, False), (-1, False)])
def test_a_bound_that_makes_no_proof_is_told(bound: int, *, optimal: bool) -> None:
    found = Checked()
    found.note("here", ContentSolution(chosen=(), objective=10, bound=bound, optimal=optimal))
    assert len(found.differences) == 1


def test_a_content_that_is_not_the_best_is_told_by_the_second_proof(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    solved = parity.solved

    def boasting(asked: WeekAsked, model: object, limit: float) -> ContentSolution | None:
        found = solved(asked, model, limit)  # type: ignore[arg-type]  # passed on as it came
        assert found is not None
        worse = found.objective + 1
        return replace(found, objective=worse, bound=worse, optimal=True)

    monkeypatch.setattr(parity, "solved", boasting)
    found = checked_week(tight()[1].request(), 1, again=True)
    assert len(found.differences) == 2
    assert "the audit" in found.differences[0]
    assert "is possible" in found.differences[1]


def test_the_first_difference_ends_it_with_code_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def faulty(number: int) -> Checked:
        return Checked(levels=3, differences=["off by one"] if number == 2 else [])

    monkeypatch.setattr(verify, "_checked", faulty)
    monkeypatch.setattr(verify, "commit", lambda: "unknown")
    assert verify.main(["1", "--cores", "1"]) == 0
    assert verify.main(["5", "--cores", "1"]) == 1
    said = capsys.readouterr()
    assert said.err.startswith("problem 2, ")
    assert "off by one" in said.err
    assert "| problems | 2 |" in said.out
    assert "| differences | 1 |" in said.out


def test_the_problems_are_the_same_every_time_and_differ_from_each_other() -> None:
    names = [verify.runner_of(number).name for number in range(1, 200)]
    assert names == [verify.runner_of(number).name for number in range(1, 200)]
    assert len(set(names)) == len(names)
