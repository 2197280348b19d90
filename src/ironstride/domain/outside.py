"""Movements that people log and the catalogue does not prescribe: curls, flyes, machines."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class OutsideKind(StrEnum):
    """What an outside movement trains, or why it trains no muscle in sets."""

    ISOLATION = "isolation"
    """One joint of the upper body: a curl, a raise, a fly."""
    PUSH = "push"
    PULL = "pull"
    TRUNK = "trunk"
    LOWER = "lower"
    ENDURANCE = "endurance"
    """A ride, a row, a walk that a log of lifts holds."""
    MOBILITY = "mobility"
    """Stretches, rolling and warm-ups."""


WITHOUT_MUSCLES: frozenset[OutsideKind] = frozenset({OutsideKind.ENDURANCE, OutsideKind.MOBILITY})
"""Kinds whose sets are no sets for a muscle (house)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideMovement:
    """One movement outside the catalogue: known, counted for its muscles, never prescribed.

    Args:
        muscles: muscle id to share 0 to 1 of the work; shares sum to 1, empty where it is no
            strength work.
        upper: whether it is work for the upper body.
        names: what logs call it; what carries the load (dumbbell, cable, machine) is left out.
        is_loose: whether posture and grip in a name (seated, incline, one arm) leave it the same.
    """

    id: str
    name: str
    kind: OutsideKind
    muscles: Mapping[str, float]
    upper: bool
    names: tuple[str, ...]
    is_loose: bool

    @property
    def is_lower(self) -> bool:
        """Whether it is strength work for the legs, which heavy legs count (DESIGN §4)."""
        return self.kind is OutsideKind.LOWER
