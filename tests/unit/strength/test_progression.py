"""How the load of an exercise goes on from what was done with it."""

from __future__ import annotations

from dataclasses import replace

from ironstride.domain.athlete import Place
from ironstride.domain.body_region import Side
from ironstride.domain.exercise import Implement
from tests.support.lifts import BENCH, GOBLET, PUSH_UP, ROW, SQUAT, choose, logged


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
