from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from ironstride.drawing.figure.description import Figure, View
from ironstride.drawing.figure.picture import moving_figure, one_frame, still_figure
from ironstride.drawing.figure.placing import place_all
from ironstride.drawing.figure.shapes import UNITS
from tests.support.figures import figure, frames

SPACE = "{http://www.w3.org/2000/svg}"
MOST_BYTES = 40_000
MOST_BYTES_WITH_EVERYTHING = 100_000
LOADED = """
view = 'oblique'
things = [
  { kind = 'box', x = 0.8, height = 0.45 },
  { kind = 'chair', x = -0.8 },
  { kind = 'wall', x = 1.2 },
  { kind = 'wall', name = 'beside', z = -0.8 },
  { kind = 'ball', x = 1.6, height = 0.6 },
  { kind = 'bar', x = 0.0, y = 2.2 },
  { kind = 'post', x = -1.0, y = 1.0 },
  { kind = 'hurdle', x = 0.5 },
  { kind = 'platform', x = 1.0, y = 0.6 },
]
holds = ['barbell on back', 'dumbbells on hands', 'kettlebell on left hand', 'vest on trunk',
  'plate on chest', 'ball on knees', 'stick on hips', 'roller on shins', 'bag on thighs']
bands = ['hands to post', 'knee_left to knee_right', 'feet to bar']

[[frames]]
say = 'Stand.'
from = 'standing'

[[frames]]
say = 'Squat.'
knee = 90
lean = 30
"""


def root_of(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  our own drawing


@pytest.mark.parametrize("view", list(View))
@pytest.mark.parametrize("text", [LOADED, None])
def test_a_picture_is_sound_and_has_a_name_and_words(view: View, text: str | None) -> None:
    shown = figure() if text is None else figure(text)
    for drawn in (
        moving_figure(shown, "Squat <deep> & slow", "m", view),
        still_figure(shown, "Squat <deep> & slow", "s", view),
    ):
        root = root_of(drawn.svg)
        assert root.get("role") == "img"
        title, words = root.find(f"{SPACE}title"), root.find(f"{SPACE}desc")
        assert title is not None
        assert title.text == "Squat <deep> & slow, how it is done"
        assert words is not None
        assert shown.frames[1].say in str(words.text)
        assert root.get("aria-labelledby") == title.get("id")
        assert len(drawn.svg) < (MOST_BYTES if text is None else MOST_BYTES_WITH_EVERYTHING)


def moves(shown: Figure) -> list[ET.Element]:
    return list(root_of(moving_figure(shown, "x", "m").svg).iter(f"{SPACE}animate"))


@pytest.mark.parametrize("shown", [figure(), figure(LOADED)], ids=["squat", "everything"])
def test_a_moving_shape_keeps_its_kind_of_path_so_that_it_can_move(shown: Figure) -> None:
    assert moves(shown)
    for move in moves(shown):
        paths = str(move.get("values")).split(";")
        assert len({re.sub(r"[-\d. ]+", "#", path) for path in paths}) == 1
        times = [float(each) for each in str(move.get("keyTimes")).split(";")]
        assert len(times) == len(paths)
        assert times[0] == 0
        assert times[-1] == 1
        assert times == sorted(times)


def test_a_movement_that_returns_ends_where_it_began_and_another_starts_anew() -> None:
    rows = ("from = 'standing'", "knee = 80\nlean = 30")
    for move in moves(frames(*rows)):
        paths = str(move.get("values")).split(";")
        assert paths[0] == paths[-1]
    onward = frames(*rows, head="view = 'side'\nreturns = false")
    assert any(
        str(move.get("values")).split(";")[0] != str(move.get("values")).split(";")[-1]
        for move in moves(onward)
    )


def test_two_positions_side_by_side_are_the_first_and_the_one_farthest_from_it() -> None:
    drawn = still_figure(figure(), "Squat", "s")
    groups = [each for each in root_of(drawn.svg).iter(f"{SPACE}g") if each.get("class") is None]
    assert len(groups) >= 2
    assert "<animate" not in drawn.svg


def test_a_thing_that_does_not_move_is_drawn_once() -> None:
    shown = frames(
        "from = 'standing'",
        "knee = 60\nlean = 20",
        head="view = 'side'\nthings = [{ kind = 'wall', x = 0.8 }]",
    )
    root = root_of(moving_figure(shown, "x", "m").svg)
    walls = [each for each in root.iter(f"{SPACE}path") if each.get("class") == "thing"]
    assert len(walls) == 1
    assert list(walls[0]) == []


BARE = "from = 'standing'\nfoot_right = { x = 0 }"


def close(*rows: str) -> tuple[list[str], list[str]]:
    """Return the paths of the first and last position of a foot seen close."""
    shown = frames(*rows, head="view = 'foot'")

    def paths(index: int) -> list[str]:
        root = root_of(one_frame(shown, "Foot", "f", index).svg)
        found = [path for path in root.iter(f"{SPACE}path") if path.get("class") != "floor"]
        return [str(path.get("d")) for path in found]

    return paths(0), paths(-1)


def test_a_close_view_shows_the_foot_alone_and_large() -> None:
    first, _ = close(BARE, "stay = 1")
    assert len(first) == 4
    whole = one_frame(frames(BARE, "stay = 1"), "Foot", "f", 0).svg
    assert len(list(root_of(whole).iter(f"{SPACE}path"))) > 2 * len(first)


@pytest.mark.parametrize(
    ("told", "moved"),
    [
        ("toes_right = 40\nsmall_toes_right = 0", [False, False, False, True]),
        ("toes_right = 0\nsmall_toes_right = 40", [False, True, False, False]),
        ("toes_right = 40", [False, True, False, True]),
    ],
)
def test_big_and_small_toes_are_lifted_alone_or_together(told: str, moved: list[bool]) -> None:
    first, last = close(BARE, told)
    assert [a != b for a, b in zip(first, last, strict=True)] == moved


def test_a_drawn_up_arch_shortens_the_foot() -> None:
    flat, short = close(BARE, "arch_right = 20")
    assert flat[0] == short[0]
    assert flat[2] != short[2]


def test_a_free_foot_is_turned_inward_and_a_planted_one_stays() -> None:
    lying = "from = 'supine'\nmoving = true"
    free = place_all(frames(lying, "foot_in_right = 30"))
    before, after = (each.skeleton.points["toe_right"] for each in free)
    assert after[2] < before[2] - 0.05
    planted = place_all(frames("from = 'standing'", "foot_in_right = 30"))
    assert planted[0].skeleton.points == planted[1].skeleton.points


def test_paper_shows_a_jump_in_the_air() -> None:
    air = "feet = 'free'\nlean = 0\nknee = 4\nmoving = true\npelvis = { y = 1.4 }"
    shown = frames("from = 'standing'", "knee = 110\nlean = 45", air)
    box = root_of(still_figure(shown, "Jump", "s").svg).get("viewBox", "").split()
    assert float(box[3]) > 2.0 * UNITS


def test_paper_shows_another_position_than_the_same_of_the_other_side() -> None:
    lunge = "from = 'standing'\nfoot_{} = {{ x = 0.4 }}\nfoot_{} = {{ x = -0.4, pitch = 40 }}\n"
    kneel = "stance = '{}'\nknee = 80\nlean = 0"
    right = lunge.format("right", "left") + kneel.format("right")
    left = lunge.format("left", "right") + kneel.format("left")
    shown = frames(right, "from = 'standing'\nfeet = { x = 0 }", left)
    standing = place_all(shown)[1].skeleton.points["head"][1]
    box = root_of(still_figure(shown, "Lunge", "s").svg).get("viewBox", "").split()
    assert float(box[3]) > standing * UNITS
