"""The content of a week: how soon a first plan is there, how soon the best one is proven.

Runners whose minutes hold less than a week wants, each in another week of the season, the weeks
before it planned. That the minutes bind is measured, not assumed: without the rule that a session
fits into its minutes, the optimum is a better one. Where the solver's limit of the product comes
before the proof, the week is solved once more with a longer one, and that time counts.

Half a second is CPU time of everything from the facts on. The solver knows deterministic limits
alone, so that the limit is calibrated for each week: what counts is the best plan of all solves
that took no longer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from benchmarks.figure import Figure, cpu_s, spread, timed
from benchmarks.runners import Runner
from benchmarks.sets import every, loose, tight
from benchmarks.weeks import WeekAsked, week_asked
from ironstride.planner.content_solver import (
    DETERMINISTIC_LIMIT,
    ContentSolution,
    preview_content,
    solve_content,
    statement_of,
)

WEEKS: Final = 12
"""Runner n is asked in week n modulo this: all phases come up."""
MINUTES_RULE: Final = "time.session_minutes"
FIRST_S: Final = 0.05
PROVEN_P50_S: Final = 0.4
SOON_S: Final = 2.0
SOON_SHARE: Final = 0.95
MOST_S: Final = 10.0
ANYTIME_S: Final = 0.5
NEAR: Final = 0.05
BINDING_SHARE: Final = 0.7
BUILDING_SHARE: Final = 0.15
LONG: Final = 5.0
"""Deterministic limit of the second solve where the product's did not suffice."""
TRIES: Final = 4
CLOSE_ENOUGH: Final = 0.9
"""A solve that took this share of half a second is near enough to it."""
FEW: Final = 2
MANY: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What one week cost, and how it ended.

    Attributes:
        first, product, best: the plan without the solver, the product's, and the best known.
        first_s, product_s, proven_s: CPU seconds of each from the facts on.
        building_s: of the product's, those until the rules' statement stands.
        soon: objective of the best plan after half a second.
    """

    first: ContentSolution
    product: ContentSolution
    best: ContentSolution
    first_s: float
    product_s: float
    proven_s: float
    building_s: float
    soon: int
    binds: bool

    @property
    def gap(self) -> float:
        """How far from the best the product's plan can be, as a share of it."""
        return (self.product.objective - self.product.bound) / max(self.product.objective, 1)

    @property
    def distance(self) -> float:
        """How much dearer the plan after half a second is than the best can be."""
        least = self.best.objective if self.best.optimal else self.best.bound
        return (self.soon - least) / max(least, 1)


def measured(asked: WeekAsked) -> Week | None:
    """Return what the content of a week costs from its facts on; None for a week without."""
    if not asked.placement().sessions:
        return None
    first_s, first = _timed(asked, preview=True)
    product_s, product = _timed(asked)
    proven_s, best = (product_s, product) if product.optimal else _timed(asked, limit=LONG)
    return Week(
        first=first,
        product=product,
        best=best if best.objective <= product.objective else product,
        first_s=first_s,
        product_s=product_s,
        proven_s=proven_s,
        building_s=cpu_s(lambda: statement_of(asked.content(), asked.book.content)),
        soon=_soon(asked, first, product, product_s),
        binds=binds(asked, best),
    )


def binds(asked: WeekAsked, best: ContentSolution) -> bool:
    """Whether a plan that may take longer than the minutes is a better one.

    Any such plan shows it, one without the solver, too; where none turns up in the product's
    limit, the minutes are said not to bind.
    """
    model = asked.content()
    free = tuple(rule for rule in asked.book.content if rule.id != MINUTES_RULE)
    first = preview_content(model, free)
    if first is not None and first.objective < best.bound:
        return True
    solved = solve_content(model, free, seed=1)
    return solved is not None and solved.objective < best.bound


def _timed(
    asked: WeekAsked, *, limit: float = DETERMINISTIC_LIMIT, preview: bool = False
) -> tuple[float, ContentSolution]:
    """Return the CPU seconds from the facts on, and the solution."""
    rules = asked.book.content

    def solve() -> ContentSolution | None:
        model = asked.content()
        if preview:
            return preview_content(model, rules)
        return solve_content(model, rules, seed=1, limit=limit)

    took, found = timed(solve)
    if found is None:
        raise ArithmeticError(f"no content for the week of {asked.week.start}")
    return took, found


def _soon(
    asked: WeekAsked, first: ContentSolution, product: ContentSolution, product_s: float
) -> int:
    """Return the objective of the best plan that half a second of CPU time gives."""
    if product_s <= ANYTIME_S:
        return product.objective
    best = first.objective
    limit = DETERMINISTIC_LIMIT * ANYTIME_S / product_s
    for _ in range(TRIES):
        took, found = _timed(asked, limit=limit)
        if took <= ANYTIME_S:
            best = min(best, found.objective)
            if took >= CLOSE_ENOUGH * ANYTIME_S:
                break
        limit *= 0.97 * ANYTIME_S / took
    return best


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
    """Yield the rows of the tight set, then those of every second or third loose runner."""
    weeks = weeks_of(tight()[:FEW] if tiny else tight())
    binding = float(np.mean([week.binds for week in weeks]))
    if binding < BINDING_SHARE and not tiny:
        raise ArithmeticError(f"the minutes bind for {binding:.0%} only: the set is no test")
    yield from _rows(f"content of a week, tight set ({binding:.0%} bound by minutes)", weeks)
    others = weeks_of(every(loose(), FEW if tiny else MANY))
    yield from _rows("content of a week, loose set", others)


def _rows(what: str, weeks: tuple[Week, ...]) -> Iterator[Figure]:
    first = spread([week.first_s for week in weeks])
    yield Figure(
        what=f"{what}: a safe plan",
        measured=f"{first.ms()}, {_dearer(weeks)}",
        goal="p95 50 ms",
        met=first.p95 <= FIRST_S,
    )
    yield _proven(what, weeks)
    near = [week.distance for week in weeks]
    yield Figure(
        what=f"{what}: distance from the best after {ANYTIME_S} s of CPU time",
        measured=f"p50 {np.percentile(near, 50):.1%}, p95 {np.percentile(near, 95):.1%}, "
        f"max {max(near):.1%} (n={len(near)})",
        goal="p95 5 %",
        met=float(np.percentile(near, 95)) <= NEAR,
    )
    built = sum(week.building_s for week in weeks)
    share = built / sum(week.product_s for week in weeks)
    each = spread([week.building_s for week in weeks])
    yield Figure(
        what=f"{what}: building the model, from the facts to the statement of all rules",
        measured=f"{share:.0%} of the time of all weeks; {each.ms()}",
        goal="15 %",
        met=share < BUILDING_SHARE,
    )


def _proven(what: str, weeks: tuple[Week, ...]) -> Figure:
    times = spread([week.proven_s for week in weeks])
    proven = [week.best.optimal for week in weeks]
    soon = float(np.mean([w.best.optimal and w.proven_s <= SOON_S for w in weeks]))
    at_limit = float(np.mean([week.product.optimal for week in weeks]))
    return Figure(
        what=f"{what}: proven",
        measured=f"{times.s()}; {soon:.0%} within 2 s, {np.mean(proven):.0%} in the end, "
        f"{at_limit:.0%} within the product's limit{_gaps(weeks)}",
        goal="p50 0.4 s, 95 % within 2 s, all within 10 s",
        met=all(proven)
        and times.p50 <= PROVEN_P50_S
        and soon >= SOON_SHARE
        and max(times.seconds) <= MOST_S,
    )


def _dearer(weeks: tuple[Week, ...]) -> str:
    """Return how much dearer first plans are than the best known."""
    ratios = [w.first.objective / max(w.best.objective, 1) for w in weeks]
    return (
        f"penalty {np.percentile(ratios, 50):.2f} times the best at the median, "
        f"{np.percentile(ratios, 95):.2f} at the 95th percentile"
    )


def _gaps(weeks: tuple[Week, ...]) -> str:
    gaps = [week.gap for week in weeks if not week.product.optimal]
    if not gaps:
        return ""
    return f" (the others within {np.median(gaps):.0%} in the median, {max(gaps):.0%} at most)"
