from __future__ import annotations

import datetime as dt

import pytest

from ironstride.body.readiness import (
    DayLimit,
    notes_of,
    restrictions_of,
    slept_short,
    things_off,
    usual_sleep,
)
from ironstride.domain.athlete import CheckIn, Illness
from tests.support.lifts import TODAY


def on(days: int) -> dt.date:
    return TODAY + dt.timedelta(days=days)


def checkin(
    days: int = 0,
    *,
    sleep: float | None = None,
    soreness: float | None = None,
    fatigue: float | None = None,
    stress: float | None = None,
    illness: Illness = Illness.NONE,
) -> CheckIn:
    return CheckIn(
        date=on(days),
        sleep_hours=sleep,
        soreness=soreness,
        fatigue=fatigue,
        stress=stress,
        illness=illness,
    )


def limits(*checkins: CheckIn) -> dict[int, set[DayLimit]]:
    found: dict[int, set[DayLimit]] = {}
    for restriction in restrictions_of(checkins, TODAY):
        found.setdefault((restriction.date - TODAY).days, set()).add(restriction.limit)
    return found


EASY = {DayLimit.NO_HEAVY, DayLimit.NO_IMPACT}


def test_without_check_ins_nothing_changes() -> None:
    assert limits() == {}
    assert notes_of((), TODAY) == ()


def test_a_good_day_changes_nothing() -> None:
    assert limits(checkin(sleep=8, soreness=2, fatigue=3, stress=3)) == {}


@pytest.mark.parametrize("illness", [Illness.FEVER, Illness.BELOW_NECK])
def test_fever_or_signs_below_the_neck_rest_three_days_then_one_easy(illness: Illness) -> None:
    found = limits(checkin(illness=illness))
    assert [day for day, what in found.items() if DayLimit.REST in what] == [0, 1, 2]
    assert found[3] == EASY


def test_the_return_takes_as_many_easy_days_as_the_illness() -> None:
    sick = tuple(checkin(days, illness=Illness.FEVER) for days in (-4, -3, -1))
    found = limits(*sick, checkin(0))
    assert found == dict.fromkeys(range(4), EASY)


def test_an_earlier_illness_does_not_lengthen_the_return() -> None:
    found = limits(checkin(-20, illness=Illness.FEVER), checkin(-1, illness=Illness.FEVER))
    assert DayLimit.REST in found[0]
    assert [day for day, what in found.items() if what == EASY] == [2]


def test_an_illness_long_past_is_over() -> None:
    assert limits(checkin(-9, illness=Illness.FEVER)) == {}


def test_a_head_cold_means_easy_days() -> None:
    assert limits(checkin(illness=Illness.ABOVE_NECK)) == {0: EASY, 1: EASY, 2: EASY}
    assert limits(checkin(-2, illness=Illness.ABOVE_NECK)) == {0: EASY}
    assert limits(checkin(-1, illness=Illness.ABOVE_NECK), checkin()) == {}


def test_fever_then_a_head_cold_stays_easy() -> None:
    found = limits(checkin(-1, illness=Illness.FEVER), checkin(illness=Illness.ABOVE_NECK))
    assert found[0] == EASY
    assert found[2] == EASY


@pytest.mark.parametrize(
    ("soreness", "expected"),
    [
        (4.9, {}),
        (5.0, {0: {DayLimit.NO_HEAVY_LOWER}, 1: {DayLimit.NO_HEAVY_LOWER}}),
        (6.9, {0: {DayLimit.NO_HEAVY_LOWER}, 1: {DayLimit.NO_HEAVY_LOWER}}),
        (7.0, {0: {DayLimit.NO_HEAVY_LOWER, DayLimit.REST}, 1: {DayLimit.NO_HEAVY_LOWER}}),
    ],
)
def test_sore_legs_shift_heavy_legs_and_very_sore_ones_rest(
    soreness: float, expected: dict[int, set[DayLimit]]
) -> None:
    assert limits(checkin(soreness=soreness)) == expected


def test_soreness_of_yesterday_counts_and_of_the_day_before_does_not() -> None:
    assert limits(checkin(-1, soreness=6)) == {0: {DayLimit.NO_HEAVY_LOWER}}
    assert limits(checkin(-2, soreness=6)) == {}


@pytest.mark.parametrize(("hours", "short"), [(5.9, True), (6.0, False)])
def test_a_short_night_costs_a_set_and_jumps(hours: float, short: bool) -> None:  # noqa: FBT001 (a parameter of the test)
    expected = {0: {DayLimit.FEWER_SETS, DayLimit.NO_IMPACT}} if short else {}
    assert limits(checkin(sleep=hours)) == expected


def test_two_hours_under_the_usual_night_is_short() -> None:
    nights = tuple(checkin(-days, sleep=9) for days in (1, 2, 3))
    assert slept_short(checkin(sleep=7.0), nights)
    assert not slept_short(checkin(sleep=7.1), nights)
    assert not slept_short(checkin(sleep=7.0), nights[:2])
    assert not slept_short(checkin(), nights)


def test_the_usual_night_looks_back_four_weeks() -> None:
    nights = (*(checkin(-days, sleep=8) for days in (1, 2, 28)), checkin(-29, sleep=2), checkin(-3))
    assert usual_sleep(nights, TODAY) == 8
    assert usual_sleep(nights[:2], TODAY) is None


def test_one_thing_off_changes_nothing_but_asks_again() -> None:
    assert limits(checkin(fatigue=7)) == {}
    (note,) = notes_of((checkin(fatigue=7),), TODAY)
    assert "Only fatigue is off" in note
    assert notes_of((checkin(fatigue=6.9),), TODAY) == ()
    assert notes_of((checkin(-1, fatigue=8),), TODAY) == ()
    assert notes_of((checkin(soreness=6),), TODAY) == ()


def test_two_things_off_leave_out_what_is_heavy_that_day() -> None:
    assert limits(checkin(fatigue=7, stress=7)) == {0: {DayLimit.NO_HEAVY}}
    assert things_off(checkin(sleep=5, soreness=5), ()) == ("sleep", "soreness")
    assert notes_of((checkin(fatigue=7, stress=7),), TODAY) == ()


def test_the_last_check_in_of_a_day_counts_and_tomorrow_does_not() -> None:
    assert limits(checkin(soreness=8), checkin(soreness=1)) == {}
    assert limits(checkin(1, soreness=8)) == {}


def test_every_restriction_names_its_rows() -> None:
    for restriction in restrictions_of((checkin(sleep=5, soreness=8, fatigue=8),), TODAY):
        assert restriction.rule.startswith("readiness.")
        assert all(row.startswith("RM-") for row in restriction.evidence)
