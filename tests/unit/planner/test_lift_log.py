from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import pytest

from ironstride.catalogue import load
from ironstride.domain.outside import OutsideKind, OutsideMovement
from ironstride.domain.performance import LoggedSet, SetKind
from ironstride.planner.facts import Facts, facts_of
from ironstride.planner.history import HEAVY_REPS, HEAVY_RIR, HEAVY_SETS, history_of
from ironstride.planner.lift_log import (
    NOTHING_LOGGED,
    NOVEL_AFTER_DAYS,
    SESSIONS_FOR_LOADS,
    is_novel_kind,
)
from ironstride.planner.request import PlanRequest
from ironstride.strength.e1rm import estimate
from ironstride.strength.exposures import exposures
from tests.support.lifts import athlete

TODAY = dt.date(2026, 11, 25)
MONDAY = dt.date(2026, 11, 23)
NAMES = ("back-squat", "romanian-deadlift", "push-up", "pogo", "no-such-exercise")


def a_log(seed: int, count: int = 900, days: int = 700) -> tuple[LoggedSet, ...]:
    """Return sets of some exercises in no order, some ticked, some warm-ups."""
    pick = random.Random(seed)
    return tuple(
        LoggedSet(
            id=f"{order}",
            exercise=pick.choice(NAMES),
            date=TODAY - dt.timedelta(days=pick.randrange(days)),
            order=order,
            kind=pick.choice((SetKind.WORKING, SetKind.WORKING, SetKind.WARM_UP)),
            reps=pick.choice((None, 5, 8, 12)),
            load_kg=pick.choice((None, 20.0, 60.0)),
            rir=pick.choice((None, 1.0, 3.0)),
            contacts=pick.choice((None, None, 10)),
            technique_ok=pick.choice((None, None, True)),
        )
        for order in range(count)
    )


def facts_with(lifts: tuple[LoggedSet, ...]) -> Facts:
    return facts_of(PlanRequest(athlete=athlete(), catalogue=load(), today=TODAY, lifts=lifts))


@pytest.mark.parametrize("seed", range(6))
def test_the_history_is_what_the_sets_say_one_by_one(seed: int) -> None:
    facts = facts_with(a_log(seed))
    by_id = facts.catalogue.by_id
    over = [s for s in facts.done if s.kind is not SetKind.WARM_UP and s.exercise in by_id]
    days = {e: {s.date for s in over if s.exercise == e} for e in {s.exercise for s in over}}
    ticked = {(s.exercise, s.date) for s in facts.lifts if s.technique_ok}
    history = history_of(facts, (), MONDAY)
    assert history.last_done == {e: max(found) for e, found in days.items()}
    assert history.sessions == {e: len(found) for e, found in days.items()}
    counted = {e: sum((e, day) in ticked for day in found) for e, found in days.items()}
    assert history.earned == {e: count for e, count in counted.items() if count}
    twice = {e for e, _ in ticked if len({d for name, d in ticked if name == e}) > 1}
    assert history.confirmed == twice | set(facts.athlete.technique)
    for exercise, found in days.items():
        weeks = 0
        while any(
            MONDAY - dt.timedelta(days=7 * weeks + 7) <= d < MONDAY - dt.timedelta(days=7 * weeks)
            for d in found
        ):
            weeks += 1
        assert history.weeks_running[exercise] == weeks
    hard: dict[dt.date, int] = {}
    for one in over:
        if by_id[one.exercise].is_lower and (one.reps or 99) <= HEAVY_REPS:
            hard[one.date] = hard.get(one.date, 0) + ((one.rir or 0) <= HEAVY_RIR)
    heavy = [day for day, count in hard.items() if count >= HEAVY_SETS]
    heavy += [
        day
        for e, found in days.items()
        if is_novel_kind(by_id[e])
        for day in found
        if not any(0 < (day - other).days <= NOVEL_AFTER_DAYS for other in found)
    ]
    assert (None if history.last_heavy is None else history.last_heavy[0]) == max(
        heavy, default=None
    )


@pytest.mark.parametrize("seed", range(4))
def test_loads_rest_on_the_last_sessions_as_they_would_on_all(seed: int) -> None:
    lifts = a_log(seed, count=3_000)
    facts = facts_with(lifts)
    for name in NAMES[:3]:
        exercise = facts.catalogue.by_id[name]
        recent = facts.log.recent[name]
        assert estimate(exercise, recent, facts.athlete.profile, TODAY) == estimate(
            exercise, lifts, facts.athlete.profile, TODAY
        )
        every = exposures(exercise, lifts)
        assert len(every) > SESSIONS_FOR_LOADS
        assert exposures(exercise, recent)[-SESSIONS_FOR_LOADS:] == every[-SESSIONS_FOR_LOADS:]


def test_facts_that_change_elsewhere_keep_the_log_as_reckoned() -> None:
    facts = facts_with(a_log(1))
    assert replace(facts, seed=7).log is facts.log
    fewer = replace(facts, lifts=facts.lifts[:100], done=facts.done[:50])
    assert fewer.log != facts.log
    assert sum(len(sets) for sets in fewer.log.recent.values()) == 100


@pytest.mark.parametrize(("before", "heavy"), [(None, True), (22, True), (21, False)])
def test_an_eccentric_exercise_not_done_for_three_weeks_made_the_legs_heavy(
    before: int | None, *, heavy: bool
) -> None:
    assert is_novel_kind(load().exercise("nordic-lowering"))
    ago = [2] if before is None else [2, 2 + before]
    lifts = tuple(
        LoggedSet(exercise="nordic-lowering", date=TODAY - dt.timedelta(days=days), reps=4, rir=4.0)
        for days in ago
    )
    assert (TODAY - dt.timedelta(days=2) in facts_with(lifts).log.heavy_days) is heavy


def test_nothing_logged_is_what_an_empty_log_comes_to() -> None:
    assert replace(facts_with(()).log, logged=NOTHING_LOGGED.logged) == NOTHING_LOGGED


HACK_SQUAT = OutsideMovement(
    id="hack-squat",
    name="Hack squat",
    kind=OutsideKind.LOWER,
    muscles={"quadriceps": 1.0},
    upper=False,
    names=("Hack squat",),
    is_loose=False,
)
CURL = replace(HACK_SQUAT, id="curl", name="Curl", kind=OutsideKind.ISOLATION, upper=True)


@pytest.mark.parametrize(
    ("movement", "sets", "reps", "leg_work", "heavy"),
    [
        (HACK_SQUAT, HEAVY_SETS, HEAVY_REPS, True, True),
        (HACK_SQUAT, HEAVY_SETS - 1, HEAVY_REPS, True, False),
        (HACK_SQUAT, HEAVY_SETS, HEAVY_REPS + 1, True, False),
        (CURL, HEAVY_SETS, HEAVY_REPS, False, False),
        (None, HEAVY_SETS, HEAVY_REPS, False, False),
    ],
)
def test_leg_work_outside_the_catalogue_is_leg_work_and_heavy_as_an_exercise_is(
    movement: OutsideMovement | None, sets: int, reps: int, *, leg_work: bool, heavy: bool
) -> None:
    day = TODAY - dt.timedelta(days=2)
    lifts = tuple(
        LoggedSet(exercise="Hack Squat (old gym)", date=day, order=n, reps=reps, load_kg=90.0)
        for n in range(sets)
    )
    outside = {} if movement is None else {"Hack Squat (old gym)": movement}
    request = PlanRequest(
        athlete=athlete(), catalogue=load(), today=TODAY, lifts=lifts, outside=outside
    )
    log = facts_of(request).log
    assert log.leg_days == ({day} if leg_work else set())
    assert log.heavy_days == ({day} if heavy else set())
    assert log.done == (), "it is no exercise of any ladder"
