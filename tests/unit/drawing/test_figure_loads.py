from __future__ import annotations

import pytest

from ironstride.drawing.figure.checks import faults_of
from ironstride.drawing.figure.contact import board_of
from ironstride.drawing.figure.description import Held, Thing, ThingKind, View
from ironstride.drawing.figure.loads import (
    GYM_BALL,
    LOADS,
    load_shapes,
    place_of,
    places_for,
)
from ironstride.drawing.figure.placing import place_all
from ironstride.drawing.figure.shapes import UNITS, Eye
from tests.support.figures import frames

ON_A_BALL = """from = 'supine'
rests = ['back']
lean = {lean}
shoulder = -20
nod = 22"""


def on_a_ball(lean: int) -> tuple[str, ...]:
    row = ON_A_BALL.format(lean=lean)
    return faults_of(frames(row, "stay = 1", head="view = 'side'\nholds = ['gym-ball on heels']"))


def test_heels_on_a_ball_touch_it_and_it_bears_them() -> None:
    assert on_a_ball(-113) == ()
    assert any("the ball" in fault for fault in on_a_ball(-100))


def test_a_gym_ball_stands_on_the_floor_under_the_part_that_lies_on_it() -> None:
    row = ON_A_BALL.format(lean=-113)
    skeleton = place_all(frames(row, "stay = 1"))[0].skeleton
    (shape,) = load_shapes(Held(what="gym-ball", where="heels"), skeleton, Eye(View.SIDE))
    left, top, right, bottom = shape.extent
    assert bottom == pytest.approx(0.0, abs=2)
    assert top == pytest.approx(-2 * GYM_BALL * UNITS, abs=2)
    heels, _ = place_of("heels", skeleton)
    assert (left + right) / 2 == pytest.approx(heels[0] * UNITS, abs=1)


@pytest.mark.parametrize("what", ["dumbbell", "kettlebell", "roller"])
def test_a_load_on_a_thigh_stands_on_it(what: str) -> None:
    head = "view = 'side'\nthings = [{ kind = 'chair' }]"
    skeleton = place_all(frames("from = 'sitting'", "stay = 1", head=head))[0].skeleton
    shapes = load_shapes(Held(what=what, where="right thigh"), skeleton, Eye(View.SIDE))
    lowest = max(shape.extent[3] for shape in shapes)
    thigh, _ = place_of("right thigh", skeleton)
    assert lowest == pytest.approx(-thigh[1] * UNITS, abs=4)


def test_the_plate_of_a_press_goes_away_with_the_feet() -> None:
    row = "pelvis = { x = 0, y = 0.6 }\nmoving = true\nhip = 80\n"
    shown = frames(row + "knee = 80", row + "knee = 10")
    near, far = (
        load_shapes(Held(what="footplate", where="feet"), each.skeleton, Eye(View.SIDE))[0].extent
        for each in place_all(shown)
    )
    assert far[0] > near[2]


def test_a_slider_lies_on_the_floor() -> None:
    skeleton = place_all(frames("from = 'standing'", "knee = 10"))[0].skeleton
    (shape,) = load_shapes(Held(what="slider", where="right heel"), skeleton, Eye(View.SIDE))
    assert shape.extent[3] == pytest.approx(0.0, abs=1)
    assert shape.extent[3] - shape.extent[1] < 0.05 * UNITS


@pytest.mark.parametrize(("lean", "touches"), [(-60, True), (-40, False)])
def test_a_back_lies_on_the_raised_part_of_a_bench(*, lean: int, touches: bool) -> None:
    bench = "{ kind = 'bench', x = 0.12, width = 0.35, angle = 30 }"
    row = (
        f"from = 'sitting'\nrests = ['seat on bench', 'back on bench']\nsettle = ''\nlean = {lean}"
    )
    told = faults_of(frames(row, "stay = 1", head=f"view = 'side'\nthings = [{bench}]"))
    assert any("back is" in fault for fault in told) is not touches


def test_a_bench_may_be_raised_in_front_to_lie_on_with_the_chest() -> None:
    behind, front = (
        board_of(Thing(kind=ThingKind.BENCH, name="bench", width=0.4, height=0.4, angle=angle))
        for angle in (45.0, -45.0)
    )
    assert behind.edge[0] == pytest.approx(-0.2)
    assert front.edge[0] == pytest.approx(0.2)
    assert behind.along[0] < 0 < front.along[0]
    assert behind.away[0] > 0 > front.away[0]


def test_a_bag_hangs_from_the_hand_that_holds_it() -> None:
    skeleton = place_all(frames("from = 'standing'", "stay = 1"))[0].skeleton
    (shape,) = load_shapes(Held(what="bag", where="right hand"), skeleton, Eye(View.SIDE))
    hand = skeleton.points["hand_right"][1]
    assert shape.extent[1] == pytest.approx(-hand * UNITS, abs=5)
    assert -hand * UNITS + 60 < shape.extent[3] < 0


def test_a_handle_shows_on_both_sides_of_the_hand_that_holds_it() -> None:
    row = "from = 'standing'\nshoulder = 90\nelbow = 0"
    skeleton = place_all(frames(row, "stay = 1"))[0].skeleton
    (shape,) = load_shapes(Held(what="handle", where="right hand"), skeleton, Eye(View.SIDE))
    assert shape.extent[3] - shape.extent[1] > 0.15 * UNITS


def test_a_rope_is_over_the_head_of_feet_that_stand_and_under_feet_in_the_air() -> None:
    air = "feet = 'free'\nmoving = true\npelvis = { y = 1.1 }"
    standing, flight = place_all(frames("from = 'standing'\nelbow = 75", air))
    heights = []
    for placed in (standing, flight):
        (rope,) = load_shapes(Held(what="rope", where="hands"), placed.skeleton, Eye(View.FRONT))
        heights.append((-rope.extent[1] / UNITS, -rope.extent[3] / UNITS))
    assert heights[0][0] > standing.skeleton.points["head"][1] + 0.1
    assert 0 <= heights[1][1] < flight.skeleton.points["toe_left"][1]


@pytest.mark.parametrize("load", sorted(LOADS))
def test_a_load_is_drawn_at_every_place_that_the_reader_takes(load: str) -> None:
    skeleton = place_all(frames("from = 'standing'", "stay = 1"))[0].skeleton
    for place in places_for(load):
        assert load_shapes(Held(what=load, where=place), skeleton, Eye(View.SIDE)), place
