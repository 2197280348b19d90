"""What a self-test changed is named where it shows: in the reasons of the exercises."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from ironstride.body.findings import effects_now
from ironstride.body.verdicts import Person
from ironstride.catalogue import load
from ironstride.catalogue.self_tests import self_tests
from ironstride.domain.athlete import SelfTest, Sex
from ironstride.domain.body_region import Side
from ironstride.domain.plan import Phase
from ironstride.planner.reasons import reasons_of_results
from ironstride.planner.season import SeasonWeek

DAY = dt.date(2026, 11, 23)
WEEK = SeasonWeek(start=DAY, phase=Phase.ADAPTATION, light=False)
EXERCISES = load().by_id


def said(test: str, left: float, right: float, exercise: str, week: SeasonWeek = WEEK) -> list[str]:
    rows = (
        SelfTest(test=test, date=DAY, value=left, side=Side.LEFT),
        SelfTest(test=test, date=DAY, value=right, side=Side.RIGHT),
    )
    person = Person(age=70, sex=Sex.FEMALE, body_mass_kg=60)
    effects = effects_now(self_tests(), rows, person, DAY)
    return [
        f"{reason.rule}: {reason.sentence}"
        for reason in reasons_of_results(effects, EXERCISES[exercise], week)
    ]


def test_a_weaker_side_is_named_with_the_work_that_it_changes() -> None:
    words = "Your right leg goes first in calf raises with a straight knee"
    (one,) = said("heel-raise", 28, 19, "single-leg-calf-raise")
    assert one.startswith(f"dose.tested_need: {words}")
    assert said("heel-raise", 28, 19, "plank") == []
    assert said("heel-raise", 28, 22, "single-leg-calf-raise") == []


def test_nothing_is_claimed_of_weeks_that_take_no_set_more() -> None:
    light, taper = replace(WEEK, light=True), replace(WEEK, phase=Phase.TAPER)
    assert said("heel-raise", 28, 19, "single-leg-calf-raise", light) == []
    assert said("heel-raise", 28, 19, "single-leg-calf-raise", taper) == []
    assert said("stance-eyes-open", 7, 9, "single-leg-stance", taper) == []


def test_balance_for_health_is_named_in_light_weeks_too() -> None:
    for week in (WEEK, replace(WEEK, light=True)):
        (one,) = said("stance-eyes-open", 7, 9, "single-leg-stance", week)
        assert one.startswith("dose.tested_weekly: Every week that trains")
