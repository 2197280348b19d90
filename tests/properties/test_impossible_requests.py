"""Whoever asks for what cannot hold gets a plan, the fewest wishes dropped, remedies that help."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations

import pytest

from benchmarks.impossible import impossible
from benchmarks.runners import Runner
from ironstride.domain.athlete import Pin
from ironstride.domain.clock import monday_of
from ironstride.domain.plan import Dropped, Phase, Plan, Strength, Wish
from ironstride.exporters.plan_json import plan_json
from ironstride.planner.arithmetic import pin_cannot_be, too_few_days, too_few_minutes
from ironstride.planner.content import allowed_exercises, build_model, options_of
from ironstride.planner.content_model import OptionModel
from ironstride.planner.content_solver import ContentSolution, solve_content
from ironstride.planner.facts import facts_of
from ironstride.planner.request import PlanRequest
from ironstride.planner.season import SeasonWeek
from ironstride.planner.sessions import frame_of
from ironstride.planner.slots import Slot
from ironstride.planner.solve import make_plan
from ironstride.planner.week import solve_week
from ironstride.planner.wishes import applied, pin_words
from tests.support.contract_cases import catalogue
from tests.support.plan_checker import check
from tests.support.planning import Scene, placed

RUNNERS = {runner.name: runner for runner in impossible()}
PINS, SWAPS = "preference.pins", "preference.swaps"
NAMED = pytest.mark.parametrize("runner", RUNNERS.values(), ids=RUNNERS.keys())


def asked(runner: Runner) -> PlanRequest:
    return runner.request(weeks=3, detail=1)


@cache
def planned(name: str) -> Plan:
    return make_plan(asked(RUNNERS[name]), preview=True)


def test_the_set_holds_two_dozen_and_more_of_many_kinds() -> None:
    assert len(RUNNERS) >= 24
    drops = [each for name in RUNNERS for each in planned(name).conflict]
    assert {each.rule for each in drops} >= {
        PINS, SWAPS, "time.sessions_wanted", "time.session_minutes", "time.no_empty_session", None,
    }  # fmt: skip
    assert {help_.wish for each in drops for help_ in each.helps} == set(Wish)
    assert {each.check for each in drops} >= {
        "free-days", "window-minutes", "required-minutes", "kit", "pin-on-rest-day",
        "pin-outside-windows", "pin-in-a-run", "pin-while-away", "pins-contradict",
    }  # fmt: skip


@NAMED
def test_the_plan_beside_a_conflict_breaks_no_hard_rule(runner: Runner) -> None:
    plan = planned(runner.name)
    assert plan.conflict
    assert all(each.what and each.remedy and each.proven for each in plan.conflict)
    hard = [line for line in plan.analysis if line.strength is Strength.HARD]
    assert [line.rule for line in hard if line.amount] == []
    document = json.loads(plan_json(plan))
    # The outsider recomputes everything but what was dropped, which the plan is not to keep.
    kept = without(runner.document, plan.conflict)
    assert check(document, kept, catalogue(), weeks=3, detail=1) == []


def without(document: object, drops: tuple[Dropped, ...]) -> dict[str, object]:
    """Return an athlete file without the edits that were dropped."""
    plain: dict[str, object] = json.loads(json.dumps(document))
    gone = {h.value for each in drops for h in each.helps if h.wish is Wish.RELEASE}
    pins = plain.get("pins", [])
    assert isinstance(pins, list)
    plain["pins"] = [pin for pin in pins if words_of(pin) not in gone]
    return plain


def words_of(pin: dict[str, str]) -> str:
    parts = (pin["date"], pin.get("session", pin.get("exercise")), pin.get("start"))
    return " ".join(part for part in parts if part)


@NAMED
def test_every_remedy_helps_when_it_is_taken(runner: Runner) -> None:
    request, plan = asked(runner), planned(runner.name)
    for drop in plan.conflict:
        for remedy in drop.helps:
            athlete = request.athlete
            for other in plan.conflict:
                taken = remedy if other is drop else other.helps[-1]
                athlete = applied(athlete, taken)
            again = make_plan(replace(request, athlete=athlete), preview=True)
            assert again.conflict == (), (drop.what, remedy)


@NAMED
def test_no_smaller_change_of_minutes_would_do(runner: Runner) -> None:
    request, plan = asked(runner), planned(runner.name)
    for drop in plan.conflict:
        for remedy in drop.helps:
            if not remedy.value.startswith("at least"):
                continue
            less = replace(remedy, value=f"at least {int(remedy.value.split()[-1]) - 1}")
            again = make_plan(
                replace(request, athlete=applied(request.athlete, less)), preview=True
            )
            assert again.conflict, remedy


@NAMED
def test_fewer_edits_dropped_would_not_do(runner: Runner) -> None:
    request, plan = asked(runner), planned(runner.name)
    facts = facts_of(request)
    week = next(w for w in plan.weeks if w.start == facts.first_monday)
    season = SeasonWeek(start=week.start, phase=week.phase, light=week.light)
    mine = tuple(p for p in facts.athlete.pins if monday_of(p.date) == week.start)
    if any(each.rule is None for each in plan.conflict) or week.phase is Phase.OFF:
        return  # limits alone contradict each other: no session, whatever the edits are
    gone = [p for p in mine if pin_words(p) in released(plan)]
    for count in range(len(gone)):
        for dropped in combinations(mine, count):
            kept = tuple(p for p in request.athlete.pins if p not in dropped)
            trial = replace(request, athlete=replace(request.athlete, pins=kept))
            assert not can_hold(trial, season), [pin_words(p) for p in dropped]


def released(plan: Plan) -> set[str]:
    return {h.value for each in plan.conflict for h in each.helps if h.wish is Wish.RELEASE}


def can_hold(request: PlanRequest, week: SeasonWeek) -> bool:
    """Whether the hard rules leave a placement with content: asked without the elastic solve."""
    facts = facts_of(request)
    scene = Scene(facts=facts, week=week)
    found = solve_week(scene.placements(), scene.book.week)
    return found is not None and content_of(scene, found.sessions) is not None


def content_of(scene: Scene, slots: tuple[Slot, ...]) -> ContentSolution | None:
    """Return what the sessions of a placement hold; None where the hard rules leave nothing."""
    frames = tuple(frame_of(scene.facts, placed(slot)) for slot in slots)
    options = OptionModel(
        facts=scene.facts,
        week=scene.week,
        history=scene.history,
        options=options_of(scene.facts, frames),
    )
    allowed = allowed_exercises(options, scene.book.options, len(frames))
    model = build_model(scene.facts, scene.week, scene.history, frames, allowed)
    return solve_content(model, scene.book.content, seed=1, limit=0.05)


def placings(request: PlanRequest) -> Iterator[Pin]:
    return (p for p in request.athlete.pins if p.session == "place")


@NAMED
def test_a_check_that_speaks_is_right(runner: Runner) -> None:
    request = asked(runner)
    facts = facts_of(request)
    week = SeasonWeek(start=facts.first_monday, phase=Phase.ADAPTATION, light=False)
    free = replace(facts, athlete=replace(facts.athlete, pins=()))
    scene = Scene(facts=free, week=week)
    found = solve_week(scene.placements(), scene.book.week)
    assert found is not None
    for sessions in range(1, 5):
        for check_ in (too_few_days, too_few_minutes):
            if check_(free, week.start, sessions) is not None:
                assert len(found.sessions) < sessions
    for pin in placings(request):
        alone = replace(facts, athlete=replace(facts.athlete, pins=(pin,)))
        if pin_cannot_be(alone, pin) is not None:
            trial = Scene(facts=alone, week=week)
            assert solve_week(trial.placements(), trial.book.week) is None
