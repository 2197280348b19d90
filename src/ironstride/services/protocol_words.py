"""Doses of rehabilitation protocols in words: how much, how often, and how."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from ironstride.catalogue import evidence_for
from ironstride.domain.evidence import Checked
from ironstride.domain.exercise import Method
from ironstride.services.exercise_pages import tempo_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ironstride.domain.body_region import Region
    from ironstride.domain.exercise import Exercise
    from ironstride.domain.protocol import Dose, Stage

TIMES: Final = "\N{MULTIPLICATION SIGN}"
DASH: Final = "\N{EN DASH}"
WEEK: Final = 7
MINUTE: Final = 60
NOT_GIVEN: Final = "not given"
_ORDINALS: Final = {2: "2nd", 3: "3rd"}
_OFTEN: Final = {1: "once", 2: "twice"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseLine:
    """One dose of an exercise: in which weeks of the stage, how much, how often."""

    weeks: str
    work: str
    often: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseRow:
    """One exercise of a stage with its doses in the order of the weeks.

    Args:
        often: how often, where that is the same in all weeks; else each line says its own.
        how: load, tempo and rest in short sentences.
        leave_out: above which pain the exercise itself is left out, where that is less than the
            stage allows; empty where it isn't.
        outside: why the dose lies outside the exercise's own range; empty where it doesn't.
        mark: ``not re-checked`` where a figure of it was recalled; empty elsewhere.
    """

    exercise: Exercise
    lines: tuple[DoseLine, ...]
    often: str
    how: tuple[str, ...]
    leave_out: str
    outside: str
    evidence: tuple[str, ...]
    mark: str


def mark_of(evidence: tuple[str, ...], *, recalled: bool = False) -> str:
    """Return ``not re-checked`` where a row was recalled, or this part of one; else nothing."""
    unread = any(row.checked is Checked.NONE for row in evidence_for(evidence).values())
    return Checked.NONE.value if recalled or unread else ""


def span(pair: tuple[int, int]) -> str:
    """Return two numbers from low to high, one where they are the same."""
    return f"{pair[0]}" if pair[0] == pair[1] else f"{pair[0]}{DASH}{pair[1]}"


def unit_of(exercise: Exercise) -> str:
    """Return what an exercise counts: ``seconds``, ``contacts`` or ``repetitions``."""
    if exercise.method is Method.PLYOMETRIC:
        return "contacts"
    return "seconds" if exercise.is_timed else "repetitions"


def work_words(dose: Dose, exercise: Exercise) -> str:
    """Return ``3 x 15RM``, ``5 x 30-45 s each side``."""
    each = " each side" if exercise.is_per_side else ""
    sets = f"{span(dose.sets)} {TIMES} "
    if dose.repetition_maximum is not None:
        return f"{sets}{dose.repetition_maximum}RM{each}"
    unit = {"seconds": " s", "contacts": " contacts", "repetitions": ""}[unit_of(exercise)]
    return f"{sets}{span(dose.amount)}{unit}{each}"


def often_words(dose: Dose) -> str:
    """Return ``every 2nd day``, ``3 days a week``, ``every day, twice``."""
    if dose.every_days is not None:
        days = f"every {_ORDINALS.get(dose.every_days, f'{dose.every_days}th')} day"
        days = "every day" if dose.every_days == 1 else days
    elif dose.days_per_week is None or dose.days_per_week == (WEEK, WEEK):
        days = "every day"
    else:
        plural = "day" if dose.days_per_week == (1, 1) else "days"
        days = f"{span(dose.days_per_week)} {plural} a week"
    if dose.times_per_day == (1, 1):
        return days
    low, high = dose.times_per_day
    times = _OFTEN.get(low, f"{low} times") if low == high else f"{low}{DASH}{high} times"
    return f"{days}, {times}"


def weeks_words(weeks: tuple[int, int] | None) -> str:
    """Return ``week 1``, ``weeks 2-3``; empty for the whole stage."""
    if weeks is None:
        return ""
    return f"week {weeks[0]}" if weeks[0] == weeks[1] else f"weeks {span(weeks)}"


def length_of(weeks: tuple[int, int] | None) -> str:
    """Return how long a stage takes: ``2-4 weeks``, or that only its criteria say."""
    if weeks is None:
        return "until its criteria are met"
    return "1 week" if weeks == (1, 1) else f"{span(weeks)} weeks"


def seconds_words(seconds: int) -> str:
    """Return ``30 s``, ``2 min``, ``1 min 30 s``."""
    minutes, rest = divmod(seconds, MINUTE)
    if minutes == 0:
        return f"{rest} s"
    return f"{minutes} min" if rest == 0 else f"{minutes} min {rest} s"


def rest_words(pair: tuple[int, int]) -> str:
    """Return a rest between sets: ``rest 2 to 3 min``."""
    low, high = pair
    if low == high:
        return f"rest {seconds_words(low)}"
    if low % MINUTE == 0 and high % MINUTE == 0:
        return f"rest {low // MINUTE}{DASH}{high // MINUTE} min"
    return f"rest {low}{DASH}{high} s"


def dose_rows(
    stage: Stage, regions: Iterable[Region], exercises: dict[str, Exercise]
) -> tuple[DoseRow, ...]:
    """Return the exercises of a stage, each once, in the order of the file."""
    grouped = groupby(stage.doses, key=lambda dose: dose.exercise)
    return tuple(
        _row(exercises[name], tuple(doses), stage, tuple(regions)) for name, doses in grouped
    )


def _row(
    exercise: Exercise, doses: tuple[Dose, ...], stage: Stage, regions: tuple[Region, ...]
) -> DoseRow:
    how: dict[str, None] = {}
    for dose in doses:
        if dose.load:
            how[f"{dose.load}."] = None
        if dose.tempo is not None:
            how[tempo_words(dose.tempo)] = None
        if dose.rest_seconds is not None:
            how[f"{rest_words(dose.rest_seconds).capitalize()}."] = None
    least = min(
        (avoid.pain_over for avoid in exercise.avoid_when if avoid.region in regions),
        default=stage.pain.during,
    )
    evidence = tuple(dict.fromkeys(row for dose in doses for row in dose.evidence))
    often = tuple(dict.fromkeys(often_words(dose) for dose in doses))
    return DoseRow(
        exercise=exercise,
        often=often[0] if len(often) == 1 else "",
        lines=tuple(
            DoseLine(
                weeks=weeks_words(dose.weeks),
                work=work_words(dose, exercise),
                often=often_words(dose),
            )
            for dose in doses
        ),
        how=tuple(how),
        leave_out=_leave_out(least) if least < stage.pain.during else "",
        outside=next((dose.outside for dose in doses if dose.outside), ""),
        evidence=evidence,
        mark=mark_of(evidence, recalled=any(dose.recalled for dose in doses)),
    )


def _leave_out(least: float) -> str:
    if least == 0.0:
        return "Leave it out while it hurts at all."
    return f"Leave it out above {least:g} of 10."
