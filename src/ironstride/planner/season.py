"""The phase of every week, found exactly by dynamic programming over the weeks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ironstride.domain.plan import Phase, PlannedWeek
from ironstride.planner.facts import Facts
from ironstride.planner.rule import Rule
from ironstride.planner.season_graph import (
    LOADING,
    SeasonGraph,
    based_after,
    may_follow,
    season_graph,
    state_of,
)
from ironstride.units import DAYS_PER_WEEK

FORBIDDEN: Final = np.int64(10**12)
"""Cost that no sum of soft penalties reaches."""
PAST_WEEKS: Final = 26
"""How far back a plan remembers its phases: longer than any block lasts (house)."""
FIRST_PHASES: Final = frozenset(
    {Phase.ADAPTATION, Phase.REHABILITATION, Phase.OFF, Phase.TAPER, Phase.RACE}
)
FIRST_PHASES_EXPERIENCED: Final = FIRST_PHASES | {Phase.MAXIMUM_STRENGTH}
"""Who has lifted for a year or more need not start with a base (RD-01)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonWeek:
    """What the season level decides for a week."""

    start: dt.date
    phase: Phase
    light: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonTerms:
    """Amounts of one rule: per week and state (W, S), per step (A,), per first state (S,)."""

    node: NDArray[np.int64] | None = None
    step: NDArray[np.int64] | None = None
    first: NDArray[np.int64] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonModel:
    """What a season rule encodes against."""

    facts: Facts
    graph: SeasonGraph

    def none(self) -> NDArray[np.int64]:
        """Return amounts of zero for every week and state, (W, S)."""
        return np.zeros((len(self.facts.weeks), self.graph.size), dtype=np.int64)

    def no_step(self) -> NDArray[np.int64]:
        """Return amounts of zero for every step, (A,)."""
        return np.zeros(self.graph.source.size, dtype=np.int64)

    def no_first(self) -> NDArray[np.int64]:
        """Return amounts of zero for every state of the first week, (S,)."""
        return np.zeros(self.graph.size, dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonView:
    """A season as any plan has it; ``before`` is where the week before the first one stood."""

    facts: Facts
    weeks: tuple[SeasonWeek, ...]
    before: SeasonState | None

    def states(self) -> tuple[SeasonState, ...]:
        """Return phase, weeks in it and weeks since the last light one, week by week."""
        return walk(self.weeks, self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonState:
    """Where a season stands in a week, counted without caps."""

    phase: Phase
    weeks_in: int
    since_light: int
    light: bool
    based: bool = False
    """Whether a base lies behind once the week is over."""


SeasonRule = Rule[SeasonModel, SeasonView, SeasonTerms]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonSolution:
    """The season of least cost; proven, as dynamic programming is exact."""

    weeks: tuple[SeasonWeek, ...]
    objective: int


def walk(weeks: tuple[SeasonWeek, ...], before: SeasonState | None) -> tuple[SeasonState, ...]:
    """Return the state of every week, counted from the one before."""
    found: list[SeasonState] = []
    last = before
    was_based = before is not None and before.based
    for week in weeks:
        eases = week.light or week.phase not in LOADING
        last = SeasonState(
            phase=week.phase,
            weeks_in=last.weeks_in + 1 if last is not None and last.phase is week.phase else 1,
            since_light=0 if eases else (last.since_light if last is not None else 0) + 1,
            light=week.light,
            based=False,
        )
        last = replace(last, based=based_after(last.phase, last.weeks_in, was_based=was_based))
        was_based = last.based
        found.append(last)
    return tuple(found)


def past_weeks(facts: Facts) -> tuple[PlannedWeek, ...]:
    """Return the weeks before the first one as the plan before had them, without sessions."""
    if facts.previous is None:
        return ()
    known = {w.start: w for w in (*facts.previous.past, *facts.previous.weeks)}
    first = facts.first_monday - dt.timedelta(days=DAYS_PER_WEEK * PAST_WEEKS)
    return tuple(
        replace(known[start], sessions=(), reasons=())
        for start in sorted(known)
        if first <= start < facts.first_monday
    )


def state_before(facts: Facts) -> SeasonState | None:
    """Return where the previous plan stood in the week before the first one, if it says so."""
    if facts.previous is None:
        return None
    earlier = tuple(
        SeasonWeek(start=w.start, phase=w.phase, light=w.light) for w in past_weeks(facts)
    )
    week_before = facts.first_monday - dt.timedelta(days=DAYS_PER_WEEK)
    if not earlier or earlier[-1].start != week_before:
        return None
    return walk(earlier, None)[-1]


def may_start(facts: Facts, before: SeasonState | None, phase: Phase) -> bool:
    """Whether the first week may be of a phase, given what came before it.

    Pain may call for rehabilitation after any week, and a race may be called off in its taper.
    """
    if before is not None:
        called_off = before.phase is Phase.TAPER and phase in LOADING - {Phase.POWER}
        rehabilitation = phase is Phase.REHABILITATION
        follows = phase is before.phase or may_follow(before.phase, phase)
        return follows or called_off or rehabilitation
    return phase in (FIRST_PHASES_EXPERIENCED if facts.is_experienced else FIRST_PHASES)


def solve_season(facts: Facts, rules: tuple[SeasonRule, ...]) -> SeasonSolution:
    """Return the season of least cost under the rules.

    Raises:
        ArithmeticError: hard rules leave no season; every valid request has one, so it is a bug.
    """
    graph = season_graph()
    node, step, first = _costs(SeasonModel(facts=facts, graph=graph), rules)
    best = _first(facts, graph) + first + node[0]
    reached = [best]
    for week in range(1, len(facts.weeks)):
        least = np.minimum.reduceat(best[graph.source] + step, graph.first_step)
        # without a step into a state reduceat answers with a neighbour's
        best = np.minimum(np.where(graph.entered, least, FORBIDDEN), FORBIDDEN) + node[week]
        reached.append(best)
    end = int(np.argmin(best))
    if best[end] >= FORBIDDEN:
        raise ArithmeticError("the hard rules of the season leave no phase for some week")
    path = [end]
    for before in reversed(reached[:-1]):
        into = slice(graph.first_step[path[-1]], graph.past_last[path[-1]])
        sources = graph.source[into]
        path.append(int(sources[np.argmin(before[sources] + step[into])]))
    phases = tuple(Phase)
    weeks = tuple(
        SeasonWeek(start=start, phase=phases[graph.phase[s]], light=bool(graph.light[s]))
        for start, s in zip(facts.weeks, reversed(path), strict=True)
    )
    return SeasonSolution(weeks=weeks, objective=int(best[end]))


def _costs(
    model: SeasonModel, rules: tuple[SeasonRule, ...]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return the summed penalties per week and state, per step and per first state."""
    node, step, first = model.none(), model.no_step(), model.no_first()
    for rule in rules:
        terms = rule.encode(model, rule.values)
        node += _penalty(rule, terms.node)
        step += _penalty(rule, terms.step)
        first += _penalty(rule, terms.first)
    return node, step, first


def _penalty(rule: SeasonRule, amount: NDArray[np.int64] | None) -> NDArray[np.int64] | np.int64:
    """Return what amounts cost: their weight, or more than anything where a hard rule forbids."""
    if amount is None:
        return np.int64(0)
    if rule.is_hard:
        return np.where(amount > 0, FORBIDDEN, np.int64(0))
    return rule.weight * amount


def _first(facts: Facts, graph: SeasonGraph) -> NDArray[np.int64]:
    """Return the cost (S,) of starting in each state: zero where the past allows it."""
    before = state_before(facts)
    cost = np.full(graph.size, FORBIDDEN, dtype=np.int64)
    for phase in Phase:
        if not may_start(facts, before, phase):
            continue
        weeks_in = before.weeks_in + 1 if before is not None and before.phase is phase else 1
        since = (before.since_light if before is not None else 0) + 1
        based = before is not None and before.based
        cost[state_of(phase, weeks_in, since, based=based)] = 0
        cost[state_of(phase, weeks_in, 0, based=based)] = 0
    return cost
