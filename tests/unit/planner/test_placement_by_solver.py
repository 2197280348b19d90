"""The enumeration of a week's placements and a solver find the same optimum."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from benchmarks.named_runners import GYM_LOG, NAMED
from benchmarks.runners import MONDAY, Runner, crowd, document
from ironstride.domain.plan import Phase
from ironstride.planner.facts import facts_of
from ironstride.planner.season import SeasonWeek
from ironstride.planner.week import Placed, WeekModel, solve_week
from tests.support.placement_model import least_cost
from tests.support.planning import Scene

PHASES = (Phase.ADAPTATION, Phase.MAXIMUM_STRENGTH, Phase.POWER, Phase.MAINTENANCE)
BY_HAND = ("moved-to-wednesday", "one-a-week-by-a-professional", "doctor-says-no-until-wednesday",
           "friday-is-for-rest", "windows-at-the-gym", "began-on-wednesday")  # fmt: skip
LAST_WEEK = tuple(
    Placed(date=MONDAY - dt.timedelta(days=ago), start_minute=18 * 60, place="home", minutes=30)
    for ago in (6, 1)
)


def agree(models: tuple[WeekModel, ...], scene: Scene) -> None:
    found = solve_week(models, scene.book.week)
    by_solver = least_cost(models, scene.book.week)
    assert by_solver == (None if found is None else found.objective)


@pytest.mark.parametrize(
    ("runner", "phase"),
    [(runner, PHASES[n % 4]) for n, runner in enumerate(crowd()[:16])],
    ids=lambda each: each.name if isinstance(each, Runner) else each.value,
)
def test_a_solver_finds_the_same_placement(runner: Runner, phase: Phase) -> None:
    week = SeasonWeek(start=MONDAY, phase=phase, light=False)
    scene = Scene(facts=facts_of(runner.request(weeks=3)), week=week)
    agree(scene.placements(), scene)


@pytest.mark.parametrize("name", BY_HAND)
def test_so_it_does_with_edits_limits_and_rest_days(name: str) -> None:
    week = SeasonWeek(start=MONDAY, phase=Phase.ADAPTATION, light=True)
    scene = Scene(facts=facts_of(NAMED[name].request(weeks=3)), week=week)
    agree(scene.placements(), scene)


def test_so_it_does_after_a_week_and_with_a_log() -> None:
    runner = Runner(
        name="x",
        document=document(week="every-day", experience="intermediate", sessions=3, kit="gym"),
        log=GYM_LOG,
    )
    week = SeasonWeek(start=MONDAY, phase=Phase.POWER, light=False)
    scene = Scene(facts=facts_of(runner.request(weeks=3)), week=week)
    later = tuple(replace(model, before=LAST_WEEK, leg_sessions=1) for model in scene.placements())
    agree(scene.placements(), scene)
    agree(later, scene)
