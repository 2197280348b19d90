from __future__ import annotations

import json
from pathlib import Path

import pytest

from ironstride.catalogue import load
from ironstride.storage import open_database
from tests.support.door import Answer, ask

SIGN = load().exercise("deadlift").faults[0].sign
DEADLIFT = ("log", "deadlift", "--reps", 5, "--load", "60kg", "--today", "2026-11-22")


def log(home: Path, said: str) -> Answer:
    database = home / "own.db"
    return ask(*DEADLIFT, "--fault", said, "--database", database, "--json", home=home)


@pytest.mark.parametrize("said", [SIGN, SIGN[:6].upper()])
def test_a_fault_is_logged_by_how_its_sign_begins(tmp_path: Path, said: str) -> None:
    assert log(tmp_path, said).code == 0
    with open_database(tmp_path / "own.db").snapshot() as unit:
        assert [one.fault for one in unit.sets.all()] == [SIGN]


@pytest.mark.parametrize("said", ["It glowed", "", " "])
def test_a_fault_that_the_exercise_has_not_is_refused_with_those_it_has(
    tmp_path: Path, said: str
) -> None:
    answer = log(tmp_path, said)
    assert answer.code == 2
    assert SIGN in json.dumps(answer.document, ensure_ascii=False)
