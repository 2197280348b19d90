"""Two hundred small problems: the optimiser's objective is the audit's sum, and the best it is.

At most 25 exercises and two sessions each, so that every content can be proven twice: as the
planner does it, and by the solver with all choices before it. `make verify` does the same with
problems of full size.
"""

from __future__ import annotations

from functools import cache

import pytest

from tests.support.small_problems import problem
from tools.parity import Checked, checked_plan, checked_week

COUNT, EACH = 200, 20
PLANS_EVERY = 5


@cache
def checked(number: int) -> Checked:
    small = problem(number)
    if number % PLANS_EVERY == 0:
        return checked_plan(small.request)
    return checked_week(small.request, small.position, again=True)


@pytest.mark.parametrize("first", range(1, COUNT + 1, EACH))
def test_every_objective_is_the_sum_of_the_audit_and_no_hard_rule_is_broken(first: int) -> None:
    for number in range(first, first + EACH):
        found = checked(number)
        assert (found.differences, found.breaches) == ([], []), f"problem {number}"


def test_the_problems_are_small_and_nearly_all_of_them_hold_a_content_that_is_proven() -> None:
    for number in range(1, COUNT + 1):
        request = problem(number).request
        assert len(request.catalogue.exercises) <= 25
        assert request.athlete.availability.sessions_per_week <= 2
    every = [checked(number) for number in range(1, COUNT + 1)]
    weeks = [found for n, found in enumerate(every, 1) if n % PLANS_EVERY]
    assert sum(found.contents for found in every) >= 0.9 * COUNT
    assert all(found.proven == found.contents for found in every)
    assert all(found.again == found.contents for found in weeks)
    assert sum(found.levels for found in every) >= 3 * 0.9 * COUNT
