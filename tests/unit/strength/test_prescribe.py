from __future__ import annotations

from dataclasses import replace

import pytest

from ironstride.domain.athlete import LiftingExperience, Place
from ironstride.domain.exercise import Implement, LoadKind, Method
from ironstride.domain.performance import LoggedSet
from ironstride.strength.e1rm import estimate
from ironstride.strength.prescribe import LoadChoice, choose_load
from tests.support.lifts import (
    EMPTY,
    GOBLET,
    GYM,
    LEG_PRESS,
    PROFILE,
    PUSH_UP,
    ROW,
    SQUAT,
    TODAY,
    choose,
    exercise,
    known,
    logged,
)

NEW = replace(PROFILE, lifting_experience=LiftingExperience.NONE)


def test_a_load_from_the_estimate_is_rounded_down_to_the_bar() -> None:
    choice = choose(SQUAT, logged(2, 60, 10, 2), reps=5)
    target = 60 * 1.4176 * 0.811
    assert choice.load_kg == 67.5
    assert choice.load_kg <= target
    assert choice.rule == "load.estimate"
    assert choice.implements == 1
    assert choice.percent_1rm == pytest.approx(79.3, abs=0.3)
    assert choice.usable


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
