"""Rehabilitation protocols: stages with their doses, criteria, walk-run ladders and signs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NewType

from ironstride.domain.body_region import Region
from ironstride.domain.exercise import ExerciseId, RehabStage

ProtocolId = NewType("ProtocolId", str)
LadderId = NewType("LadderId", str)


class Injury(StrEnum):
    """What a protocol is for; several protocols may serve the same."""

    RUNNERS_KNEE = "runners-knee"
    ITB_SYNDROME = "itb-syndrome"
    SHIN_SPLINTS = "shin-splints"
    BONE_STRESS = "bone-stress"
    ACHILLES_MID = "achilles-mid-portion"
    ACHILLES_INSERTIONAL = "achilles-insertional"
    PLANTAR_HEEL = "plantar-heel"
    GLUTEAL_TENDON = "gluteal-tendon"
    PROXIMAL_HAMSTRING = "proximal-hamstring"
    HAMSTRING_STRAIN = "hamstring-strain"
    ANKLE_SPRAIN = "ankle-sprain"
    LOW_BACK = "low-back"
    CALF_STRAIN = "calf-strain"


class PainRule(StrEnum):
    """Which ceiling of pain a diagnosis carries (RB-04); the gates hold the figures."""

    GENERAL = "general"
    """No lower ceiling than the traffic light's (RB-01)."""
    TENDON = "tendon"
    KNEE_CAP = "knee-cap"
    MUSCLE = "muscle"
    BONE = "bone"
    """No pain at all."""


class Running(StrEnum):
    """How much running a stage allows, from none to all."""

    NONE = "none"
    WALK = "walk"
    WALK_RUN = "walk-run"
    EASY = "easy"
    ALL = "all"

    @property
    def level(self) -> int:
        """0 for none to 4 for all."""
        return tuple(Running).index(self)


class Doing(StrEnum):
    """While doing what, or when, pain is asked."""

    PRESSING = "pressing"
    DAILY_LIFE = "daily-life"
    WALKING = "walking"
    STAIRS = "stairs"
    SITTING = "sitting"
    LYING = "lying"
    EXERCISES = "exercises"
    MORNING = "morning"
    NIGHT = "night"
    RUNNING = "running"
    HOPPING = "hopping"


class Spared(StrEnum):
    """What a protocol keeps away from its regions in every stage."""

    END_RANGE = "end-range"
    """Work at the end of the range that loads them: the heel below the step (AC-03)."""
    ADDUCTION = "adduction"
    """Work that draws the leg across (GT-01)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence with what it rests on.

    Args:
        recalled: whether the row says that this part of it was not read again at its source.
    """

    says: str
    evidence: tuple[str, ...]
    recalled: bool = False


# Criteria: each is one predicate over pain, tests, exercises, running or time.


@dataclass(frozen=True, slots=True, kw_only=True)
class PainCriterion:
    """Pain while doing something is at most this, on so many days in a row.

    Args:
        minutes: how long it is done for; None where that is not asked.
    """

    doing: Doing
    at_most: float
    days: int = 1
    minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendCriterion:
    """Pain and morning stiffness did not rise over so many weeks (RB-01)."""

    weeks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TestCriterion:
    """A self-test reaches a result, or the sides are as near as this; in the test's unit."""

    __test__ = False  # pytest takes the name for a set of tests

    test: str
    at_least: float | None = None
    side_difference_at_most: float | None = None
    side_difference_at_most_percent: float | None = None
    pain_at_most: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseCriterion:
    """An exercise of the catalogue was done with so many repetitions or seconds a side.

    Args:
        amount: repetitions, seconds of a hold, or contacts, as the exercise counts.
        side_difference_at_most_percent: of the load that is used.
    """

    exercise: ExerciseId
    amount: int | None = None
    side_difference_at_most_percent: float | None = None
    pain_at_most: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCriterion:
    """So many runs of at least so many minutes with at most this pain."""

    minutes: int
    pain_at_most: float
    times: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderCriterion:
    """The walk-run ladder was climbed up to a step, counted from 1."""

    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeCriterion:
    """So many days passed since the stage began, or since the injury."""

    days: int
    since_injury: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOffCriterion:
    """A professional looked and confirms it; only where the protocol asks for a sign-off."""

    confirms: str


Predicate = (
    PainCriterion
    | TrendCriterion
    | TestCriterion
    | ExerciseCriterion
    | RunCriterion
    | LadderCriterion
    | TimeCriterion
    | SignOffCriterion
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A predicate with what it rests on."""

    asks: Predicate
    evidence: tuple[str, ...]
    recalled: bool = False


# Doses


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """One exercise of a stage in some of its weeks; pairs are from low to high.

    Args:
        weeks: of the stage, counted from 1; None for as long as the stage lasts.
        amount: repetitions, seconds of a hold, or contacts, as the exercise counts them.
        repetition_maximum: as heavy as lets exactly so many repetitions be done (15 for 15RM).
        days_per_week: on how many days; None where ``every_days`` says it.
        every_days: 2 for every second day.
        times_per_day: how often on such a day.
        rest_seconds: between sets; None where the source doesn't say.
        tempo: down-pause-up-pause in seconds; None where the exercise's own holds.
        load: what makes it heavier, in words; empty where there is nothing to say.
        outside: why the dose may lie outside the exercise's own range; empty where it doesn't.
    """

    exercise: ExerciseId
    sets: tuple[int, int]
    amount: tuple[int, int]
    evidence: tuple[str, ...]
    weeks: tuple[int, int] | None = None
    repetition_maximum: int | None = None
    days_per_week: tuple[int, int] | None = None
    every_days: int | None = None
    times_per_day: tuple[int, int] = (1, 1)
    rest_seconds: tuple[int, int] | None = None
    tempo: str | None = None
    load: str = ""
    outside: str = ""
    recalled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PainCeiling:
    """How much pain a stage allows, and by when it has settled.

    Args:
        during: most while exercising and right after, 0 to 10.
        next_morning: most the morning after.
        settles_minutes: back to where it was within so many minutes; None: by the next morning.
    """

    during: float
    next_morning: float
    evidence: tuple[str, ...]
    settles_minutes: int | None = None


NO_LOAD: Final = 0
FULL_LOAD: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage: what it is for, what is done, what is allowed, when it begins and ends.

    Args:
        weeks: how long it takes, low to high; None where only the criteria decide.
        phase: how far the rehabilitation has come, as the exercises' own limits count it.
        load_at_most: most that an exercise may load the protocol's regions, 0 to 3.
        impact_at_most: highest level of impact of its exercises, 0 to 3.
        enter: what must hold before it begins, on top of the exit of the stage before.
        exit: what must hold before the next begins; for the last stage, what ends the protocol.
        leads_to: ids of the stages that the exit opens; the next in order unless said.
        practice: what is done beside the exercises of the catalogue.
    """

    id: str
    name: str
    aim: str
    phase: RehabStage
    running: Running
    load_at_most: int
    impact_at_most: int
    pain: PainCeiling
    doses: tuple[Dose, ...]
    practice: tuple[Statement, ...]
    enter: tuple[Criterion, ...]
    exit: tuple[Criterion, ...]
    leads_to: tuple[str, ...]
    evidence: tuple[str, ...]
    weeks: tuple[int, int] | None = None

    @property
    def is_running(self) -> bool:
        """Whether it allows any running."""
        return self.running.level >= Running.WALK_RUN.level


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderStep:
    """Run and walk in seconds, so many times; ``walk_seconds`` 0 is running without a break."""

    run_seconds: int
    walk_seconds: int
    repeats: int

    @property
    def running_minutes(self) -> float:
        """Minutes of running in the step."""
        return self.run_seconds * self.repeats / 60.0

    @property
    def total_minutes(self) -> float:
        """Minutes of the whole step."""
        return (self.run_seconds + self.walk_seconds) * self.repeats / 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkRunLadder:
    """From walking to running without a break, step by step.

    Args:
        times: how often a step is done without a flare before the next.
        every_days: 2 for every second day at most.
        rules: how to climb it, and what follows.
    """

    id: LadderId
    name: str
    steps: tuple[LadderStep, ...]
    times: int
    every_days: int
    rules: tuple[Statement, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """A professional's word that a stage waits for.

    Args:
        stage: id of the stage that may not begin without it.
        who: whose word, e.g. ``a doctor``.
    """

    stage: str
    who: str
    why: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RehabNow:
    """What the stage that somebody is in allows, as a plan has to know it.

    Args:
        protocol, stage: their names, for people.
        told: whether the stage was told; else it is taken to be the first.
        regions, phase, load_at_most, impact_at_most: as the stage has them.
        spares: what the protocol keeps away from its regions in every stage.
        evidence: the rows of the stage, then those of the protocol.
    """

    protocol: str
    stage: str
    told: bool
    regions: tuple[Region, ...]
    phase: RehabStage
    load_at_most: int
    impact_at_most: int
    spares: frozenset[Spared]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """One way back from one injury, as its sources tell it.

    Args:
        regions: where it hurts; what the stages' ceilings speak of.
        what: what the injury is, in one sentence.
        tell_apart: how it differs from what needs a doctor.
        red_flags: ids of the signs that are asked first; any yes stops.
        offered_first: whether a source would offer it before the others for the same injury.
        walk_run: the ladder that its stages with walk-run climb; None where none does.
        course: what to expect, hedged.
        conflicts: where sources differ, and which way was taken.
        spares: what of ``avoid`` a plan can keep: it holds in every stage.
        not_given: what the sources leave open.
    """

    id: ProtocolId
    name: str
    injury: Injury
    pain_rule: PainRule
    regions: tuple[Region, ...]
    what: str
    approach: tuple[Statement, ...]
    tell_apart: tuple[Statement, ...]
    red_flags: tuple[str, ...]
    stages: tuple[Stage, ...]
    sign_offs: tuple[SignOff, ...]
    avoid: tuple[Statement, ...]
    course: tuple[Statement, ...]
    conflicts: tuple[Statement, ...]
    not_given: tuple[str, ...]
    evidence: tuple[str, ...]
    offered_first: bool = False
    walk_run: LadderId | None = None
    spares: frozenset[Spared] = frozenset()

    def now(self, stage: int | None) -> RehabNow:
        """Return what holds in a stage, counted from 1; in the first where None was told.

        A number beyond the last stage is the last: who is through with it says so by ``active``.
        """
        at = self.stages[min(max(stage or 1, 1), len(self.stages)) - 1]
        return RehabNow(
            protocol=self.name,
            stage=at.name,
            told=stage is not None,
            regions=self.regions,
            phase=at.phase,
            load_at_most=at.load_at_most,
            impact_at_most=at.impact_at_most,
            spares=self.spares,
            evidence=tuple(dict.fromkeys((*at.evidence, *self.evidence))),
        )

    def stage(self, stage_id: str) -> Stage:
        """Return a stage by its id.

        Raises:
            KeyError: there is no such stage.
        """
        for each in self.stages:
            if each.id == stage_id:
                return each
        raise KeyError(stage_id)
