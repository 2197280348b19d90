"""The content of a week as choices and rows: what may be done, and what each rule counts on it.

A choice is one exercise in one session with a number of sets and a role. Rules state their amounts
as costs of choices and as rows over them; the solver and the descent read the same statement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from ironstride.domain.exercise import Exercise, Need
from ironstride.planner.dose import TRANSITION_SECONDS, Dose
from ironstride.planner.facts import Facts
from ironstride.planner.history import History
from ironstride.planner.rule import Rule
from ironstride.planner.season import SeasonWeek
from ironstride.planner.sessions import ContentView, SessionFrame


class Role(StrEnum):
    """How an exercise stands in its session."""

    ALONE = "alone"
    LEAD = "lead"
    """First of a pair; the partner's set is its rest."""
    PARTNER = "partner"


class PairClass(StrEnum):
    """Exercises of one class compete and are never paired (LP-42)."""

    LEGS = "legs"
    HIP = "hip"
    FOOT = "foot"
    TRUNK = "trunk"
    PUSH = "push"
    PULL = "pull"
    BALANCE = "balance"
    MOBILITY = "mobility"


PAIR_CLASS: Final[dict[Need, PairClass]] = {
    Need.LEGS_KNEE: PairClass.LEGS,
    Need.LEGS_HIP: PairClass.LEGS,
    Need.CALF_STRAIGHT: PairClass.LEGS,
    Need.CALF_BENT: PairClass.LEGS,
    Need.POWER: PairClass.LEGS,
    Need.HIP: PairClass.HIP,
    Need.FOOT: PairClass.FOOT,
    Need.TRUNK: PairClass.TRUNK,
    Need.UPPER_PUSH: PairClass.PUSH,
    Need.UPPER_PULL: PairClass.PULL,
    Need.BALANCE: PairClass.BALANCE,
    Need.MOBILITY: PairClass.MOBILITY,
}


class Curve(StrEnum):
    """How an amount grows with the distance from a bound."""

    LINEAR = "linear"
    SQUARE = "square"


class Relation(StrEnum):
    """What a row asks of the weighted sum of its choices."""

    AT_MOST = "at-most"
    """Hard: the sum stays at or below the bound."""
    AT_LEAST = "at-least"
    """Hard: the sum reaches the bound."""
    SHORT = "short"
    """Soft: what is missing to the bound is counted."""
    OVER = "over"
    """Soft: what exceeds the bound is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A weighted sum over choices with a bound."""

    weights: Mapping[int, int]
    relation: Relation
    bound: int
    curve: Curve = Curve.LINEAR

    def distance(self, total: int) -> int:
        """Return how far beyond its bound a sum lies."""
        if self.relation in {Relation.AT_LEAST, Relation.SHORT}:
            return max(0, self.bound - total)
        return max(0, total - self.bound)

    def amount(self, total: int) -> int:
        """Return what a soft row counts for a sum; for a hard row how far it is broken."""
        distance = self.distance(total)
        return distance * distance if self.curve is Curve.SQUARE else distance


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentTerms:
    """What one rule counts: an amount per choice and rows. Hard rules: forbidden choices, rows."""

    costs: Mapping[int, int] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One exercise that could be done in one session, before rules look at it."""

    session: int
    frame: SessionFrame
    exercise: Exercise


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One exercise in one session with its number of sets, role and dose."""

    index: int
    session: int
    exercise: Exercise
    sets: int
    role: Role
    dose: Dose

    @property
    def pair_class(self) -> PairClass:
        """What it competes with."""
        return PAIR_CLASS[self.exercise.need]

    @property
    def seconds(self) -> int:
        """Seconds it takes in the session: set-up, ramp, sets and rests, rounded up."""
        rest = {
            Role.ALONE: self.dose.rest,
            Role.LEAD: TRANSITION_SECONDS,
            Role.PARTNER: self.dose.paired,
        }[self.role]
        total = (
            self.exercise.setup_seconds
            + self.dose.ramp_seconds
            + self.sets * (self.dose.set_seconds + rest)
        )
        return -int(-total // 1)

    @property
    def contacts(self) -> int:
        """Foot contacts of all its sets."""
        return self.sets * self.dose.contacts


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionModel:
    """Every exercise in every session of a week: what unary hard rules look at."""

    facts: Facts
    week: SeasonWeek
    history: History
    options: tuple[Option, ...]

    def where(self, forbids: Callable[[Option], bool]) -> frozenset[int]:
        """Return the positions of the options that a rule forbids."""
        return frozenset(i for i, option in enumerate(self.options) if forbids(option))


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentModel:
    """The choices of a week.

    Attributes:
        heavy: index of the 0/1 variable of each session that is 1 where it is heavy legs; it
            follows the choices in the order of variables.
        allowed: exercises that no hard rule forbids, by session.
    """

    facts: Facts
    week: SeasonWeek
    history: History
    frames: tuple[SessionFrame, ...]
    choices: tuple[Choice, ...]
    heavy: tuple[int, ...]
    allowed: tuple[tuple[Exercise, ...], ...]

    def per_choice(self, amount: Callable[[Choice], int]) -> ContentTerms:
        """Return terms that cost an amount for each choice taken."""
        costs = {c.index: amount(c) for c in self.choices}
        return ContentTerms(costs={i: a for i, a in costs.items() if a})

    def weights(self, weight: Callable[[Choice], int]) -> dict[int, int]:
        """Return the weight of every choice for which it is not zero."""
        found = {c.index: weight(c) for c in self.choices}
        return {i: w for i, w in found.items() if w}

    def in_session(self, session: int) -> Iterable[Choice]:
        """Yield the choices of one session."""
        return (c for c in self.choices if c.session == session)


OptionRule = Rule[OptionModel, ContentView, frozenset[int]]
ContentRule = Rule[ContentModel, ContentView, ContentTerms]
