"""Our own CSV of lifts, for ``--lifts FILE`` (docs/reference/lifts-file.md)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, Final

from ironstride.domain.body_region import Side
from ironstride.domain.performance import LoggedSet, SetKind
from ironstride.domain.problem import Parsed, Problem
from ironstride.importers import csv_rows
from ironstride.importers.lift_logs.collect import MAX_LOAD_KG, MAX_REPS, MAX_SECONDS

if TYPE_CHECKING:
    from enum import StrEnum

COLUMNS: Final = (
    "date", "exercise", "side", "kind", "reps", "seconds", "contacts", "load_kg", "rir", "session",
)  # fmt: skip
_AMOUNTS: Final = ("reps", "seconds", "contacts")
_UPPER: Final = {
    "reps": float(MAX_REPS),
    "seconds": MAX_SECONDS,
    "contacts": 10_000.0,
    "load_kg": MAX_LOAD_KG,
    "rir": 20.0,
}
_WHOLE: Final = frozenset({"reps", "contacts"})
_REMEDY: Final = "Correct the line; docs/reference/lifts-file.md says what each column may hold."


class _Unusable(Exception):  # noqa: N818 (it never leaves this module: a cell that cannot be used)
    """Says in its text what is wrong with a cell."""


def recognises(head: bytes) -> bool:
    """Whether the bytes start a table of lifts of our own."""
    return {"date", "exercise", "load_kg"} <= set(csv_rows.header(head))


def read(content: bytes, *, pounds: bool | None = None) -> Parsed[tuple[LoggedSet, ...]]:
    """Return the sets of the table; every line that cannot be used is an error of its own.

    Args:
        pounds: not needed, loads are kilograms; here so that all logs are read alike.
    """
    del pounds
    names = csv_rows.header(content)
    missing = [name for name in ("date", "exercise") if name not in names]
    unknown = [name for name in names if name and name not in COLUMNS]
    problems = [_header_problem(f"The column {name} is missing.") for name in missing]
    problems += [_header_problem(f"There is no column called {name[:40]!r}.") for name in unknown]
    if problems:
        return Parsed(value=None, problems=tuple(problems))
    sets: list[LoggedSet] = []
    orders: Counter[str] = Counter()
    for row in csv_rows.rows(content):
        try:
            logged = _logged(row, orders)
        except _Unusable as fault:
            problems.append(
                Problem(
                    code="unusable-line",
                    sentence=f"Line {row.line}: {fault}.",
                    location=f"line {row.line}",
                    remedy=_REMEDY,
                )
            )
            continue
        sets.append(logged)
    return Parsed(value=tuple(sets), problems=tuple(problems))


def _logged(row: csv_rows.Row, orders: Counter[str]) -> LoggedSet:
    try:
        date = dt.date.fromisoformat(row.text("date"))
    except ValueError:
        raise _Unusable(f"{row.text('date')[:40]!r} is no date like 2026-03-31") from None
    exercise = row.text("exercise")
    if not exercise:
        raise _Unusable("the exercise is missing")
    amounts = {name: _number(row, name) for name in _AMOUNTS}
    given = [name for name, amount in amounts.items() if amount is not None]
    if len(given) != 1:
        raise _Unusable("exactly one of reps, seconds and contacts must be given")
    session = row.text("session") or date.isoformat()
    order = orders[session]
    orders[session] += 1
    return LoggedSet(
        exercise=exercise,
        date=date,
        order=order,
        side=Side(side) if (side := _word(row, "side", Side)) else None,
        kind=SetKind(_word(row, "kind", SetKind) or SetKind.WORKING),
        reps=_whole(amounts["reps"]),
        seconds=amounts["seconds"],
        contacts=_whole(amounts["contacts"]),
        load_kg=_number(row, "load_kg") or None,
        rir=_number(row, "rir"),
        session_id=session,
    )


def _whole(amount: float | None) -> int | None:
    return None if amount is None else int(amount)


def _number(row: csv_rows.Row, name: str) -> float | None:
    text = row.text(name)
    if not text:
        return None
    value = csv_rows.number(text)
    if value is None or not 0.0 <= value <= _UPPER[name]:
        raise _Unusable(f"{name} {text[:40]!r} is no number from 0 to {_UPPER[name]:g}")
    if name in _WHOLE and value % 1:
        raise _Unusable(f"{name} {text[:40]!r} is no whole number")
    return value


def _word(row: csv_rows.Row, name: str, words: type[StrEnum]) -> str | None:
    text = row.text(name).lower()
    if text and text not in {str(word) for word in words}:
        allowed = ", ".join(words)
        raise _Unusable(f"{name} {text[:40]!r} is none of {allowed}")
    return text or None


def _header_problem(sentence: str) -> Problem:
    return Problem(
        code="unusable-header",
        sentence=sentence,
        location="line 1",
        remedy=f"The first line names the columns: {','.join(COLUMNS)}.",
    )
