"""What a check of protocols is, and what it is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ironstride.body.gates import ceiling_of_rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ironstride.domain.assessment import Assessment
    from ironstride.domain.exercise import Exercise
    from ironstride.domain.protocol import Criterion, Protocol, Stage, WalkRunLadder


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a protocol may name."""

    exercises: Mapping[str, Exercise]
    tests: Mapping[str, Assessment]
    ladders: Mapping[str, WalkRunLadder]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A protocol under judgement: its stages that were read without a fault, with their places."""

    protocol: Protocol
    around: Surroundings
    stages: tuple[tuple[int, Stage], ...]
    all_stages_sound: bool

    @property
    def ceiling(self) -> float:
        """The lowest ceiling of pain that the gates set for the regions (RB-04)."""
        rule = self.protocol.pain_rule
        return min(ceiling_of_rule(region, rule) for region in self.protocol.regions)

    def criteria(self) -> Iterator[tuple[str, Criterion]]:
        """Yield every criterion of a sound stage with its key."""
        for index, stage in self.stages:
            for key, criteria in (("enter", stage.enter), ("exit", stage.exit)):
                for place, criterion in enumerate(criteria):
                    yield f"stages[{index}].{key}[{place}]", criterion


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that must hold.

    Args:
        needs: keys that must have been read without a fault before this can be judged.
        find: yields the key and the sentence of each breach.
    """

    code: str
    needs: tuple[str, ...]
    find: Callable[[Judged], Iterator[tuple[str, str]]]
    remedy: str
