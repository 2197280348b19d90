from __future__ import annotations

import pytest

from ironstride.drawing.figure import body
from ironstride.drawing.figure.checks import BALANCE, TOUCH, faults_of
from ironstride.drawing.figure.placing import place_all
from tests.support.figures import figure, frames


def told(*rows: str, head: str = "view = 'side'") -> str:
    return " ".join(faults_of(frames(*rows, head=head)))


def test_a_squat_that_could_be_copied_has_no_fault() -> None:
    assert faults_of(figure()) == ()


@pytest.mark.parametrize(
    ("bend", "is_reached"), [(-35, True), (-36, False), (70, True), (71, False)]
)
def test_a_back_bends_as_far_as_backs_do(*, bend: int, is_reached: bool) -> None:
    faults = told("from = 'standing'", f"bend = {bend}\nmoving = true")
    assert ("bend is at" in faults) is not is_reached


def test_every_joint_has_a_limit_that_binds_on_both_sides() -> None:
    for joint, (low, high) in body.LIMITS.items():
        for angle in (low - 1, high + 1):
            faults = told("", f"{joint} = {angle}", head="view = 'side'")
            assert f"{joint}" in faults, (joint, angle)


def test_a_hand_that_cannot_reach_its_bar_is_told() -> None:
    head = "view = 'side'\nthings = [{ kind = 'bar', x = 2.0, y = 1.0 }]"
    faults = told("from = 'standing'", "hands = { on = 'bar', part = 'grip' }", head=head)
    assert "hand_left is" in faults
    assert "from where it is planted" in faults


@pytest.mark.parametrize(("height", "touches"), [(0.45, True), (0.45 - TOUCH - 0.01, False)])
def test_a_part_that_rests_touches_what_bears_it(*, height: float, touches: bool) -> None:
    head = f"view = 'side'\nthings = [{{ kind = 'chair', height = {height} }}]"
    row = "from = 'sitting'\npelvis = { x = 0.0, y = 0.555 }"
    assert ("seat is" in told(row, row, head=head)) is not touches


def test_a_knee_in_the_floor_is_told() -> None:
    faults = told("from = 'kneeling'\npelvis = { x = 0.0, y = 0.40 }", "lean = 0")
    assert "knee_left is 7 cm in the floor" in faults


def test_a_held_position_that_would_fall_is_told_and_one_passed_through_is_not() -> None:
    row = "from = 'standing'\npelvis = { x = 0.25 }"
    assert "ahead of what bears it" in told(row, row)
    assert "ahead of" not in told(row + "\nmoving = true", row + "\nmoving = true")


@pytest.mark.parametrize("x", [0.20, 0.22, 0.235, 0.24, 0.25, 0.26, 0.28])
def test_the_mass_may_lie_up_to_the_edge_of_the_base_and_not_beyond(x: float) -> None:
    row = f"from = 'standing'\nfeet = {{ out = 0 }}\npelvis = {{ x = {x} }}"
    toe = body.BALL_AHEAD + body.TOES
    centre = place_all(frames(row, row))[0].skeleton.mass_centre()[0]
    assert ("ahead of what bears it" in told(row, row)) is (centre > toe + BALANCE)


def test_those_places_lie_on_both_sides_of_the_edge() -> None:
    assert told("from = 'standing'\npelvis = { x = 0.2 }", "") == ""
    assert told("from = 'standing'\npelvis = { x = 0.28 }", "") != ""


def test_somebody_on_one_leg_stands_over_it_from_the_front_as_well() -> None:
    row = "from = 'standing'\nfoot_left = 'free'\nknee_left = 60\nhip_left = 40"
    assert told(row, row, head="view = 'side'\nsecond = 'front'") == ""
    crooked = row + "\npelvis = { z = -0.1 }"
    assert "to the side of" in told(crooked, crooked, head="view = 'side'\nsecond = 'front'")


def test_a_wall_holds_somebody_who_leans_on_it() -> None:
    head = "view = 'side'\nthings = [{ kind = 'wall', x = 0.75 }]"
    row = "from = 'standing'\npelvis = { x = 0.25 }\nlean = 15\nhands = { on = 'wall', y = 1.35 }"
    assert "what bears it" not in told(row, row, head=head)


@pytest.mark.parametrize(("side", "z"), [("left", -0.62), ("right", 0.62)])
def test_a_forearm_leans_on_a_wall_that_stands_beside(*, side: str, z: float) -> None:
    head = f"view = 'front'\nthings = [{{ kind = 'wall', z = {z} }}]"
    row = (
        f"from = 'standing'\nrests = ['forearm_{side} on wall']\nshoulder_out_{side} = 90\n"
        f"shoulder_turn_{side} = -90\nelbow_{side} = 90\nfeet = {{ wide = 0.2 }}"
    )
    assert told(row, row, head=head) == ""
