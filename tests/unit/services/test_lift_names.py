from __future__ import annotations

import datetime as dt

import pytest

from ironstride.catalogue import load
from ironstride.domain.exercise import Exercise
from ironstride.domain.performance import LoggedSet
from ironstride.services.lift_names import NameIndex, normal_form

INDEX = NameIndex(load())


@pytest.mark.parametrize("exercise", load().exercises, ids=lambda each: each.id)
def test_every_id_and_name_of_the_catalogue_finds_itself(exercise: Exercise) -> None:
    assert INDEX.find(exercise.id) == exercise.id
    assert INDEX.find(exercise.name) == exercise.id


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Squat (Barbell)", "back-squat"),
        ("Barbell Back Squat", "back-squat"),
        ("Deadlift (Barbell)", "deadlift"),
        ("Bent Over Row (Barbell)", "barbell-row"),
        ("Romanian Deadlift (Dumbbell)", "romanian-deadlift-dumbbells"),
        ("Pushups", "push-up"),
        ("PULL UP", "pull-up"),
        ("Leg Extension (Machine)", "leg-extension"),
        ("Bicep Curl (Dumbbell)", None),
        ("", None),
        ("Élévation", None),
    ],
)
def test_names_of_other_programs_find_their_exercise_or_none(name: str, id: str | None) -> None:
    assert INDEX.find(name) == id


def test_a_bare_name_with_a_load_means_the_barbell() -> None:
    assert INDEX.find("Squat") == "bodyweight-squat"
    assert INDEX.find("Squat", is_loaded=True) == "back-squat"
    assert INDEX.find("Pull Up", is_loaded=True) == "pull-up"


def test_sets_keep_the_names_that_nobody_knows() -> None:
    day = dt.date(2026, 11, 20)
    sets = [
        LoggedSet(exercise="Squat", date=day, reps=5, load_kg=60.0),
        LoggedSet(exercise="Basket lift", date=day, reps=5),
    ]
    mapped = INDEX.map_sets(sets)
    assert [each.exercise for each in mapped.sets] == ["back-squat", "Basket lift"]
    (problem,) = mapped.problems("log.csv")
    assert "“Basket lift”" in problem.sentence
    assert INDEX.map_sets(sets[:1]).problems("log.csv") == ()


def test_the_order_of_words_and_brackets_do_not_matter() -> None:
    assert normal_form("Row, Bent-Over (Barbell)") == normal_form("Barbell bent over rows")
