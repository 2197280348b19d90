"""Some of the hip-dominant leg work is a hinge."""

from __future__ import annotations

from ironstride.domain.exercise import Family
from ironstride.planner.family_rule import family_rule

RULE = family_rule(
    name="hinge_pattern",
    families=frozenset({Family.HINGE}),
    called="of hinging",
    weight=12,
    evidence=("BR-13",),
    title="A week holds a hinge from the hip.",
    why="Hinging trains hamstrings and back as running uses them: long, and together.",
)
