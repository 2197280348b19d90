"""The lifts that a bar or a machine makes as heavy as anybody needs: one squat, one hinge."""

from __future__ import annotations

from typing import Final

from ironstride.domain.exercise import Exercise, Laterality, Need

PATTERNS: Final[dict[Need, str]] = {
    Need.LEGS_KNEE: "squatting",
    Need.LEGS_HIP: "hinging",
}
"""What the trials' lifts train (RE-30) and the word for it; heavy calves have their own rules."""


def is_main_lift(exercise: Exercise, need: Need) -> bool:
    """Whether it serves the need on both legs and can be loaded to 80 per cent and more."""
    return (
        exercise.need is need
        and exercise.heavy_capable
        and exercise.laterality is Laterality.BILATERAL
    )
