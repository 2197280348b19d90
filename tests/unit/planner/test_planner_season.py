"""The season: its graph, its beginning, and the same optimum by a solver."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.runners import BODY, MONDAY, Runner, away, crowd, document, race
from ironstride.domain.plan import Phase, Plan, PlannedWeek
from ironstride.planner.facts import Facts, facts_of, recovery_weeks, season_weeks
from ironstride.planner.request import DEFAULT_WEEKS, MAX_WEEKS
from ironstride.planner.rule import Values
from ironstride.planner.rulebook import rulebook
from ironstride.planner.season import (
    FORBIDDEN,
    SeasonModel,
    SeasonTerms,
    SeasonWeek,
    may_start,
    solve_season,
    state_before,
    walk,
)
from ironstride.planner.season_graph import LOADING, may_follow, season_graph, state_of
from tests.support.season_model import least_season


def phases(*rows: tuple[Phase, int]) -> tuple[Phase, ...]:
    return tuple(itertools.chain.from_iterable([phase] * count for phase, count in rows))


def plan_of(first: dt.date, found: tuple[Phase, ...]) -> Plan:
    return Plan(
        today=first,
        seed=1,
        engine="test",
        stops=(),
        runs=(),
        weeks=tuple(
            PlannedWeek(
                start=first + dt.timedelta(weeks=i), phase=p, light=False, sessions=(), reasons=()
            )
            for i, p in enumerate(found)
        ),
        analysis=(),
        proofs=(),
    )


def facts_after(before: tuple[Phase, ...], runner: Runner, weeks: int = 8) -> Facts:
    first = MONDAY - dt.timedelta(weeks=len(before))
    request = runner.request(weeks=weeks, detail=1)
    return facts_of(replace(request, previous=plan_of(first, before)))


LIFTER = Runner(name="lifter", document=document(kit="gym", experience="intermediate"))
SORE = Runner(
    name="sore",
    document=document(
        kit="gym",
        experience="intermediate",
        conditions=[{"region": "knee-front", "side": "left", "pain_during": 4}],
    ),
)


def test_every_phase_and_count_is_reached() -> None:
    graph = season_graph()
    reached = set(np.flatnonzero(graph.weeks_in == 1).tolist())
    edge = set(reached)
    while edge:
        after = {int(t) for t in graph.target[np.isin(graph.source, list(edge))]}
        edge = after - reached
        reached |= edge
    every = {(int(p), int(k)) for p, k in zip(graph.phase, graph.weeks_in, strict=True)}
    assert {(int(graph.phase[s]), int(graph.weeks_in[s])) for s in reached} == every


def test_from_every_state_a_step_leads_on() -> None:
    graph = season_graph()
    assert set(graph.source.tolist()) == set(range(graph.size))


def test_steps_are_sorted_by_where_they_lead() -> None:
    graph = season_graph()
    entered = np.unique(graph.target)
    assert np.all(np.diff(graph.target) >= 0)
    assert np.all(graph.target[graph.first_step[entered]] == entered)


def test_a_state_that_no_step_leads_to_is_never_entered() -> None:
    graph = season_graph()
    entered = np.bincount(graph.target, minlength=graph.size) > 0
    assert not entered.all()

    def lure(model: SeasonModel, _: Values) -> SeasonTerms:
        return SeasonTerms(node=model.none() + np.where(entered, 1, 0)[None, :])

    rule = next(r for r in rulebook().season if not r.is_hard)
    luring = replace(rule, weight=1, encode=lure)
    facts = facts_of(LIFTER.request(weeks=8))
    assert solve_season(facts, (luring,)).objective >= 7


def test_power_needs_strength_before_it() -> None:
    assert may_follow(Phase.MAXIMUM_STRENGTH, Phase.POWER)
    assert solve_season(facts_of(LIFTER.request(weeks=8)), rulebook().season).weeks[0].phase is (
        Phase.ADAPTATION
    )
    assert not may_follow(Phase.RECOVERY, Phase.POWER)
    assert not may_follow(Phase.RACE, Phase.POWER)


def test_only_weeks_of_loading_phases_are_light() -> None:
    graph = season_graph()
    light = {tuple(Phase)[p] for p in graph.phase[graph.light]}
    assert light == set(LOADING)


def test_counts_beyond_the_last_one_are_taken_as_the_last() -> None:
    assert state_of(Phase.POWER, 20, 30, based=True) == state_of(Phase.POWER, 9, 7, based=True)


def test_a_walk_counts_weeks_and_loading_weeks() -> None:
    weeks = tuple(
        SeasonWeek(start=MONDAY + dt.timedelta(weeks=i), phase=p, light=light)
        for i, (p, light) in enumerate(
            [(Phase.ADAPTATION, False), (Phase.ADAPTATION, True), (Phase.MAXIMUM_STRENGTH, False)]
        )
    )
    states = walk(weeks, None)
    assert [(s.weeks_in, s.since_light) for s in states] == [(1, 1), (2, 0), (1, 1)]


def test_a_novice_begins_with_a_base_and_a_lifter_need_not() -> None:
    novice = facts_of(Runner(name="novice", document=document()).request(weeks=8))
    assert not may_start(novice, None, Phase.MAXIMUM_STRENGTH)
    assert may_start(facts_of(LIFTER.request(weeks=8)), None, Phase.MAXIMUM_STRENGTH)


@pytest.mark.parametrize("before", [p for p in Phase if p is not Phase.OFF])
def test_pain_in_the_middle_of_any_block_brings_rehabilitation(before: Phase) -> None:
    facts = facts_after(phases((before, 2)), SORE)
    found = solve_season(facts, rulebook().season)
    assert [w.phase for w in found.weeks[:2]] == [Phase.REHABILITATION] * 2


@pytest.mark.parametrize("before", Phase)
@pytest.mark.parametrize("weeks", [1, 2, 9, 15])
def test_after_any_week_of_the_plan_before_there_is_a_season(before: Phase, weeks: int) -> None:
    facts = facts_after(phases((before, weeks)), LIFTER)
    assert len(solve_season(facts, rulebook().season).weeks) == 8


def test_a_race_called_off_in_its_taper_leaves_a_season() -> None:
    facts = facts_after(phases((Phase.MAXIMUM_STRENGTH, 5), (Phase.TAPER, 1)), LIFTER)
    assert solve_season(facts, rulebook().season).weeks[0].phase in LOADING


def test_a_plan_with_a_gap_says_nothing_about_the_week_before() -> None:
    request = LIFTER.request(weeks=4)
    old = plan_of(MONDAY - dt.timedelta(weeks=5), phases((Phase.POWER, 2)))
    assert state_before(facts_of(replace(request, previous=old))) is None


def test_hard_rules_that_leave_nothing_are_a_bug_and_are_said() -> None:
    book = rulebook()
    impossible = replace(book.season[0], encode=lambda model, _: SeasonTerms(node=model.none() + 1))
    with pytest.raises(ArithmeticError):
        solve_season(facts_of(LIFTER.request(weeks=4)), (impossible,))


def test_the_season_lasts_through_the_recovery_after_the_last_race() -> None:
    runner = Runner(name="x", document=document(races=[race("marathon", 12), race("5k", 20, "C")]))
    assert season_weeks(runner.request()) == 13 + recovery_weeks(runner.athlete().races[0])
    assert season_weeks(LIFTER.request()) == DEFAULT_WEEKS
    far = Runner(name="x", document=document(races=[race("half", 80)]))
    assert season_weeks(far.request()) == MAX_WEEKS
    assert season_weeks(far.request(weeks=3)) == 3


BUSY = Runner(
    name="races-and-a-trip",
    document=document(
        kit="gym",
        experience="intermediate",
        places=(BODY,),
        races=[race("10k", 2, "B"), race("10k", 4)],
        availability={"away": [away(0, 6, "home")]},
    ),
)
OVER = Runner(
    name="race-then-a-new-base",
    document=document(kit="gym", experience="intermediate", races=[race("10k", 1)]),
)
PREGNANT = Runner(name="pregnant", document=document(screening={"pregnant": True}))
JUMPS = Runner(name="jumps-alone", document=document(kit="no-kit", experience="advanced"))


@pytest.mark.parametrize(
    "runner", [*crowd()[4:7], BUSY, OVER, PREGNANT, JUMPS], ids=lambda r: r.name
)
def test_a_solver_finds_the_same_season(runner: Runner) -> None:
    facts = facts_of(runner.request(weeks=6, detail=1))
    assert solve_season(facts, rulebook().season).objective == least_season(facts) < FORBIDDEN
