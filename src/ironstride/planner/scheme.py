"""What a phase asks of each method: sets, reps or seconds or contacts, effort and rest.

The table is the dossier's (§1.3, RD rows); where a figure has no row it says "house".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ironstride.domain.exercise import Exercise, Family, Impact, LoadKind, Method, Need
from ironstride.domain.plan import Phase
from ironstride.planner.facts import Facts
from ironstride.planner.season import SeasonWeek

STRENGTH_PHASES: Final = frozenset(
    {Phase.MAXIMUM_STRENGTH, Phase.POWER, Phase.MAINTENANCE, Phase.TAPER}
)
"""Phases that hold heavy work; the others stay light on purpose."""
MAIN_NEEDS: Final = frozenset({Need.LEGS_KNEE, Need.LEGS_HIP})
CALVES: Final = frozenset({Need.CALF_STRAIGHT, Need.CALF_BENT})
SMALL_NEEDS: Final = frozenset({Need.HIP, Need.FOOT, Need.BALANCE})
SUBMAXIMAL_REST: Final = 120
SUBMAXIMAL_REST_NEW: Final = 90
"""RD-02: two minutes; LP-23: who is new to lifting does as well with 60 to 120 s."""
JUMP_REST: Final[dict[Impact, int]] = {
    Impact.NONE: 45, Impact.LOW: 45, Impact.MODERATE: 90, Impact.HIGH: 150,
}  # fmt: skip
"""RD-05 30 to 60 s, RD-06 60 to 120 s, RD-07 two to three minutes."""
HOLD_SECONDS_EASY: Final = 20
HOLD_SECONDS: Final[dict[Phase, int]] = {
    Phase.MAXIMUM_STRENGTH: 30, Phase.POWER: 40, Phase.MAINTENANCE: 40, Phase.TAPER: 30,
}  # fmt: skip
"""House, after BR-16: endurance of the trunk grows from block to block; the range is the
exercise's."""
STRAIN_GRADE: Final = 3
"""The catalogue's grade of what loads a tendon most."""
FAST_RIR: Final = 7.0
"""RD-09: five reps with seven in reserve are 70 % 1RM by LP-01; one's own weight is what it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """What a phase asks of one kind of exercise.

    Args:
        fewest, most: working sets in a session.
        amount: reps, or seconds held, or contacts in a set.
        rir: reps in reserve, None where none is counted.
        rest: seconds after a set that is not paired; paired: after the partner's set of a pair.
    """

    fewest: int
    most: int
    amount: int
    rir: float | None
    rest: int
    paired: int
    evidence: tuple[str, ...]


def scheme_for(
    exercise: Exercise, week: SeasonWeek, facts: Facts, *, heavy: bool, practised: bool = True
) -> Scheme:
    """Return what the phase asks of an exercise.

    Args:
        heavy: whether heavy legs may be done.
        practised: whether its technique is known well enough for 80 % and more (RD-03).

    Source: RD-01 to RD-11, LP-20, LP-21, LP-23, CT-20, FM-14, TN-02.
    """
    phase = week.phase
    match exercise.method:
        case Method.PLYOMETRIC:
            return _plyometric(exercise, phase)
        case Method.DRILL:
            return Scheme(
                fewest=1,
                most=3,
                amount=exercise.reps[0],
                rir=None,
                rest=60,
                paired=45,
                evidence=("DU-06", "RD-05"),
            )
        case Method.HOLD:
            return _hold(exercise, phase)
        case Method.STRENGTH if exercise.need is Need.POWER:
            return _fast(exercise, phase)
        case Method.STRENGTH:
            known = practised and _may_be_heavy(facts)
            return _strength(exercise, phase, heavy=heavy, known=known)


def _hold(exercise: Exercise, phase: Phase) -> Scheme:
    """Return seconds and rest of a hold: long for trunk and foot, hard pushes for a tendon.

    Source: BR-15, BR-16 (endurance, longer from block to block), RD-10 (sets of 3 s pushes with
    3 s off and one to two minutes between them; the catalogue counts the seconds of the pushes).
    """
    if strains(exercise):
        return Scheme(
            fewest=2,
            most=5,
            amount=exercise.reps[0],
            rir=None,
            rest=75,
            paired=60,
            evidence=("RD-10", "TN-02", "TN-05"),
        )
    return Scheme(
        fewest=1,
        most=3,
        amount=HOLD_SECONDS.get(phase, HOLD_SECONDS_EASY),
        rir=None,
        rest=45,
        paired=40,
        evidence=("BR-15", "BR-16", "LB-03", "FM-14"),
    )


def strains(exercise: Exercise) -> bool:
    """Whether a hold is there to strain a tendon near the maximum (TN-01)."""
    return (
        exercise.family is Family.ISOMETRIC_TENDON
        and max(exercise.tissues.values(), default=0) >= STRAIN_GRADE
    )


def _fast(exercise: Exercise, phase: Phase) -> Scheme:
    """Return reps and rest of a lift that is done fast: few reps, far from failure.

    Source: RD-09 (30 to 70 % 1RM, 3 to 6 reps, two to three minutes; LP-21 the same load).
    """
    return Scheme(
        fewest=1,
        most=4 if phase is Phase.POWER else 3,
        amount=5,
        rir=FAST_RIR if exercise.load_kind is LoadKind.EXTERNAL else 3.0,
        rest=120,
        paired=120,
        evidence=("RD-09", "LP-21"),
    )


def _strength(exercise: Exercise, phase: Phase, *, heavy: bool, known: bool) -> Scheme:
    """Return reps, effort and rest of a strength exercise."""
    if phase not in STRENGTH_PHASES:
        reps = 12 if exercise.need in SMALL_NEEDS | CALVES else 10
        return Scheme(
            fewest=2, most=3, amount=reps, rir=3.0, rest=75, paired=45, evidence=("RD-01", "LP-20")
        )
    if heavy and known and exercise.heavy_capable and exercise.is_lower:
        return _heavy(exercise, phase)
    if exercise.need in MAIN_NEEDS | CALVES:
        return Scheme(
            fewest=2,
            most=4,
            amount=8,
            rir=2.0 if heavy else 3.0,
            rest=SUBMAXIMAL_REST if known else SUBMAXIMAL_REST_NEW,
            paired=60,
            evidence=("RD-02", "LP-21", "LP-23"),
        )
    reps = 12 if exercise.need in SMALL_NEEDS else 8
    return Scheme(
        fewest=1, most=3, amount=reps, rir=2.0, rest=75, paired=60, evidence=("RD-02", "LP-40")
    )


def _may_be_heavy(facts: Facts) -> bool:
    """RD-03: heavy work is for those who have lifted; novices stay below 80 % 1RM."""
    return facts.is_experienced


def _heavy(exercise: Exercise, phase: Phase) -> Scheme:
    if exercise.need in CALVES:
        return Scheme(
            fewest=2, most=4, amount=6, rir=2.0, rest=120, paired=75, evidence=("RD-03", "BR-02")
        )
    if phase is Phase.MAXIMUM_STRENGTH:
        return Scheme(
            fewest=2,
            most=4,
            amount=4,
            rir=2.0,
            rest=150,
            paired=90,
            evidence=("RD-03", "RE-03", "RE-04"),
        )
    return Scheme(
        fewest=1,
        most=3,
        amount=3,
        rir=2.0,
        rest=150,
        paired=90,
        evidence=("RD-11", "CT-20", "RE-04"),
    )


def _plyometric(exercise: Exercise, phase: Phase) -> Scheme:
    """Return contacts and rest of jumps: the harder they land, the fewer, the longer."""
    low, high = exercise.reps
    amount = min(high, max(low, 10)) if exercise.impact.level <= 1 else low
    most = 4 if phase is Phase.POWER else 3
    rest = JUMP_REST[exercise.impact]
    return Scheme(
        fewest=1,
        most=most,
        amount=amount,
        rir=None,
        rest=rest,
        paired=rest,
        evidence=("RD-05", "RD-06", "RD-07", "RE-32"),
    )
