"""The figures of all installed exercises: whole, copyable, and as their exercises say."""

from __future__ import annotations

from itertools import pairwise
from math import dist

import pytest

from ironstride.catalogue import load
from ironstride.catalogue.figures import figure_of
from ironstride.domain.exercise import Exercise, Laterality
from ironstride.drawing.figure import body
from ironstride.drawing.figure.checks import faults_of
from ironstride.drawing.figure.description import Figure, View
from ironstride.drawing.figure.moments import in_between
from ironstride.drawing.figure.picture import moving_figure
from ironstride.drawing.figure.placing import place_all
from ironstride.drawing.figure.skeleton import SIDES, Skeleton

EXERCISES = load().exercises
IDS = [exercise.id for exercise in EXERCISES]
MOST_BYTES = 40_000
BONES = (
    ("shoulder", "elbow", body.UPPER_ARM),
    ("elbow", "wrist", body.FOREARM),
    ("hip", "knee", body.THIGH),
    ("knee", "ankle", body.SHANK),
)


def figure(exercise: Exercise) -> Figure:
    parsed = figure_of(exercise.id)
    assert parsed.value is not None, parsed.problems
    return parsed.value


@pytest.mark.parametrize("exercise", EXERCISES, ids=IDS)
def test_every_exercise_has_a_figure_that_somebody_could_copy(exercise: Exercise) -> None:
    assert faults_of(figure(exercise)) == ()


@pytest.mark.parametrize("exercise", EXERCISES, ids=IDS)
def test_every_figure_moves_with_limbs_of_constant_length(exercise: Exercise) -> None:
    shown = figure(exercise)
    placed = place_all(shown)
    bodies = [each.skeleton for each in placed]
    bodies += [
        in_between(shown, here, there, share)
        for here, there in pairwise(placed)
        for share in (0.25, 0.5, 0.75)
    ]
    for skeleton in bodies:
        assert worst_bone(skeleton) < 1e-6
    assert len(moving_figure(shown, exercise.name, "m").svg) < MOST_BYTES


def worst_bone(skeleton: Skeleton) -> float:
    return max(
        abs(dist(skeleton.points[f"{a}_{side}"], skeleton.points[f"{b}_{side}"]) - long)
        for a, b, long in BONES
        for side in SIDES
    )


@pytest.mark.parametrize("exercise", EXERCISES, ids=IDS)
def test_work_on_one_leg_or_to_the_side_is_seen_from_the_front_as_well(exercise: Exercise) -> None:
    shown = figure(exercise)
    is_one_sided = exercise.laterality is Laterality.UNILATERAL and exercise.is_lower
    if is_one_sided or exercise.plane == "frontal":
        assert {shown.view, shown.second} & {View.FRONT, View.BACK}


@pytest.mark.parametrize("exercise", EXERCISES, ids=IDS)
def test_the_captions_are_short_sentences(exercise: Exercise) -> None:
    for frame in figure(exercise).frames:
        assert frame.say.endswith("."), frame.say
        assert "!" not in frame.say
        assert len(frame.say.split()) <= 16, frame.say


KIT = {
    "barbell": {"barbell"},
    "dumbbell": {"dumbbell", "dumbbells"},
    "dumbbell-pair": {"dumbbells", "dumbbell"},
    "kettlebell": {"kettlebell"},
    "kettlebell-pair": {"kettlebells"},
}


@pytest.mark.parametrize("exercise", EXERCISES, ids=IDS)
def test_the_load_of_the_exercise_is_in_the_picture(exercise: Exercise) -> None:
    shown = figure(exercise)
    wanted = KIT.get(exercise.implement.value)
    carried = {held.what for held in shown.holds}
    if any("landmine" in kit for kit in exercise.equipment):
        # A bar whose far end stands on the floor: its near end in the hands, the rest as a line.
        assert "plate" in carried
        assert shown.bands
    elif wanted is not None:
        assert carried & (wanted | {"trap-bar"} if "barbell" in wanted else wanted), carried
    if exercise.implement.value == "band":
        assert shown.bands


def test_a_hold_or_a_move_shows_at_least_two_positions() -> None:
    assert all(2 <= len(figure(exercise).frames) <= 4 for exercise in EXERCISES)
