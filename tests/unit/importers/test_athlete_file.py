from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from ironstride.domain.athlete import Athlete, Forbidden, Goal, LiftingExperience, RacePriority, Sex
from ironstride.domain.clock import Day
from ironstride.domain.problem import Parsed, Problem
from ironstride.domain.run import RunKind
from ironstride.importers.athlete_file import read_athlete, read_athlete_document
from tests.support.athletes import TODAY, full, known, small, validator


def read(document: dict[str, Any]) -> Parsed[Athlete]:
    text = json.dumps(document)
    return read_athlete(text, location="me.json", file_format="json", today=TODAY, known=known())


def errors(document: dict[str, Any]) -> dict[str, str]:
    """Return the codes of the errors by key path."""
    parsed = read(document)
    assert (parsed.value is None) == bool(parsed.errors)
    for problem in parsed.errors:
        assert problem.sentence
        assert problem.remedy
        assert problem.location.startswith("me.json: ")
    return {p.location.removeprefix("me.json: "): p.code for p in parsed.errors}


def warnings(document: dict[str, Any]) -> list[Problem]:
    parsed = read(document)
    assert parsed.value is not None, parsed.problems
    return list(parsed.problems)


def athlete_of(document: dict[str, Any]) -> Athlete:
    parsed = read(document)
    assert parsed.value is not None, parsed.problems
    return parsed.value


def test_a_file_that_says_everything_is_read_to_the_last_key() -> None:
    document = full()
    validator("athlete").validate(document)
    athlete = athlete_of(document)
    assert athlete.profile.sex is Sex.FEMALE
    assert athlete.profile.height_m == 1.7
    assert athlete.goals[Goal.INJURY_PREVENTION] == 3
    assert athlete.goals[Goal.FORM] == 1
    assert len(athlete.goals) == len(Goal)
    assert [place.id for place in athlete.places] == ["home", "gym"]
    assert athlete.places[1].bands[0].kg_high == 15
    window = athlete.availability.windows[0]
    assert (window.day, window.start_minute, window.end_minute) == (Day.TUE, 1020, 1230)
    assert athlete.availability.rest_days == {Day.FRI}
    assert athlete.races[0].priority is RacePriority.A
    assert athlete.usual_week is not None
    assert athlete.usual_week[1].kind is RunKind.LONG
    assert athlete.planned_runs[1].kind is None
    assert athlete.limits[1].forbid is Forbidden.EXERCISE
    assert athlete.limits[0].holds_on(dt.date(2027, 1, 31))
    assert athlete.red_flags == ("RF-03",)
    assert athlete.pins[0].start_minute == 1080
    assert athlete.technique == {"push-up"}
    assert read(document).problems == ()


def test_the_smallest_file_gets_the_contracts_defaults() -> None:
    athlete = athlete_of(small())
    assert athlete.profile.lifting_experience is LiftingExperience.NONE
    assert set(athlete.goals.values()) == {1}
    assert [(p.id, p.equipment) for p in athlete.places] == [("home", frozenset())]
    assert (athlete.availability.sessions_per_week, athlete.availability.minutes) == (2, 30)
    assert athlete.usual_week is None
    assert not athlete.imperial


def test_an_empty_usual_week_says_that_nobody_runs() -> None:
    assert athlete_of(small(usual_week=[])).usual_week == ()


def test_toml_takes_its_own_dates_and_times_beside_texts() -> None:
    text = """
schema = "ironstride/athlete/1"
[athlete]
birth_year = 1990
body_mass_kg = 70
lifting_experience = "none"
[availability]
windows = [{ day = "mon", from = 07:30:00, to = "08:30" }]
[[races]]
date = 2027-05-01
distance_m = 10000
priority = "B"
"""
    parsed = read_athlete(text, location="me.toml", file_format="toml", today=TODAY, known=known())
    assert parsed.value is not None, parsed.problems
    assert parsed.value.races[0].date == dt.date(2027, 5, 1)
    assert parsed.value.availability.windows[0].start_minute == 450


@pytest.mark.parametrize("start", ["07:30:15", "2027-05-01", "2027-05-01T07:30:00"])
def test_a_toml_moment_that_is_no_clock_time_is_refused(start: str) -> None:
    text = f"""
schema = "ironstride/athlete/1"
athlete = {{ birth_year = 1990, body_mass_kg = 70, lifting_experience = "none" }}
availability = {{}}
usual_week = [{{ day = "mon", start = {start}, kind = "easy", minutes = 40 }}]
"""
    parsed = read_athlete(text, location="me.toml", file_format="toml", today=TODAY, known=known())
    assert [p.location for p in parsed.errors] == ["me.toml: usual_week[0].start"]


def test_all_faults_of_shape_and_meaning_are_told_at_once() -> None:
    document = full()
    document["athlete"]["birth_year"] = 2019
    document["athlete"]["body_mass_kg"] = 600
    document["availability"]["minutes"] = 0
    document["races"][0]["date"] = "2026-11-22"
    document["limits"][1]["exercise"] = "squat-of-the-moon"
    document["lifts"] = []
    del document["schema"]
    assert errors(document) == {
        "schema": "missing-key",
        "athlete.birth_year": "impossible-age",
        "athlete.body_mass_kg": "wrong-value",
        "availability.minutes": "wrong-value",
        "races[0].date": "race-in-the-past",
        "limits[1].exercise": "unknown-exercise",
        "lifts": "unknown-key",
    }


@pytest.mark.parametrize(
    ("year", "taken"), [(2013, False), (2012, True), (1926, True), (1925, False)]
)
def test_ages_from_14_to_100_are_served(year: int, *, taken: bool) -> None:
    document = small()
    document["athlete"]["birth_year"] = year
    assert bool(errors(document)) is not taken


def test_a_race_today_counts_and_one_of_yesterday_does_not() -> None:
    race = {"date": "2026-11-23", "distance_m": 5000, "priority": "C"}
    assert errors(small(races=[race])) == {}
    assert errors(small(races=[{**race, "date": "2026-11-22"}])) == {
        "races[0].date": "race-in-the-past"
    }


@pytest.mark.parametrize(
    ("change", "path", "code"),
    [
        ({"red_flags": ["RF-15"]}, "red_flags[0]", "unknown-red-flag"),
        ({"red_flags": ["rf-03"]}, "red_flags[0]", "wrong-value"),
        (
            {"conditions": [{"region": "knee", "side": "left"}]},
            "conditions[0].region",
            "unknown-word",
        ),
        (
            {"conditions": [{"region": "shin", "side": "left", "protocol": "rest-and-hope"}]},
            "conditions[0].protocol",
            "unknown-protocol",
        ),
        ({"preferences": {"like": ["moonwalk"]}}, "preferences.like", "unknown-exercise"),
        ({"places": [{"id": "home"}, {"id": "home"}]}, "places[1].id", "twice"),
        ({"places": [{"id": "Home"}]}, "places[0].id", "wrong-value"),
        (
            {"availability": {"windows": [{"day": "mon", "from": "09:00", "to": "09:00"}]}},
            "availability.windows[0].from",
            "not-in-order",
        ),
        (
            {
                "availability": {
                    "windows": [{"day": "mon", "from": "09:00", "to": "10:00", "place": "gym"}]
                }
            },
            "availability.windows[0].place",
            "unknown-place",
        ),
        (
            {"availability": {"away": [{"from": "2026-12-02", "to": "2026-12-01"}]}},
            "availability.away[0].from",
            "not-in-order",
        ),
        ({"limits": [{"set_by": "x", "note": "careful"}]}, "limits[0]", "limit-without-effect"),
        ({"limits": [{"set_by": "x", "forbid": "exercise"}]}, "limits[0].exercise", "missing-key"),
        (
            {"limits": [{"set_by": "x", "max_load_kg": 20}]},
            "limits[0].max_load_kg",
            "limit-without-effect",
        ),
        (
            {
                "limits": [
                    {
                        "set_by": "x",
                        "forbid": "impact",
                        "set_on": "2026-12-02",
                        "until": "2026-12-01",
                    }
                ]
            },
            "limits[0].until",
            "limit-without-effect",
        ),
        ({"limits": [{"set_by": "x", "require": "nothing"}]}, "limits[0].require", None),
        ({"pins": [{"date": "2026-12-01", "exercise": "nothing"}]}, "pins[0].exercise", None),
        ({"technique": ["nothing"]}, "technique", "unknown-exercise"),
        (
            {"screening": {"systolic_mmhg": 80, "diastolic_mmhg": 90}},
            "screening.diastolic_mmhg",
            "not-in-order",
        ),
        ({"preferences": {"units": "stones"}}, "preferences.units", "unknown-word"),
        ({"goals": {"speed": 1}}, "goals.speed", "unknown-key"),
        ({"goals": {"economy": True}}, "goals.economy", "wrong-value"),
        ({"goals": {"economy": 1.5}}, "goals.economy", "wrong-value"),
        ({"races": {}}, "races", "wrong-value"),
        ({"races": [3]}, "races[0]", "wrong-value"),
        ({"availability": None}, "availability", "wrong-value"),
    ],
)
def test_a_fault_is_told_at_its_key(change: dict[str, Any], path: str, code: str | None) -> None:
    assert errors(small(**change)) == {path: code or "unknown-exercise"}


def test_heart_rates_bands_and_machines_have_an_order() -> None:
    document = full()
    document["athlete"]["hr_rest_bpm"] = 110
    document["athlete"]["hr_max_bpm"] = 105
    document["places"][1]["machine_min_kg"] = 200
    document["places"][1]["bands"][0]["kg_low"] = 20
    assert errors(document) == {
        "athlete.hr_rest_bpm": "not-in-order",
        "places[1].machine_min_kg": "not-in-order",
        "places[1].bands[0].kg_low": "not-in-order",
    }


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"preferences": {"like": ["push-up"], "dislike": ["push-up"]}}, "liked-and-disliked"),
        ({"limits": [{"set_by": "x", "forbid": "all", "until": "2026-11-22"}]}, "limit-over"),
        ({"places": [{"id": "home", "equipment": ["trampolin"]}]}, "unknown-equipment"),
        (
            {
                "races": [
                    {"date": "2027-01-01", "distance_m": 5000, "priority": "A"},
                    {"date": "2027-01-01", "distance_m": 10000, "priority": "B"},
                ]
            },
            "twice",
        ),
        (
            {"planned_runs": [{"date": "2026-12-01", "start": "07:00", "kind": k, "minutes": m}
                              for k, m in (("rest", 30),)]},
            "rest-with-minutes",
        ),
        (
            {"planned_runs": [{"date": "2026-12-01", "start": "07:00", "kind": "easy",
                               "minutes": 0}]},
            "run-without-minutes",
        ),
        ({"pins": [{"date": "2026-12-01"}]}, "pin-without-effect"),
        ({"pins": [{"date": "2026-11-01", "session": "none"}]}, "pin-in-the-past"),
        ({"results": [{"date": "2026-12-01", "distance_m": 5000, "seconds": 1500}]},
         "in-the-future"),
        ({"conditions": [{"region": "shin", "side": "left", "since": "2026-12-01"}]},
         "in-the-future"),
    ],
)  # fmt: skip
def test_what_is_odd_and_harmless_is_told_and_taken(change: dict[str, Any], code: str) -> None:
    assert [problem.code for problem in warnings(small(**change))] == [code]


def test_two_runs_at_one_start_and_an_unknown_zone_are_told() -> None:
    run = {"date": "2026-12-01", "start": "07:00", "kind": "easy", "minutes": 40}
    document = small(planned_runs=[run, run])
    document["athlete"]["time_zone"] = "Europe/Berlun"
    assert [problem.code for problem in warnings(document)] == ["unknown-time-zone", "twice"]
    assert warnings(document)[0].remedy == "Did you mean “Europe/Berlin”?"


def test_a_typo_gets_the_nearest_word_as_its_remedy() -> None:
    document = small()
    document["availability"]["minute"] = 20
    (problem,) = read(document).errors
    assert problem.remedy == "Did you mean “minutes”?"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        '{"schema": 1',
        '{"goals": {}, "goals": {}}',
        "[" * 100_000,
        '{"a":' * 100_000,
        "\ufeff{}",
        '{"athlete": 1' + "0" * 5000 + "}",
    ],
)
def test_a_text_that_is_no_document_is_one_problem(text: str) -> None:
    parsed = read_athlete(text, location="me.json", file_format="json", today=TODAY, known=known())
    assert parsed.value is None
    assert parsed.errors[0].code == "unreadable-document"


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "1" + "0" * 400])
def test_a_number_that_is_not_finite_is_refused(number: str) -> None:
    text = json.dumps(small()).replace("61.5", number)
    parsed = read_athlete(text, location="me.json", file_format="json", today=TODAY, known=known())
    assert [problem.location for problem in parsed.errors] == ["me.json: athlete.body_mass_kg"]


def test_the_document_that_was_parsed_already_is_read_alike() -> None:
    parsed = read_athlete_document(full(), location="me.json", today=TODAY, known=known())
    assert parsed == read(full())


def test_soft_rules_may_be_switched_off_by_the_file() -> None:
    athlete = athlete_of(small(rules_off=["variety.within_week"]))
    assert athlete.rules_off == {"variety.within_week"}


@pytest.mark.parametrize(
    ("rule", "code"),
    [("safety.effort", "rule-always-counts"), ("variety.within_a_week", "unknown-rule")],
)
def test_a_hard_or_unknown_rule_that_is_switched_off_refuses_the_file(rule: str, code: str) -> None:
    parsed = read(small(rules_off=[rule]))
    assert parsed.value is None
    assert [(p.code, p.location.endswith("rules_off")) for p in parsed.problems] == [(code, True)]
