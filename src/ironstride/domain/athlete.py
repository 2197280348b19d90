"""Who trains, for what, with which kit, when, and what stands in the way."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ironstride.domain.body_region import Region, Side
    from ironstride.domain.clock import Day
    from ironstride.domain.protocol import PainRule, RehabNow
    from ironstride.domain.run import RunKind


class Sex(StrEnum):
    """Used for norms and starting loads; unspecified takes the wider mixture."""

    FEMALE = "female"
    MALE = "male"
    UNSPECIFIED = "unspecified"


class LiftingExperience(StrEnum):
    """How long somebody has lifted."""

    NONE = "none"
    NOVICE = "novice"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class Goal(StrEnum):
    """The eight promises."""

    INJURY_PREVENTION = "injury-prevention"
    ECONOMY = "economy"
    SPEED_POWER = "speed-power"
    FORM = "form"
    BALANCE = "balance"
    LONGEVITY = "longevity"
    REHABILITATION = "rehabilitation"
    MENTAL_TOUGHNESS = "mental-toughness"


class RacePriority(StrEnum):
    """How much a race matters."""

    A = "A"
    B = "B"
    C = "C"


class Forbidden(StrEnum):
    """What a professional's limit can forbid."""

    IMPACT = "impact"
    RUNNING = "running"
    HEAVY_LOWER = "heavy-lower"
    HEAVY_UPPER = "heavy-upper"
    END_RANGE = "end-range"
    EXERCISE = "exercise"
    ALL = "all"


class Illness(StrEnum):
    """Illness at a check-in (RM-11)."""

    NONE = "none"
    ABOVE_NECK = "above-neck"
    BELOW_NECK = "below-neck"
    FEVER = "fever"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The person: masses in kg, height in m."""

    birth_year: int
    body_mass_kg: float
    lifting_experience: LiftingExperience
    name: str = ""
    sex: Sex = Sex.UNSPECIFIED
    height_m: float | None = None
    running_years: float | None = None
    time_zone: str | None = None
    hr_max_bpm: int | None = None
    hr_rest_bpm: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A band with the resistance it gives from start to end of its range."""

    name: str
    kg_low: float
    kg_high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where strength work can happen and with what; implements are listed one by one."""

    id: str
    equipment: frozenset[str] = frozenset()
    dumbbells_kg: tuple[float, ...] = ()
    kettlebells_kg: tuple[float, ...] = ()
    bars_kg: tuple[float, ...] = ()
    plates_kg: tuple[float, ...] = ()
    machine_step_kg: float | None = None
    machine_min_kg: float | None = None
    machine_max_kg: float | None = None
    bands: tuple[Band, ...] = ()


BARE_PLACES: Final = frozenset({"home", "work", "school", "university"})
"""Places that are said without an article."""


def at_place(id: str) -> str:
    """Return a place as one says it: ``at home``, ``at the gym``; ids are names a runner gave."""
    name = id.replace("-", " ").replace("_", " ")
    return f"at {name}" if name in BARE_PLACES else f"at the {name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """When a strength session may lie: local clock minutes, start inclusive, end exclusive."""

    day: Day
    start_minute: int
    end_minute: int
    place: str | None = None
    minutes: int | None = None
    preferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """Days away, both inclusive; without a place there is no training."""

    first: dt.date
    last: dt.date
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """How often, how long and when."""

    sessions_per_week: int = 2
    minutes: int = 30
    rest_days: frozenset[Day] = frozenset()
    windows: tuple[Window, ...] = ()
    """Empty: every day 06:00 to 21:00."""
    away: tuple[Away, ...] = ()
    micro_minutes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Race:
    """A race to train for."""

    date: dt.date
    distance_m: float
    priority: RacePriority
    name: str = ""
    goal_seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualRun:
    """A run of an ordinary week."""

    day: Day
    start_minute: int
    kind: RunKind
    minutes: float
    distance_m: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRun:
    """A dated run; ``kind`` None means a day of rest from running."""

    date: dt.date
    start_minute: int
    kind: RunKind | None
    minutes: float
    distance_m: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What hurts or has hurt; pain 0 to 10, None where not told.

    Args:
        pain_rule: what the protocol declares; follows from ``protocol`` and is never written.
        rehab: what the stage allows; follows from ``protocol`` and ``stage``, never written.
    """

    region: Region
    side: Side
    active: bool = True
    since: dt.date | None = None
    protocol: str | None = None
    pain_during: float | None = None
    pain_after: float | None = None
    pain_next_morning: float | None = None
    stage: int | None = None
    pain_rule: PainRule | None = None
    rehab: RehabNow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A professional's limit; nobody and nothing overrides it. ``until`` is inclusive."""

    set_by: str
    set_on: dt.date | None = None
    until: dt.date | None = None
    forbid: Forbidden | None = None
    exercise: str | None = None
    region: Region | None = None
    side: Side | None = None
    max_load_kg: float | None = None
    max_contacts: int | None = None
    require: str | None = None
    max_sessions_per_week: int | None = None
    max_percent_1rm: float | None = None
    note: str = ""

    def holds_on(self, date: dt.date) -> bool:
        """Whether the limit is in force on a date."""
        return (self.set_on is None or self.set_on <= date) and (
            self.until is None or date <= self.until
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """Pre-participation answers (SC-01 to SC-05)."""

    clearance_needed: bool = False
    cleared_by: str | None = None
    systolic_mmhg: int | None = None
    diastolic_mmhg: int | None = None
    pregnant: bool = False
    postpartum_weeks: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTest:
    """One result of a self-test, in the unit of the test."""

    test: str
    date: dt.date
    value: float
    side: Side | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """How somebody is on a day; scales 0 to 10, None where not told."""

    date: dt.date
    sleep_hours: float | None = None
    soreness: float | None = None
    fatigue: float | None = None
    stress: float | None = None
    illness: Illness = Illness.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A recent race or all-out effort."""

    date: dt.date
    distance_m: float
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """An edit by hand that the next solve keeps."""

    date: dt.date
    start_minute: int | None = None
    session: str | None = None
    """``place``: a session lies here; ``none``: none lies on this date."""
    exercise: str | None = None
    instead_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Athlete:
    """Everything the athlete file says (contract ``ironstride/athlete/1``).

    Args:
        goals: weight 0 to 3 of every promise; all eight are present.
        places: at least one; ``home`` without kit where none was given.
        usual_week: None where nothing was said, so that it is found from runs.
        technique: exercise ids whose technique was confirmed in two sessions (RD-03).
        rules_off: ids of soft rules of the planner that don't count for this athlete.
    """

    profile: Profile
    goals: Mapping[Goal, int]
    places: tuple[Place, ...]
    availability: Availability
    races: tuple[Race, ...] = ()
    usual_week: tuple[UsualRun, ...] | None = None
    planned_runs: tuple[PlannedRun, ...] = ()
    conditions: tuple[Condition, ...] = ()
    red_flags: tuple[str, ...] = ()
    limits: tuple[Limit, ...] = ()
    like: frozenset[str] = frozenset()
    dislike: frozenset[str] = frozenset()
    imperial: bool = False
    screening: Screening = field(default_factory=Screening)
    tests: tuple[SelfTest, ...] = ()
    checkins: tuple[CheckIn, ...] = ()
    results: tuple[Result, ...] = ()
    pins: tuple[Pin, ...] = ()
    technique: frozenset[str] = frozenset()
    rules_off: frozenset[str] = frozenset()

    def age_on(self, date: dt.date) -> int:
        """Years completed at the end of the year of the date; the month of birth is not known."""
        return date.year - self.profile.birth_year
