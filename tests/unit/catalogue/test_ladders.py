"""Ladders lead upwards, never in a circle, and hang together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ironstride.catalogue import load
from ironstride.catalogue.ladders import check_ladders, with_easier
from ironstride.domain.exercise import Exercise, ExerciseId, Family
from ironstride.domain.problem import Severity


def rung(
    exercise_id: str, number: int, *harder: str, skill: int = 1, kit: bool = False
) -> Exercise:
    """Return an exercise of the squat ladder on a rung."""
    return replace(
        load().exercise("squat-to-chair"),
        id=ExerciseId(exercise_id),
        family=Family.SQUAT,
        rung=number,
        skill=skill,
        harder=tuple(ExerciseId(name) for name in harder),
        easier=(),
        equipment=(frozenset({"box"}) if kit else frozenset(),),
        notes={},
    )


def codes(*exercises: Exercise, unread: tuple[str, ...] = ()) -> list[str]:
    """Return the codes of the problems of a set of exercises."""
    return [problem.code for problem in check_ladders(by_id(*exercises), unread)]


def by_id(*exercises: Exercise) -> dict[str, Exercise]:
    """Return exercises by their ids."""
    return {exercise.id: exercise for exercise in exercises}


def test_a_ladder_that_rises_has_no_problem() -> None:
    assert codes(rung("a", 1, "b"), rung("b", 2, "c"), rung("c", 2)) == []


def test_a_harder_edge_to_nowhere_is_refused() -> None:
    assert codes(rung("a", 1, "b")) == ["unknown-harder"]


def test_a_harder_edge_to_a_file_that_could_not_be_read_is_not_reported() -> None:
    assert codes(rung("a", 1, "b"), unread=("b",)) == []


def test_a_harder_edge_to_a_lower_rung_is_refused() -> None:
    assert codes(rung("a", 1), rung("b", 2, "a")) == ["harder-on-lower-rung"]


def test_a_harder_edge_to_less_skill_is_refused() -> None:
    assert codes(rung("a", 1, "b", skill=2), rung("b", 2, skill=1)) == ["harder-needs-less-skill"]


def test_rungs_of_different_families_are_not_compared() -> None:
    hinge = replace(rung("a", 1), family=Family.HINGE)
    assert codes(hinge, rung("b", 2, "a"), rung("c", 1, "b")) == []


def test_a_circle_is_refused_and_shown() -> None:
    exercises = by_id(rung("a", 1, "b"), rung("b", 1, "c"), rung("c", 1, "a"))
    (problem,) = check_ladders(exercises)
    assert problem.code == "circle"
    assert "a → b → c → a" in problem.sentence


def test_two_ways_to_the_same_exercise_are_no_circle() -> None:
    assert codes(rung("a", 1, "b", "c"), rung("b", 2, "d"), rung("c", 2, "d"), rung("d", 3)) == []


def test_a_ladder_in_two_halves_is_refused() -> None:
    (problem,) = check_ladders(by_id(rung("a", 1), rung("b", 2)))
    assert problem.code == "disconnected"
    assert problem.severity is Severity.ERROR


def test_a_ladder_that_starts_with_kit_is_refused_unless_it_says_why() -> None:
    first = rung("a", 1, kit=True)
    assert codes(first) == ["no-entry-without-kit"]
    assert codes(replace(first, notes={"kit": "It needs a box."})) == []


def test_kit_on_a_higher_rung_is_no_fault() -> None:
    assert codes(rung("a", 1, "b"), rung("b", 2, kit=True)) == []


def test_easier_is_derived_from_harder() -> None:
    a, b, c = with_easier((rung("c", 2), rung("b", 1, "c"), rung("a", 1, "b", "c")))
    assert (a.id, b.id, c.id) == ("a", "b", "c")
    assert (a.easier, b.easier, c.easier) == ((), ("a",), ("a", "b"))


@pytest.mark.parametrize("length", [1, 2_000])
def test_a_long_ladder_is_no_trouble(length: int) -> None:
    steps = [rung(f"s{n}", 1, f"s{n + 1}") for n in range(length)]
    assert codes(*steps, rung(f"s{length}", 1)) == []


@pytest.mark.parametrize("family", Family)
def test_every_ladder_starts_without_kit_or_says_why_it_cannot(family: Family) -> None:
    members = [each for each in load().exercises if each.family is family]
    lowest = min(each.rung for each in members)
    first = [each for each in members if each.rung == lowest]
    assert all(each.skill == 1 for each in first)
    assert any(frozenset() in each.equipment or each.notes.get("kit") for each in first)
    assert {each.family for each in first if frozenset() not in each.equipment} <= {Family.STEP}


@pytest.mark.parametrize("family", Family)
def test_every_ladder_hangs_together_through_easier_and_harder(family: Family) -> None:
    members = {each.id: each for each in load().exercises if each.family is family}
    reached: set[str] = set()
    waiting = [next(iter(members))]
    while waiting:
        here = waiting.pop()
        if here in members and here not in reached:
            reached.add(here)
            waiting += (*members[here].easier, *members[here].harder)
    assert reached == members.keys()


KITS = {
    "bands": {"band"},
    "dumbbells": {"dumbbell", "bench", "step"},
    "barbell gym": {"barbell", "rack", "bench", "box", "step", "trap-bar", "landmine"},
    "machines": {
        *("leg-press", "leg-curl", "leg-extension", "calf-machine", "hip-machine", "cable"),
        *("back-extension", "smith-machine", "hack-squat", "chest-press", "shoulder-press"),
        *("row-machine", "dip-bars"),
    },
}
STRENGTH = (
    *(Family.SQUAT, Family.HINGE, Family.BRIDGE, Family.HAMSTRING, Family.CALF_STRAIGHT),
    *(Family.CALF_BENT, Family.HIP_ABDUCTION, Family.ANTI_ROTATION, Family.PUSH, Family.PULL),
)


@pytest.mark.parametrize("kit", KITS)
@pytest.mark.parametrize("family", STRENGTH)
def test_with_each_kit_a_strength_ladder_has_three_rungs(family: Family, kit: str) -> None:
    rungs = {
        each.rung
        for each in load().exercises
        if each.family is family and any(needed <= KITS[kit] for needed in each.equipment)
    }
    assert len(rungs) >= 3
