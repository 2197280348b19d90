"""A runner tests herself, and the next plan does what the page of the result said."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ironstride.catalogue import load
from ironstride.domain.assessment import LoggedResult
from ironstride.domain.body_region import Side
from ironstride.domain.exercise import Laterality, LoadKind, Need
from ironstride.domain.plan import BlockKind, Plan
from ironstride.services.current_plan import current_plan
from ironstride.services.planning import replan
from ironstride.services.runner import set_athlete_text
from ironstride.services.self_tests import delete_result, log_result, page_of_test
from ironstride.storage import Database, open_database
from tests.support.web import ATHLETE, NOW, SETTINGS, TODAY

GYM = {
    "id": "gym",
    "equipment": ["barbell", "rack", "bench", "dumbbell", "step", "box", "leg-press"],
    "bars_kg": [20],
    "plates_kg": [20, 20, 10, 10, 5, 5, 2.5, 2.5],
    "dumbbells_kg": [8, 8, 12, 12, 16, 16, 20, 20],
}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "one.db")
    yield opened
    opened.close()


def begin(database: Database, **more: Any) -> Plan:  # noqa: ANN401 (tables of the athlete file)
    document = {**ATHLETE, **more}
    stored = set_athlete_text(
        database, json.dumps(document), location="me", file_format="json", today=TODAY, now=NOW
    )
    assert stored.value is not None, stored.problems
    return planned(database)


def planned(database: Database) -> Plan:
    made = replan(database, today=TODAY, now=NOW, why="You tested yourself.", settings=SETTINGS)
    assert made.value is not None, made.problems
    with database.snapshot() as unit:
        current = current_plan(unit)
    assert current is not None
    return current.plan


def enter(database: Database, test: str, left: float, right: float) -> None:
    for side, value in ((Side.LEFT, left), (Side.RIGHT, right)):
        row = LoggedResult(
            test=test,
            date=TODAY - dt.timedelta(days=2),
            value=value,
            side=side,
            id=f"{test}-{side}",
        )
        assert log_result(database, row, today=TODAY, now=NOW).value is not None


def sets(plan: Plan, need: Need) -> int:
    """Return the working sets for a need in the two weeks that are planned in detail."""
    by_id = load().by_id
    return sum(
        one.kind == "working"
        for week in plan.weeks
        for session in week.sessions
        for block in session.blocks
        if block.kind is not BlockKind.WARM_UP
        for each in block.exercises
        if by_id[each.exercise].need is need
        for one in each.sets
    )


def test_a_weak_calf_gets_a_set_more_a_week_and_loses_it_with_the_result(
    database: Database,
) -> None:
    before = sets(begin(database), Need.CALF_STRAIGHT)
    enter(database, "heel-raise", 18, 30)
    with database.snapshot() as unit:
        page = page_of_test(unit, "heel-raise", TODAY)
    assert page is not None
    assert "one set more a week" in page.effects[0].sentence
    weak = sets(planned(database), Need.CALF_STRAIGHT)
    assert weak >= before + 2
    for side in (Side.LEFT, Side.RIGHT):
        delete_result(database, f"heel-raise-{side}", now=NOW)
    # Leaving the plan of before has a price: a set that does no harm there may stay.
    assert before <= sets(planned(database), Need.CALF_STRAIGHT) < weak


def test_short_balance_at_fifty_is_trained_every_week(database: Database) -> None:
    profile = {"birth_year": TODAY.year - 52, "body_mass_kg": 64, "lifting_experience": "novice"}
    before = begin(database, athlete=profile)
    assert sets(before, Need.BALANCE) < 6
    enter(database, "stance-eyes-open", 6, 8)
    assert sets(planned(database), Need.BALANCE) >= 6


def test_loads_on_one_leg_wait_for_five_rises(database: Database) -> None:
    profile = {"birth_year": 1988, "body_mass_kg": 64, "lifting_experience": "advanced"}
    wishes = {
        "availability": {"sessions_per_week": 2, "minutes": 45},
        "preferences": {"like": ["lunge-dumbbells", "split-squat-barbell", "step-up-barbell"]},
    }
    by_id = load().by_id

    def loaded(plan: Plan) -> set[str]:
        done = {
            each.exercise
            for week in plan.weeks
            for session in week.sessions
            for block in session.blocks
            for each in block.exercises
        }
        return {
            e
            for e in done
            if by_id[e].need is Need.LEGS_KNEE
            and by_id[e].laterality is not Laterality.BILATERAL
            and by_id[e].load_kind is LoadKind.EXTERNAL
            and by_id[e].rung >= 4
        }

    assert loaded(begin(database, athlete=profile, places=[GYM], **wishes))
    enter(database, "one-leg-rise", 3, 9)
    assert not loaded(planned(database))
