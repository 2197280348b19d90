"""A cohort's plans are those of its requests, one by one, each within the cohort's limit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from benchmarks.runners import Runner, document
from ironstride.domain.plan import Level
from ironstride.planner.cohort import COHORT_LIMIT, open_share, plan_cohort
from ironstride.planner.request import PlanRequest
from ironstride.planner.solve import make_plan

ANN = Runner(name="ann", document=document(kit="no-kit", sessions=1, minutes=12))
BEN = Runner(name="ben", document=document(kit="home", week="no-runs", sessions=1, minutes=15))


def asked(runner: Runner) -> PlanRequest:
    return runner.request(weeks=3, detail=1)


def test_nobodys_plan_depends_on_who_else_is_there() -> None:
    alone = [make_plan(asked(runner), limit=COHORT_LIMIT) for runner in (ANN, BEN)]
    assert list(plan_cohort([asked(ANN), asked(BEN)])) == alone
    assert list(plan_cohort([asked(BEN), asked(ANN)])) == alone[::-1]


def test_a_request_is_taken_when_its_turn_comes() -> None:
    taken: list[str] = []

    def requests() -> Iterator[PlanRequest]:
        for runner in (ANN, BEN):
            taken.append(runner.name)
            yield asked(runner)

    plans = plan_cohort(requests())
    assert taken == []
    next(plans)
    assert taken == ["ann"]


def test_what_is_open_is_told_as_a_share_of_the_cost() -> None:
    (plan,) = plan_cohort([asked(ANN)])
    (proof,) = [each for each in plan.proofs if each.level is Level.CONTENT]
    half = replace(proof, objective=200, bound=150, optimal=False)
    others = tuple(each for each in plan.proofs if each is not proof)
    assert open_share(replace(plan, proofs=(*others, half))) == 0.25
    assert open_share(replace(plan, proofs=())) == 0.0
