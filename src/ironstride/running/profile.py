"""What is known of the runner when a run is judged: abilities, heart, load scale, recent habit."""

from __future__ import annotations

from dataclasses import dataclass, field

from ironstride.domain.athlete import Sex
from ironstride.running.critical_speed import CriticalSpeed
from ironstride.running.estimate import Estimate
from ironstride.running.heart_rate import HeartRateRange, heart_rate_range
from ironstride.running.load import LoadScale


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent:
    """What surrounds one run; None where there is no history.

    Args:
        median_s: median moving seconds of the runs of the eight weeks before.
        longest_m: longest distance of the 30 days before (TL-01).
        longest_s: longest moving seconds of the six days before.
        was_hard: whether the last run, at most 36 hours before, was a quality or long run.
        race_m: distance of a race or result on the athlete's list on this date.
    """

    median_s: float | None = None
    longest_m: float | None = None
    longest_s: float | None = None
    was_hard: bool = False
    race_m: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunnerProfile:
    """The runner as known on a date; critical speed and power are None where nothing tells them."""

    heart: HeartRateRange
    sex: Sex = Sex.UNSPECIFIED
    critical_speed: CriticalSpeed | None = None
    critical_power: Estimate | None = None
    scale: LoadScale = field(default_factory=LoadScale)
    recent: Recent = field(default_factory=Recent)


def stranger(age: int = 40, sex: Sex = Sex.UNSPECIFIED) -> RunnerProfile:
    """Return the profile of a runner of whom nothing but the age is known."""
    heart = heart_rate_range(age=age, sex=sex, told_max=None, told_rest=None, peaks=(), lows=())
    return RunnerProfile(heart=heart, sex=sex)
