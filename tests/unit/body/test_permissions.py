from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from ironstride.body.gates import GateState
from ironstride.body.permissions import (
    Permissions,
    exercise_allowed,
    limits_on,
    permissions,
)
from ironstride.domain.athlete import (
    Athlete,
    CheckIn,
    Condition,
    Forbidden,
    Illness,
    Limit,
    Screening,
)
from ironstride.domain.body_region import Region, Side
from ironstride.domain.exercise import Avoid, Exercise, Impact
from ironstride.domain.performance import PainReport
from ironstride.domain.plan import Blocks
from ironstride.domain.protocol import PainRule
from tests.support.lifts import PROFILE, TODAY, athlete, exercise

HOP = exercise(id="hop", impact=Impact.HIGH, regions={Region.ACHILLES: 3})
POGO = exercise(id="pogo", impact=Impact.LOW)
RAISE = exercise(id="raise", regions={Region.ACHILLES: 2, Region.SHIN: 1})
BRIDGE = exercise(id="bridge", regions={Region.LOW_BACK: 1})


def hurting(region: Region, pain: float | None, pain_rule: PainRule | None = None) -> Athlete:
    condition = Condition(region=region, side=Side.LEFT, pain_during=pain, pain_rule=pain_rule)
    return replace(athlete(), conditions=(condition,))


def screened(screening: Screening) -> Permissions:
    return permissions(replace(athlete(), screening=screening), TODAY)


def rule(of: Exercise, allowed: Permissions) -> str | None:
    refusal = exercise_allowed(of, allowed)
    return None if refusal is None else refusal.rule


def test_a_healthy_athlete_may_do_everything() -> None:
    allowed = permissions(athlete(), TODAY)
    assert allowed == Permissions()
    assert allowed.impact_allowed
    assert all(rule(e, allowed) is None for e in (HOP, POGO, RAISE, BRIDGE))


def test_a_red_flag_blocks_everything_and_says_whom_to_see() -> None:
    allowed = permissions(replace(athlete(), red_flags=("RF-03",)), TODAY)
    assert allowed.all_blocked
    assert not allowed.impact_allowed
    assert not allowed.heavy_lower_allowed
    assert not allowed.heavy_upper_allowed
    assert not allowed.maximum_tests_allowed
    assert (allowed.stops[0].flag, allowed.stops[0].blocks) == ("RF-03", Blocks.ALL)
    assert rule(BRIDGE, allowed) == "red-flag"


def test_blood_pressure_over_the_line_blocks_everything() -> None:
    allowed = screened(Screening(diastolic_mmhg=111))
    assert allowed.all_blocked
    assert rule(BRIDGE, allowed) == "screen.blood-pressure"


def test_wanted_clearance_leaves_easy_work() -> None:
    allowed = screened(Screening(clearance_needed=True))
    assert not allowed.all_blocked
    assert (allowed.heavy_lower_allowed, allowed.max_impact_level) == (False, 0)
    assert (allowed.max_percent_1rm, allowed.min_rir) == (70.0, 3.0)
    assert rule(POGO, allowed) == "screen.clearance"
    assert rule(RAISE, allowed) is None


def test_under_eighteen_nothing_is_heavy_and_what_is_new_may_be_learned() -> None:
    young = permissions(athlete(replace(PROFILE, birth_year=TODAY.year - 17)), TODAY)
    assert (young.heavy_lower_allowed, young.new_leg_work_allowed) == (False, True)
    waiting = replace(
        athlete(replace(PROFILE, birth_year=TODAY.year - 17)),
        screening=Screening(clearance_needed=True),
    )
    assert not permissions(waiting, TODAY).new_leg_work_allowed
    sore = replace(
        athlete(replace(PROFILE, birth_year=TODAY.year - 17)),
        checkins=(CheckIn(date=TODAY, soreness=8),),
    )
    assert not permissions(sore, TODAY).on(TODAY).new_leg_work_allowed


def test_the_strictest_of_several_findings_holds() -> None:
    young = replace(athlete(replace(PROFILE, birth_year=2010)), screening=Screening(pregnant=True))
    allowed = permissions(young, TODAY)
    assert allowed.max_percent_1rm == 70.0
    assert not allowed.maximum_tests_allowed


def test_pregnancy_leaves_out_lying_flat_and_falling() -> None:
    allowed = screened(Screening(pregnant=True))
    assert rule(replace(BRIDGE, supine=True), allowed) == "screen.pregnancy"
    assert rule(replace(BRIDGE, fall_risk=True), allowed) == "screen.pregnancy"
    assert rule(BRIDGE, allowed) is None


def test_low_impact_alone_comes_back_after_birth() -> None:
    allowed = screened(Screening(postpartum_weeks=13))
    assert rule(POGO, allowed) is None
    assert rule(HOP, allowed) == "screen.postpartum"


def test_raised_blood_pressure_shortens_holds() -> None:
    allowed = screened(Screening(systolic_mmhg=165))
    assert allowed.max_hold_seconds == 20.0
    assert allowed.impact_allowed


@pytest.mark.parametrize(
    ("pain", "hop", "calf_raise"),
    [(2.0, None, None), (2.5, "gate.pain", None), (5.5, "gate.pain", "gate.pain")],
)
def test_a_sore_tendon_takes_less_by_its_gate(
    pain: float, hop: str | None, calf_raise: str | None
) -> None:
    allowed = permissions(hurting(Region.ACHILLES, pain), TODAY)
    assert rule(HOP, allowed) == hop
    assert rule(RAISE, allowed) == calf_raise
    assert rule(BRIDGE, allowed) is None


def test_a_stopped_region_is_a_stop_of_that_region() -> None:
    allowed = permissions(hurting(Region.ACHILLES, 6.0), TODAY)
    (stop,) = allowed.stops
    assert (stop.flag, stop.blocks) == ("RB-01", Blocks.REGION)
    assert allowed.gates[Region.ACHILLES].state is GateState.STOP
    assert not allowed.all_blocked


@pytest.mark.parametrize(
    ("days", "pain", "soon"), [(14, 6.0, False), (15, 6.0, True), (15, 5.0, False)]
)
def test_strong_pain_for_more_than_two_weeks_wants_a_look_this_week(
    days: int,
    pain: float,
    soon: bool,  # noqa: FBT001 (a parameter of the test)
) -> None:
    since = TODAY - dt.timedelta(days=days)
    condition = Condition(region=Region.ACHILLES, side=Side.LEFT, pain_during=pain, since=since)
    stops = permissions(replace(athlete(), conditions=(condition,)), TODAY).stops
    assert any("this week" in stop.see for stop in stops) is soon


def test_a_held_region_is_a_note() -> None:
    allowed = permissions(hurting(Region.ACHILLES, 4.0), TODAY)
    assert allowed.stops == ()
    assert "hold" in allowed.notes[0]


def test_shin_pain_without_answers_takes_impact_out_and_names_the_questions() -> None:
    allowed = permissions(hurting(Region.SHIN, None), TODAY)
    (stop,) = allowed.stops
    assert (stop.flag, stop.blocks) == ("RF-03", Blocks.IMPACT)
    assert "hop" in stop.sentence
    assert not allowed.impact_allowed
    assert rule(POGO, allowed) == "gate.pain"
    assert rule(RAISE, allowed) is None


def test_answered_bone_questions_bring_impact_back() -> None:
    person = hurting(Region.GROIN, 1.0)
    answers = frozenset({(Region.GROIN, Side.LEFT)})
    assert not permissions(person, TODAY).impact_allowed
    assert permissions(person, TODAY, bone_answers=answers).max_impact_level == 3


def test_a_sore_low_back_takes_no_loaded_bending() -> None:
    curl = replace(BRIDGE, spinal_flexion_loaded=True)
    assert rule(curl, permissions(hurting(Region.LOW_BACK, 3.0), TODAY)) == "gate.pain"
    assert rule(curl, permissions(hurting(Region.LOW_BACK, 2.0, PainRule.GENERAL), TODAY)) is None


def test_an_exercise_names_the_pain_that_leaves_it_out() -> None:
    lunge = replace(BRIDGE, avoid_when=(Avoid(region=Region.KNEE_FRONT, pain_over=1.0),))
    refusal = exercise_allowed(lunge, permissions(hurting(Region.KNEE_FRONT, 1.5), TODAY))
    assert refusal is not None
    assert refusal.rule == "gate.avoid-when"
    assert "front of the knee (left)" in refusal.sentence
    assert rule(lunge, permissions(hurting(Region.KNEE_FRONT, 1.0), TODAY)) is None
    assert rule(lunge, permissions(athlete(), TODAY)) is None


def test_the_worse_side_decides_for_the_region() -> None:
    conditions = (
        Condition(region=Region.ACHILLES, side=Side.LEFT, pain_during=6.0),
        Condition(region=Region.ACHILLES, side=Side.RIGHT, pain_during=1.0),
    )
    allowed = permissions(replace(athlete(), conditions=conditions), TODAY)
    assert allowed.gates[Region.ACHILLES].side is Side.LEFT


def test_pain_reported_counts_like_a_condition() -> None:
    pain = PainReport(date=TODAY, region=Region.ACHILLES, side=Side.LEFT, during=6.0)
    allowed = permissions(athlete(), TODAY, pain_reports=(pain,))
    assert rule(RAISE, allowed) == "gate.pain"


def test_illness_blocks_its_days_only() -> None:
    ill = CheckIn(date=TODAY, illness=Illness.FEVER)
    allowed = permissions(replace(athlete(), checkins=(ill,)), TODAY)
    days = {TODAY + dt.timedelta(days=n) for n in range(3)}
    assert allowed.blocked_days == days
    assert not allowed.all_blocked
    assert allowed.on(TODAY).all_blocked
    assert rule(BRIDGE, allowed.on(TODAY)) == "readiness.day"
    easy = allowed.on(TODAY + dt.timedelta(days=3))
    assert (easy.heavy_lower_allowed, easy.heavy_upper_allowed) == (False, False)
    assert rule(POGO, easy) == "readiness.day"
    assert allowed.on(TODAY + dt.timedelta(days=4)) is allowed


def test_sore_legs_leave_the_upper_body_heavy() -> None:
    sore = CheckIn(date=TODAY, soreness=6.0)
    today = permissions(replace(athlete(), checkins=(sore,)), TODAY).on(TODAY)
    assert (today.heavy_lower_allowed, today.heavy_upper_allowed) == (False, True)
    assert not today.all_blocked


def test_a_short_night_takes_a_set_and_jumps() -> None:
    tired = CheckIn(date=TODAY, sleep_hours=5.0)
    today = permissions(replace(athlete(), checkins=(tired,)), TODAY).on(TODAY)
    assert today.fewer_sets
    assert today.extra_rir == 1.0
    assert not today.impact_allowed


def test_one_thing_off_is_a_note() -> None:
    person = replace(athlete(), checkins=(CheckIn(date=TODAY, stress=8.0),))
    assert "Only stress" in permissions(person, TODAY).notes[0]


def test_limits_hold_from_their_first_to_their_last_day() -> None:
    limit = Limit(
        set_by="a physiotherapist",
        set_on=TODAY,
        until=TODAY + dt.timedelta(days=7),
        forbid=Forbidden.IMPACT,
    )
    person = replace(athlete(), limits=(limit,))
    assert limits_on(person, TODAY - dt.timedelta(days=1)) == ()
    assert limits_on(person, TODAY) == (limit,)
    assert limits_on(person, TODAY + dt.timedelta(days=7)) == (limit,)
    assert limits_on(person, TODAY + dt.timedelta(days=8)) == ()


def test_every_finding_can_be_cited() -> None:
    person = replace(
        hurting(Region.LOW_BACK, 6.0),
        red_flags=("RF-01",),
        screening=Screening(pregnant=True, clearance_needed=True),
    )
    for finding in permissions(person, TODAY).findings:
        assert finding.rule
        assert finding.evidence
        assert finding.sentence
