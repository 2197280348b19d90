"""The stage of a rehabilitation refuses what belongs to a later one, and never what it asks for."""

from __future__ import annotations

import pytest

from ironstride.body.rehab import does, stage_refusal, untold_stages
from ironstride.catalogue import load
from ironstride.catalogue.protocols import protocol, protocols, rehab_now
from ironstride.domain.athlete import Condition
from ironstride.domain.body_region import Region, Side
from ironstride.domain.exercise import Family
from ironstride.domain.protocol import Spared

STAGES = [(each.id, n + 1) for each in protocols() for n in range(len(each.stages))]
STEPS = frozenset(
    {
        "calf-raise-step", "eccentric-heel-drop", "single-leg-calf-raise-step",
        "single-leg-calf-raise-bent-knee-step", "single-leg-calf-raise-dumbbell",
        "single-leg-calf-raise-kettlebell", "standing-calf-raise", "seated-calf-raise",
        "leg-press-calf-raise", "ankle-rocks",
    }
)  # fmt: skip


def condition(protocol_id: str, stage: int | None, *, active: bool = True) -> Condition:
    return Condition(
        region=protocol(protocol_id).regions[0],
        side=Side.LEFT,
        active=active,
        protocol=protocol_id,
        stage=stage,
        rehab=rehab_now(protocol_id, stage),
    )


def refused(protocol_id: str, stage: int | None, *, active: bool = True) -> frozenset[str]:
    now = (condition(protocol_id, stage, active=active),)
    return frozenset(e.id for e in load().exercises if stage_refusal(e, now) is not None)


@pytest.mark.parametrize(("protocol_id", "stage"), STAGES)
def test_no_stage_refuses_what_it_asks_for(protocol_id: str, stage: int) -> None:
    asked = {dose.exercise for dose in protocol(protocol_id).stages[stage - 1].doses}
    assert not asked & refused(protocol_id, stage)


@pytest.mark.parametrize("stage", [1, 2, 3])
def test_where_the_tendon_ends_no_heel_goes_below_the_floor_in_any_stage(stage: int) -> None:
    assert refused("achilles-insertional", stage) >= STEPS


def test_the_middle_of_the_tendon_may_go_below_the_step() -> None:
    assert "calf-raise-step" not in refused("achilles-hsr", 1)


@pytest.mark.parametrize("stage", [1, 2, 3, 4])
def test_a_sore_gluteal_tendon_is_never_drawn_across(stage: int) -> None:
    across = {e.id for e in load().exercises if e.family is Family.HIP_ADDUCTION}
    assert {"copenhagen-short", "copenhagen-long", "band-adduction"} <= across
    assert across <= refused("gluteal-tendon-leap", stage)


def test_the_pelvis_does_not_hang_until_the_last_stage() -> None:
    assert "pelvic-drop" in refused("gluteal-tendon-leap", 3)
    assert "pelvic-drop" not in refused("gluteal-tendon-leap", 4)


def test_an_untold_stage_is_the_first_and_the_sentence_says_so() -> None:
    assert refused("achilles-insertional", None) == refused("achilles-insertional", 1)
    found = stage_refusal(load().exercise("pogo"), (condition("achilles-insertional", None),))
    assert found is not None
    assert found.sentence == (
        "“Achilles tendon at the heel bone: floor-level raises”, stage “Floor level, slow” "
        "(the first, as no stage was told): it allows no jumps."
    )
    assert "AC-03" in found.evidence


def test_a_plan_asks_for_the_stage_where_none_was_told() -> None:
    untold = condition("achilles-insertional", None)
    (sentence,) = untold_stages((untold, condition("achilles-hsr", 1)))
    assert sentence == (
        "“Achilles tendon at the heel bone: floor-level raises” is taken to be in its first "
        "stage, “Floor level, slow”, as no stage was told: say in which one you are, and the "
        "plan follows."
    )
    assert untold_stages((condition("achilles-insertional", None, active=False),)) == ()


def test_a_stage_beyond_the_last_is_the_last() -> None:
    assert refused("achilles-insertional", 9) == refused("achilles-insertional", 3)


def test_what_is_over_refuses_nothing() -> None:
    assert not refused("achilles-insertional", 1, active=False)


def test_only_what_loads_the_region_is_at_the_end_of_its_range() -> None:
    split = load().exercise("split-squat-front-foot-raised")
    assert split.end_range
    assert does(split, Spared.END_RANGE, (Region.HIP_FRONT,))
    assert not does(split, Spared.END_RANGE, (Region.ACHILLES,))
