"""What a question names, and a scenario in words."""

from __future__ import annotations

import datetime as dt

import pytest

from ironstride.catalogue import load
from ironstride.domain.body_region import Region, Side
from ironstride.domain.exercise import Family
from ironstride.planner.what_if import (
    DaysAway,
    ExerciseIn,
    ExerciseOut,
    MinutesEach,
    PainToday,
    PlaceClosed,
    RaceMoved,
    Scenario,
    SessionsAWeek,
)
from ironstride.services.asked_words import (
    DayAsked,
    KindAsked,
    SetsAsked,
    kind_named,
    read_question,
)
from ironstride.services.what_if import next_week, one_exercise, said

MONDAY = dt.date(2026, 11, 30)
SUNDAY = dt.date(2026, 12, 6)


def read(text: str) -> object:
    parsed = read_question(text, load())
    assert parsed.value is not None, parsed.problems
    return parsed.value


@pytest.mark.parametrize("text", ["no deadlift", "Why no deadlift?", "not Deadlift", "NO DEADLIFT"])
def test_an_absence_is_read_however_it_is_asked(text: str) -> None:
    asked = read(text)
    assert isinstance(asked, KindAsked)
    assert asked.is_absent
    assert asked.kind.ids == {"deadlift"}


def test_an_exercise_without_a_no_is_asked_about_as_it_is() -> None:
    asked = read("why front-squat")
    assert isinstance(asked, KindAsked)
    assert not asked.is_absent
    assert asked.kind.is_one


def test_the_word_of_a_ladder_means_all_its_steps() -> None:
    kind = kind_named("squat", load())
    assert kind is not None
    assert kind.ids == {e.id for e in load().exercises if e.family is Family.SQUAT}


def test_words_that_several_names_hold_mean_all_of_them() -> None:
    kind = kind_named("nordic", load())
    assert kind is not None
    assert kind.ids == {"nordic-band", "nordic-lean", "nordic-lowering"}


@pytest.mark.parametrize(
    ("text", "sets"),
    [
        ("3 sets of front-squat", 3),
        ("why 3 sets of Front squat?", 3),
        ("1 set of front squat", 1),
        ("sets of front squat", None),
    ],
)
def test_a_number_of_sets_is_read(text: str, sets: int | None) -> None:
    asked = read(text)
    assert isinstance(asked, SetsAsked)
    assert asked.sets == sets
    assert asked.kind.ids == {"front-squat"}


@pytest.mark.parametrize(
    ("text", "weekday"),
    [("Tuesday", 1), ("not thursday", 3), ("why not on Sun?", 6), ("wed", 2)],
)
def test_a_day_of_the_week_is_read(text: str, weekday: int) -> None:
    asked = read(text)
    assert isinstance(asked, DayAsked)
    assert asked.of(MONDAY) == MONDAY + dt.timedelta(days=weekday)


def test_a_date_is_itself_in_any_week() -> None:
    asked = read("2026-12-06")
    assert isinstance(asked, DayAsked)
    assert asked.of(dt.date(2027, 1, 4)) == SUNDAY


@pytest.mark.parametrize("text", ["bananas", "no bananas", "3 sets of bananas", "", "?!", "so"])
def test_what_means_nothing_says_what_can_be_asked(text: str) -> None:
    parsed = read_question(text, load())
    assert parsed.value is None
    (problem,) = parsed.problems
    assert problem.code == "unknown-choice"
    assert problem.remedy


def test_one_exercise_is_found_by_its_name_and_several_are_asked_about() -> None:
    assert one_exercise("Front squat", load(), "with").value == "front-squat"
    several = one_exercise("squat", load(), "with")
    assert several.value is None
    assert "several" in several.problems[0].sentence
    assert "Did you mean" in (several.problems[0].remedy or "")
    assert one_exercise("bananas", load(), "with").problems[0].code == "unknown-exercise"


@pytest.mark.parametrize(
    ("scenario", "words"),
    [
        (
            PlaceClosed(place="gym", first=MONDAY, last=SUNDAY),
            "nothing at the gym from Mon 30 Nov to Sun 6 Dec",
        ),
        (DaysAway(first=MONDAY, last=MONDAY), "no training on Mon 30 Nov"),
        (SessionsAWeek(sessions=1), "one session a week"),
        (SessionsAWeek(sessions=3), "3 sessions a week"),
        (MinutesEach(minutes=20), "20 minutes a session"),
        (RaceMoved(old=MONDAY, new=SUNDAY), "the race of Mon 30 Nov on Sun 6 Dec"),
        (
            PainToday(region=Region.CALF, side=Side.LEFT, level=4),
            "pain of 4 out of 10, calf (left), from today on",
        ),
        (ExerciseOut(exercise="deadlift"), "without Deadlift"),
        (ExerciseIn(exercise="deadlift"), "with Deadlift in the next session"),
        (ExerciseIn(exercise="deadlift", date=SUNDAY), "with Deadlift on Sun 6 Dec"),
    ],
)
def test_a_scenario_is_told_in_a_few_words(scenario: Scenario, words: str) -> None:
    assert said(scenario, load()) == words


def test_next_week_goes_from_its_monday_to_its_sunday() -> None:
    assert next_week(dt.date(2026, 11, 29)) == (MONDAY, SUNDAY)
    assert next_week(dt.date(2026, 11, 23)) == (MONDAY, SUNDAY)
