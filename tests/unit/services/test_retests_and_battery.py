"""When tests come round, and which twenty minutes of them a first day holds."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ironstride.domain.assessment import LoggedResult
from ironstride.domain.athlete import CheckIn, Illness
from ironstride.domain.body_region import Side
from ironstride.domain.clock import monday_of
from ironstride.domain.plan import Phase
from ironstride.services.battery import MINUTES, Battery, battery
from ironstride.services.checkins import answer_red_flag, check_in
from ironstride.services.current_plan import current_plan
from ironstride.services.retests import DueTest, due_tests, retests
from ironstride.services.runner import set_athlete_text
from ironstride.services.self_tests import log_result
from ironstride.storage import Database, open_database
from tests.support.web import ATHLETE, NOW, TODAY, database_with_plan

TUESDAY = TODAY + dt.timedelta(days=1)
"""The day before, a Monday, holds an easy run; Sunday before TODAY holds the long one."""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "one.db")
    tell(opened)
    yield opened
    opened.close()


def tell(database: Database, **more: Any) -> None:  # noqa: ANN401 (tables of the athlete file)
    profile = {**ATHLETE["athlete"], **more.pop("athlete", {})}  # type: ignore[dict-item]  # a table
    document = {**ATHLETE, "races": [], "pins": [], "athlete": profile, **more}
    stored = set_athlete_text(
        database,
        json.dumps(document),
        location="athlete",
        file_format="json",
        today=TODAY,
        now=NOW,
    )
    assert stored.value is not None, stored.problems


def done_on(database: Database, test: str, on: dt.date) -> None:
    sides: tuple[Side | None, ...] = (Side.LEFT, Side.RIGHT)
    if test in {"push-ups", "chair-stand-30", "jump-reach"}:
        sides = (None,)
    for side in sides:
        row = LoggedResult(test=test, date=on, value=20, side=side)
        assert log_result(database, row, today=TODAY, now=NOW).value is not None


def calendar(database: Database, today: dt.date) -> dict[str, DueTest]:
    with database.snapshot() as unit:
        return {each.assessment.id: each for each in retests(unit, today)}


def due(database: Database, today: dt.date) -> list[str]:
    with database.snapshot() as unit:
        return [each.assessment.id for each in due_tests(unit, today)]


# When


def test_a_test_comes_round_after_its_weeks(database: Database) -> None:
    done_on(database, "heel-raise", TUESDAY - dt.timedelta(weeks=8))
    done_on(database, "stance-eyes-open", TUESDAY - dt.timedelta(weeks=4) + dt.timedelta(days=1))
    found = calendar(database, TUESDAY)
    assert {name: each.due - TUESDAY for name, each in found.items()} == {
        "heel-raise": dt.timedelta(0),
        "stance-eyes-open": dt.timedelta(days=1),
    }
    assert due(database, TUESDAY) == ["heel-raise"]
    assert due(database, TUESDAY - dt.timedelta(days=2)) == []


def test_nobody_is_asked_for_what_was_never_done_before_sixty_five(database: Database) -> None:
    assert due(database, TUESDAY) == []
    tell(database, athlete={"birth_year": TODAY.year - 64})
    assert due(database, TUESDAY) == []
    tell(database, athlete={"birth_year": TODAY.year - 65})
    assert set(due(database, TUESDAY)) == {"chair-stand-30", "stance-eyes-open"}


def test_the_day_after_a_hard_or_a_long_run_is_left_free(database: Database) -> None:
    done_on(database, "heel-raise", TODAY - dt.timedelta(weeks=9))
    assert due(database, TODAY) == []  # Sunday holds the long run
    on = calendar(database, TODAY)["heel-raise"]
    assert on.on == TUESDAY
    assert on.moved == "The day before holds a hard or a long run."
    assert due(database, TUESDAY) == ["heel-raise"]
    assert due(database, TODAY + dt.timedelta(days=2)) == ["heel-raise"]
    assert due(database, TODAY + dt.timedelta(days=3)) == []  # Wednesday holds intervals


@pytest.mark.parametrize("priority", ["A", "B", "C"])
def test_no_test_lies_in_a_race_week(database: Database, priority: str) -> None:
    race = TUESDAY + dt.timedelta(days=4)
    row = {"date": race.isoformat(), "distance_m": 10000, "priority": priority}
    tell(database, races=[row])
    done_on(database, "heel-raise", TODAY - dt.timedelta(weeks=9))
    found = calendar(database, TUESDAY)["heel-raise"]
    assert found.moved == "It is race week."
    assert found.on is not None
    assert monday_of(found.on) > monday_of(race)


def test_the_days_before_a_race_of_next_week_are_free_too(database: Database) -> None:
    race = TUESDAY + dt.timedelta(days=6)
    tell(database, races=[{"date": race.isoformat(), "distance_m": 5000, "priority": "C"}])
    done_on(database, "heel-raise", TODAY - dt.timedelta(weeks=9))
    assert due(database, TUESDAY) == []
    tell(
        database,
        races=[{"date": str(race + dt.timedelta(days=1)), "distance_m": 5000, "priority": "C"}],
    )
    assert due(database, TUESDAY) == ["heel-raise"]


def test_before_the_race_of_the_season_the_taper_is_free(database: Database) -> None:
    for days, expected in ((14, []), (15, ["heel-raise"])):
        race = TUESDAY + dt.timedelta(days=days)
        tell(database, races=[{"date": str(race), "distance_m": 42195, "priority": "A"}])
        if days == 14:
            done_on(database, "heel-raise", TODAY - dt.timedelta(weeks=9))
        assert due(database, TUESDAY) == expected


def test_no_test_lies_in_a_week_that_the_plan_tapers_or_races(tmp_path: Path) -> None:
    database = database_with_plan(tmp_path / "planned.db")
    done_on(database, "heel-raise", TODAY)
    done_on(database, "push-ups", TODAY)
    with database.snapshot() as unit:
        plan = current_plan(unit)
    assert plan is not None
    calm = {w.start for w in plan.plan.weeks if w.phase in {Phase.TAPER, Phase.RACE}}
    assert calm
    for start in sorted(calm):
        for day in range(7):
            date = start + dt.timedelta(days=day)
            on = [each.on for each in calendar(database, date).values()]
            assert not {monday_of(each) for each in on if each is not None} & calm
    database.close()


def test_who_is_ill_is_not_tested(database: Database) -> None:
    done_on(database, "heel-raise", TODAY - dt.timedelta(weeks=9))
    ill = CheckIn(date=TUESDAY, illness=Illness.FEVER)
    assert check_in(database, ill, today=TUESDAY, now=NOW).value is not None
    found = calendar(database, TUESDAY)["heel-raise"]
    assert found.on != TUESDAY
    assert found.moved


def test_a_red_flag_leaves_no_day_for_tests(database: Database) -> None:
    done_on(database, "heel-raise", TODAY - dt.timedelta(weeks=9))
    answer_red_flag(database, "RF-01", yes=True, today=TODAY, now=NOW)
    assert calendar(database, TUESDAY)["heel-raise"].on is None
    assert due(database, TUESDAY) == []


def test_a_due_test_says_when_it_was_done(database: Database) -> None:
    done_on(database, "heel-raise", TODAY - dt.timedelta(weeks=9))
    assert calendar(database, TUESDAY)["heel-raise"].sentence == (
        "Single-leg heel raise to a beat: last done 2026-09-21, every 8 weeks."
    )


# The first day


def first_day(database: Database, today: dt.date = TUESDAY) -> Battery:
    with database.snapshot() as unit:
        return battery(unit, today)


def names(found: Battery) -> list[str]:
    return [item.assessment.id for item in found.items]


def test_a_battery_fits_twenty_minutes_with_the_tiring_tests_last(database: Database) -> None:
    found = first_day(database)
    assert 15 <= found.minutes <= MINUTES
    assert [i.assessment.tires for i in found.items] == sorted(
        i.assessment.tires for i in found.items
    )
    assert {"heel-raise", "stance-eyes-open", "one-leg-rise"} <= set(names(found))
    assert all((item.first_side is Side.LEFT) is item.assessment.per_side for item in found.items)
    assert found.against == ""


def test_an_older_runner_gets_the_tests_that_health_rests_on(database: Database) -> None:
    tell(database, athlete={"birth_year": TODAY.year - 71})
    older = names(first_day(database))
    assert {"chair-stand-30", "sit-to-stand-5", "stance-eyes-open"} <= set(older)
    assert not {"hop-distance", "hop-reach"} & set(older)


def test_what_has_hurt_is_tested_first_and_what_hurts_is_left_alone(database: Database) -> None:
    past = {"region": "hamstring", "side": "left", "active": False}
    bare = {"id": "home", "equipment": []}
    tell(database, conditions=[past], places=[bare], availability={})
    assert "single-leg-bridge" not in names(first_day(database))
    home = {"id": "home", "equipment": ["box"]}
    tell(database, conditions=[past], places=[home], availability={})
    assert "single-leg-bridge" in names(first_day(database))
    tell(database, places=[home], availability={})
    assert "single-leg-bridge" not in names(first_day(database))
    now = {"region": "hamstring", "side": "left", "active": True, "pain_during": 4}
    tell(database, conditions=[now], places=[home], availability={})
    found = first_day(database)
    assert "single-leg-bridge" not in names(found)
    why = {str(each.assessment.id): each.sentence for each in found.left_out}
    assert why["single-leg-bridge"].startswith("Your hamstring (left) is at 4 of 10")


def test_whatever_is_left_out_says_why(database: Database) -> None:
    found = first_day(database)
    assert len(found.items) + len(found.left_out) == 17
    why = {str(each.assessment.id): each.sentence for each in found.left_out}
    assert all(why.values())
    assert why["chair-stand-30"] == "It is for people of 60 and older."
    assert why["five-rep-squat"] == "None of your places has the kit for it."
    gym = {"id": "gym", "equipment": ["barbell", "rack"], "bars_kg": [20], "plates_kg": [10, 10]}
    tell(database, places=[gym], availability={})
    why = {str(each.assessment.id): each.sentence for each in first_day(database).left_out}
    assert why["five-rep-squat"].startswith("Its technique comes first")


def test_a_day_that_does_not_suit_says_so_and_shows_what_another_would_hold(
    database: Database,
) -> None:
    found = first_day(database, TODAY)
    assert found.against == "The day before holds a hard or a long run."
    assert found.items


def test_a_red_flag_leaves_the_battery_empty(database: Database) -> None:
    answer_red_flag(database, "RF-01", yes=True, today=TODAY, now=NOW)
    found = first_day(database)
    assert found.items == ()
    assert all(each.refusal for each in found.left_out)


def test_the_order_of_sides_changes_with_the_next_occasion(database: Database) -> None:
    done_on(database, "heel-raise", TODAY - dt.timedelta(weeks=9))
    sides = {str(item.assessment.id): item.first_side for item in first_day(database).items}
    assert sides["heel-raise"] is Side.RIGHT
    assert sides["one-leg-rise"] is Side.LEFT
