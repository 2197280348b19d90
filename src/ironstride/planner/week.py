"""Where each session of a week goes between the runs, found exactly by looking at every choice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ironstride.planner.facts import Facts
from ironstride.planner.rule import Rule, Values
from ironstride.planner.season import SeasonWeek
from ironstride.planner.slots import Slot, slots_of
from ironstride.units import MIN_PER_DAY

FORBIDDEN: Final = np.int64(10**12)
"""Cost that no sum of soft penalties reaches."""
MANY_WAYS: Final = 500
"""Fewer ways than this are looked at faster than thought about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A session with its date, local start, place and minutes, content not looked at."""

    date: dt.date
    start_minute: int
    place: str
    minutes: int

    @property
    def end_minute(self) -> int:
        """The local minute at which the budget ends."""
        return self.start_minute + self.minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekModel:
    """Every way of placing ``count`` sessions in a week.

    Attributes:
        slots: in order of time.
        choices: (C, count) indices into slots, ascending, one row per way.
        before: the sessions of the weeks before, in order; the last one matters for spacing.
        leg_sessions: how many leg sessions were done in the three weeks before (CT-10).
        starts: (S,) minutes of every slot's start after the week's first midnight.
    """

    facts: Facts
    week: SeasonWeek
    wanted: int
    slots: tuple[Slot, ...]
    choices: NDArray[np.int64]
    before: tuple[Placed, ...]
    leg_sessions: int
    starts: NDArray[np.int64] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Reckon once when every slot begins."""
        starts = [self.minute_of(slot.date, slot.start_minute) for slot in self.slots]
        object.__setattr__(self, "starts", np.array(starts, dtype=np.int64))

    def minute_of(self, date: dt.date, minute: int) -> int:
        """Return a moment in minutes after the week's first midnight."""
        return (date - self.week.start).days * MIN_PER_DAY + minute

    @property
    def count(self) -> int:
        """Sessions placed."""
        return int(self.choices.shape[1])

    def none(self) -> NDArray[np.int64]:
        """Return amounts of zero for every way, (C,)."""
        return np.zeros(self.choices.shape[0], dtype=np.int64)

    def each(self, amount: Callable[[Slot], int]) -> NDArray[np.int64]:
        """Return (S,): the amount of every slot."""
        return np.array([amount(slot) for slot in self.slots], dtype=np.int64)

    def summed(self, each: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return (C,): amounts of slots, (S,), summed over the chosen ones."""
        if not self.count:
            return self.none()
        total: NDArray[np.int64] = each[self.choices[:, 0]]
        for position in range(1, self.count):
            total += each[self.choices[:, position]]
        return total

    def per_slot(self, amount: Callable[[Slot], int]) -> NDArray[np.int64]:
        """Return (C,): the amounts of the chosen slots summed."""
        return self.summed(self.each(amount)) if self.count else self.none()

    def by_position(self, each: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
        """Return (C,): for every position of a week its own amounts of slots, (S,), summed."""
        total = self.none()
        for position, amounts in enumerate(each):
            total += amounts[self.choices[:, position]]
        return total

    def neighbours(
        self,
        amount: Callable[[NDArray[np.int64]], NDArray[np.int64]],
        logged: tuple[dt.date, int] | None = None,
    ) -> NDArray[np.int64]:
        """Return (C,): amounts of minutes from the start of each session to that of the next.

        The last session before the week counts, too.

        Args:
            amount: what minutes, of any shape, count.
            logged: the last session of the log, which counts where the plan holds none before.
        """
        total = self.none()
        if not self.count:
            return total
        last = logged
        if self.before:
            last = (self.before[-1].date, self.before[-1].start_minute)
        if last is not None:
            first = amount(self.starts - self.minute_of(*last))
            total += first[self.choices[:, 0]]
        if self.count > 1:
            pairs = amount(self.starts[None, :] - self.starts[:, None])
            for position in range(1, self.count):
                total += pairs[self.choices[:, position - 1], self.choices[:, position]]
        return total

    def days(self) -> NDArray[np.int64]:
        """Return (C, count): day of the week, 0 for Monday, of every chosen slot."""
        return (self.starts // MIN_PER_DAY)[self.choices] if self.count else self.choices


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekView:
    """A week's placement as any plan has it, for rules to measure."""

    facts: Facts
    week: SeasonWeek
    wanted: int
    sessions: tuple[Placed, ...]
    before: tuple[Placed, ...]
    leg_sessions: int


WeekRule = Rule[WeekModel, WeekView, NDArray[np.int64]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotAmounts:
    """The encoding of a rule that counts each session by itself: amounts of slots, summed.

    Many such rules are one sum over slots before any combination is looked at.

    Attributes:
        counter: what counts a slot of a week, made once for the week.
    """

    counter: Callable[[WeekModel, Values], Callable[[Slot], int]]

    def each(self, model: WeekModel, values: Values) -> NDArray[np.int64]:
        """Return (S,): the amount of every slot."""
        return model.each(self.counter(model, values))

    def __call__(self, model: WeekModel, values: Values) -> NDArray[np.int64]:
        """Return (C,): the amounts of the chosen slots summed."""
        return model.summed(self.each(model, values)) if model.count else model.none()


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionAmounts:
    """The encoding of a rule that counts each session by its slot and its place in the order.

    Attributes:
        positions: (S,) amounts of slots for every position; empty where nothing counts.
    """

    positions: Callable[[WeekModel, Values], Sequence[NDArray[np.int64]]]

    def least(self, model: WeekModel, values: Values) -> NDArray[np.int64] | int:
        """Return (S,): what every slot counts at least, wherever in the order."""
        found = self.positions(model, values)
        return np.minimum.reduce(found) if found else 0

    def __call__(self, model: WeekModel, values: Values) -> NDArray[np.int64]:
        """Return (C,): the amounts of the chosen slots summed."""
        return model.by_position(self.positions(model, values))


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekSolution:
    """The placement of least cost; proven, as every way was looked at."""

    sessions: tuple[Slot, ...]
    objective: int
    wanted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What the best placement that uses a slot costs beyond the best of all; None: not possible."""

    slot: Slot
    extra: int | None
    forbidden_by: tuple[str, ...]


def week_models(
    facts: Facts,
    week: SeasonWeek,
    wanted: int,
    before: tuple[Placed, ...],
    leg_sessions: int,
) -> tuple[WeekModel, ...]:
    """Return a model for every number of sessions from the wanted one down to none."""
    slots = slots_of(facts, week.start)
    return tuple(
        WeekModel(
            facts=facts,
            week=week,
            wanted=wanted,
            slots=slots,
            choices=_choices(len(slots), count),
            before=before,
            leg_sessions=leg_sessions,
        )
        for count in range(min(wanted, len(slots)), -1, -1)
    )


@cache
def _choices(slots: int, count: int) -> NDArray[np.int64]:
    """Return every way of choosing ``count`` of the slots, (C, count), ascending."""
    ways = list(combinations(range(slots), count))
    found = np.array(ways, dtype=np.int64).reshape(len(ways), count)
    found.flags.writeable = False
    return found


def costs(
    model: WeekModel,
    rules: tuple[WeekRule, ...],
    each: NDArray[np.int64] | None = None,
) -> NDArray[np.int64]:
    """Return (C,): the summed penalty of every way.

    Args:
        each: what every slot costs by itself, (S,), where it has been reckoned.
    """
    total = model.summed(_slot_costs(model, rules) if each is None else each)
    # Combinations with a slot that no session may have need no further look.
    open_rows = np.flatnonzero(total < FORBIDDEN)
    if not open_rows.size:
        return total
    left = model
    if open_rows.size < total.size:
        left = replace(model, choices=model.choices[open_rows])
    more = left.none()
    for rule in rules:
        if not isinstance(rule.encode, SlotAmounts):
            amount = rule.encode(left, rule.values)
            more += np.where(amount > 0, FORBIDDEN, 0) if rule.is_hard else rule.weight * amount
    total[open_rows] += more
    return total


def _slot_costs(model: WeekModel, rules: tuple[WeekRule, ...]) -> NDArray[np.int64]:
    """Return (S,): what every slot costs under the rules that count sessions by themselves."""
    total = np.zeros(len(model.slots), dtype=np.int64)
    for rule in rules:
        if isinstance(rule.encode, SlotAmounts):
            each = rule.encode.each(model, rule.values)
            total += np.where(each > 0, FORBIDDEN, 0) if rule.is_hard else rule.weight * each
    return total


def solve_week(models: tuple[WeekModel, ...], rules: tuple[WeekRule, ...]) -> WeekSolution | None:
    """Return the placement of least cost, None where hard rules leave not even an empty week.

    Ties go to more sessions, then to the earlier slots.
    """
    best: WeekSolution | None = None
    if not models:
        return best
    # The heaviest first: so it shows at once that fewer sessions than wanted cost too much.
    ordered = tuple(sorted(rules, key=lambda rule: -rule.weight))
    each = _slot_costs(models[0], ordered)
    low = each.copy()
    for rule in ordered:
        if isinstance(rule.encode, PositionAmounts):
            low += rule.weight * rule.encode.least(models[0], rule.values)
    for model in models:
        if best is not None and _least_by(ordered[0], model) >= best.objective:
            continue
        left = _promising(model, ordered, each, low)
        total = costs(left, ordered, each)
        row = int(np.argmin(total))
        cost = int(total[row])
        if cost < FORBIDDEN and (best is None or cost < best.objective):
            best = WeekSolution(
                sessions=tuple(left.slots[i] for i in left.choices[row]),
                objective=cost,
                wanted=left.wanted,
            )
    return best


def _least_by(rule: WeekRule, model: WeekModel) -> int:
    """Return what the ways of a model cost at least under one rule."""
    return rule.weight * int(rule.encode(model, rule.values).min())


def _promising(
    model: WeekModel,
    rules: tuple[WeekRule, ...],
    each: NDArray[np.int64],
    low: NDArray[np.int64],
) -> WeekModel:
    """Return the model without ways that can't be the best; all that cost least stay, in order.

    The cheapest slots of each day give a week that costs so much. No rule takes costs away, so a
    way whose slots cost more than that by themselves is none.

    Args:
        each: (S,) what every slot costs by itself.
        low: the same with what it costs at least wherever in the order it comes.
    """
    if len(model.choices) <= MANY_WAYS:
        return model
    open_slots = np.flatnonzero(each < FORBIDDEN)
    days: dict[int, int] = {}
    for index in open_slots[np.argsort(low[open_slots], kind="stable")].tolist():
        days.setdefault(int(model.starts[index]) // MIN_PER_DAY, index)
    seed = np.array(sorted(days.values()), dtype=np.int64)
    if len(seed) < model.count:
        return model
    tried = replace(model, choices=seed[_choices(len(seed), model.count)])
    most = int(costs(tried, rules, each).min())
    if most >= FORBIDDEN:
        return model
    least = int(np.sort(low[open_slots])[: model.count - 1].sum())
    kept = open_slots[low[open_slots] + least <= most]
    ways = kept[_choices(len(kept), model.count)]
    total = low[ways[:, 0]]
    for position in range(1, model.count):
        total = total + low[ways[:, position]]
    return replace(model, choices=ways[total <= most])


def prices(models: tuple[WeekModel, ...], rules: tuple[WeekRule, ...]) -> tuple[Price, ...]:
    """Return for every slot what it would cost to use it, beside the best placement of all."""
    best = solve_week(models, rules)
    if best is None:
        return ()
    slots = models[0].slots
    least = np.full(len(slots), FORBIDDEN, dtype=np.int64)
    for model in models:
        total = costs(model, rules)
        for position in range(model.count):
            np.minimum.at(least, model.choices[:, position], total)
    return tuple(
        Price(
            slot=slot,
            extra=int(cost) - best.objective if cost < FORBIDDEN else None,
            forbidden_by=() if cost < FORBIDDEN else _forbidding(models, rules, index),
        )
        for index, (slot, cost) in enumerate(zip(slots, least, strict=True))
    )


def _forbidding(
    models: tuple[WeekModel, ...], rules: tuple[WeekRule, ...], slot: int
) -> tuple[str, ...]:
    """Return the hard rules that forbid a session which is alone in the week at the slot."""
    alone = next((m for m in models if m.count == 1), None)
    if alone is None:
        return ()
    row = int(np.flatnonzero(alone.choices[:, 0] == slot)[0])
    return tuple(r.id for r in rules if r.is_hard and int(r.encode(alone, r.values)[row]) > 0)
