"""No rule is a decoration: for every rule a named runner whose plan breaks it once it is off.

Rules that shape what is offered (where slots begin, how many sessions are wanted, which loads and
in which order) are asked for where that is built, so that it is wider without them.
"""

from __future__ import annotations

from typing import Any, Final

import pytest

from benchmarks.named_runners import NAMED
from benchmarks.runners import crowd, tight
from ironstride.domain.plan import Phase
from ironstride.planner.rules import RULES
from tests.support.witness import Witness, shows

A, S, P, T = Phase.ADAPTATION, Phase.MAXIMUM_STRENGTH, Phase.POWER, Phase.TAPER
BY_ID: Final[dict[str, Any]] = {rule.id: rule for rule in RULES}
RUNNERS: Final = {runner.name: runner for runner in (*NAMED.values(), *crowd(), *tight())}
FIFTY: Final = "001-advanced-gym-three-easy-3x20-31y-50k-in-17-windows"
FIFTEEN: Final = "023-intermediate-gym-two-hard-2x15-19y-5k-in-14"


def by(
    runner: str,
    phase: Phase | None = None,
    *,
    week: int = 0,
    light: bool = False,
    previous: tuple[str, ...] = (),
) -> Witness:
    return Witness(runner=RUNNERS[runner], phase=phase, light=light, week=week, previous=previous)


WITNESSES: Final[dict[str, Witness]] = {
    "time.windows": by("windows-at-the-gym"),
    "interference.run_first": by("intervals-at-noon"),
    "limits.sessions_per_week": by("one-a-week-by-a-professional"),
    "dose.order_in_session": by("speed-first", P),
    "kit.load_exists": by("gym-lifter"),
    "time.no_empty_session": by("likes-nothing", Phase.RACE),
    "time.fair_pairs": by("hips-alone-by-a-professional", A),
    "dose.technique_before_load": by("gym-lifter-who-never-ticks", P, week=1),
    "race.calendar": by(FIFTY),
    "safety.rehabilitation_first": by("sore-knee"),
    "race.taper": by(FIFTY),
    "race.recovery_after": by("014-novice-home-no-runs-1x40-19y-marathon-in-9-goals"),
    "race.power_before": by(FIFTY),
    "dose.adaptation_length": by("new-to-the-gym"),
    "dose.base_first": by("a-small-race-on-sunday-and-one-in-ten-weeks"),
    "dose.strength_block": by(FIFTY),
    "dose.power_block": by("race-on-sunday"),
    "dose.no_single_week": by("gym-lifter"),
    "dose.possible_blocks": by("pregnant-lifter"),
    "dose.block_order": by("gym-lifter"),
    "dose.ten_weeks_to_race": by("half-on-the-way-to-a-marathon"),
    "dose.bone_loading": by("fifty-five", Phase.MAINTENANCE),
    "continuity.after_break": by("new-to-the-gym"),
    "race.keep_between": by("a-race-every-fourth-week"),
    "race.no_new_block": by("race-in-nine-weeks"),
    "race.off_season": by("race-in-nine-weeks"),
    "recovery.less_at_peak": by("runs-most-in-the-second-week", S, week=1),
    "recovery.nothing_new_when_light": by("gym-lifter", P, light=True),
    "dose.fast_lifts": by("sixty-six-at-home", A),
    "recovery.light_ends_block": by("gym-lifter"),
    "recovery.light_on_the_road": by("a-fortnight-in-a-hotel"),
    "dose.build_first": by(FIFTY),
    "recovery.light_rhythm": by(FIFTY),
    "recovery.light_not_too_soon": by("runs-less-every-third"),
    "recovery.light_where_running_eases": by("runs-less-every-third-week"),
    "continuity.phases": by(
        "lifter-race-in-sixteen-weeks", previous=("maximum-strength x3", "maintenance x3")
    ),
    "limits.no_training": by("doctor-says-no-until-wednesday"),
    "recovery.rest_days": by("friday-is-for-rest"),
    "time.one_a_day": by("026-novice-home-two-hard-3x30-38y-windows"),
    "race.quiet_days": by("race-on-sunday"),
    "preference.pins": by("moved-to-wednesday"),
    "time.sessions_wanted": by(FIFTY),
    "interference.gap_before_key_run": by("008-novice-home-two-hard-3x30-60y-50k-in-16-goals"),
    "interference.hard_days_hard": by("intervals-at-home-gym-tomorrow"),
    "recovery.spacing": by("race-on-sunday", A),
    "recovery.free_day": by("016-advanced-no-kit-two-hard-1x40-66y-10k-in-17-windows"),
    "recovery.long_run_day": by("friday-is-for-rest"),
    "interference.room_for_heavy_legs": by("likes-the-eve-of-the-tempo"),
    "recovery.after_long_run": by("005-novice-gym-evenings-2x30-19y-sore-plantar-heel-1"),
    "recovery.even_spread": by("new-to-the-gym"),
    "recovery.two_runs_a_day": by("two-runs-on-tuesday"),
    "recovery.day_after_new_legs": by("never-lifted-race-in-eight-weeks"),
    "continuity.places": by("runs-long-this-tuesday", week=1),
    "interference.apart_from_runs": by(
        "007-intermediate-no-kit-three-easy-1x30-24y-5k-in-17-sore-knee-front-4-windows"
    ),
    "continuity.days": by("began-on-wednesday", week=1),
    "preference.windows": by("prefers-thursday"),
    "preference.working_hours": by("003-novice-gym-hills-2x50-66y-goals"),
    "kit.place_for_load": by("home-on-tuesday-gym-on-thursday"),
    "time.full_minutes": by("short-windows"),
    "safety.contraindicated": by("sore-knee"),
    "safety.rehabilitation_stage": by("sore-where-the-achilles-ends"),
    "safety.steady_first": by("nine-seconds-on-one-leg"),
    "kit.one_station": by("gym-lifter", A),
    "preference.likes": by("likes-toe-yoga"),
    "limits.forbidden": by("no-end-range-by-a-professional"),
    "kit.available": by("twenty-minutes"),
    "dose.phase_methods": by("gym-lifter", A),
    "dose.technique_first": by("twenty-minutes"),
    "safety.effort": by("clearance-wanted", S),
    "limits.amounts": by("few-contacts-by-a-professional", P),
    "limits.required": by("toe-yoga-every-time"),
    "preference.swaps": by("swapped-on-tuesday"),
    "time.session_minutes": by("twenty-minutes"),
    "interference.heavy_before_key_run": by("eve-of-the-tempo", P),
    "race.heavy_before_race": by("lifter-b-race-on-sunday", P),
    "recovery.heavy_legs_apart": by("lifter-in-three-days-only", S),
    "dose.contacts_cap": by("once-a-week-for-speed", P),
    "dose.first_weeks_easy": by("new-to-the-gym", S),
    "dose.learn_main_lifts": by(FIFTEEN, A),
    "dose.build_up": by("sixty-six", A),
    "dose.muscles": by("twenty-minutes", A),
    "dose.tendon_strain": by("gym-lifter-with-key-runs", S),
    "dose.endurance": by("twenty-minutes", P),
    "dose.contacts_week": by("once-a-week-for-speed", S),
    "dose.fast_work": by("sixty-six", P),
    "dose.hard_contacts": by("hard-jumps-alone", P),
    "dose.jumps_by_grade": by("soft-jumps-forbidden", P),
    "recovery.soreness_before_key_run": by("gym-lifter-with-key-runs", S),
    "dose.legs": by("twenty-minutes"),
    "dose.calves": by("twenty-minutes"),
    "dose.calves_every_week": by("twelve-minutes", A),
    "dose.lifts_before_holds": by("twelve-minutes", A),
    "dose.bracing": by("eve-of-the-tempo", Phase.MAINTENANCE),
    "dose.hip": by("twelve-minutes", A),
    "dose.side_hip": by("twenty-minutes"),
    "dose.foot": by("sore-achilles", Phase.REHABILITATION),
    "dose.trunk": by("twelve-minutes", A),
    "dose.upper": by("hard-days-and-easy-days", A),
    "dose.power": by("speed-first", P),
    "dose.balance": by("sixty-six"),
    "dose.heavy_sets": by("gym-lifter-three-a-week", S),
    "dose.hinge_pattern": by("twelve-minutes", S),
    "dose.one_leg": by("twelve-minutes", P),
    "dose.legs_every_session": by("twelve-minutes", P),
    "dose.condition_work": by("sore-achilles", P),
    "dose.tested_need": by("left-calf-is-weaker", A),
    "dose.tested_weekly": by("nine-seconds-on-one-leg", A),
    "dose.weak_side_first": by("left-calf-is-weaker", A),
    "dose.floor_before_step": by("four-rises-on-one-leg", S),
    "dose.highest_step": by("gym-lifter-three-a-week", S),
    "dose.no_single_sets": by("gym-lifter-three-a-week", S),
    "dose.not_too_much": by("sore-knee", P),
    "dose.spread_over_sessions": by("sixty-six", A),
    "time.few_exercises": by("twenty-minutes"),
    "continuity.same_exercises": by("hard-days-and-easy-days", week=1),
    "continuity.main_lifts": by("gym-lifter", A),
    "continuity.same_plan": Witness(runner=RUNNERS["twenty-minutes"], previewed=True),
    "variety.within_week": by("two-places"),
    "variety.no_twins": by("003-novice-gym-hills-2x50-66y-goals", Phase.RECOVERY),
    "variety.across_blocks": by("same-squats-for-months", A),
    "variety.rotation": by("twelve-minutes", week=1),
    "preference.dislikes": by("dislikes-planks"),
}


@pytest.mark.parametrize("rule_id", WITNESSES)
def test_without_the_rule_a_named_runner_gets_another_plan(rule_id: str) -> None:
    assert shows(BY_ID[rule_id], WITNESSES[rule_id])


def test_every_rule_has_its_witness() -> None:
    assert set(WITNESSES) == set(BY_ID)
