"""What is lost by answering one question after the other: week by week, and placement first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from benchmarks.figure import Figure, cpu_s, spread
from benchmarks.runners import Runner
from benchmarks.sets import every, tight
from benchmarks.weeks import WeekAsked, week_asked
from ironstride.domain.plan import Plan
from ironstride.planner.content import allowed_exercises, build_model, options_of
from ironstride.planner.content_model import OptionModel
from ironstride.planner.content_solver import solve_content
from ironstride.planner.facts import facts_of
from ironstride.planner.history import history_of
from ironstride.planner.joint import (
    JOINT_LIMIT,
    content_cost,
    joint_statement,
    solve_joint,
    weeks_with,
)
from ironstride.planner.joint_model import joint_model
from ironstride.planner.joint_plan import better_plan
from ironstride.planner.ledger import placed_before
from ironstride.planner.rulebook import rulebook
from ironstride.planner.sessions import frame_of
from ironstride.planner.slots import Slot
from ironstride.planner.solve import make_plan
from ironstride.planner.wanted import wanted_sessions
from ironstride.planner.week import FORBIDDEN, Placed, costs, week_models

WEEKS: Final = 4
SEASON: Final = 16
RUNNERS: Final = 16
FEW: Final = 1
LIMIT: Final = 30.0
"""Deterministic seconds for four weeks together."""
LOST: Final = 0.01
PLACEMENTS: Final = 12
"""Cheapest placements of a week whose content is solved."""
POSITIONS: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Four weeks of a runner: what they cost by each way, and the bound of all of them.

    Args:
        after: what they cost week after week.
        windows: what they cost when windows of them were improved together.
        together: the least that is known.
    """

    after: int
    windows: int
    together: int
    bound: int
    windows_s: float

    @property
    def is_proven(self) -> bool:
        """Whether nothing costs less than the least that is known."""
        return self.bound >= self.together

    def lost(self, cost: int) -> float:
        """Return what a way loses to the least that is known, as a share of that."""
        return (cost - self.together) / max(1, self.together)

    def most_lost(self, cost: int) -> float:
        """Return what a way can lose at most, by the bound."""
        return (cost - self.bound) / max(1, self.bound)


def stretch_of(runner: Runner, limit: float, window: float = JOINT_LIMIT) -> Stretch | None:
    """Return the first four weeks of a runner; None where nobody trains.

    Args:
        limit: deterministic seconds for the four weeks together.
        window: deterministic seconds for each window of them.

    Raises:
        ArithmeticError: the solver's sum isn't that of the ledger.
    """
    request = replace(runner.request(), weeks=SEASON, detail=WEEKS)
    facts, book = facts_of(request), rulebook()
    if facts.permissions.all_blocked:
        return None
    plan = make_plan(request)
    better: list[Plan] = [plan]
    seconds = cpu_s(lambda: better.append(better_plan(plan, request, limit=window) or plan))
    best = better[-1]
    joint = joint_model(facts, book, best, range(WEEKS), 0)
    found = solve_joint(joint, joint_statement(joint, book), seed=1, limit=limit)
    if found is None:
        return None
    weeks = weeks_with(facts, joint, best, found.chosen)
    if content_cost(facts, book, weeks, range(WEEKS)) != found.objective:
        raise ArithmeticError(f"{runner.name}: solver and ledger count differently")
    return Stretch(
        after=content_cost(facts, book, plan.weeks, range(WEEKS)),
        windows=content_cost(facts, book, best.weeks, range(WEEKS)),
        together=found.objective,
        bound=found.bound,
        windows_s=seconds,
    )


def measure(*, tiny: bool) -> Iterator[Figure]:
    """Yield the loss of week after week, of improved windows, and of placement before content."""
    runners = every(tight(), FEW if tiny else RUNNERS)
    limits = (0.1, 0.1) if tiny else (LIMIT, JOINT_LIMIT)
    found = [stretch_of(runner, *limits) for runner in runners]
    stretches = [each for each in found if each is not None]
    proven = [each for each in stretches if each.is_proven]
    share = f"{len(proven)} of {len(stretches)} proven"
    for what, lost in (
        ("week after week", [(s.lost(s.after), s.most_lost(s.after)) for s in stretches]),
        ("windows improved together", [(s.lost(s.windows), s.most_lost(s.windows))
                                       for s in stretches]),
    ):  # fmt: skip
        of_proven = [each[0] for each, s in zip(lost, stretches, strict=True) if s.is_proven]
        yield Figure(
            what=f"four weeks, {what}, against all four together",
            measured=f"{_shares([each[0] for each in lost])} lost to the best known, "
            f"{_shares([each[1] for each in lost])} at most by the bound; {share}"
            + (f": {_shares(of_proven)} lost" if of_proven else ""),
            goal="p50 1 % where proven" if of_proven else "",
            met=float(np.median(of_proven)) <= LOST if of_proven else None,
        )
    times = spread([each.windows_s for each in stretches])
    yield Figure(what="four weeks improved together", measured=times.s())
    yield _placements(runners, 1 if tiny else PLACEMENTS)


def _shares(shares: list[float]) -> str:
    low, high = np.percentile(shares, [50, 95])
    return f"p50 {low:.1%}, p95 {high:.1%}, max {max(shares):.1%}"


def _placements(runners: tuple[Runner, ...], most: int) -> Figure:
    lost: list[float] = []
    looked = 0
    for number, runner in enumerate(runners):
        asked = week_asked(replace(runner.request(), weeks=SEASON), number % POSITIONS)
        totals: list[int] = [] if asked is None else list(totals_of(asked, most))
        least = min(totals, default=0)
        if least:
            lost.append(totals[0] / least - 1)
            looked += len(totals)
    return Figure(
        what="a week, placement before content, against its cheapest placements with content",
        measured=f"{_shares(lost)} lost (n={len(lost)}, {looked} placements)" if lost else "none",
    )


def totals_of(asked: WeekAsked, most: int = PLACEMENTS) -> Iterator[int]:
    """Yield what placement and content cost together, for the cheapest placements in order.

    One placement stands for all that have the same days and places.
    """
    history = history_of(asked.facts, asked.earlier, asked.week.start)
    wanted = wanted_sessions(asked.facts, asked.week).sessions
    before = placed_before(asked.earlier)
    models = week_models(asked.facts, asked.week, wanted, before, history.leg_sessions)
    if not models[0].count:
        return
    total = costs(models[0], asked.book.week)
    seen: set[tuple[object, ...]] = set()
    for row in np.argsort(total, kind="stable"):
        slots = tuple(models[0].slots[i] for i in models[0].choices[row])
        key = tuple((slot.date, slot.place) for slot in slots)
        if total[row] >= FORBIDDEN or len(seen) == most:
            return
        content = None if key in seen else _content(asked, slots)
        seen.add(key)
        if content is not None:
            yield int(total[row]) + content


def _content(asked: WeekAsked, slots: tuple[Slot, ...]) -> int | None:
    """Return what the best content of placed sessions costs; None where they have none."""
    history = history_of(asked.facts, asked.earlier, asked.week.start)
    frames = tuple(
        frame_of(
            asked.facts,
            Placed(date=s.date, start_minute=s.start_minute, place=s.place, minutes=s.minutes),
        )
        for s in slots
    )
    options = OptionModel(
        facts=asked.facts,
        week=asked.week,
        history=history,
        options=options_of(asked.facts, frames),
    )
    allowed = allowed_exercises(options, asked.book.options, len(frames))
    model = build_model(asked.facts, asked.week, history, frames, allowed)
    found = solve_content(model, asked.book.content, seed=1)
    return None if found is None else found.objective
