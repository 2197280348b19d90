"""What is known of one who was tested, and what a test's results say of her: the nouns."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from ironstride.domain.assessment import Better, Cut, Norm, NormRow
from ironstride.domain.athlete import Sex
from ironstride.domain.body_region import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who was tested: what norms go by; None where it is not known."""

    age: int | None
    sex: Sex
    body_mass_kg: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """The values of one occasion; ``whole`` where the test has no sides."""

    date: dt.date
    whole: float | None = None
    left: float | None = None
    right: float | None = None

    @property
    def values(self) -> tuple[float, ...]:
        """All that was measured: the whole, or left and right."""
        return tuple(v for v in (self.whole, self.left, self.right) if v is not None)

    @property
    def mean(self) -> float:
        """The mean of what was measured."""
        return sum(self.values) / len(self.values)

    def of(self, side: Side | None) -> float | None:
        """Return the value of a side, or of the whole."""
        return {None: self.whole, Side.LEFT: self.left, Side.RIGHT: self.right}.get(side)

    def worst(self, better: Better) -> float:
        """Return the worse side."""
        return min(self.values) if better is Better.MORE else max(self.values)


class Position(StrEnum):
    """Where a result lies against a norm."""

    BETTER = "better"
    WITHIN = "within"
    WORSE = "worse"
    TOLD = "told"
    """Shown beside the norm and not judged: the source gives no spread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NormVerdict:
    """A result against one norm.

    Args:
        row: what the norm says for this person; None where it says nothing, ``sentence`` says why.
        value: what was held against it: both sides averaged where a test has sides.
        expected: the mean, median or edge; None for levels and quartiles.
        low, high: the usual range, where the source gives a spread or quartiles.
    """

    norm: Norm
    sentence: str
    row: NormRow | None = None
    value: float | None = None
    expected: float | None = None
    low: float | None = None
    high: float | None = None
    level: str | None = None
    position: Position = Position.TOLD
    reread: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CutVerdict:
    """A result against one line; ``line`` is None where it can't be drawn for this person."""

    cut: Cut
    line: float | None
    crossed: bool
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnVerdict:
    """A result against the one before, on one side or as a whole.

    Args:
        counts: whether the change is beyond what the test can see; None where nobody knows.
    """

    side: Side | None
    before: float
    value: float
    before_on: dt.date
    counts: bool | None
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SideVerdict:
    """Left against right.

    Args:
        weaker: the worse side where the difference counts, else None.
    """

    left: float
    right: float
    weaker: Side | None
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """All that the last occasion of a test says."""

    occasion: Occasion
    norms: tuple[NormVerdict, ...]
    cuts: tuple[CutVerdict, ...]
    own: tuple[OwnVerdict, ...]
    sides: SideVerdict | None

    @property
    def weaker(self) -> Side | None:
        """The weaker side, where sides differ."""
        return None if self.sides is None else self.sides.weaker

    @property
    def crossed(self) -> frozenset[str]:
        """Ids of the lines on whose wrong side the result lies."""
        return frozenset(verdict.cut.id for verdict in self.cuts if verdict.crossed)

    @property
    def below_norm(self) -> bool:
        """Whether the result is worse than a norm, as far as can be judged."""
        return any(verdict.position is Position.WORSE for verdict in self.norms)
