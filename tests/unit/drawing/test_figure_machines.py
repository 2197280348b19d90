from __future__ import annotations

import pytest

from ironstride.drawing.figure.checks import faults_of
from ironstride.drawing.figure.description import Held, View
from ironstride.drawing.figure.loads import load_shapes
from ironstride.drawing.figure.placing import place_all
from ironstride.drawing.figure.shapes import UNITS, Eye, tapered
from ironstride.drawing.figure.skeleton import Skeleton
from tests.support.figures import frames

SEATED = """from = 'sitting'
rests = ['seat on seat']
feet = 'free'
lean = -30
knee = {knee}
hip = 80
hip_out = {out}"""
HEAD = "view = 'side'\nthings = [{ kind = 'bench', name = 'seat' }]\n"


def seated(knee: int = 80, out: int = 0) -> Skeleton:
    row = SEATED.format(knee=knee, out=out)
    return place_all(frames(row, "stay = 1", head=HEAD))[0].skeleton


def middle_of(what: str, where: str, skeleton: Skeleton, view: View, index: int = 0) -> float:
    left, _, right, _ = load_shapes(Held(what=what, where=where), skeleton, Eye(view))[index].extent
    return (left + right) / 2


def test_a_backrest_is_behind_the_back_and_bears_who_leans_on_it() -> None:
    skeleton = seated()
    (rest,) = load_shapes(Held(what="backrest", where="trunk"), skeleton, Eye(View.SIDE))
    assert rest.extent[2] < skeleton.points["pelvis"][0] * UNITS
    row = SEATED.format(knee=0, out=0).replace("-30", "-70").replace("hip = 80", "hip = 110")
    assert any("centre of mass" in fault for fault in faults_of(frames(row, "stay = 1", head=HEAD)))
    held = HEAD + "holds = ['backrest on trunk']\n"
    assert faults_of(frames(row, "stay = 1", head=held)) == ()


@pytest.mark.parametrize(("where", "sign"), [("outer knees", 1.0), ("inner knees", -1.0)])
@pytest.mark.parametrize("out", [0, 35])
def test_pads_lie_outside_or_inside_the_knees(where: str, sign: float, out: int) -> None:
    skeleton = seated(out=out)
    for index, side in enumerate(("left", "right")):
        knee = abs(skeleton.points[f"knee_{side}"][2]) * UNITS
        pad = abs(middle_of("pad", where, skeleton, View.FRONT, index))
        assert (pad - knee) * sign > 0


@pytest.mark.parametrize("knee", [90, 5])
def test_a_pad_lies_on_the_front_of_the_shins_bent_or_straight(knee: int) -> None:
    skeleton = seated(knee=knee)
    (pad,) = load_shapes(Held(what="pad", where="shins"), skeleton, Eye(View.SIDE))
    ankle, at = skeleton.points["ankle_right"], ((pad.extent[0] + pad.extent[2]) / 2, pad.extent[3])
    far = ((at[0] - ankle[0] * UNITS) ** 2 + (at[1] + ankle[1] * UNITS) ** 2) ** 0.5
    assert far < 0.2 * UNITS
    if knee > 45:
        assert at[0] > ankle[0] * UNITS
    else:
        assert at[1] < -ankle[1] * UNITS


def test_a_weight_in_both_hands_hangs_from_them() -> None:
    skeleton = place_all(frames("from = 'standing'\nelbow = 0", "knee = 10"))[0].skeleton
    hands = -skeleton.points["hand_right"][1] * UNITS
    for what in ("dumbbell", "kettlebell"):
        shapes = load_shapes(Held(what=what, where="hands"), skeleton, Eye(View.SIDE))
        assert max(shape.extent[3] for shape in shapes) > hands + 0.15 * UNITS


def test_a_limb_seen_end_on_is_round() -> None:
    shape = tapered("load", ((0.0, 0.0, 0.1), 0.05), ((0.0, 0.0, 0.2), 0.05), Eye(View.SIDE))
    assert shape.path.startswith("M0-10a10 10 0 1 0 0 20l")


def test_a_dumbbell_at_the_chest_stands_upright_and_one_on_the_hips_lies_across() -> None:
    skeleton = place_all(frames("from = 'standing'", "knee = 10"))[0].skeleton
    for where, is_tall in (("chest", True), ("hips", False)):
        shapes = load_shapes(Held(what="dumbbell", where=where), skeleton, Eye(View.FRONT))
        wide = max(shape.extent[2] for shape in shapes) - min(shape.extent[0] for shape in shapes)
        tall = max(shape.extent[3] for shape in shapes) - min(shape.extent[1] for shape in shapes)
        assert (tall > wide) is is_tall


def test_one_stands_inside_a_trap_bar_and_behind_a_straight_one() -> None:
    skeleton = place_all(frames("from = 'standing'\nelbow = 0", "knee = 10"))[0].skeleton
    eye = Eye(View.ABOVE)
    bar = load_shapes(Held(what="barbell", where="hands"), skeleton, eye)
    trap = load_shapes(Held(what="trap-bar", where="hands"), skeleton, eye)
    line, frame = (shapes[0].extent for shapes in (bar[:1], trap[2:3]))
    hips = skeleton.points["pelvis"][0] * UNITS
    assert line[2] - line[0] < 0.05 * UNITS
    assert frame[0] < hips - 0.2 * UNITS
    assert frame[2] > hips + 0.2 * UNITS
