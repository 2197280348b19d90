"""Exercises as the catalogue describes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NewType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ironstride.domain.athlete import Goal
    from ironstride.domain.body_region import Region

ExerciseId = NewType("ExerciseId", str)


class Laterality(StrEnum):
    """Whether the sides work together, alone, or in turn within a set."""

    BILATERAL = "bilateral"
    UNILATERAL = "unilateral"
    """Sets are done on each side, one after the other."""
    ALTERNATING = "alternating"
    """Both sides within one set."""


class Family(StrEnum):
    """Ladders: within a family exercises go from easy to hard."""

    SQUAT = "squat"
    SPLIT_SQUAT = "split-squat"
    STEP = "step"
    HINGE = "hinge"
    BRIDGE = "bridge"
    HAMSTRING = "hamstring"
    CALF_STRAIGHT = "calf-straight"
    CALF_BENT = "calf-bent"
    TIBIALIS = "tibialis"
    FOOT = "foot"
    HIP_ABDUCTION = "hip-abduction"
    HIP_ADDUCTION = "hip-adduction"
    HIP_FLEXOR = "hip-flexor"
    ANTI_EXTENSION = "anti-extension"
    ANTI_ROTATION = "anti-rotation"
    ANTI_LATERAL_FLEXION = "anti-lateral-flexion"
    TRUNK_EXTENSION = "trunk-extension"
    PUSH = "push"
    PULL = "pull"
    CARRY = "carry"
    JUMP = "jump"
    HOP = "hop"
    POGO = "pogo"
    SPRINT_DRILL = "sprint-drill"
    RUNNING_DRILL = "running-drill"
    BALANCE = "balance"
    MOBILITY = "mobility"
    ISOMETRIC_TENDON = "isometric-tendon"


class Need(StrEnum):
    """What a runner's week has to hold; each exercise serves one need first."""

    LEGS_KNEE = "legs-knee"
    """Squat, split squat, step: knee-dominant legs."""
    LEGS_HIP = "legs-hip"
    """Hinge, bridge, hamstring: hip-dominant legs."""
    CALF_STRAIGHT = "calf-straight"
    CALF_BENT = "calf-bent"
    HIP = "hip"
    FOOT = "foot"
    """Foot and shin (tibialis)."""
    TRUNK = "trunk"
    UPPER_PUSH = "upper-push"
    UPPER_PULL = "upper-pull"
    POWER = "power"
    """Jumps, hops, pogos, sprint drills."""
    BALANCE = "balance"
    MOBILITY = "mobility"


class Method(StrEnum):
    """How an exercise is dosed."""

    STRENGTH = "strength"
    """Reps against a load or body mass, leaving reps in reserve."""
    HOLD = "hold"
    """Seconds held."""
    PLYOMETRIC = "plyometric"
    """Foot contacts."""
    DRILL = "drill"
    """Distance or time with intent to move well."""


class LoadKind(StrEnum):
    """What makes it heavy."""

    EXTERNAL = "external"
    """Kilograms that are moved: bar, dumbbells, kettlebell, machine."""
    BODY_MASS = "body-mass"
    """A share of body mass, to which external load may be added."""
    BAND = "band"
    NONE = "none"


class Implement(StrEnum):
    """What carries the external load; decides which loads the kit can make."""

    BARBELL = "barbell"
    DUMBBELL = "dumbbell"
    DUMBBELL_PAIR = "dumbbell-pair"
    KETTLEBELL = "kettlebell"
    KETTLEBELL_PAIR = "kettlebell-pair"
    MACHINE = "machine"
    CABLE = "cable"
    BAND = "band"
    BODY = "body"


class Impact(StrEnum):
    """Kept as a word in TOML; the contract's numbers are 0 none, 1 low, 2 moderate, 3 high."""

    NONE = "none"
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"

    @property
    def level(self) -> int:
        """0 for none to 3 for high."""
        return _IMPACT_LEVELS[self]


_IMPACT_LEVELS: Final = {impact: level for level, impact in enumerate(Impact)}
"""Reckoned once: every rule of every week asks for them."""


class RehabStage(StrEnum):
    """How far the rehabilitation of a region has come, first to last.

    PH-01's four stages, named so that they fit the other conditions of dossier §8, too.
    """

    CALMING = "calming"
    """Easily stirred up: holds and light slow work alone."""
    LOADING = "loading"
    """Slow strength work that gets heavy, short of the stretched end of the range."""
    FULL_RANGE = "full-range"
    """Slow strength work through the whole range; the first low-impact contacts."""
    SPRING = "spring"
    """Jumps, hops, strides and hills come back; maximal sprints are last."""

    @property
    def level(self) -> int:
        """0 for calming to 3 for spring."""
        return _STAGE_LEVELS[self]


_STAGE_LEVELS: Final = {stage: level for level, stage in enumerate(RehabStage)}


class MuscleCertainty(StrEnum):
    """On what the muscles' shares of an exercise rest."""

    MEASURED = "measured"
    """A cited row measured the muscles in this very movement."""
    INFERRED = "inferred"
    """Which muscles lead follows from the one joint that moves, or from a cited row; the shares
    are rounded."""
    HOUSE = "house"
    """Several joints share the work: the order, too, is our estimate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Avoid:
    """Leave the exercise out while the region hurts more than this (0 to 10).

    Args:
        stage: the last stage of the region's rehabilitation in which it is left out whatever the
            pain; None where pain alone decides.
    """

    region: Region
    pain_over: float
    stage: RehabStage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A common fault and what mends it."""

    sign: str
    correction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FitName:
    """The FIT exercise category and name; None where the profile has no name for it."""

    category: str
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One exercise: what it loads, what it needs, how it is done, on whose word.

    Args:
        skill: 1 anyone at a kitchen table to 5 an advanced lifter.
        rung: place on its family's ladder, 1 easiest; a harder edge never leads to a lower rung.
        muscles: muscle id to share 0 to 1 of the work; shares sum to 1.
        muscle_certainty: on what the shares rest; muscle_evidence: the rows behind them.
        tissues: tissue id (achilles, patellar-tendon, plantar-fascia, tibia, hamstring-origin, ...)
            to grade 1 to 3.
        regions_loaded: region to grade 0 to 3.
        equipment: alternatives, each a set of equipment ids needed together; an empty set among
            them means that it can be done without kit.
        body_mass_share: share of body mass moved, 0 to 1; None where body mass plays no part.
        reps: sensible range of reps (or seconds for holds, contacts for plyometrics), low to high.
        setup_seconds: to get kit ready; side_change_seconds between the sides.
        seconds_per_rep: at the default tempo; for holds 1 per second, plyometrics per contact.
        contacts_per_rep: foot contacts a rep, 0 for work without impact.
        eccentric: whether the lowering is the point (soreness, CT-10).
        heavy_capable: can be loaded to 80 % 1RM and more with the right kit.
        serves: promises it serves.
        prior_share_of_body_mass: prior e1RM as a share of body mass for a novice of
            unspecified sex (external load, body share excluded); None where load is not kilograms.
    """

    id: ExerciseId
    name: str
    family: Family
    need: Need
    method: Method
    pattern: str
    plane: str
    laterality: Laterality
    load_kind: LoadKind
    implement: Implement
    muscles: Mapping[str, float]
    muscle_certainty: MuscleCertainty
    tissues: Mapping[str, int]
    regions_loaded: Mapping[Region, int]
    impact: Impact
    contacts_per_rep: int
    skill: int
    rung: int
    equipment: tuple[frozenset[str], ...]
    setup_seconds: int
    seconds_per_rep: float
    side_change_seconds: int
    reps: tuple[int, int]
    start: str
    cues: tuple[str, ...]
    faults: tuple[Fault, ...]
    breathing: str
    tempo: str | None
    avoid_when: tuple[Avoid, ...]
    serves: frozenset[Goal]
    purpose: str
    evidence: tuple[str, ...]
    fit: FitName
    aliases: tuple[str, ...] = ()
    muscle_evidence: tuple[str, ...] = ()
    body_mass_share: float | None = None
    eccentric: bool = False
    heavy_capable: bool = False
    spinal_flexion_loaded: bool = False
    end_range: bool = False
    supine: bool = False
    fall_risk: bool = False
    easier: tuple[ExerciseId, ...] = ()
    harder: tuple[ExerciseId, ...] = ()
    prior_share_of_body_mass: float | None = None
    notes: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_lower(self) -> bool:
        """Whether it trains the legs (knee, hip, calves) or loads them by jumping."""
        return self.need in LEG_NEEDS

    @property
    def is_per_side(self) -> bool:
        """Whether its sets are done on each side, one after the other."""
        return self.laterality is Laterality.UNILATERAL

    @property
    def is_timed(self) -> bool:
        """Whether its amount is seconds: holds, and drills done for a time, one a second."""
        by_time = self.method is Method.DRILL and self.seconds_per_rep == 1.0
        return self.method is Method.HOLD or by_time

    def is_left_out_in(self, region: Region, stage: RehabStage) -> bool:
        """Whether a region's rehabilitation is not far enough for it at this stage."""
        return any(
            avoid.region is region and avoid.stage is not None and stage.level <= avoid.stage.level
            for avoid in self.avoid_when
        )


LEG_NEEDS: frozenset[Need] = frozenset(
    {Need.LEGS_KNEE, Need.LEGS_HIP, Need.CALF_STRAIGHT, Need.CALF_BENT, Need.POWER}
)
"""Needs that count as legs for heavy legs (DESIGN §4); hip, foot and balance work does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Muscle:
    """A muscle group with its plain name and region."""

    id: str
    name: str
    region: Region | None
    upper: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment:
    """A kind of kit with its plain name and one sentence."""

    id: str
    name: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Everything the catalogue holds, checked and indexed; tuples are sorted by id."""

    exercises: tuple[Exercise, ...]
    muscles: tuple[Muscle, ...]
    equipment: tuple[Equipment, ...]
    by_id: Mapping[str, Exercise]

    def exercise(self, exercise_id: str) -> Exercise:
        """Return the exercise of an id that is known to exist.

        Raises:
            KeyError: the id is unknown.
        """
        return self.by_id[exercise_id]
