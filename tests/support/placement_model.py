"""The placement of a week as a small CP-SAT model: a boolean for each session and slot.

What a session costs by itself is the audit's count of it alone; what sessions cost together
(hours between them, one a day, the free day, edits by hand, how many there are) is stated here
anew. Nothing of the enumeration is used but the slots.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from ortools.sat.python import cp_model

from ironstride.planner.week import Placed, WeekModel, WeekRule, WeekView
from ironstride.units import DAYS_PER_WEEK, MIN_PER_DAY, MIN_PER_HOUR

TOGETHER: Final = frozenset(
    {
        "time.sessions_wanted", "limits.sessions_per_week", "time.one_a_day", "preference.pins",
        "recovery.spacing", "recovery.free_day", "recovery.even_spread",
    }
)  # fmt: skip
"""Rules that look at more than one session at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Week:
    """The model of one number of sessions.

    Attributes:
        at: for each session in order and each slot, whether it lies there.
        costs: variables with what they cost.
    """

    week: WeekModel
    rules: dict[str, WeekRule]
    solver: cp_model.CpModel
    at: tuple[tuple[cp_model.IntVar, ...], ...]
    costs: list[tuple[int, cp_model.IntVar]] = field(default_factory=list)

    def used(self, slot: int) -> list[cp_model.IntVar]:
        """Return the variables that put a session at a slot."""
        return [row[slot] for row in self.at]

    def on(self, day: int) -> list[cp_model.IntVar]:
        """Return the variables that put a session on a day of the week, 0 for Monday."""
        slots = self.week.slots
        return [v for i, s in enumerate(slots) if s.date.weekday() == day for v in self.used(i)]


def least_cost(models: tuple[WeekModel, ...], rules: tuple[WeekRule, ...]) -> int | None:
    """Return the least cost of any number of sessions; None where hard rules leave none."""
    found = [cost for model in models if (cost := _least(model, rules)) is not None]
    return min(found, default=None)


def _least(week: WeekModel, rules: tuple[WeekRule, ...]) -> int | None:
    by_id = {rule.id: rule for rule in rules}
    solver = cp_model.CpModel()
    at = tuple(
        tuple(solver.new_bool_var(f"{p} at {s}") for s in range(len(week.slots)))
        for p in range(week.count)
    )
    model = _Week(week=week, rules=by_id, solver=solver, at=at)
    for row in at:
        solver.add_exactly_one(row)
    for one, other in pairwise(at):
        place = [sum(i * v for i, v in enumerate(row)) for row in (one, other)]
        solver.add(place[0] + 1 <= place[1])
    _alone(model)
    _spacing(model)
    _evenly(model)
    _days(model)
    if not (_pins(model) and _allowed(model)):
        return None
    missing = max(0, week.wanted - week.count) * by_id["time.sessions_wanted"].weight
    solver.minimize(sum(cost * var for cost, var in model.costs) + missing)
    search = cp_model.CpSolver()
    search.parameters.num_workers = 1
    status = search.solve(solver)
    assert status in {cp_model.OPTIMAL, cp_model.INFEASIBLE}
    return round(search.objective_value) if status == cp_model.OPTIMAL else None


def _alone(model: _Week) -> None:
    """State what the audit counts of each session by itself, at its place in the order."""
    week = model.week
    for position, row in enumerate(model.at):
        for slot, var in zip(week.slots, row, strict=True):
            view = WeekView(
                facts=week.facts,
                week=week.week,
                wanted=week.wanted,
                sessions=(
                    Placed(
                        date=slot.date,
                        start_minute=slot.start_minute,
                        place=slot.place,
                        minutes=slot.minutes,
                    ),
                ),
                before=week.before,
                leg_sessions=week.leg_sessions + position,
            )
            for rule in model.rules.values():
                if rule.id in TOGETHER:
                    continue
                counted = rule.measure(view, rule.values)
                if rule.is_hard and counted.amount:
                    model.solver.add(var == 0)
                elif counted.amount:
                    model.costs.append((rule.penalty(counted), var))


def _starts(week: WeekModel) -> list[int]:
    """Return when each slot begins, in minutes of one count."""
    return [s.date.toordinal() * MIN_PER_DAY + s.start_minute for s in week.slots]


def _both(model: _Week, one: cp_model.IntVar, other: cp_model.IntVar, cost: int) -> None:
    """State what two sessions cost where both lie there."""
    if cost > 0:
        both = model.solver.new_bool_var("")
        model.solver.add(both >= one + other - 1)
        model.costs.append((cost, both))


def _spacing(model: _Week) -> None:
    week, rule = model.week, model.rules["recovery.spacing"]
    hours = "hours"
    if week.facts.is_master:
        is_new = week.leg_sessions < rule.values["new_sessions"]
        hours = "hours_master_new" if is_new else "hours_master"
    need = rule.values[hours]
    starts = _starts(week)

    def price(minutes: int) -> int:
        return rule.weight * math.ceil(max(0.0, need - minutes / MIN_PER_HOUR))

    last = week.facts.trained[-1] if week.facts.trained else None
    if week.before:
        last = (week.before[-1].date, week.before[-1].start_minute)
    if last is not None and model.at:
        since = last[0].toordinal() * MIN_PER_DAY + last[1]
        model.costs.extend(
            (price(start - since), var) for start, var in zip(starts, model.at[0], strict=True)
        )
    for one, other in pairwise(model.at):
        for i, first in enumerate(one):
            for j in range(i + 1, len(other)):
                _both(model, first, other[j], price(starts[j] - starts[i]))


def _evenly(model: _Week) -> None:
    """State an even share of the week between neighbours, the last and the first among them."""
    week, weight = model.week, model.rules["recovery.even_spread"].weight
    if week.count <= 1:
        return
    share = DAYS_PER_WEEK // week.count
    days = [start // MIN_PER_DAY for start in _starts(week)]
    for one, other in pairwise(model.at):
        for i, first in enumerate(one):
            for j in range(i + 1, len(other)):
                _both(model, first, other[j], weight * (share - days[j] + days[i]))
    for i, first in enumerate(model.at[0]):
        for j, final in enumerate(model.at[-1]):
            again = DAYS_PER_WEEK - (days[j] - days[i])
            _both(model, first, final, weight * (share - again))


def _days(model: _Week) -> None:
    """State one session a day, none where the log has one, and the free day."""
    week = model.week
    trained = {date for date, _ in week.facts.trained}
    for i, slot in enumerate(week.slots):
        if slot.date in trained:
            model.solver.add(sum(model.used(i)) == 0)
    for day in range(DAYS_PER_WEEK):
        model.solver.add(sum(model.on(day)) <= 1)
    running = {r.date.weekday() for r in week.facts.runs_by_week[week.week.start]}
    free = [day for day in range(DAYS_PER_WEEK) if day not in running]
    if free:
        none_left = model.solver.new_bool_var("no free day")
        taken = sum(sum(model.on(day)) for day in free)
        model.solver.add(none_left >= taken - len(free) + 1)
        model.costs.append((model.rules["recovery.free_day"].weight, none_left))


def _pins(model: _Week) -> bool:
    """State the edits by hand; False where one can't be kept."""
    week = model.week
    for pin in week.facts.athlete.pins:
        if (
            pin.session is None
            or pin.date < week.facts.today
            or not 0 <= (pin.date - week.week.start).days < DAYS_PER_WEEK
        ):
            continue
        there = [
            var
            for i, slot in enumerate(week.slots)
            if slot.date == pin.date and pin.start_minute in {None, slot.start_minute}
            for var in model.used(i)
        ]
        if pin.session == "none":
            model.solver.add(sum(there) == 0)
        elif not there:
            return False
        else:
            model.solver.add(sum(there) >= 1)
    return True


def _allowed(model: _Week) -> bool:
    """Whether a professional allows so many sessions beside those that are over."""
    week = model.week
    days = [week.week.start.toordinal() + d for d in range(DAYS_PER_WEEK)]
    over = sum(date.toordinal() in days for date in {d for d, _ in week.facts.trained})
    for limit in week.facts.athlete.limits:
        most = limit.max_sessions_per_week
        holds = any(limit.holds_on(type(week.week.start).fromordinal(day)) for day in days)
        if most is not None and holds and week.count and week.count + over > most:
            return False
    return True
