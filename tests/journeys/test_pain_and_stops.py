"""What hurts, gate by gate; red flags; a professional's word; illness and days off."""

from __future__ import annotations

import datetime as dt

import pytest

from ironstride.body.red_flags import RED_FLAGS
from ironstride.catalogue import load
from ironstride.domain.body_region import Region
from tests.support.journey import MONDAY, SHORT, Life, plain, sentences, work_of

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (MONDAY + dt.timedelta(days=n) for n in range(1, 5))


def exercises(runner: Life, day: dt.date, date: dt.date | None = None) -> set[str]:
    """Return what the sessions to come of a week hold."""
    return {each["exercise"] for s in runner.sessions(day, date) for each in work_of(s)}


def most_on(region: str, found: set[str]) -> int:
    """Return the highest grade at which any of the exercises loads a region."""
    known = load().by_id
    return max((known[id].regions_loaded.get(Region(region), 0) for id in found), default=0)


def hurts(runner: Life, day: dt.date, pain: float, when: str = "--during") -> str:
    """Return what is said and changed when the left Achilles tendon hurts."""
    words = ("checkin", "--pain", "achilles", "--side", "left", when, pain)
    return plain(runner.say(day, *words))


def test_at_two_she_goes_on_and_nothing_changes(runner: Life) -> None:
    before = exercises(runner, MONDAY)
    assert "at 2 of 10: go on" in hurts(runner, MONDAY, 2)
    assert exercises(runner, MONDAY) == before


def test_at_four_what_loads_it_most_is_swapped_at_six_it_rests_and_calm_again_it_comes_back(
    runner: Life,
) -> None:
    assert "at 4 of 10: hold" in hurts(runner, MONDAY, 4)
    assert most_on("achilles", exercises(runner, MONDAY)) <= 2
    assert runner.week(MONDAY)["phase"] == "rehabilitation"
    assert runner.told(TUESDAY, "today")["mornings"] == [{"region": "achilles", "side": "left"}]
    words = ("checkin", "--pain", "achilles", "--side", "left", "--date", MONDAY)
    runner.say(TUESDAY, *words, "--next-morning", 6)
    assert runner.told(TUESDAY, "today")["mornings"] == []
    stopped = runner.told(TUESDAY, "today")["stops"]
    assert "at 6 of 10: stop loading it" in stopped[0]
    assert most_on("achilles", exercises(runner, TUESDAY)) <= 1
    assert "at 1 of 10: go on" in hurts(runner, FRIDAY, 1)
    changes = runner.told(FRIDAY, "plan", *SHORT)
    assert changes["stops"] == []
    assert runner.week(FRIDAY, FRIDAY + dt.timedelta(days=7))["phase"] != "rehabilitation"
    assert most_on("achilles", exercises(runner, FRIDAY, FRIDAY + dt.timedelta(days=7))) >= 2


def test_the_worst_of_the_day_and_the_morning_counts(runner: Life) -> None:
    hurts(runner, MONDAY, 1)
    words = ("checkin", "--pain", "achilles", "--side", "left", "--date", MONDAY)
    assert "at 5 of 10: hold" in plain(runner.say(TUESDAY, *words, "--next-morning", 5))


@pytest.mark.parametrize(
    ("region", "pain", "state"),
    [("knee-front", 3, "stop"), ("calf", 4, "stop"), ("calf", 3, "hold")],
)
def test_kneecaps_and_muscles_have_lower_ceilings(
    runner: Life, region: str, pain: int, state: str
) -> None:
    words = ("checkin", "--pain", region, "--side", "right", "--during", pain)
    assert f"at {pain} of 10: {state}" in plain(runner.say(MONDAY, *words))


@pytest.mark.parametrize("flag", [each.id for each in RED_FLAGS])
def test_every_red_flag_stops_everything_until_it_is_taken_back(runner: Life, flag: str) -> None:
    said = runner.say(MONDAY, "checkin", "--flag", flag, "--yes")
    found = next(each for each in RED_FLAGS if each.id == flag)
    assert found.see in plain(said)
    assert found.soon in plain(said)
    assert "All training stops" in plain(said)
    assert runner.sessions(MONDAY) == []
    assert runner.sessions(MONDAY, MONDAY + dt.timedelta(days=7)) == []
    assert "STOP" in plain(runner.say(MONDAY, "today"))
    back = runner.changed(MONDAY, "checkin", "--withdraw", flag)
    assert back
    assert len(runner.sessions(MONDAY)) == 2


def test_only_a_name_clears_a_red_flag_and_what_stands_nowhere_is_said(runner: Life) -> None:
    runner.say(MONDAY, "checkin", "--flag", "RF-03", "--yes")
    nameless = runner.try_to(MONDAY, "checkin", "--clear", "RF-03")
    assert nameless.code == 2
    assert "a professional with a name" in plain(nameless)
    assert runner.sessions(MONDAY) == []
    runner.say(TUESDAY, "checkin", "--clear", "RF-03", "--by", "The sports doctor")
    assert runner.sessions(TUESDAY)
    again = runner.try_to(TUESDAY, "checkin", "--withdraw", "RF-03")
    assert again.code == 2
    assert "stops nothing" in plain(again)


def test_a_red_flag_of_the_athlete_file_can_be_cleared_as_well(her: Life) -> None:
    her.begins(red_flags=["RF-05"])
    assert her.sessions(MONDAY) == []
    her.say(TUESDAY, "checkin", "--clear", "RF-05", "--by", "The sports doctor")
    assert her.sessions(TUESDAY)
    assert "red_flags" not in her.told(TUESDAY, "setup", "--show")


def test_a_yes_about_the_bone_stops_all_and_no_to_all_four_lets_her_go_on(runner: Life) -> None:
    runner.say(MONDAY, "checkin", "--pain", "foot", "--side", "right", "--during", 1)
    said = runner.say(MONDAY, "checkin", "--flag", "RF-03", "--yes")
    assert "a doctor who can order a scan, today or tomorrow" in plain(said)
    assert runner.sessions(MONDAY) == []


def test_a_professionals_limit_holds_to_its_last_day_and_then_opens(her: Life) -> None:
    told = {"set_by": "Physiotherapist", "until": "2026-12-06"}
    limits = [
        {**told, "forbid": "exercise", "exercise": "romanian-deadlift-dumbbells"},
        {**told, "max_sessions_per_week": 1},
        {**told, "region": "knee-front", "max_load_kg": 8},
    ]
    her.begins(limits=limits, preferences={"like": ["romanian-deadlift-dumbbells"]})
    plan = her.told(MONDAY, "plan", "--weeks", 8, "--detail", 4)
    before, after = (
        [s for w in weeks for s in w["sessions"]]
        for weeks in (plan["weeks"][:2], plan["weeks"][2:4])
    )
    assert (len(before), len(after)) == (2, 4)
    known = load().by_id
    for session in before:
        for each in work_of(session):
            assert each["exercise"] != "romanian-deadlift-dumbbells"
            if known[each["exercise"]].regions_loaded.get(Region.KNEE_FRONT, 0):
                assert all((one.get("load_kg") or 0) <= 8 for one in each["sets"])
    assert "romanian-deadlift-dumbbells" in {e["exercise"] for s in after for e in work_of(s)}


def test_fever_stops_the_days_and_lets_her_come_back_step_by_step(runner: Life) -> None:
    changes = runner.changed(MONDAY, "checkin", "--illness", "fever")
    assert "fever" in sentences(changes)
    assert MONDAY.isoformat() not in {each["date"] for each in runner.sessions(MONDAY)}
    assert runner.told(MONDAY, "today")["runs"] == []
    assert "no training until they are gone" in plain(runner.say(MONDAY, "today"))
    runner.changed(TUESDAY, "checkin", "--illness", "fever")
    well = runner.changed(THURSDAY, "checkin", "--illness", "none", "--sleep", 8)
    assert "not done" not in sentences(well) or "missed" in {each["what"] for each in well}
    for each in runner.sessions(THURSDAY):
        assert each["heavy_lower"] is False
        assert each["contacts"] == 0
