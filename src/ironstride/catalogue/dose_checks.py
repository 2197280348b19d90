"""What must hold of doses: exercises that fit the stage, in a range that they allow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ironstride.body.rehab import does
from ironstride.body.words import REGION_NAMES
from ironstride.catalogue.protocol_judged import Check
from ironstride.domain.evidence import HOUSE
from ironstride.domain.exercise import LoadKind, Method

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ironstride.catalogue.protocol_judged import Judged
    from ironstride.domain.exercise import Exercise
    from ironstride.domain.protocol import Dose, Stage

LOADABLE: Final = frozenset({LoadKind.EXTERNAL, LoadKind.BODY_MASS})
"""What can be made so heavy that only so many repetitions are possible."""


def _doses(judged: Judged) -> Iterator[tuple[str, Stage, Dose]]:
    """Yield every dose of a sound stage with its key."""
    for index, stage in judged.stages:
        for place, dose in enumerate(stage.doses):
            yield f"stages[{index}].exercises[{place}]", stage, dose


def _known(judged: Judged) -> Iterator[tuple[str, Stage, Dose, Exercise]]:
    """Yield every dose whose exercise the catalogue knows."""
    for key, stage, dose in _doses(judged):
        exercise = judged.around.exercises.get(dose.exercise)
        if exercise is not None:
            yield key, stage, dose, exercise


def _unknown_exercise(judged: Judged) -> Iterator[tuple[str, str]]:
    for key, _, dose in _doses(judged):
        if dose.exercise not in judged.around.exercises:
            yield f"{key}.exercise", f"“{dose.exercise}” is no exercise of the catalogue."


def _outside_the_range(judged: Judged) -> Iterator[tuple[str, str]]:
    for key, _, dose, exercise in _known(judged):
        low, high = exercise.reps
        if not dose.outside and not low <= dose.amount[0] <= dose.amount[1] <= high:
            yield (
                f"{key}.amount",
                (
                    f"{dose.amount[0]} to {dose.amount[1]} lies outside the {low} to {high} of "
                    f"“{exercise.name}”."
                ),
            )


def _needless_exception(judged: Judged) -> Iterator[tuple[str, str]]:
    for key, _, dose, exercise in _known(judged):
        low, high = exercise.reps
        if dose.outside and low <= dose.amount[0] <= dose.amount[1] <= high:
            yield (
                f"{key}.outside",
                (
                    f"{dose.amount[0]} to {dose.amount[1]} lies within the {low} to {high} of "
                    f"“{exercise.name}”."
                ),
            )


def _exception_unfounded(judged: Judged) -> Iterator[tuple[str, str]]:
    for key, _, dose in _doses(judged):
        if dose.outside and set(dose.evidence) <= {HOUSE}:
            yield f"{key}.evidence", "A dose outside the exercise's own range rests on no source."


def _weeks_astray(judged: Judged) -> Iterator[tuple[str, str]]:
    for key, stage, dose in _doses(judged):
        if dose.weeks is None:
            continue
        if stage.weeks is None:
            yield (
                f"{key}.weeks",
                f"“{stage.id}” has no weeks of its own, this dose has {dose.weeks}.",
            )
        elif dose.weeks[1] > stage.weeks[1]:
            yield (
                f"{key}.weeks",
                f"Week {dose.weeks[1]} lies behind the {stage.weeks[1]} weeks of “{stage.id}”.",
            )


def _weeks_overlap(judged: Judged) -> Iterator[tuple[str, str]]:
    for index, stage in judged.stages:
        for place, dose in enumerate(stage.doses):
            for other in stage.doses[:place]:
                if other.exercise == dose.exercise and _meet(other, dose):
                    yield (
                        f"stages[{index}].exercises[{place}].weeks",
                        f"“{dose.exercise}” has two doses in the same week.",
                    )


def _meet(one: Dose, other: Dose) -> bool:
    """Return whether two doses share a week."""
    if one.weeks is None or other.weeks is None:
        return True
    return one.weeks[0] <= other.weeks[1] and other.weeks[0] <= one.weeks[1]


def _maximum_astray(judged: Judged) -> Iterator[tuple[str, str]]:
    for key, _, dose, exercise in _known(judged):
        maximum = dose.repetition_maximum
        if maximum is None:
            continue
        if dose.amount != (maximum, maximum):
            yield (
                f"{key}.rm",
                (
                    f"A load for {maximum} repetitions is used for {dose.amount[0]} to "
                    f"{dose.amount[1]}."
                ),
            )
        if exercise.method is not Method.STRENGTH or exercise.load_kind not in LOADABLE:
            yield f"{key}.rm", f"“{exercise.name}” has no load that limits its repetitions."


def _too_heavy(judged: Judged) -> Iterator[tuple[str, str]]:
    for key, stage, _, exercise in _known(judged):
        for region in judged.protocol.regions:
            grade = exercise.regions_loaded.get(region, 0)
            if grade > stage.load_at_most:
                yield (
                    f"{key}.exercise",
                    (
                        f"“{exercise.name}” loads the {REGION_NAMES[region]} with grade {grade}; "
                        f"“{stage.id}” allows {stage.load_at_most}."
                    ),
                )


def _too_much_impact(judged: Judged) -> Iterator[tuple[str, str]]:
    for key, stage, _, exercise in _known(judged):
        if exercise.impact.level > stage.impact_at_most:
            yield (
                f"{key}.exercise",
                (
                    f"“{exercise.name}” has impact of level {exercise.impact.level}; "
                    f"“{stage.id}” allows {stage.impact_at_most}."
                ),
            )


def _left_out(judged: Judged) -> Iterator[tuple[str, str]]:
    for key, stage, _, exercise in _known(judged):
        for region in judged.protocol.regions:
            if exercise.is_left_out_in(region, stage.phase):
                yield (
                    f"{key}.exercise",
                    (
                        f"“{exercise.name}” waits for the {REGION_NAMES[region]} through the phase "
                        f"“{stage.phase}”."
                    ),
                )


def _spared(judged: Judged) -> Iterator[tuple[str, str]]:
    for key, stage, _, exercise in _known(judged):
        for each in sorted(judged.protocol.spares):
            if does(exercise, each, judged.protocol.regions):
                yield (
                    f"{key}.exercise",
                    f"“{exercise.name}” is what “{stage.id}” spares: {each}.",
                )


DOSE_CHECKS: Final = (
    Check(
        code="unknown-id",
        needs=(),
        find=_unknown_exercise,
        remedy="Name a file of data/exercises without its ending.",
    ),
    Check(
        code="outside-the-range",
        needs=(),
        find=_outside_the_range,
        remedy="Keep to the exercise's range, or say in outside why the source's dose differs.",
    ),
    Check(code="needless-exception", needs=(), find=_needless_exception, remedy="Remove outside."),
    Check(
        code="exception-unfounded",
        needs=(),
        find=_exception_unfounded,
        remedy="Cite the row that gives this dose.",
    ),
    Check(
        code="weeks-astray",
        needs=(),
        find=_weeks_astray,
        remedy="Give the stage its weeks, and the dose some of them.",
    ),
    Check(
        code="weeks-overlap",
        needs=(),
        find=_weeks_overlap,
        remedy="Give each dose of an exercise weeks of its own.",
    ),
    Check(
        code="maximum-astray",
        needs=(),
        find=_maximum_astray,
        remedy="Let amount say the same as rm, of an exercise that takes a load.",
    ),
    Check(
        code="too-heavy",
        needs=("regions",),
        find=_too_heavy,
        remedy="Choose an easier step, or raise load_at_most of the stage with evidence.",
    ),
    Check(
        code="too-much-impact",
        needs=(),
        find=_too_much_impact,
        remedy="Move it to a later stage, or raise impact_at_most of this one with evidence.",
    ),
    Check(
        code="left-out",
        needs=("regions",),
        find=_left_out,
        remedy="Move it to a later stage, or correct avoid_when of the exercise.",
    ),
    Check(
        code="spared",
        needs=("regions", "spares"),
        find=_spared,
        remedy="Name an exercise that does not, or correct spares.",
    ),
)
"""All that is checked of doses, in this order."""
