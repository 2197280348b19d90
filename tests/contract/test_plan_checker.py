"""The outsider's check finds what is wrong: each test breaks one thing in a plan that holds."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.support.contract_cases import catalogue, example, plan
from tests.support.outsider import Outsider
from tests.support.plan_checker import check
from tests.support.plan_checks_coach import main_lifts, menus, season
from tests.support.plan_checks_coach import sessions as sessions_of

Plan = dict[str, Any]
DETAIL = 5
MONDAY = dt.date(2026, 11, 23)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    case = example("marathoner_in_a_gym", detail=DETAIL)
    return plan(case, tmp_path_factory.mktemp("contract")).document


@pytest.fixture(scope="module")
def athlete() -> Plan:
    return example("marathoner_in_a_gym", detail=DETAIL).athlete


def sessions(document: Plan) -> list[Plan]:
    return [s for week in document["weeks"] for s in week["sessions"]]


def loaded(document: Plan) -> Iterator[Plan]:
    """Yield the sets with a bar, in order."""
    rows = {e["id"]: e for e in catalogue()["exercises"]}
    for session in sessions(document):
        for block in session["blocks"]:
            for each in block["exercises"]:
                if rows[each["exercise"]]["implement"] == "barbell":
                    yield from (s for s in each["sets"] if s.get("load_kg"))


def heavy(document: Plan) -> Plan:
    return next(s for s in sessions(document) if s["heavy_lower"])


def eve_of_intervals(document: Plan) -> None:
    session = heavy(document)
    monday = next(w["start"] for w in document["weeks"] if session in w["sessions"])
    session["date"], session["start"] = monday, "18:00"


def on_a_rest_day(document: Plan) -> None:
    document["weeks"][0]["sessions"][-1]["date"] = "2026-11-27"


def before_intervals(document: Plan) -> None:
    session = document["weeks"][0]["sessions"][0]
    session["date"], session["start"] = "2026-11-24", "08:00"


def at_night(document: Plan) -> None:
    sessions(document)[0]["start"] = "05:00"


def overlapping(document: Plan) -> None:
    session = document["weeks"][0]["sessions"][0]
    session["date"], session["start"] = "2026-11-25", "07:30"


def an_odd_start(document: Plan) -> None:
    sessions(document)[0]["start"] = "18:11"


def no_such_weight(document: Plan) -> None:
    next(loaded(document))["load_kg"] += 0.7


def no_such_implement(document: Plan) -> None:
    next(loaded(document))["implements"] = 2


def longer_sets(document: Plan) -> None:
    for one in loaded(document):
        if "reps" in one:
            one["reps"] += 2


def shorter_rests(document: Plan) -> None:
    for block in sessions(document)[0]["blocks"][1:]:
        block["exercises"][0]["sets"][-1]["rest_seconds"] -= 10


def beyond_the_budget(document: Plan) -> None:
    session = sessions(document)[0]
    session["minutes_planned"] = session["minutes_budget"] + 5


def without_kit(document: Plan) -> None:
    rows = catalogue()["exercises"]
    kit = set(example("marathoner_in_a_gym", detail=DETAIL).athlete["places"][0]["equipment"])
    name = next(e["id"] for e in rows if not any(set(t) <= kit for t in e["equipment"]))
    sessions(document)[0]["blocks"][-1]["exercises"][0]["exercise"] = name


def unknown_exercise(document: Plan) -> None:
    sessions(document)[0]["blocks"][-1]["exercises"][0]["exercise"] = "levitation"


def one_side_forgotten(document: Plan) -> None:
    each = next(
        e
        for s in sessions(document)
        for b in s["blocks"]
        for e in b["exercises"]
        if e["side"] == "each"
    )
    each["side"] = "both"


def light_called_heavy(document: Plan) -> None:
    session = next(s for s in sessions(document) if not s["heavy_lower"])
    session["heavy_lower"] = True


def heavy_called_light(document: Plan) -> None:
    heavy(document)["heavy_lower"] = False


def contacts_forgotten(document: Plan) -> None:
    sessions(document)[0]["contacts"] = sessions(document)[0].get("contacts", 0) + 20


def a_run_forgotten(document: Plan) -> None:
    del document["runs"][2]


def a_run_invented(document: Plan) -> None:
    document["runs"].append({**document["runs"][0], "kind": "hills"})


def a_week_forgotten(document: Plan) -> None:
    del document["weeks"][9]


def a_penalty_forgotten(document: Plan) -> None:
    next(line for line in document["analysis"] if line["penalty"])["penalty"] += 1


def a_line_forgotten(document: Plan) -> None:
    document["analysis"].remove(next(line for line in document["analysis"] if line["penalty"]))


def a_bound_too_high(document: Plan) -> None:
    document["proofs"][0]["bound"] += 1


def a_proof_forgotten(document: Plan) -> None:
    del document["proofs"][-1]


def claimed_optimal(document: Plan) -> None:
    document["proofs"][1]["bound"] -= 1


def no_reason(document: Plan) -> None:
    sessions(document)[0]["reasons"].clear()


def no_evidence(document: Plan) -> None:
    sessions(document)[0]["reasons"][0]["evidence"] = []


def a_rule_from_nowhere(document: Plan) -> None:
    sessions(document)[0]["reasons"][0]["rule"] = "magic.moon_phase"


def one_id_twice(document: Plan) -> None:
    sessions(document)[1]["id"] = sessions(document)[0]["id"]


def beyond_the_detail(document: Plan) -> None:
    late = copy.deepcopy(sessions(document)[0])
    document["weeks"][DETAIL]["sessions"] = [late | {"id": "late", "date": "2026-12-29"}]


def wrong_tempo(document: Plan) -> None:
    next(loaded(document))["tempo"] = "2-0-1"


def two_kinds_of_amount(document: Plan) -> None:
    next(loaded(document))["seconds"] = 30


BREAKS = [
    (eve_of_intervals, "before the intervals run"),
    (on_a_rest_day, "lies on a rest day"),
    (before_intervals, "h after the intervals run of the day"),
    (at_night, "fit no window"),
    (overlapping, "overlaps the easy run"),
    (an_odd_start, "is on no half hour"),
    (no_such_weight, "barbell makes"),
    (no_such_implement, "with 2 implements"),
    (longer_sets, "its sets take"),
    (shorter_rests, "its sets take"),
    (beyond_the_budget, "min planned in a budget of"),
    (without_kit, "needs [["),
    (unknown_exercise, "levitation is not in the catalogue"),
    (one_side_forgotten, "is for one side, the plan says both"),
    (light_called_heavy, "heavy_lower is True, recomputed False"),
    (heavy_called_light, "heavy_lower is False, recomputed True"),
    (contacts_forgotten, "contacts told"),
    (a_run_forgotten, "is not assumed"),
    (a_run_invented, "comes from nowhere"),
    (a_week_forgotten, "not consecutive Mondays"),
    (a_penalty_forgotten, "penalties"),
    (a_line_forgotten, "penalties"),
    (a_bound_too_high, "over objective"),
    (a_proof_forgotten, "levels and weeks are proven or bounded"),
    (claimed_optimal, "is optimal at"),
    (no_reason, "no reason"),
    (no_evidence, "without evidence"),
    (a_rule_from_nowhere, "magic.moon_phase is not in the ledger"),
    (one_id_twice, "ids are not unique"),
    (beyond_the_detail, "sessions beyond the detail"),
    (wrong_tempo, "in tempo"),
    (two_kinds_of_amount, "schema of plan"),
]


def test_a_plan_that_holds_has_no_fault(good: Plan, athlete: Plan) -> None:
    assert check(good, athlete, catalogue(), detail=DETAIL) == []


@pytest.mark.parametrize(("breaks", "words"), BREAKS, ids=lambda v: getattr(v, "__name__", ""))
def test_what_is_broken_is_found(
    breaks: Callable[[Plan], None], words: str, good: Plan, athlete: Plan
) -> None:
    document = copy.deepcopy(good)
    breaks(document)
    found = check(document, athlete, catalogue(), detail=DETAIL)
    assert any(words in fault for fault in found), found


FACTS = [
    ({"red_flags": ["RF-01"]}, "RF-01 does not block all"),
    ({"screening": {"systolic_mmhg": 190}}, "all blocked is False"),
    ({"screening": {"clearance_needed": True}}, "without the clearance"),
    ({"conditions": [{"region": "shin", "side": "left"}]}, "nothing is asked"),
    ({"conditions": [{"region": "calf", "side": "left", "pain_after": 8}]}, "loads the calf"),
    ({"limits": [{"set_by": "A", "forbid": "heavy-lower"}]}, "heavy legs are forbidden"),
    ({"limits": [{"set_by": "A", "forbid": "all"}]}, "all training is forbidden"),
    ({"limits": [{"set_by": "A", "require": "levitation"}]}, "wanted in every session"),
    ({"limits": [{"set_by": "A", "max_sessions_per_week": 1}]}, "2 sessions, beyond a limit"),
    ({"limits": [{"set_by": "A", "max_percent_1rm": 50}]}, "% 1RM, beyond a limit"),
    ({"limits": [{"set_by": "A", "max_load_kg": 10}]}, "kg, beyond a limit"),
    ({"checkins": [{"date": "2026-11-24", "illness": "fever"}]}, "training with fever"),
]


@pytest.mark.parametrize(("fact", "words"), FACTS, ids=[words for _, words in FACTS])
def test_a_plan_that_forgets_a_fact_of_the_athlete_is_found(
    fact: Plan, words: str, good: Plan, athlete: Plan
) -> None:
    found = check(good, athlete | fact, catalogue(), detail=DETAIL)
    assert any(words in fault for fault in found), found


def test_heavy_work_of_a_youth_and_of_a_novice_is_found(good: Plan, athlete: Plan) -> None:
    young = athlete | {"athlete": athlete["athlete"] | {"birth_year": 2010}}
    assert any("% 1RM at 16" in f for f in check(good, young, catalogue(), detail=DETAIL))
    new = athlete | {"athlete": athlete["athlete"] | {"lifting_experience": "none"}}
    document = copy.deepcopy(good)
    next(loaded(document))["percent_1rm"] = 85
    found = check(document, new, catalogue(), detail=DETAIL)
    assert any("at 85 % 1RM, unconfirmed" in fault for fault in found), found


def test_heavy_legs_in_the_days_before_a_race_are_found(good: Plan, athlete: Plan) -> None:
    race = {"date": heavy(good)["date"], "distance_m": 10000, "priority": "A"}
    found = check(good, athlete | {"races": [race]}, catalogue(), detail=DETAIL)
    assert any("0 days before a race of A" in fault for fault in found), found


@pytest.mark.parametrize(
    ("phases", "said"),
    [
        ("race maintenance taper race", 0),
        ("race maintenance race", 0),
        ("race power taper race", 1),
        ("race maintenance maximum-strength maximum-strength", 1),
        ("maximum-strength maintenance taper race", 1),
    ],
)
def test_a_coach_nods_at_a_week_that_holds_between_two_near_races_and_at_no_other(
    phases: str, said: int
) -> None:
    words = ["maximum-strength", "maximum-strength", *phases.split()]
    weeks = [
        {
            "start": (MONDAY + dt.timedelta(weeks=number)).isoformat(),
            "phase": phase,
            "light": False,
            "sessions": [],
        }
        for number, phase in enumerate(words)
    ]
    seen = Outsider({"today": MONDAY.isoformat(), "weeks": weeks}, {}, {"exercises": []})
    assert sum("lasts one week" in each for each in season(seen)) == said


GYM = {"id": "gym", "equipment": ["barbell", "rack", "dumbbell"]}
SQUATS = ("back-squat", "romanian-deadlift", "single-leg-calf-raise-step", "dead-bug")
HOPS = ("front-squat", "deadlift", "seated-calf-raise-barbell", "plank")


def told(*weeks: tuple[str, ...], minutes: float = 20, **athlete: object) -> Outsider:
    """Return weeks of one session of maximum strength as the outsider sees them."""
    document = {
        "today": MONDAY.isoformat(),
        "runs": [],
        "weeks": [
            {
                "start": (MONDAY + dt.timedelta(weeks=number)).isoformat(),
                "phase": "maximum-strength",
                "light": False,
                "sessions": [one_session(number, names, minutes)],
            }
            for number, names in enumerate(weeks)
        ],
    }
    profile = {"lifting_experience": "novice", "birth_year": 1990}
    return Outsider(document, {"athlete": profile, "places": [GYM], **athlete}, catalogue())


def one_session(number: int, names: tuple[str, ...], minutes: float) -> Plan:
    work = {"kind": "working", "reps": 8, "rir": 3, "rest_seconds": 90, "load_kg": 20}
    return {
        "id": f"s{number}",
        "date": (MONDAY + dt.timedelta(weeks=number)).isoformat(),
        "start": "18:00",
        "place": "gym",
        "minutes_budget": minutes,
        "minutes_planned": minutes,
        "blocks": [
            {"kind": "single", "exercises": [{"exercise": name, "side": "both", "sets": [work]}]}
            for name in names
        ],
    }


def test_a_new_menu_every_week_is_found_and_weeks_that_take_turns_are_not() -> None:
    third = ("goblet-squat", "hip-thrust", "calf-hold", "side-plank")
    assert any("0% of the menu" in said for said in menus(told(SQUATS, HOPS, third)))
    assert list(menus(told(SQUATS, HOPS, SQUATS, HOPS))) == []
    assert any("0% of the menu" in said for said in menus(told(SQUATS, HOPS, minutes=60)))


def test_one_menu_for_ever_is_found() -> None:
    assert list(menus(told(*[SQUATS] * 10))) == []
    assert list(menus(told(*[SQUATS] * 11))) == ["coach: one menu for 11 weeks"]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("back-squat", "dead-bug"), ["coach: no calves in the short week of 2026-11-23"]),
        (("calf-raise", "dead-bug"), ["coach: no legs in the short week of 2026-11-23"]),
        (SQUATS, []),
    ],
)
def test_a_short_week_without_calves_or_legs_is_found(
    names: tuple[str, ...], said: list[str]
) -> None:
    assert list(menus(told(names))) == said
    sore = {"region": "shin", "side": "left", "active": True, "pain_during": 3}
    assert list(menus(told(names, conditions=[sore]))) == []
    assert list(menus(told(names, minutes=60))) == []


def test_another_squat_every_week_is_found_and_one_after_eight_weeks_is_not() -> None:
    other = ("front-squat", *SQUATS[1:])
    assert list(main_lifts(told(SQUATS, other))) == [
        "coach: another squat in the week of 2026-11-30: front-squat for back-squat"
    ]
    assert list(main_lifts(told(*[SQUATS] * 8, other))) == []
    assert list(main_lifts(told(SQUATS, (*SQUATS, "front-squat"), other))) == []


def test_legs_that_only_hold_still_are_found() -> None:
    still = ("wall-sit", "calf-hold", "dead-bug")
    assert any("2 of 2 exercises for the legs are held still" in s for s in main_lifts(told(still)))
    assert list(main_lifts(told((*still, "goblet-squat", "bridge")))) == []


def test_near_twins_in_one_session_are_found() -> None:
    raises = ("standing-calf-raise", "single-leg-calf-raise-step", "back-squat")
    assert any("twins for calf-straight" in said for said in sessions_of(told(raises)))
    knees = ("back-squat", "goblet-squat", "wall-sit", "calf-raise")
    assert any("twins for legs-knee" in said for said in sessions_of(told(knees)))
    assert not any("twins" in said for said in sessions_of(told(SQUATS)))
