"""How many repetitions go with which share of the one-repetition maximum, and back."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from ironstride.domain.exercise import Implement, Need

if TYPE_CHECKING:
    from ironstride.domain.exercise import Exercise

CHART_STEP: Final = 0.5
CHART: Final[tuple[float, ...]] = (
    *(100.0, 97.8, 95.5, 93.9, 92.2, 90.7, 89.2, 87.8, 86.3, 85.0),
    *(83.7, 82.4, 81.1, 79.9, 78.6, 77.4, 76.2, 75.1, 73.9, 72.8),
    *(71.7, 70.7, 69.6, 68.6, 67.6, 66.6, 65.6, 64.7, 63.7, 62.8, 61.8),
)
"""LP-01: % 1RM at reps + reserve of 1, 1.5, ... 16; the chart depends on their sum alone."""

LEG_PRESS_ANCHORS: Final[tuple[tuple[float, float], ...]] = (
    (1.0, 100.0),
    (13.1, 80.0),
    (19.0, 70.0),
)
"""Reps to failure and % 1RM on the leg press (LP-15, §20.1); straight lines between (house)."""

REPS_SLOPE: Final = 0.0353
"""k of %1RM = 1/(k(r - 1) + 1) (LP-04): the shape beyond the last anchor of either curve."""

RESERVE_CORRECTION_REPS: Final = 12
"""Sets longer than this are told with too little in reserve (LP-16)."""
RESERVE_CORRECTION_FROM: Final = 3.0
"""Reserve from which the correction holds (LP-16)."""
RESERVE_CORRECTION: Final = 1.0
"""Repetitions added to the reserve told (LP-16)."""

GENERAL: Final[tuple[tuple[float, float], ...]] = tuple(
    (1.0 + CHART_STEP * step, percent) for step, percent in enumerate(CHART)
)


def _anchors(*, leg_press_like: bool) -> tuple[tuple[float, float], ...]:
    return LEG_PRESS_ANCHORS if leg_press_like else GENERAL


def _tail(reps: float) -> float:
    return 1.0 / (REPS_SLOPE * (reps - 1.0) + 1.0)


def percent_1rm(reps_and_reserve: float, leg_press_like: bool = False) -> float:  # noqa: FBT001, FBT002 (the planner's signature)
    """Return the % 1RM at which so many repetitions can be done to failure.

    Args:
        reps_and_reserve: repetitions done plus repetitions in reserve, 1 or more.
        leg_press_like: supported leg machines allow clearly more repetitions (LP-12).

    Raises:
        ValueError: fewer than one repetition, for which no share exists.

    Source: LP-01 to 16 repetitions, beyond that LP-04 joined to it (house).
    """
    if reps_and_reserve < 1.0:
        raise ValueError(f"no share of the maximum exists for {reps_and_reserve} repetitions")
    anchors = _anchors(leg_press_like=leg_press_like)
    last_reps, last_percent = anchors[-1]
    if reps_and_reserve >= last_reps:
        return last_percent * _tail(reps_and_reserve) / _tail(last_reps)
    index = bisect_right(anchors, (reps_and_reserve, 101.0)) - 1
    (low, high_percent), (high, low_percent) = anchors[index], anchors[index + 1]
    share = (reps_and_reserve - low) / (high - low)
    return high_percent + share * (low_percent - high_percent)


def reps_at_percent(percent: float, leg_press_like: bool = False) -> float:  # noqa: FBT001, FBT002 (as percent_1rm)
    """Return repetitions to failure at a % 1RM: the inverse of ``percent_1rm``; 1 from 100 on.

    Raises:
        ValueError: the percentage is not above zero.
    """
    if percent <= 0.0:
        raise ValueError(f"no number of repetitions exists at {percent} % of the maximum")
    anchors = _anchors(leg_press_like=leg_press_like)
    if percent >= anchors[0][1]:
        return 1.0
    last_reps, last_percent = anchors[-1]
    if percent <= last_percent:
        ratio = last_percent / percent / _tail(last_reps)
        return (ratio - 1.0) / REPS_SLOPE + 1.0
    index = next(i for i, (_, at) in enumerate(anchors) if at < percent)
    (low, high_percent), (high, low_percent) = anchors[index - 1], anchors[index]
    share = (high_percent - percent) / (high_percent - low_percent)
    return low + share * (high - low)


def effective_reserve(rir: float, reps: int) -> float:
    """Return the reserve to reckon with: one more than told in long, easy sets (LP-16)."""
    if rir >= RESERVE_CORRECTION_FROM and reps > RESERVE_CORRECTION_REPS:
        return rir + RESERVE_CORRECTION
    return rir


def is_leg_press_like(exercise: Exercise) -> bool:
    """Return whether the leg-press curve holds: knee-dominant work on a machine (LP-12, §20.1)."""
    return exercise.implement is Implement.MACHINE and exercise.need is Need.LEGS_KNEE
