"""Where two rules pull against each other, the one that is said to win does."""

from __future__ import annotations

from typing import Any, Final

import pytest

from ironstride.planner.rules import RULES
from tests.support.interactions import Interaction, pull_of, read_interactions

BY_ID: Final[dict[str, Any]] = {rule.id: rule for rule in RULES}
CASES: Final = read_interactions()
FEWEST: Final = 15


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_rule_that_wins_is_kept_and_without_it_the_other_is_kept_better(
    case: Interaction,
) -> None:
    assert BY_ID[case.wins].level is BY_ID[case.gives_way].level
    pull = pull_of(case, BY_ID)
    assert pull.winner < pull.winner_off, pull
    assert pull.other > pull.other_off, pull


def test_there_are_many_pairs_of_all_three_levels_and_no_pair_twice() -> None:
    pairs = [(case.wins, case.gives_way) for case in CASES]
    assert len(set(pairs)) == len(pairs) >= FEWEST
    assert {BY_ID[case.wins].level for case in CASES} == {rule.level for rule in RULES}
