"""What the demo runner can really lift: more every week, the left side a little less."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from ironstride.domain.body_region import Side
from ironstride.domain.exercise import LoadKind
from ironstride.strength.exposures import body_kg
from ironstride.strength.reps_curve import is_leg_press_like, percent_1rm, reps_at_percent

if TYPE_CHECKING:
    from ironstride.domain.athlete import Profile
    from ironstride.domain.exercise import Exercise
    from ironstride.domain.plan import PrescribedSet

START: Final = 1.1
"""Times the catalogue's careful guess for a novice: what she lifts at the start (house)."""
GAIN: Final = 0.022
"""Gained every week, of the maximum at the start: a fifth in ten weeks. Novices' trials of eight to
twelve weeks give 10 to 25 %, and one short set a week 30 to 50 % in a year (LP-44; house)."""
LEFT: Final = 0.96
BODY_REPS: Final = 14.0
"""Repetitions to failure with the body alone, in the first week (house)."""
MOST_RESERVE: Final = 4.0
"""As the gym screen asks: four or more."""
MOST_REPS: Final = 16
"""So far she goes on in a last set (house): beyond it repetitions tell little (LP-16)."""


def done_of(
    exercise: Exercise,
    asked: PrescribedSet,
    side: Side | None,
    weeks: float,
    profile: Profile,
    *,
    goes_on: bool = False,
) -> tuple[int | None, float | None]:
    """Return repetitions and what was left after them; None where no reserve is asked.

    Args:
        goes_on: whether she adds repetitions where more is left than asked: the last set of a lift
            that she knows, by which loads rise (LP-24).
    """
    if asked.rir is None or asked.reps is None:
        return asked.reps, None
    failure = _to_failure(exercise, asked, side, weeks, profile)
    possible = math.floor(failure - asked.rir)
    more = min(possible, max(MOST_REPS, exercise.reps[1])) - asked.reps
    reps = asked.reps + (max(0, more) if goes_on else 0)
    return reps, min(MOST_RESERVE, max(0.0, float(math.floor(failure - reps))))


def _to_failure(
    exercise: Exercise, asked: PrescribedSet, side: Side | None, weeks: float, profile: Profile
) -> float:
    body = body_kg(exercise, profile)
    total = body + (asked.load_kg or 0.0)
    share = (1.0 if side is not Side.LEFT else LEFT) * (1.0 + GAIN * weeks)
    if exercise.load_kind is LoadKind.BAND or total <= 0.0:
        return BODY_REPS * share
    return reps_at_percent(
        100.0 * total / (_maximum(exercise, body, profile) * share),
        leg_press_like=is_leg_press_like(exercise),
    )


def _maximum(exercise: Exercise, body: float, profile: Profile) -> float:
    """Return what she lifts once in the first week, her own share counted (kg)."""
    prior = exercise.prior_share_of_body_mass
    if prior is None or exercise.load_kind is not LoadKind.EXTERNAL:
        return body * 100.0 / percent_1rm(BODY_REPS)
    return body + prior * START * profile.body_mass_kg
