"""Three plans of eight weeks, read as a strength coach and a physiotherapist would read them.

What once looked wrong in them and was mended by a rule is held here for every session.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from ironstride.catalogue import load
from ironstride.catalogue.self_tests import self_tests
from ironstride.domain.body_region import Region
from ironstride.domain.exercise import Exercise, Family, Laterality, LoadKind, Method, Need
from ironstride.domain.plan import Block, BlockKind, Phase, Plan, PlannedSession, PlannedWeek
from ironstride.importers.athlete_file import read_athlete
from ironstride.planner.needs import LOADING_PHASES
from ironstride.planner.request import PlanRequest
from ironstride.planner.rules.kit.one_station import STATIONS
from ironstride.planner.solve import make_plan
from ironstride.services.files import known_ids

FOLDER: Final = Path(__file__).parent / "three_runners"
MONDAY: Final = dt.date(2026, 11, 23)
SHIN: Final = "novice-with-shin-trouble"
MARATHON: Final = "marathoner-with-two-quality-days"
UNSTEADY: Final = "sixty-six-and-unsteady"
NAMES: Final = (SHIN, MARATHON, UNSTEADY)
WEEKS: Final = 8
NOVICE_RUNG: Final = 3
READIED: Final = frozenset(
    {Region.CALF, Region.SHOULDER, Region.KNEE_FRONT, Region.HAMSTRING, Region.HIP_OUTER}
)
"""Regions that a move without kit can ready."""
MINUTES, LIGHT_MINUTES = 4.5, 6.0
"""Minutes for each exercise of a session, and of one in a light week."""
MONDAYS, SUNDAY, NOON = 0, 6, 12 * 60
HARD: Final = 4
"""Skill of what few can do many of: pull-ups, Nordic lowering, squats on one leg."""
CARE: Final = 3
"""Sets that a region with trouble gets at the least in a week that loads; four are wanted."""


@cache
def plan_of(name: str) -> Plan:
    path = FOLDER / f"{name}.toml"
    parsed = read_athlete(
        path.read_text("utf-8"), location=path.name, file_format="toml", today=MONDAY,
        known=known_ids(),
    )  # fmt: skip
    assert parsed.value is not None, parsed.problems
    return make_plan(
        PlanRequest(
            athlete=parsed.value, catalogue=load(), today=MONDAY, weeks=WEEKS, detail=WEEKS,
            tests=self_tests(),
        )
    )  # fmt: skip


def sessions(name: str) -> Iterator[tuple[PlannedWeek, PlannedSession]]:
    for week in plan_of(name).weeks:
        for session in week.sessions:
            yield week, session


def work(session: PlannedSession) -> tuple[Block, ...]:
    return tuple(b for b in session.blocks if b.kind is not BlockKind.WARM_UP)


def exercises(session: PlannedSession) -> tuple[Exercise, ...]:
    by_id = load().by_id
    return tuple(by_id[e.exercise] for b in work(session) for e in b.exercises)


def sets_of(week: PlannedWeek, *families: Family) -> int:
    by_id = load().by_id
    return sum(
        sum(s.kind == "working" for s in each.sets)
        for session in week.sessions
        for block in work(session)
        for each in block.exercises
        if by_id[each.exercise].family in families
    )


def loading(name: str) -> tuple[PlannedWeek, ...]:
    return tuple(
        w for w in plan_of(name).weeks if w.phase in LOADING_PHASES and not w.light and w.sessions
    )


def test_shins_that_hurt_get_the_front_of_the_shin_and_the_soleus_every_week_that_loads() -> None:
    for week in loading(SHIN):
        assert sets_of(week, Family.TIBIALIS) >= CARE, week.start
        assert sets_of(week, Family.CALF_BENT) >= CARE, week.start


def test_no_jump_while_the_stage_of_the_shin_allows_none() -> None:
    assert not any(e.impact.level for _, s in sessions(SHIN) for e in exercises(s))


def test_who_never_lifted_begins_low_on_every_ladder_and_climbs() -> None:
    first = plan_of(SHIN).weeks[0]
    for session in first.sessions:
        for exercise in exercises(session):
            assert exercise.rung <= NOVICE_RUNG or not exercise.easier, exercise.id
    later = plan_of(SHIN).weeks[-1]
    assert any(e.rung > NOVICE_RUNG for s in later.sessions for e in exercises(s))


def test_an_outer_knee_that_has_hurt_gets_the_side_of_the_hip_every_week_that_loads() -> None:
    for week in loading(MARATHON):
        assert sets_of(week, Family.HIP_ABDUCTION) >= CARE, week.start


def test_what_the_marathoner_likes_is_in_most_weeks_that_load() -> None:
    weeks = loading(MARATHON)
    for liked in ("trap-bar-deadlift", "pull-up"):
        held = [w for w in weeks if any(liked == e.id for s in w.sessions for e in exercises(s))]
        assert 2 * len(held) > len(weeks), liked


def test_nobody_crosses_the_gym_or_loads_a_bar_anew_within_a_pair() -> None:
    by_id = load().by_id
    for _, session in sessions(MARATHON):
        for block in work(session):
            for each in block.exercises[1:]:
                kit = by_id[each.exercise].equipment
                assert any(not needed & STATIONS for needed in kit), (session.date, each.exercise)


def test_who_cannot_stand_on_one_leg_gets_nothing_from_which_one_falls() -> None:
    for _, session in sessions(UNSTEADY):
        for exercise in exercises(session):
            hops = exercise.contacts_per_rep and exercise.laterality is not Laterality.BILATERAL
            assert not exercise.fall_risk, exercise.id
            assert not hops, exercise.id
            assert exercise.impact.level <= 1, exercise.id


def test_who_cannot_stand_on_one_leg_practises_it_every_week_that_loads() -> None:
    for week in loading(UNSTEADY):
        assert sets_of(week, Family.BALANCE) >= CARE, week.start


def test_lifts_with_lighter_sets_before_stand_first_the_heaviest_before_the_lighter() -> None:
    seen = 0
    for _, session in sessions(MARATHON):
        legs = [
            (each.sets[0].kind == "warm-up", max(s.load_kg or 0.0 for s in each.sets))
            for block in work(session)
            for each in block.exercises
            if load().by_id[each.exercise].need in {Need.LEGS_KNEE, Need.LEGS_HIP}
        ]
        ramped = [kg for has_ramp, kg in legs if has_ramp]
        assert [has_ramp for has_ramp, _ in legs[: len(ramped)]] == [True] * len(ramped)
        assert ramped == sorted(ramped, reverse=True), session.date
        seen += len(ramped)
    assert seen


@pytest.mark.parametrize("name", NAMES)
def test_jumps_and_hops_come_first(name: str) -> None:
    for _, session in sessions(name):
        springs = [bool(e.impact.level) or e.need is Need.POWER for e in exercises(session)]
        assert springs == sorted(springs, reverse=True), session.date


def test_jumps_are_never_paired() -> None:
    for name in NAMES:
        for _, session in sessions(name):
            for block in work(session):
                jumps = [e for e in block.exercises if load().by_id[e.exercise].contacts_per_rep]
                assert not jumps or len(block.exercises) == 1, (name, session.date)


@pytest.mark.parametrize("name", NAMES)
def test_the_warm_up_readies_what_the_session_loads_most(name: str) -> None:
    by_id = load().by_id
    for _, session in sessions(name):
        moves = [
            by_id[e.exercise]
            for b in session.blocks
            if b.kind is BlockKind.WARM_UP
            for e in b.exercises
        ]
        readied = {region for move in moves for region in move.regions_loaded}
        loads = dict.fromkeys(READIED, 0)
        for exercise in exercises(session):
            for region in READIED & set(exercise.regions_loaded):
                loads[region] += exercise.regions_loaded[region]
        most = sorted(READIED, key=lambda r: (-loads[r], r))[:2]
        assert set(most) <= readied, (session.date, most)


def test_the_gym_is_used_by_who_has_one() -> None:
    by_id = load().by_id
    strength = [w for w in loading(MARATHON) if w.phase is Phase.MAXIMUM_STRENGTH]
    assert strength
    for week in strength:
        for need in (Need.LEGS_KNEE, Need.LEGS_HIP, Need.CALF_STRAIGHT, Need.CALF_BENT):
            loads = [
                each.sets[-1].load_kg or 0.0
                for session in week.sessions
                for block in work(session)
                for each in block.exercises
                if by_id[each.exercise].need is need
            ]
            assert not loads or max(loads) > 0, (week.start, need)


def test_a_lifter_stays_off_the_lowest_steps_of_long_ladders() -> None:
    for week in loading(MARATHON)[1:]:
        for session in week.sessions:
            for exercise in exercises(session):
                if exercise.need is not Need.POWER:
                    assert exercise.rung > 1, (session.date, exercise.id)


def test_no_session_on_the_day_of_her_long_run_nor_the_morning_after() -> None:
    for _, session in sessions(UNSTEADY):
        assert session.date.weekday() != SUNDAY
        assert session.date.weekday() != MONDAYS or session.start_minute >= NOON


@pytest.mark.parametrize("name", NAMES)
def test_drills_that_are_repeated_are_counted_in_repetitions(name: str) -> None:
    by_id = load().by_id
    for _, session in sessions(name):
        for block in work(session):
            for each in block.exercises:
                exercise = by_id[each.exercise]
                if any(s.seconds is not None for s in each.sets):
                    assert exercise.is_timed, exercise.id


@pytest.mark.parametrize("name", NAMES)
def test_hardly_anything_is_begun_for_one_set_in_weeks_that_load(name: str) -> None:
    single = [
        (session.date, each.exercise)
        for week in loading(name)
        for session in week.sessions
        for block in work(session)
        for each in block.exercises
        if sum(s.kind == "working" for s in each.sets) == 1
        and load().by_id[each.exercise].method is not Method.PLYOMETRIC
    ]
    assert len(single) <= 1, single


@pytest.mark.parametrize("name", NAMES)
def test_carries_that_tire_the_grip_are_done_alone(name: str) -> None:
    by_id = load().by_id
    for _, session in sessions(name):
        for block in work(session):
            for each in block.exercises:
                exercise = by_id[each.exercise]
                if exercise.family is Family.CARRY and exercise.load_kind is LoadKind.EXTERNAL:
                    assert len(block.exercises) == 1, (session.date, exercise.id)


@pytest.mark.parametrize("name", NAMES)
def test_sessions_are_calm_and_light_ones_calmer(name: str) -> None:
    for week, session in sessions(name):
        each = LIGHT_MINUTES if week.light else MINUTES
        assert len(exercises(session)) <= session.minutes_budget / each, session.date


@pytest.mark.parametrize("name", NAMES)
def test_no_plan_breaks_a_hard_rule(name: str) -> None:
    broken = [x.rule for x in plan_of(name).analysis if x.strength == "hard" and x.amount]
    assert broken == []


def test_of_what_few_can_do_many_of_few_are_asked_for() -> None:
    for name in NAMES:
        for _, session in sessions(name):
            for block in work(session):
                for each in block.exercises:
                    exercise = load().by_id[each.exercise]
                    own_weight = exercise.load_kind is LoadKind.BODY_MASS
                    if own_weight and exercise.method is Method.STRENGTH and exercise.skill >= HARD:
                        reps = max(s.reps or 0 for s in each.sets)
                        assert reps <= sum(exercise.reps) / 2, (session.date, exercise.id)
