"""What results of self-tests say: the sentences, and what is not judged because no source does."""

from __future__ import annotations

import datetime as dt

import pytest

from ironstride.body.assess import (
    NO_DIFFERENCE,
    against_norm,
    against_own,
    against_side,
    judge,
    line_for,
    occasions_of,
    score_of,
)
from ironstride.body.findings import (
    effects_now,
    effects_of,
    first_in_warm_up,
    holds_back,
    lifted,
    more_sets,
    weak_sides,
)
from ironstride.body.verdicts import Occasion, Person, Position
from ironstride.catalogue import load
from ironstride.catalogue.self_tests import self_test, self_tests
from ironstride.domain.assessment import Does
from ironstride.domain.athlete import SelfTest, Sex
from ironstride.domain.body_region import Side
from ironstride.domain.exercise import Need

DAY = dt.date(2026, 11, 23)
WOMAN = Person(age=45, sex=Sex.FEMALE, body_mass_kg=60)
MAN = Person(age=45, sex=Sex.MALE, body_mass_kg=70)
NOBODY = Person(age=45, sex=Sex.UNSPECIFIED, body_mass_kg=70)
WHOLE, LEFT, RIGHT = None, Side.LEFT, Side.RIGHT


def result(test: str, value: float, side: Side | None = None, ago: int = 0) -> SelfTest:
    return SelfTest(test=test, date=DAY - dt.timedelta(days=ago), value=value, side=side)


def both(test: str, left: float, right: float, ago: int = 0) -> tuple[SelfTest, ...]:
    return result(test, left, LEFT, ago), result(test, right, RIGHT, ago)


def aged(age: int, sex: Sex = Sex.FEMALE) -> Person:
    return Person(age=age, sex=sex, body_mass_kg=60)


def norm_sentence(test: str, value: float, person: Person, norm: int = 0) -> str:
    it = self_test(test)
    return against_norm(it, it.norms[norm], value, person).sentence


# Occasions


def test_left_and_right_within_a_week_are_one_occasion() -> None:
    rows = (result("heel-raise", 20, LEFT, ago=7), result("heel-raise", 22, RIGHT))
    assert occasions_of(rows) == (Occasion(date=DAY, left=20, right=22),)
    later = (result("heel-raise", 20, LEFT, ago=8), result("heel-raise", 22, RIGHT))
    assert [one.date for one in occasions_of(later)] == [DAY - dt.timedelta(days=8), DAY]


def test_one_side_done_again_begins_a_new_occasion() -> None:
    rows = (*both("heel-raise", 20, 22, ago=2), result("heel-raise", 25, LEFT))
    assert [one.values for one in occasions_of(rows)] == [(20, 22), (25,)]


def test_trials_become_one_value_as_the_test_scores_them() -> None:
    assert score_of(self_test("stance-eyes-open"), (10, 20, 30)) == 20
    assert score_of(self_test("stance-eyes-closed"), (10, 20, 30)) == 30
    assert score_of(self_test("sit-to-stand-5"), (10, 20)) == 10


# Against others


@pytest.mark.parametrize(
    ("person", "expected"),
    [(aged(45), 23.5), (aged(50), 22), (aged(45, Sex.MALE), 26), (aged(20), 30), (aged(80), 14)],
)
def test_points_are_interpolated_between_exact_ages(person: Person, expected: float) -> None:
    test = self_test("heel-raise")
    assert against_norm(test, test.norms[0], 20, person).expected == expected


def test_beyond_its_ages_a_table_says_nothing() -> None:
    assert norm_sentence("heel-raise", 20, aged(81)) == (
        "The table is for ages 20 to 80; for 81 it says nothing."
    )
    assert norm_sentence("chair-stand-30", 20, aged(59)).startswith(
        "The table is for ages 60 to 94"
    )
    open_ended = norm_sentence("stance-eyes-open", 20, aged(17))
    assert open_ended == "The table is for ages 18 and up; for 17 it says nothing."


def test_without_sex_a_table_by_sex_gives_no_norm_and_says_so() -> None:
    assert "you have not said yours" in norm_sentence("heel-raise", 20, NOBODY)
    assert "so there is no norm" in norm_sentence("push-ups", 20, NOBODY)
    both_sexes = self_test("stance-eyes-open")
    found = against_norm(both_sexes, both_sexes.norms[0], 38, NOBODY)
    assert found.expected == 40


def test_without_age_there_is_no_norm() -> None:
    nobody = Person(age=None, sex=Sex.MALE)
    assert norm_sentence("knee-to-wall", 10, nobody).startswith("The table goes by age")


def test_a_spread_is_shown_where_the_source_has_one_and_nowhere_else() -> None:
    wall = self_test("knee-to-wall")
    found = against_norm(wall, wall.norms[0], 9, WOMAN)
    assert found.low == pytest.approx(9.2)
    assert found.high == pytest.approx(14.8)
    assert found.position is Position.WORSE
    rise = self_test("sit-to-stand-5")
    bare = against_norm(rise, rise.norms[0], 14, aged(65))
    assert (bare.low, bare.high, bare.position) == (None, None, Position.TOLD)
    assert bare.sentence == (
        "14 s; the average for your age is 11.4 s. The source gives no spread, so how unusual "
        "that is nobody can say."
    )


def test_a_median_without_a_spread_is_judged_by_the_error_of_the_test() -> None:
    raise_ = self_test("heel-raise")
    at = aged(50)  # 22 raises
    positions = {v: against_norm(raise_, raise_.norms[0], v, at).position for v in (15, 16, 28, 29)}
    assert positions == {
        15: Position.WORSE,
        16: Position.WITHIN,
        28: Position.WITHIN,
        29: Position.BETTER,
    }
    assert against_norm(raise_, raise_.norms[0], 15, at).low is None


def test_a_line_below_which_is_below_average_is_no_average() -> None:
    chair = self_test("chair-stand-30")
    assert against_norm(chair, chair.norms[0], 12, aged(62)).position is Position.WITHIN
    assert against_norm(chair, chair.norms[0], 11, aged(62)).position is Position.WORSE
    quartiles = [
        against_norm(chair, chair.norms[1], v, aged(62)).position for v in (11, 12, 17, 18)
    ]
    assert quartiles == [Position.WORSE, Position.WITHIN, Position.WITHIN, Position.BETTER]


@pytest.mark.parametrize(
    ("count", "level"),
    [(36, "excellent"), (35, "very good"), (22, "good"), (17, "fair"), (16, "below fair")],
)
def test_levels_have_lower_bounds(count: int, level: str) -> None:
    push = self_test("push-ups")
    assert against_norm(push, push.norms[0], count, aged(25, Sex.MALE)).level == level


def test_a_recalled_cell_of_a_table_is_marked() -> None:
    stance = self_test("stance-eyes-open")
    assert not against_norm(stance, stance.norms[0], 40, aged(30)).reread
    assert against_norm(stance, stance.norms[0], 40, aged(30, Sex.MALE)).reread


# Against a line


def test_a_line_by_body_mass_moves_with_age() -> None:
    cut = self_test("five-rep-squat").cuts[0]
    assert line_for(cut, aged(40)) == 30
    assert line_for(cut, aged(50)) == pytest.approx(28.5)
    assert line_for(cut, aged(45)) == pytest.approx(30 * 0.95**0.5)
    assert line_for(cut, NOBODY) is None
    assert line_for(cut, Person(age=40, sex=Sex.MALE)) is None


def test_the_worse_side_is_held_against_a_line() -> None:
    test = self_test("one-leg-rise")
    assert judge(test, occasions_of(both("one-leg-rise", 4, 20)), WOMAN).crossed == {"not-ready"}
    assert judge(test, occasions_of(both("one-leg-rise", 5, 20)), WOMAN).crossed == set()


def test_a_line_for_other_ages_is_not_drawn() -> None:
    test = self_test("side-plank")
    young = judge(test, occasions_of(both("side-plank", 50, 50)), aged(49))
    assert [each.cut.id for each in young.cuts] == ["short"]
    older = judge(test, occasions_of(both("side-plank", 50, 50)), aged(50))
    assert [(each.cut.id, each.crossed) for each in older.cuts] == [("short-from-fifty", False)]


def test_more_than_fifteen_seconds_is_the_wrong_side_where_less_is_better() -> None:
    test = self_test("sit-to-stand-5")
    at = [judge(test, occasions_of([result(test.id, v)]), aged(70)).crossed for v in (15, 15.1)]
    assert at == [frozenset(), frozenset({"low-strength"})]


# Against oneself


@pytest.mark.parametrize(("value", "counts"), [(26, False), (27, True), (14, False), (13, True)])
def test_a_change_counts_only_beyond_what_the_test_can_see(
    value: float,
    counts: bool,  # noqa: FBT001 (a case)
) -> None:
    test = self_test("heel-raise")
    rows = (result(test.id, 20, LEFT, ago=60), result(test.id, value, LEFT))
    (own,) = against_own(test, occasions_of(rows))
    assert own.counts is counts
    assert ("no change that this test can see" in own.sentence) is not counts


def test_at_the_ceiling_no_change_is_judged() -> None:
    test = self_test("stance-eyes-open")
    rows = (result(test.id, 30, LEFT, ago=60), result(test.id, 45, LEFT))
    (own,) = against_own(test, occasions_of(rows))
    assert own.counts is None
    assert (
        own.sentence == "Left: 45 s after 30 s. At the ceiling of the test no change can be judged."
    )


def test_a_change_that_no_source_judges_is_told() -> None:
    test = self_test("push-ups")
    rows = (result(test.id, 10, ago=60), result(test.id, 30))
    (own,) = against_own(test, occasions_of(rows))
    assert own.counts is None
    assert "No source says which change this test can see" in own.sentence


def test_a_side_is_held_against_the_last_time_it_was_tested() -> None:
    test = self_test("heel-raise")
    rows = (
        *both(test.id, 20, 30, ago=90),
        result(test.id, 22, LEFT, ago=60),
        *both(test.id, 30, 30),
    )
    left, right = against_own(test, occasions_of(rows))
    assert (left.before, right.before) == (22, 30)


# Left against right


@pytest.mark.parametrize(
    ("test", "left", "right", "weaker"),
    [
        ("heel-raise", 24, 30, None),
        ("heel-raise", 23, 30, Side.LEFT),
        ("heel-raise", 63, 70, None),
        ("y-balance-anterior", 60, 64.5, None),
        ("y-balance-anterior", 60, 68.6, None),
        ("y-balance-anterior", 60, 68.7, Side.LEFT),
        ("knee-to-wall", 12, 9, None),
        ("knee-to-wall", 12, 8.9, Side.RIGHT),
        ("hop-distance", 90, 100, None),
        ("hop-distance", 89, 100, Side.LEFT),
        ("side-plank", 57, 60, None),
        ("side-plank", 56, 60, Side.LEFT),
    ],
)
def test_sides_differ_beyond_the_flag_and_beyond_what_the_test_can_see(
    test: str, left: float, right: float, weaker: Side | None
) -> None:
    found = against_side(self_test(test), left, right)
    assert found.weaker is weaker
    assert (NO_DIFFERENCE in found.sentence) is (weaker is None)


def test_where_no_source_gives_a_flag_sides_are_not_judged() -> None:
    found = against_side(self_test("stance-eyes-open"), 10, 40)
    assert found.weaker is None
    assert "No source says from which difference on" in found.sentence


# What it changes


def effects(*results: SelfTest, person: Person = WOMAN) -> list[str]:
    return [each.sentence for each in effects_now(self_tests(), results, person, DAY)]


def test_a_weak_calf_goes_first_and_gets_a_set_more() -> None:
    found = effects_now(self_tests(), both("heel-raise", 18, 33), WOMAN, DAY)
    assert weak_sides(found) == {Need.CALF_STRAIGHT: Side.LEFT}
    assert more_sets(found) == {Need.CALF_STRAIGHT: 1}
    assert found[0].sentence == (
        "Your left leg goes first in calf raises with a straight knee, and they get one set more a "
        "week."
    )


def test_two_findings_that_name_other_sides_name_none() -> None:
    rows = (*both("heel-raise", 18, 33), *both("hop-distance", 100, 80))
    found = effects_now(self_tests(), rows, WOMAN, DAY)
    assert weak_sides(found) == {Need.CALF_STRAIGHT: Side.LEFT, Need.LEGS_KNEE: Side.RIGHT}
    other = effects_now(self_tests(), both("hop-distance", 80, 100), WOMAN, DAY)
    assert weak_sides((*found, *other)) == {Need.CALF_STRAIGHT: Side.LEFT}


def test_a_result_holds_for_half_a_year() -> None:
    assert effects(*both("one-leg-rise", 2, 2, ago=182))
    assert not effects(*both("one-leg-rise", 2, 2, ago=183))


def test_what_lies_ahead_or_is_unknown_or_impossible_changes_nothing() -> None:
    assert not effects(*both("one-leg-rise", 2, 2, ago=-1))
    assert not effects(result("handstand", 2))
    assert not effects(result("sit-to-stand-5", 900))
    assert not effects(result("sit-to-stand-5", 20, LEFT))


def test_a_later_pass_takes_the_effect_away() -> None:
    assert not effects(*both("one-leg-rise", 2, 2, ago=60), *both("one-leg-rise", 6, 6))


def test_steps_wait_that_are_loaded_on_one_leg() -> None:
    by_id = load().by_id
    found = effects_now(self_tests(), both("one-leg-rise", 2, 2), WOMAN, DAY)
    held = {e.id for e in by_id.values() if any(holds_back(effect, e) for effect in found)}
    assert {"split-squat-barbell", "step-up-dumbbells", "single-leg-squat-off-box"} <= held
    assert not held & {"split-squat", "step-up", "back-squat", "step-up-low"}


def test_rises_on_one_leg_wait_for_five_as_sets_of_them_leave_some_in_reserve() -> None:
    rise = load().by_id["single-leg-squat-to-chair"]
    (short, enough) = (
        effects_now(self_tests(), both("one-leg-rise", n, 9), WOMAN, DAY) for n in (4, 5)
    )
    assert any(holds_back(effect, rise) for effect in short)
    assert not any(holds_back(effect, rise) for effect in enough)


def test_who_does_not_stand_ten_seconds_is_not_asked_to_close_the_eyes() -> None:
    by_id = load().by_id
    found = effects_now(self_tests(), both("stance-eyes-open", 7, 9), aged(70), DAY)
    held = {e.id for e in by_id.values() if any(holds_back(effect, e) for effect in found)}
    assert {"single-leg-eyes-closed", "single-leg-pad", "single-leg-reach"} <= held
    assert not held & {"tandem-stance", "tandem-walk", "single-leg-stance"}
    assert {by_id[id].need for id in held} == {Need.BALANCE}
    steady = effects_now(self_tests(), both("stance-eyes-open", 10, 12), aged(70), DAY)
    assert not any(holds_back(effect, each) for effect in steady for each in by_id.values())


def test_five_repetitions_become_a_set_that_loads_start_from() -> None:
    found = effects_now(self_tests(), (result("five-rep-squat", 60),), WOMAN, DAY)
    (one,) = lifted(found)
    assert (one.exercise, one.reps, one.load_kg, one.rir, one.date) == (
        "back-squat",
        5,
        60,
        1,
        DAY,
    )


def test_a_stiff_ankle_comes_first_in_warm_ups() -> None:
    found = effects_now(self_tests(), both("knee-to-wall", 7, 8), WOMAN, DAY)
    assert first_in_warm_up(found) == {"ankle-rocks"}


def test_a_stiff_ankle_that_is_the_worse_one_is_named_once() -> None:
    assert effects(*both("knee-to-wall", 7, 12)) == [
        "Ankle rocks come first in your warm-ups; begin with the left ankle."
    ]


def test_sides_are_averaged_against_a_norm_and_that_is_said() -> None:
    test = self_test("knee-to-wall")
    (norm,) = judge(test, occasions_of(both(test.id, 7, 11)), WOMAN).norms
    assert norm.sentence == (
        "Both sides averaged: 9 cm; the average for your age is 12 cm. You are behind it by more "
        "than the spread of those measured, 2.8 cm either way."
    )
    (one,) = judge(test, occasions_of([result(test.id, 11, LEFT)]), WOMAN).norms
    assert one.sentence.startswith("11 cm; the average for your age is 12 cm. You are within")


def test_a_norm_for_other_ages_is_left_out_where_another_one_speaks() -> None:
    test = self_test("chair-stand-30")
    assert len(judge(test, occasions_of([result(test.id, 12)]), aged(62)).norms) == 2
    assert len(judge(test, occasions_of([result(test.id, 12)]), aged(66)).norms) == 1
    (silent,) = judge(test, occasions_of([result(test.id, 12)]), aged(40)).norms
    assert silent.row is None
    assert "for 40 it says nothing" in silent.sentence


@pytest.mark.parametrize(
    ("test", "value", "words"),
    [
        ("sit-to-stand-5", 15.5, "15.5 s is above the line of 15 s."),
        ("sit-to-stand-5", 14.0, "14 s stays within the line of 15 s."),
        ("five-rep-squat", 20.0, "20 kg is below the line of 29.2 kg."),
        ("five-rep-squat", 40.0, "40 kg reaches the line of 29.2 kg."),
    ],
)
def test_a_line_is_said_by_where_the_value_lies(test: str, value: float, words: str) -> None:
    (cut,) = judge(self_test(test), occasions_of([result(test, value)]), WOMAN).cuts
    assert cut.sentence.startswith(words)


def test_effects_are_those_of_the_verdict_that_is_shown() -> None:
    test = self_test("stance-eyes-open")
    verdict = judge(test, occasions_of(both(test.id, 9, 12)), aged(52))
    effect, steady, wait = effects_of(test, verdict)
    assert effect.rule.needs == (Need.BALANCE,)
    assert steady.rule.does is Does.STEADY_FIRST
    assert wait.rule.does is Does.HOLD_BACK
    assert effect.until == steady.until == wait.until == DAY + dt.timedelta(weeks=26)
    assert not effects_of(test, judge(test, occasions_of(both(test.id, 9, 12)), aged(49)))
