from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from ironstride.domain.body_region import Region, Side
from ironstride.domain.exercise import Laterality, Need
from ironstride.domain.performance import LoggedSession, SetKind
from ironstride.strength.e1rm import multiplier
from ironstride.strength.progress import (
    ProgressPoint,
    e1rm_series,
    finding,
    relative_change,
    session_load,
    weekly_minutes,
    weekly_sets,
)
from ironstride.strength.reps_curve import percent_1rm
from tests.support.lifts import BENCH, LEG_PRESS, PROFILE, TODAY, exercise, logged

SQUAT = exercise(regions={Region.KNEE_FRONT: 3, Region.LOW_BACK: 1})
SPLIT = exercise(id="split", laterality=Laterality.UNILATERAL, regions={Region.KNEE_FRONT: 2})


def points(*kilograms: float, step: int = 7, known: bool = True) -> tuple[ProgressPoint, ...]:
    return tuple(
        ProgressPoint(date=TODAY + dt.timedelta(days=step * i), kg=kg, low=kg, high=kg, known=known)
        for i, kg in enumerate(kilograms)
    )


def test_every_session_is_a_point_oldest_first() -> None:
    sets = (logged(1, 80, 5, 2), logged(8, 75, 5, 2), logged(8, 60, 5, 2, order=1))
    series = e1rm_series(SQUAT, sets, PROFILE)
    assert [p.kg for p in series] == pytest.approx([75 * multiplier(7), 80 * multiplier(7)])
    assert series[0].low == pytest.approx(series[0].kg * 0.9)
    assert series[0].known


def test_a_session_without_reserve_is_a_point_that_says_at_least() -> None:
    (point,) = e1rm_series(SQUAT, (logged(1, 80, 5),), PROFILE)
    assert not point.known
    assert point.high == pytest.approx(point.kg * 1.3)


def test_long_sets_show_a_trend_with_a_wider_band_but_no_maximum() -> None:
    sets = (logged(1, 60, 12, 3), logged(1, 60, 10, 3, order=1))
    (point,) = e1rm_series(SQUAT, sets, PROFILE)
    assert point.known
    assert point.kg == pytest.approx(60 * multiplier(12) * percent_1rm(12) / percent_1rm(15))
    assert (point.low, point.high) == pytest.approx((point.kg * 0.8, point.kg * 1.2))
    assert point.noise > points(80)[0].noise


@pytest.mark.parametrize(("reps", "rir"), [(12, 4.0), (19, 2.0), (13, None), (10, 4.0)])
def test_sets_too_long_or_with_four_or_more_left_say_at_least(reps: int, rir: float | None) -> None:
    (point,) = e1rm_series(SQUAT, (logged(1, 60, reps, rir),), PROFILE)
    assert not point.known


def test_a_short_set_of_a_session_counts_before_its_long_ones() -> None:
    sets = (logged(1, 60, 12, 2), logged(1, 80, 5, 2, order=1))
    (point,) = e1rm_series(SQUAT, sets, PROFILE)
    assert point.kg == pytest.approx(80 * multiplier(7))
    assert point.noise == points(80)[0].noise


def test_a_long_last_set_shows_what_short_ones_with_four_or_more_left_do_not() -> None:
    sets = (logged(1, 60, 8, 4), logged(1, 60, 13, 2, order=1))
    (point,) = e1rm_series(SQUAT, sets, PROFILE)
    assert point.known
    assert point.kg == pytest.approx(60 * multiplier(12) * percent_1rm(12) / percent_1rm(15))


def test_a_lighter_long_set_does_not_pull_down_what_a_heavy_one_proved() -> None:
    sets = (logged(1, 80, 8, 4), logged(1, 50, 13, 2, order=1))
    (point,) = e1rm_series(SQUAT, sets, PROFILE)
    assert not point.known
    assert point.kg == pytest.approx(80 * multiplier(12))


def test_long_leg_presses_show_no_trend() -> None:
    (point,) = e1rm_series(LEG_PRESS, (logged(1, 60, 12, 2, of="leg-press"),), PROFILE)
    assert not point.known


def test_a_change_of_long_sets_must_be_larger_to_be_clear() -> None:
    rising = points(80, 80, 82, 84, 88, 88)
    assert " up 10 %" in finding("Squat", rising)
    long = tuple(replace(point, noise=0.13) for point in rising)
    assert "no clear change" in finding("Squat", long)


def test_a_session_without_a_load_is_no_point() -> None:
    assert e1rm_series(SQUAT, (logged(1, None, 5, 2),), PROFILE) == ()


def test_the_weaker_side_makes_the_point() -> None:
    sets = (
        replace(logged(1, 20, 8, 2), side=Side.LEFT),
        replace(logged(1, 24, 8, 2, order=1), side=Side.RIGHT),
    )
    (point,) = e1rm_series(SQUAT, sets, PROFILE)
    assert point.kg == pytest.approx(20 * multiplier(10))


def test_working_sets_are_counted_by_week_need_and_region() -> None:
    sets = (
        logged(7, 80, 5),
        logged(7, 80, 5, order=1),
        logged(7, 40, 5, kind=SetKind.WARM_UP),
        logged(7, 40, 5, of="unknown"),
        logged(0, 60, 5, of="bench"),
    )
    first, second = weekly_sets(sets, {"squat": SQUAT, "bench": BENCH})
    assert first.week == TODAY - dt.timedelta(days=7)
    assert first.by_need == {Need.LEGS_KNEE: 2}
    assert first.by_region == {Region.KNEE_FRONT: 2}
    assert second.by_need == {Need.UPPER_PUSH: 1}
    assert second.total == 1


def test_both_sides_together_are_one_set() -> None:
    left = replace(logged(0, 20, 8, of="split"), side=Side.LEFT)
    sets = (left, replace(left, side=Side.RIGHT), replace(left, side=None, order=2))
    (week,) = weekly_sets(sets, {"split": SPLIT})
    assert week.total == 2
    (odd,) = weekly_sets((left,), {"split": SPLIT})
    assert odd.total == 1


def test_minutes_are_summed_by_week_and_skipped_sessions_left_out() -> None:
    session = LoggedSession(session_id="a", date=TODAY, minutes=25.0, session_rpe=6.0)
    sessions = (
        session,
        replace(session, session_id="b", date=TODAY + dt.timedelta(days=6), minutes=20.0),
        replace(session, session_id="c", skipped=True),
        replace(session, session_id="d", minutes=None),
        replace(session, session_id="e", date=TODAY - dt.timedelta(days=1), minutes=30.0),
    )
    before, this = weekly_minutes(sessions)
    assert (before.minutes, before.sessions) == (30.0, 1)
    assert (this.minutes, this.sessions) == (45.0, 2)


def test_a_session_loads_by_how_hard_times_how_long() -> None:
    session = LoggedSession(session_id="a", date=TODAY, minutes=25.0, session_rpe=6.0)
    assert session_load(session) == 150.0
    assert session_load(replace(session, skipped=True)) is None
    assert session_load(replace(session, minutes=None)) is None
    assert session_load(replace(session, session_rpe=None)) is None


def test_few_or_close_sessions_tell_nothing_yet() -> None:
    assert relative_change(points(80, 82, 84)) is None
    assert relative_change(points(80, 82, 84, 86, step=6)) is None
    assert relative_change(points(80, 82, 84, 86, step=7)) is not None
    assert relative_change(points(80, 82, 84, 86, 90, known=False)) is None
    assert finding("squat", points(80)) == "Too early to tell about squat"


def test_a_clear_change_is_a_finding_with_its_interval() -> None:
    found = finding("Squat", points(80, 80, 84, 88, 92, 92))
    assert found == "Squat up 15 %, 10 to 20, in 5 weeks"
    assert finding("Squat", points(92, 92, 88, 84, 80, 80)).startswith("Squat down 13 %, 8 to 18")


def test_a_change_within_the_noise_is_none() -> None:
    assert "no clear change in 5 weeks" in finding("Squat", points(80, 81, 80, 82, 81, 81))
