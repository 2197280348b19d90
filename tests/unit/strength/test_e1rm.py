from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from ironstride.domain.athlete import LiftingExperience, Sex
from ironstride.domain.body_region import Side
from ironstride.domain.exercise import Implement, LoadKind, Method, Need
from ironstride.domain.performance import SetKind
from ironstride.strength.e1rm import Basis, estimate, gap_factor, multiplier, one_rep_max, prior
from tests.support.lifts import (
    BENCH,
    GOBLET,
    LEG_PRESS,
    PROFILE,
    PUSH_UP,
    TODAY,
    exercise,
    logged,
)

SQUAT = exercise(prior=0.6)


@pytest.mark.parametrize(
    ("reps", "expected"),
    [
        (1.0, 1.0),
        (5.0, (7 / 6 + 36 / 32 + 1.1656) / 3),
        (10.0, (4 / 3 + 36 / 27 + 1.3475) / 3),
        (12.0, (1.4 + 36 / 25 + 1.4147) / 3),
    ],
)
def test_the_maximum_is_the_mean_of_three_formulas(reps: float, expected: float) -> None:
    assert multiplier(reps) == pytest.approx(expected, abs=2e-4)


def test_between_one_and_two_repetitions_is_a_straight_line() -> None:
    assert multiplier(1.5) == pytest.approx((1.0 + multiplier(2.0)) / 2)


@pytest.mark.parametrize("reps", [0.9, 12.1])
def test_no_maximum_is_estimated_outside_one_to_twelve(reps: float) -> None:
    with pytest.raises(ValueError, match="no maximum"):
        multiplier(reps)


def test_more_than_twelve_repetitions_are_refused_and_ten_on_the_leg_press() -> None:
    assert one_rep_max(100, 12) is not None
    assert one_rep_max(100, 12.5) is None
    assert one_rep_max(100, 10, leg_press_like=True) is not None
    assert one_rep_max(100, 10.5, leg_press_like=True) is None


def test_a_set_with_reserve_told_gives_an_estimate_with_ten_per_cent_either_side() -> None:
    found = estimate(SQUAT, (logged(2, 80, 5, 2),), PROFILE, TODAY)
    assert found is not None
    assert found.kg == pytest.approx(80 * multiplier(7))
    assert (found.low, found.high) == pytest.approx((found.kg * 0.9, found.kg * 1.1))
    assert found.basis is Basis.SETS
    assert found.last_date == TODAY - dt.timedelta(days=2)
    assert found.external_kg == found.kg


def test_longer_sets_are_less_certain() -> None:
    found = estimate(SQUAT, (logged(2, 60, 9, 2),), PROFILE, TODAY)
    assert found is not None
    assert found.high == pytest.approx(found.kg * 1.15)


def test_warm_ups_and_drop_sets_and_other_exercises_teach_nothing() -> None:
    sets = (
        logged(2, 80, 5, 2),
        logged(2, 120, 5, 2, kind=SetKind.WARM_UP),
        logged(2, 120, 5, 2, kind=SetKind.DROP),
        logged(2, 120, 5, 2, of="bench"),
        logged(2, 120, None, 2),
        logged(2, None, 5, 2),
        logged(-1, 120, 5, 2),
    )
    assert estimate(SQUAT, sets, PROFILE, TODAY) == replace(
        estimate(SQUAT, sets[:1], PROFILE, TODAY)  # type: ignore[type-var]  # never None here
    )


def test_a_set_without_reserve_told_is_a_lower_bound() -> None:
    found = estimate(SQUAT, (logged(2, 80, 5),), PROFILE, TODAY)
    assert found is not None
    assert found.basis is Basis.LOWER_BOUND
    assert found.kg == pytest.approx(80 * multiplier(5))
    assert found.high == pytest.approx(found.kg * 1.3)


def test_four_or_more_left_is_a_lower_bound_until_less_was_told() -> None:
    open_ended = estimate(SQUAT, (logged(1, 80, 5, 4),), PROFILE, TODAY)
    assert open_ended is not None
    assert open_ended.basis is Basis.LOWER_BOUND
    assert open_ended.kg == pytest.approx(80 * multiplier(9))
    told = estimate(SQUAT, (logged(1, 80, 5, 3.5),), PROFILE, TODAY)
    assert told is not None
    assert told.basis is Basis.SETS


def test_a_set_to_failure_had_nothing_left() -> None:
    found = estimate(SQUAT, (logged(2, 80, 5, kind=SetKind.FAILURE),), PROFILE, TODAY)
    assert found is not None
    assert found.basis is Basis.SETS
    assert found.kg == pytest.approx(80 * multiplier(5))


def test_a_set_too_long_for_an_estimate_proves_what_twelve_would() -> None:
    found = estimate(SQUAT, (logged(2, 50, 12, 4),), PROFILE, TODAY)
    assert found is not None
    assert found.basis is Basis.LOWER_BOUND
    assert found.kg == pytest.approx(50 * multiplier(12))


def test_a_leg_press_uses_its_own_curve_and_long_sets_only_bound() -> None:
    heavy = estimate(LEG_PRESS, (logged(1, 100, 4, 1, of="leg-press"),), PROFILE, TODAY)
    long = estimate(LEG_PRESS, (logged(1, 100, 12, 2, of="leg-press"),), PROFILE, TODAY)
    assert heavy is not None
    assert heavy.kg < 100 * multiplier(5)
    assert long is not None
    assert long.basis is Basis.LOWER_BOUND


def test_the_newest_session_weighs_most_and_three_count() -> None:
    sets = tuple(logged(days, load, 5, 2) for days, load in ((21, 200), (15, 70), (8, 75), (1, 80)))
    found = estimate(SQUAT, sets, PROFILE, TODAY)
    assert found is not None
    expected = (70 * 0.25 + 75 * 0.5 + 80) / 1.75 * multiplier(7)
    assert found.kg == pytest.approx(expected)


def test_the_best_set_of_a_session_counts() -> None:
    sets = (logged(1, 80, 5, 2), logged(1, 70, 5, 0, order=1))
    found = estimate(SQUAT, sets, PROFILE, TODAY)
    assert found is not None
    assert found.kg == pytest.approx(80 * multiplier(7))
    assert found.sets == 2


def test_sessions_of_an_earlier_block_are_forgotten() -> None:
    sets = (logged(44, 120, 5, 2), logged(1, 80, 5, 2))
    found = estimate(SQUAT, sets, PROFILE, TODAY)
    assert found is not None
    assert found.kg == pytest.approx(80 * multiplier(7))


def test_a_newer_bound_raises_the_estimate_and_never_lowers_it() -> None:
    known = logged(8, 80, 5, 2)
    higher = estimate(SQUAT, (known, logged(1, 100, 5)), PROFILE, TODAY)
    lower = estimate(SQUAT, (known, logged(1, 60, 5)), PROFILE, TODAY)
    assert higher is not None
    assert lower is not None
    assert higher.kg == pytest.approx(100 * multiplier(5))
    assert lower.kg == pytest.approx(80 * multiplier(7))


@pytest.mark.parametrize(
    ("days", "factor"),
    [
        (0, 1.0),
        (14, 1.0),
        (15, 0.9),
        (27, 0.9),
        (28, 0.8),
        (48, 0.8),
        (49, 0.7),
        (84, 0.7),
        (85, 0.6),
        (400, 0.6),
    ],
)
def test_weeks_off_cost_strength_by_the_table(days: int, factor: float) -> None:
    assert gap_factor(days) == factor
    found = estimate(SQUAT, (logged(days, 80, 5, 2),), PROFILE, TODAY)
    assert found is not None
    assert found.kg == pytest.approx(80 * multiplier(7) * factor)
    assert found.gap_days == days
    assert found.restart is (days > 84)


def test_a_gap_takes_off_the_weight_in_the_hands_and_not_the_body() -> None:
    now = estimate(GOBLET, (logged(1, 16, 8, 2, of="goblet"),), PROFILE, TODAY)
    later = estimate(GOBLET, (logged(17, 16, 8, 2, of="goblet"),), PROFILE, TODAY)
    assert now is not None
    assert later is not None
    assert later.gap_factor == 0.9
    assert later.external_kg == pytest.approx(0.9 * now.external_kg)
    assert later.low < later.kg < later.high


def test_after_a_gap_the_interval_is_wider() -> None:
    found = estimate(SQUAT, (logged(30, 80, 5, 2),), PROFILE, TODAY)
    assert found is not None
    assert found.high / found.kg == pytest.approx(1.15)


def test_the_weaker_side_decides_and_both_are_kept() -> None:
    sets = (
        replace(logged(1, 20, 8, 2), side=Side.LEFT),
        replace(logged(1, 24, 8, 2, order=1), side=Side.RIGHT),
    )
    found = estimate(SQUAT, sets, PROFILE, TODAY)
    assert found is not None
    assert found.kg == pytest.approx(20 * multiplier(10))
    assert found.by_side[Side.RIGHT] == pytest.approx(24 * multiplier(10))


def test_a_side_without_a_known_load_leaves_the_other() -> None:
    sets = (
        replace(logged(1, None, 8, 2), side=Side.LEFT),
        replace(logged(1, 24, 8, 2, order=1), side=Side.RIGHT),
    )
    found = estimate(SQUAT, sets, PROFILE, TODAY)
    assert found is not None
    assert set(found.by_side) == {Side.RIGHT}


def test_against_body_mass_the_body_counts() -> None:
    found = estimate(PUSH_UP, (logged(1, None, 8, 2, of="push-up"),), PROFILE, TODAY)
    assert found is not None
    assert found.kg == pytest.approx(0.64 * 60 * multiplier(10))
    assert found.body_kg == pytest.approx(0.64 * 60)
    assert found.external_kg == pytest.approx(found.kg - found.body_kg)


def test_a_body_exercise_without_a_share_shows_no_maximum() -> None:
    odd = replace(PUSH_UP, body_mass_share=None)
    assert estimate(odd, (logged(1, None, 8, 2, of="push-up"),), PROFILE, TODAY) is None


def test_with_weights_in_the_hands_half_the_body_counts() -> None:
    found = estimate(GOBLET, (logged(1, 16, 8, 2, of="goblet"),), PROFILE, TODAY)
    assert found is not None
    assert found.kg == pytest.approx((16 + 24) * multiplier(10))


@pytest.mark.parametrize("kind", [LoadKind.BAND, LoadKind.NONE])
def test_without_kilograms_there_is_no_maximum(kind: LoadKind) -> None:
    assert estimate(exercise(load_kind=kind), (logged(1, 10, 5, 2),), PROFILE, TODAY) is None


def test_nothing_logged_and_no_share_is_nothing_known() -> None:
    assert estimate(exercise(), (), PROFILE, TODAY) is None


def test_nothing_logged_gives_a_wide_guess_marked_as_one() -> None:
    found = estimate(SQUAT, (), PROFILE, TODAY)
    assert found is not None
    assert found.basis is Basis.PRIOR
    assert found.kg == pytest.approx(0.6 * 60 * 1.3)
    assert found.low == pytest.approx(found.kg / 2)
    assert found.last_date is None


def test_carries_take_the_guess_only() -> None:
    carry = exercise(method=Method.HOLD, prior=0.5, implement=Implement.DUMBBELL)
    found = estimate(carry, (logged(1, 10, 5, 2),), PROFILE, TODAY)
    assert found is not None
    assert found.basis is Basis.PRIOR


def test_the_guess_follows_sex_experience_and_age() -> None:
    def kg(need: Need = Need.LEGS_KNEE, **changes: object) -> float:
        profile = replace(PROFILE, **changes)  # type: ignore[arg-type]  # fields named by the test
        found = prior(exercise(prior=0.5, need=need), profile, TODAY)
        assert found is not None
        return found.kg

    assert kg(sex=Sex.FEMALE) < kg() < kg(sex=Sex.MALE)
    assert kg(Need.UPPER_PUSH, sex=Sex.FEMALE) < kg(sex=Sex.FEMALE)
    assert kg(lifting_experience=LiftingExperience.NONE) < kg()
    assert kg(birth_year=1976) == kg()
    assert kg(birth_year=1966) == pytest.approx(0.9 * kg())
    assert kg(birth_year=1912) == pytest.approx(0.5 * kg())
    assert kg(birth_year=2009) == pytest.approx(0.8 * kg())
    assert kg(birth_year=2008) == kg()


def test_the_bench_press_and_the_squat_do_not_share_sets() -> None:
    assert estimate(BENCH, (logged(1, 80, 5, 2),), PROFILE, TODAY) is None
