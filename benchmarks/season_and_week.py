"""A season of 52 weeks with three races, and where the sessions of a week go; CPU."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from benchmarks.figure import MS, Figure, cpu_s, spread
from benchmarks.runners import Runner, race
from benchmarks.sets import loose, tight
from benchmarks.weeks import WeekAsked, week_asked
from ironstride.planner.facts import facts_of
from ironstride.planner.history import history_of
from ironstride.planner.ledger import placed_before
from ironstride.planner.rulebook import rulebook
from ironstride.planner.season import solve_season
from ironstride.planner.season_graph import season_graph
from ironstride.planner.wanted import wanted_sessions
from ironstride.planner.week import solve_week, week_models

RACES: Final = [race("10k", 11, "B"), race("half", 26), race("marathon", 47)]
SEASON_WEEKS: Final = 52
POSITIONS: Final = 6
SEASON_MS: Final = 10.0
PLACEMENT_MS: Final = 2.0
FEW: Final = 3


def with_races(runner: Runner) -> Runner:
    """Return the runner with three races in the year."""
    return replace(runner, document={**runner.document, "races": RACES})


def season_s(runner: Runner) -> float:
    """Return the CPU seconds of a runner's season, from the facts on."""
    facts = facts_of(with_races(runner).request(weeks=SEASON_WEEKS))
    return cpu_s(partial(solve_season, facts, rulebook().season))


def placement_s(asked: WeekAsked) -> float:
    """Return the CPU seconds of placing a week's sessions: slots, every way, its costs."""
    wanted = wanted_sessions(asked.facts, asked.week).sessions
    history = history_of(asked.facts, asked.earlier, asked.week.start)
    before = placed_before(asked.earlier)

    def place() -> None:
        models = week_models(asked.facts, asked.week, wanted, before, history.leg_sessions)
        solve_week(models, asked.book.week)

    place()  # the ways of choosing so many of so many slots are listed once a process
    return cpu_s(place)


def measure(*, tiny: bool) -> Iterator[Figure]:
    """Yield season and placement of both sets."""
    runners = tight()[:FEW] if tiny else (*loose(), *tight())
    graph = cpu_s(season_graph)
    season_s(runners[0])
    seasons = spread([season_s(runner) for runner in runners])
    yield Figure(
        what="season of 52 weeks with three races, exact, loose and tight set",
        measured=f"{seasons.ms()}; the graph of states, once a process, {graph * MS:.0f} ms",
        goal=f"p95 {SEASON_MS:.0f} ms",
        met=seasons.p95 * MS <= SEASON_MS,
    )
    some = tight()[:FEW] if tiny else tight()
    weeks = [week_asked(runner.request(), n % POSITIONS) for n, runner in enumerate(some)]
    asked = [week for week in weeks if week is not None]
    placement_s(asked[0])
    places = spread([placement_s(week) for week in asked])
    yield Figure(
        what="placement of a week, exact, tight set",
        measured=places.ms(),
        goal=f"p95 {PLACEMENT_MS:.0f} ms",
        met=places.p95 * MS <= PLACEMENT_MS,
    )
