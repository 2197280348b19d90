from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.catalogue import figure_file
from ironstride.catalogue.figure_file import postures, read_figure
from ironstride.drawing.figure.checks import faults_of
from tests.support.figures import SQUAT, codes, figure, parsed_figure

BAD = {
    "a view nobody knows": (SQUAT.replace("'side'", "'below'"), "unknown-id"),
    "a second view nobody knows": (SQUAT.replace("'front'", "'below'"), "unknown-id"),
    "no view": (SQUAT.replace("view = 'side'", ""), "missing-key"),
    "no frames": ("view = 'side'", "missing-key"),
    "one frame": ("view = 'side'\n[[frames]]\nsay = 'A.'\nfrom = 'standing'", "count"),
    "five frames": (SQUAT + "[[frames]]\nsay = 'A.'\n" * 3, "count"),
    "a frame without words": (SQUAT.replace("say = 'Stand tall.'", ""), "missing-key"),
    "a posture nobody knows": (SQUAT.replace("'standing'", "'floating'"), "unknown-id"),
    "a joint nobody has": (SQUAT + "tail = 5\n", "unknown-key"),
    "an angle beyond a turn": (SQUAT.replace("105", "1050"), "out-of-range"),
    "an angle that is a word": (SQUAT.replace("105", "'deep'"), "wrong-type"),
    "a thing of an unknown kind": ("things = [{ kind = 'sofa' }]\n" + SQUAT, "unknown-id"),
    "a thing with an unknown key": (
        "things = [{ kind = 'box', colour = 'red' }]\n" + SQUAT,
        "unknown-key",
    ),
    "two things of one name": ("things = [{ kind = 'box' }, { kind = 'box' }]\n" + SQUAT, "twice"),
    "a load nobody carries": ("holds = ['piano on back']\n" + SQUAT, "unknown-id"),
    "a load at no place": ("holds = ['barbell on nose']\n" + SQUAT, "unknown-id"),
    "a load where its kind is not drawn": ("holds = ['pad on chest']\n" + SQUAT, "unknown-id"),
    "a load where only a machine presses": (
        "holds = ['barbell on left shin']\n" + SQUAT,
        "unknown-id",
    ),
    "a band without an end": ("bands = ['knee_left']\n" + SQUAT, "wrong-type"),
    "a band to nothing": ("bands = ['knee_left to moon']\n" + SQUAT, "unknown-id"),
    "a foot on nothing": (SQUAT + "feet = { on = 'cloud' }\n", "unknown-id"),
    "a foot with a part of a hand": (SQUAT + "feet = { part = 'palm' }\n", "unknown-id"),
    "a foot that is neither placed nor free": (SQUAT + "feet = 'loose'\n", "wrong-type"),
    "a hand aimed nowhere": (SQUAT + "hands = { aim = [0, 1] }\n", "wrong-type"),
    "a rest of an unknown part": (SQUAT + "rests = ['nose']\n", "unknown-id"),
    "a rest on an unknown thing": (SQUAT + "rests = ['seat on sofa']\n", "unknown-id"),
    "a body that only leans on a wall": (
        "things = [{ kind = 'wall', x = -0.3 }]\n"
        + SQUAT.replace("from = 'standing'", "feet = 'free'")
        + "rests = ['back on wall']\n",
        "without-footing",
    ),
    "a stance on a third leg": (SQUAT + "stance = 'middle'\n", "unknown-id"),
    "a weight above the whole": (SQUAT + "weight = 1.5\n", "out-of-range"),
    "an angle that cannot be settled": (SQUAT + "settle = 'knee'\n", "unknown-id"),
    "a pelvis beyond the room": (SQUAT + "pelvis = { x = 40 }\n", "out-of-range"),
    "an exercise that it is like and that is not": ("like = 'nobody'\n" + SQUAT, "unknown-id"),
    "a movement of no time": ("seconds = 0\n" + SQUAT, "out-of-range"),
}


def test_a_sound_figure_is_read() -> None:
    shown = figure()
    assert shown.frames[0].say == "Stand tall."
    assert shown.frames[1].angles["knee_left"] == 105
    assert (
        shown.frames[1].angles["shoulder_out_left"] == shown.frames[0].angles["shoulder_out_left"]
    )


@pytest.mark.parametrize("name", BAD)
def test_a_bad_figure_is_refused_by_name(name: str) -> None:
    text, code = BAD[name]
    assert code in codes(text)
    assert parsed_figure(text).value is None


def test_every_fault_is_told_at_once_with_its_place() -> None:
    text = SQUAT.replace("105", "'deep'").replace("'front'", "'below'") + "tail = 1\n"
    problems = parsed_figure(text).problems
    assert {problem.code for problem in problems} == {"unknown-id", "wrong-type", "unknown-key"}
    assert all(problem.location.startswith("some.toml: figure") for problem in problems)


def test_a_side_that_is_told_wins_over_both() -> None:
    shown = figure(SQUAT.replace("knee = 105", "knee = 90\nknee_left = 20"))
    assert (shown.frames[1].angles["knee_left"], shown.frames[1].angles["knee_right"]) == (20, 90)


def test_a_later_word_for_both_sides_wins_over_an_earlier_one_for_one_side() -> None:
    shown = figure(SQUAT.replace("from = 'standing'", "from = 'standing'\nknee_left = 50"))
    assert shown.frames[0].angles["knee_left"] == 50
    assert shown.frames[1].angles["knee_left"] == 105


def test_a_foot_that_is_free_is_planted_no_more() -> None:
    shown = figure(SQUAT + "foot_left = 'free'\n")
    assert set(shown.frames[1].plants) == {"foot_right"}


def test_a_figure_like_another_takes_its_frames_and_changes_its_load() -> None:
    base = figure()
    parsed = read_figure(
        {"like": "squat", "holds": ["barbell on back"]}, "other.toml", {"squat": base}.get
    )
    assert parsed.value is not None
    assert parsed.value.frames == base.frames
    assert parsed.value.second == base.second
    assert [held.what for held in parsed.value.holds] == ["barbell"]


def test_a_fault_of_a_base_posture_is_told_where_it_is_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(figure_file, "postures", lambda: {"standing": {"kneee": 20}})
    assert [problem.location for problem in parsed_figure(SQUAT).problems] == [
        "postures.toml: standing: kneee"
    ]


@pytest.mark.parametrize("name", sorted(postures()))
def test_a_base_posture_could_be_held_as_it_is(name: str) -> None:
    things = "things = [{ kind = 'chair' }, { kind = 'bar', y = 2.2 }]\n"
    frame = f"[[frames]]\nsay = 'So.'\nfrom = '{name}'\n"
    assert faults_of(figure(f"view = 'side'\n{things}{frame}{frame}")) == ()


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-99, 99) | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["view", "frames", "say", "from", "knee", "feet", "x", "rests", "holds"]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_no_table_makes_the_reader_fail(tree: object) -> None:
    table = tree if isinstance(tree, dict) else {"view": "side", "frames": tree}
    parsed = read_figure(table, "any.toml", lambda _: None)
    assert parsed.value is not None or parsed.problems
