"""Two statements of every rule, one count: what the optimiser sums is what the audit finds.

Athletes are made up; placements and contents are the best ones and any others that the levels
allow. Each rule is compared by itself, then the sums with the objectives.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.named_runners import results_of
from benchmarks.runners import (
    EVENTS,
    KITS,
    MONDAY,
    WEEKS,
    Runner,
    crowd,
    document,
    tight,
    window,
)
from ironstride.domain.body_region import Region
from ironstride.domain.exercise import Need
from ironstride.domain.plan import Level, Phase, Plan, PlannedWeek
from ironstride.planner.content import structure
from ironstride.planner.content_model import Choice, ContentModel, ContentRule, Role
from ironstride.planner.content_solver import statement_of
from ironstride.planner.facts import Facts
from ironstride.planner.history import NOVEL_AFTER_DAYS
from ironstride.planner.ledger import season_view, week_view
from ironstride.planner.rulebook import rulebook
from ironstride.planner.season import SeasonModel, SeasonWeek, solve_season
from ironstride.planner.season_graph import season_graph
from ironstride.planner.sessions import content_view, is_heavy_session, view_of
from ironstride.planner.solve import make_plan
from ironstride.planner.wanted import wanted_sessions
from ironstride.planner.week import WeekModel, WeekView, costs, solve_week
from tests.support.planning import Scene, facts_with, placed
from tests.support.rule_situations import content_amount, season_amount

FEW = settings(max_examples=15, deadline=None, derandomize=True)
TRIES = 30
"""Choices that a made-up content tries to hold."""
LEVELS = {rule.id: rule for rule in rulebook().content}


@st.composite
def runners(draw: st.DrawFn) -> Runner:
    """Return a made-up runner: experience, age, kit, runs, races, pain, limits, hours."""
    more: dict[str, Any] = {}
    if draw(st.booleans()):
        more["races"] = [
            {
                "date": (MONDAY + dt.timedelta(days=draw(st.integers(3, 90)))).isoformat(),
                "distance_m": draw(st.sampled_from(sorted(EVENTS.values()))),
                "priority": draw(st.sampled_from("ABC")),
            }
        ]
    if draw(st.integers(0, 2)) == 0:
        more["conditions"] = [
            {
                "region": draw(st.sampled_from([r.value for r in Region])),
                "side": "right",
                "active": draw(st.booleans()),
                "pain_during": draw(st.integers(0, 6)),
            }
        ]
    if draw(st.integers(0, 2)) == 0:
        limit: dict[str, Any] = draw(
            st.sampled_from(
                [
                    {"forbid": "impact"},
                    {"forbid": "heavy-lower"},
                    {"forbid": "end-range", "region": "shoulder"},
                    {"max_percent_1rm": 60},
                    {"max_contacts": 12},
                    {"max_sessions_per_week": 1},
                    {"require": "bridge"},
                ]
            )
        )
        more["limits"] = [{"set_by": "Physiotherapist", **limit}]
    if draw(st.booleans()):
        more["tests"] = [
            row
            for name in ("heel-raise", "one-leg-rise", "stance-eyes-open", "side-plank")
            for row in results_of(name, draw(st.integers(0, 20)), draw(st.integers(0, 40)))
        ]
    if draw(st.integers(0, 3)) == 0:
        more["screening"] = {"clearance_needed": True}
    hours: dict[str, Any] = {}
    if draw(st.booleans()):
        days = draw(
            st.lists(st.sampled_from(["mon", "wed", "thu", "sat"]), min_size=1, unique=True)
        )
        hours["windows"] = [
            {"day": day, "from": "06:00", "to": "20:00", "preferred": day == "wed"} for day in days
        ]
    if draw(st.booleans()):
        hours["rest_days"] = [draw(st.sampled_from(["fri", "sun"]))]
    kit = draw(st.sampled_from(sorted(KITS)))
    days_ago = draw(st.sets(st.sampled_from([1, 3, 6, 10, 13, 25]), max_size=4))
    log = dict.fromkeys(days_ago, ("bodyweight-squat 10", "bridge 12", "push-up 8"))
    return Runner(
        name="drawn",
        document=document(
            kit=kit,
            week=draw(st.sampled_from(sorted(WEEKS))),
            experience=draw(st.sampled_from(["none", "novice", "intermediate", "advanced"])),
            age=draw(st.sampled_from([17, 25, 40, 59, 60, 72])),
            sessions=draw(st.integers(1, 3)),
            minutes=draw(st.sampled_from([10, 20, 30, 45])),
            availability=hours,
            goals={"speed-power": draw(st.integers(0, 3)), "form": draw(st.integers(0, 3))},
            **more,
        ),
        log=log,
        today=MONDAY + dt.timedelta(days=draw(st.sampled_from([0, 0, 2]))),
    )


def facts_of_runner(runner: Runner, weeks: int = 6) -> Facts:
    return facts_with(runner.request(weeks=weeks, detail=2))


def any_walk(facts: Facts, dice: random.Random) -> tuple[SeasonWeek, ...]:
    """Return any season that the graph allows."""
    graph = season_graph()
    phases = tuple(Phase)
    node = int(dice.choice(np.flatnonzero(graph.weeks_in == 1).tolist()))
    path = [node]
    for _ in facts.weeks[1:]:
        node = int(dice.choice(graph.target[graph.source == node].tolist()))
        path.append(node)
    return tuple(
        SeasonWeek(start=start, phase=phases[graph.phase[s]], light=bool(graph.light[s]))
        for start, s in zip(facts.weeks, path, strict=True)
    )


@FEW
@given(runners(), st.integers(0, 2**32))
def test_any_season_costs_what_the_audit_counts(runner: Runner, seed: int) -> None:
    facts = facts_of_runner(runner, weeks=12)
    weeks = any_walk(facts, random.Random(seed))
    view = season_view(facts, tuple(bare(week) for week in weeks))
    model = SeasonModel(facts=facts, graph=season_graph())
    for rule in rulebook().season:
        there = season_amount(rule.encode(model, rule.values), view)
        here = rule.measure(view, rule.values).amount
        assert (there > 0) == (here > 0) if rule.is_hard else there == here, rule.id


@FEW
@given(runners())
def test_the_best_season_costs_its_objective(runner: Runner) -> None:
    facts = facts_of_runner(runner, weeks=20)
    if facts.permissions.all_blocked:
        return
    solution = solve_season(facts, rulebook().season)
    view = season_view(facts, tuple(bare(week) for week in solution.weeks))
    counted = [(r, r.measure(view, r.values)) for r in rulebook().season]
    assert sum(r.penalty(m) for r, m in counted) == solution.objective
    assert [r.id for r, m in counted if r.is_hard and m.amount] == []


def bare(week: SeasonWeek) -> PlannedWeek:
    return PlannedWeek(
        start=week.start, phase=week.phase, light=week.light, sessions=(), reasons=()
    )


def scene_of(runner: Runner, phase: Phase, *, light: bool = False) -> Scene:
    facts = facts_of_runner(runner)
    return Scene(facts=facts, week=SeasonWeek(start=facts.weeks[0], phase=phase, light=light))


def placement_view(scene: Scene, model: WeekModel, row: int) -> WeekView:
    return WeekView(
        facts=scene.facts,
        week=scene.week,
        wanted=wanted_sessions(scene.facts, scene.week).sessions,
        sessions=tuple(placed(model.slots[i]) for i in model.choices[row]),
        before=model.before,
        leg_sessions=model.leg_sessions,
    )


@FEW
@given(runners(), st.sampled_from(Phase), st.integers(0, 2**32))
def test_any_placement_costs_what_the_audit_counts(runner: Runner, phase: Phase, seed: int) -> None:
    scene, dice = scene_of(runner, phase, light=seed % 3 == 0), random.Random(seed)
    seen = replace(scene.facts.next_day, harm=dice.uniform(-1, 3))
    scene = replace(scene, facts=replace(scene.facts, next_day=seen))
    for model in scene.placements():
        amounts = {r.id: r.encode(model, r.values) for r in scene.book.week}
        for row in dice.sample(range(len(model.choices)), min(12, len(model.choices))):
            view = placement_view(scene, model, row)
            for rule in scene.book.week:
                there = int(amounts[rule.id][row])
                here = rule.measure(view, rule.values).amount
                assert (there > 0) == (here > 0) if rule.is_hard else there == here, rule.id


@FEW
@given(runners(), st.sampled_from(Phase))
def test_the_best_placement_costs_its_objective(runner: Runner, phase: Phase) -> None:
    scene = scene_of(runner, phase)
    models = scene.placements()
    solution = solve_week(models, scene.book.week)
    if solution is None:
        return
    view = replace(
        placement_view(scene, models[0], 0),
        sessions=tuple(placed(slot) for slot in solution.sessions),
    )
    counted = [(r, r.measure(view, r.values)) for r in scene.book.week]
    assert sum(r.penalty(m) for r, m in counted) == solution.objective
    assert [r.id for r, m in counted if r.is_hard and m.amount] == []
    # Ways that were left out as too dear are none of them better.
    assert solution.objective == min(int(costs(m, scene.book.week).min()) for m in models)


def random_content(model: ContentModel, dice: random.Random) -> tuple[int, ...]:
    """Return any content that is a session: families once, leads with partners of as many sets."""
    rows = [r for r in structure(model) if not set(r.weights) & set(model.heavy)]
    totals = [0] * len(rows)
    taken: set[int] = set()
    for _ in range(TRIES if model.choices else 0):
        choice = dice.choice(model.choices)
        extra = {choice.index}
        if choice.role is not Role.ALONE:
            extra.add(dice.choice([c.index for c in model.choices if is_mate(c, choice)] or [-1]))
        if extra & taken or -1 in extra:
            continue
        after = [
            total + sum(row.weights.get(i, 0) for i in extra)
            for row, total in zip(rows, totals, strict=True)
        ]
        if all(row.amount(total) == 0 for row, total in zip(rows, after, strict=True)):
            taken |= extra
            totals = after
    return tuple(sorted(taken))


def is_mate(one: Choice, other: Choice) -> bool:
    """Whether two choices can be done in turn."""
    return (
        one.session == other.session
        and one.sets == other.sets
        and {one.role, other.role} == {Role.LEAD, Role.PARTNER}
        and one.exercise.family is not other.exercise.family
        and one.pair_class is not other.pair_class
    )


def flags(scene: Scene, model: ContentModel, week: PlannedWeek) -> dict[int, int]:
    """Return the heavy variables as the sessions are, by the definition of heavy legs."""
    last = dict(scene.history.last_done)
    found = {}
    for flag, session in zip(model.heavy, week.sessions, strict=True):
        exercises = view_of(scene.facts, session).exercises
        found[flag] = int(is_heavy_session(exercises, session.date, last, NOVEL_AFTER_DAYS))
        last.update({each.exercise.id: session.date for each in exercises})
    return found


def compare(scene: Scene, model: ContentModel, chosen: tuple[int, ...]) -> None:
    """Fail where a rule's two counts differ on a content."""
    week = scene.build(model, chosen)
    values = dict.fromkeys(range(len(model.choices)), 0) | dict.fromkeys(chosen, 1)
    values |= flags(scene, model, week)
    view = content_view(scene.facts, week, scene.history)
    for rule in scene.book.content:
        there = content_amount(rule.encode(model, rule.values), values)
        here = rule.measure(view, rule.values).amount
        if rule.id == "time.session_minutes":
            assert there > 0 or here == 0, "the choices' seconds are rounded up, never down"
        else:
            assert (there > 0) == (here > 0) if rule.is_hard else there == here, rule.id
    for option_rule in scene.book.options:
        assert option_rule.measure(view, option_rule.values).amount == 0, option_rule.id


@FEW
@given(
    runners(),
    st.sampled_from([p for p in Phase if p is not Phase.OFF]),
    st.sampled_from(["full", "light"]),
    st.integers(0, 2**32),
)
def test_any_content_costs_what_the_audit_counts(
    runner: Runner, phase: Phase, week: str, seed: int
) -> None:
    light = week == "light"
    scene, dice = scene_of(runner, phase, light=light), random.Random(seed)
    models = scene.placements()
    model = scene.content(
        tuple(models[0].slots[i] for i in dice.choice(models[0].choices.tolist()))
    )
    for _ in range(4):
        compare(scene, model, random_content(model, dice))


@FEW
@given(runners(), st.sampled_from([Phase.ADAPTATION, Phase.POWER]), st.integers(0, 2**32))
def test_any_content_after_another_plan_costs_what_the_audit_counts(
    runner: Runner, phase: Phase, seed: int
) -> None:
    scene, dice = scene_of(runner, phase), random.Random(seed)
    slots = scene.placements()[0]

    def model_of(one: Scene) -> ContentModel:
        return one.content(tuple(slots.slots[i] for i in dice.choice(slots.choices.tolist())))

    first = model_of(scene)
    before = Plan(
        today=scene.facts.today, seed=1, engine="test", stops=(), runs=(), analysis=(), proofs=(),
        weeks=(scene.build(first, random_content(first, dice)),),
    )  # fmt: skip
    later = replace(scene, facts=replace(scene.facts, previous=before))
    model = model_of(later)
    compare(later, model, random_content(model, dice))
    best = later.content(later.best_slots())
    compare(later, best, later.solve(best, limit=0.05).chosen)


@settings(FEW, max_examples=8)
@given(runners(), st.sampled_from([Phase.ADAPTATION, Phase.MAXIMUM_STRENGTH, Phase.POWER]))
def test_the_best_content_costs_its_objective(runner: Runner, phase: Phase) -> None:
    scene = scene_of(runner, phase)
    if scene.facts.permissions.all_blocked:
        return
    model = scene.content(scene.best_slots())
    solution = scene.solve(model)
    compare(scene, model, solution.chosen)
    view = content_view(scene.facts, scene.build(model, solution.chosen), scene.history)
    found = sum(r.penalty(r.measure(view, r.values)) for r in scene.book.content)
    assert found == solution.objective
    assert solution.bound <= solution.objective


@pytest.mark.parametrize("limit", [0.02, 0.05, 0.1, 0.15, 0.2])
def test_a_content_that_is_stopped_early_states_what_it_costs(limit: float) -> None:
    weak = (("heel-raise", 0, 7), ("one-leg-rise", 0, 0), ("stance-eyes-open", 0, 0))
    windows = ("mon 06:00-20:00", "wed 06:00-20:00", "thu 06:00-20:00")
    runner = Runner(
        name="weak-everywhere",
        document=document(
            age=30,
            week="two-hard",
            availability={"windows": [window(text) for text in windows]},
            goals={"speed-power": 0, "form": 2},
            tests=[row for name, left, right in weak for row in results_of(name, left, right)],
        ),
    )
    scene = scene_of(runner, Phase.MAXIMUM_STRENGTH)
    model = scene.content(scene.best_slots())
    solution = scene.solve(model, limit=limit)
    view = content_view(scene.facts, scene.build(model, solution.chosen), scene.history)
    found = sum(r.penalty(r.measure(view, r.values)) for r in scene.book.content)
    assert (found, solution.bound <= found) == (solution.objective, True)


@pytest.mark.parametrize("runner", [*crowd()[:6], *tight()[:6]], ids=lambda r: r.name)
def test_the_proofs_of_a_plan_are_its_ledger(runner: Runner) -> None:
    plan = make_plan(runner.request(detail=3), limit=0.1)
    for proof in plan.proofs:
        lines = [x for x in plan.analysis if x.level is proof.level and x.week == proof.week]
        assert sum(line.penalty for line in lines) == proof.objective
        assert proof.bound <= proof.objective
        assert not proof.optimal or proof.bound == proof.objective


def test_the_statement_sums_what_the_rules_say_one_by_one() -> None:
    scene = scene_of(tight()[0], Phase.ADAPTATION)
    model = scene.content(scene.best_slots())
    statement = statement_of(model, scene.book.content)
    chosen = scene.solve(model).chosen
    costs_alone = sum(statement.costs[i] for i in chosen)
    values = dict.fromkeys(range(statement.size), 0) | dict.fromkeys(chosen, 1)
    rows = sum(
        each.weight * each.row.amount(sum(w * values[i] for i, w in each.row.weights.items()))
        for each in statement.soft
    )
    assert costs_alone + rows == scene.solve(model).objective


def test_every_need_is_asked_for_by_one_rule() -> None:
    asked = [n for n in Need if n is not Need.MOBILITY]
    scene = scene_of(crowd()[0], Phase.POWER)
    model = scene.content(scene.best_slots())
    for need in asked:
        rows = [
            rule.id
            for rule in scene.book.content
            if rule.id.startswith("dose.") and _asks(rule, model, need)
        ]
        assert rows, need


def _asks(rule: ContentRule, model: ContentModel, need: Need) -> bool:
    terms = rule.encode(model, rule.values)
    return any(
        model.choices[i].exercise.need is need
        for row in terms.rows
        for i in row.weights
        if i < len(model.choices)
    )


def test_the_levels_of_the_rulebook_are_the_levels_of_its_rules() -> None:
    book = rulebook()
    assert {r.level for r in book.season} == {Level.SEASON}
    assert {r.level for r in book.week} == {Level.WEEK}
    assert {r.level for r in book.options} == {Level.CONTENT}
    assert {r.level for r in book.content} == {Level.CONTENT}
    assert set(LEVELS) == {r.id for r in book.content}


def test_a_week_view_counts_the_sessions_before_it() -> None:
    scene = scene_of(crowd()[0], Phase.ADAPTATION)
    first = scene.planned()
    second = SeasonWeek(start=scene.facts.weeks[1], phase=Phase.ADAPTATION, light=False)
    later = Scene(facts=scene.facts, week=second, earlier=(first,))
    view = week_view(scene.facts, bare(second), (first,), later.history)
    assert [p.date for p in view.before] == [s.date for s in first.sessions]
