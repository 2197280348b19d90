"""The estimated one-repetition maximum of an exercise, with its interval."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from ironstride.domain.athlete import LiftingExperience, Profile, Sex
from ironstride.domain.body_region import Side
from ironstride.domain.exercise import Exercise, LoadKind, Method
from ironstride.domain.performance import LoggedSet
from ironstride.strength.exposures import (
    Exposure,
    body_kg,
    exposures,
    is_open_ended,
    of_side,
    reps_and_reserve,
    reserve_told,
    sides_seen,
    total_kg,
)
from ironstride.strength.reps_curve import is_leg_press_like, percent_1rm
from ironstride.units import DAYS_PER_WEEK

TRUSTED_REPS: Final = 10.0
"""Up to here the formulas agree (LP-08)."""
MOST_REPS: Final = 12.0
"""Beyond, no maximum is estimated (LP-08)."""
MOST_REPS_LEG_PRESS: Final = 10.0
"""Runners do far more leg presses than any chart says: long sets give no maximum (§20.4; house)."""

SPREAD: Final = 0.10
"""One standard deviation of one person's estimate (§20.4)."""
SPREAD_LONG: Final = 0.15
"""The same for sets of 10 to 12 and for leg presses (house; LP-08 and §20.4 say: worse)."""
SPREAD_GAP: Final = 0.05
"""Added after a gap that cost strength (house)."""
BOUND_HIGH: Final = 0.30
"""How far a maximum may lie above a lower bound (house)."""

SESSIONS_USED: Final = 3
SESSION_DECAY: Final = 0.5
"""Weight of a session against the next newer one (house: repeat-last predicts best)."""
WINDOW_DAYS: Final = 42
"""Sessions longer before the last one say nothing more (house, about a block)."""

NO_LOSS_DAYS: Final = 14
"""Nothing is lost in two weeks (CT-26)."""
GAP_FACTORS: Final[tuple[tuple[int, float], ...]] = (
    (4 * DAYS_PER_WEEK, 0.90),
    (7 * DAYS_PER_WEEK, 0.80),
    (12 * DAYS_PER_WEEK + 1, 0.70),
)
"""Days off below which the factor holds (CT-28): weeks 3, 4 to 6, 7 to 12."""
GAP_FACTOR_RESTART: Final = 0.60
"""Beyond 12 weeks the foundation is laid again (CT-28; the factor is house)."""

PERCENT: Final = 100.0
PRIOR_REPS: Final = 10
"""House: the sets of weights in the hands that the shares speak of are of about ten."""
PRIOR_LOW: Final = 0.5
PRIOR_HIGH: Final = 1.75
"""A guess from body mass can be half or nearly twice as much (house)."""
PRIOR_EXPERIENCE: Final[Mapping[LiftingExperience, float]] = {
    LiftingExperience.NONE: 0.85,
    LiftingExperience.NOVICE: 1.0,
    LiftingExperience.INTERMEDIATE: 1.3,
    LiftingExperience.ADVANCED: 1.6,
}
"""House: shares are stated for a novice."""
PRIOR_SEX_LOWER: Final[Mapping[Sex, float]] = {
    Sex.FEMALE: 0.85,
    Sex.MALE: 1.15,
    Sex.UNSPECIFIED: 1.0,
}
PRIOR_SEX_UPPER: Final[Mapping[Sex, float]] = {
    Sex.FEMALE: 0.75,
    Sex.MALE: 1.25,
    Sex.UNSPECIFIED: 1.0,
}
"""House: the sexes differ more in the upper body; unspecified takes the middle."""
PRIOR_AGE_FROM: Final = 50
PRIOR_AGE_LOSS: Final = 0.01
PRIOR_AGE_LEAST: Final = 0.5
"""From 50 one per cent a year, never under half (house; LG-01 to LG-03 point this way)."""
PRIOR_YOUTH_UNDER: Final = 18
PRIOR_YOUTH: Final = 0.8
"""Under 18 lighter starts (house; SC-05: technique first)."""


class Basis(StrEnum):
    """What an estimate rests on."""

    SETS = "sets"
    LOWER_BOUND = "lower-bound"
    """Only sets without a reserve told, with "four or more" left, or too long ones: at least this
    much."""
    PRIOR = "prior"
    """Nothing logged: a guess from body mass, wide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """An estimated maximum in kg: external load plus the share of body mass moved.

    Args:
        kg: the estimate today, what a gap cost already taken off; the weaker side decides.
        low: one standard deviation below; for a prior half of it.
        high: one standard deviation above.
        sets: working sets that it rests on.
        last_date: day of the newest of them; None for a prior.
        body_kg: how much of ``kg`` is the body; 0 for bars, dumbbells and machines.
        gap_days: days since the last session.
        gap_factor: what the gap left, 1 for nothing lost (CT-28).
        restart: whether more than 12 weeks passed and the foundation is laid again (CT-28).
        by_side: the estimate of each side that was logged apart.
    """

    kg: float
    low: float
    high: float
    sets: int
    last_date: dt.date | None
    basis: Basis
    body_kg: float = 0.0
    gap_days: int = 0
    gap_factor: float = 1.0
    restart: bool = False
    by_side: Mapping[Side, float] = field(default_factory=dict)

    @property
    def external_kg(self) -> float:
        """The estimated maximum without the body's share; 0 where the body alone is more."""
        return max(0.0, self.kg - self.body_kg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one session says of the maximum; ``known`` False means: at least this much."""

    date: dt.date
    kg: float
    known: bool
    spread: float
    sets: int


def multiplier(reps: float) -> float:
    """Return 1RM over load at so many repetitions to failure, 1 to 12.

    The mean of Epley, Brzycki and Wathan; from one repetition, where it is 1, to two a straight
    line, because two of the three are wrong at a single (LP-03, LP-06; the line is house).

    Raises:
        ValueError: below 1 or above 12, where no maximum is estimated (LP-08).
    """
    if not 1.0 <= reps <= MOST_REPS:
        raise ValueError(f"no maximum is estimated from {reps} repetitions")
    if reps < 2.0:  # noqa: PLR2004 (the second point of the line)
        return 1.0 + (reps - 1.0) * (multiplier(2.0) - 1.0)
    epley = 1.0 + reps / 30.0
    brzycki = 36.0 / (37.0 - reps)
    wathan = 100.0 / (48.8 + 53.8 * math.exp(-0.075 * reps))
    return (epley + brzycki + wathan) / 3.0


def one_rep_max(
    total: float, reps: float, *, leg_press_like: bool = False
) -> tuple[float, float] | None:
    """Return the maximum and its relative spread for a set, or None where it is refused.

    Args:
        total: kilograms moved.
        reps: repetitions done plus repetitions in reserve.
    """
    if leg_press_like:
        if reps > MOST_REPS_LEG_PRESS:
            return None
        return total * 100.0 / percent_1rm(reps, leg_press_like=True), SPREAD_LONG
    if reps > MOST_REPS:
        return None
    return total * multiplier(reps), SPREAD if reps <= TRUSTED_REPS else SPREAD_LONG


def _at_least(total: float, *, leg_press_like: bool) -> float:
    """Return the maximum that a refused, longer set proves: that of the longest set allowed."""
    if leg_press_like:
        return total * 100.0 / percent_1rm(MOST_REPS_LEG_PRESS, leg_press_like=True)
    return total * multiplier(MOST_REPS)


def _read_set(exercise: Exercise, logged: LoggedSet, profile: Profile) -> Reading | None:
    total = total_kg(exercise, logged, profile)
    if total is None:
        return None
    like = is_leg_press_like(exercise)
    found = one_rep_max(total, reps_and_reserve(logged), leg_press_like=like)
    if found is None:
        least = _at_least(total, leg_press_like=like)
        return Reading(date=logged.date, kg=least, known=False, spread=SPREAD_LONG, sets=1)
    kg, spread = found
    known = reserve_told(logged) is not None and not is_open_ended(logged)
    return Reading(date=logged.date, kg=kg, known=known, spread=spread, sets=1)


def readings(exercise: Exercise, sessions: tuple[Exposure, ...], profile: Profile) -> list[Reading]:
    """Return what each session says: its best set; a bound only counts where it says more."""
    found = []
    for session in sessions:
        read = [_read_set(exercise, s, profile) for s in session.sets]
        usable = [r for r in read if r is not None]
        if usable:
            best = max(usable, key=lambda r: (r.kg, r.known))
            known = any(r.known for r in usable)
            found.append(replace(best, known=known, sets=len(usable)))
    return found


def gap_factor(days: int) -> float:
    """Return the share of strength left after so many days without the exercise (CT-28)."""
    if days <= NO_LOSS_DAYS:
        return 1.0
    for below, factor in GAP_FACTORS:
        if days < below:
            return factor
    return GAP_FACTOR_RESTART


def _combine(found: list[Reading], body: float, kept: float, today: dt.date) -> Estimate:
    """Return the estimate of one side's readings, oldest first, at least one.

    Args:
        kept: kilograms that a gap takes nothing off.
    """
    newest = found[-1].date
    known = [r for r in found if r.known][-SESSIONS_USED:]
    bounds = [r.kg for r in found if not r.known and (not known or r.date > known[-1].date)]
    if known:
        weights = [SESSION_DECAY ** (len(known) - 1 - i) for i in range(len(known))]
        kg = sum(w * r.kg for w, r in zip(weights, known, strict=True)) / sum(weights)
        spread = known[-1].spread
        kg = max([kg, *bounds])
        low, high, basis = kg * (1 - spread), kg * (1 + spread), Basis.SETS
    else:
        kg = bounds[-1]
        low, high, basis = kg * (1 - SPREAD), kg * (1 + BOUND_HIGH), Basis.LOWER_BOUND
    days = (today - newest).days
    factor = gap_factor(days)
    extra = SPREAD_GAP * kg if factor < 1.0 else 0.0

    def left(kilograms: float) -> float:
        return kept + (kilograms - kept) * factor if kilograms > kept else kilograms * factor

    return Estimate(
        kg=left(kg),
        low=max(0.0, left(low - extra)),
        high=left(high + extra),
        sets=sum(r.sets for r in found),
        last_date=newest,
        basis=basis,
        body_kg=body,
        gap_days=days,
        gap_factor=factor,
        restart=factor == GAP_FACTOR_RESTART,
    )


def _from_sets(
    exercise: Exercise, sessions: tuple[Exposure, ...], profile: Profile, today: dt.date
) -> Estimate | None:
    found = readings(exercise, sessions, profile)
    body = body_kg(exercise, profile)
    # CT-28 takes a share off the load; with weights in the hands that is the weights.
    kept = 0.0 if exercise.load_kind is LoadKind.BODY_MASS else body
    return _combine(found, body, kept, today) if found else None


def _only(side: Side, sessions: tuple[Exposure, ...]) -> tuple[Exposure, ...]:
    kept = ((s.date, of_side(s.sets, side)) for s in sessions)
    return tuple(Exposure(date=date, sets=sets) for date, sets in kept if sets)


def prior(exercise: Exercise, profile: Profile, today: dt.date) -> Estimate | None:
    """Return a wide guess from body mass, sex, experience and age; None where there is no share."""
    share = exercise.prior_share_of_body_mass
    if share is None:
        return None
    sex = PRIOR_SEX_LOWER if exercise.is_lower else PRIOR_SEX_UPPER
    age = today.year - profile.birth_year
    years = max(0, age - PRIOR_AGE_FROM)
    by_age = PRIOR_YOUTH if age < PRIOR_YOUTH_UNDER else 1.0 - PRIOR_AGE_LOSS * years
    external = (
        share
        * profile.body_mass_kg
        * sex[profile.sex]
        * PRIOR_EXPERIENCE[profile.lifting_experience]
        * max(PRIOR_AGE_LEAST, by_age)
    )
    body = body_kg(exercise, profile)
    carried = body
    if exercise.load_kind is LoadKind.EXTERNAL:
        # The shares come from sets of the weight alone. Where part of the body counts beside it,
        # the maximum that those sets show is larger, or its owner could hardly squat unloaded.
        carried = body * PERCENT / percent_1rm(PRIOR_REPS)
    return Estimate(
        kg=carried + external,
        low=body + PRIOR_LOW * external,
        high=carried + PRIOR_HIGH * external,
        sets=0,
        last_date=None,
        basis=Basis.PRIOR,
        body_kg=body,
    )


def estimate(
    exercise: Exercise, sets: tuple[LoggedSet, ...], profile: Profile, today: dt.date
) -> Estimate | None:
    """Return the maximum that logged sets show, else a wide guess; None where load is not in kg.

    Args:
        sets: logged sets, of other exercises too; later than today are left out.

    Source: LP-03 to LP-10, LP-16, CT-28, §20.4. Not modelled here: the deadlift's upward
    correction (LP-10 gives no size), other exercises' sets, a personal curve (LP-14).
    """
    if exercise.load_kind in {LoadKind.BAND, LoadKind.NONE}:
        return None
    if exercise.method is not Method.STRENGTH:
        return prior(exercise, profile, today)
    every = exposures(exercise, sets, today)
    sessions = tuple(s for s in every if (every[-1].date - s.date).days <= WINDOW_DAYS)
    together = _from_sets(exercise, sessions, profile, today)
    if together is None:
        return prior(exercise, profile, today)
    logged = tuple(s for session in sessions for s in session.sets)
    by_side: dict[Side, Estimate] = {}
    for side in sides_seen(logged):
        found = _from_sets(exercise, _only(side, sessions), profile, today)
        if found is not None:
            by_side[side] = found
    if not by_side:
        return together
    weaker = min(by_side.values(), key=lambda e: e.kg)
    return replace(weaker, by_side={side: e.kg for side, e in by_side.items()})
