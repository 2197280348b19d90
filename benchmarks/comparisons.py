"""Our plans beside those of others: HiGHS, small models of CP-SAT, and what a good app would do.

The solvers must find the same optimum wherever both prove one; where they don't, this benchmark
fails. The app is no solver: told are the price of its week under the published rules and how many
rules it breaks, beside ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from benchmarks.figure import Figure, spread, timed
from benchmarks.greedy import Baseline, greedy, improved, told
from benchmarks.highs_model import price, solve_with_highs
from benchmarks.runners import Runner
from benchmarks.season_and_week import with_races
from benchmarks.sets import every, loose, tight
from benchmarks.week_content import WEEKS
from benchmarks.weeks import WeekAsked, week_asked
from ironstride.planner.content_model import ContentModel
from ironstride.planner.content_solver import ContentSolution, solve_content, statement_of
from ironstride.planner.descent import Statement
from ironstride.planner.facts import facts_of
from ironstride.planner.rulebook import rulebook
from ironstride.planner.season import solve_season
from ironstride.planner.week import solve_week
from tests.support.placement_model import least_cost
from tests.support.season_model import least_season

CONTENTS: Final = 20
SEASONS: Final = 6
SEASON_WEEKS: Final = 12
PLACEMENTS: Final = 24
HIGHS_S: Final = 8.0
"""Of CPU time, for each week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """One week's choices with the statement of its rules, and our solution."""

    asked: WeekAsked
    model: ContentModel
    statement: Statement
    ours: ContentSolution
    ours_s: float

    @property
    def hard_broken(self) -> int:
        """How many rows of hard rules our week breaks."""
        return told(self.statement, frozenset(self.ours.chosen)).broken

    def rules_broken(self, chosen: tuple[int, ...]) -> int:
        """Return how many soft rules count something against the choices."""
        return sum(
            price(statement_of(self.model, (rule,)), frozenset(chosen)) > 0
            for rule in self.asked.book.content
            if not rule.is_hard
        )


def contents(runners: tuple[Runner, ...]) -> Iterator[Content]:
    """Yield the weeks of those runners who train."""
    for number, runner in enumerate(runners):
        asked = week_asked(runner.request(), number % WEEKS)
        if asked is None or not asked.placement().sessions:
            continue
        model, rules = asked.content(), asked.book.content
        took, ours = timed(partial(solve_content, model, rules, seed=1))
        if ours is not None:
            yield Content(
                asked=asked,
                model=model,
                statement=statement_of(model, rules),
                ours=ours,
                ours_s=took,
            )


def measure(*, tiny: bool) -> Iterator[Figure]:
    """Yield the solvers' agreement, then the app's weeks."""
    weeks = tuple(contents(every(tight(), 2 if tiny else CONTENTS)))
    yield _highs(weeks, seconds=2.0 if tiny else HIGHS_S)
    yield _seasons(every(loose(), 1 if tiny else SEASONS), 4 if tiny else SEASON_WEEKS)
    yield _placements(every(loose(), 2 if tiny else PLACEMENTS))
    first = [greedy(week.model, week.statement) for week in weeks]
    yield _app("by rank of need", weeks, first)
    swapped = [improved(w.model, w.statement, b) for w, b in zip(weeks, first, strict=True)]
    yield _app("by rank of need, then swaps by the published rules", weeks, swapped)


def _highs(weeks: tuple[Content, ...], seconds: float) -> Figure:
    times, both, proven = [], 0, 0
    for week in weeks:
        theirs = solve_with_highs(week.statement, seconds=seconds)
        times.append(theirs.cpu_s)
        proven += theirs.proven
        start = week.asked.week.start
        if theirs.infeasible:
            raise ArithmeticError(f"HiGHS proved that there is no content in the week of {start}")
        if theirs.bound > week.ours.objective:
            raise ArithmeticError(f"HiGHS bound {theirs.bound} > ours {week.ours.objective}")
        if theirs.cost is not None and theirs.cost < week.ours.bound:
            raise ArithmeticError(f"HiGHS found {theirs.cost} below our bound {week.ours.bound}")
        if theirs.proven and week.ours.optimal:
            both += 1
            if theirs.cost != week.ours.objective:
                raise ArithmeticError(
                    f"two optima in the week of {start}: {week.ours.objective} and {theirs.cost}"
                )
    ours = spread([week.ours_s for week in weeks])
    return Figure(
        what=f"content of {len(weeks)} weeks of the tight set by HiGHS in a process of its own",
        measured=f"the same optimum for all {both} that both prove, no bound crossed; HiGHS "
        f"{spread(times).s()}, {proven} proven in {seconds:.0f} s of CPU time; ours {ours.s()}, "
        f"{sum(week.ours.optimal for week in weeks)} proven",
        goal="the same optimum",
        met=both > 0,
    )


def _seasons(runners: tuple[Runner, ...], weeks: int) -> Figure:
    times, ours = [], []
    for runner in runners:
        facts = facts_of(with_races(runner).request(weeks=weeks))
        theirs_s, theirs = timed(partial(least_season, facts))
        ours_s, best = timed(partial(solve_season, facts, rulebook().season))
        times.append(theirs_s)
        ours.append(ours_s)
        if theirs != best.objective:
            raise ArithmeticError(f"{runner.name}: two best seasons, {theirs}, {best.objective}")
    return Figure(
        what=f"season of {weeks} weeks by a small model of CP-SAT",
        measured=f"the same optimum for all {len(ours)}; CP-SAT {spread(times).s()}; "
        f"ours {spread(ours).ms()}",
        goal="the same optimum",
        met=True,
    )


def _placements(runners: tuple[Runner, ...]) -> Figure:
    times, ours = [], []
    for number, runner in enumerate(runners):
        asked = week_asked(runner.request(), number % WEEKS)
        if asked is None:
            continue
        models, rules = asked.placements(), asked.book.week
        theirs_s, theirs = timed(partial(least_cost, models, rules))
        ours_s, best = timed(partial(solve_week, models, rules))
        times.append(theirs_s)
        ours.append(ours_s)
        if best is None or theirs != best.objective:
            raise ArithmeticError(f"{runner.name}: two best placements, {theirs} and {best}")
    return Figure(
        what="placement of a week by a small model of CP-SAT, sessions priced by the audit",
        measured=f"the same optimum for all {len(ours)}; CP-SAT {spread(times).s()}; "
        f"ours {spread(ours).ms()}",
        goal="the same optimum",
        met=True,
    )


def _app(what: str, weeks: tuple[Content, ...], found: list[Baseline]) -> Figure:
    """Return the row of an app's weeks beside ours, rule by rule."""
    ratios = [b.cost / max(w.ours.objective, 1) for w, b in zip(weeks, found, strict=True)]
    theirs = [w.rules_broken(b.chosen) for w, b in zip(weeks, found, strict=True)]
    ours = [week.rules_broken(week.ours.chosen) for week in weeks]
    hard = [sum(each.broken > 0 for each in found), sum(week.hard_broken > 0 for week in weeks)]
    return Figure(
        what=f"content of {len(weeks)} weeks as an app would fill them: {what}",
        measured=f"penalty p50 {np.percentile(ratios, 50):.2f}, p95 "
        f"{np.percentile(ratios, 95):.2f} times ours; hard rules broken in {hard[0]} weeks, "
        f"by ours in {hard[1]}; "
        f"soft rules not wholly kept {np.mean(theirs):.1f} a week, ours {np.mean(ours):.1f}",
    )
