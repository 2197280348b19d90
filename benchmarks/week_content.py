"""The content of a week: how soon a first plan is there, how soon the best one is proven.

A hundred runners whose minutes hold less than a week wants, each in another week of the season,
the weeks before it planned. That the minutes bind is measured, not assumed: without the rule that
a session fits into its minutes, the optimum is a better one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from benchmarks.figure import Figure, Spread, cpu_s, spread
from benchmarks.runners import Runner, crowd, tight
from benchmarks.weeks import WeekAsked, week_asked
from ironstride.planner.content_model import ContentModel
from ironstride.planner.content_solver import ContentSolution, preview_content, solve_content

WEEKS: Final = 12
"""Runner n is asked in week n modulo this: all phases come up."""
MINUTES_RULE: Final = "time.session_minutes"
FIRST_S: Final = 0.35
PROVEN_S: Final = 4.0
PROVEN_SHARE: Final = 0.9
BINDING_SHARE: Final = 0.7
FEW: Final = 2
MANY: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What one week cost, and how it ended."""

    first_s: float
    proven_s: float
    first: ContentSolution
    best: ContentSolution
    binds: bool

    @property
    def gap(self) -> float:
        """How far from the best the plan can be, as a share of it."""
        return (self.best.objective - self.best.bound) / max(self.best.objective, 1)


def measured(asked: WeekAsked) -> Week | None:
    """Return what the content of a week costs from its facts on; None for a week without."""
    if not asked.placement().sessions:
        return None
    rules = asked.book.content
    found: list[ContentSolution] = []
    models: list[ContentModel] = []

    def first() -> None:
        models.append(asked.content())
        solution = preview_content(models[0], rules)
        if solution is not None:
            found.append(solution)

    def best() -> None:
        solution = solve_content(asked.content(), rules, seed=1)
        if solution is not None:
            found.append(solution)

    first_s, proven_s = cpu_s(first), cpu_s(best)
    if len(found) < len(("first", "best")):
        raise ArithmeticError(f"no content for the week of {asked.week.start}")
    loose = solve_content(models[0], tuple(r for r in rules if r.id != MINUTES_RULE), seed=1)
    return Week(
        first_s=first_s,
        proven_s=proven_s,
        first=found[0],
        best=found[1],
        binds=loose is not None and loose.objective < found[1].bound,
    )


def weeks_of(runners: tuple[Runner, ...]) -> tuple[Week, ...]:
    """Return the weeks of those runners who train."""
    found = []
    for number, runner in enumerate(runners):
        asked = week_asked(runner.request(), number % WEEKS)
        week = None if asked is None else measured(asked)
        if week is not None:
            found.append(week)
    return tuple(found)


def measure(*, tiny: bool) -> Iterator[Figure]:
    """Yield the rows of the tight runners, then those of runners as they come."""
    weeks = weeks_of(tight(FEW) if tiny else tight())
    binding = float(np.mean([week.binds for week in weeks]))
    if binding < BINDING_SHARE and not tiny:
        raise ArithmeticError(f"the minutes bind for {binding:.0%} only: the set is no test")
    yield from _rows(f"content of a week, {len(weeks)} runners ({binding:.0%} bound)", weeks)
    others = weeks_of(crowd(FEW if tiny else MANY))
    yield from _rows(f"content of a week, {len(others)} runners as they come", others)


def _rows(what: str, weeks: tuple[Week, ...]) -> Iterator[Figure]:
    first = spread([week.first_s for week in weeks])
    yield Figure(
        what=f"{what}: first plan",
        measured=f"{first.ms()}, {_dearer(weeks)}",
        goal="p95 0.35 s",
        met=first.p95 <= FIRST_S,
    )
    in_time = [w.best.optimal and w.proven_s <= PROVEN_S for w in weeks]
    share = float(np.mean(in_time))
    whole = spread([week.proven_s for week in weeks])
    yield Figure(
        what=f"{what}: proven",
        measured=f"{share:.0%} proven; {whole.s()}{_gaps(weeks)}",
        goal="90 % within 4 s",
        met=share >= PROVEN_SHARE,
    )


def _dearer(weeks: tuple[Week, ...]) -> str:
    """Return how much dearer first plans are than the best known."""
    ratios = [w.first.objective / max(w.best.objective, 1) for w in weeks]
    return f"penalty {np.percentile(ratios, 50):.2f} times the best at the median"


def _gaps(weeks: tuple[Week, ...]) -> str:
    open_gaps = [week.gap for week in weeks if not week.best.optimal]
    if not open_gaps:
        return ""
    gap = Spread(tuple(open_gaps))
    return f"; the others are within {gap.p50:.0%} (median), {max(open_gaps):.0%} (largest)"
