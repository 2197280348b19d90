"""What the demo runner can really lift: more every week, the left side a little less."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ironstride.domain.body_region import Side
from ironstride.domain.exercise import LoadKind
from ironstride.strength.exposures import body_kg
from ironstride.strength.reps_curve import is_leg_press_like, percent_1rm, reps_at_percent

if TYPE_CHECKING:
    from ironstride.domain.athlete import Profile
    from ironstride.domain.exercise import Exercise
    from ironstride.domain.plan import PrescribedSet

START: Final = 1.0
"""Share of the catalogue's prior for a novice (house)."""
GAIN: Final = 0.03
"""Gained every week, of the maximum at the start (house)."""
LEFT: Final = 0.96
BODY_REPS: Final = 14.0
"""Repetitions to failure with the body alone, in the first week (house)."""
BODY_REPS_GAIN: Final = 0.5
MOST_RESERVE: Final = 5.0


def reserve_of(
    exercise: Exercise, asked: PrescribedSet, side: Side | None, weeks: float, profile: Profile
) -> float | None:
    """Return the repetitions that are left after a set; None where no reserve is asked."""
    if asked.rir is None or asked.reps is None:
        return None
    body = body_kg(exercise, profile)
    total = body + (asked.load_kg or 0.0)
    prior = exercise.prior_share_of_body_mass
    share = 1.0 if side is not Side.LEFT else LEFT
    if exercise.load_kind is LoadKind.BAND or total <= 0.0:
        failure = (BODY_REPS + BODY_REPS_GAIN * weeks) * share
    else:
        if prior is not None and exercise.load_kind is LoadKind.EXTERNAL:
            maximum = (prior * profile.body_mass_kg + body) * START
        else:
            maximum = total * 100.0 / percent_1rm(BODY_REPS) if body == 0.0 else _of_body(body)
        maximum *= share * (1.0 + GAIN * weeks)
        failure = reps_at_percent(
            100.0 * total / maximum, leg_press_like=is_leg_press_like(exercise)
        )
    return min(MOST_RESERVE, max(0.0, float(round(failure - asked.reps))))


def _of_body(body: float) -> float:
    return body * 100.0 / percent_1rm(BODY_REPS)
