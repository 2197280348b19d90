"""The catalogue that comes with the package: whole, plannable for everybody, without faults."""

from __future__ import annotations

import re
import tomllib
from collections import Counter

import fitdecode.profile
import pytest

from ironstride.catalogue import BrokenCatalogueError, check_installed, evidence, load, vocabulary
from ironstride.catalogue.installed import exercise_texts
from ironstride.catalogue.plain_toml import load_record, read_plain_toml, without_figure
from ironstride.catalogue.reading import read_catalogue
from ironstride.catalogue.vocabulary import FIT_CATEGORIES, read_vocabulary
from ironstride.domain.body_region import Region
from ironstride.domain.exercise import Exercise, Family, Impact, Need
from ironstride.domain.problem import Problem

HOME_WITH_ONE_DUMBBELL = frozenset({"dumbbell", "step", "band"})
NO_KIT: frozenset[str] = frozenset()


def doable(kit: frozenset[str]) -> list[Exercise]:
    """Return the exercises that can be done with a kit."""
    return [
        exercise
        for exercise in load().exercises
        if any(alternative <= kit for alternative in exercise.equipment)
    ]


def test_no_installed_file_has_a_fault() -> None:
    assert check_installed().problems == ()


def test_the_catalogue_holds_three_hundred_exercises_in_every_family() -> None:
    assert len(load().exercises) >= 300
    assert {exercise.family for exercise in load().exercises} == set(Family)


def test_exercises_are_sorted_and_found_by_id() -> None:
    catalogue = load()
    ids = [exercise.id for exercise in catalogue.exercises]
    assert ids == sorted(ids)
    assert all(catalogue.exercise(exercise.id) is exercise for exercise in catalogue.exercises)


def test_names_are_unique() -> None:
    names = Counter(exercise.name.casefold() for exercise in load().exercises)
    assert [name for name, count in names.items() if count > 1] == []


def test_every_exercise_file_can_be_read_the_quick_way() -> None:
    records = {name: without_figure(text) for name, text in exercise_texts().items()}
    assert [name for name, text in records.items() if read_plain_toml(text) is None] == []
    assert all("\n[figure" not in text for text in records.values())


def test_no_figure_is_read_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    slow: list[str] = []
    monkeypatch.setattr(tomllib, "loads", slow.append)
    for text in exercise_texts().values():
        assert "figure" not in load_record(text)
    assert slow == []


@pytest.mark.parametrize(
    "need",
    [Need.LEGS_KNEE, Need.LEGS_HIP, Need.CALF_STRAIGHT, Need.CALF_BENT, Need.FOOT, Need.POWER],
)
def test_somebody_without_kit_has_three_choices_for_every_lower_need(need: Need) -> None:
    choices = [exercise for exercise in doable(NO_KIT) if exercise.need is need]
    assert len(choices) >= 3
    assert min(exercise.rung for exercise in choices) == 1
    assert {exercise.skill for exercise in choices} & {1}


LOWER_NEEDS = (
    Need.LEGS_KNEE,
    Need.LEGS_HIP,
    Need.CALF_STRAIGHT,
    Need.CALF_BENT,
    Need.HIP,
    Need.FOOT,
    Need.POWER,
)


@pytest.mark.parametrize("kit", [NO_KIT, HOME_WITH_ONE_DUMBBELL], ids=["no kit", "home"])
@pytest.mark.parametrize("need", LOWER_NEEDS)
def test_everybody_climbs_four_rungs_in_every_lower_need(need: Need, kit: frozenset[str]) -> None:
    rungs = {exercise.rung for exercise in doable(kit) if exercise.need is need}
    assert {1, 2, 3, 4} <= rungs


@pytest.mark.parametrize("need", [Need.LEGS_KNEE, Need.LEGS_HIP, Need.CALF_STRAIGHT])
def test_a_barbell_gym_loads_legs_heavily(need: Need) -> None:
    gym = frozenset({"barbell", "rack", "bench", "dumbbell", "box", "step"})
    assert any(exercise.heavy_capable for exercise in doable(gym) if exercise.need is need)


def test_nothing_with_impact_is_left_in_for_a_sore_shin_or_foot() -> None:
    for exercise in load().exercises:
        if exercise.impact is not Impact.NONE:
            limits = {avoid.region: avoid.pain_over for avoid in exercise.avoid_when}
            assert limits.get(Region.SHIN) == 0, exercise.id
            assert limits.get(Region.FOOT) == 0, exercise.id


def test_pain_limits_stay_under_the_ceilings_of_their_tissues() -> None:
    # RB-04: tendon at most 5; strain 3, one point more where the region is loaded lightly (house).
    ceilings = {Region.ACHILLES: 5, Region.CALF: 4, Region.HAMSTRING: 4, Region.GROIN: 4}
    for exercise in load().exercises:
        for avoid in exercise.avoid_when:
            assert avoid.pain_over <= ceilings.get(avoid.region, 5), exercise.id


def test_deep_knee_work_stops_at_two() -> None:
    # RB-04: patellofemoral pain at most 2.
    for exercise in load().exercises:
        if exercise.regions_loaded.get(Region.KNEE_FRONT, 0) >= 3:
            limits = {avoid.region: avoid.pain_over for avoid in exercise.avoid_when}
            assert limits.get(Region.KNEE_FRONT, 10) <= 2, exercise.id


def test_fit_names_exist_in_the_profile() -> None:
    types = fitdecode.profile.FIELD_TYPES
    assert set(types["exercise_category"].enum.values()) >= FIT_CATEGORIES
    for exercise in load().exercises:
        if exercise.fit.name is not None:
            known = types[f"{exercise.fit.category}_exercise_name"].enum.values()
            assert exercise.fit.name in set(known), exercise.id


def test_every_row_of_evidence_can_be_read() -> None:
    rows = evidence()
    assert len(rows) >= 400
    assert {"RE-03", "CT-10", "LP-01", "NT-01", "RF-14", "RH-14", "GP-14"} <= rows.keys()
    assert list(rows) == sorted(rows)


def test_no_row_of_evidence_holds_an_address_of_a_page() -> None:
    for row in evidence().values():
        assert (
            re.search(r"https?://|\bseen \w+\.", row.claim + (row.figure or "") + row.source)
            is None
        )


def test_a_recalled_row_says_that_it_was_not_re_read() -> None:
    rows = evidence()
    assert not rows["BR-02"].reread
    assert rows["RE-01"].reread


def test_one_bad_file_refuses_the_catalogue_and_names_all_faults() -> None:
    texts = exercise_texts()
    texts["back-squat.toml"] = texts["back-squat.toml"].replace("skill = 4", "skill = 7")
    texts["bridge.toml"] = texts["bridge.toml"].replace("rung = 1", "rung = 'one'")
    parsed = read_catalogue(texts, vocabulary())
    assert parsed.value is None
    assert [problem.location for problem in parsed.errors] == [
        "back-squat.toml: skill",
        "bridge.toml: rung",
    ]


def test_a_vocabulary_names_all_its_faults() -> None:
    parsed = read_vocabulary(
        "[muscles]\ncalf = { name = 'Calf', region = 'shank', upper = false }\n[tissues]\nx = 1\n",
        "[equipment]\nbox = { name = 'Box' }\n",
        (),
    )
    assert parsed.value is None
    codes = {problem.code for problem in parsed.problems}
    assert codes == {"missing-key", "unknown-id", "wrong-type"}
    assert [p.code for p in read_vocabulary("[", "=", ()).problems] == ["not-toml"] * 2


def test_a_broken_catalogue_says_what_and_where() -> None:
    problem = Problem(code="x", sentence="The key “skill” is missing.", location="a.toml: skill")
    assert "a.toml: skill: The key “skill” is missing." in str(BrokenCatalogueError([problem]))
