from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from ironstride.body.gates import (
    Complaint,
    GateState,
    ceiling_of,
    complaints,
    gate,
    gate_of_report,
    needs_bone_answers,
    worse,
    worst_pain,
)
from ironstride.domain.athlete import Condition
from ironstride.domain.body_region import Region, Side
from ironstride.domain.performance import PainReport
from ironstride.domain.protocol import PainRule
from tests.support.lifts import TODAY

GO, HOLD, STOP = GateState.GO, GateState.HOLD, GateState.STOP


def complaint(
    region: Region, pain: float, rule: PainRule | None = None, side: Side = Side.LEFT
) -> Complaint:
    return Complaint(region=region, side=side, pain=pain, pain_rule=rule)


def days_ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def report(
    days: int,
    during: float | None = None,
    *,
    after: float | None = None,
    morning: float | None = None,
    region: Region = Region.ACHILLES,
    side: Side = Side.LEFT,
) -> PainReport:
    return PainReport(
        date=days_ago(days),
        region=region,
        side=side,
        during=during,
        after=after,
        next_morning=morning,
    )


@pytest.mark.parametrize(
    ("region", "rule", "pain", "state"),
    [
        (Region.ACHILLES, None, 0.0, GO),
        (Region.ACHILLES, None, 2.0, GO),
        (Region.ACHILLES, None, 2.1, HOLD),
        (Region.ACHILLES, None, 5.0, HOLD),
        (Region.ACHILLES, None, 5.1, STOP),
        (Region.PLANTAR_HEEL, None, 5.0, HOLD),
        (Region.HAMSTRING_ORIGIN, None, 5.1, STOP),
        (Region.KNEE_FRONT, None, 2.0, GO),
        (Region.KNEE_FRONT, None, 2.1, STOP),
        (Region.CALF, None, 2.0, GO),
        (Region.CALF, None, 3.0, HOLD),
        (Region.CALF, None, 3.1, STOP),
        (Region.HAMSTRING, PainRule.MUSCLE, 3.1, STOP),
        (Region.CALF, PainRule.GENERAL, 4.0, HOLD),
        (Region.SHIN, PainRule.GENERAL, 4.0, HOLD),
        (Region.SHIN, PainRule.BONE, 0.0, GO),
        (Region.SHIN, PainRule.BONE, 0.5, STOP),
        (Region.FOOT, None, 0.5, STOP),
        (Region.KNEE_FRONT, PainRule.TENDON, 2.1, STOP),
        (Region.KNEE_FRONT, PainRule.BONE, 0.5, STOP),
        (Region.KNEE_OUTER, PainRule.KNEE_CAP, 2.1, STOP),
        (Region.HAMSTRING, PainRule.TENDON, 4.0, HOLD),
        (Region.SHOULDER, None, 5.0, HOLD),
    ],
)
def test_the_gate_follows_the_pain_and_the_tissue(
    region: Region, rule: PainRule | None, pain: float, state: GateState
) -> None:
    assert gate(complaint(region, pain, rule)).state is state


def test_the_worst_of_during_after_and_next_morning_counts() -> None:
    assert worst_pain(1.0, None, 4.0) == 4.0
    assert worst_pain(None, None) is None


def test_a_quiet_region_goes_on_with_a_note() -> None:
    found = gate(replace(complaint(Region.SHIN, 7.0), active=False))
    assert (found.state, found.pain, found.max_impact) == (GO, 0.0, 3)
    assert "quiet" in found.sentence


@pytest.mark.parametrize(("pain", "grade", "impact"), [(2.0, 3, 3), (3.0, 2, 1), (6.0, 1, 0)])
def test_a_state_says_how_much_the_region_and_impact_may_take(
    pain: float, grade: int, impact: int
) -> None:
    found = gate(complaint(Region.ACHILLES, pain))
    assert (found.max_grade, found.max_impact) == (grade, impact)


def test_pain_in_the_arm_says_nothing_about_jumps() -> None:
    assert gate(complaint(Region.SHOULDER, 8.0)).max_impact == 3


def test_a_bone_stress_injury_takes_neither_load_nor_impact() -> None:
    sore = gate(complaint(Region.SHIN, 1.0, PainRule.BONE))
    quiet = gate(complaint(Region.SHIN, 0.0, PainRule.BONE))
    assert (sore.max_grade, sore.max_impact) == (0, 0)
    assert quiet.max_impact == 0
    assert "any pain means stop" in sore.sentence


@pytest.mark.parametrize(
    "region", [Region.FOOT, Region.SHIN, Region.HIP_FRONT, Region.GROIN, Region.LOW_BACK]
)
def test_pain_over_a_bone_asks_the_questions_and_takes_impact_out(region: Region) -> None:
    found = gate(complaint(region, 1.0))
    assert found.asks_bone_questions
    assert found.max_impact == 0
    assert "RF-03" in found.evidence
    assert "hop" in found.sentence


def test_no_pain_no_bone_region_or_a_diagnosis_asks_nothing() -> None:
    assert not needs_bone_answers(complaint(Region.SHIN, 0.0))
    assert not needs_bone_answers(complaint(Region.CALF, 4.0))
    assert not needs_bone_answers(complaint(Region.SHIN, 4.0, PainRule.GENERAL))
    assert not needs_bone_answers(replace(complaint(Region.SHIN, 4.0), active=False))


@pytest.mark.parametrize(
    ("side", "answers", "asks"),
    [
        (Side.LEFT, {(Region.GROIN, Side.LEFT)}, False),
        (Side.LEFT, {(Region.GROIN, Side.BOTH)}, False),
        (Side.LEFT, {(Region.GROIN, Side.RIGHT)}, True),
        (Side.LEFT, {(Region.SHIN, Side.LEFT)}, True),
        (Side.BOTH, {(Region.GROIN, Side.LEFT)}, True),
        (Side.BOTH, {(Region.GROIN, Side.LEFT), (Region.GROIN, Side.RIGHT)}, False),
        (Side.BOTH, {(Region.GROIN, Side.BOTH)}, False),
    ],
)
def test_answers_count_for_their_region_and_side(
    side: Side,
    answers: set[tuple[Region, Side]],
    asks: bool,  # noqa: FBT001 (a parameter of the test)
) -> None:
    assert needs_bone_answers(complaint(Region.GROIN, 2.0, side=side), frozenset(answers)) is asks


def test_answers_bring_impact_back_but_not_onto_a_sore_shin_or_foot() -> None:
    def impact(region: Region, pain: float) -> int:
        answers = frozenset({(region, Side.LEFT)})
        return gate(complaint(region, pain), answers).max_impact

    assert impact(Region.GROIN, 1.0) == 3
    assert impact(Region.LOW_BACK, 4.0) == 1
    assert impact(Region.SHIN, 1.0) == 0
    assert impact(Region.FOOT, 1.0) == 0
    assert impact(Region.SHIN, 0.0) == 3


def test_ceilings_are_those_of_the_tissue() -> None:
    assert ceiling_of(Region.SHIN, bone=True) == 0.0
    assert ceiling_of(Region.KNEE_FRONT, PainRule.KNEE_CAP) == 2.0
    assert ceiling_of(Region.THIGH_FRONT) == 3.0
    assert ceiling_of(Region.ANKLE) == 5.0


def test_a_condition_without_a_number_counts_as_three_and_says_so() -> None:
    (found,) = complaints((Condition(region=Region.ACHILLES, side=Side.LEFT),), (), TODAY)
    assert (found.pain, found.told) == (3.0, False)
    assert "not told" in gate(found).sentence
    assert "house" in gate(found).evidence


def test_a_report_gives_a_condition_its_number_and_the_worst_holds() -> None:
    untold = Condition(region=Region.ACHILLES, side=Side.BOTH)
    (found,) = complaints((untold,), (report(1, 1.0),), TODAY)
    assert (found.pain, found.told) == (1.0, True)
    (told,) = complaints((replace(untold, pain_after=4.0),), (report(1, 1.0),), TODAY)
    assert told.pain == 4.0


def test_a_quiet_condition_that_hurts_again_is_active() -> None:
    quiet = Condition(region=Region.ACHILLES, side=Side.LEFT, active=False)
    (found,) = complaints((quiet,), (report(0, 4.0),), TODAY)
    assert (found.active, found.pain) == (True, 4.0)
    (still,) = complaints((quiet,), (report(0, 0.0),), TODAY)
    assert not still.active


def test_the_other_side_is_another_complaint() -> None:
    condition = Condition(region=Region.ACHILLES, side=Side.RIGHT, pain_during=1.0)
    found = complaints((condition,), (report(0, 4.0),), TODAY)
    assert [(c.side, c.pain) for c in found] == [(Side.RIGHT, 1.0), (Side.LEFT, 4.0)]


def test_the_newest_pain_and_its_mornings_count() -> None:
    reports = (report(5, 6.0), report(1, 2.0), report(0, morning=3.0))
    (found,) = complaints((), reports, TODAY)
    assert found.pain == 3.0


def test_mornings_alone_count_by_the_newest() -> None:
    (found,) = complaints((), (report(3, morning=4.0), report(1, morning=1.0)), TODAY)
    assert found.pain == 1.0


def test_reports_of_tomorrow_or_without_a_number_say_nothing() -> None:
    assert complaints((), (report(-1, 6.0), report(0)), TODAY) == ()


@pytest.mark.parametrize(
    ("days", "pain", "kept"), [(14, 4.0, True), (15, 4.0, False), (15, 5.5, True), (90, 8.0, True)]
)
def test_an_old_report_is_forgotten_unless_it_was_a_stop(
    days: int,
    pain: float,
    kept: bool,  # noqa: FBT001 (a parameter of the test)
) -> None:
    assert bool(complaints((), (report(days, pain),), TODAY)) is kept


def test_the_stricter_of_two_gates_holds() -> None:
    left = gate(complaint(Region.ACHILLES, 1.0))
    right = gate(complaint(Region.ACHILLES, 4.0, side=Side.RIGHT))
    assert worse(left, right) is right
    assert worse(right, left) is right


def test_a_pain_just_reported_says_what_it_means_now() -> None:
    found = gate_of_report(report(0, 4.0))
    assert found is not None
    assert found.state is HOLD
    assert gate_of_report(report(0)) is None


def test_a_diagnosis_there_changes_what_a_report_means() -> None:
    shin = report(0, 1.0, region=Region.SHIN)
    known = Condition(region=Region.SHIN, side=Side.BOTH, pain_rule=PainRule.BONE)
    elsewhere = Condition(region=Region.SHIN, side=Side.RIGHT, pain_rule=PainRule.GENERAL)
    asked = gate_of_report(shin)
    stopped = gate_of_report(shin, (known, elsewhere))
    answered = gate_of_report(shin, (elsewhere,), frozenset({(Region.SHIN, Side.LEFT)}))
    assert asked is not None
    assert asked.asks_bone_questions
    assert stopped is not None
    assert stopped.max_grade == 0
    assert answered is not None
    assert answered.state is GO


@pytest.mark.parametrize("pain", [1.0, 4.0, 6.0])
def test_what_a_pain_means_is_said_plainly_and_without_fear(pain: float) -> None:
    sentence = gate(complaint(Region.ACHILLES, pain)).sentence
    assert f"{pain:g} of 10" in sentence
    assert any(word in sentence for word in ("go on", "hold", "stop"))
    assert not any(word in sentence.lower() for word in ("damage", "tear", "danger", "!"))
