"""Some of the trunk's work is bracing: holding still against a pull, a lean or a twist."""

from __future__ import annotations

from ironstride.domain.exercise import Family
from ironstride.planner.family_rule import family_rule

RULE = family_rule(
    name="bracing",
    families=frozenset(
        {
            Family.ANTI_EXTENSION,
            Family.ANTI_LATERAL_FLEXION,
            Family.ANTI_ROTATION,
            Family.CARRY,
        }
    ),
    called="of bracing",
    weight=14,
    evidence=("BR-16", "LB-03", "house"),
    title="A week holds bracing for the trunk, not the back alone.",
    why="Running asks the trunk to hold still while arms and legs move.",
)
