"""What a plan gives the participants of a trial, beside what the trial gave them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from statistics import median
from typing import Final

from benchmarks.exemplars import Dose, Exemplar, Kind
from ironstride.catalogue import load
from ironstride.domain.exercise import Exercise, Family, Need
from ironstride.domain.plan import (
    BlockKind,
    PlannedSession,
    PlannedWeek,
    PrescribedSet,
)
from ironstride.planner.solve import make_plan
from ironstride.strength.reps_curve import percent_1rm

LEGS: Final = frozenset({Need.LEGS_KNEE, Need.LEGS_HIP})
CALVES: Final = frozenset({Need.CALF_STRAIGHT, Need.CALF_BENT})
LIMIT: Final = 0.1
"""Deterministic time of the solver for a week; a plan's own is ten times as long."""
COUNTED: Final[Mapping[Dose, frozenset[Need]]] = {
    Dose.LEG_SETS: LEGS,
    Dose.LEG_AND_CALF_SETS: LEGS | CALVES,
    Dose.BALANCED_SETS: frozenset({Need.HIP, Need.TRUNK}),
    Dose.FOOT_SETS: frozenset({Need.FOOT}),
    Dose.SETS: frozenset(Need) - {Need.MOBILITY},
}
"""Whose working sets a dose counts."""
WORK: Final[Mapping[Kind, tuple[Dose, ...]]] = {
    Kind.LIFTING: (Dose.LOAD,),
    Kind.JUMPING: (Dose.CONTACTS,),
    Kind.BOTH: (Dose.LOAD,),
    Kind.HOLDS: (Dose.PUSH_SETS,),
    Kind.HIP_AND_TRUNK: (Dose.BALANCED_SETS,),
    Kind.FOOT: (Dose.FOOT_SETS,),
}
"""What a week must hold to count as one with the trial's work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A dose of a plan: its typical figure, and the least and most of the block's weeks."""

    usual: float
    least: float
    most: float

    def within(self, low: float, high: float) -> bool:
        """Whether the typical figure lies in a trial's range."""
        return low <= self.usual <= high


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The doses of a plan for a trial's participants; proven says of how many weeks' content."""

    given: Mapping[Dose, Given]
    proven: int
    planned: int

    def outside(self, exemplar: Exemplar) -> tuple[Dose, ...]:
        """Return the doses that do not lie in the trial's range."""
        return tuple(
            dose
            for dose, (low, high) in exemplar.doses.items()
            if dose not in self.given or not self.given[dose].within(low, high)
        )


def compared(
    exemplar: Exemplar, *, preview: bool = False, without: frozenset[str] = frozenset()
) -> Compared:
    """Return the doses of the plan made for an exemplar's participants.

    Args:
        preview: made before the solver is done; else each week is solved with LIMIT.
        without: ids of rules that don't count.
    """
    end = exemplar.lead + exemplar.weeks
    request = exemplar.runner.request(weeks=end + exemplar.after, detail=end)
    plan = make_plan(replace(request, switched_off=without), limit=LIMIT, preview=preview)
    proofs = [proof for proof in plan.proofs if proof.week is not None]
    return Compared(
        given=_given(exemplar, plan.weeks[exemplar.lead : end]),
        proven=sum(proof.optimal for proof in proofs if proof.level == "content"),
        planned=end,
    )


def _given(exemplar: Exemplar, block: tuple[PlannedWeek, ...]) -> dict[Dose, Given]:
    full = [week for week in block if not week.light] or list(block)
    found: dict[Dose, Given] = {}
    for dose in exemplar.doses:
        if dose is Dose.WEEKS:
            continue
        figures = [figure for week in full for figure in _figures(dose, week)]
        if figures:
            found[dose] = _spread(figures)
    if Dose.WEEKS in exemplar.doses:
        held = sum(_holds(exemplar, week) for week in block)
        found[Dose.WEEKS] = Given(usual=held, least=held, most=held)
    return found


def _spread(figures: list[float]) -> Given:
    return Given(usual=float(median(figures)), least=min(figures), most=max(figures))


def _holds(exemplar: Exemplar, week: PlannedWeek) -> bool:
    """Whether a week holds the work of the trial, lighter weeks included.

    Loads that the trial did not reach, or went beyond, are lifting all the same.
    """
    return all(any(_figures(dose, week)) for dose in WORK[exemplar.kind]) and (
        exemplar.kind is not Kind.BOTH or any(_figures(Dose.CONTACTS, week))
    )


def _figures(dose: Dose, week: PlannedWeek) -> list[float]:
    """Return the figures of a week: one for the week, or for each session that has it."""
    match dose:
        case Dose.SESSIONS:
            return [float(len(week.sessions))]
        case Dose.CONTACTS:
            jumped = [each.contacts for each in week.sessions if each.contacts]
            return [sum(jumped) / len(jumped)] if jumped else []
        case Dose.LOAD:
            return _loads(week)
        case Dose.PUSH_SETS:
            return [float(sum(len(sets) for e, sets in _work(week) if _is_push(e)))]
        case _:
            needs = COUNTED[dose]
            return [float(sum(len(sets) for e, sets in _work(week) if e.need in needs))]


def _is_push(exercise: Exercise) -> bool:
    return exercise.family is Family.ISOMETRIC_TENDON and any(
        muscle for muscle in exercise.tissues if muscle == "achilles"
    )


def _loads(week: PlannedWeek) -> list[float]:
    """Return the share of the maximum of each session's heaviest leg lift that has kilograms.

    Where an exercise has no known maximum, it is that of the reps and those in reserve (LP-01).
    """
    sessions = (
        [
            _share(one)
            for exercise, sets in _exercises(session)
            if exercise.need in LEGS
            for one in sets
            if one.load_kg and one.reps
        ]
        for session in week.sessions
    )
    return [max(shares) for shares in sessions if shares]


def _share(one: PrescribedSet) -> float:
    if one.percent_1rm is not None:
        return one.percent_1rm
    return percent_1rm((one.reps or 0) + (one.rir or 0))


def _work(week: PlannedWeek) -> Iterator[tuple[Exercise, tuple[PrescribedSet, ...]]]:
    for session in week.sessions:
        yield from _exercises(session)


def _exercises(
    session: PlannedSession,
) -> Iterator[tuple[Exercise, tuple[PrescribedSet, ...]]]:
    """Yield every exercise of a session beyond the warm-up with its working sets."""
    for block in session.blocks:
        if block.kind in {BlockKind.WARM_UP, BlockKind.COOL_DOWN}:
            continue
        for each in block.exercises:
            sets = tuple(one for one in each.sets if one.kind == "working")
            yield load().exercise(each.exercise), sets
