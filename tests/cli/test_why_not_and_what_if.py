"""Questions at the command line: why not, how many, which day, and what if."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.athletes import small
from tests.support.door import Answer, ask
from tests.support.published import check_schema

RUNS = [
    {"day": "tue", "start": "07:00", "kind": "intervals", "minutes": 60},
    {"day": "sun", "start": "09:00", "kind": "long", "minutes": 100},
]
RACES = [{"date": "2027-03-14", "distance_m": 21097.5, "priority": "A"}]
DAY = ("--today", "2026-11-23")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Make a home with an athlete file."""
    text = json.dumps(small(usual_week=RUNS, races=RACES))
    (tmp_path / "me.json").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def planned(home: Path) -> Path:
    """Make a home whose database has a runner and a plan."""
    assert ask("setup", "--file", home / "me.json", home=home).code == 0
    assert ask("plan", "--weeks", 6, "--detail", 1, home=home).code == 0
    return home


def held(home: Path) -> dict[str, int]:
    """Return the exercises of the first session with their working sets."""
    session = ask("week", "--json", home=home).document["sessions"][0]
    return {
        each["exercise"]: sum(one["kind"] == "working" for one in each["sets"])
        for block in session["blocks"]
        if block["kind"] != "warm-up"
        for each in block["exercises"]
    }


def code(answer: Answer) -> str:
    assert answer.code == 2, answer.out
    (problem,) = answer.document["problems"]
    assert problem["what"]
    assert problem["where"]
    assert problem["remedy"]
    return str(problem["code"])


def test_an_absence_names_the_rule_that_forbids(planned: Path) -> None:
    answer = ask("why", "no", "box-jump", "--json", home=planned).document["answer"]
    assert answer["kind"] == "absence"
    assert answer["sentences"][0] == "Box jump can't be in this week."
    assert "dose.phase_methods" in {bar["rule"] for bar in answer["forbidden"]}
    assert "What forbids it" in ask("why", "no", "box-jump", home=planned).out


def test_an_absence_that_nothing_forbids_has_a_price_rule_by_rule(planned: Path) -> None:
    taken = held(planned)
    prices = []
    for exercise in ("wall-sit", "table-plank", "clamshell", "bridge", "push-up", "plank"):
        if exercise in taken:
            continue
        document = ask("why", "no", exercise, "--json", home=planned).document
        answer = document["answer"]
        for price in answer["prices"]:
            if price["points"] is None:
                continue
            prices.append(price["points"])
            assert price["points"] == sum(row["difference"] for row in price["ledger"])
            assert price["at_least"] <= price["points"]
            rules = {rule["rule"] for rule in document["rules"]}
            assert {row["rule"] for row in price["ledger"]} <= rules
    assert prices


def test_a_kind_of_exercise_is_asked_about_by_its_word(planned: Path) -> None:
    answer = ask("why", "no", "hop", "--json", home=planned).document["answer"]
    assert answer["kind"] == "absence"
    assert "hop" in answer["sentences"][0]
    squat = ask("why", "squat", home=planned)
    assert squat.code == 0
    assert "squat" in squat.out.lower()


def test_a_set_count_is_priced_one_more_and_one_less(planned: Path) -> None:
    exercise, sets = next(iter(held(planned).items()))
    answer = ask("why", f"{sets} sets of {exercise}", "--json", home=planned).document["answer"]
    assert answer["kind"] == "sets"
    whats = [price["what"].split()[0] for price in answer["prices"]]
    assert whats == [str(n) for n in (sets + 1, sets - 1) if n > 0]


def test_a_day_is_answered_with_the_price_of_the_others(planned: Path) -> None:
    sessions = ask("week", "--json", home=planned).document["sessions"]
    date = sessions[0]["date"]
    answer = ask("why", date, "--json", home=planned).document["answer"]
    assert answer["kind"] == "day"
    assert len(answer["prices"]) >= 4
    by_session = ask("why", sessions[0]["id"], "--json", home=planned).document
    assert by_session["answer"] == answer
    assert by_session["rules"]
    assert ask("why", "not", "Sunday", home=planned).code == 0


def test_an_exercise_of_the_plan_is_worth_what_the_week_loses_without_it(planned: Path) -> None:
    exercise = next(iter(held(planned)))
    document = ask("why", exercise, "--json", home=planned).document
    assert document["answer"]["kind"] == "exercise"
    assert document["answer"]["prices"][0]["what"].startswith("Without")
    assert document["rules"][0]["sentence"]


def test_what_means_nothing_is_refused_with_a_guess(planned: Path) -> None:
    assert code(ask("why", "no", "bananas", "--json", home=planned)) == "unknown-choice"
    assert "Did you mean" in ask("why", "no", "heavy", "kneeling", "row", home=planned).err
    late = ask("why", "no", "deadlift", "--week", "2030-01-01", "--json", home=planned)
    assert code(late) == "nothing-to-ask"


def test_why_works_on_files_alone(home: Path) -> None:
    files = ("--athlete", home / "me.json", *DAY)
    answer = ask("why", "no", "box-jump", *files, "--json", home=home)
    assert answer.code == 0, answer.err
    assert answer.document["answer"]["forbidden"]
    assert ask("why", *files, home=home).code == 0
    assert not (home / "share").exists()
    assert ask("why", "no", "plank", "--runs", home, home=home).code == 2


def test_what_if_shows_both_plans_and_stores_nothing(planned: Path) -> None:
    before = ask("week", "--json", home=planned).out
    answer = ask("what-if", "--minutes", 20, "--json", home=planned)
    assert answer.code == 0, answer.err
    document = answer.document
    check_schema("what-if", document)
    check_schema("plan", document["plan"])
    assert document["what_if"] == ["20 minutes a session"]
    cost = document["cost"]
    assert cost["difference"] == cost["new"] - cost["old"]
    assert cost["difference"] == sum(row["difference"] for row in cost["rules"])
    assert all(s["minutes"] <= 20 for w in document["weeks"] for s in w["new"]["sessions"])
    assert document["plan"]["schema"] == "ironstride/plan/1"
    assert ask("week", "--json", home=planned).out == before


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("--closed", "home"), "nothing at home from Mon 30 Nov to Sun 6 Dec"),
        (("--pain", "calf", 4, "--sessions", 3), "3 sessions a week; pain of 4 out of 10, calf"),
    ],
)
def test_each_world_is_told_in_words(home: Path, asked: tuple[object, ...], words: str) -> None:
    answer = ask("what-if", *asked, "--athlete", home / "me.json", *DAY, home=home)
    assert answer.code in {0, 1}, answer.err
    told = " ".join(answer.out.split())
    assert f"What if: {words}" in told
    assert "Nothing was stored" in told
    assert "Points over these weeks" in told
    assert not (home / "share").exists()


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ((), "nothing-asked"),
        (("--sessions", 9), "out-of-range"),
        (("--minutes", 1), "out-of-range"),
        (("--closed", "moon"), "unknown-place"),
        (("--race", "2027-01-01", "2027-01-02"), "unknown-race"),
        (("--away", "2027-01-02", "2027-01-01"), "wrong-days"),
        (("--pain", "calf", 11), "out-of-range"),
        (("--with", "bananas"), "unknown-exercise"),
        (("--without", "squat"), "unknown-exercise"),
    ],
)
def test_wrong_input_says_what_where_and_the_remedy(
    home: Path, asked: tuple[object, ...], expected: str
) -> None:
    files = ("--athlete", home / "me.json", *DAY)
    assert code(ask("what-if", *asked, *files, "--json", home=home)) == expected


def test_options_that_need_another_are_refused(home: Path) -> None:
    assert ask("what-if", "--from", "2026-11-30", home=home).code == 2
    assert ask("what-if", "--runs", home, "--sessions", 3, home=home).code == 2
    assert code(ask("what-if", "--sessions", 3, "--json", home=home)) == "no-plan"
