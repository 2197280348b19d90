"""Wishes that cannot hold, and answers that change a plan: each is said, none passes in silence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support.contract_cases import faults, plan
from tests.support.generated_athletes import REGIONS, Case, person

DAYS = {"sessions_per_week": 2, "minutes": 30}


def required(*names: str) -> list[dict[str, Any]]:
    return [{"set_by": "Physiotherapist", "require": name} for name in names]


def test_required_work_that_does_not_fit_asks_for_minutes(tmp_path: Path) -> None:
    case = Case(
        name="crammed",
        code=1,
        athlete=person(
            availability={**DAYS, "minutes": 5},
            limits=required("side-plank", "push-up", "split-squat"),
        ),
    )
    answer = plan(case, tmp_path)
    assert faults(case, answer) == []
    (drop,) = answer.document["conflict"]["drop"]
    assert drop["what"] == "sessions of 5 minutes"
    assert "Side plank" in drop["remedy"]
    assert not any(week["sessions"] for week in answer.document["weeks"])


def test_somebody_whom_everything_hurts_is_not_told_to_give_more_minutes(tmp_path: Path) -> None:
    sore = [{"region": region, "side": "both", "pain_during": 9} for region in REGIONS]
    case = Case(name="sore", code=1, athlete=person(conditions=sore))
    answer = plan(case, tmp_path)
    assert faults(case, answer) == []
    (drop,) = answer.document["conflict"]["drop"]
    assert "minutes" not in drop["remedy"]
    assert answer.document["stops"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"limits": [{"set_by": "Dr. Who", "forbid": "all"}]}, "Dr. Who forbids all training"),
        ({"limits": [{"set_by": "Dr. Who", "forbid": "running"}]}, "Dr. Who says no running"),
        (
            {"limits": [{"set_by": "Dr. Who", "forbid": "running", "region": "shin"}]},
            "Dr. Who says no running",
        ),
        (
            {"availability": {**DAYS, "rest_days": ["sun", "tue"]}},
            "You keep Tuesday and Sunday free and run then",
        ),
        ({"usual_week": None}, "no usual week is known"),
    ],
)
def test_what_changes_the_runs_or_stops_them_is_noted(
    more: dict[str, Any], words: str, tmp_path: Path
) -> None:
    athlete = person(**more)
    if athlete["usual_week"] is None:
        del athlete["usual_week"]
    case = Case(name="noted", athlete=athlete, code=0)
    answer = plan(case, tmp_path)
    assert faults(case, answer) == []
    assert any(words in note for note in answer.document["notes"]), answer.document["notes"]
