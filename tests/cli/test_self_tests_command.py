"""`ironstride test`: every action by words and as one document, in the runner's own units."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ironstride.cli.tests import ACTIONS
from tests.support.athletes import small
from tests.support.door import Answer, ask

BOTH = ("--left", "27", "--right", "18", "--yes", "--no-plan")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home with a runner of 38."""
    person = {"birth_year": 1988, "sex": "female", "body_mass_kg": 60}
    _stored(tmp_path, small(athlete={**person, "lifting_experience": "novice"}))
    return tmp_path


def _stored(home: Path, athlete: dict[str, Any]) -> None:
    (home / "me.json").write_text(json.dumps(athlete), encoding="utf-8")
    assert ask("setup", "--file", home / "me.json", home=home).code == 0


def told(*arguments: object, home: Path) -> Answer:
    answer = ask("test", *arguments, home=home)
    assert answer.code == 0, answer.err
    return answer


def recorded(home: Path) -> list[str]:
    document = told("record", "heel-raise", *BOTH, "--json", home=home).document
    return [str(each) for each in document["recorded"]]


def test_every_action_answers_with_one_document(home: Path) -> None:
    left, _ = recorded(home)
    names = {"show": "heel-raise", "record": "heel-raise", "delete": left, "undo": left}
    for action in ACTIONS:
        more = (
            BOTH if action == "record" else ("--no-plan",) if action in {"delete", "undo"} else ()
        )
        name = (names[action],) if action in names else ()
        document = told(action, *name, *more, "--json", home=home).document
        assert document, action


def test_the_list_names_every_test_with_its_last_result(home: Path) -> None:
    recorded(home)
    lines = told(home=home).out
    assert "heel-raise: Single-leg heel raise" in lines
    assert "left 27 reps, right 18 reps on 2026-11-23" in " ".join(lines.split())
    assert "push-ups: Push-ups (not done yet)" in lines
    assert "17 tests" in lines


def test_a_test_is_shown_whole(home: Path) -> None:
    words = " ".join(told("show", "heel-raise", home=home).out.split())
    for part in (
        "Tells:",
        "Does not tell:",
        "Not for you if one of these holds:",
        "Stop at once when:",
    ):
        assert part in words
    assert "1. Put the board" in words
    assert "Left side first this time." in words
    assert "Rests on: NT-01" in words
    document = told("show", "heel-raise", "--json", home=home).document
    assert document["test"]["timing"] == {
        "by": "metronome",
        "bpm": 60,
        "beats_per_rep": 2,
        "seconds": None,
    }
    assert document["says"] == []


def test_a_result_is_recorded_and_says_what_it_means_and_changes(home: Path) -> None:
    words = told("record", "heel-raise", *BOTH, home=home).out
    flat = " ".join(words.split())
    assert "2026-11-23: left 27 reps, right 18 reps" in flat
    assert "Your right side is weaker" in flat
    assert "What it changes in the plan: Your right leg goes first" in flat
    document = told("show", "heel-raise", "--json", home=home).document
    assert {each["side"]: each["value"] for each in document["results"]} == {
        "left": 27.0,
        "right": 18.0,
    }
    assert {"norm", "line", "sides"} <= {each["about"] for each in document["says"]}
    assert document["effects"]


def test_a_small_difference_is_called_none_that_the_test_can_see(home: Path) -> None:
    words = told(
        "record", "heel-raise", "--left", 27, "--right", 22, "--yes", "--no-plan", home=home
    ).out
    assert "No difference that this test can see." in " ".join(words.split())


def test_the_plan_answers_a_result(home: Path) -> None:
    answer = told("record", "push-ups", "--value", 20, "--yes", "--json", home=home)
    assert {"recorded", "plan", "changes", "test"} <= answer.document.keys()


def test_what_speaks_against_a_test_is_confirmed_first(home: Path) -> None:
    answer = ask("test", "record", "push-ups", "--value", 20, "--json", home=home)
    assert answer.code == 2
    (problem,) = answer.document["problems"]
    assert problem["code"] == "not-confirmed"
    assert "--yes" in problem["remedy"]
    assert told("show", "push-ups", "--json", home=home).document["results"] == []


def test_a_result_is_taken_back_and_comes_again(home: Path) -> None:
    left, right = recorded(home)
    told("delete", left, "--no-plan", home=home)
    kept = told("show", "heel-raise", "--json", home=home).document["results"]
    assert [each["id"] for each in kept] == [right]
    told("undo", left, "--no-plan", home=home)
    kept = told("show", "heel-raise", "--json", home=home).document["results"]
    assert {each["id"] for each in kept} == {left, right}


def test_a_check_list_counts_what_was_seen(home: Path) -> None:
    told("record", "form-film", "--missed", "2,5", "--yes", "--no-plan", home=home)
    (one,) = told("show", "form-film", "--json", home=home).document["results"]
    assert (one["value"], one["missed"]) == (6.0, [1, 4])
    told("record", "form-film", "--missed", "", "--yes", "--no-plan", home=home)


def test_inches_and_pounds_are_taken_and_said_where_they_were_chosen(tmp_path: Path) -> None:
    _stored(tmp_path, small(preferences={"units": "imperial"}))
    sides = ("--left", "4", "--right", "3.5", "--no-plan")
    words = " ".join(told("record", "knee-to-wall", *sides, home=tmp_path).out.split())
    assert "left 4 in, right 3.5 in" in words
    assert " cm" not in words
    results = told("show", "knee-to-wall", "--json", home=tmp_path).document["results"]
    assert sorted(each["value"] for each in results) == pytest.approx([8.89, 10.16])


def test_what_is_due_and_the_battery_are_told(home: Path) -> None:
    assert "Nothing comes round yet" in told("due", home=home).out
    recorded(home)
    due = told("due", "--json", home=home).document["due"]
    assert [(each["test"], each["due"]) for each in due] == [("heel-raise", "2027-01-18")]
    document = told("battery", "--json", home=home).document
    steps = {each["test"]: each["state"] for each in document["battery"]}
    assert steps["heel-raise"] == "done"
    assert "open" in steps.values()
    assert 0 < document["minutes_left"] <= 20
    assert "min to go" in told("battery", home=home).out


@pytest.mark.parametrize(
    "words",
    [
        ("show",),
        ("list", "heel-raise"),
        ("dance",),
        ("show", "levitation"),
        ("record", "levitation", "--value", "3"),
        ("record", "heel-raise", "--yes"),
        ("record", "heel-raise", "--value", "20", "--yes"),
        ("record", "push-ups", "--left", "20", "--yes"),
        ("record", "push-ups", "--value", "many", "--yes"),
        ("record", "push-ups", "--value", "999", "--yes"),
        ("record", "push-ups", "--value", "3.5", "--yes"),
        ("record", "push-ups", "--value", "3", "--missed", "1", "--yes"),
        ("record", "form-film", "--missed", "9", "--yes"),
        ("record", "form-film", "--value", "8", "--missed", "1", "--yes"),
        ("delete", "none"),
        ("undo", "none"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_kept(home: Path, words: tuple[str, ...]) -> None:
    answer = ask("test", *words, "--json", "--no-plan", home=home)
    assert answer.code == 2, answer.out
    assert answer.document["problems"]
    lines = told("--json", home=home).document["tests"]
    assert all(each["last"] is None for each in lines)


def test_a_test_that_the_body_forbids_is_refused(home: Path) -> None:
    said = ("checkin", "--pain", "calf", "--side", "left", "--during", 6, "--no-plan")
    assert ask(*said, home=home).code == 0
    answer = ask("test", "record", "heel-raise", *BOTH, "--json", home=home)
    assert answer.code == 2
    (problem,) = answer.document["problems"]
    assert problem["code"] == "not-now"
    assert "calf" in problem["what"]
