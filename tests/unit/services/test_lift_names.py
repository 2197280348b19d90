from __future__ import annotations

import datetime as dt

import pytest

from ironstride.catalogue import load
from ironstride.domain.exercise import Exercise
from ironstride.domain.performance import LoggedSet
from ironstride.services import lift_names
from ironstride.services.lift_names import NameIndex, outside_named
from ironstride.services.name_words import normal_form

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


def test_a_bare_name_that_means_several_lifts_with_a_load_is_asked_about() -> None:
    assert INDEX.find("Squat") == "bodyweight-squat"
    for name in ("Squat", "Squats", "Row", "Press", "Lunge", "Deadlift (Machine)", "Step-Ups"):
        assert INDEX.find(name, is_loaded=True) is None, name
        assert INDEX.outside(name) is None, name
        assert 2 <= len(INDEX.candidates(name)) <= 3, name
    assert INDEX.candidates("Squat")[0].id == "back-squat"


def test_a_name_that_is_plain_in_lifting_is_not_asked_about() -> None:
    assert INDEX.find("Squat (Barbell)", is_loaded=True) == "back-squat"
    assert INDEX.find("Pull Up", is_loaded=True) == "pull-up"
    assert INDEX.find("Bench Press", is_loaded=True) == "barbell-bench-press"
    assert INDEX.find("Bench Press (Dumbbell)", is_loaded=True) == "dumbbell-bench-press"
    assert INDEX.find("Standing Calf Raise (Bodyweight)", is_loaded=True) == "calf-raise"


def test_sets_keep_the_names_that_nobody_knows() -> None:
    day = dt.date(2026, 11, 20)
    sets = [
        LoggedSet(exercise="Barbell Squat", date=day, reps=5, load_kg=60.0),
        LoggedSet(exercise="Basket lift", date=day, reps=5),
    ]
    mapped = INDEX.map_sets(sets)
    assert [each.exercise for each in mapped.sets] == ["back-squat", "Basket lift"]
    (problem,) = mapped.problems("log.csv")
    assert "“Basket lift”" in problem.sentence
    assert INDEX.map_sets(sets[:1]).problems("log.csv") == ()


def test_the_order_of_words_and_brackets_do_not_matter() -> None:
    assert normal_form("Row, Bent-Over (Barbell)") == normal_form("Barbell bent over rows")


def test_where_all_are_exercises_no_name_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object) -> NameIndex:
        raise AssertionError("a plan without strange names reads no names")

    monkeypatch.setattr(lift_names, "index_of", read)
    assert outside_named(["back-squat", "push-up", "back-squat"]) == {}
    with pytest.raises(AssertionError):
        outside_named(["back-squat", "Hammer Curl"])
