from __future__ import annotations

from dataclasses import replace

import pytest

from ironstride.domain.athlete import LiftingExperience, Place
from ironstride.domain.body_region import Side
from ironstride.domain.exercise import Exercise, Implement, LoadKind, Method
from ironstride.domain.performance import LoggedSet
from ironstride.strength.e1rm import Estimate, estimate
from ironstride.strength.prescribe import LoadChoice, choose_load
from tests.support.lifts import (
    BENCH,
    EMPTY,
    GOBLET,
    GYM,
    LEG_PRESS,
    PROFILE,
    PUSH_UP,
    TODAY,
    exercise,
    logged,
)

SQUAT = exercise()
ROW = exercise(id="row", implement=Implement.DUMBBELL, reps=(5, 12))
"""Weights in the hands, no body moved."""
NEW = replace(PROFILE, lifting_experience=LiftingExperience.NONE)


def known(of: Exercise, *sets: LoggedSet) -> Estimate | None:
    return estimate(of, sets, PROFILE, TODAY)


def choose(
    of: Exercise, *sets: LoggedSet, reps: int = 5, rir: float = 2, place: Place = GYM
) -> LoadChoice:
    return choose_load(of, place, known(of, *sets), reps, rir, PROFILE, sets)


def test_a_load_from_the_estimate_is_rounded_down_to_the_bar() -> None:
    choice = choose(SQUAT, logged(2, 60, 10, 2), reps=5)
    target = 60 * 1.4176 * 0.811
    assert choice.load_kg == 67.5
    assert choice.load_kg <= target
    assert choice.rule == "load.estimate"
    assert choice.implements == 1
    assert choice.percent_1rm == pytest.approx(79.3, abs=0.3)
    assert choice.usable


def test_the_same_scheme_holds_the_load() -> None:
    choice = choose(SQUAT, logged(2, 80, 5, 2))
    assert (choice.load_kg, choice.reps, choice.rule) == (80.0, 5, "load.hold")


def test_one_session_with_more_in_reserve_is_not_two() -> None:
    choice = choose(SQUAT, logged(5, 80, 5, 2), logged(2, 80, 5, 4))
    assert (choice.load_kg, choice.rule) == (80.0, "load.hold")


def test_two_sessions_with_two_more_repetitions_raise_the_legs_by_five_per_cent_at_most() -> None:
    choice = choose(SQUAT, logged(5, 100, 5, 4), logged(2, 100, 5, 4))
    assert (choice.load_kg, choice.rule) == (105.0, "load.two-for-two")


def test_the_upper_body_rises_by_two_and_a_half_per_cent_at_most() -> None:
    sets = (logged(5, 100, 5, 4, of="bench"), logged(2, 100, 5, 4, of="bench"))
    assert choose(BENCH, *sets).load_kg == 102.5


def test_one_repetition_and_a_half_more_is_not_enough() -> None:
    choice = choose(SQUAT, logged(5, 100, 5, 3.5), logged(2, 100, 5, 4))
    assert choice.rule == "load.hold"


def test_two_for_two_needs_the_same_load_or_more_both_times() -> None:
    choice = choose(SQUAT, logged(5, 90, 5, 4), logged(2, 100, 5, 4))
    assert choice.rule == "load.hold"


def test_two_for_two_works_without_a_reserve_told() -> None:
    choice = choose(SQUAT, logged(5, 100, 7), logged(2, 100, 7))
    assert (choice.load_kg, choice.rule) == (105.0, "load.two-for-two")


def test_a_very_first_session_may_be_corrected_by_a_step_if_the_reserve_was_told() -> None:
    assert choose(SQUAT, logged(2, 100, 5, 4)).load_kg == 105.0
    assert choose(SQUAT, logged(2, 100, 7)).load_kg == 100.0


def test_only_the_last_set_of_a_session_counts() -> None:
    sets = (
        logged(5, 100, 5, 5),
        logged(5, 100, 5, 2, order=1),
        logged(2, 100, 5, 5),
        logged(2, 100, 5, 2, order=1),
    )
    assert choose(SQUAT, *sets).rule == "load.hold"


def test_two_repetitions_short_lower_the_load_and_one_does_not() -> None:
    lower = choose(SQUAT, logged(2, 100, 5, 0))
    assert lower.rule == "load.autoregulated"
    assert lower.load_kg == 92.5
    assert choose(SQUAT, logged(2, 100, 5, 1)).load_kg == 100.0


def test_the_weaker_side_decides() -> None:
    left = replace(logged(2, 100, 5, 0), side=Side.LEFT)
    right = replace(logged(2, 100, 5, 4, order=1), side=Side.RIGHT)
    assert choose(SQUAT, left, right).rule == "load.autoregulated"


def test_where_the_next_weight_is_a_large_step_two_repetitions_come_first() -> None:
    sets = (logged(5, 10, 8, 4, of="row"), logged(2, 10, 8, 4, of="row"))
    choice = choose(ROW, *sets, reps=8)
    assert (choice.load_kg, choice.reps, choice.rule) == (10.0, 10, "load.more-reps")


def test_after_the_two_repetitions_comes_the_step_with_repetitions_derived_again() -> None:
    place = Place(id="p", dumbbells_kg=(10.0, 11.0))
    sets = (logged(5, 10, 10, 2, of="row"), logged(2, 10, 10, 2, of="row"))
    choice = choose(ROW, *sets, reps=8, place=place)
    assert (choice.load_kg, choice.rule) == (11.0, "load.kit-step")
    assert ROW.reps[0] <= choice.reps <= 8


def test_a_step_that_would_leave_too_few_repetitions_waits() -> None:
    sets = (logged(5, 10, 10, 2, of="row"), logged(2, 10, 10, 2, of="row"))
    choice = choose(ROW, *sets, reps=8)
    assert (choice.load_kg, choice.reps, choice.rule) == (10.0, 10, "load.more-reps")


def test_a_step_once_taken_is_kept_while_its_repetitions_grow_back() -> None:
    place = Place(id="p", dumbbells_kg=(10.0, 11.0))
    sets = (logged(5, 10, 12, 2, of="row"), logged(2, 11, 6, 2, of="row"))
    choice = choose(ROW, *sets, reps=8, place=place)
    assert (choice.load_kg, choice.reps, choice.rule) == (11.0, 6, "load.kit-step")


def test_repetitions_that_have_grown_on_a_coarse_kit_are_kept() -> None:
    def after(*done: tuple[int, float | None]) -> tuple[float | None, int, str]:
        sets = tuple(
            logged(2 * (len(done) - i), 16, reps, rir, of="row")
            for i, (reps, rir) in enumerate(done)
        )
        choice = choose(ROW, *sets, reps=8)
        return choice.load_kg, choice.reps, choice.rule

    assert after((10, 2), (10, 2)) == (16.0, 10, "load.light-kit")
    assert after((10, 2), (11, 2)) == (16.0, 11, "load.light-kit")
    assert after((10, 1), (10, 1)) == (16.0, 9, "load.hold")
    assert after((12, 2), (12, 3)) == (16.0, 12, "load.light-kit")
    assert after((10, None), (10, None)) == (16.0, 12, "load.light-kit")


def test_more_repetitions_than_the_exercise_has_start_from_the_estimate() -> None:
    choice = choose(ROW, logged(2, 16, 13, 1, of="row"), reps=8)
    assert choice.load_kg == 16.0
    assert choice.reps <= ROW.reps[1]


def test_a_start_that_was_far_too_light_ramps_by_a_quarter_at_most() -> None:
    choice = choose(SQUAT, logged(2, 40, 10, 10), reps=5, rir=3)
    assert (choice.load_kg, choice.rule, choice.percent_1rm) == (50.0, "load.ramp", None)
    near = choose(SQUAT, logged(2, 40, 10, 3.5), reps=10, rir=3)
    assert near.rule == "load.hold"
    far = choose(SQUAT, logged(2, 60, 10, 7), reps=10, rir=3)
    assert (far.load_kg, far.rule) == (65.0, "load.ramp")


def test_four_or_more_left_ramps_a_start_by_a_tenth_of_what_moves_at_most() -> None:
    first = logged(9, 60, 10, 4)
    choice = choose(SQUAT, first, reps=10, rir=3)
    assert (choice.load_kg, choice.rule) == (65.0, "load.ramp")
    again = choose(SQUAT, first, logged(2, 65, 10, 4), reps=10, rir=3)
    assert (again.load_kg, again.rule) == (70.0, "load.ramp")
    fits = choose(SQUAT, first, logged(2, 65, 10, 3), reps=10, rir=3)
    assert (fits.load_kg, fits.rule) == (65.0, "load.hold")
    # somebody new was asked to leave four: that is no more than was asked
    assert choose(SQUAT, first, reps=10, rir=4).rule != "load.ramp"


def test_four_or_more_left_twice_earns_a_raise_where_three_were_asked() -> None:
    told = (logged(9, 60, 6, 4), logged(2, 60, 6, 4))
    assert choose(SQUAT, *told, reps=6, rir=3).rule == "load.two-for-two"
    assert choose(SQUAT, told[0], logged(2, 60, 6, 3), reps=6, rir=3).rule == "load.hold"
    assert choose(SQUAT, *told, reps=6, rir=4).rule == "load.hold"


def test_a_ramp_takes_the_next_weight_of_a_coarse_kit_but_never_more_than_double() -> None:
    place = Place(id="p", dumbbells_kg=(4.0, 8.0, 10.0))
    sets = (logged(2, 4, 10, 10, of="goblet"),)
    assert choose(GOBLET, *sets, reps=10, rir=3, place=place).load_kg == 8.0
    wide = Place(id="p", dumbbells_kg=(4.0, 8.5))
    assert choose(GOBLET, *sets, reps=10, rir=3, place=wide).load_kg == 4.0


def test_a_ramp_ends_with_the_first_set_near_enough_to_failure() -> None:
    sets = (logged(9, 60, 8, 3), logged(5, 60, 8, 10), logged(2, 60, 8, 10))
    assert choose(SQUAT, *sets, reps=8).rule == "load.two-for-two"


def test_a_ramp_needs_the_reserve_told_and_a_load() -> None:
    assert choose(SQUAT, logged(2, 40, 20), reps=18).rule == "load.hold"
    body = replace(PUSH_UP, implement=Implement.DUMBBELL)
    choice = choose(body, logged(2, None, 10, 10, of="push-up"), reps=10)
    assert choice.rule != "load.ramp"


def test_a_change_of_scheme_never_falls_below_a_load_that_was_easy() -> None:
    # 12 with four or more left bound the maximum low, and still prove the load itself
    choice = choose(SQUAT, logged(9, 60, 12, 3), logged(2, 60, 12, 4), reps=8, rir=3)
    assert choice.load_kg is not None
    assert choice.load_kg >= 60.0
    after = choose(SQUAT, logged(17, 60, 12, 4), reps=8, rir=3)
    assert after.load_kg == 52.5


def test_repetitions_that_were_cut_grow_back_where_four_or_more_were_left() -> None:
    push = replace(PUSH_UP, reps=(5, 15))
    hard, easy = logged(9, None, 11, 0, of="push-up"), logged(2, None, 7, 4, of="push-up")
    choice = choose(push, hard, easy, reps=11, rir=3)
    assert 7 < choice.reps <= 9


def test_a_phase_with_longer_sets_is_not_held_by_a_step() -> None:
    place = Place(id="p", dumbbells_kg=(6.0, 8.0, 10.0, 11.0))
    choice = choose(ROW, logged(2, 11, 6, 2, of="row"), reps=12, rir=3, place=place)
    assert choice.load_kg == 8.0


def test_the_heaviest_weight_there_is_takes_more_repetitions_and_a_slower_tempo() -> None:
    sets = (logged(5, 16, 8, 4, of="row"), logged(2, 16, 8, 4, of="row"))
    choice = choose(ROW, *sets, reps=8)
    assert (choice.load_kg, choice.reps, choice.rule) == (16.0, 10, "load.light-kit")
    assert choice.slower
    assert "slower tempo" in choice.sentence


def test_a_light_kit_takes_more_repetitions_but_not_beyond_the_exercise() -> None:
    choice = choose(SQUAT, logged(2, 100, 10, 2), reps=4, place=replace(GYM, plates_kg=(5.0, 5.0)))
    assert (choice.load_kg, choice.reps, choice.rule) == (30.0, 12, "load.light-kit")


def test_a_weight_that_is_not_at_this_place_is_replaced_by_a_lighter_one() -> None:
    place = replace(GYM, plates_kg=(20.0, 20.0, 10.0, 10.0))
    choice = choose(SQUAT, logged(2, 85, 5, 2), place=place)
    assert choice.load_kg == 80.0
    assert choice.reps >= 5


@pytest.mark.parametrize(("days", "rule"), [(14, "load.hold"), (15, "load.after-gap")])
def test_after_more_than_two_weeks_the_load_is_lighter(days: int, rule: str) -> None:
    choice = choose(SQUAT, logged(days, 100, 5, 2))
    assert choice.rule == rule
    assert (choice.load_kg or 0) <= (100 if days == 14 else 90.1)


def test_after_more_than_twelve_weeks_the_foundation_is_laid_again() -> None:
    choice = choose(SQUAT, logged(90, 100, 5, 2), rir=1)
    assert choice.rir == 3.0
    assert (choice.load_kg or 0) <= 60


def test_sets_without_a_reserve_give_a_cautious_load_that_says_so() -> None:
    choice = choose(SQUAT, logged(2, 60, 12), reps=5)
    assert choice.rule == "load.at-least"
    assert "at least" in choice.sentence


def test_a_first_session_starts_light_with_three_in_reserve() -> None:
    guess = estimate(exercise(prior=0.8), (), PROFILE, TODAY)
    assert guess is not None
    choice = choose_load(SQUAT, GYM, guess, 8, 2, PROFILE)
    assert choice.rule == "load.first-session"
    assert choice.rir == 3.0
    assert choice.percent_1rm is None
    assert choice.load_kg is not None
    assert choice.load_kg <= guess.low * 0.73


def test_people_new_to_lifting_leave_four() -> None:
    choice = choose_load(SQUAT, GYM, None, 8, 2, NEW)
    assert (choice.rir, choice.load_kg) == (4.0, 20.0)


def test_a_bar_that_is_too_heavy_for_a_first_time_is_refused() -> None:
    press = exercise(prior=0.2)
    guess = estimate(press, (), NEW, TODAY)
    choice = choose_load(press, GYM, guess, 8, 3, NEW)
    assert not choice.usable
    assert choice.rule == "load.too-heavy"
    assert choice.load_kg is None


def test_the_lightest_weight_takes_fewer_repetitions_where_that_fits() -> None:
    place = Place(id="p", dumbbells_kg=(16.0,))
    choice = choose(ROW, logged(2, 14, 10, 3, of="row"), reps=12, rir=2, place=place)
    assert (choice.load_kg, choice.usable) == (16.0, True)
    assert 5 <= choice.reps < 12


def test_a_bound_never_refuses_what_may_be_possible() -> None:
    place = Place(id="p", dumbbells_kg=(16.0,))
    choice = choose(ROW, logged(2, 10, 12, of="row"), reps=9, rir=3, place=place)
    assert (choice.load_kg, choice.reps, choice.usable) == (16.0, 5, True)


def test_an_estimate_without_sets_at_hand_still_gives_a_load() -> None:
    choice = choose_load(SQUAT, GYM, known(SQUAT, logged(2, 80, 5, 2)), 5, 2, PROFILE)
    assert choice.rule == "load.estimate"
    assert 75 <= (choice.load_kg or 0) <= 80


def test_sets_without_an_estimate_still_decide() -> None:
    choice = choose_load(SQUAT, GYM, None, 5, 2, PROFILE, (logged(2, 80, 10, 2),))
    assert choice.load_kg == 92.5
    assert choice.percent_1rm is None
    same = choose_load(SQUAT, GYM, None, 10, 2, PROFILE, (logged(2, 80, 10, 2),))
    assert same.load_kg == 80.0


def test_a_long_last_set_proves_no_more_than_twelve() -> None:
    long = choose_load(SQUAT, GYM, None, 5, 2, PROFILE, (logged(2, 60, 20),))
    twelve = choose_load(SQUAT, GYM, None, 5, 2, PROFILE, (logged(2, 60, 12),))
    assert long.load_kg == twelve.load_kg


def test_sets_without_a_load_teach_nothing() -> None:
    choice = choose_load(SQUAT, GYM, None, 5, 2, PROFILE, (logged(2, None, 10, 2),))
    assert choice.rule == "load.first-session"


@pytest.mark.parametrize(("limit", "load"), [(80.0, 80.0), (79.9, 77.5), (20.0, 20.0)])
def test_a_limit_in_kilograms_is_never_passed(limit: float, load: float) -> None:
    sets = (logged(2, 100, 5, 2),)
    choice = choose_load(SQUAT, GYM, known(SQUAT, *sets), 5, 2, PROFILE, sets, max_load_kg=limit)
    assert (choice.load_kg, choice.rule) == (load, "load.limit")
    assert choice.rir > 2


def test_a_limit_under_the_lightest_load_makes_the_exercise_unusable() -> None:
    choice = choose_load(SQUAT, GYM, None, 5, 2, PROFILE, max_load_kg=19.9)
    assert (choice.usable, choice.load_kg, choice.rule) == (False, None, "load.limit")


def test_a_limit_in_per_cent_holds_for_a_known_maximum() -> None:
    sets = (logged(2, 100, 5, 2),)
    found = known(SQUAT, *sets)
    assert found is not None
    choice = choose_load(SQUAT, GYM, found, 5, 2, PROFILE, sets, max_percent=60)
    assert choice.load_kg is not None
    assert choice.load_kg <= 0.6 * found.kg
    assert choice.percent_1rm is not None
    assert choice.percent_1rm <= 60
    assert choice.reps == 5
    assert choice.rir > 5


def test_a_limit_in_per_cent_becomes_effort_where_no_maximum_is_known() -> None:
    choice = choose_load(SQUAT, GYM, None, 8, 2, PROFILE, max_percent=65)
    assert choice.rir == 7.0


def test_a_limit_in_per_cent_that_the_body_alone_passes_leaves_the_exercise_out() -> None:
    sets = (logged(2, None, 5, 1, of="push-up"),)
    choice = choose_load(PUSH_UP, GYM, known(PUSH_UP, *sets), 5, 2, PROFILE, sets, max_percent=50)
    assert not choice.usable


def test_a_guess_never_forbids_the_body_itself() -> None:
    step = replace(PUSH_UP, prior_share_of_body_mass=0.1)
    guess = estimate(step, (), PROFILE, TODAY)
    choice = choose_load(step, GYM, guess, 8, 2, PROFILE, max_percent=50)
    assert choice.usable
    assert choice.load_kg is None


def test_the_least_reserve_allowed_is_kept() -> None:
    assert choose_load(SQUAT, GYM, None, 8, 2, PROFILE, min_rir=5).rir == 5


def test_a_barbell_of_unknown_weight_gets_no_kilograms() -> None:
    choice = choose(SQUAT, logged(2, 80, 5, 2), place=EMPTY)
    assert (choice.load_kg, choice.usable, choice.rule) == (None, True, "load.unknown-kit")


def test_dumbbells_without_a_pair_cannot_make_a_pair() -> None:
    pair = exercise(implement=Implement.DUMBBELL_PAIR)
    choice = choose(pair, place=Place(id="p", dumbbells_kg=(8.0,)))
    assert (choice.usable, choice.rule) == (False, "load.no-kit")


def test_a_pair_is_two_implements_and_counts_both() -> None:
    pair = exercise(implement=Implement.DUMBBELL_PAIR)
    choice = choose(pair, logged(2, 16, 5, 2))
    assert (choice.load_kg, choice.implements) == (16.0, 2)


def test_the_body_alone_is_the_load_at_first() -> None:
    choice = choose(PUSH_UP, reps=8)
    assert (choice.load_kg, choice.implements, choice.rule) == (None, None, "load.body")
    assert choice.body_mass_share == 0.64


def test_against_the_body_repetitions_grow() -> None:
    sets = (logged(5, None, 8, 4, of="push-up"), logged(2, None, 8, 4, of="push-up"))
    choice = choose(PUSH_UP, *sets, reps=8)
    assert (choice.load_kg, choice.reps, choice.rule) == (None, 10, "load.light-kit")


def test_an_exercise_against_the_body_that_is_too_hard_is_refused() -> None:
    choice = choose(PUSH_UP, logged(2, None, 2, 0, of="push-up"), reps=10)
    assert not choice.usable
    assert "easier" in choice.sentence


def test_without_load_quality_is_the_point() -> None:
    choice = choose(exercise(load_kind=LoadKind.NONE, implement=Implement.BODY))
    assert (choice.load_kg, choice.rule) == (None, "load.none")


def test_external_load_without_an_implement_carries_nothing() -> None:
    choice = choose(exercise(implement=Implement.BODY))
    assert (choice.load_kg, choice.rule, choice.usable) == (None, "load.none", True)


def test_a_leg_press_follows_its_own_curve() -> None:
    choice = choose(LEG_PRESS, logged(2, 60, 5, 1, of="leg-press"), reps=10)
    assert choice.load_kg == 50.0


def test_weights_in_the_hands_step_by_what_the_legs_move() -> None:
    sets = (logged(5, 10, 10, 3, of="goblet"), logged(2, 10, 10, 3, of="goblet"))
    choice = choose(GOBLET, *sets, reps=8, rir=3)
    assert (choice.load_kg, choice.rule) == (16.0, "load.kit-step")


def test_a_lighter_week_takes_five_to_ten_per_cent_off() -> None:
    sets = (logged(2, 100, 5, 2),)
    choice = choose_load(SQUAT, GYM, known(SQUAT, *sets), 5, 2, PROFILE, sets, light=True)
    assert (choice.load_kg, choice.rir, choice.rule) == (95.0, 3.0, "load.lighter-week")
    assert choice.percent_1rm == pytest.approx(95 / (100 * 1.2330) * 100, abs=1.0)


def test_a_lighter_week_stops_earlier_where_the_kit_has_no_such_load() -> None:
    sets = (logged(2, 16, 8, 2, of="row"),)
    choice = choose_load(ROW, GYM, known(ROW, *sets), 8, 2, PROFILE, sets, light=True)
    assert (choice.load_kg, choice.reps, choice.rir) == (16.0, 6, 4.0)


def test_a_lighter_week_with_the_body_alone_stops_earlier() -> None:
    choice = choose_load(PUSH_UP, EMPTY, None, 8, 2, PROFILE, light=True)
    assert (choice.reps, choice.rir, choice.load_kg) == (6, 4.0, None)


def test_a_lighter_week_changes_nothing_where_the_exercise_cannot_be_done() -> None:
    choice = choose_load(SQUAT, GYM, None, 5, 2, PROFILE, max_load_kg=5, light=True)
    assert choice.rule == "load.limit"


CARRY = exercise(
    id="carry", method=Method.HOLD, implement=Implement.DUMBBELL, prior=0.5, reps=(20, 60)
)


def carried(days: int, load: float | None, seconds: float, rir: float | None = None) -> LoggedSet:
    return replace(logged(days, load, None, rir, of="carry"), seconds=seconds)


def carry(*sets: LoggedSet, light: bool = False) -> LoadChoice:
    guess = estimate(CARRY, sets, PROFILE, TODAY)
    return choose_load(CARRY, GYM, guess, 30, 2, PROFILE, sets, light=light)


def test_a_first_carry_starts_light() -> None:
    choice = carry()
    assert (choice.load_kg, choice.rule) == (8.0, "load.first-session")


def test_a_carry_keeps_its_load() -> None:
    assert (carry(carried(2, 10, 30)).load_kg, carry(carried(2, 10, 40)).load_kg) == (10.0, 10.0)


def test_a_carry_that_was_easy_twice_takes_the_next_weight() -> None:
    assert carry(carried(5, 10, 36), carried(2, 10, 36)).load_kg == 16.0
    assert carry(carried(5, 10, 30, 4), carried(2, 10, 30, 4)).load_kg == 16.0
    assert carry(carried(5, 10, 35), carried(2, 10, 36)).load_kg == 10.0
    assert carry(carried(5, 8, 36), carried(2, 10, 36)).load_kg == 10.0


def test_a_carry_without_a_load_logged_starts_again() -> None:
    assert carry(carried(2, None, 30)).rule == "load.first-session"


def test_a_lighter_week_shortens_a_carry() -> None:
    assert carry(carried(2, 10, 30), light=True).reps == 24


def test_every_choice_names_its_rule_and_evidence() -> None:
    for choice in (choose(SQUAT), choose(PUSH_UP), carry(), choose(SQUAT, place=EMPTY)):
        assert choice.rule.startswith("load.")
        assert choice.evidence
        assert choice.sentence.endswith(".")


def test_a_lighter_week_does_not_make_a_heavy_bar_possible() -> None:
    press = exercise(prior=0.2)
    guess = estimate(press, (), NEW, TODAY)
    assert not choose_load(press, GYM, guess, 8, 3, NEW, light=True).usable
