"""Where each session of a week goes between the runs, found exactly by looking at every choice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ironstride.planner.facts import Facts
from ironstride.planner.rule import Rule
from ironstride.planner.season import SeasonWeek
from ironstride.planner.slots import Slot, minutes_between, slots_of
from ironstride.units import MIN_PER_HOUR

FORBIDDEN: Final = np.int64(10**12)
"""Cost that no sum of soft penalties reaches."""


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
    """

    facts: Facts
    week: SeasonWeek
    wanted: int
    slots: tuple[Slot, ...]
    choices: NDArray[np.int64]
    before: tuple[Placed, ...]
    leg_sessions: int

    @property
    def count(self) -> int:
        """Sessions placed."""
        return int(self.choices.shape[1])

    def none(self) -> NDArray[np.int64]:
        """Return amounts of zero for every way, (C,)."""
        return np.zeros(self.choices.shape[0], dtype=np.int64)

    def per_slot(self, amount: Callable[[Slot], int]) -> NDArray[np.int64]:
        """Return (C,): the amounts of the chosen slots summed."""
        if not self.count:
            return self.none()
        each = np.array([amount(slot) for slot in self.slots], dtype=np.int64)
        total: NDArray[np.int64] = each[self.choices].sum(axis=1)
        return total

    def by_position(
        self, amount: Callable[[Slot], int], factors: Sequence[int]
    ) -> NDArray[np.int64]:
        """Return (C,): amounts of the chosen slots, times the factor of each one's position."""
        if not self.count:
            return self.none()
        each = np.array([amount(slot) for slot in self.slots], dtype=np.int64)
        total: NDArray[np.int64] = each[self.choices] @ np.array(factors, dtype=np.int64)
        return total

    def neighbours(
        self, amount: Callable[[Slot | Placed, Slot], int], logged: Placed | None = None
    ) -> NDArray[np.int64]:
        """Return (C,): amounts of each session and the one before it, last week's last included.

        Args:
            logged: the last session of the log, which counts where the plan holds none before.
        """
        total = self.none()
        if not self.count:
            return total
        last = self.before[-1] if self.before else logged
        if last is not None:
            first = np.array([amount(last, s) for s in self.slots], dtype=np.int64)
            total += first[self.choices[:, 0]]
        if self.count > 1:
            pairs = np.zeros((len(self.slots), len(self.slots)), dtype=np.int64)
            for i, one in enumerate(self.slots):
                for j in range(i + 1, len(self.slots)):
                    pairs[i, j] = amount(one, self.slots[j])
            for position in range(1, self.count):
                total += pairs[self.choices[:, position - 1], self.choices[:, position]]
        return total

    def days(self) -> NDArray[np.int64]:
        """Return (C, count): day of the week, 0 for Monday, of every chosen slot."""
        each = np.array([s.date.weekday() for s in self.slots], dtype=np.int64)
        return each[self.choices] if self.count else self.choices


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


def hours_between(first: Slot | Placed, second: Slot | Placed) -> float:
    """Return local clock hours from the start of one session to the start of another."""
    return (
        minutes_between((first.date, first.start_minute), (second.date, second.start_minute))
        / MIN_PER_HOUR
    )


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
    model: WeekModel, rules: tuple[WeekRule, ...], *, below: int | None = None
) -> NDArray[np.int64]:
    """Return (C,): the summed penalty of every way.

    Args:
        below: where no way costs less any more, the sum so far is returned.
    """
    total = model.none()
    for rule in rules:
        amount = rule.encode(model, rule.values)
        total += np.where(amount > 0, FORBIDDEN, 0) if rule.is_hard else rule.weight * amount
        if below is not None and int(total.min()) >= below:
            break
    return total


def solve_week(models: tuple[WeekModel, ...], rules: tuple[WeekRule, ...]) -> WeekSolution | None:
    """Return the placement of least cost, None where hard rules leave not even an empty week.

    Ties go to more sessions, then to the earlier slots.
    """
    best: WeekSolution | None = None
    # The heaviest first: so it shows at once that fewer sessions than wanted cost too much.
    ordered = tuple(sorted(rules, key=lambda rule: -rule.weight))
    for model in models:
        total = costs(model, ordered, below=None if best is None else best.objective)
        row = int(np.argmin(total))
        cost = int(total[row])
        if cost < FORBIDDEN and (best is None or cost < best.objective):
            best = WeekSolution(
                sessions=tuple(model.slots[i] for i in model.choices[row]),
                objective=cost,
                wanted=model.wanted,
            )
    return best


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
