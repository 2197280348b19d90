"""A rule of the planner as a frozen record: what it says, on whose word, and how it is counted.

Every rule counts an *amount*, a whole number in its own unit. A soft rule costs ``weight`` times
the amount; a hard rule allows the amount zero only. ``encode`` states the amount to the method of
the rule's level, ``measure`` counts it in plain Python on any plan. The two share nothing but facts
and parameters, so that each can find the other's mistakes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from ironstride.domain.plan import Breach, Level, Strength

Model = TypeVar("Model")
View = TypeVar("View")
Terms = TypeVar("Terms")

NEVER_OFF: Final = frozenset({"safety", "limits"})
"""Groups whose rules nobody can switch off."""

Values = Mapping[str, float]
"""Parameter name to value, as a rule's functions receive them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A threshold with its unit, its sensible range and the evidence it rests on."""

    name: str
    value: float
    unit: str
    low: float
    high: float
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a rule counted on a plan: a whole amount and where it came from."""

    amount: int
    breaches: tuple[Breach, ...] = ()


KEPT = Measured(amount=0)
"""Nothing to count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Generic[Model, View, Terms]):
    """One rule of one level.

    Args:
        id: ``group.name``; the module is ``planner/rules/<group>/<name>.py``.
        weight: cost of one unit of the amount; 0 for a hard rule.
        unit: what one unit of the amount is, in words.
        evidence: dossier ids or ``house``; never empty.
        title: the rule in one plain sentence.
        encode: amounts for the level's method; a hard rule forbids where it is above zero.
        measure: the amount and its breaches, counted on any plan of the level.
        why: one sentence that a runner reads when the rule shaped the plan.
    """

    id: str
    level: Level
    strength: Strength
    weight: int
    unit: str
    evidence: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    title: str
    encode: Callable[[Model, Values], Terms]
    measure: Callable[[View, Values], Measured]
    why: str

    def __post_init__(self) -> None:
        """Refuse a record that hides something.

        Raises:
            ValueError: a rule without evidence, a hard rule with a weight, a soft one without.
        """
        if not self.evidence:
            raise ValueError(f"{self.id}: a rule says what it rests on, if only 'house'")
        if (self.strength is Strength.HARD) != (self.weight == 0):
            raise ValueError(f"{self.id}: hard rules weigh nothing, soft rules something")

    @property
    def group(self) -> str:
        """The part of the id before the dot."""
        return self.id.partition(".")[0]

    @property
    def values(self) -> Values:
        """The parameters' values by name."""
        return {p.name: p.value for p in self.parameters}

    @property
    def is_hard(self) -> bool:
        """Whether the rule forbids."""
        return self.strength is Strength.HARD

    def penalty(self, measured: Measured) -> int:
        """Return what the counted amount costs."""
        return self.weight * measured.amount
