from __future__ import annotations

from math import dist

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ironstride.drawing.figure import body
from ironstride.drawing.figure.geometry import (
    NO_TURN,
    Point,
    about_x,
    about_y,
    about_z,
    after,
    angles_zxy,
)
from ironstride.drawing.figure.moments import in_between
from ironstride.drawing.figure.placing import place_all
from ironstride.drawing.figure.skeleton import SIDES, FootAt, HandAt, Skeleton, build
from tests.support.figures import figure, frames

BONES = (
    ("shoulder", "elbow", body.UPPER_ARM),
    ("elbow", "wrist", body.FOREARM),
    ("wrist", "hand", body.PALM),
    ("hip", "knee", body.THIGH),
    ("knee", "ankle", body.SHANK),
)
TRUNK = (("pelvis", "waist", body.PELVIS), ("waist", "chest", body.CHEST))

angle = st.floats(-80, 80)
angles = st.dictionaries(
    st.sampled_from(
        [
            *("lean", "tilt", "turn", "bend", "side_bend", "twist", "nod"),
            *(
                f"{name}_{side}"
                for name in body.LIMITS
                for side in SIDES
                if name not in {"bend", "side_bend", "twist", "nod", "look"}
            ),
        ]
    ),
    angle,
)


def bone_errors(skeleton: Skeleton) -> list[float]:
    points = skeleton.points
    ends = [(points[a], points[b], long) for a, b, long in TRUNK]
    ends += [
        (points[f"{a}_{side}"], points[f"{b}_{side}"], long)
        for a, b, long in BONES
        for side in SIDES
    ]
    return [abs(dist(a, b) - long) for a, b, long in ends]


@given(angles)
def test_limbs_are_as_long_in_every_position(told: dict[str, float]) -> None:
    assert max(bone_errors(build(told, (0.0, 1.0, 0.0)))) < 1e-9


@given(angles, st.floats(-0.5, 0.5), st.floats(0.0, 0.6), st.floats(-0.3, 0.3))
def test_planted_limbs_are_as_long_and_reach_what_is_in_reach(
    told: dict[str, float], x: float, y: float, z: float
) -> None:
    foot = FootAt(ankle=(x, y, z), turn=NO_TURN, toes=0.0)
    hand = HandAt(palm=(x, 1.0 + y, z), aim=None)
    skeleton = build(told, (0.0, 0.9, 0.0), {"right": foot}, {"left": hand})
    assert max(bone_errors(skeleton)) < 1e-9
    away = dist(skeleton.points["hip_right"], foot.ankle)
    if away < 0.99 * (body.THIGH + body.SHANK) and away > 0.05:
        assert dist(skeleton.points["ankle_right"], foot.ankle) < 1e-9
        assert skeleton.misses["foot_right"] < 1e-9


@given(st.floats(-0.4, 0.4), st.floats(0.05, 0.5), st.floats(-0.3, 0.5), st.floats(-60, 60))
def test_angles_found_for_a_planted_foot_build_the_same_leg(
    x: float, y: float, z: float, lean: float
) -> None:
    told = {"lean": lean}
    planted = build(
        told, (0.0, 0.9, 0.0), {"right": FootAt(ankle=(x, y, z), turn=NO_TURN, toes=0.0)}
    )
    again = build(planted.angles, (0.0, 0.9, 0.0))
    for name in ("knee_right", "ankle_right"):
        assert dist(planted.points[name], again.points[name]) < 1e-6


@given(st.floats(-0.2, 0.2), st.floats(-0.2, 0.3), st.floats(0.05, 0.45), st.floats(-80, 80))
def test_a_hand_near_its_shoulder_is_where_it_is_planted_and_its_angles_build_the_same_arm(
    x: float, y: float, z: float, swing: float
) -> None:
    upright = build({}, (0.0, 1.0, 0.0)).points
    palm = (upright["chest"][0] + x, upright["chest"][1] + y, z)
    assume(dist(palm, upright["shoulder_right"]) > 0.09)
    told = {"elbow_swing_right": swing}
    arm = build(told, (0.0, 1.0, 0.0), None, {"right": HandAt(palm=palm, aim=None)})
    assert arm.points["hand_right"] == pytest.approx(palm, abs=1e-6)
    again = build(arm.angles, (0.0, 1.0, 0.0))
    assert again.points["hand_right"] == pytest.approx(palm, abs=1e-6)


@given(st.floats(-85, 85), st.floats(-85, 85), st.floats(-85, 85))
def test_a_turn_is_taken_apart_into_the_angles_that_made_it(a: float, b: float, c: float) -> None:
    found = angles_zxy(after(about_z(a), about_x(b), about_y(c)))
    assert found == pytest.approx((a, b, c), abs=1e-6)


def test_the_masses_are_those_of_a_whole_body() -> None:
    shares = [mass.share for mass in body.TRUNK_MASSES]
    shares += [mass.share for mass in body.LIMB_MASSES] * 2
    assert sum(shares) == pytest.approx(1.0, abs=0.003)


def test_the_mass_of_somebody_upright_lies_a_little_over_the_hips() -> None:
    centre = build({}, (0.0, 0.925, 0.0)).mass_centre()
    height = 0.925 + body.PELVIS + body.CHEST + body.NECK + body.HEAD + body.RADII["head"]
    assert 0.53 < centre[1] / height < 0.59


def test_standing_feet_stay_where_they_are_while_the_knees_bend() -> None:
    squat = figure()
    before, behind = place_all(squat)
    for share in (0.0, 0.2, 0.5, 0.8, 1.0):
        points = in_between(squat, before, behind, share).points
        for side, z in (("left", -0.1), ("right", 0.1)):
            assert points[f"ankle_{side}"] == pytest.approx((0.0, body.ANKLE_HEIGHT, z), abs=0.004)


def test_a_told_knee_bends_as_told_and_the_body_balances_over_its_feet() -> None:
    placed = place_all(figure())[1]
    assert placed.skeleton.angles["knee_right"] == pytest.approx(105, abs=0.5)
    heel, toe = placed.skeleton.points["heel_right"][0], placed.skeleton.points["toe_right"][0]
    assert heel < placed.skeleton.mass_centre()[0] < toe


def test_the_leg_of_the_stance_bends_as_told_and_the_other_follows() -> None:
    lunge = frames(
        "from = 'standing'\nstance = 'right'\nknee_right = 90\n"
        "foot_left = { x = -0.6, pitch = 45 }",
        "knee_right = 60",
    )
    for placed, knee in zip(place_all(lunge), (90, 60), strict=True):
        assert placed.skeleton.angles["knee_right"] == pytest.approx(knee, abs=0.5)
        assert max(placed.skeleton.misses.values()) < 0.01


def test_what_rests_stays_where_it_is_from_frame_to_frame() -> None:
    bridge = frames("from = 'hook-lying'\nrests = ['back']", "lean = -115")
    first, second = place_all(bridge)
    assert first.skeleton.points["chest"] == pytest.approx(
        second.skeleton.points["chest"], abs=0.002
    )
    assert second.skeleton.points["pelvis"][1] > first.skeleton.points["pelvis"][1] + 0.05


def test_a_second_rest_decides_the_lean() -> None:
    plank = frames("from = 'plank'\nlean = 60", "lean = 60")
    placed = place_all(plank)[0]
    assert placed.skeleton.angles["lean"] > 70
    assert placed.skeleton.points["ball_left"][1] == pytest.approx(body.RADII["ball"], abs=0.003)


def test_a_lifted_heel_turns_about_the_ball() -> None:
    raised = frames("from = 'standing'", "feet = { pitch = 40 }")
    flat, high = place_all(raised)
    assert high.skeleton.points["ball_left"] == pytest.approx(
        flat.skeleton.points["ball_left"], abs=1e-6
    )
    assert high.skeleton.points["heel_left"][1] > 0.1


@pytest.mark.parametrize(
    ("thing", "foot"),
    [
        ("{ kind = 'step', x = 0.2 }", "{ on = 'step', part = 'ball', pitch = -20 }"),
        ("{ kind = 'platform', x = 0.8, y = 0.5 }", "{ on = 'platform', y = 0.5, pitch = 0 }"),
    ],
)
def test_a_heel_turns_about_the_ball_on_a_step_and_on_a_platform(thing: str, foot: str) -> None:
    shown = frames(
        f"from = 'standing'\nfeet = {foot}",
        "feet = { pitch = 30 }",
        head=f"view = 'side'\nthings = [{thing}]",
    )
    low, high = (each.skeleton.points for each in place_all(shown))
    assert high["ball_right"] == pytest.approx(low["ball_right"], abs=1e-6)
    assert dist(high["heel_right"], low["heel_right"]) > 0.05


def test_a_heel_hangs_below_the_edge_of_a_step() -> None:
    foot = "{ on = 'step', part = 'ball', pitch = -20 }"
    shown = frames(
        f"from = 'standing'\nfeet = {foot}",
        "knee = 10",
        head="view = 'side'\nthings = [{ kind = 'step', x = 0.2, height = 0.15 }]",
    )
    points = place_all(shown)[0].skeleton.points
    assert points["heel_right"][1] < 0.13
    assert points["ball_right"][1] == pytest.approx(0.15 + body.RADII["ball"], abs=1e-6)
    assert points["toe_right"][1] == pytest.approx(0.15 + body.RADII["toe"], abs=0.01)


def test_one_who_hangs_has_the_mass_under_the_bar() -> None:
    hang = frames(
        "from = 'hanging'",
        "elbow = 110",
        head="view = 'side'\nthings = [{ kind = 'bar', y = 2.2 }]",
    )
    for placed in place_all(hang):
        assert placed.skeleton.mass_centre()[0] == pytest.approx(0.0, abs=0.01)
        assert placed.skeleton.misses["hand_left"] < 0.01


@settings(max_examples=30)
@given(st.floats(20, 120), st.floats(0, 60), st.floats(0.05, 0.95))
def test_in_between_no_limb_changes_its_length_and_no_planted_foot_slides(
    knee: float, lean: float, share: float
) -> None:
    squat = frames("from = 'standing'", f"knee = {knee}\nlean = {lean}")
    before, behind = place_all(squat)
    skeleton = in_between(squat, before, behind, share)
    assert max(bone_errors(skeleton)) < 1e-9
    ground: Point = (0.0, body.ANKLE_HEIGHT, 0.1)
    assert dist(skeleton.points["ankle_right"], ground) < 0.02
