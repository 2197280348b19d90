"""On paper, exercises agree with the body, with their harder steps and with their family."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from ironstride.catalogue import load, vocabulary
from ironstride.catalogue.agreement import check_agreement, check_body, demands
from ironstride.domain.body_region import Region
from ironstride.domain.exercise import Exercise, ExerciseId, Impact, Laterality

SQUAT = load().exercise("bodyweight-squat")


def codes_of_body(changes: Mapping[str, Any]) -> list[str]:
    """Return what is said of the body of a squat that was changed."""
    return [each.code for each in check_body(replace(SQUAT, **changes), vocabulary())]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"tissues": {**SQUAT.tissues, "achilles": 1}}, ["tissue-without-region"]),
        ({"tissues": {"patellar-tendon": 3}}, ["tissue-without-region"]),
        ({"tissues": {"patellar-tendon": 2}}, []),
        ({"muscles": {"quadriceps": 0.7, "soleus": 0.3}}, ["muscle-without-region"]),
        ({"muscles": {"quadriceps": 0.71, "soleus": 0.29}}, []),
        ({"muscles": {"quadriceps": 0.6, "abdominals": 0.4}}, []),
        ({"regions_loaded": {**SQUAT.regions_loaded, Region.SHIN: 2}}, ["region-unbacked"]),
        ({"regions_loaded": {**SQUAT.regions_loaded, Region.SHIN: 1}}, []),
    ],
)
def test_regions_agree_with_tissues_and_muscles(
    changes: Mapping[str, Any], codes: list[str]
) -> None:
    assert codes_of_body(changes) == codes


def test_a_landing_loads_the_shin_whichever_muscles_lead() -> None:
    loaded = {**SQUAT.regions_loaded, Region.SHIN: 2}
    assert codes_of_body({"regions_loaded": loaded, "impact": Impact.LOW}) == []
    loaded = {**SQUAT.regions_loaded, Region.SHOULDER: 2}
    assert codes_of_body({"regions_loaded": loaded, "impact": Impact.LOW}) == ["region-unbacked"]


def step(changes: Mapping[str, Any]) -> list[str]:
    """Return what is said of a squat whose harder step is the same squat, changed."""
    harder = replace(SQUAT, id=ExerciseId("harder"), harder=(), **changes)
    easier = replace(SQUAT, harder=(harder.id,))
    return [each.code for each in check_agreement({easier.id: easier, harder.id: harder})]


@pytest.mark.parametrize(
    "less",
    [
        {"body_mass_share": 0.5},
        {"tissues": {}},
        {"seconds_per_rep": 3.0},
        {"body_mass_share": 0.5, "seconds_per_rep": 3.0},
    ],
)
def test_a_harder_step_that_asks_for_less_and_for_more_of_nothing_is_refused(
    less: Mapping[str, Any],
) -> None:
    assert step(less) == ["harder-is-easier-on-paper"]
    assert step({**less, "skill": 2}) == []
    assert step({**less, "laterality": Laterality.UNILATERAL}) == []
    assert step({**less, "impact": Impact.LOW}) == []


def test_a_step_that_asks_for_the_same_is_not_easier() -> None:
    assert step({}) == []


def test_a_harder_step_on_another_ladder_is_not_compared() -> None:
    chair = replace(load().exercise("clamshell"), body_mass_share=None, tissues={})
    easier = replace(SQUAT, harder=(chair.id,))
    assert check_agreement({easier.id: easier, chair.id: chair}) == ()


def family(changes: Mapping[str, Any]) -> list[str]:
    """Return the ids that differ too much from a family of three squats and a changed one."""
    members = {
        name: replace(SQUAT, id=ExerciseId(name), harder=()) for name in ("a", "b", "c", "d")
    }
    members["d"] = replace(members["d"], **changes)
    return [each.location for each in check_agreement(members) if each.code == "unlike-its-family"]


def test_a_record_unlike_its_family_is_refused_unless_it_says_why() -> None:
    other = {"chest": 1.0}
    assert family({}) == []
    assert family({"muscles": other}) == ["d.toml: muscles"]
    assert family({"muscles": other, "notes": {"muscles": "It is a press."}}) == []
    assert family({"muscles": other, "pattern": "push-horizontal"}) == []


def test_every_demand_rises_somewhere_along_the_installed_ladders() -> None:
    rising: set[str] = set()
    for exercise in load().exercises:
        for harder in map(load().exercise, exercise.harder):
            here, there = demands(exercise), demands(harder)
            rising |= {name for name in here if there[name] > here[name]}
    assert rising == demands(SQUAT).keys()


def sides(exercise: Exercise) -> int:
    """Return how many sides a set is done on, one after the other."""
    return 2 if exercise.is_per_side else 1


def test_both_sides_are_timed_for_work_on_one_side() -> None:
    for exercise in load().exercises:
        assert (exercise.side_change_seconds > 0) is (sides(exercise) == 2), exercise.id
