"""What is read aloud in a set agrees with the numbers beside it."""

from __future__ import annotations

import re
from typing import Final

import pytest

from ironstride.catalogue import load
from ironstride.domain.body_region import LOWER_BODY, Region
from ironstride.domain.exercise import Exercise, Impact, MuscleCertainty, RehabStage

NUMBERS: Final = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}
PHASES: Final = (
    (0, re.compile(r"(\w+) seconds? (?:back )?down\b|lower (?:in|to a count of) (\w+)\b")),
    (1, re.compile(r"(\w+) seconds? (?:still )?at the bottom")),
    (3, re.compile(r"(\w+) seconds? (?:still )?at the (?:top|end)\b")),
)
"""Digits of a tempo (down, pause below, up, pause above) by what a cue says of them."""
EXERCISES: Final = load().exercises


def told(exercise: Exercise) -> list[tuple[int, int, str]]:
    """Return digit, seconds and cue wherever a cue names the seconds of a phase."""
    return [
        (digit, NUMBERS[word], cue)
        for cue in exercise.cues
        for digit, pattern in PHASES
        for found in pattern.findall(cue.lower())
        for word in (found if isinstance(found, tuple) else (found,))
        if word in NUMBERS
    ]


def test_cues_that_name_seconds_agree_with_the_tempo() -> None:
    compared = 0
    for exercise in EXERCISES:
        if exercise.tempo is not None:
            digits = exercise.tempo.split("-")
            for digit, seconds, cue in told(exercise):
                compared += 1
                assert digits[digit] == str(seconds), (exercise.id, exercise.tempo, cue)
    assert compared >= 80


@pytest.mark.parametrize("part", ["cues", "faults", "corrections"])
def test_nothing_is_said_twice_within_an_exercise(part: str) -> None:
    for exercise in EXERCISES:
        words = {
            "cues": exercise.cues,
            "faults": tuple(fault.sign for fault in exercise.faults),
            "corrections": tuple(
                fault.correction for fault in exercise.faults if len(fault.correction.split()) > 2
            ),
        }[part]
        assert len({each.casefold() for each in words}) == len(words), exercise.id


def test_sentences_end_with_a_point_and_cues_do_not() -> None:
    for exercise in EXERCISES:
        sentences = (
            *(exercise.purpose, exercise.start, exercise.breathing, *exercise.notes.values()),
            *(fault.correction for fault in exercise.faults),
        )
        assert all(sentence.endswith((".", ").")) for sentence in sentences), exercise.id
        phrases = (*exercise.cues, *(fault.sign for fault in exercise.faults))
        assert not any(phrase.endswith((".", "!")) for phrase in phrases), exercise.id


def test_no_exercise_shouts_or_promises() -> None:
    promises = re.compile(r"!|\bprevents? injur|\bguarantee|\bcures?\b|\bwill protect|\bsafest\b")
    for exercise in EXERCISES:
        words = " ".join((exercise.purpose, *exercise.cues, *exercise.notes.values()))
        assert promises.search(words.lower()) is None, exercise.id


def left_out(exercise: Exercise, region: Region) -> RehabStage | None:
    """Return the last stage in which a region's rehabilitation keeps an exercise away."""
    return next((each.stage for each in exercise.avoid_when if each.region is region), None)


def test_landings_wait_for_the_stages_that_allow_them() -> None:
    # PH-01: energy storage is the last stage; low impact one earlier (house).
    least = {Impact.LOW: RehabStage.LOADING, Impact.MODERATE: RehabStage.FULL_RANGE}
    for exercise in EXERCISES:
        if exercise.impact is Impact.NONE or exercise.id == "cadence-run":
            continue
        last = least.get(exercise.impact, RehabStage.FULL_RANGE)
        for avoid in exercise.avoid_when:
            if avoid.region in LOWER_BODY:
                assert avoid.stage is not None, exercise.id
                assert avoid.stage.level >= last.level, exercise.id


def test_hip_flexed_loading_waits_for_the_hamstring_origin() -> None:
    # PH-01, RH-10: hinges, hip thrusts and steps belong to the third stage.
    ids = ("deadlift", "romanian-deadlift", "hip-thrust", "step-up", "good-morning", "barbell-row")
    for each in ids:
        exercise = load().exercise(each)
        assert exercise.is_left_out_in(Region.HAMSTRING_ORIGIN, RehabStage.LOADING), each
        assert not exercise.is_left_out_in(Region.HAMSTRING_ORIGIN, RehabStage.FULL_RANGE), each


def test_what_crosses_the_legs_waits_for_the_outer_hip() -> None:
    # GT-01: hip adduction presses on the gluteal tendons.
    for each in ("pelvic-drop", "cable-adduction", "band-adduction", "leg-swings-side"):
        assert load().exercise(each).is_left_out_in(Region.HIP_OUTER, RehabStage.CALMING), each


def test_what_drops_the_heel_below_the_floor_warns_of_the_insertion() -> None:
    # AC-03: no dorsiflexion below floor level in insertional pain.
    low = [
        each
        for each in EXERCISES
        if each.pattern in {"plantar-flexion", "dorsiflexion"}
        and each.end_range
        and Region.ACHILLES in each.regions_loaded
    ]
    assert len(low) >= 8
    for exercise in low:
        assert "heel" in exercise.notes["safety"], exercise.id


def test_slow_work_for_the_achilles_waits_for_no_stage() -> None:
    # RH-01 to RH-04: the trials began with it.
    for each in ("eccentric-heel-drop", "single-leg-calf-raise", "heel-raise-toes-raised"):
        exercise = load().exercise(each)
        assert left_out(exercise, Region.ACHILLES) is None
        assert left_out(exercise, Region.PLANTAR_HEEL) is None


def test_loaded_bending_of_the_spine_is_marked_for_bone_loss() -> None:
    # LG-15: no loaded spinal flexion after a vertebral fracture.
    bent = {each.id for each in EXERCISES if each.pattern == "trunk-flexion"}
    assert bent >= {"crunch", "sit-up", "cable-crunch"}
    for each in (*bent, "curl-up", "russian-twist", "hanging-knee-raise", "inchworm"):
        assert load().exercise(each).spinal_flexion_loaded, each


def test_no_share_of_a_muscle_is_called_measured_without_a_row() -> None:
    for exercise in EXERCISES:
        rows = [row for row in exercise.muscle_evidence if row != "house"]
        assert exercise.muscle_certainty is not MuscleCertainty.MEASURED or rows
        assert exercise.muscle_certainty is not MuscleCertainty.HOUSE or not rows
