from __future__ import annotations

import pytest

from ironstride.catalogue import BrokenCatalogueError, installed, load
from ironstride.catalogue import protocols as module
from ironstride.catalogue.protocols import (
    check_protocols,
    ladder,
    pain_rules,
    protocol,
    protocol_id,
    protocols,
    surroundings,
)
from ironstride.domain.protocol import (
    ExerciseCriterion,
    Injury,
    PainRule,
    Running,
    TestCriterion,
)

NAMED_BY_ATHLETE_FILES = {
    "achilles-alfredson",
    "achilles-silbernagel",
    "achilles-hsr",
    "plantar-fascia-rathleff",
    "hamstring-strain-askling",
    "gluteal-tendon-leap",
    "pfp-esculier",
    "mtss-graded-run",
    "bsi-walk-run",
    "proximal-hamstring-goom",
    "ankle-2bfit",
    "calf-strain-green",
    "itb-fredericson",
    "low-back-walkback",
}
"""Ids that files of runners may hold: they stay."""


def test_the_installed_protocols_are_without_fault() -> None:
    assert [f"{p.location}: {p.sentence}" for p in check_protocols().problems] == []


def test_every_injury_has_a_protocol_and_every_id_of_old_still_works() -> None:
    assert {each.injury for each in protocols()} == set(Injury)
    assert set(pain_rules()) >= NAMED_BY_ATHLETE_FILES
    assert [each.injury for each in protocols()] == sorted(
        (each.injury for each in protocols()), key=list(Injury).index
    )


def test_a_protocol_declares_whether_it_is_for_bone_or_a_torn_muscle() -> None:
    rules = pain_rules()
    assert [id for id, rule in rules.items() if rule is PainRule.BONE] == ["bsi-walk-run"]
    torn = {id for id, rule in rules.items() if rule is PainRule.MUSCLE}
    assert torn == {"hamstring-strain-askling", "calf-strain-green"}
    assert len(rules) == len(protocols())


def test_the_protocols_of_one_injury_differ_by_their_name() -> None:
    names = [each.name for each in protocols()]
    assert sorted(names) == sorted(set(names))
    achilles = [p for p in protocols() if p.injury is Injury.ACHILLES_MID]
    assert [each.id for each in achilles] == [
        "achilles-hsr",
        "achilles-alfredson",
        "achilles-silbernagel",
    ]
    assert [each.offered_first for each in achilles] == [True, False, False]


def test_the_heavy_programme_is_as_its_trial_had_it() -> None:
    first = protocol("achilles-hsr").stages[0]
    raises = [dose for dose in first.doses if dose.exercise == "seated-calf-raise"]
    assert [(d.weeks, d.sets[0], d.repetition_maximum) for d in raises] == [
        ((1, 1), 3, 15),
        ((2, 3), 3, 12),
        ((4, 5), 4, 10),
        ((6, 8), 4, 8),
        ((9, 12), 4, 6),
    ]
    assert {d.days_per_week for d in first.doses} == {(3, 3)}


def test_bone_waits_fourteen_days_of_walking_and_for_a_professional() -> None:
    bone = protocol("bsi-walk-run")
    run = bone.stage("walk-run")
    assert any(getattr(c.asks, "days", None) == 14 for c in run.enter)
    assert "walk-run" in {each.stage for each in bone.sign_offs}
    assert all(stage.pain.during == 0 for stage in bone.stages)


def test_a_tendon_sore_at_the_heel_bone_is_never_asked_below_the_floor() -> None:
    """AC-03; the self-test of heel raises stands on a slope, toes uphill, so it is not asked."""
    exercises = load().by_id
    sore = protocol("achilles-insertional")
    judged = [c.asks for stage in sore.stages for c in (*stage.enter, *stage.exit)]
    used = {dose.exercise for stage in sore.stages for dose in stage.doses}
    used |= {asks.exercise for asks in judged if isinstance(asks, ExerciseCriterion)}
    assert [id for id in sorted(used) if exercises[id].end_range] == []
    assert [
        id for id in sorted(used) if "step" in {k for kit in exercises[id].equipment for k in kit}
    ] == []
    assert "heel-raise" not in {a.test for a in judged if isinstance(a, TestCriterion)}


def test_a_sore_gluteal_tendon_is_never_pressed_by_a_hip_that_hangs() -> None:
    """GT-01; the pelvic drop says so of itself."""
    used = {d.exercise for stage in protocol("gluteal-tendon-leap").stages for d in stage.doses}
    warned = {
        each.id
        for each in load().exercises
        if each.notes.get("safety", "").startswith("Not with gluteal tendon pain")
    }
    assert "pelvic-drop" in warned
    assert used & warned == set()


def test_a_ladder_ends_with_half_an_hour() -> None:
    assert ladder("clinic").steps[-1].total_minutes == 30.0
    assert [step.running_minutes for step in ladder("clinic").steps] == [
        5.0,
        10.0,
        15.0,
        20.0,
        20.0,
        20.0,
        30.0,
    ]


def test_every_ladder_is_climbed_by_a_protocol() -> None:
    climbed = {
        each.walk_run
        for each in protocols()
        if any(stage.running is Running.WALK_RUN for stage in each.stages)
    }
    assert set(surroundings().ladders) == climbed


def test_an_unknown_id_is_none_or_a_key_error() -> None:
    assert protocol_id("rest-and-hope") is None
    assert protocol_id("achilles-hsr") == "achilles-hsr"
    assert "rest-and-hope" not in pain_rules()
    with pytest.raises(KeyError):
        pain_rules()["rest-and-hope"]
    with pytest.raises(KeyError):
        protocol("bsi-walk-run").stage("nowhere")


def test_a_broken_file_of_the_package_is_said_to_be_broken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "texts_of_protocols", lambda: {"new-one": "name = 3"})
    with pytest.raises(BrokenCatalogueError, match="new-one"):
        protocol("new-one")
    assert installed.protocol_texts()
