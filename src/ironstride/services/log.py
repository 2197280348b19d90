"""What was done: sets, sessions and technique, each under the id made where it was logged."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ironstride.catalogue import load
from ironstride.domain.performance import LoggedSession, LoggedSet
from ironstride.domain.problem import Parsed, Problem
from ironstride.services.lift_names import likely_ids
from ironstride.services.watch_lifts import yield_to_own_log
from ironstride.storage import TechniqueTick

if TYPE_CHECKING:
    from ironstride.storage import Database, Put, UnitOfWork, Version

MOST_REPS: Final = 1_000
MOST_SECONDS: Final = 86_400.0
MOST_LOAD_KG: Final = 1_000.0
MOST_DISTANCE_M: Final = 100_000.0
MOST_RESERVE: Final = 10.0
MOST_MINUTES: Final = 1_440.0
MOST_RPE: Final = 10.0
"""Beyond these a figure is a slip of the finger (house)."""


def _problem(path: str, code: str, sentence: str, remedy: str) -> Problem:
    return Problem(code=code, sentence=sentence, location=path, remedy=remedy)


def check_set(one: LoggedSet, *, today: dt.date) -> tuple[Problem, ...]:
    """Return every fault of a set that somebody logs; none where it can be stored."""
    found = []
    if one.exercise not in load().by_id:
        found.append(
            _problem(
                "exercise",
                "unknown-exercise",
                f"“{one.exercise}” is no exercise of the catalogue.",
                f"Choose {' or '.join(likely)}, or another of `ironstride catalogue`."
                if (likely := likely_ids(one.exercise))
                else "Choose one of `ironstride catalogue`.",
            )
        )
    if one.date > today:
        found.append(
            _problem(
                "date",
                "in-the-future",
                f"{one.date} is after today, {today}.",
                "Log it when it is done.",
            )
        )
    amounts = {
        "reps": (one.reps, 1, MOST_REPS),
        "seconds": (one.seconds, 0, MOST_SECONDS),
        "contacts": (one.contacts, 1, MOST_REPS),
        "distance_m": (one.distance_m, 0, MOST_DISTANCE_M),
    }
    given = [name for name, (value, _, _) in amounts.items() if value is not None]
    if len(given) != 1:
        found.append(
            _problem(
                "reps",
                "wrong-amounts",
                f"A set has exactly one of {', '.join(amounts)}; this one has "
                f"{', '.join(given) or 'none'}.",
                "Say how much was done, once.",
            )
        )
    figures = {
        **amounts,
        "load_kg": (one.load_kg, 0, MOST_LOAD_KG),
        "rir": (one.rir, 0, MOST_RESERVE),
    }
    for name, (value, low, high) in figures.items():
        # Written so that a figure that is no number is refused, too.
        if value is not None and not low <= value <= high:
            found.append(
                _problem(
                    name,
                    "out-of-range",
                    f"{name} is {value:g}; it must lie from {low:g} to {high:g}.",
                    "Correct the figure.",
                )
            )
    return tuple(found)


def log_set(database: Database, one: LoggedSet, *, today: dt.date, now: dt.datetime) -> Parsed[Put]:
    """Ensure that a set is stored once, durably, under the id made where it was logged.

    A tick for technique in it counts for the session; sent again, nothing changes.
    """
    problems = check_set(one, today=today)
    if problems:
        return Parsed(value=None, problems=problems)

    def store(unit: UnitOfWork) -> Put:
        put = unit.sets.log(replace(one, logged_at=one.logged_at or now), now=now, id=one.id)
        _tick(unit, one, now)
        return put

    return database.write(store)


def edit_set(
    database: Database,
    one: LoggedSet,
    *,
    today: dt.date,
    now: dt.datetime,
    change_id: str | None = None,
) -> Parsed[Put]:
    """Ensure that a logged set has this as its last version; the versions before stay."""
    problems = check_set(one, today=today)
    if one.id is None:
        problems += (_problem("id", "missing-id", "The set has no id.", "Say which set it is."),)
    if problems or one.id is None:
        return Parsed(value=None, problems=problems)
    set_id = one.id

    def store(unit: UnitOfWork) -> Put:
        before = unit.sets.get(set_id)
        put = unit.sets.edit(set_id, one, now=now, change_id=change_id)
        _settle_ticks(unit, (before, one), now)
        return put

    return database.write(store)


def delete_set(
    database: Database, set_id: str, *, now: dt.datetime, change_id: str | None = None
) -> Parsed[Put]:
    """Ensure that a logged set counts no more; its versions stay."""

    def store(unit: UnitOfWork) -> Put:
        before = unit.sets.get(set_id)
        put = unit.sets.delete(set_id, now=now, change_id=change_id)
        _settle_ticks(unit, (before,), now)
        return put

    return database.write(store)


def undo_set(
    database: Database, set_id: str, *, now: dt.datetime, change_id: str | None = None
) -> Parsed[Put]:
    """Ensure that the version before the last holds again."""

    def store(unit: UnitOfWork) -> Put:
        before = unit.sets.get(set_id)
        put = unit.sets.undo(set_id, now=now, change_id=change_id)
        _settle_ticks(unit, (before, unit.sets.get(set_id)), now)
        return put

    return database.write(store)


def _tick(unit: UnitOfWork, one: LoggedSet, now: dt.datetime) -> None:
    if one.technique_ok:
        unit.technique.put(_tick_of(one), now=now)


def _tick_of(one: LoggedSet) -> TechniqueTick:
    return TechniqueTick(exercise=one.exercise, date=one.date, session_id=session_of(one))


def _settle_ticks(
    unit: UnitOfWork, versions: tuple[LoggedSet | None, ...], now: dt.datetime
) -> None:
    """Ensure that technique is confirmed by the sets that still say so, and by those alone.

    A runner's own tick goes with the last set that bears it (RD-03: heavy work rests on it); what
    a film or a professional confirmed does not hang on a set.
    """
    for one in versions:
        if one is None or not one.technique_ok:
            continue
        tick = _tick_of(one)
        borne = any(
            each.technique_ok and session_of(each) == tick.session_id
            for each in unit.sets.of_exercise(one.exercise)
        )
        if borne:
            _tick(unit, one, now)
        else:
            unit.technique.take_back(tick, now=now)


def session_of(one: LoggedSet) -> str:
    """Return the session that a set counts to; the day, where it belongs to none."""
    return one.session_id or one.date.isoformat()


def technique_seen(
    database: Database,
    exercise: str,
    date: dt.date,
    *,
    cues: frozenset[int],
    by: str,
    now: dt.datetime,
) -> Parsed[Put]:
    """Ensure that technique counts as confirmed in the session of a day, or say what is missing.

    Args:
        cues: places of the cues that were seen on a film; all of them confirm.
        by: the name of the professional who watched, empty for a film.
    """
    known = load().by_id.get(exercise)
    if (
        known is not None
        and not by.strip()
        and len(cues & {*range(len(known.cues))}) < len(known.cues)
    ):
        problem = _problem(
            "cue",
            "technique-not-seen",
            f"{len(cues)} of {len(known.cues)} cues were seen on the film.",
            "Tick all that you saw; what is missing is the next session's work. Or name the "
            "professional who watched.",
        )
        return Parsed(value=None, problems=(problem,))
    sets = database.read(lambda unit: unit.sets.between(date, date))
    if sets.value is None:
        return Parsed(value=None, problems=sets.problems)
    done = next((one for one in sets.value if one.exercise == exercise), None)
    if done is None:
        problem = _problem(
            "date",
            "not-done-then",
            f"No set of it is logged on {date}.",
            "Choose a day on which you did it.",
        )
        return Parsed(value=None, problems=(problem,))
    tick = TechniqueTick(
        exercise=exercise,
        date=date,
        session_id=session_of(done),
        confirmed_by=by.strip() or "film",
    )
    return confirm_technique(database, tick, now=now)


def confirm_technique(database: Database, tick: TechniqueTick, *, now: dt.datetime) -> Parsed[Put]:
    """Ensure that technique counts as confirmed in a session: by oneself, film or a name."""
    if tick.exercise not in load().by_id:
        problem = _problem(
            "exercise",
            "unknown-exercise",
            f"“{tick.exercise}” is no exercise of the catalogue.",
            "Choose one of `ironstride catalogue`.",
        )
        return Parsed(value=None, problems=(problem,))
    return database.write(lambda unit: unit.technique.put(tick, now=now))


def log_session(
    database: Database,
    session: LoggedSession,
    *,
    today: dt.date,
    now: dt.datetime,
    change_id: str | None = None,
) -> Parsed[Put]:
    """Ensure that a session counts as done, or as skipped, with minutes and how hard it was."""
    problems = []
    if session.date > today and not session.skipped:
        problems.append(
            _problem(
                "date",
                "in-the-future",
                f"{session.date} is after today, {today}.",
                "Log it when it is done.",
            )
        )
    figures = {
        "minutes": (session.minutes, MOST_MINUTES),
        "session_rpe": (session.session_rpe, MOST_RPE),
    }
    problems += [
        _problem(
            name,
            "out-of-range",
            f"{name} is {value:g}; it must lie from 0 to {high:g}.",
            "Correct the figure.",
        )
        for name, (value, high) in figures.items()
        if value is not None and not 0 <= value <= high
    ]
    if problems:
        return Parsed(value=None, problems=tuple(problems))

    def store(unit: UnitOfWork) -> Put:
        put = unit.sessions.put(session, now=now, change_id=change_id)
        if not session.skipped:
            yield_to_own_log(unit, {session.date}, now=now)
        return put

    return database.write(store)


@dataclass(frozen=True, slots=True, kw_only=True)
class LastTime:
    """An exercise as it was last done: the day and its sets in order."""

    date: dt.date
    sets: tuple[LoggedSet, ...]


def last_time(unit: UnitOfWork, exercise: str, before: dt.date) -> LastTime | None:
    """Return the sets of the last day before a date on which an exercise was done."""
    sets = unit.sets.of_exercise(exercise, limit=40, until=before - dt.timedelta(days=1))
    if not sets:
        return None
    day = sets[-1].date
    return LastTime(date=day, sets=tuple(each for each in sets if each.date == day))


def recent_versions(database: Database, limit: int = 20) -> Parsed[tuple[Version[LoggedSet], ...]]:
    """Return the versions of sets recorded last, the newest first: what undo can offer."""
    return database.read(lambda unit: unit.sets.recent(limit))
