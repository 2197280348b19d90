"""Some of the hip's work goes to its side: it holds the pelvis level on one leg."""

from __future__ import annotations

from ironstride.domain.exercise import Family
from ironstride.planner.family_rule import family_rule

RULE = family_rule(
    name="side_hip",
    families=frozenset({Family.HIP_ABDUCTION}),
    called="for the side of the hip",
    weight=20,
    evidence=("BR-11", "IP-04"),
    title="A week holds work for the side of the hip.",
    why="The side of the hip holds the pelvis level with every step.",
)
