from __future__ import annotations

from ironstride.body.red_flags import (
    BONE_FLAG,
    BONE_QUESTIONS,
    BY_ID,
    RED_FLAGS,
    stops_of,
)
from ironstride.domain.plan import Blocks


def test_all_fourteen_flags_are_there_in_order() -> None:
    assert [flag.id for flag in RED_FLAGS] == [f"RF-{n:02d}" for n in range(1, 15)]


def test_every_flag_asks_stops_and_says_whom_and_when() -> None:
    for flag in RED_FLAGS:
        assert all(question.endswith("?") for question in flag.questions)
        assert flag.sentence.startswith("Stop")
        assert flag.see
        assert flag.soon
        assert "consider" not in flag.sentence


def test_the_bone_questions_are_the_four_of_the_dossier() -> None:
    assert BY_ID[BONE_FLAG].questions == BONE_QUESTIONS
    assert len(BONE_QUESTIONS) == 4


def test_every_flag_stops_all_training() -> None:
    stops = stops_of(tuple(flag.id for flag in RED_FLAGS))
    assert len(stops) == 14
    assert all(stop.blocks is Blocks.ALL for stop in stops)


def test_a_flag_given_twice_stops_once() -> None:
    assert [stop.flag for stop in stops_of(("RF-05", "RF-01", "RF-05"))] == ["RF-05", "RF-01"]


def test_no_flag_stops_nothing() -> None:
    assert stops_of(()) == ()


def test_an_unknown_flag_stops_too() -> None:
    (stop,) = stops_of(("RF-99",))
    assert stop.blocks is Blocks.ALL
    assert "RF-99" in stop.sentence
    assert "doctor" in stop.see
