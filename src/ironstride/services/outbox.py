"""What a phone sends when it can: changes that were written there first, each stored once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from ironstride.domain.assessment import LoggedResult
from ironstride.domain.body_region import Region, Side
from ironstride.domain.performance import LoggedSession, LoggedSet, PainReport, SetKind
from ironstride.domain.problem import Parsed, Problem
from ironstride.services.adapt import hurts, swap
from ironstride.services.current_plan import current_plan
from ironstride.services.limits import told_of
from ironstride.services.log import delete_set, edit_set, log_session, log_set, undo_set
from ironstride.services.self_tests import (
    delete_result,
    edit_result,
    log_result,
    undo_result,
)

if TYPE_CHECKING:
    from ironstride.storage import Database

T = TypeVar("T")

MOST_ID: Final = 64
MOST_LETTERS: Final = 120
DAY_AHEAD: Final = dt.timedelta(days=1)
"""A phone east of this machine may be a day ahead."""

Value = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What became of one change; without problems it is stored, now or before.

    Args:
        notes: what is said of what was stored: a load above a professional's limit.
    """

    change: str
    problems: tuple[Problem, ...]
    notes: tuple[str, ...] = ()


class WrongShapeError(Exception):
    """A change that says something of the wrong kind; ends in a problem, never escapes."""

    def __init__(self, key: str, wanted: str) -> None:
        super().__init__(f"“{key}” must be {wanted}")
        self.key = key


def receive(database: Database, change: Value, *, today: dt.date, now: dt.datetime) -> Received:
    """Ensure that a change from a phone is stored once, durably, however often it is sent.

    A change says ``change`` (its own id), ``kind`` (log, edit, delete, undo, session, pain, swap,
    test, test-edit, test-delete, test-undo) and the thing itself. What is wrong with it is told,
    so that the phone keeps it and says so.
    """
    name = change.get("change")
    change_id = name if isinstance(name, str) and 0 < len(name) <= MOST_ID else ""
    try:
        problems = _store(database, change, change_id, today=today, now=now)
    except WrongShapeError as wrong:
        problem = Problem(
            code="wrong-change",
            sentence=f"{wrong}.",
            location=wrong.key,
            remedy="Reload the page; the set stays on the device.",
        )
        return Received(change=change_id, problems=(problem,))
    notes = () if problems else _notes(database, change, today)
    return Received(change=change_id, problems=problems, notes=notes)


def _notes(database: Database, change: Value, today: dt.date) -> tuple[str, ...]:
    if change.get("kind") not in {"log", "edit"}:
        return ()
    one = set_of(_table(change, "set"))
    told = database.read(lambda unit: told_of(unit, one, today)).value
    return (told,) if told else ()


def _store(  # noqa: PLR0911 (a kind each)
    database: Database, change: Value, change_id: str, *, today: dt.date, now: dt.datetime
) -> tuple[Problem, ...]:
    if not change_id:
        raise WrongShapeError("change", f"an id of at most {MOST_ID} letters")
    latest = today + DAY_AHEAD
    match _text(change, "kind"):
        case "log":
            one = set_of(_table(change, "set"))
            return _errors(log_set(database, one, today=latest, now=now))
        case "edit":
            one = set_of(_table(change, "set"))
            return _errors(edit_set(database, one, today=latest, now=now, change_id=change_id))
        case "delete" | "undo" as kind:
            set_id = _id(_table(change, "set"))
            back = delete_set if kind == "delete" else undo_set
            return _errors(back(database, set_id, now=now, change_id=change_id))
        case "session":
            session = session_of(_table(change, "session"))
            return _errors(
                log_session(database, session, today=latest, now=now, change_id=change_id)
            )
        case "pain":
            report = pain_of(_table(change, "pain"))
            return _errors(hurts(database, report, today=max(today, report.date), now=now))
        case "swap":
            return _swap(database, _table(change, "swap"), today=today, now=now)
        case "test" | "test-edit" | "test-delete" | "test-undo" as kind:
            return _test(database, kind, change, change_id, latest, now)
        case _:
            raise WrongShapeError(
                "kind",
                "log, edit, delete, undo, session, pain, swap, test, test-edit, test-delete or "
                "test-undo",
            )


def _test(
    database: Database, kind: str, change: Value, change_id: str, latest: dt.date, now: dt.datetime
) -> tuple[Problem, ...]:
    """Ensure what a phone says of the result of a self-test."""
    row = _table(change, "test")
    match kind:
        case "test":
            return _errors(log_result(database, result_of(row), today=latest, now=now))
        case "test-edit":
            return _errors(
                edit_result(database, result_of(row), today=latest, now=now, change_id=change_id)
            )
        case _:
            back = delete_result if kind == "test-delete" else undo_result
            return _errors(back(database, _id(row), now=now, change_id=change_id))


def _errors(parsed: Parsed[T]) -> tuple[Problem, ...]:
    return parsed.problems if parsed.value is None else ()


def _swap(
    database: Database, row: Value, *, today: dt.date, now: dt.datetime
) -> tuple[Problem, ...]:
    """Ensure a swap in the plan; one that the plan has already, or has outrun, is let go.

    What was done is in the sets themselves, so nothing is lost by it.
    """
    session_id, old, new = _id(row), _text(row, "old"), _text(row, "new")
    current = database.read(current_plan)
    session = None if current.value is None else current.value.session(session_id)
    if session is None:
        return current.problems
    held = {each.exercise for block in session.blocks for each in block.exercises}
    if old not in held or new in held:
        return ()
    made = swap(database, session_id, old, new, today=today, now=now)
    refused = {"cannot-change-session", "rule-forbids"}
    return tuple(each for each in _errors(made) if each.code not in refused)


def set_of(row: Value) -> LoggedSet:
    """Return the set of a row from a phone.

    Raises:
        WrongShapeError: something has the wrong type; ranges are checked where it is stored.
    """
    side = _optional_text(row, "side")
    kind = _optional_text(row, "kind") or SetKind.WORKING.value
    if kind not in set(SetKind):
        raise WrongShapeError("kind", f"one of {', '.join(SetKind)}")
    if side is not None and side not in set(Side):
        raise WrongShapeError("side", f"one of {', '.join(Side)}")
    unknown = next((key for key in row if key.startswith("load") and key != "load_kg"), None)
    if unknown is not None:
        # A load in another unit, or in none, must not be taken for no load at all.
        raise WrongShapeError(unknown, "sent as “load_kg”, in kilograms")
    technique = row.get("technique_ok")
    if technique is not None and not isinstance(technique, bool):
        raise WrongShapeError("technique_ok", "true, false or nothing")
    return LoggedSet(
        id=_id(row),
        exercise=_text(row, "exercise"),
        date=_date(row, "date"),
        order=_whole(row, "order") or 0,
        kind=SetKind(kind),
        side=None if side is None else Side(side),
        reps=_whole(row, "reps"),
        seconds=_number(row, "seconds"),
        contacts=_whole(row, "contacts"),
        distance_m=_number(row, "distance_m"),
        load_kg=_number(row, "load_kg"),
        rir=_number(row, "rir"),
        session_id=_optional_text(row, "session_id"),
        band=_optional_text(row, "band"),
        technique_ok=technique,
        fault=_short(row, "fault"),
        logged_at=_moment(row, "logged_at"),
    )


def _short(row: Value, name: str) -> str | None:
    """Return a short text, or None where there is none.

    Raises:
        WrongShapeError: it is no text, or longer than anything that the program offers.
    """
    text = _optional_text(row, name)
    if text is not None and len(text) > MOST_LETTERS:
        raise WrongShapeError(name, f"at most {MOST_LETTERS} letters")
    return text


def session_of(row: Value) -> LoggedSession:
    """Return the finished or skipped session of a row from a phone.

    Raises:
        WrongShapeError: something has the wrong type.
    """
    return LoggedSession(
        session_id=_id(row),
        date=_date(row, "date"),
        start_minute=_whole(row, "start_minute"),
        minutes=_number(row, "minutes"),
        session_rpe=_number(row, "session_rpe"),
        skipped=row.get("skipped") is True,
    )


def pain_of(row: Value) -> PainReport:
    """Return the pain report of a row from a phone.

    Raises:
        WrongShapeError: something has the wrong type.
    """
    region, side = _text(row, "region"), _text(row, "side")
    if region not in set(Region):
        raise WrongShapeError("region", f"one of {', '.join(Region)}")
    if side not in set(Side):
        raise WrongShapeError("side", f"one of {', '.join(Side)}")
    return PainReport(
        date=_date(row, "date"),
        region=Region(region),
        side=Side(side),
        during=_number(row, "during"),
        exercise=_optional_text(row, "exercise"),
    )


def result_of(row: Value) -> LoggedResult:
    """Return the result of a self-test of a row from a phone.

    Raises:
        WrongShapeError: something has the wrong type; ranges are checked where it is stored.
    """
    side = _optional_text(row, "side")
    if side is not None and side not in set(Side):
        raise WrongShapeError("side", f"one of {', '.join(Side)}")
    value = _number(row, "value")
    if value is None:
        raise WrongShapeError("value", "a number")
    missed = _numbers(row, "missed")
    if any(not place.is_integer() for place in missed):
        raise WrongShapeError("missed", "a list of whole numbers")
    return LoggedResult(
        id=_id(row),
        test=_text(row, "test"),
        date=_date(row, "date"),
        side=None if side is None else Side(side),
        value=value,
        trials=_numbers(row, "trials"),
        missed=tuple(int(place) for place in missed),
        logged_at=_moment(row, "logged_at"),
    )


def _numbers(row: Value, key: str) -> tuple[float, ...]:
    """Return a list of numbers; an empty one where the key is left out."""
    values = row.get(key)
    if values is None:
        return ()
    if not isinstance(values, list):
        raise WrongShapeError(key, "a list of numbers")
    found: list[float] = []
    for value in values:
        number = _number({key: value}, key)
        if number is None:
            raise WrongShapeError(key, "a list of numbers")
        found.append(number)
    return tuple(found)


def _table(row: Value, key: str) -> Value:
    value = row.get(key)
    if not isinstance(value, dict):
        raise WrongShapeError(key, "an object")
    return value


def _id(row: Value) -> str:
    value = _text(row, "id")
    if not 0 < len(value) <= MOST_ID:
        raise WrongShapeError("id", f"1 to {MOST_ID} letters")
    return value


def _text(row: Value, key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str):
        raise WrongShapeError(key, "a text")
    return value


def _optional_text(row: Value, key: str) -> str | None:
    return None if row.get(key) is None else _text(row, key)


def _number(row: Value, key: str) -> float | None:
    value = row.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise WrongShapeError(key, "a number")
    try:
        return float(value)
    except OverflowError:
        raise WrongShapeError(key, "a number that can be") from None


def _whole(row: Value, key: str) -> int | None:
    value = _number(row, key)
    if value is None:
        return None
    if value != value or not value.is_integer():  # noqa: PLR0124  NaN is no whole number
        raise WrongShapeError(key, "a whole number")
    return int(value)


def _date(row: Value, key: str) -> dt.date:
    text = _text(row, key)
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise WrongShapeError(key, "a date such as 2026-11-23") from None


def _moment(row: Value, key: str) -> dt.datetime | None:
    text = _optional_text(row, key)
    if text is None:
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        raise WrongShapeError(key, "a time with its zone") from None
    if moment.tzinfo is None:
        raise WrongShapeError(key, "a time with its zone")
    return moment
