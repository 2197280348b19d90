"""One criterion of a stage from its table: the key it is named by says what it asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ironstride.domain.exercise import ExerciseId
from ironstride.domain.protocol import (
    Criterion,
    Doing,
    ExerciseCriterion,
    LadderCriterion,
    PainCriterion,
    Predicate,
    RunCriterion,
    SignOffCriterion,
    TestCriterion,
    TimeCriterion,
    TrendCriterion,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from ironstride.catalogue.fields import Fields

DAYS_A_WEEK: Final = 7
MOST_PAIN: Final = 10.0
MOST_DAYS: Final = 365
MOST_WEEKS: Final = 104
MOST_MINUTES: Final = 600
MOST_TIMES: Final = 30
MOST_RESULT: Final = 1_000.0
MOST_PERCENT: Final = 100.0
"""More than any criterion asks: a larger number is a slip of the pen (house)."""


def read_criterion(row: Fields, evidence: Collection[str]) -> Criterion:
    """Return the criterion of a table; a harmless one where it asks nothing that is known."""
    named = [key for key in READERS if row.has(key)]
    if len(named) != 1:
        row.fault(
            "(criterion)",
            "no-predicate" if not named else "two-predicates",
            "A criterion asks one thing; this asks "
            + ("nothing that is known." if not named else f"{' and '.join(named)}."),
            f"Name it by one of {', '.join(READERS)}.",
        )
    asks: Predicate = TimeCriterion(days=1)
    if len(named) == 1:
        asks = READERS[named[0]](row)
    return Criterion(
        asks=asks,
        evidence=row.known_texts("evidence", evidence),
        recalled=row.flag("recalled"),
    )


def _whole(row: Fields, key: str, high: int, otherwise: int) -> int:
    return row.integer(key, 1, high) if row.has(key) else otherwise


def _minutes(row: Fields) -> int | None:
    return row.integer("minutes", 1, MOST_MINUTES) if row.has("minutes") else None


def _pain_at_most(row: Fields) -> float | None:
    return row.optional_number("pain_at_most", 0, MOST_PAIN)


def _pain(row: Fields) -> Predicate:
    return PainCriterion(
        doing=row.word("pain", Doing),
        at_most=row.number("at_most", 0, MOST_PAIN),
        days=_whole(row, "days", MOST_DAYS, 1),
        minutes=_minutes(row),
    )


def _pain_free(row: Fields) -> Predicate:
    return PainCriterion(
        doing=row.word("doing", Doing),
        at_most=0.0,
        days=row.integer("days_pain_free", 1, MOST_DAYS),
        minutes=_minutes(row),
    )


def _trend(row: Fields) -> Predicate:
    return TrendCriterion(weeks=row.integer("pain_not_rising_weeks", 1, MOST_WEEKS))


def _test(row: Fields) -> Predicate:
    found = TestCriterion(
        test=row.text("test"),
        at_least=row.optional_number("at_least", 0, MOST_RESULT),
        side_difference_at_most=row.optional_number("side_difference_at_most", 0, MOST_RESULT),
        side_difference_at_most_percent=row.optional_number(
            "side_difference_at_most_percent", 0, MOST_PERCENT
        ),
        pain_at_most=_pain_at_most(row),
    )
    limits = (
        found.at_least,
        found.side_difference_at_most,
        found.side_difference_at_most_percent,
        found.pain_at_most,
    )
    if all(limit is None for limit in limits):
        row.fault(
            "test",
            "no-limit",
            f"The test “{found.test}” is asked without a limit.",
            "Add at_least, side_difference_at_most, side_difference_at_most_percent or "
            "pain_at_most.",
        )
    return found


def _exercise(row: Fields) -> Predicate:
    found = ExerciseCriterion(
        exercise=ExerciseId(row.text("exercise")),
        amount=row.integer("at_least", 1, int(MOST_RESULT)) if row.has("at_least") else None,
        side_difference_at_most_percent=row.optional_number(
            "side_difference_at_most_percent", 0, MOST_PERCENT
        ),
        pain_at_most=_pain_at_most(row),
    )
    if found.amount is None and found.side_difference_at_most_percent is None:
        row.fault(
            "exercise",
            "no-limit",
            f"The exercise “{found.exercise}” is asked without a limit.",
            "Add at_least or side_difference_at_most_percent.",
        )
    return found


def _run(row: Fields) -> Predicate:
    return RunCriterion(
        minutes=row.integer("run_minutes", 1, MOST_MINUTES),
        pain_at_most=row.number("pain_at_most", 0, MOST_PAIN),
        times=_whole(row, "times", MOST_TIMES, 1),
    )


def _ladder(row: Fields) -> Predicate:
    return LadderCriterion(step=row.integer("ladder_step", 1, MOST_TIMES))


def _weeks(row: Fields) -> Predicate:
    return TimeCriterion(days=DAYS_A_WEEK * row.integer("weeks_at_least", 1, MOST_WEEKS))


def _days(row: Fields) -> Predicate:
    return TimeCriterion(days=row.integer("days_at_least", 1, MOST_DAYS))


def _since_injury(row: Fields) -> Predicate:
    return TimeCriterion(
        days=row.integer("days_since_injury", 1, MOST_DAYS),
        since_injury=True,
    )


def _sign_off(row: Fields) -> Predicate:
    return SignOffCriterion(confirms=row.text("sign_off"))


READERS: Final[Mapping[str, Callable[[Fields], Predicate]]] = {
    "pain": _pain,
    "days_pain_free": _pain_free,
    "pain_not_rising_weeks": _trend,
    "test": _test,
    "exercise": _exercise,
    "run_minutes": _run,
    "ladder_step": _ladder,
    "weeks_at_least": _weeks,
    "days_at_least": _days,
    "days_since_injury": _since_injury,
    "sign_off": _sign_off,
}
"""How each predicate is read, by the key that names it."""
