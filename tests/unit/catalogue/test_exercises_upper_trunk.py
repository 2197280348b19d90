"""Sanity of the hip, trunk, upper-body, drill, balance and mobility ladders."""

from __future__ import annotations

import pytest
from fitdecode import profile

from ironstride.catalogue import load, vocabulary
from ironstride.domain.body_region import Region
from ironstride.domain.exercise import Exercise, Family, Impact, Laterality, LoadKind, Method, Need

FAMILIES: dict[Family, Need] = {
    Family.HIP_ABDUCTION: Need.HIP,
    Family.HIP_FLEXOR: Need.HIP,
    Family.ANTI_EXTENSION: Need.TRUNK,
    Family.ANTI_ROTATION: Need.TRUNK,
    Family.ANTI_LATERAL_FLEXION: Need.TRUNK,
    Family.TRUNK_EXTENSION: Need.TRUNK,
    Family.PUSH: Need.UPPER_PUSH,
    Family.PULL: Need.UPPER_PULL,
    Family.CARRY: Need.TRUNK,
    Family.SPRINT_DRILL: Need.POWER,
    Family.RUNNING_DRILL: Need.POWER,
    Family.BALANCE: Need.BALANCE,
    Family.MOBILITY: Need.MOBILITY,
}

BY_ID = load().by_id
OURS = tuple(exercise for exercise in load().exercises if exercise.family in FAMILIES)
NO_KIT: frozenset[str] = frozenset()
NEAR_BONE = frozenset({Region.SHIN, Region.FOOT, Region.HIP_FRONT, Region.GROIN})

each_exercise = pytest.mark.parametrize("exercise", OURS, ids=[exercise.id for exercise in OURS])
each_family = pytest.mark.parametrize("family", FAMILIES, ids=[family.value for family in FAMILIES])


def members(family: Family) -> list[Exercise]:
    return [exercise for exercise in OURS if exercise.family is family]


def pain_limits(exercise: Exercise) -> dict[Region, float]:
    return {avoid.region: avoid.pain_over for avoid in exercise.avoid_when}


def fit_names(category: str) -> set[str]:
    """Return the exercise names that the FIT profile has in a category."""
    names: set[str] = set()
    for table in vars(profile).values():
        if isinstance(table, dict):
            for kind in table.values():
                if getattr(kind, "name", None) == f"{category}_exercise_name":
                    names |= {str(getattr(value, "name", value)) for value in kind.enum.values()}
    return names


@each_family
def test_every_ladder_starts_at_a_kitchen_table_without_kit(family: Family) -> None:
    lowest = min(exercise.rung for exercise in members(family))
    entries = [exercise for exercise in members(family) if exercise.rung == lowest]

    assert lowest == 1
    assert any(NO_KIT in exercise.equipment and exercise.skill == 1 for exercise in entries)


@each_family
def test_every_ladder_serves_its_need_and_leads_beyond_a_beginner(family: Family) -> None:
    assert {exercise.need for exercise in members(family)} == {FAMILIES[family]}
    assert max(exercise.skill for exercise in members(family)) >= 2
    assert len(members(family)) >= 6


@each_exercise
def test_a_harder_step_is_never_easier_on_paper(exercise: Exercise) -> None:
    for harder_id in exercise.harder:
        harder = BY_ID[harder_id]
        assert (harder.rung, harder.skill) >= (exercise.rung, exercise.skill)
        assert harder.impact.level >= exercise.impact.level
        comparable = harder.pattern == exercise.pattern and harder.load_kind is exercise.load_kind
        if comparable and exercise.load_kind is LoadKind.BODY_MASS:
            assert (harder.body_mass_share or 0) >= (exercise.body_mass_share or 0)


@each_exercise
def test_a_region_that_is_really_loaded_has_a_pain_limit(exercise: Exercise) -> None:
    loaded = {region for region, grade in exercise.regions_loaded.items() if grade >= 2}

    assert loaded <= pain_limits(exercise).keys()


@each_exercise
def test_a_muscle_group_that_does_a_third_of_the_work_loads_its_region(exercise: Exercise) -> None:
    for region in Region:
        share = sum(
            exercise.muscles.get(muscle.id, 0.0)
            for muscle in load().muscles
            if muscle.region is region
        )
        if share >= 0.3:
            assert region in exercise.regions_loaded


@each_exercise
def test_a_tissue_that_works_hard_is_seen_by_its_region(exercise: Exercise) -> None:
    for tissue in vocabulary().tissues:
        grade = exercise.tissues.get(tissue.id, 0)
        if grade >= 2:
            assert exercise.regions_loaded.get(tissue.region, 0) >= grade


@each_exercise
def test_a_repetition_takes_as_long_as_its_tempo(exercise: Exercise) -> None:
    if exercise.tempo is not None:
        assert exercise.seconds_per_rep >= sum(int(part) for part in exercise.tempo.split("-"))


@each_exercise
def test_impact_takes_no_pain_near_bone(exercise: Exercise) -> None:
    if exercise.impact is Impact.NONE:
        return
    limits = pain_limits(exercise)

    assert Region.FOOT in limits
    assert all(limits[region] == 0 for region in NEAR_BONE & limits.keys())


@each_exercise
def test_work_for_one_side_has_time_to_change_and_no_leg_is_forgotten(exercise: Exercise) -> None:
    if exercise.laterality is Laterality.UNILATERAL:
        assert exercise.side_change_seconds >= 4
    elif exercise.laterality is Laterality.ALTERNATING:
        assert exercise.reps[1] % 2 == 0, "both sides are counted, so the most must be even"


@each_exercise
def test_a_fit_name_exists_in_the_profile_of_watches(exercise: Exercise) -> None:
    if exercise.fit.name is not None:
        assert exercise.fit.name in fit_names(exercise.fit.category)


@each_exercise
def test_texts_are_calm_and_each_fault_has_its_correction(exercise: Exercise) -> None:
    texts = [exercise.purpose, exercise.start, exercise.breathing, *exercise.cues]
    texts += [text for fault in exercise.faults for text in (fault.sign, fault.correction)]

    assert len(exercise.faults) == 3
    assert not any("!" in text for text in texts)
    assert len({fault.correction for fault in exercise.faults}) == 3


@each_exercise
def test_lying_on_the_back_is_said_in_the_fields_and_not_in_the_text_alone(
    exercise: Exercise,
) -> None:
    on_the_back = any(
        words in exercise.start.lower() for words in ("on your back", "roll back", "lie back")
    )
    if on_the_back:
        assert exercise.supine


@each_exercise
def test_standing_on_one_leg_beyond_the_entry_counts_as_a_risk_of_falling(
    exercise: Exercise,
) -> None:
    if exercise.family is Family.BALANCE and exercise.skill > 1:
        assert exercise.fall_risk


@pytest.mark.parametrize(
    "kit",
    [frozenset({"band"}), frozenset({"dumbbell"}), frozenset({"cable"})],
    ids=", ".join,
)
@pytest.mark.parametrize("family", [Family.PUSH, Family.PULL, Family.ANTI_ROTATION])
def test_each_usual_kit_has_an_exercise_for_arms_and_trunk(
    family: Family, kit: frozenset[str]
) -> None:
    assert any(kit in exercise.equipment for exercise in members(family))


@pytest.mark.parametrize(
    "exercise_id",
    [
        "side-plank",
        "side-plank-knees",
        "side-plank-leg-lift",
        "dead-bug",
        "bird-dog",
        "pallof-press-band",
        "pallof-press-cable",
        "incline-push-up",
        "push-up",
        "dumbbell-overhead-press",
        "band-row",
        "dumbbell-row",
        "side-lying-leg-raise",
        "lateral-band-walk",
        "single-leg-stance",
        "single-leg-head-turns",
        "marching",
        "ankle-rocks",
        "hinge-drill",
        "leg-swings-front",
        "hip-circles",
        "squat-to-stand",
        "arm-circles",
        "a-skip",
        "strides",
        "uphill-strides",
    ],
)
def test_what_good_plans_name_is_in_the_catalogue(exercise_id: str) -> None:
    assert exercise_id in BY_ID


def test_nothing_here_is_heavy_work_for_the_legs_under_another_name() -> None:
    legs = {"quadriceps", "hamstrings", "gluteus-maximus", "soleus", "gastrocnemius"}
    for exercise in OURS:
        if exercise.heavy_capable:
            share = sum(exercise.muscles.get(muscle, 0.0) for muscle in legs)
            assert share < 0.2, exercise.id


def test_a_warm_up_movement_needs_neither_kit_nor_load() -> None:
    for exercise in members(Family.MOBILITY):
        assert exercise.equipment == (NO_KIT,)
        assert exercise.load_kind is LoadKind.NONE
        assert exercise.method is Method.DRILL


def test_the_heaviest_spinal_bending_is_marked_for_brittle_bones() -> None:
    marked = {exercise.id for exercise in OURS if exercise.spinal_flexion_loaded}

    assert {"curl-up", "hanging-knee-raise", "squat-to-stand", "inchworm"} <= marked
