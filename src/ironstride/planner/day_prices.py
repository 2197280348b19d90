"""What a session on each day of a week would cost, and what the days of the plan are worth.

Every placement is looked at, so every price is exact.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ironstride.domain.clock import clock_text, day_of, monday_of
from ironstride.planner.counterfactual import RuleCost, WeekAsked
from ironstride.planner.facts import Facts
from ironstride.planner.ledger import placed_before
from ironstride.planner.slots import Slot, windows_on
from ironstride.planner.wanted import wanted_sessions
from ironstride.planner.week import (
    FORBIDDEN,
    Placed,
    WeekModel,
    WeekRule,
    WeekView,
    costs,
    prices,
    week_models,
)
from ironstride.units import DAYS_PER_WEEK

WINDOWS: Final = "time.windows"
RUN_FIRST: Final = "interference.run_first"
REST: Final = "recovery.rest_days"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleAgainst:
    """A hard rule that forbids a session on a day, with its sentence."""

    rule: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPrice:
    """What a session on a day would cost.

    Args:
        slot: where it would lie; None where no session may.
        extra: points beyond the best placement of all; None where not possible.
        costs: the rules that differ from the best placement, the dearest first.
        forbidden: the hard rules that leave no session, where none may lie there.
        is_best: whether the best placement has a session on the day.
        days: the days of the whole placement with it.
    """

    date: dt.date
    slot: Slot | None
    extra: int | None
    costs: tuple[RuleCost, ...]
    forbidden: tuple[RuleAgainst, ...]
    is_best: bool
    days: tuple[dt.date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayWorth:
    """What the best placement without a day's session costs more; None where there is none.

    Args:
        forbidden: the hard rules that each leave no placement without it, where there is none.
    """

    date: dt.date
    extra: int | None
    costs: tuple[RuleCost, ...]
    days: tuple[dt.date, ...]
    forbidden: tuple[RuleAgainst, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """One placement: its model, row and cost."""

    model: WeekModel
    row: int
    cost: int

    @property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(self.model.slots[int(i)] for i in self.model.choices[self.row])


def _models(asked: WeekAsked) -> tuple[WeekModel, ...]:
    return week_models(
        asked.facts,
        asked.week,
        wanted_sessions(asked.facts, asked.week).sessions,
        placed_before(asked.earlier),
        asked.history.leg_sessions,
    )


def day_prices(asked: WeekAsked) -> tuple[DayPrice, ...]:
    """Return for every day of a week, from the plan's today on, what a session there costs."""
    models, rules = _models(asked), asked.book.week
    best = _standing(asked, models, rules)
    if best is None:
        return ()
    by_slot = prices(models, rules)
    found: list[DayPrice] = []
    for date in _days(asked):
        way = _cheapest(models, rules, partial(_uses, date=date))
        here = [p for p in by_slot if p.slot.date == date]
        if way is None:
            against = dict.fromkeys(rule for p in here for rule in p.forbidden_by)
            told = tuple(_against(models, rules, rule, date) for rule in against)
            found.append(
                DayPrice(
                    date=date,
                    slot=None,
                    extra=None,
                    costs=(),
                    forbidden=told or (no_slot(asked.facts, date),),
                    is_best=False,
                    days=(),
                )
            )
            continue
        found.append(
            DayPrice(
                date=date,
                slot=next(s for s in way.slots if s.date == date),
                extra=way.cost - best.cost,
                costs=_differences(rules, best, way),
                forbidden=(),
                is_best=any(s.date == date for s in best.slots),
                days=tuple(s.date for s in way.slots),
            )
        )
    return tuple(found)


def day_worth(asked: WeekAsked, date: dt.date) -> DayWorth | None:
    """Return what a week without a session on a day costs more; None where none lies there."""
    models, rules = _models(asked), asked.book.week
    best = _standing(asked, models, rules)
    if best is None or all(s.date != date for s in best.slots):
        return None
    way = _cheapest(models, rules, lambda m: ~_uses(m, date))
    if way is None:
        return DayWorth(
            date=date,
            extra=None,
            costs=(),
            days=(),
            forbidden=tuple(
                RuleAgainst(rule=rule.id, sentence=rule.why)
                for rule in rules
                if rule.is_hard and _keeps_all(rule, models, date)
            ),
        )
    return DayWorth(
        date=date,
        extra=way.cost - best.cost,
        costs=_differences(rules, best, way),
        days=tuple(s.date for s in way.slots),
    )


def _keeps_all(rule: WeekRule, models: tuple[WeekModel, ...], date: dt.date) -> bool:
    """Return whether a hard rule forbids every way without a session on a day."""
    return all(
        bool(np.all((rule.encode(model, rule.values) > 0) | _uses(model, date))) for model in models
    )


def _days(asked: WeekAsked) -> tuple[dt.date, ...]:
    days = (asked.week.start + dt.timedelta(days=d) for d in range(DAYS_PER_WEEK))
    return tuple(day for day in days if day >= asked.facts.today)


def _uses(model: WeekModel, date: dt.date) -> NDArray[np.bool_]:
    """Return (C,): whether each way has a session on a date."""
    on = np.array([s.date == date for s in model.slots], dtype=np.bool_)
    if not model.count:
        return np.zeros(model.choices.shape[0], dtype=np.bool_)
    found: NDArray[np.bool_] = np.any(on[model.choices], axis=1)
    return found


def _cheapest(
    models: tuple[WeekModel, ...],
    rules: tuple[WeekRule, ...],
    keeps: Callable[[WeekModel], NDArray[np.bool_]],
) -> _Way | None:
    """Return the placement of least cost among those kept; ties to more sessions, then earlier."""
    best: _Way | None = None
    for model in models:
        total = np.where(keeps(model), costs(model, rules), FORBIDDEN)
        if not total.size:
            continue
        row = int(np.argmin(total))
        cost = int(total[row])
        if cost < FORBIDDEN and (best is None or cost < best.cost):
            best = _Way(model=model, row=row, cost=cost)
    return best


def _standing(
    asked: WeekAsked, models: tuple[WeekModel, ...], rules: tuple[WeekRule, ...]
) -> _Way | None:
    """Return the placement of the plan; the best one where the plan's is none of today's ways."""
    planned = [(s.date, s.start_minute, s.place) for s in asked.planned.sessions]
    for model in models:
        if model.count != len(planned):
            continue
        at = {(s.date, s.start_minute, s.place): i for i, s in enumerate(model.slots)}
        wanted = sorted(at[key] for key in planned if key in at)
        rows = (
            np.flatnonzero((model.choices == np.array(wanted, dtype=np.int64)).all(axis=1))
            if (len(wanted) == model.count)
            else ()
        )
        for row in rows:
            return _Way(model=model, row=int(row), cost=int(costs(model, rules)[row]))
    return _cheapest(models, rules, lambda m: np.ones(m.choices.shape[0], dtype=np.bool_))


def _differences(rules: tuple[WeekRule, ...], old: _Way, new: _Way) -> tuple[RuleCost, ...]:
    """Return what the rules cost in two placements where they differ, the dearest first."""
    found: list[RuleCost] = []
    for rule in rules:
        if rule.is_hard:
            continue
        before, after = (
            rule.weight * int(rule.encode(way.model, rule.values)[way.row]) for way in (old, new)
        )
        if before != after:
            said = rule.measure(_view(new), rule.values).breaches
            lacks = tuple(dict.fromkeys(b.sentence for b in said))
            found.append(RuleCost(rule=rule.id, old=before, new=after, lacks=lacks))
    return tuple(sorted(found, key=lambda c: (-c.more, c.rule)))


def _view(way: _Way) -> WeekView:
    model = way.model
    return WeekView(
        facts=model.facts,
        week=model.week,
        wanted=model.wanted,
        sessions=tuple(_placed(slot) for slot in way.slots),
        before=model.before,
        leg_sessions=model.leg_sessions,
    )


def _placed(slot: Slot) -> Placed:
    return Placed(
        date=slot.date, start_minute=slot.start_minute, place=slot.place, minutes=slot.minutes
    )


def _against(
    models: tuple[WeekModel, ...], rules: tuple[WeekRule, ...], rule_id: str, date: dt.date
) -> RuleAgainst:
    """Return what a hard rule says of a session that lies alone on a day."""
    rule = next(r for r in rules if r.id == rule_id)
    alone = next(m for m in models if m.count == 1)
    for row, (index,) in enumerate(alone.choices):
        if alone.slots[int(index)].date == date:
            breaches = rule.measure(_view(_Way(model=alone, row=row, cost=0)), rule.values).breaches
            if breaches:
                return RuleAgainst(rule=rule_id, sentence=breaches[0].sentence)
    return RuleAgainst(rule=rule_id, sentence=rule.title)


def no_slot(facts: Facts, date: dt.date) -> RuleAgainst:
    """Return why a day has no slot at all: nothing starts there, before any rule looks."""
    runs = [r for r in facts.runs_by_week.get(monday_of(date), ()) if r.date == date]
    quality = next((r for r in runs if r.kind.is_quality), None)
    if day_of(date) in facts.athlete.availability.rest_days:
        return RuleAgainst(rule=REST, sentence=f"{date:%A} is a rest day.")
    if not windows_on(facts, date):
        return RuleAgainst(rule=WINDOWS, sentence="None of your windows is on that day.")
    if quality is not None:
        return RuleAgainst(
            rule=RUN_FIRST,
            sentence=f"The {quality.kind.value} at {clock_text(quality.start_minute)} come first, "
            "and strength six hours after them.",
        )
    return RuleAgainst(rule=WINDOWS, sentence="The runs of the day leave no room in your windows.")
